//! What each page shows: what the server reads from the store to paint it.

use model::{
    Anchor, Code, Comment, Consultation, ConsultationSummary, Gloss, Hit, News, OutlineLink, Page,
    Proposal, Revision, RuleUse, RulesUsed, Section, Statement, Thread,
};

use crate::facts::{Facts, Hearing};
use crate::place::Place;
use crate::route::Address;

/// What a page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum PageData {
    /// [`Route::Home`](crate::route::Route::Home).
    Home {
        /// Every published consultation, the demonstration first.
        consultations: Vec<ConsultationSummary>,
    },
    /// A consultation's front page.
    Front {
        /// The consultation.
        consultation: Box<Consultation>,
        /// A page of the general thread.
        thread: Thread,
        /// The newest news, if there is any.
        news: Option<News>,
    },
    /// What was found in a consultation: its front page with [`Look::question`](crate::route::Look::question).
    Search {
        /// The consultation.
        consultation: Box<Consultation>,
        /// What was looked for.
        question: String,
        /// A page of what was found.
        hits: Page<Hit>,
    },
    /// A section.
    Section {
        /// The consultation.
        consultation: Box<Consultation>,
        /// The section, in both its editions.
        section: Box<Section>,
        /// The words that its version explains.
        glossary: Vec<Gloss>,
        /// A page of the section's thread.
        thread: Thread,
        /// What people chose in its text to comment on, the newest first.
        marks: Vec<Mark>,
        /// The first page of the thread of [`Look::paragraph`](crate::route::Look::paragraph), oldest first, if one is open.
        paragraph: Option<Thread>,
    },
    /// One comment in its context.
    Comment {
        /// The consultation.
        consultation: Box<Consultation>,
        /// What it hangs on.
        place: PlaceLink,
        /// The comment that the address names.
        comment: Box<Comment>,
        /// The top of its thread when it is an answer.
        root: Option<Box<Comment>>,
        /// Where the answers shown begin, when not with the first.
        after: Option<String>,
        /// The answers under the top of the thread, oldest first.
        replies: Thread,
    },
    /// What a comment said before: its page with [`Look::history`](crate::route::Look::history).
    History {
        /// The consultation.
        consultation: Box<Consultation>,
        /// What it hangs on.
        place: PlaceLink,
        /// The comment as it stands now.
        comment: Box<Comment>,
        /// A page of its earlier wordings, oldest first. When there are more, the last one is shown
        /// on the next page too: as what that begins with.
        earlier: Page<Revision>,
    },
    /// The proposals.
    Proposals {
        /// The consultation.
        consultation: Box<Consultation>,
        /// A page of them, of [`Look::kind`](crate::route::Look::kind) if it is given.
        proposals: Page<Proposal>,
    },
    /// The form for a proposal.
    NewProposal {
        /// The consultation.
        consultation: Box<Consultation>,
        /// The section of [`Look::about`](crate::route::Look::about), if it is given and exists.
        section: Option<Box<Section>>,
    },
    /// One proposal.
    Proposal {
        /// The consultation.
        consultation: Box<Consultation>,
        /// The proposal.
        proposal: Box<Proposal>,
        /// A page of its thread.
        thread: Thread,
    },
    /// The hearing's own blog.
    NewsList {
        /// The consultation.
        consultation: Box<Consultation>,
        /// A page of it, newest first.
        news: Page<News>,
    },
    /// One piece of news.
    News {
        /// The consultation.
        consultation: Box<Consultation>,
        /// The news.
        news: Box<News>,
        /// A page of its thread.
        thread: Thread,
    },
    /// What became of the hearing.
    Result {
        /// The consultation.
        consultation: Box<Consultation>,
    },
    /// The rules of a hearing.
    HearingRules {
        /// The consultation.
        consultation: Box<Consultation>,
        /// All its rules, retired ones among them, and how each was used.
        rules: Vec<RuleUse>,
    },
    /// In a frame on another site.
    Embed {
        /// The consultation.
        consultation: Box<Consultation>,
        /// The section; `None` for the general thread. Its HTML is not needed.
        section: Option<Box<Section>>,
        /// A page of the thread.
        thread: Thread,
    },
    /// As a card on another site.
    Card {
        /// The consultation.
        consultation: Box<Consultation>,
        /// The section that it is about; `None` for the whole hearing. Its HTML is not needed.
        section: Option<Box<Section>>,
        /// What was said last there, the newest first.
        newest: Vec<Comment>,
    },
    /// One's own posts: the browser alone knows whose.
    Mine,
    /// The rules that hearings begin with.
    Rules {
        /// What is said above them.
        statement: Box<Statement>,
        /// How they have been used so far.
        used: RulesUsed,
        /// The hearings, which have rules of their own.
        consultations: Vec<ConsultationSummary>,
    },
    /// What else the site says of itself.
    Statement(Box<Statement>),
    /// What a browser keeps for when there is no connection.
    Offline,
    /// The page cannot be shown: not found, or the store is out of reach.
    Refused {
        /// Why; `None` when no answer came at all (the client alone knows that).
        code: Option<Code>,
    },
}

/// Words of a text that somebody chose to comment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The comment.
    pub comment: String,
    /// Where the words stand.
    pub anchor: Anchor,
}

/// What a comment hangs on, in words enough for a link.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaceLink {
    /// A section.
    Section(OutlineLink),
    /// A proposal.
    Proposal {
        /// Its permanent name.
        id: String,
        /// Its number.
        number: i64,
        /// Its title, when it can be read.
        title: Option<String>,
    },
    /// News.
    News {
        /// Its permanent name.
        id: String,
        /// Its title.
        title: String,
    },
    /// The whole.
    General,
}

impl PlaceLink {
    /// The place, in a consultation.
    #[must_use]
    pub fn place(&self, c: &str) -> Place {
        let c = c.to_owned();
        match self {
            Self::Section(link) => Place::Section { c, key: link.key.clone() },
            Self::Proposal { id, .. } => Place::Proposal { c, id: id.clone() },
            Self::News { id, .. } => Place::News { c, id: id.clone() },
            Self::General => Place::General { c },
        }
    }
}

impl PageData {
    /// The consultation that the page belongs to.
    #[must_use]
    pub fn consultation(&self) -> Option<&Consultation> {
        match self {
            Self::Front { consultation, .. }
            | Self::Search { consultation, .. }
            | Self::Section { consultation, .. }
            | Self::Comment { consultation, .. }
            | Self::History { consultation, .. }
            | Self::Proposals { consultation, .. }
            | Self::NewProposal { consultation, .. }
            | Self::Proposal { consultation, .. }
            | Self::NewsList { consultation, .. }
            | Self::News { consultation, .. }
            | Self::Result { consultation }
            | Self::HearingRules { consultation, .. }
            | Self::Card { consultation, .. }
            | Self::Embed { consultation, .. } => Some(consultation),
            _ => None,
        }
    }

    /// Notes that moderators let nobody post on it for now.
    pub fn lock(&mut self) {
        match self {
            Self::Front { consultation, .. }
            | Self::Section { consultation, .. }
            | Self::Comment { consultation, .. }
            | Self::NewProposal { consultation, .. }
            | Self::Proposal { consultation, .. }
            | Self::News { consultation, .. }
            | Self::Embed { consultation, .. } => consultation.locked = true,
            _ => {}
        }
    }

    /// What the app has to know of it, at an address.
    #[must_use]
    pub fn facts(&self, at: &Address) -> Facts {
        let spoken = at.lang.tag();
        let hearing = self.consultation().map(|consultation| Hearing {
            opens: consultation.summary.opens,
            closes: consultation.summary.closes,
            version: consultation.version,
            lang: Some(consultation.summary.lang.clone()).filter(|lang| lang != spoken),
            locked: consultation.locked,
        });
        let place = match (self, self.consultation()) {
            (Self::Comment { place, .. }, Some(consultation)) => {
                Some(place.place(&consultation.summary.slug))
            }
            _ => Place::of(&at.route),
        };
        Facts { hearing, place: place.map(|place| place.path()), release: None }
    }

    /// The HTTP status that the page is served with.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Refused { code } => code.map_or(503, Code::status),
            _ => 200,
        }
    }
}
