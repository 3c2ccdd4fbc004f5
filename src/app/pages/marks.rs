//! Marks in the text: the words that people chose to comment on, each the way to its comment.

use std::collections::HashMap;
use std::ops::Range;

use model::{Blocks, Found, Placing};

use crate::citizen::App;
use crate::markup::{Html, all, html, raw};
use crate::page_data::Mark;
use crate::plain::{Plain, links};
use crate::route::Edition;
use crate::text::Block;

/// Words of a block, and where they lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The words, in the block's [`Plain`] text.
    words: Range<usize>,
    /// The address of the newest comment on them.
    href: String,
}

/// The marks of each block that is shown in this edition, by the blocks' ids.
pub fn marks(blocks: &[Block], marks: &[Mark], shown: Edition) -> HashMap<String, Vec<Span>> {
    let mut spans: HashMap<String, Vec<Span>> = HashMap::new();
    if marks.is_empty() {
        return spans;
    }
    let texts = blocks.iter().filter_map(|block| {
        let id = block.id.clone()?;
        Some((id, Plain::of(&block.html).text))
    });
    let mut here = Placing::new(Blocks::default(), Blocks::new(texts));
    for mark in marks {
        let stand = here.place(&mark.anchor, &mark.anchor.paragraph);
        let edition = match stand.found {
            Found::Exact => None,
            // It stands in the other edition, and the same words in this one.
            Found::Moved => {
                Some(if shown == Edition::Full { Edition::Short } else { Edition::Full })
            }
            Found::Earlier => continue,
        };
        spans
            .entry(stand.paragraph)
            .or_default()
            .push(Span { words: stand.range, href: href(mark, edition) });
    }
    spans.into_iter().map(|(id, spans)| (id, merged(spans))).collect()
}

fn href(mark: &Mark, edition: Option<Edition>) -> String {
    let address = App::get().here().with(|look| {
        look.edition = edition.or(look.edition);
        look.paragraph = Some(mark.anchor.paragraph.clone());
        look.after = None;
    });
    format!("{}#a-{}", address.href(), mark.comment)
}

/// Words that several people chose are one mark, and lead to the newest: it comes first.
fn merged(spans: Vec<Span>) -> Vec<Span> {
    let mut spans: Vec<(usize, Span)> = spans.into_iter().enumerate().collect();
    spans.sort_by_key(|(age, span)| (span.words.start, *age));
    let mut merged: Vec<(usize, Span)> = Vec::new();
    for (age, span) in spans {
        match merged.last_mut() {
            Some((other, last)) if span.words.start < last.words.end => {
                last.words.end = last.words.end.max(span.words.end);
                if age < *other {
                    (*other, last.href) = (age, span.href);
                }
            }
            _ => merged.push((age, span)),
        }
    }
    merged.into_iter().map(|(_, span)| span).collect()
}

/// A block's HTML with its marks. A mark ends where an element does and goes on behind it, but only
/// its first piece is a stop for the keyboard; within a link there is no other link.
pub fn marked(html: &str, spans: &[Span]) -> Html {
    if spans.is_empty() {
        return raw(html);
    }
    let (plain, links) = (Plain::of(html), links(html));
    let mut pieces = Vec::new();
    let mut at = 0;
    for span in spans {
        let mut first = true;
        for run in plain.runs(html, &span.words) {
            let words = raw(&html[run.clone()]);
            let piece = if links.iter().any(|link| link.start < run.start && run.end < link.end) {
                html!("<mark>{}</mark>", words)
            } else if first {
                html!("<a class=said href='{}' aria-describedby=sagt>{}</a>", span.href, words)
            } else {
                html!("<a class=said href='{}' tabindex=-1>{}</a>", span.href, words)
            };
            first = false;
            pieces.extend([raw(&html[at..run.start]), piece]);
            at = run.end;
        }
    }
    pieces.push(raw(&html[at..]));
    all(&pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(words: Range<usize>, href: &str) -> Span {
        Span { words, href: href.to_owned() }
    }

    fn drawn(html: &str, spans: &[(Range<usize>, &str)]) -> String {
        let spans = spans.iter().map(|(words, href)| span(words.clone(), href)).collect();
        marked(html, &merged(spans)).into_string()
    }

    #[test]
    fn words_become_a_link_to_their_comment() {
        assert_eq!(
            drawn("<p id=\"p-1\">Fisk &amp; brød &lt;3</p>", &[(5..12, "/x?afsnit=p-1&b#a-1")]),
            "<p id=\"p-1\">Fisk <a class=said href='/x?afsnit=p-1&amp;b#a-1' \
             aria-describedby=sagt>&amp; brød</a> &lt;3</p>"
        );
        assert_eq!(drawn("<p>x</p>", &[]), "<p>x</p>");
    }

    #[test]
    fn a_mark_is_cut_where_an_element_ends_and_is_no_link_within_a_link() {
        let html = "<p>en <em>to</em> <a href=\"/y\">tre</a> fire</p>";
        assert_eq!(
            drawn(html, &[(0..14, "#a-1")]),
            "<p><a class=said href='#a-1' aria-describedby=sagt>en </a><em><a class=said \
             href='#a-1' tabindex=-1>to</a></em> <a href=\"/y\"><mark>tre</mark></a><a class=said \
             href='#a-1' tabindex=-1> fire</a></p>"
        );
    }

    #[test]
    fn overlapping_words_are_one_mark_that_leads_to_the_newest() {
        let html = "<p>en to tre fire</p>";
        let newest_first = [(3..9, "#a-2"), (0..5, "#a-1"), (10..14, "#a-0")];
        assert_eq!(
            drawn(html, &newest_first),
            "<p><a class=said href='#a-2' aria-describedby=sagt>en to tre</a> <a class=said \
             href='#a-0' aria-describedby=sagt>fire</a></p>"
        );
    }
}
