//! Measures about people, threads and hearings, and which posts wait.

use gloo_net::http::Method;
use model::{HearingModeration, Measure, NewMeasure, NewMode};

use super::{call, json};
use crate::api::{Answer, take as parse};

/// What a measure is about: `participants/7`, `threads/7`, `consultations/park`.
pub async fn take(of: &str, measure: Measure, new: &NewMeasure) -> Answer<()> {
    let path = format!("/api/desk/{of}/{}", measure.word());
    call(Method::POST, &path, json(new)?).await.map(drop)
}

/// Which posts wait in a hearing.
pub async fn read(c: &str) -> Answer<HearingModeration> {
    parse(&call(Method::GET, &path(c), None).await?)
}

/// Says which posts wait.
pub async fn set_mode(c: &str, new: &NewMode) -> Answer<HearingModeration> {
    parse(&call(Method::PUT, &path(c), json(new)?).await?)
}

fn path(c: &str) -> String {
    format!("/api/desk/consultations/{c}/moderation")
}
