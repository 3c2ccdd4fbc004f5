//! Reports.

use gloo_net::http::Method;
use model::NewReport;

use super::support::Post;
use super::{Answer, Refusal, tell};

/// Says that a post breaks the rules.
pub async fn add(post: Post, id: &str, new: &NewReport) -> Answer<()> {
    let body = serde_json::to_string(new).map_err(|_| Refusal::NoAnswer)?;
    tell(Method::POST, &format!("{}/reports", post.api(id)), Some(body)).await
}
