//! Lists that are read a page at a time, by key.

use serde::{Deserialize, Serialize};

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// What stands on this page.
    pub items: Vec<T>,
    /// Give it as `after` to read on; `None` at the end. Opaque: it may look different tomorrow.
    pub next: Option<String>,
    /// How many there are in the whole list.
    pub total: i64,
}

/// How many items a page has when nobody says.
pub const PAGE_DEFAULT: u32 = 20;
/// How many items a page has at the most.
pub const PAGE_MAX: u32 = 100;

impl<T> Page<T> {
    /// A page of nothing.
    #[must_use]
    pub const fn empty() -> Self {
        Self { items: Vec::new(), next: None, total: 0 }
    }
}
