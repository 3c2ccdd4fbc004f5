//! Support.

use gloo_net::http::Method;
use model::Support;

use super::{Answer, take};

/// What can be supported and reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Post {
    /// A comment.
    Comment,
    /// A proposal.
    Proposal,
}

impl Post {
    /// The API's address of one of these.
    #[must_use]
    pub fn api(self, id: &str) -> String {
        match self {
            Self::Comment => format!("/api/comments/{id}"),
            Self::Proposal => format!("/api/proposals/{id}"),
        }
    }
}

/// Agrees, or no longer does.
pub async fn set(post: Post, id: &str, agree: bool) -> Answer<Support> {
    let method = if agree { Method::PUT } else { Method::DELETE };
    take(&super::call(method, &format!("{}/support", post.api(id)), None).await?)
}
