//! The desk's addresses. Every view and every post has one: a link in a mail works, and so does
//! "back".

use model::{QueueItem, QueueView};

use crate::api::support::Post;

/// Which post: a comment or a proposal, and its permanent name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostId {
    /// What it is.
    pub kind: Post,
    /// Its permanent name.
    pub id: String,
}

impl PostId {
    /// The post of a line of the queue.
    #[must_use]
    pub fn of(item: &QueueItem) -> Self {
        match (&item.comment, &item.proposal) {
            (Some(comment), _) => Self { kind: Post::Comment, id: comment.id.clone() },
            (None, Some(proposal)) => Self { kind: Post::Proposal, id: proposal.id.clone() },
            (None, None) => Self { kind: Post::Comment, id: String::new() },
        }
    }

    /// `kommentar/7`: within an address, and as a name for what is kept about it.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}/{}", kind_word(self.kind), self.id)
    }
}

/// A place at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Where one signs in.
    Home,
    /// Where one chooses a password.
    Invitation,
    /// A view of the queue, with or without one of its posts.
    Queue {
        /// Which view.
        view: QueueView,
        /// The post that is looked at. It need not stand in the view any more.
        post: Option<PostId>,
    },
    /// Nothing of ours.
    NotFound,
}

impl Route {
    /// A view without a post.
    #[must_use]
    pub const fn view(view: QueueView) -> Self {
        Self::Queue { view, post: None }
    }

    /// Reads a path; what is none of ours is [`Route::NotFound`].
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let view = |word: &str| QueueView::ALL.iter().copied().find(|v| view_word(*v) == word);
        match parts.as_slice() {
            ["desk"] => Self::Home,
            ["desk", "invitation"] => Self::Invitation,
            ["desk", "ko", word] => view(word).map_or(Self::NotFound, Self::view),
            ["desk", "ko", word, kind, id] if is_id(id) => {
                let kind =
                    [Post::Comment, Post::Proposal].into_iter().find(|k| kind_word(*k) == *kind);
                match (view(word), kind) {
                    (Some(view), Some(kind)) => {
                        Self::Queue { view, post: Some(PostId { kind, id: (*id).to_owned() }) }
                    }
                    _ => Self::NotFound,
                }
            }
            _ => Self::NotFound,
        }
    }

    /// The address as it stands in a link.
    #[must_use]
    pub fn href(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/desk".to_owned(),
            Self::Invitation => "/desk/invitation".to_owned(),
            Self::Queue { view, post: None } => format!("/desk/ko/{}", view_word(*view)),
            Self::Queue { view, post: Some(post) } => {
                format!("/desk/ko/{}/{}", view_word(*view), post.path())
            }
        }
    }

    /// The view of the queue, if this is one.
    #[must_use]
    pub const fn queue(&self) -> Option<QueueView> {
        match self {
            Self::Queue { view, .. } => Some(*view),
            _ => None,
        }
    }

    /// The post that is looked at.
    #[must_use]
    pub const fn post(&self) -> Option<&PostId> {
        match self {
            Self::Queue { post, .. } => post.as_ref(),
            _ => None,
        }
    }
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

const fn view_word(view: QueueView) -> &'static str {
    match view {
        QueueView::Reported => "anmeldte",
        QueueView::New => "nye",
        QueueView::Hidden => "skjulte",
    }
}

const fn kind_word(kind: Post) -> &'static str {
    match kind {
        Post::Comment => "kommentar",
        Post::Proposal => "forslag",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_itself() {
        let mut routes = vec![Route::Home, Route::Invitation];
        for view in QueueView::ALL {
            routes.push(Route::view(*view));
            for kind in [Post::Comment, Post::Proposal] {
                let post = Some(PostId { kind, id: "01a1c8dd869e".to_owned() });
                routes.push(Route::Queue { view: *view, post });
            }
        }
        for route in routes {
            assert_eq!(Route::parse(&route.href()), route);
        }
    }

    #[test]
    fn addresses_are_danish_words() {
        let post = Some(PostId { kind: Post::Comment, id: "7".to_owned() });
        let route = Route::Queue { view: QueueView::Reported, post };
        assert_eq!(route.href(), "/desk/ko/anmeldte/kommentar/7");
        assert_eq!(Route::parse("/desk/ko/nye/"), Route::view(QueueView::New));
    }

    #[test]
    fn what_is_no_address_is_not_found() {
        for path in [
            "/desk/ko",
            "/desk/ko/alle",
            "/desk/ko/nye/kommentar",
            "/desk/ko/nye/nyt/7",
            "/desk/ko/nye/kommentar/..%2f",
            "/desk/ko/nye/kommentar/7/8",
            "/mine",
        ] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }
}
