use crate::components::{ours, theirs};
use crate::markup::{Html, all, html, text};
use crate::text::{Piece, paragraphs, pieces};

/// A comment of more characters than this is folded.
const LONG: usize = 900;
/// About so many characters of a folded one are shown.
const SHOWN: usize = 600;
/// A line takes the room of so many characters, however short it is: a letter a line would be a wall
/// between the others.
const LINE: usize = 40;

/// How much room a text takes, in characters.
fn size(text: &str) -> usize {
    text.lines().map(|line| line.chars().count().max(LINE)).sum()
}

/// What a person wrote: paragraphs and links, nothing else. A long text is folded unless it is
/// wanted whole.
pub fn body(words: &str, whole: bool) -> Html {
    let everything = paragraphs(words);
    let length: usize = everything.iter().map(|part| size(part)).sum();
    if whole || length <= LONG {
        return html!("<div class=words dir=auto{}>{}</div>", theirs(), drawn(&everything));
    }
    let (first, rest) = fold(&everything);
    html!(
        "<div class=words dir=auto{}>{}<details class=fold><summary><span{}>[[post.whole]]</span></summary>\
         {}</details></div>",
        theirs(),
        drawn(&first),
        ours(),
        drawn(&rest)
    )
}

fn drawn(paragraphs: &[String]) -> Html {
    let paragraphs: Vec<Html> =
        paragraphs.iter().map(|part| html!("<p>{}</p>", inline(part))).collect();
    all(&paragraphs)
}

fn inline(words: &str) -> Html {
    let pieces: Vec<Html> = pieces(words)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => text(&words),
            Piece::Link(link) => {
                html!("<a href='{}' rel='nofollow ugc noopener' dir=ltr>{}</a>", link, link)
            }
        })
        .collect();
    all(&pieces)
}

/// Parts a long text after a paragraph, or after a sentence when its first paragraph is long.
fn fold(all: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    let mut length = 0;
    for part in all {
        let size = size(part);
        if !rest.is_empty() || (length > 0 && length + size > SHOWN) {
            rest.push(part.clone());
        } else if size > LONG {
            let at = sentence_end(part);
            first.push(part[..at].trim_end().to_owned());
            rest.push(part[at..].trim_start().to_owned());
        } else {
            first.push(part.clone());
        }
        length += size;
    }
    rest.retain(|part| !part.is_empty());
    (first, rest)
}

/// Where the last sentence or line, or else the last word, before [`SHOWN`] ends, in bytes.
fn sentence_end(text: &str) -> usize {
    let mut limit = text.char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| at);
    if let Some((last, _)) = text.match_indices('\n').nth(SHOWN / LINE) {
        limit = limit.min(last);
    }
    let head = &text[..limit];
    let full_stop = head.as_bytes().windows(2).rposition(|two| two == b". ");
    let end = full_stop.map(|at| at + 1).max(head.rfind('\n'));
    // A word that goes on and on is cut: what stands before it may be next to nothing.
    end.or_else(|| head.rfind(' ')).filter(|at| *at > limit / 2).unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_folded_where_a_sentence_ends_and_keeps_every_word() {
        let long = "En sætning med ord. ".repeat(80);
        let (first, rest) = fold(&[long.trim().to_owned()]);
        assert!(first[0].ends_with("ord.") && first[0].chars().count() <= SHOWN);
        assert_eq!(format!("{} {}", first[0], rest[0]), long.trim());
    }

    #[test]
    fn a_letter_a_line_is_no_wall() {
        for wall in ["x\n".repeat(400), "x\n\n".repeat(300)] {
            let (first, rest) = fold(&paragraphs(&wall));
            let lines = |parts: &[String]| parts.iter().flat_map(|part| part.lines()).count();
            assert!(lines(&first) <= SHOWN / LINE + 1, "{}", lines(&first));
            assert_eq!(lines(&first) + lines(&rest), wall.matches('x').count());
        }
    }

    #[test]
    fn it_is_folded_between_paragraphs_when_there_are_several() {
        let part = "x".repeat(500);
        let (first, rest) = fold(&[part.clone(), part.clone(), part]);
        assert_eq!((first.len(), rest.len()), (1, 2));
    }
}
