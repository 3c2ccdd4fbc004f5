//! Where a thread hangs.

use crate::route::{Address, Lang, Route};

/// What a thread hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A section.
    Section {
        /// The consultation.
        c: String,
        /// The section's key.
        key: String,
    },
    /// The whole.
    General {
        /// The consultation.
        c: String,
    },
    /// A proposal.
    Proposal {
        /// The consultation.
        c: String,
        /// The proposal.
        id: String,
    },
    /// News.
    News {
        /// The consultation.
        c: String,
        /// The news.
        id: String,
    },
}

impl Place {
    /// The API's address of the thread.
    #[must_use]
    pub fn api(&self) -> String {
        match self {
            Self::Section { c, key } => format!("/api/consultations/{c}/sections/{key}/comments"),
            Self::General { c } => format!("/api/consultations/{c}/comments"),
            Self::Proposal { id, .. } => format!("/api/proposals/{id}/comments"),
            Self::News { id, .. } => format!("/api/news/{id}/comments"),
        }
    }

    /// The consultation.
    #[must_use]
    pub fn consultation(&self) -> &str {
        match self {
            Self::Section { c, .. }
            | Self::General { c }
            | Self::Proposal { c, .. }
            | Self::News { c, .. } => c,
        }
    }

    /// The page that shows it.
    #[must_use]
    pub fn route(&self) -> Route {
        match self.clone() {
            Self::Section { c, key } => Route::Section { c, key },
            Self::General { c } => Route::Front { c },
            Self::Proposal { c, id } => Route::Proposal { c, id },
            Self::News { c, id } => Route::News { c, id },
        }
    }

    /// The name under which a draft for it is kept.
    #[must_use]
    pub fn draft(&self, paragraph: Option<&str>) -> String {
        match paragraph {
            Some(paragraph) => format!("{}#{paragraph}", self.path()),
            None => self.path(),
        }
    }

    /// Its address, in no language: by it the place is known.
    #[must_use]
    pub fn path(&self) -> String {
        Address::new(Lang::Da, self.route()).path()
    }

    /// The place whose thread a page shows, if it shows one of its own.
    #[must_use]
    pub fn of(route: &Route) -> Option<Self> {
        Some(match route.clone() {
            Route::Section { c, key } | Route::Embed { c, key: Some(key) } => {
                Self::Section { c, key }
            }
            Route::Front { c } | Route::Embed { c, key: None } => Self::General { c },
            Route::Proposal { c, id } => Self::Proposal { c, id },
            Route::News { c, id } => Self::News { c, id },
            _ => return None,
        })
    }
}
