//! Difficulties.

use gloo_net::http::Method;
use model::NewDifficulty;

use super::{Answer, Refusal, tell};
use crate::place::Place;

/// Says that a section is hard to understand, or takes it back.
pub async fn set(place: &Place, device: String, hard: bool) -> Answer<()> {
    let path = format!("{}/difficulty", place.api().trim_end_matches("/comments"));
    let method = if hard { Method::PUT } else { Method::DELETE };
    let body = serde_json::to_string(&NewDifficulty { device }).map_err(|_| Refusal::NoAnswer)?;
    tell(method, &path, Some(body)).await
}
