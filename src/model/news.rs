//! News: short posts by staff on the hearing's own blog.

use serde::{Deserialize, Serialize};

use crate::Moment;

/// A post by staff, as a reader gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct News {
    /// Permanent name.
    pub id: String,
    /// The consultation's name in addresses.
    pub consultation: String,
    /// Its title.
    pub title: String,
    /// Its words: sanitized HTML.
    pub html: String,
    /// When it was published.
    pub created: Moment,
    /// Public comments on it, replies counted.
    pub comments: i64,
}
