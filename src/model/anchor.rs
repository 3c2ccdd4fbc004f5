//! Anchors: where in a section a comment stands.
//!
//! What was sent stays as it was sent. Where it stands in the newest text is found by [`Placing`],
//! when a comment or a version comes in.

mod align;
mod blocks;
mod placing;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{Flaw, Flaws, words};

pub use blocks::Blocks;
pub use placing::{Placing, Stand};

/// Most characters of the quoted words.
pub const QUOTE_MAX: usize = 500;
/// Most characters kept of the text before and after the quote.
pub const CONTEXT_MAX: usize = 64;

words! {
    /// How an anchor was found in the newest text.
    Found {
        /// Its paragraph stands there, word for word.
        Exact = "exact",
        /// Its words stand in another paragraph, or in one that was rewritten.
        Moved = "moved",
        /// Nowhere: it is about an earlier wording.
        Earlier = "earlier",
    }
}

/// A place in the text: the paragraph, and the words within it when some were chosen.
///
/// Quote, prefix and suffix are the W3C Web Annotation model's `TextQuoteSelector`; they find the
/// place again when the text has changed around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Anchor {
    /// The id of the block in the section's HTML: the one that was read when it is sent, the one where
    /// it stands now when it is read.
    pub paragraph: String,
    /// The words that the comment is about.
    #[serde(default)]
    pub quote: Option<String>,
    /// What stands before them.
    #[serde(default)]
    pub prefix: Option<String>,
    /// What stands after them.
    #[serde(default)]
    pub suffix: Option<String>,
    /// The version of the text that was read.
    #[serde(default)]
    pub version: Option<i64>,
    /// How it was found in the newest text; what is sent of this is not read.
    #[serde(default, skip_deserializing)]
    pub found: Option<Found>,
}

impl Anchor {
    /// Whether some words of the paragraph were chosen, and not the whole of it.
    #[must_use]
    pub fn is_selected(&self) -> bool {
        self.quote.is_some() && (self.prefix.is_some() || self.suffix.is_some())
    }

    /// The anchor with trimmed texts; notes what is wrong with it.
    pub fn check(&self, flaws: &mut Flaws) -> Self {
        let id = self.paragraph.as_str();
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if id.is_empty() || id.len() > 64 || !id.bytes().all(plain) {
            flaws.note("anchor.paragraph", Flaw::Malformed);
        }
        Self {
            paragraph: self.paragraph.clone(),
            quote: flaws.optional("anchor.quote", self.quote.as_deref(), QUOTE_MAX),
            prefix: flaws.optional("anchor.prefix", self.prefix.as_deref(), CONTEXT_MAX),
            suffix: flaws.optional("anchor.suffix", self.suffix.as_deref(), CONTEXT_MAX),
            version: self.version,
            found: None,
        }
    }
}
