//! What is one's own.

use gloo_net::http::Method;
use model::{Comment, NewAppeal, Own, OwnReport, Page, Proposal};

use super::support::Post;
use super::{Answer, call, get, with_query};

/// A page of all that one commented, newest first.
pub async fn comments(after: Option<&str>) -> Answer<Page<Own<Comment>>> {
    get(&with_query("/api/participants/me/comments", &[("after", after)])).await
}

/// A page of all that one proposed, newest first.
pub async fn proposals(after: Option<&str>) -> Answer<Page<Own<Proposal>>> {
    get(&with_query("/api/participants/me/proposals", &[("after", after)])).await
}

/// All that is stored of oneself, as it comes.
pub async fn data() -> Answer<String> {
    call(Method::GET, "/api/participants/me/data", None).await
}

/// The newest of what one reported.
pub async fn reports() -> Answer<Page<OwnReport>> {
    get("/api/participants/me/reports").await
}

/// Appeals against what was decided about oneself.
pub async fn appeal_measure(new: &NewAppeal) -> Answer<()> {
    let body = serde_json::to_string(new).map_err(|_| super::Refusal::NoAnswer)?;
    super::tell(Method::POST, "/api/participants/me/appeal", Some(body)).await
}

/// Appeals against what was decided on a post of one's own.
pub async fn appeal(kind: Post, id: &str, new: &NewAppeal) -> Answer<()> {
    let of = match kind {
        Post::Comment => "comments",
        Post::Proposal => "proposals",
    };
    let body = serde_json::to_string(new).map_err(|_| super::Refusal::NoAnswer)?;
    super::tell(Method::POST, &format!("/api/{of}/{id}/appeal"), Some(body)).await
}
