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
/// Most different words by which something similar is looked for.
const TELLING_MOST: usize = 8;
/// Shorter words are parts of too many others that mean something else ("dag" of "dagtilbud").
const TELLING_LEAST: usize = 4;
/// Shorter parts of words stand in too many of them.
const PART_LEAST: usize = 3;
/// A shorter stem is a part of too many words that mean something else ("tur" of "kultur").
const STEM_LEAST: usize = 4;
/// Words of four letters and more, folded, that say nothing of what a text is about.
const SMALL: &str = " alle anden andet andre baade bare blev blive bliver boer denne deres dette \
    disse efter eller faar flere fleste foer fordi forslag gaar gang gerne give giver gode godt \
    goer goere have hele helt hvad hvem hver hvert hvis hvor hvordan hvorfor ikke ingen jeres \
    komme kommer kommune kommunen kunne lave lige mange meget mellem mens mere mest mine naar \
    nogen noget nogle ogsaa over sammen selv sine skal skulle staar synes tage ting under vaere \
    ville vores ";

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
    /// Whether a word of a text is meant: it has the same stem, or this is a part of it, as it was
    /// asked or in another form.
    #[must_use]
    pub fn means(&self, word: &str, stem: &str) -> bool {
        let part = self.text.chars().count() >= PART_LEAST && word.contains(&self.text);
        self.stem == stem || part || self.is_form_in(word, stem)
    }

    /// Whether another form of it is a part of a word. A short stem must be its last part ("skoler"
    /// in "folkeskolen"), for within a word it may be the beginning of something else ("planer" does
    /// not mean "planter"). A longer one says enough wherever it stands.
    fn is_form_in(&self, word: &str, stem: &str) -> bool {
        let letters = self.stem.chars().count();
        let last = letters >= STEM_LEAST && stem.ends_with(&self.stem);
        last || (letters > STEM_LEAST && word.contains(&self.stem))
    }

    /// What every word contains that this is a part of; `None` when it is too short for that.
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        let (text, stem) = (self.text.as_str(), self.stem.as_str());
        // The stemmer only takes endings away, so what holds the word holds its stem.
        let part =
            if stem.chars().count() >= STEM_LEAST && text.starts_with(stem) { stem } else { text };
        (part.chars().count() >= PART_LEAST).then_some(part)
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

    /// The first words of a text that tell what it is about, each once.
    #[must_use]
    pub fn telling(&self, text: &str) -> Vec<Asked> {
        let mut telling: Vec<Asked> = Vec::new();
        for (_, text) in tokens(text) {
            let word = Asked { stem: self.stem(&text), text };
            let known = telling.iter().any(|other| other.stem == word.stem);
            let small = SMALL.contains(&format!(" {} ", word.text));
            let long = word.text.chars().count() >= TELLING_LEAST;
            if telling.len() < TELLING_MOST && long && !known && !small {
                telling.push(word);
            }
        }
        telling
    }

    /// How many words of a question a text holds.
    #[must_use]
    pub fn held(&self, text: &str, asked: &[Asked]) -> usize {
        let mut held = vec![false; asked.len()];
        for (_, word) in tokens(text) {
            let stem = self.stem(&word);
            for (held, asked) in held.iter_mut().zip(asked) {
                *held = *held || asked.means(&word, &stem);
            }
        }
        held.into_iter().filter(|held| *held).count()
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
            ("ordninger", "en mentorordning"),
            ("ordninger", "Mentorordningen"),
            ("ordningen", "ordningsmodeller"),
            ("skoler", "folkeskolen"),
            ("skolerne", "en folkeskole"),
            ("aalborg", "Ålborg"),
            ("cafe", "En café"),
            ("ae", "æ"),
        ] {
            assert!(means(asked, text), "{asked} in {text}");
        }
        for (asked, text) in [
            ("ordning", "orden"),
            ("by", "bybilledet"),
            ("hest", "fest"),
            // A stem is more careful than a word: it was not asked as it stands.
            ("planer", "planter"),
            ("ture", "kultur"),
            ("orden", "fjord"),
        ] {
            assert!(!means(asked, text), "{asked} in {text}");
        }
    }

    #[test]
    fn what_is_looked_for_in_the_index_stands_in_every_word_that_is_meant() {
        let part = |word: &str| {
            let asked = Words::default().asked(word).pop();
            asked.and_then(|asked| asked.part().map(str::to_owned))
        };
        assert_eq!(part("ordninger").as_deref(), Some("ordning"));
        assert_eq!(part("skoler").as_deref(), Some("skol"));
        assert_eq!(part("ture").as_deref(), Some("ture"));
        assert_eq!(part("by"), None);
    }

    #[test]
    fn how_much_of_a_question_a_text_holds_is_counted_by_word() {
        let words = Words::default();
        let asked = words.asked("mentorer til skolen");
        assert_eq!(words.held("Mentorer, mentorer: mentorordning", &asked), 1);
        assert_eq!(words.held("En skole til hver mentor", &asked), 3);
        assert_eq!(words.held("", &asked), 0);
    }

    #[test]
    fn what_a_text_is_about_stands_in_its_longer_words() {
        let text = "Vi skal have bænke på torvet, og bænken må ikke koste noget. \
            Fire, fem, seks, otte, atten, tyve, tredive";
        let telling = Words::default().telling(text);
        let told: Vec<&str> = telling.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(told, ["baenke", "torvet", "koste", "fire", "seks", "otte", "atten", "tyve"]);
        assert!(Words::default().telling("Det er os, der skal have mere").is_empty());
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
