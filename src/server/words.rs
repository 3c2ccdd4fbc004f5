//! Words as they are looked for: without case, accents and endings. What is stored and what is asked
//! go through the same functions: "hoeringssvar" is "høringssvar".

use std::ops::Range;

use model::Piece;
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer word is cut: nobody looks for its end.
const WORD_MOST: usize = 60;
/// Most different words of one question.
const ASKED_MOST: usize = 6;
/// Shorter parts of words stand in too many of them.
const PART_LEAST: usize = 3;

/// Finds the stems of Danish words.
pub struct Words(Stemmer);

impl Default for Words {
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::Danish))
    }
}

/// A word of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The word, folded.
    pub text: String,
    /// Its stem.
    pub stem: String,
}

impl Asked {
    /// Whether a word of a text is meant: it has the same stem, or this is a part of it.
    #[must_use]
    pub fn means(&self, word: &str, stem: &str) -> bool {
        self.stem == stem || (self.is_part() && (word.contains(&self.text)))
    }

    /// Whether it is long enough to be looked for within other words.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.text.chars().count() >= PART_LEAST
    }
}

impl Words {
    /// The stem of a folded word.
    #[must_use]
    pub fn stem(&self, folded: &str) -> String {
        self.0.stem(folded).into_owned()
    }

    /// The words of a question, each once.
    #[must_use]
    pub fn asked(&self, question: &str) -> Vec<Asked> {
        let mut asked: Vec<Asked> = Vec::new();
        for (_, text) in tokens(question) {
            let word = Asked { stem: self.stem(&text), text };
            if asked.len() < ASKED_MOST && !asked.contains(&word) {
                asked.push(word);
            }
        }
        asked
    }

    /// The places in a text that a question means, in order, as ranges of bytes.
    #[must_use]
    pub fn marks(&self, text: &str, asked: &[Asked]) -> Vec<Range<usize>> {
        let meant = |word: &str| {
            let stem = self.stem(word);
            asked.iter().any(|asked| asked.means(word, &stem))
        };
        tokens(text).filter(|(_, word)| meant(word)).map(|(at, _)| at).collect()
    }
}

/// The words of a text, folded, with where they stand. Folding may make a word longer or shorter.
pub fn tokens(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let part = |c: char| c.is_alphanumeric() || is_combining_mark(c);
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let end = text[start..].find(|c| !part(c)).map_or(text.len(), |at| start + at);
        rest = end;
        Some((start..end, fold(&text[start..end])))
    })
}

/// Small letters without accents; æ, ø and å as they are written where a keyboard lacks them.
#[must_use]
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.nfc().flat_map(char::to_lowercase) {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'å' => out.push_str("aa"),
            c => std::iter::once(c).nfd().for_each(|c| match c {
                'æ' => out.push_str("ae"),
                'ø' => out.push_str("oe"),
                'ß' => out.push_str("ss"),
                c if is_combining_mark(c) => {}
                c => out.push(c),
            }),
        }
    }
    if let Some((end, _)) = out.char_indices().nth(WORD_MOST) {
        out.truncate(end);
    }
    out
}

/// Every three letters in a row, each once; none of a shorter word.
#[must_use]
pub fn trigrams(folded: &str) -> Vec<String> {
    let letters: Vec<char> = folded.chars().collect();
    let mut all: Vec<String> =
        letters.windows(PART_LEAST).map(|three| three.iter().collect()).collect();
    all.sort();
    all.dedup();
    all
}

/// Characters of an excerpt, and how many of them stand before what was found.
const EXCERPT: usize = 220;
const BEFORE: usize = 70;

/// A part of a text around the first of its marks, in pieces; spaces in a row are one.
#[must_use]
pub fn excerpt(text: &str, marks: &[Range<usize>]) -> Vec<Piece> {
    let first = marks.first().map_or(0, |mark| mark.start);
    let start = text[..first].char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    // From the beginning of a word, and to the end of one.
    let start = if start == 0 { 0 } else { after_space(text, start, first) };
    let end = text[start..].char_indices().nth(EXCERPT).map_or(text.len(), |(at, _)| start + at);
    let end = if end == text.len() {
        end
    } else {
        text[..end].rfind(' ').map_or(end, |at| at.max(first))
    };
    let mut pieces = Vec::new();
    let mut at = start;
    if start > 0 {
        push(&mut pieces, "… ", false);
    }
    for mark in marks.iter().filter(|mark| mark.start >= start && mark.end <= end) {
        push(&mut pieces, &text[at..mark.start], false);
        push(&mut pieces, &text[mark.clone()], true);
        at = mark.end;
    }
    push(&mut pieces, &text[at..end.max(at)], false);
    if end < text.len() {
        push(&mut pieces, " …", false);
    }
    pieces
}

fn after_space(text: &str, from: usize, most: usize) -> usize {
    text[from..most].find(' ').map_or(from, |at| from + at + 1)
}

fn push(pieces: &mut Vec<Piece>, text: &str, found: bool) {
    let mut words = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c != ' ' || !words.ends_with(' ') {
            words.push(c);
        }
    }
    if !words.is_empty() {
        pieces.push(Piece { text: words, found });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(asked: &str, text: &str) -> bool {
        let words = Words::default();
        !words.marks(text, &words.asked(asked)).is_empty()
    }

    #[test]
    fn a_word_is_found_in_other_forms_and_other_spellings() {
        for (asked, text) in [
            ("mentor", "Vi har mentorer nok."),
            ("mentorerne", "en mentor"),
            ("hoeringssvar", "Mit høringssvar"),
            ("HØRINGSSVARET", "mange hoeringssvar"),
            ("ordning", "mentorordninger"),
            ("aalborg", "Ålborg"),
            ("cafe", "En café"),
            ("ae", "æ"),
        ] {
            assert!(means(asked, text), "{asked} in {text}");
        }
        for (asked, text) in [("ordning", "orden"), ("by", "bybilledet"), ("hest", "fest")] {
            assert!(!means(asked, text), "{asked} in {text}");
        }
    }

    #[test]
    fn what_is_marked_is_the_word_as_it_stands() {
        let words = Words::default();
        let text = "Café ÆBLER, æbletræ 🍏 og Æ\u{301}bler";
        let marked = words.marks(text, &words.asked("æbler"));
        let marked: Vec<&str> = marked.into_iter().map(|at| &text[at]).collect();
        assert_eq!(marked, ["ÆBLER", "Æ\u{301}bler"]);
    }

    #[test]
    fn an_excerpt_stands_around_what_was_found() {
        let words = Words::default();
        let text = format!("{}Her er\n\nbøge. {}", "Ord ".repeat(60), "Og mere. ".repeat(60));
        let marks = words.marks(&text, &words.asked("bøg"));
        let pieces = excerpt(&text, &marks);
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert!(whole.starts_with("… Ord") && whole.ends_with(" …"), "{whole}");
        assert!(whole.contains("Her er bøge. Og") && whole.chars().count() < 240, "{whole}");
        let found: Vec<_> = pieces.iter().filter(|piece| piece.found).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "bøge");
        assert_eq!(excerpt("Kort 👩‍👩‍👧", &[]), [Piece { text: "Kort 👩‍👩‍👧".to_owned(), found: false }]);
        assert!(excerpt("", &[]).is_empty());
    }

    #[test]
    fn strange_words_do_no_harm() {
        let words = Words::default();
        for text in ["", "   ", "\u{202e}\u{200b}", "👩‍👩‍👧", "العربية", "数字", &"a".repeat(5_000)]
        {
            let asked = words.asked(text);
            assert!(asked.iter().all(|word| word.text.chars().count() <= WORD_MOST), "{text}");
            let _ = words.marks(text, &asked);
        }
        assert_eq!(trigrams("abca"), ["abc", "bca"]);
        assert!(trigrams("ab").is_empty());
    }
}
