//! The words of a block as they are read, and where each of them stands in its HTML.
//!
//! What a person selects in the browser, what the server looks for in the next version, and what is
//! marked on the page must be the same words: `citizen/selection.rs` leaves out the same things.

use std::ops::Range;

use crate::text::{blocks, tag_end};

/// A block's words on one line, and where they come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// The words: without tags, footnotes' numbers and line ends.
    pub text: String,
    /// Of each character, where it begins in the text, and which bytes of the HTML it is.
    at: Vec<(usize, Range<usize>)>,
}

/// A piece of HTML.
enum Token {
    Text(Range<usize>),
    Tag(Range<usize>),
}

/// The pieces of a block's HTML, in order.
fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let open = html[at..].find('<').map_or(html.len(), |found| at + found);
        if open > at {
            tokens.push(Token::Text(at..open));
        }
        let end = if open < html.len() { tag_end(html, open) } else { None };
        let end = end.map_or(html.len(), |end| end + 1);
        if open < end {
            tokens.push(Token::Tag(open..end));
        }
        at = end;
    }
    tokens
}

/// Elements within a line: around them is no space that is not written.
const INLINE: [&str; 25] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark",
    "q", "s", "small", "span", "strong", "sub", "sup", "u", "var", "samp", "wbr",
];

fn name(tag: &str) -> &str {
    let tag = tag.trim_start_matches(['<', '/']);
    tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

impl Plain {
    /// The words of a block of sanitized HTML.
    #[must_use]
    pub fn of(html: &str) -> Self {
        let mut plain = Self::default();
        // How deep in a footnote's number one is.
        let mut note = 0_usize;
        for token in tokens(html) {
            match token {
                Token::Tag(place) => {
                    let tag = &html[place.clone()];
                    let is_note = name(tag) == "sup";
                    if is_note && (note > 0 || tag.contains(" class=\"footnote\"")) {
                        note = if tag.starts_with("</") { note - 1 } else { note + 1 };
                    } else if !INLINE.contains(&name(tag)) {
                        plain.space(place.start..place.start);
                    }
                }
                Token::Text(place) if note == 0 => plain.words(html, place),
                Token::Text(_) => {}
            }
        }
        plain.text.truncate(plain.text.trim_end().len());
        plain.at.retain(|(at, _)| *at < plain.text.len());
        plain
    }

    fn words(&mut self, html: &str, place: Range<usize>) {
        let mut at = place.start;
        while let Some(c) = html[at..place.end].chars().next() {
            let (c, length) =
                if c == '&' { reference(&html[at..place.end]) } else { (c, c.len_utf8()) };
            let here = at..at + length;
            at += length;
            if c.is_whitespace() {
                self.space(here);
            } else {
                self.at.push((self.text.len(), here));
                self.text.push(c);
            }
        }
    }

    fn space(&mut self, here: Range<usize>) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.at.push((self.text.len(), here));
            self.text.push(' ');
        }
    }

    /// The HTML's text that a range of the words stands in, cut where tags stand within it.
    #[must_use]
    pub fn runs(&self, html: &str, words: &Range<usize>) -> Vec<Range<usize>> {
        let within = self.at.iter().filter(|(at, _)| words.contains(at)).map(|(_, place)| place);
        let mut runs: Vec<Range<usize>> = Vec::new();
        for place in within.filter(|place| !place.is_empty()) {
            match runs.last_mut() {
                // White space between two words may be longer than the one that is counted.
                Some(last) if html[last.end..place.start].trim().is_empty() => last.end = place.end,
                _ => runs.push(place.clone()),
            }
        }
        runs.retain(|run| !html[run.clone()].trim().is_empty());
        runs
    }
}

/// A character that is written by its name: the sanitizer knows these five.
fn reference(html: &str) -> (char, usize) {
    const NAMES: [(&str, char); 5] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&nbsp;", '\u{A0}')];
    let found = NAMES.iter().find(|(name, _)| html.starts_with(name));
    found.map_or(('&', 1), |(name, c)| (*c, name.len()))
}

/// Where the text of a block's HTML stands within links, which no other link may stand in.
#[must_use]
pub fn links(html: &str) -> Vec<Range<usize>> {
    let mut links = Vec::new();
    let mut open = None;
    for token in tokens(html) {
        let Token::Tag(place) = token else { continue };
        if name(&html[place.clone()]) != "a" {
            continue;
        }
        if !html[place.clone()].starts_with("</") {
            open = open.or(Some(place.start));
        } else if let Some(start) = open.take() {
            links.push(start..place.end);
        }
    }
    links.extend(open.map(|start| start..html.len()));
    links
}

/// The ids and words of a section's blocks, of all its editions.
#[must_use]
pub fn words_of_blocks(editions: &[&str]) -> Vec<(String, String)> {
    let all = editions.iter().flat_map(|html| blocks(html));
    all.filter_map(|block| Some((block.id?, Plain::of(&block.html).text))).collect()
}

/// The words of one block, found by its id.
#[must_use]
pub fn words_of_block(editions: &[&str], id: &str) -> Option<String> {
    let mut all = editions.iter().flat_map(|html| blocks(html));
    all.find(|block| block.id.as_deref() == Some(id)).map(|block| Plain::of(&block.html).text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<ul id=\"p-1\"><li>Fisk &amp; <em>brød</em>er</li><li>x<br>y</li></ul>\n";

    #[test]
    fn words_are_read_as_a_person_reads_them() {
        assert_eq!(Plain::of(HTML).text, "Fisk & brøder x y");
        let note =
            "<p>a<sup class=\"footnote\"><a href=\"#fn-1\">1</a></sup>, b<sup>2</sup>&nbsp;c</p>";
        assert_eq!(Plain::of(note).text, "a, b2 c");
        assert_eq!(Plain::of("").text, "");
        assert_eq!(
            words_of_blocks(&[HTML, "<hr>"]),
            [("p-1".to_owned(), "Fisk & brøder x y".to_owned())]
        );
    }

    #[test]
    fn words_are_found_again_in_the_html() {
        let plain = Plain::of(HTML);
        let runs = |words: &str| -> Vec<&str> {
            let from = plain.text.find(words).unwrap();
            let runs = plain.runs(HTML, &(from..from + words.len()));
            runs.into_iter().map(|run| &HTML[run]).collect()
        };
        assert_eq!(runs("Fisk & brød"), ["Fisk &amp; ", "brød"]);
        assert_eq!(runs("& b"), ["&amp; ", "b"]);
        assert_eq!(runs("øder x"), ["ød", "er", "x"]);
        assert_eq!(runs("x y"), ["x", "y"]);
    }

    #[test]
    fn links_are_told_apart_from_text() {
        let html = "<p>a <a href=\"/b\">b</a> c <a href=\"/d\">d";
        let links: Vec<&str> = links(html).into_iter().map(|link| &html[link]).collect();
        assert_eq!(links, ["<a href=\"/b\">b</a>", "<a href=\"/d\">d"]);
    }
}
