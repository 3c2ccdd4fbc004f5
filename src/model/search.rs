//! What is found when somebody looks for words.

use serde::{Deserialize, Serialize};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HitKind {
    /// A section of the text.
    Section,
    /// A proposal.
    Proposal,
    /// A comment.
    Comment,
}

/// Something that holds all the words that were asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// The section's key, or the post's id.
    pub name: String,
    /// The section's or the proposal's title, or who wrote the comment.
    pub title: String,
    /// What the comment or proposal is about, when it is about a section: the section's title.
    pub place: Option<String>,
    /// A part of the words, with what was found in it.
    pub excerpt: Vec<Piece>,
}

/// A part of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// Whether this is what was asked for.
    pub found: bool,
}

/// Most characters of a question; the rest is not looked for.
pub const QUESTION_MOST: usize = 200;
