//! Addresses: what a path and a query mean, and how they are written. The server resolves a request
//! with this and the client navigates with it, so that both always mean the same page.

use model::{ProposalKind, Sort, is_consultation_slug, is_slug};

/// The language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Danish: no prefix in the address.
    #[default]
    Da,
    /// English: `/en/…`.
    En,
}

impl Lang {
    /// As in BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Da => "da",
            Self::En => "en",
        }
    }

    /// What stands before every path.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Da => "",
            Self::En => "/en",
        }
    }
}

/// Which edition of a section is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// Kort udgave.
    Short,
    /// Fuld udgave.
    Full,
}

impl Edition {
    const fn word(self) -> &'static str {
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
    /// In a frame on another site: a section's thread, or the general one.
    Embed {
        /// The consultation.
        c: String,
        /// The section's key; the general thread without one.
        key: Option<String>,
    },
    /// One's own posts.
    Mine,
    /// The rules for posts.
    Rules,
    /// What is stored about whom.
    Privacy,
    /// The accessibility statement.
    Accessibility,
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
            | Self::Embed { c, .. } => Some(c),
            _ => None,
        }
    }

    fn parse(parts: &[&str]) -> Self {
        match parts {
            [] => Self::Home,
            ["mine"] => Self::Mine,
            ["regler"] => Self::Rules,
            ["privatliv"] => Self::Privacy,
            ["tilgaengelighed"] => Self::Accessibility,
            ["embed", c] if is_consultation_slug(c) => Self::Embed { c: own(c), key: None },
            ["embed", c, key] if is_consultation_slug(c) && is_slug(key) => {
                Self::Embed { c: own(c), key: Some(own(key)) }
            }
            [c, rest @ ..] if is_consultation_slug(c) => Self::within(own(c), rest),
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
            Self::Embed { c, key: None } => format!("/embed/{c}"),
            Self::Embed { c, key: Some(key) } => format!("/embed/{c}/{key}"),
            Self::Mine => "/mine".to_owned(),
            Self::Rules => "/regler".to_owned(),
            Self::Privacy => "/privatliv".to_owned(),
            Self::Accessibility => "/tilgaengelighed".to_owned(),
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
    /// `soeg`: what is looked for, on a consultation's front page.
    pub question: Option<String>,
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
                "efter" if !value.is_empty() => look.after = Some(value),
                "afsnit" if is_slug(&value) => look.paragraph = Some(value),
                "soeg" if !value.trim().is_empty() => look.question = Some(value),
                "om" if is_slug(&value) => look.about = Some(value),
                _ => {}
            }
        }
        look
    }

    fn query(&self) -> String {
        let pairs = [
            ("udgave", self.edition.map(|edition| edition.word().to_owned())),
            ("sortering", self.sort.map(|sort| sort_word(sort).to_owned())),
            ("slags", self.kind.map(|kind| kind_word(kind).to_owned())),
            ("om", self.about.clone()),
            ("soeg", self.question.as_deref().map(encode)),
            ("efter", self.after.as_deref().map(encode)),
            ("afsnit", self.paragraph.clone()),
        ];
        let pairs: Vec<String> = pairs
            .into_iter()
            .filter_map(|(name, value)| value.map(|value| format!("{name}={value}")))
            .collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

const SORTS: [(Sort, &str); 3] =
    [(Sort::Newest, "nyeste"), (Sort::Oldest, "aeldste"), (Sort::Agreed, "enige")];

const KINDS: [(ProposalKind, &str); 3] = [
    (ProposalKind::Idea, "ide"),
    (ProposalKind::Wording, "ordlyd"),
    (ProposalKind::Partnership, "partnerskab"),
];

fn sort_word(sort: Sort) -> &'static str {
    SORTS.iter().find(|s| s.0 == sort).map_or("", |s| s.1)
}

fn kind_word(kind: ProposalKind) -> &'static str {
    KINDS.iter().find(|k| k.0 == kind).map_or("", |k| k.1)
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

    /// Another page in the same language.
    // Not inlined: pages are made of links, and each would bring all of this along.
    #[must_use]
    #[inline(never)]
    pub fn to(&self, route: Route) -> Self {
        Self::new(self.lang, route)
    }

    /// Whether both show the same page but for which paragraph's thread is open.
    #[must_use]
    pub fn same_page(&self, other: &Self) -> bool {
        self.with(|look| look.paragraph = None) == other.with(|look| look.paragraph = None)
    }
}

fn own(text: &str) -> String {
    text.to_owned()
}

/// Ids are short and plain; what they mean is the server's business.
fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Percent-encodes all that is not plain.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::new();
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match (first, hex.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = tail;
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
#[path = "route_tests.rs"]
mod tests;
