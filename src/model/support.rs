//! Support: one person agrees with one post.

use serde::{Deserialize, Serialize};

/// How a post stands after somebody agreed or no longer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Support {
    /// How many agree, without those who are counted only when a moderator has looked.
    pub support: i64,
    /// Whether the one who asked agrees.
    pub supported: bool,
}
