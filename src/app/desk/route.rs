//! The desk's addresses. Every view and every post has one: a link in a mail works, and so does
//! "back".

use model::{QueueItem, QueueView, StatementName};

use crate::api::support::Post;
use crate::route::{Address, Lang, Route as Place, STATEMENTS};

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
    /// The sections that readers found hard to understand.
    Difficulties,
    /// Which posts wait in which hearing, and where nobody can post.
    Moderation,
    /// Appeals against pauses and holds.
    Appeals,
    /// Those who ask that what they wrote is deleted.
    Erasures {
        /// Those who got an answer instead of those who wait.
        answered: bool,
    },
    /// One of these cases.
    Erasure {
        /// Its permanent name.
        id: String,
    },
    /// What was done, by whom and why.
    Record,
    /// All posts as files.
    Export,
    /// One's own account.
    Account,
    /// Those who work at the desk.
    Colleagues,
    /// All hearings.
    Hearings,
    /// One of them.
    Hearing {
        /// Its name in addresses.
        slug: String,
    },
    /// How one of them is shown on other sites, and on paper.
    Embedding {
        /// Its name in addresses.
        slug: String,
    },
    /// What the site says of itself.
    Statements,
    /// One of these texts.
    Statement {
        /// Which.
        name: StatementName,
        /// In which language.
        lang: Lang,
    },
    /// The hearings' own blogs.
    NewsList,
    /// One of their posts.
    News {
        /// The consultation.
        c: String,
        /// Which; none for a new one.
        id: Option<String>,
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
            ["desk", "svaere"] => Self::Difficulties,
            ["desk", "styring"] => Self::Moderation,
            ["desk", "pauser"] => Self::Appeals,
            ["desk", "sletning"] => Self::Erasures { answered: false },
            ["desk", "sletning", "besvarede"] => Self::Erasures { answered: true },
            ["desk", "sletning", id] if is_id(id) => Self::Erasure { id: (*id).to_owned() },
            ["desk", "journal"] => Self::Record,
            ["desk", "hent"] => Self::Export,
            ["desk", "konto"] => Self::Account,
            ["desk", "kolleger"] => Self::Colleagues,
            ["desk", "hoeringer"] => Self::Hearings,
            ["desk", "hoeringer", slug] if is_id(slug) => {
                Self::Hearing { slug: (*slug).to_owned() }
            }
            ["desk", "hoeringer", slug, "indlejring"] if is_id(slug) => {
                Self::Embedding { slug: (*slug).to_owned() }
            }
            ["desk", "sider"] => Self::Statements,
            ["desk", "sider", word] => Self::statement(word, Lang::Da),
            ["desk", "sider", word, "en"] => Self::statement(word, Lang::En),
            ["desk", "nyt"] => Self::NewsList,
            ["desk", "nyt", c, "ny"] if is_id(c) => Self::News { c: (*c).to_owned(), id: None },
            ["desk", "nyt", c, id] if is_id(c) && is_id(id) => {
                Self::News { c: (*c).to_owned(), id: Some((*id).to_owned()) }
            }
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

    /// A text is named here as everybody's address names it.
    fn statement(word: &str, lang: Lang) -> Self {
        let found = STATEMENTS.iter().find(|known| known.1 == word);
        found.map_or(Self::NotFound, |known| Self::Statement { name: known.0, lang })
    }

    /// The address as it stands in a link.
    #[must_use]
    pub fn href(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/desk".to_owned(),
            Self::Invitation => "/desk/invitation".to_owned(),
            Self::Difficulties => "/desk/svaere".to_owned(),
            Self::Moderation => "/desk/styring".to_owned(),
            Self::Appeals => "/desk/pauser".to_owned(),
            Self::Erasures { answered: false } => "/desk/sletning".to_owned(),
            Self::Erasures { answered: true } => "/desk/sletning/besvarede".to_owned(),
            Self::Erasure { id } => format!("/desk/sletning/{id}"),
            Self::Record => "/desk/journal".to_owned(),
            Self::Export => "/desk/hent".to_owned(),
            Self::Account => "/desk/konto".to_owned(),
            Self::Colleagues => "/desk/kolleger".to_owned(),
            Self::Hearings => "/desk/hoeringer".to_owned(),
            Self::Hearing { slug } => format!("/desk/hoeringer/{slug}"),
            Self::Embedding { slug } => format!("/desk/hoeringer/{slug}/indlejring"),
            Self::Statements => "/desk/sider".to_owned(),
            Self::NewsList => "/desk/nyt".to_owned(),
            Self::News { c, id } => format!("/desk/nyt/{c}/{}", id.as_deref().unwrap_or("ny")),
            Self::Statement { name, lang } => {
                let page = Address::new(Lang::Da, Place::Statement(*name)).path();
                let lang = lang.prefix();
                format!("/desk/sider{page}{lang}")
            }
            Self::Queue { view, post: None } => format!("/desk/ko/{}", view_word(*view)),
            Self::Queue { view, post: Some(post) } => {
                format!("/desk/ko/{}/{}", view_word(*view), post.path())
            }
        }
    }

    /// Whether it is a page that is no list of posts. The desk's first load comes without these.
    #[must_use]
    pub const fn is_page(&self) -> bool {
        !matches!(self, Self::Home | Self::Invitation | Self::Queue { .. } | Self::NotFound)
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
        QueueView::Held => "tilbageholdte",
        QueueView::Appealed => "klager",
        QueueView::New => "nye",
        QueueView::Hidden => "skjulte",
        QueueView::Asked => "spoergsmaal",
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
        let mut routes = vec![Route::Home, Route::Invitation, Route::Difficulties, Route::Record];
        routes.extend([Route::Export, Route::Account, Route::Colleagues, Route::Moderation]);
        routes.push(Route::Appeals);
        routes.extend([true, false].map(|answered| Route::Erasures { answered }));
        routes.push(Route::Erasure { id: "01a1c8dd869e".to_owned() });
        routes.extend([Route::Statements, Route::NewsList]);
        for id in [None, Some("01a1c8dd869e".to_owned())] {
            routes.push(Route::News { c: "park-2".to_owned(), id });
        }
        routes.extend([Route::Hearings, Route::Hearing { slug: "en-park".to_owned() }]);
        for name in StatementName::ALL {
            routes.extend(Lang::ALL.map(|lang| Route::Statement { name: *name, lang }));
        }
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
    fn the_server_can_tell_pages_from_the_queue() {
        // It knows the queue by how its addresses begin.
        for view in QueueView::ALL {
            let route = Route::view(*view);
            assert!(route.href().starts_with("/desk/ko/") && !route.is_page());
        }
        for page in [Route::Record, Route::Statements, Route::Account, Route::Difficulties] {
            assert!(!page.href().starts_with("/desk/ko/") && page.is_page());
        }
        assert!(!Route::Home.is_page() && !Route::Invitation.is_page());
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
