//! Sections: the titled parts of the text under hearing, and their permanent keys.

use serde::{Deserialize, Serialize};

use crate::{Comment, Page, RESERVED_SECTIONS, is_slug, words};

words! {
    /// What part a section plays in the policy.
    SectionKind {
        /// A chapter that gathers other sections.
        Chapter = "chapter",
        /// A focus area (indsats).
        Initiative = "initiative",
        /// A goal that can be measured (mål).
        Goal = "goal",
        /// Something that the city does (det gør vi).
        Measure = "measure",
        /// A principle that holds throughout.
        Principle = "principle",
        /// Running text.
        Text = "text",
    }
}

words! {
    /// Whether there is money for a measure. Citizens asked just that in 2010.
    Funding {
        /// Paid for.
        Funded = "funded",
        /// An idea without money so far.
        Idea = "idea",
    }
}

/// The permanent name of a section, the same in every version: `indsats-1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String))]
pub struct SectionKey(String);

/// Why a word cannot be a section's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKeyError {
    /// Not 1 to 60 of a-z, 0-9 and hyphen.
    Malformed,
    /// One of the program's own addresses.
    Reserved,
}

impl std::fmt::Display for SectionKeyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Malformed => "a key is 1 to 60 of the characters a-z, 0-9 and hyphen",
            Self::Reserved => {
                "forslag, nyt, resultat, kommentar and regler are addresses of the program"
            }
        })
    }
}

impl std::error::Error for SectionKeyError {}

impl TryFrom<String> for SectionKey {
    type Error = SectionKeyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if !is_slug(&text) {
            return Err(SectionKeyError::Malformed);
        }
        if RESERVED_SECTIONS.contains(&text.as_str()) {
            return Err(SectionKeyError::Reserved);
        }
        Ok(Self(text))
    }
}

impl From<SectionKey> for String {
    fn from(key: SectionKey) -> Self {
        key.0
    }
}

impl SectionKey {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for SectionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A line of the contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutlineItem {
    /// Permanent name.
    pub key: String,
    /// What part it plays.
    pub kind: SectionKind,
    /// "Indsats 1", when it has one.
    pub label: Option<String>,
    /// The title without the label.
    pub title: String,
    /// 1 for the top heading, 2 below it, and so on.
    pub depth: u8,
    /// Comments that the public can read, replies counted.
    pub count: i64,
}

/// One section in one version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Section {
    /// Permanent name.
    pub key: String,
    /// What part it plays.
    pub kind: SectionKind,
    /// "Indsats 1", when it has one.
    pub label: Option<String>,
    /// The title without the label.
    pub title: String,
    /// 1 for the top heading, 2 below it, and so on.
    pub depth: u8,
    /// Place in the text, from 1.
    pub position: i64,
    /// How many sections the version has.
    pub sections: i64,
    /// The full edition: sanitized HTML in which every block has an id of its own.
    pub html: String,
    /// The short edition, when there is one.
    pub plain_html: Option<String>,
    /// Who is responsible, when the text says so.
    pub responsible: Option<String>,
    /// Whether it is paid for, when the text says so.
    pub funding: Option<Funding>,
    /// The goal that it serves.
    pub serves: Option<OutlineLink>,
    /// The version of the text that this is.
    pub version: i64,
    /// The section before, in the order of the text.
    pub previous: Option<OutlineLink>,
    /// The section after.
    pub next: Option<OutlineLink>,
    /// Comments that the public can read, replies counted.
    pub count: i64,
    /// How many of them stand at which paragraph; those without any are left out.
    pub paragraphs: Vec<ParagraphCount>,
    /// Words of the full edition, for the reading time.
    pub words: i64,
}

/// How many public comments stand at one paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParagraphCount {
    /// The id of the block in the section's HTML.
    pub paragraph: String,
    /// Comments that the public can read, replies counted.
    pub count: i64,
}

/// Where another section is, in words enough for a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutlineLink {
    /// Permanent name.
    pub key: String,
    /// "Indsats 1", when it has one.
    pub label: Option<String>,
    /// The title without the label.
    pub title: String,
}

/// Adult readers of Danish manage about so many words a minute in a text of some weight.
pub const WORDS_PER_MINUTE: i64 = 180;

/// How long a text takes to read, in whole minutes, at least one.
#[must_use]
pub const fn reading_minutes(words: i64) -> i64 {
    let minutes = (words + WORDS_PER_MINUTE / 2) / WORDS_PER_MINUTE;
    if minutes < 1 { 1 } else { minutes }
}

/// A thread's first page beside what it hangs on.
pub type Thread = Page<Comment>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reserved_key_is_refused() {
        assert_eq!(SectionKey::try_from("forslag".to_owned()), Err(SectionKeyError::Reserved));
        assert_eq!(SectionKey::try_from("Mål".to_owned()), Err(SectionKeyError::Malformed));
        assert!(SectionKey::try_from("maal-1".to_owned()).is_ok());
    }

    #[test]
    fn the_shortest_text_takes_a_minute() {
        assert_eq!(reading_minutes(3), 1);
        assert_eq!(reading_minutes(450), 3);
    }
}
