//! Revisions: what a comment said before its author changed it.

use serde::{Deserialize, Serialize};

use crate::Moment;

/// An earlier wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Revision {
    /// The first wording is number 1.
    pub number: i64,
    /// The words, plain text.
    pub body: String,
    /// When other words took their place.
    pub replaced: Moment,
}
