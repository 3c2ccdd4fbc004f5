//! Appeals against pauses and holds.

use gloo_net::http::Method;
use model::{MeasureAppeal, NewAppealAnswer, Page};

use super::{call, json};
use crate::api::{Answer, take as parse, with_query};

const PATH: &str = "/api/desk/appeals";

/// A page of those that wait for whoever asks, the oldest first.
pub async fn list(after: Option<&str>) -> Answer<Page<MeasureAppeal>> {
    parse(&call(Method::GET, &with_query(PATH, &[("after", after)]), None).await?)
}

/// Answers one.
pub async fn answer(id: &str, new: &NewAppealAnswer) -> Answer<()> {
    call(Method::POST, &format!("{PATH}/{id}/answer"), json(new)?).await.map(drop)
}
