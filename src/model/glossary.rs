//! Glossary: the words of a text that are explained where they stand.

use serde::{Deserialize, Serialize};

/// Most words that a text can explain.
pub const GLOSSARY_MAX: usize = 200;
/// Most characters of an explained word.
pub const GLOSS_WORD_MAX: usize = 60;
/// Most characters of an explanation.
pub const GLOSS_MAX: usize = 400;

/// How a Danish word may end where it stands in a sentence: by number, definiteness and case.
const ENDINGS: &[&str] = &[
    "", "s", "e", "es", "n", "ns", "t", "ts", "r", "rs", "en", "ens", "et", "ets", "er", "ers",
    "ne", "nes", "ene", "enes", "rne", "rnes", "erne", "ernes",
];

/// A word and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gloss {
    /// The word as a dictionary has it: letters, digits, hyphens, and spaces between.
    pub word: String,
    /// What it means, in a sentence or two.
    pub explanation: String,
}

impl Gloss {
    /// How many bytes of a text, from its beginning, are this word: in any case, with any ending,
    /// and followed by no other letter. The last consonant may stand twice, as in *bus*, *bussen*.
    #[must_use]
    pub fn begins(&self, text: &str) -> Option<usize> {
        let mut rest = text.char_indices();
        for wanted in self.word.chars() {
            let (_, found) = rest.next()?;
            if found != wanted && !found.to_lowercase().eq(wanted.to_lowercase()) {
                return None;
            }
        }
        let stem = text.len() - rest.as_str().len();
        let tail = &text[stem..];
        let end = tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len());
        let ending = tail[..end].to_lowercase();
        let doubled = self.word.chars().next_back().and_then(|last| ending.strip_prefix(last));
        let known = |ending: &str| ENDINGS.contains(&ending);
        let long = doubled.is_some_and(|ending| !ending.is_empty() && known(ending));
        (known(&ending) || long).then_some(stem + end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(word: &str, text: &'a str) -> Option<&'a str> {
        let gloss = Gloss { word: word.to_owned(), explanation: String::new() };
        gloss.begins(text).map(|end| &text[..end])
    }

    #[test]
    fn a_word_is_found_with_its_endings_and_in_any_case() {
        for text in ["handleplan", "Handleplanen", "HANDLEPLANER", "handleplanernes"] {
            assert_eq!(found("handleplan", &format!("{text} for skolen")), Some(text));
        }
        assert_eq!(found("fagudvalg", "fagudvalgene."), Some("fagudvalgene"));
        assert_eq!(found("pulje", "puljerne"), Some("puljerne"));
        assert_eq!(found("bus", "bussen kører"), Some("bussen"));
        assert_eq!(found("Åben rådgivning", "åben rådgivning,"), Some("åben rådgivning"));
    }

    #[test]
    fn a_part_of_another_word_is_not_the_word() {
        for (word, text) in [
            ("pulje", "puljemidler"),
            ("handleplan", "handleplanlægning"),
            ("pulje", "pul"),
            ("plan", "plan2"),
        ] {
            assert_eq!(found(word, text), None, "{word} in {text}");
        }
    }
}
