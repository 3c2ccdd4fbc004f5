//! What moderators do to posts.

use gloo_net::http::Method;
use model::{DecisionKind, NewDecision, QueueItem};

use super::{address, call, json};
use crate::api::support::Post;
use crate::api::{Answer, read as parse};

/// Decides on a post; gives it as it is afterwards.
pub async fn add(post: Post, id: &str, kind: DecisionKind, new: &NewDecision) -> Answer<QueueItem> {
    let path = format!("{}/{}", address(post, id), kind.word());
    parse(&call(Method::POST, &path, json(new)?).await?)
}
