//! Words that are explained where they stand. The first time that one stands in an edition it
//! becomes a button; its explanation opens by HTML alone. The explanations stand outside the
//! paragraphs, so that a paragraph's words stay its own; a browser that knows no popover shows them
//! as a list below the text.

use std::ops::Range;

use model::Gloss;

use crate::markup::{Html, all, html};
use crate::text::{Block, tag_end};

/// In these a word stays as it is: buttons cannot stand in links, and code is not read as words.
const OPAQUE: &[&str] = &["a", "code", "pre", "del", "kbd"];

/// How a mark begins (`marks.rs`): a link around words alone, which is cut where one is explained.
const SAID: &str = "<a class=said ";

/// The blocks of an edition with their first explained words as buttons. Notes which were found.
pub fn mark(blocks: &[Block], glossary: &[Gloss], found: &mut Vec<usize>) -> Vec<Block> {
    let mut left: Vec<usize> = (0..glossary.len()).collect();
    // Of two that begin alike the longer one is meant.
    left.sort_by_key(|at| std::cmp::Reverse(glossary[*at].word.len()));
    let marked = blocks.iter().map(|block| Block {
        id: block.id.clone(),
        html: mark_block(&block.html, glossary, &mut left),
    });
    let marked = marked.collect();
    found.extend((0..glossary.len()).filter(|at| !left.contains(at)));
    marked
}

fn mark_block(html: &str, glossary: &[Gloss], left: &mut Vec<usize>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut opaque = 0_usize;
    let mut rest = html;
    while !rest.is_empty() && !left.is_empty() {
        if rest.starts_with('<') {
            let end = tag_end(rest, 0).map_or(rest.len(), |end| end + 1);
            let (tag, after) = rest.split_at(end);
            if opaque == 0
                && tag.starts_with(SAID)
                && let Some((words, after)) = after.split_once("</a>")
            {
                let around = [out.chars().next_back(), after.chars().next()];
                mark_said(tag, words, around, glossary, left, &mut out);
                rest = after;
                continue;
            }
            let inside = tag.trim_start_matches(['<', '/']);
            let name =
                inside.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            if OPAQUE.contains(&name) {
                opaque = if tag.starts_with("</") { opaque.saturating_sub(1) } else { opaque + 1 };
            }
            out.push_str(tag);
            rest = after;
        } else {
            let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            if opaque == 0 {
                mark_text(text, glossary, left, &mut out)
            } else {
                out.push_str(text)
            }
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The words of a mark. Those that are explained stand between its pieces, of which only the first is
/// a stop for the keyboard; a word that is all of the mark stays the way to the comment.
fn mark_said(
    tag: &str,
    words: &str,
    around: [Option<char>; 2],
    glossary: &[Gloss],
    left: &mut Vec<usize>,
    out: &mut String,
) {
    let (before, whole) = (left.clone(), whole_words(words, around));
    let mut text = words[..whole.start].to_owned();
    mark_text(&words[whole.clone()], glossary, left, &mut text);
    text.push_str(&words[whole.end..]);
    let (mut tag_now, mut pieces) = (tag.to_owned(), String::new());
    let mut leads = false;
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let button = rest.find("<button").unwrap_or(rest.len());
        let (piece, after) = rest.split_at(button);
        if !piece.contains(char::is_alphanumeric) {
            pieces.push_str(piece);
        } else {
            pieces.push_str(&format!("{tag_now}{piece}</a>"));
            tag_now = tag.replace(" aria-describedby=sagt", " tabindex=-1");
            leads = true;
        }
        let end = after.find("</button>").map_or(0, |end| end + "</button>".len());
        let (word, after) = after.split_at(end);
        if !word.is_empty() {
            pieces.push_str(&format!("<mark>{word}</mark>"));
        }
        rest = after;
    }
    if !leads {
        *left = before;
        pieces = format!("{tag}{words}</a>");
    }
    out.push_str(&pieces);
}

/// The words of a mark without the parts of words at its edges: any letters can be chosen.
fn whole_words(words: &str, [before, after]: [Option<char>; 2]) -> Range<usize> {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    let other = |c: char| !is_part_of_word(c);
    let start = if joins(before) { words.find(other).unwrap_or(words.len()) } else { 0 };
    let end = words[start..].rfind(other).filter(|_| joins(after));
    let none = joins(after) && !words[start..].contains(other);
    let end = if none { start } else { end.map_or(words.len(), |at| start + at) };
    start..end
}

fn mark_text(text: &str, glossary: &[Gloss], left: &mut Vec<usize>, out: &mut String) {
    let mut before = None;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let begins = first.is_alphanumeric() && !before.is_some_and(is_part_of_word);
        let hit = begins.then(|| {
            let found = |at: &usize| glossary[*at].begins(rest);
            left.iter().enumerate().find_map(|(place, at)| Some((place, *at, found(at)?)))
        });
        let length = if let Some((place, at, length)) = hit.flatten() {
            let button = html!("<button type=button class=word popovertarget=ord-{}>", id(at));
            out.push_str(&button.into_string());
            out.push_str(&rest[..length]);
            out.push_str("</button>");
            left.remove(place);
            length
        } else {
            out.push(first);
            first.len_utf8()
        };
        before = rest[..length].chars().next_back();
        rest = &rest[length..];
    }
}

/// A hyphen joins: *plan* is not explained in *års-plan*. An ampersand begins `&amp;`.
fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '&')
}

fn id(at: usize) -> String {
    (at + 1).to_string()
}

/// What the words that were found mean.
pub fn explanations(glossary: &[Gloss], mut found: Vec<usize>) -> Html {
    found.sort_unstable();
    found.dedup();
    let explained = |at: usize| {
        let Gloss { word, explanation } = &glossary[at];
        html!(
            "<div class=gloss id=ord-{} popover role=dialog aria-label='{}' tabindex=-1>\
             <p><strong>{}</strong>: {}</p><button type=button class=act popovertarget=ord-{} \
             popovertargetaction=hide>[[close]]</button></div>",
            id(at),
            *word,
            *word,
            *explanation,
            id(at)
        )
    };
    all(&found.into_iter().map(explained).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::blocks;

    fn glossary() -> Vec<Gloss> {
        let gloss = |word: &str| Gloss { word: word.to_owned(), explanation: "Det <er> x.".into() };
        vec![gloss("plan"), gloss("plan for byen"), gloss("udvalg")]
    }

    fn marked(html: &str) -> (String, Vec<usize>) {
        let mut found = Vec::new();
        let blocks = mark(&blocks(html), &glossary(), &mut found);
        let html: String = blocks.iter().map(|block| block.html.as_str()).collect();
        let html = html.replace("<button type=button class=word popovertarget=ord-", "[");
        (html.replace("</button>", "]"), found)
    }

    #[test]
    fn the_first_of_each_word_becomes_a_button() {
        let (html, found) = marked("<p id=\"p-1\">Planen og <em>planer</em></p><p>et udvalg</p>");
        assert_eq!(html, "<p id=\"p-1\">[1>Planen] og <em>planer</em></p><p>et [3>udvalg]</p>");
        assert_eq!(found, [0, 2]);
    }

    #[test]
    fn the_longer_word_is_meant_and_parts_of_words_are_not() {
        let (html, _) = marked("<p>En plan for byen, års-plan, planter, en plan</p>");
        assert_eq!(html, "<p>En [2>plan for byen], års-plan, planter, en [1>plan]</p>");
    }

    #[test]
    fn links_and_tags_stay_whole() {
        let html = "<p><a href=\"plan\">Planen</a> <abbr title=\"en plan\">EP</abbr> <code>plan</code>\
            &amp; udvalg</p>";
        let (marked, found) = marked(html);
        assert_eq!(marked, html.replace("udvalg", "[3>udvalg]"));
        assert_eq!(found, [2]);
    }

    #[test]
    fn a_word_within_a_mark_is_explained_and_the_mark_leads_on() {
        let said = |words: &str| {
            format!("<p><a class=said href='#a-1' aria-describedby=sagt>{words}</a></p>")
        };
        let (html, found) = marked(&said("en plan for byen og et udvalg"));
        assert_eq!(
            html,
            "<p><a class=said href='#a-1' aria-describedby=sagt>en </a><mark>[2>plan for byen]</mark>\
             <a class=said href='#a-1' tabindex=-1> og et </a><mark>[3>udvalg]</mark></p>"
        );
        assert_eq!(found, [1, 2]);
        let (html, _) = marked(&said("plan &amp; alt"));
        assert_eq!(
            html,
            "<p><mark>[1>plan]</mark><a class=said href='#a-1' aria-describedby=sagt> &amp; alt</a></p>"
        );
    }

    #[test]
    fn parts_of_words_at_the_edges_of_a_mark_are_not_explained() {
        let said = "<a class=said href='#a-1' aria-describedby=sagt>";
        for html in [
            format!("<p>års{said}plan og et</a></p>"),
            format!("<p>{said}den plan</a>ter vi</p>"),
            format!("<p>x{said}plan</a>ter</p>"),
            format!("<p><del>{said}en plan</a></del></p>"),
        ] {
            assert_eq!(marked(&html), (html, vec![]));
        }
        let (_, found) = marked(&format!("<p>{said}en plan</a>, ja</p>"));
        assert_eq!(found, [0]);
    }

    #[test]
    fn a_word_that_is_all_of_a_mark_is_explained_where_it_stands_next() {
        let (html, found) = marked("<p><a class=said href='#a-1'>(plan)</a></p><p>en plan</p>");
        assert_eq!(html, "<p><a class=said href='#a-1'>(plan)</a></p><p>en [1>plan]</p>");
        assert_eq!(found, [0]);
    }

    #[test]
    fn an_explanation_is_escaped_and_stands_once() {
        let html = explanations(&glossary(), vec![2, 0, 2]).into_string();
        assert_eq!(html.matches("popover ").count(), 2);
        assert!(html.contains("Det &lt;er&gt; x.") && html.find("ord-1") < html.find("ord-3"));
    }
}
