//! Texts in: Markdown becomes sections, and the sections of the next version find the ones they
//! were. Pure text: nothing here opens a database.
//!
//! The way through: [`read`] a file, [`parse`] it to a [`Draft`], [`match_sections`] with what the
//! consultation already has, [`assign_keys`], and say in a [`Report`] what happened.
//!
//! **One parse.** The document is parsed as one, so that reference links and footnotes work across
//! headings, and is then cut at its top-level headings. A footnote goes to every section that
//! refers to it; one that nobody refers to stays where it stands.
//!
//! **Our own two marks** (`:::kort` … `:::` and `{#key …}` after a heading) are found first and
//! covered, byte for byte, by a thematic break and by spaces. So every place in what the parser
//! sees is the same place in the file, and each line number in a [`Fault`] is the operator's.
//!
//! **Paragraph ids.** Every top-level block of a section's HTML has an id made from its words:
//! `p-` and 8 hexadecimal digits of the SHA-256 of its plain text in lower case with white space
//! folded; the same words again in one section get `-2`, `-3` (the full edition is counted before
//! the short one). A comment stands at such an id. Because the id comes from the words and not from
//! the place, a paragraph that the next version leaves alone keeps its comments, however much was
//! put in before it; one that was rewritten gets a new id, and the anchor's quote takes over.
//!
//! **Safety.** What must not come in is refused with its line. Beside that every piece of HTML,
//! ours included, goes through ammonia with a short list of what may stay. Pictures are left out
//! (nothing is loaded from elsewhere) and their alternative text stays; tables are wrapped in
//! `<div class="table" role="group" tabindex="0">` so that a wide one scrolls in itself.

mod clean;
mod document;
mod edition;
mod finish;
mod front;
mod glossary;
mod heading;
mod ids;
mod keys;
mod likeness;
mod mask;
mod matching;
mod prose;
mod refuse;
mod render;
mod report;
mod run;
mod source;
mod told;
mod trailer;

#[cfg(test)]
mod tests;

pub use front::Front;
pub use heading::whole_heading;
pub use keys::{assign_keys, loose_ends};
pub use likeness::{LIKENESS, LIKENESS_WITH_NAME, SHORT};
pub use matching::{How, Known, Match, match_sections};
pub use prose::prose;
pub use report::{Entry, Renamed, Report};
pub use run::{Plan, Refusal, Text, by_key, run};
pub use source::read;
pub use told::told;

use model::{Funding, SectionKey, SectionKind};

/// Most bytes of a text that comes in: 10 MB.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// Most sections of one text.
pub const MAX_SECTIONS: usize = 20_000;
/// Most characters that could begin or end something in Markdown. Each may become a part of the parsed text,
/// a hundred times as large as itself. The German regulation on integration courses, as Markdown, has 33 in a
/// thousand bytes, which makes a third of this in [`MAX_BYTES`].
pub const MAX_MARKS: usize = 1_000_000;
/// Most characters of a heading.
pub const MAX_TITLE: usize = 500;
/// How deep blocks, inlines and raw HTML may stand in each other.
pub const MAX_NESTING: usize = 32;
/// Most bytes of HTML that one text may become. A footnote is copied into every section that
/// refers to it, so a small file could ask for a very large store.
pub const MAX_HTML: usize = 8 * MAX_BYTES;

/// Why a text cannot come in, or something in it that was left out: one line for the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file, from 1, when there is one.
    pub line: Option<usize>,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl Fault {
    /// A fault of the text as a whole.
    pub(crate) fn whole(message: impl Into<String>) -> Self {
        Self { line: None, message: message.into() }
    }

    /// A fault at a line of the file.
    pub(crate) fn at(line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), message: message.into() }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Fault {}

/// A text that was read: what stands before it, and its sections in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What the front matter says.
    pub front: Front,
    /// The title of the whole: the front matter's, else the first heading.
    pub title: String,
    /// At least one.
    pub sections: Vec<DraftSection>,
    /// What was left out or changed, in the order of the text. None of it stops the import.
    pub remarks: Vec<Fault>,
}

/// A section of a text that was read, before it has its permanent key.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftSection {
    /// The key that the text itself gives.
    pub given_key: Option<SectionKey>,
    /// "Indsats 1", "§ 4a", "1.2", when the heading has one and something beside it.
    pub label: Option<String>,
    /// The heading without the label.
    pub title: String,
    /// 1 for `#`, 2 for `##`, to 6.
    pub depth: u8,
    /// What part it plays.
    pub kind: SectionKind,
    /// Who is responsible.
    pub responsible: Option<String>,
    /// Whether it is paid for.
    pub funding: Option<Funding>,
    /// The key of the goal that it serves.
    pub serves: Option<String>,
    /// The full edition: sanitized HTML without headings, every block with an id. May be empty.
    pub html: String,
    /// The short edition, the same way.
    pub plain_html: Option<String>,
    /// Words of the full edition, heading and footnotes included.
    pub words: i64,
    /// The full edition without marks and without its heading: one line per block.
    pub text: String,
    /// The line of its heading, from 1.
    pub line: usize,
    /// The keys that its links point at, with their lines.
    pub links: Vec<(String, usize)>,
}

/// Reads Markdown into sections.
///
/// # Errors
/// The first thing that must not come in, with its line.
pub fn parse(source: &str) -> Result<Draft, Fault> {
    let source = source::normalize(source)?;
    let lines = source::Lines::of(&source);
    let (front, body) = front::split(&source)?;
    let masked = mask::mask(&source, body, &lines)?;
    let document = document::Document::read(&masked, &lines)?;
    let (sections, remarks) = render::sections(&document, front.lang.as_deref())?;
    let title = front.title.clone().or_else(|| sections.first().map(title_of)).unwrap_or_default();
    Ok(Draft { front, title, sections, remarks })
}

fn title_of(section: &DraftSection) -> String {
    whole_heading(section.label.as_deref(), &section.title)
}
