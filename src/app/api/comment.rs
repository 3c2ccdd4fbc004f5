//! Comments.

use gloo_net::http::Method;
use model::{Comment, CommentChange, NewComment, Page, Sort, Thread};

use super::{Answer, get, send, tell, with_query};
use crate::place::Place;

/// Which part of a thread is wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// In which order.
    pub sort: Option<Sort>,
    /// Where to read on.
    pub after: Option<&'a str>,
    /// Only those at this paragraph.
    pub paragraph: Option<&'a str>,
}

/// Where a page of a thread is.
#[must_use]
pub fn list_path(place: &Place, wanted: &Wanted<'_>) -> String {
    let pairs = [
        ("sort", wanted.sort.map(Sort::word)),
        ("after", wanted.after),
        ("paragraph", wanted.paragraph),
    ];
    with_query(&place.api(), &pairs)
}

/// A page of a thread.
pub async fn page(path: &str) -> Answer<Thread> {
    get(path).await
}

/// One comment.
pub async fn read(id: &str) -> Answer<Comment> {
    get(&format!("/api/comments/{id}")).await
}

/// Where the answers under the top of a thread are, oldest first.
#[must_use]
pub fn replies_path(id: &str, after: Option<&str>) -> String {
    with_query(&format!("/api/comments/{id}/replies"), &[("after", after)])
}

/// The answers under the top of a thread, oldest first.
pub async fn replies(id: &str, after: Option<&str>) -> Answer<Page<Comment>> {
    get(&replies_path(id, after)).await
}

/// Posts a comment. The same client key again is the same comment.
pub async fn add(place: &Place, new: &NewComment) -> Answer<Comment> {
    send(Method::POST, &place.api(), new).await
}

/// Changes one's own comment, within fifteen minutes.
pub async fn change(id: &str, body: String) -> Answer<Comment> {
    send(Method::PATCH, &format!("/api/comments/{id}"), &CommentChange { body }).await
}

/// Takes one's own comment back.
pub async fn withdraw(id: &str) -> Answer<()> {
    tell(Method::DELETE, &format!("/api/comments/{id}"), None).await
}
