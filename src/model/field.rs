//! What is wrong with one field of what somebody sent, and the checks that every form shares.

use serde::{Deserialize, Serialize};

use crate::words;

words! {
    /// Why a field was refused. The client has a sentence for each.
    Flaw {
        /// Nothing was given, or only white space.
        Missing = "missing",
        /// More characters than allowed.
        TooLong = "too-long",
        /// Fewer characters than needed.
        TooShort = "too-short",
        /// Not one of the values that are allowed.
        Unknown = "unknown",
        /// Not of the form that is needed (an address without @, say).
        Malformed = "malformed",
        /// The same as what stands there already.
        Unchanged = "unchanged",
    }
}

/// One field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldFlaw {
    /// The name of the field in the JSON that was sent.
    pub field: String,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// Collects the flaws of a form, so that a person hears of all of them at once.
#[derive(Debug, Default)]
pub struct Flaws(Vec<FieldFlaw>);

impl Flaws {
    /// Notes a flaw of a field.
    pub fn note(&mut self, field: &str, flaw: Flaw) {
        self.0.push(FieldFlaw { field: field.to_owned(), flaw });
    }

    /// The trimmed text when it has `min` to `max` characters; otherwise notes why not.
    pub fn text(&mut self, field: &str, text: &str, min: usize, max: usize) -> String {
        let text = clean(text);
        let length = text.chars().count();
        if length == 0 && min > 0 {
            self.note(field, Flaw::Missing);
        } else if length < min {
            self.note(field, Flaw::TooShort);
        } else if length > max {
            self.note(field, Flaw::TooLong);
        }
        text
    }

    /// As [`Flaws::text`], for a field that may be left out; an empty one counts as left out.
    pub fn optional(&mut self, field: &str, text: Option<&str>, max: usize) -> Option<String> {
        text.map(|text| self.text(field, text, 0, max)).filter(|text| !text.is_empty())
    }

    /// The client's own name for what it sends, 8 to 64 characters of its choice.
    pub fn client_key(&mut self, key: &str) -> String {
        let length = key.chars().count();
        if length < CLIENT_KEY_MIN {
            self.note("client_key", if length == 0 { Flaw::Missing } else { Flaw::TooShort });
        } else if length > CLIENT_KEY_MAX {
            self.note("client_key", Flaw::TooLong);
        }
        key.to_owned()
    }

    /// The value when nothing was noted.
    ///
    /// # Errors
    /// All flaws that were noted.
    pub fn or<T>(self, value: T) -> Result<T, Vec<FieldFlaw>> {
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }
}

/// Fewest characters of a client key.
pub const CLIENT_KEY_MIN: usize = 8;
/// Most characters of a client key.
pub const CLIENT_KEY_MAX: usize = 64;

/// Trimmed, with line ends as `\n` and without the characters that no text needs: control
/// characters (a NUL is refused by PostgreSQL) and the bidirectional overrides that can make a
/// text read as something else than it says (Unicode TR36).
#[must_use]
pub fn clean(text: &str) -> String {
    let unsafe_char = |c: char| {
        (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202A}'..='\u{202E}')
    };
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| !unsafe_char(*c))
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_rid_of_control_characters() {
        assert_eq!(clean("  hej\u{0}\r\nmed \u{202E}dig \u{7}\n"), "hej\nmed dig");
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        let mut flaws = Flaws::default();
        flaws.text("body", "øøø", 1, 3);
        assert_eq!(flaws.or(()), Ok(()));
    }

    #[test]
    fn every_flaw_is_told_at_once() {
        let mut flaws = Flaws::default();
        flaws.text("body", " ", 1, 3);
        flaws.client_key("short");
        let fields: Vec<_> = flaws.or(()).unwrap_err();
        assert_eq!(
            fields.iter().map(|f| f.flaw).collect::<Vec<_>>(),
            [Flaw::Missing, Flaw::TooShort]
        );
    }
}
