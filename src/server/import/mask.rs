//! Our own marks, covered so that the Markdown parser does not trip over them: `:::` lines become
//! thematic breaks (`___`), and what stands in braces after a heading becomes spaces. Nothing moves:
//! every byte of the masked text is at the place it has in the file.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::source::Lines;
use super::trailer::{self, Trailer};
use super::{Fault, MAX_TITLE};

/// Most bytes of a heading's line: a title, and what is said of its section.
const MAX_LINE: usize = 16 * MAX_TITLE;
/// Most opening braces in it.
const MAX_BRACES: usize = 50;

/// A line that begins or ends a short edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `:::kort`
    Open,
    /// `:::`
    Close,
}

/// The text as the parser gets it, and what was covered.
pub(super) struct Masked {
    /// As long as the file.
    pub(super) text: String,
    /// By the byte at which the line begins.
    pub(super) marks: HashMap<usize, Mark>,
    /// By the byte at which the heading begins.
    pub(super) trailers: HashMap<usize, Trailer>,
}

/// The extensions of Markdown that the texts may use.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_DEFINITION_LIST
}

/// Covers the front matter (the bytes before `body`) and our own marks.
///
/// # Errors
/// A mark that is not known, or a trailer with something wrong in it.
pub(super) fn mask(source: &str, body: usize, lines: &Lines) -> Result<Masked, Fault> {
    let mut bytes = source.as_bytes().to_vec();
    cover(&mut bytes[..body]);
    let text = string(bytes)?;
    let marks = marks(&text, lines)?;
    let mut bytes = text.into_bytes();
    for &at in marks.keys() {
        let end = bytes[at..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |n| at + n);
        cover(&mut bytes[at..end]);
        bytes[at..at + 3].copy_from_slice(b"___");
    }
    let text = string(bytes)?;
    let (trailers, covers) = trailers(&text, lines)?;
    let mut bytes = text.into_bytes();
    for range in covers {
        cover(&mut bytes[range]);
    }
    Ok(Masked { text: string(bytes)?, marks, trailers })
}

/// Spaces instead of everything but line ends.
fn cover(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().filter(|byte| **byte != b'\n') {
        *byte = b' ';
    }
}

/// Only whole characters were covered, so this does not fail; were it to, the import stops.
fn string(bytes: Vec<u8>) -> Result<String, Fault> {
    String::from_utf8(bytes).map_err(|_| Fault::whole("a mark could not be read"))
}

/// The `:::` lines, except those in code and in HTML comments.
fn marks(text: &str, lines: &Lines) -> Result<HashMap<usize, Mark>, Fault> {
    let mut marks = HashMap::new();
    if !text.contains(":::") {
        return Ok(marks);
    }
    let mut skipped = opaque(text).into_iter().peekable();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim_start_matches(' ');
        if !bare.starts_with(":::") || line.len() - bare.len() > 3 {
            continue;
        }
        while skipped.next_if(|(range, _)| range.end <= start).is_some() {}
        if let Some((range, comment)) = skipped.peek()
            && range.contains(&start)
        {
            if *comment {
                continue;
            }
            let message = "put a blank line between raw HTML and this `:::`";
            return Err(Fault::at(lines.line(start), message));
        }
        let mark = match bare.trim().trim_start_matches(':').trim().to_lowercase().as_str() {
            "kort" | "plain" => Mark::Open,
            "" => Mark::Close,
            word => {
                let message = format!("`:::{word}` is not known; there are `:::kort` and `:::`");
                return Err(Fault::at(lines.line(start), message));
            }
        };
        marks.insert(start, mark);
    }
    Ok(marks)
}

/// Where `:::` may not be read as ours, in order: code and comments (`true`), other HTML (`false`).
///
/// Definition lists are off here, for `:::` would begin a definition.
fn opaque(text: &str) -> Vec<(Range<usize>, bool)> {
    let events = Parser::new_ext(text, Options::empty()).into_offset_iter();
    let mut ranges = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => ranges.push((range, true)),
            Event::Start(Tag::HtmlBlock) => {
                let comment = text[range.clone()].trim_start().starts_with("<!--");
                ranges.push((range, comment));
            }
            _ => {}
        }
    }
    ranges
}

type Found = (HashMap<usize, Trailer>, Vec<Range<usize>>);

/// What the top-level headings say after their words, and where.
fn trailers(text: &str, lines: &Lines) -> Result<Found, Fault> {
    let mut trailers = HashMap::new();
    let mut covers = Vec::new();
    let mut depth = 0usize;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) if depth == 0 => {
                depth += 1;
                if let Some((cover, trailer)) = trailer_of(text, &range, lines)? {
                    trailers.insert(range.start, trailer);
                    covers.push(cover);
                }
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok((trailers, covers))
}

fn trailer_of(
    text: &str,
    heading: &Range<usize>,
    lines: &Lines,
) -> Result<Option<(Range<usize>, Trailer)>, Fault> {
    let whole = text[heading.clone()].trim_end();
    // A setext heading's last line is its underline.
    let words = match whole.rsplit_once('\n') {
        Some((words, _)) if !whole.trim_start().starts_with('#') => words,
        _ => whole,
    };
    let start = words.rfind('\n').map_or(0, |at| at + 1);
    let line = &words[start..];
    let number = lines.line(heading.start + start);
    // The braces are read from each `{` on; a line of nothing else would take for ever.
    if line.len() > MAX_LINE || line.matches('{').count() > MAX_BRACES {
        return Err(Fault::at(number, "this heading is too long or full of braces; shorten it"));
    }
    let found = trailer::find(line).map_err(|message| Fault::at(number, message))?;
    let Some((from, to, trailer)) = found else { return Ok(None) };
    if line[..from].trim_matches([' ', '#']).is_empty() {
        return Err(Fault::at(number, "a heading needs words before its {…}, on the same line"));
    }
    let base = heading.start + start;
    Ok(Some((base + from..base + to, trailer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Result<Masked, Fault> {
        mask(text, 0, &Lines::of(text))
    }

    #[test]
    fn marks_become_breaks_and_nothing_moves() {
        let text = "# Å {#a}\n\n:::kort\nKort å.\n:::\n\nB {#b}\n===\n";
        let masked = masked(text).unwrap();
        assert_eq!(masked.text, "# Å     \n\n___    \nKort å.\n___\n\nB     \n===\n");
        assert_eq!(masked.marks.get(&11), Some(&Mark::Open));
        assert_eq!(masked.trailers[&0].key.as_ref().unwrap().as_str(), "a");
        assert_eq!(masked.trailers.len(), 2);
    }

    #[test]
    fn code_and_comments_are_left_alone() {
        let text = "# A\n\n```\n:::kort\n```\n\n<!--\n:::\n-->\n\n    ::: kode\n\n- {#x}\n";
        assert_eq!(masked(text).unwrap().text, text);
    }

    #[test]
    fn what_is_not_known_has_its_line() {
        let line = |text| masked(text).err().and_then(|fault| fault.line);
        assert_eq!(line("# A\n\n:::advarsel\n"), Some(3));
        assert_eq!(line("# A\n\n<div>\n:::\n"), Some(4));
        assert_eq!(line("\n# A {#a kind=x}\n"), Some(2));
        assert_eq!(line("A\nB {#Å}\n---\n"), Some(2));
        assert_eq!(line("# A\n\n## {#a}\n"), Some(3));
        assert_eq!(line("A\n{#a}\n---\n"), Some(2));
    }
}
