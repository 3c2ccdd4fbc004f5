//! Logos of hearings, for those who may choose them.

use gloo_net::http::Method;
use model::{Hearing, NewLogo};

use super::{call, json};
use crate::api::{Answer, take as parse};

/// Gives a hearing a logo, or another one.
pub async fn choose(slug: &str, new: &NewLogo) -> Answer<Hearing> {
    parse(&call(Method::PUT, &path(slug), json(new)?).await?)
}

/// Takes its logo away.
pub async fn remove(slug: &str, turns: i64) -> Answer<Hearing> {
    parse(&call(Method::DELETE, &format!("{}?turns={turns}", path(slug)), None).await?)
}

fn path(slug: &str) -> String {
    format!("/api/desk/hearings/{slug}/logo")
}
