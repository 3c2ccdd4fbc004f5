//! Texts: a section's HTML split into its blocks; links and paragraphs in what people write.

use model::is_direction;

/// A block at the top level of a section's HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The id by which comments find it.
    pub id: Option<String>,
    /// Its HTML, from its opening tag to what stands before the next block.
    pub html: String,
}

/// Elements that have no closing tag.
const VOID: &[&str] = &["br", "hr", "img", "wbr", "col", "input"];

/// Splits sanitized HTML at its top-level blocks. What cannot be told apart stays together, so
/// nothing is ever lost: the parts always join to the whole.
#[must_use]
pub fn blocks(html: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let open = at + found;
        let Some(end) = tag_end(html, open) else { break };
        let tag = &html[open + 1..end];
        if tag.starts_with('!') {
            at = end + 1;
            continue;
        }
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else {
            if depth == 0 && !html[start..open].trim().is_empty() {
                blocks.push(block(&html[start..open]));
                start = open;
            }
            if !tag.ends_with('/') && !VOID.contains(&name(tag)) {
                depth += 1;
            }
        }
        at = end + 1;
    }
    if !html[start..].trim().is_empty() {
        blocks.push(block(&html[start..]));
    }
    blocks
}

fn name(tag: &str) -> &str {
    tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default()
}

/// Where the tag that opens at `open` ends; a `>` within quotes does not end it.
#[must_use]
pub fn tag_end(html: &str, open: usize) -> Option<usize> {
    let mut quote = None;
    for (at, b) in html.bytes().enumerate().skip(open + 1) {
        match (quote, b) {
            (None, b'"' | b'\'') => quote = Some(b),
            (None, b'>') => return Some(at),
            (Some(q), _) if q == b => quote = None,
            _ => {}
        }
    }
    None
}

fn block(html: &str) -> Block {
    let id = html.trim_start().strip_prefix('<').and_then(|rest| {
        let tag = &rest[..rest.find('>')?];
        let value = &tag[tag.find(" id=\"")? + 5..];
        Some(value[..value.find('"')?].to_owned())
    });
    Block { id, html: html.to_owned() }
}

/// The words of a piece of HTML, without its tags, on one line: for a quote.
#[must_use]
pub fn words_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let end = tag_end(rest, open).map_or(rest.len(), |end| end + 1);
        text.push(' ');
        rest = &rest[end..];
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as HTML, for elements and for quoted attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// The beginning of a text: at most `max` characters, cut after a whole word.
#[must_use]
pub fn beginning(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let cut: String = text.chars().take(max).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{} …", whole.trim_end_matches([',', '.', ';', ':', '–', '-', ' ']))
}

/// A piece of what somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// An address that can be followed.
    Link(String),
}

/// The paragraphs of a plain text: what stands between blank lines.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        match (line.trim().is_empty(), open, paragraphs.last_mut()) {
            (true, ..) => open = false,
            (false, true, Some(last)) => {
                last.push('\n');
                last.push_str(line);
            }
            (false, ..) => {
                paragraphs.push(line.to_owned());
                open = true;
            }
        }
    }
    paragraphs
}

/// The links in a plain text: http and https, nothing else.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(at) = next_link(rest) {
        words.push_str(&rest[..at]);
        let link = link(&rest[at..]);
        if link.len() > "https://".len() && !link.ends_with("://") {
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            pieces.push(Piece::Link(link.to_owned()));
        } else {
            words.push_str(link);
        }
        rest = &rest[at + link.len()..];
    }
    words.push_str(rest);
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
    pieces
}

/// Where the next address begins: never in the middle of a word.
fn next_link(text: &str) -> Option<usize> {
    text.match_indices("http").map(|(at, _)| at).find(|at| {
        let rest = &text[*at..];
        let before = text[..*at].chars().next_back();
        (rest.starts_with("http://") || rest.starts_with("https://"))
            && !before.is_some_and(char::is_alphanumeric)
    })
}

/// The address at the beginning of a text, without the punctuation that ends a sentence.
fn link(text: &str) -> &str {
    let end = text
        .find(|c: char| {
            // What turns the writing around would show another address than the one that opens.
            c.is_whitespace() || c.is_control() || is_direction(c) || matches!(c, '<' | '>' | '"')
        })
        .unwrap_or(text.len());
    let mut link = &text[..end];
    while let Some(last) = link.chars().next_back() {
        let closes = last == ')' && link.matches(')').count() > link.matches('(').count();
        if !closes && !matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '”' | '“' | '»')
        {
            break;
        }
        link = &link[..link.len() - last.len_utf8()];
    }
    link
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
