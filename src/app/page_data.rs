//! What each page shows: what the server reads from the store to paint it.

use model::{
    Code, Comment, Consultation, ConsultationSummary, Hit, News, OutlineLink, Page, Proposal,
    Section, Thread,
};

use crate::facts::{Facts, Hearing};
use crate::place::Place;
use crate::route::{Edition, Look, Route};

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
    /// What was found in a consultation: its front page with [`Look::question`].
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
        /// The section.
        section: Box<Section>,
        /// A page of the section's thread.
        thread: Thread,
        /// The first page of the thread of [`Look::paragraph`], oldest first, if one is open.
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
        /// The answers under the top of the thread, oldest first.
        replies: Thread,
    },
    /// The proposals.
    Proposals {
        /// The consultation.
        consultation: Box<Consultation>,
        /// A page of them, of [`Look::kind`] if it is given.
        proposals: Page<Proposal>,
    },
    /// The form for a proposal.
    NewProposal {
        /// The consultation.
        consultation: Box<Consultation>,
        /// The section of [`Look::about`], if it is given and exists.
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
    /// In a frame on another site.
    Embed {
        /// The consultation.
        consultation: Box<Consultation>,
        /// The section; `None` for the general thread. Its HTML is not needed.
        section: Option<Box<Section>>,
        /// A page of the thread.
        thread: Thread,
    },
    /// One's own posts: the browser alone knows whose.
    Mine,
    /// The rules for posts.
    Rules,
    /// What is stored about whom.
    Privacy,
    /// The accessibility statement.
    Accessibility,
    /// The page cannot be shown: not found, or the store is out of reach.
    Refused {
        /// Why; `None` when no answer came at all (the client alone knows that).
        code: Option<Code>,
    },
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
            | Self::Proposals { consultation, .. }
            | Self::NewProposal { consultation, .. }
            | Self::Proposal { consultation, .. }
            | Self::NewsList { consultation, .. }
            | Self::News { consultation, .. }
            | Self::Result { consultation }
            | Self::Embed { consultation, .. } => Some(consultation),
            _ => None,
        }
    }

    /// What the app has to know of it, at an address.
    #[must_use]
    pub fn facts(&self, route: &Route) -> Facts {
        let hearing = self.consultation().map(|consultation| Hearing {
            opens: consultation.summary.opens,
            closes: consultation.summary.closes,
            version: consultation.version,
        });
        let place = match (self, self.consultation()) {
            (Self::Comment { place, .. }, Some(consultation)) => {
                Some(place.place(&consultation.summary.slug))
            }
            _ => Place::of(route),
        };
        Facts { hearing, place: place.map(|place| place.path()) }
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

/// Which edition of a section is shown: the one that was asked for; else the short one, which most
/// people manage, when there is one.
#[must_use]
pub fn edition(section: &Section, look: &Look) -> Edition {
    match (look.edition, &section.plain_html) {
        (_, None) => Edition::Full,
        (Some(edition), Some(_)) => edition,
        (None, Some(_)) => Edition::Short,
    }
}
