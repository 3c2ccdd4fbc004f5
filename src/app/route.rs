//! Addresses: what a path and a query mean, and how they are written. The server resolves a request
//! with this and the client navigates with it, so that both always mean the same page.

use model::{ProposalKind, Sort, StatementName, is_consultation_slug, is_slug};

pub use crate::lang::Lang;
use crate::percent::{decode, encode};

/// Which edition of a section is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// Kort udgave.
    Short,
    /// Fuld udgave.
    Full,
}

impl Edition {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Short => "kort",
            Self::Full => "fuld",
        }
    }
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Every consultation.
    Home,
    /// A consultation's front page.
    Front {
        /// The consultation.
        c: String,
    },
    /// A section with its thread.
    Section {
        /// The consultation.
        c: String,
        /// The section's key.
        key: String,
    },
    /// One comment in its context.
    Comment {
        /// The consultation.
        c: String,
        /// The comment.
        id: String,
    },
    /// The proposals; [`Look::kind`] filters.
    Proposals {
        /// The consultation.
        c: String,
    },
    /// The form for a proposal; [`Look::kind`] and [`Look::about`] prefill it.
    NewProposal {
        /// The consultation.
        c: String,
    },
    /// One proposal with its thread.
    Proposal {
        /// The consultation.
        c: String,
        /// The proposal.
        id: String,
    },
    /// The hearing's own blog.
    NewsList {
        /// The consultation.
        c: String,
    },
    /// One piece of news with its thread.
    News {
        /// The consultation.
        c: String,
        /// The news.
        id: String,
    },
    /// What became of the hearing.
    Result {
        /// The consultation.
        c: String,
    },
    /// The rules of a hearing's conversation.
    Rules {
        /// The consultation.
        c: String,
    },
    /// In a frame on another site: a section's thread, or the general one.
    Embed {
        /// The consultation.
        c: String,
        /// The section's key; the general thread without one.
        key: Option<String>,
    },
    /// One's own posts.
    Mine,
    /// What the site says of itself.
    Statement(StatementName),
    /// Nothing of ours.
    NotFound,
}

impl Route {
    /// The consultation that the page belongs to.
    #[must_use]
    pub fn consultation(&self) -> Option<&str> {
        match self {
            Self::Front { c }
            | Self::Section { c, .. }
            | Self::Comment { c, .. }
            | Self::Proposals { c }
            | Self::NewProposal { c }
            | Self::Proposal { c, .. }
            | Self::NewsList { c }
            | Self::News { c, .. }
            | Self::Result { c }
            | Self::Rules { c }
            | Self::Embed { c, .. } => Some(c),
            _ => None,
        }
    }

    /// Whether the page is a form, which the program of a first visit leaves out.
    #[must_use]
    pub fn is_form(&self) -> bool {
        matches!(self, Self::Mine | Self::NewProposal { .. })
    }

    fn parse(parts: &[&str]) -> Self {
        match parts {
            [] => Self::Home,
            ["mine"] => Self::Mine,
            ["embed", c] if is_consultation_slug(c) => Self::Embed { c: own(c), key: None },
            ["embed", c, key] if is_consultation_slug(c) && is_slug(key) => {
                Self::Embed { c: own(c), key: Some(own(key)) }
            }
            [c, rest @ ..] if is_consultation_slug(c) => Self::within(own(c), rest),
            [one] => STATEMENTS
                .iter()
                .find(|known| known.1 == *one)
                .map_or(Self::NotFound, |known| Self::Statement(known.0)),
            _ => Self::NotFound,
        }
    }

    fn within(c: String, rest: &[&str]) -> Self {
        match rest {
            [] => Self::Front { c },
            ["kommentar", id] if is_id(id) => Self::Comment { c, id: own(id) },
            ["forslag"] => Self::Proposals { c },
            ["forslag", "nyt"] => Self::NewProposal { c },
            ["forslag", id] if is_id(id) => Self::Proposal { c, id: own(id) },
            ["nyt"] => Self::NewsList { c },
            ["nyt", id] if is_id(id) => Self::News { c, id: own(id) },
            ["resultat"] => Self::Result { c },
            ["regler"] => Self::Rules { c },
            [key] if is_slug(key) && *key != "kommentar" => Self::Section { c, key: own(key) },
            _ => Self::NotFound,
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".to_owned(),
            Self::Front { c } => format!("/{c}"),
            Self::Section { c, key } => format!("/{c}/{key}"),
            Self::Comment { c, id } => format!("/{c}/kommentar/{id}"),
            Self::Proposals { c } => format!("/{c}/forslag"),
            Self::NewProposal { c } => format!("/{c}/forslag/nyt"),
            Self::Proposal { c, id } => format!("/{c}/forslag/{id}"),
            Self::NewsList { c } => format!("/{c}/nyt"),
            Self::News { c, id } => format!("/{c}/nyt/{id}"),
            Self::Result { c } => format!("/{c}/resultat"),
            Self::Rules { c } => format!("/{c}/regler"),
            Self::Embed { c, key: None } => format!("/embed/{c}"),
            Self::Embed { c, key: Some(key) } => format!("/embed/{c}/{key}"),
            Self::Mine => "/mine".to_owned(),
            Self::Statement(name) => format!("/{}", word(&STATEMENTS, *name)),
        }
    }
}

/// How a page is looked at: the part of an address after the question mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// `udgave`: which edition of a section; the short one when there is one and nothing is said.
    pub edition: Option<Edition>,
    /// `sortering`: the order of the thread; newest first when nothing is said.
    pub sort: Option<Sort>,
    /// `efter`: where in the list to read on, as the API's `after`.
    pub after: Option<String>,
    /// `afsnit`: the paragraph whose thread is open.
    pub paragraph: Option<String>,
    /// `slags`: which kind of proposal.
    pub kind: Option<ProposalKind>,
    /// `om`: the key of the section that a new proposal is about.
    pub about: Option<String>,
    /// `trin`: at which step of a form, from the second on.
    pub step: Option<u8>,
    /// `soeg`: what is looked for, on a consultation's front page.
    pub question: Option<String>,
    /// `historik`: what a comment said before, in place of its conversation.
    pub history: bool,
}

impl Look {
    fn parse(query: &str) -> Self {
        let mut look = Self::default();
        for pair in query.trim_start_matches('?').split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decode(value);
            match name {
                "udgave" => {
                    look.edition = [Edition::Short, Edition::Full]
                        .into_iter()
                        .find(|edition| edition.word() == value);
                }
                "sortering" => look.sort = SORTS.iter().find(|s| s.1 == value).map(|s| s.0),
                "slags" => look.kind = KINDS.iter().find(|k| k.1 == value).map(|k| k.0),
                "historik" => look.history = true,
                "efter" if !value.is_empty() => look.after = Some(value),
                "afsnit" if is_slug(&value) => look.paragraph = Some(value),
                "soeg" if !value.trim().is_empty() => look.question = Some(value),
                "trin" => look.step = value.parse().ok().filter(|step| (2..=9).contains(step)),
                "om" if is_slug(&value) => look.about = Some(value),
                _ => {}
            }
        }
        look
    }

    fn query(&self) -> String {
        let pairs = [
            ("udgave", self.edition.map(|edition| edition.word().to_owned())),
            ("sortering", self.sort.map(|sort| word(&SORTS, sort))),
            ("slags", self.kind.map(|kind| word(&KINDS, kind))),
            ("historik", self.history.then(|| "ja".to_owned())),
            ("om", self.about.clone()),
            ("soeg", self.question.as_deref().map(encode)),
            ("efter", self.after.as_deref().map(encode)),
            ("afsnit", self.paragraph.clone()),
            ("trin", self.step.map(|step| step.to_string())),
        ];
        let pairs: Vec<String> = pairs
            .into_iter()
            .filter_map(|(name, value)| value.map(|value| format!("{name}={value}")))
            .collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

/// Where the site's statements stand. The law wants some of the addresses.
pub const STATEMENTS: [(StatementName, &str); 5] = [
    (StatementName::Rules, "regler"),
    (StatementName::Privacy, "privatliv"),
    (StatementName::Cookies, "cookies"),
    (StatementName::Accessibility, "tilgaengelighed"),
    (StatementName::Contact, "kontakt"),
];
const SORTS: [(Sort, &str); 3] =
    [(Sort::Newest, "nyeste"), (Sort::Oldest, "aeldste"), (Sort::Agreed, "enige")];
const KINDS: [(ProposalKind, &str); 3] = [
    (ProposalKind::Idea, "ide"),
    (ProposalKind::Wording, "ordlyd"),
    (ProposalKind::Partnership, "partnerskab"),
];

fn word<T: PartialEq>(words: &[(T, &str)], of: T) -> String {
    words.iter().find(|one| one.0 == of).map_or_else(String::new, |one| one.1.to_owned())
}

/// A whole address: language, page, and how it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The language of the interface.
    pub lang: Lang,
    /// The page.
    pub route: Route,
    /// How it is looked at.
    pub look: Look,
}

impl Address {
    /// A page in a language, looked at as it comes.
    #[must_use]
    pub fn new(lang: Lang, route: Route) -> Self {
        Self { lang, route, look: Look::default() }
    }

    /// Reads a path and a query (with or without its question mark). Never fails: what is none of
    /// ours is [`Route::NotFound`].
    #[must_use]
    pub fn parse(path: &str, query: &str) -> Self {
        let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let lang = if parts.first() == Some(&"en") {
            parts.remove(0);
            Lang::En
        } else {
            Lang::Da
        };
        Self { lang, route: Route::parse(&parts), look: Look::parse(query) }
    }

    /// The address as it stands in a link.
    #[must_use]
    pub fn href(&self) -> String {
        format!("{}{}", self.path(), self.look.query())
    }

    /// The address without its query.
    #[must_use]
    pub fn path(&self) -> String {
        let path = self.route.path();
        match (self.lang.prefix(), path.as_str()) {
            ("", _) => path,
            (prefix, "/") => prefix.to_owned(),
            (prefix, _) => format!("{prefix}{path}"),
        }
    }

    /// The same page in the same language, looked at differently.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Look)) -> Self {
        let mut other = self.clone();
        change(&mut other.look);
        other
    }

    /// The same page in another language, looked at in the same way.
    #[must_use]
    #[cfg(feature = "ssr")]
    pub fn speaking(&self, lang: Lang) -> Self {
        Self { lang, ..self.clone() }
    }

    /// Another page in the same language.
    // Not inlined: pages are made of links, and each would bring all of this along.
    #[must_use]
    #[inline(never)]
    pub fn to(&self, route: Route) -> Self {
        Self::new(self.lang, route)
    }

    /// Whether both show the same page but for its edition, which paragraph's thread is open, and at
    /// which step one is.
    #[must_use]
    pub fn same_page(&self, other: &Self) -> bool {
        let page = |one: &Self| {
            one.with(|look| (look.edition, look.paragraph, look.step) = (None, None, None))
        };
        page(self) == page(other)
    }
}

fn own(text: &str) -> String {
    text.to_owned()
}

/// Ids are short and plain; what they mean is the server's business.
fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
#[path = "route_tests.rs"]
mod tests;
