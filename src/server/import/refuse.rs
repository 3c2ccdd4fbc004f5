//! What must not come in: scripts, event attributes, links that run something, and nesting so deep
//! that it is an attack. The sanitizer would take all of it out; but a text in which it stands was
//! tampered with or copied whole from somewhere, and the operator should hear of it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::document::nests;
use super::source::Lines;
use super::{Fault, MAX_NESTING};

/// Schemes of addresses that run something or carry a whole document.
const SCHEMES: [&str; 3] = ["javascript:", "vbscript:", "data:"];

/// Attributes that are words for people, so that "data: …" may stand in them.
const WORDS: [&str; 6] = ["title", "alt", "label", "summary", "abbr", "placeholder"];

/// Elements without an end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements whose end may be left out, so that thirty of them in a row are not thirty deep.
const OPEN_ENDED: [&str; 17] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup",
    "option", "optgroup", "rp", "rt", "body",
];

/// Looks through the whole text.
///
/// # Errors
/// The first thing that must not come in.
pub(super) fn check(
    text: &str,
    events: &[(Event<'_>, Range<usize>)],
    lines: &Lines,
) -> Result<(), Fault> {
    let mut depth = 0usize;
    let mut codes = Vec::new();
    let mut html = Html::default();
    for (event, range) in events {
        match event {
            Event::Start(tag) => {
                depth += usize::from(nests(tag.to_end()));
                if depth > MAX_NESTING {
                    return Err(too_deep(lines.line(range.start)));
                }
                match tag {
                    Tag::CodeBlock(_) => codes.push(range.clone()),
                    Tag::Heading { .. } => html.open.clear(),
                    Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                        if let Some(scheme) = scheme(dest_url) {
                            return Err(url(lines.line(range.start), scheme));
                        }
                    }
                    _ => {}
                }
            }
            Event::End(tag) => {
                html.flush(lines)?;
                depth = depth.saturating_sub(usize::from(nests(*tag)));
            }
            Event::Code(_) => codes.push(range.clone()),
            Event::Html(piece) => html.piece(piece, range.start),
            Event::InlineHtml(piece) => {
                html.piece(piece, range.start);
                html.flush(lines)?;
            }
            _ => {}
        }
    }
    no_script(text, &codes, lines)
}

fn too_deep(line: usize) -> Fault {
    let message =
        format!("lists, quotes or marks stand more than {MAX_NESTING} deep in each other here");
    Fault::at(line, message)
}

/// `<script` anywhere but in code, whether Markdown takes it for HTML or not.
fn no_script(text: &str, codes: &[Range<usize>], lines: &Lines) -> Result<(), Fault> {
    let mut codes = codes.iter().peekable();
    for (at, _) in text.match_indices('<') {
        while codes.next_if(|range| range.end <= at).is_some() {}
        let rest = &text.as_bytes()[at + 1..];
        let script_tag = rest.get(..6).is_some_and(|name| name.eq_ignore_ascii_case(b"script"))
            && !rest.get(6).is_some_and(u8::is_ascii_alphanumeric);
        if script_tag
            && !text[..at].ends_with('\\')
            && !codes.peek().is_some_and(|range| range.contains(&at))
        {
            return Err(script(lines.line(at)));
        }
    }
    Ok(())
}

fn script(line: usize) -> Fault {
    Fault::at(line, "`<script` stands here; a text cannot carry scripts: remove it")
}

/// The fault of an address with such a scheme.
pub(super) fn url(line: usize, scheme: &str) -> Fault {
    Fault::at(line, format!("a `{scheme}` address stands here; link to https: pages only"))
}

/// The refused scheme that an address has, as a browser reads it: without control characters and
/// white space, in any case.
pub(super) fn scheme(address: &str) -> Option<&'static str> {
    let read: String = address
        .chars()
        .filter(|&c| {
            !(c.is_control() || c.is_whitespace() || ('\u{200B}'..='\u{200F}').contains(&c))
        })
        .take(16)
        .flat_map(char::to_lowercase)
        .collect();
    SCHEMES.into_iter().find(|scheme| read.starts_with(scheme))
}

/// Raw HTML, gathered block by block.
#[derive(Default)]
struct Html {
    text: String,
    /// Where each piece begins here, and in the file.
    pieces: Vec<(usize, usize)>,
    /// Elements of this section that are not closed yet.
    open: Vec<String>,
}

impl Html {
    fn piece(&mut self, text: &str, place: usize) {
        self.pieces.push((self.text.len(), place));
        self.text.push_str(text);
    }

    /// Reads what was gathered.
    fn flush(&mut self, lines: &Lines) -> Result<(), Fault> {
        if self.text.is_empty() {
            return Ok(());
        }
        let text = std::mem::take(&mut self.text);
        let pieces = std::mem::take(&mut self.pieces);
        let line = |at: usize| {
            let piece = pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            pieces.get(piece).map_or(1, |(start, place)| lines.line(place + at - start))
        };
        if let Some(end) = swallows(&text) {
            let message =
                format!("raw HTML begins here and takes all that follows; end it with {end}");
            return Err(Fault::at(line(0), message));
        }
        let mut rest = 0;
        while let Some(found) = text[rest..].find('<') {
            let at = rest + found;
            if let Some(after) = comment(&text[at..]) {
                rest = at + after;
                continue;
            }
            let Some(tag) = Tagged::read(&text[at..]) else {
                rest = at + 1;
                continue;
            };
            rest = at + tag.length;
            self.check(&tag, |offset| line(at + offset))?;
            if !tag.closed {
                let message = "an HTML tag begins here and is not closed; end it with >";
                return Err(Fault::at(line(at), message));
            }
        }
        Ok(())
    }

    fn check(&mut self, tag: &Tagged<'_>, line: impl Fn(usize) -> usize) -> Result<(), Fault> {
        let name = tag.name.to_ascii_lowercase();
        if name == "script" {
            return Err(script(line(0)));
        }
        for &(at, attribute, value) in &tag.attributes {
            let attribute = attribute.to_ascii_lowercase();
            let event = attribute.strip_prefix("on").is_some_and(|rest| !rest.is_empty());
            if event && attribute.bytes().all(|b| b.is_ascii_alphabetic()) {
                let message = format!("the attribute `{attribute}` runs a script; remove it");
                return Err(Fault::at(line(at), message));
            }
            if !WORDS.contains(&attribute.as_str())
                && let Some(scheme) = scheme_in(&attribute, &decode(value))
            {
                return Err(url(line(at), scheme));
            }
        }
        self.nest(tag.end, name).map_err(|()| too_deep(line(0)))
    }

    fn nest(&mut self, end: bool, name: String) -> Result<(), ()> {
        if VOID.contains(&name.as_str()) || OPEN_ENDED.contains(&name.as_str()) {
            return Ok(());
        }
        if !end {
            self.open.push(name);
        } else if let Some(at) = self.open.iter().rposition(|open| *open == name) {
            self.open.truncate(at);
        }
        if self.open.len() > MAX_NESTING { Err(()) } else { Ok(()) }
    }
}

/// As [`scheme`], and anywhere in the attributes that hold more than an address.
fn scheme_in(attribute: &str, value: &str) -> Option<&'static str> {
    let mixed = matches!(attribute, "style" | "content" | "srcset" | "srcdoc" | "values" | "to");
    scheme(value).or_else(|| {
        let read: String =
            value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let read = read.to_lowercase();
        SCHEMES.into_iter().find(|scheme| mixed && read.contains(scheme))
    })
}

/// How the HTML block ends that Markdown lets run on to the end of the text when it does not.
fn swallows(text: &str) -> Option<&'static str> {
    const ENDS: [(&str, &str); 7] = [
        ("<!--", "-->"),
        ("<?", "?>"),
        ("<![cdata[", "]]>"),
        ("<!", ">"),
        ("<pre", "</pre>"),
        ("<style", "</style>"),
        ("<textarea", "</textarea>"),
    ];
    let head = text.trim_start().chars().take(10).collect::<String>().to_lowercase();
    let (_, end) = ENDS.into_iter().find(|(start, end)| {
        let rest = head.strip_prefix(start);
        rest.is_some_and(|rest| !end.starts_with("</") || !rest.starts_with(char::is_alphanumeric))
    })?;
    (!text.to_lowercase().contains(end)).then_some(end)
}

/// How long the comment is that begins here, as HTML's own rules read it.
fn comment(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("<!--")?;
    for empty in [">", "->"] {
        if inside.starts_with(empty) {
            return Some(4 + empty.len());
        }
    }
    Some(inside.find("-->").map_or(text.len(), |end| 4 + end + 3))
}

/// A tag as HTML's own rules read it, which are wider than Markdown's.
struct Tagged<'a> {
    end: bool,
    name: &'a str,
    /// Place, name and value of each attribute that has a value.
    attributes: Vec<(usize, &'a str, &'a str)>,
    /// Bytes up to and with the `>`, or to the end of the text.
    length: usize,
    closed: bool,
}

impl<'a> Tagged<'a> {
    /// Reads a tag at the beginning of the text; `None` when none begins here.
    fn read(text: &'a str) -> Option<Self> {
        let inside = text.strip_prefix('<')?;
        let end = inside.starts_with('/');
        let inside = inside.strip_prefix('/').unwrap_or(inside);
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let space = |c: char| c.is_ascii_whitespace() || c == '/';
        let name = &inside[..inside.find(|c| space(c) || c == '>').unwrap_or(inside.len())];
        let mut rest = &inside[name.len()..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(space);
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let place = text.len() - rest.len();
            // A name may begin with = but not hold one.
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let stop = rest[first..].find(|c| space(c) || c == '>' || c == '=');
            let (attribute, after) = rest.split_at(stop.map_or(rest.len(), |stop| first + stop));
            rest = after.trim_start();
            let Some(value) = rest.strip_prefix('=') else { continue };
            let (value, after) = attribute_value(value.trim_start());
            attributes.push((place, attribute, value));
            rest = after;
        }
        let length = text.len() - rest.strip_prefix('>').unwrap_or(rest).len();
        Some(Self { end, name, attributes, length, closed: rest.starts_with('>') })
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len());
    text.split_at(end)
}

/// The character references that can hide a scheme: numbers, and the names of what stands in or
/// between `javascript` and its colon.
fn decode(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok();
        let (found, length) =
            if let Some(digits) = rest.strip_prefix("#x").or(rest.strip_prefix("#X")) {
                let length = digits.bytes().take_while(u8::is_ascii_hexdigit).count();
                (number(&digits[..length], 16), length + 2)
            } else if let Some(digits) = rest.strip_prefix('#') {
                let length = digits.bytes().take_while(u8::is_ascii_digit).count();
                (number(&digits[..length], 10), length + 1)
            } else {
                let names = [("colon;", ':'), ("Tab;", '\t'), ("NewLine;", '\n'), ("nbsp;", ' ')];
                let name = names.into_iter().find(|(name, _)| rest.starts_with(name));
                name.map_or((None, 0), |(name, c)| (Some(u32::from(c)), name.len()))
            };
        match found.and_then(char::from_u32) {
            Some(c) => {
                text.push(c);
                rest = rest[length..].strip_prefix(';').unwrap_or(&rest[length..]);
            }
            None => text.push('&'),
        }
    }
    text.push_str(rest);
    text
}
