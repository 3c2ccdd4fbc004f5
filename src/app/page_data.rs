//! What each page shows. The server reads it from the store, the client from the API; the same
//! components draw it.

use model::{
    Code, Comment, Consultation, ConsultationSummary, Moment, News, OutlineLink, Page, Proposal,
    Section, Thread,
};
use serde::{Deserialize, Serialize};

use crate::route::{Edition, Look};

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
    /// A section.
    Section {
        /// The consultation.
        consultation: Box<Consultation>,
        /// The section. In the page's own JSON its HTML is left out: it stands in the page.
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

/// What travels in the page's own JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Snapshot {
    /// What the page shows.
    pub data: PageData,
    /// When it was painted: the app draws its first frame as of the same moment.
    pub now: Moment,
    /// The site's own address, without a slash at the end.
    pub public_url: String,
}

impl PageData {
    /// The consultation that the page belongs to.
    #[must_use]
    pub fn consultation(&self) -> Option<&Consultation> {
        match self {
            Self::Front { consultation, .. }
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
