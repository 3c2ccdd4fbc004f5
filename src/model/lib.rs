//! The vocabulary of a public hearing, and the rules that the server and the clients share.
//!
//! One file per word. Nothing here knows a framework, does I/O or reads a clock: every rule takes
//! its data and `now`, and answers. What stands here is what goes over the wire.

mod anchor;
mod appeal;
mod colleague;
mod colour;
mod comment;
mod consultation;
mod decision;
mod diff;
mod difficulty;
mod embedding;
mod erasure;
mod export;
mod exposure;
mod field;
mod glossary;
mod handover;
mod hearing;
mod holding;
mod incoming;
mod leaving;
mod logo;
#[cfg(test)]
mod made_up;
mod mail;
mod moment;
mod news;
#[cfg(feature = "openapi")]
mod oembed;
mod office;
mod own;
mod page;
mod participant;
mod picture;
mod problem;
#[cfg(test)]
mod properties;
mod proposal;
mod record;
mod redaction;
mod report;
mod revision;
mod rule;
mod search;
mod section;
mod short;
mod slug;
mod staff;
mod standing;
mod statement;
mod support;
mod version;
mod writing;

pub use anchor::*;
pub use appeal::*;
pub use colleague::*;
pub use colour::*;
pub use comment::*;
pub use consultation::*;
pub use decision::*;
pub use diff::*;
pub use difficulty::*;
pub use embedding::*;
pub use erasure::*;
pub use export::*;
pub use exposure::*;
pub use field::*;
pub use glossary::*;
pub use handover::*;
pub use hearing::*;
pub use holding::*;
pub use incoming::*;
pub use leaving::*;
pub use logo::*;
pub use mail::*;
pub use moment::*;
pub use news::*;
#[cfg(feature = "openapi")]
pub use oembed::*;
pub use office::*;
pub use own::*;
pub use page::*;
pub use participant::*;
pub use picture::*;
pub use problem::*;
pub use proposal::*;
pub use record::*;
pub use redaction::*;
pub use report::*;
pub use revision::*;
pub use rule::*;
pub use search::*;
pub use section::*;
pub use short::*;
pub use slug::*;
pub use staff::*;
pub use standing::*;
pub use statement::*;
pub use support::*;
pub use version::*;
pub use writing::*;

pub use uuid::Uuid;

/// Declares an enum whose variants travel and are stored as one fixed word each.
macro_rules! words {
    // Not `literal`: such a fragment is closed to the other macros, and then OpenAPI would name the variants.
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:tt),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it on the wire and in the store.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word back; `None` when it is not one of ours.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;
