//! Texts on their way in, as staff bring them at the desk: what would happen, and what stands in the way.

use serde::{Deserialize, Serialize};

use crate::words;

words! {
    /// What is wrong with a text, or was left out of it. For each the desk has a sentence that says what
    /// to do.
    TextFaultKind {
        /// It is larger than any text may be, or becomes so.
        TooLarge = "too-large",
        /// It is no text: it holds characters that no text has.
        NotText = "not-text",
        /// It has no heading.
        NoHeading = "no-heading",
        /// A heading has no words.
        EmptyHeading = "empty-heading",
        /// A heading is too long.
        LongHeading = "long-heading",
        /// What stands in braces after a heading cannot be read.
        HeadingMark = "heading-mark",
        /// A key stands twice.
        KeyTwice = "key-twice",
        /// A key cannot be one.
        Key = "key",
        /// A short edition is not opened or closed as it should be.
        ShortEdition = "short-edition",
        /// A script.
        Script = "script",
        /// A link to something that runs.
        Address = "address",
        /// HTML that is not ended.
        OpenHtml = "open-html",
        /// Lists, quotes or marks stand too deep in each other.
        Nesting = "nesting",
        /// What stands between the lines of hyphens at the top cannot be read.
        Front = "front",
        /// The hearing closes before it opens.
        Days = "days",
        /// A word of the glossary, or its explanation, cannot be taken.
        Glossary = "glossary",
        /// A picture was left out.
        Picture = "picture",
        /// A link was left out, and its words stay.
        Link = "link",
        /// A section keeps the key that it has.
        KeyKept = "key-kept",
        /// A section serves a goal that there is not.
        Serves = "serves",
        /// A link goes to a section that there is not.
        LooseLink = "loose-link",
        /// Anything else.
        Other = "other",
    }
}

/// Something that is wrong with a text, or was left out of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextFault {
    /// The line of the text, from 1, when there is one.
    pub line: Option<i64>,
    /// What it is.
    pub kind: TextFaultKind,
    /// The word of the text that it is about.
    pub word: Option<String>,
}

/// A section of a text that comes in, or of the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextSection {
    /// Its permanent name.
    pub key: String,
    /// Label and title.
    pub heading: String,
    /// The same as they were, when it was called something else.
    pub was: Option<String>,
}

/// A section as people will read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextPreview {
    /// Label and title.
    pub heading: String,
    /// 1 for the top heading, 2 below it, to 6.
    pub depth: u8,
    /// The full edition, sanitized.
    pub html: String,
    /// The short edition, sanitized.
    pub plain_html: Option<String>,
}

/// What happens, or would happen, when a text comes in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextReport {
    /// The number of the newest text: of the one that was looked at for what would happen, of the one
    /// that came in for what did.
    pub number: i64,
    /// Why it cannot come in; then the lists are empty.
    pub refusal: Option<TextFault>,
    /// What was left out or changed, in the order of the text.
    pub remarks: Vec<TextFault>,
    /// Sections that are the same with the same heading.
    pub matched: Vec<TextSection>,
    /// Sections that are the same with another heading.
    pub renamed: Vec<TextSection>,
    /// Sections that there were not before.
    pub new: Vec<TextSection>,
    /// Sections that are no longer there. Their pages and what was said there stay.
    pub removed: Vec<TextSection>,
    /// The beginning of the text as people will read it.
    pub preview: Vec<TextPreview>,
    /// How many sections of the text the preview leaves out.
    pub unseen: i64,
}

/// A text that is brought in at the desk.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewText {
    /// The text, as Markdown, at most 10 MB.
    #[serde(default)]
    pub markdown: String,
    /// The number of the text that one began from, 0 for none. When it has become another one,
    /// somebody else was quicker.
    #[serde(default)]
    pub number: Option<i64>,
}

/// The newest text of a hearing, as it was brought in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HearingText {
    /// The text, as Markdown; empty as long as there is none.
    pub markdown: String,
    /// Its number; 0 as long as there is none.
    pub number: i64,
}
