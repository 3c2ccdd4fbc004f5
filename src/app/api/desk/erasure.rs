//! The cases of those who ask that what they wrote is deleted.

use gloo_net::http::Method;
use model::{ErasureCase, Erasures, NewErasureAnswer};

use super::{call, json};
use crate::api::{Answer, take as parse, with_query};

const PATH: &str = "/api/desk/erasures";

/// A page of those that wait, or of those that were answered.
pub async fn list(answered: bool, after: Option<&str>) -> Answer<Erasures> {
    let pairs = [("answered", answered.then_some("true")), ("after", after)];
    parse(&call(Method::GET, &with_query(PATH, &pairs), None).await?)
}

/// One of them, with its posts.
pub async fn read(id: &str) -> Answer<ErasureCase> {
    parse(&call(Method::GET, &format!("{PATH}/{id}"), None).await?)
}

/// Answers it.
pub async fn answer(id: &str, new: &NewErasureAnswer) -> Answer<ErasureCase> {
    parse(&call(Method::POST, &format!("{PATH}/{id}/answer"), json(new)?).await?)
}
