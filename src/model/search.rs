//! What is found when somebody looks for words.

use serde::{Deserialize, Serialize};

use crate::{is_visible, one_line, words};

words! {
    /// What was found.
    HitKind {
        /// A section of the text.
        Section = "section",
        /// A proposal.
        Proposal = "proposal",
        /// A comment.
        Comment = "comment",
    }
}

/// Something that holds the words that were asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// The section's key, or the post's id.
    pub name: String,
    /// The section's or the proposal's title, or who wrote the comment. A new wording has none.
    pub title: String,
    /// The proposal's number.
    pub number: Option<i64>,
    /// What the comment or proposal is about, when it is about a section: the section's title.
    pub place: Option<String>,
    /// How many support the comment or proposal.
    #[serde(default)]
    pub support: Option<i64>,
    /// Whether to read the section's full edition: the words stand there, and not, or not all of
    /// them, in the short one that its page shows first.
    #[serde(default)]
    pub full: bool,
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

/// A question as it is looked for and shown; `None` when nothing is asked.
#[must_use]
pub fn question(text: &str) -> Option<String> {
    let question: String = one_line(text).chars().take(QUESTION_MOST).collect();
    is_visible(&question).then_some(question)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_one_short_line() {
        assert_eq!(question(" lys\n\u{202E}stier ").as_deref(), Some("lys stier"));
        assert_eq!(question(&"ø".repeat(20_000)).map(|q| q.chars().count()), Some(QUESTION_MOST));
        assert_eq!(question(" \u{200B}"), None);
    }
}
