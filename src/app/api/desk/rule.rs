//! The rules of a hearing, for those who may put them up.

use gloo_net::http::Method;
use model::{HearingRules, NewRule, RuleStanding};

use super::{call, json};
use crate::api::{Answer, take as parse};

/// All of them, retired ones too.
pub async fn list(c: &str) -> Answer<HearingRules> {
    parse(&call(Method::GET, &path(c), None).await?)
}

/// Puts up another one.
pub async fn add(c: &str, new: &NewRule) -> Answer<HearingRules> {
    parse(&call(Method::POST, &path(c), json(new)?).await?)
}

/// Retires one, or brings it back.
pub async fn change(c: &str, id: &str, new: &RuleStanding) -> Answer<HearingRules> {
    parse(&call(Method::PUT, &format!("{}/{id}", path(c)), json(new)?).await?)
}

fn path(c: &str) -> String {
    format!("/api/desk/hearings/{c}/rules")
}
