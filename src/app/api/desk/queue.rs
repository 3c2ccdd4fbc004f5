//! The queue of posts that wait for a moderator.

use gloo_net::http::Method;
use model::{Queue, QueueItem, QueueView};

use super::{address, call};
use crate::api::support::Post;
use crate::api::{Answer, take as parse, with_query};
use crate::desk::Filter;

/// A page of a view, of so many posts.
pub async fn list(
    view: QueueView,
    filter: &Filter,
    limit: u32,
    after: Option<&str>,
) -> Answer<Queue> {
    let limit = limit.to_string();
    let pairs = [
        ("view", Some(view.word())),
        ("consultation", filter.consultation.as_deref()),
        ("section", filter.section.as_deref()),
        ("limit", Some(limit.as_str())),
        ("after", after),
    ];
    parse(&call(Method::GET, &with_query("/api/desk/queue", &pairs), None).await?)
}

/// One post as the desk sees it.
pub async fn read(post: Post, id: &str) -> Answer<QueueItem> {
    parse(&call(Method::GET, &address(post, id), None).await?)
}
