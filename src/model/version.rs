//! Versions: the published states of the whole text.

use serde::{Deserialize, Serialize};

use crate::{Moment, words};

words! {
    /// How far the text has come.
    VersionState {
        /// The draft that is under hearing.
        Draft = "draft",
        /// Rewritten after the hearing.
        Revised = "revised",
        /// Adopted by the committee.
        Adopted = "adopted",
    }
}

/// One published state of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Version {
    /// 1 for the first.
    pub number: i64,
    /// How far the text has come.
    pub state: VersionState,
    /// When it was brought in.
    pub created: Moment,
}
