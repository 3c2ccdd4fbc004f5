//! What moderators do to posts.

use gloo_net::http::Method;
use model::{Decided, DecisionKind, NewDecision, NewDecisions, QueueItem};

use super::{address, call, json};
use crate::api::support::Post;
use crate::api::{Answer, take as parse};

/// Decides on a post; gives it as it is afterwards.
pub async fn add(post: Post, id: &str, kind: DecisionKind, new: &NewDecision) -> Answer<QueueItem> {
    let path = format!("{}/{}", address(post, id), kind.word());
    parse(&call(Method::POST, &path, json(new)?).await?)
}

/// Decides on several posts at once; gives them as they are afterwards.
pub async fn several(new: &NewDecisions) -> Answer<Decided> {
    parse(&call(Method::POST, "/api/desk/decisions", json(new)?).await?)
}
