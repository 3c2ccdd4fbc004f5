//! What is wrong with one field of what somebody sent, and the checks that every form shares.

use serde::{Deserialize, Serialize};

use crate::{clean, is_visible, one_line, words};

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

    /// The text, [cleaned](clean), when it has `min` to `max` characters; otherwise notes why not.
    pub fn text(&mut self, field: &str, text: &str, min: usize, max: usize) -> String {
        self.measured(field, clean(text), min, max)
    }

    /// As [`Flaws::text`], for a field of [one line](one_line).
    pub fn line(&mut self, field: &str, text: &str, min: usize, max: usize) -> String {
        self.measured(field, one_line(text), min, max)
    }

    /// Characters are counted as Unicode has them, also those that cannot be seen. A text in which
    /// nothing can be seen is an empty one.
    fn measured(&mut self, field: &str, text: String, min: usize, max: usize) -> String {
        let text = if is_visible(&text) { text } else { String::new() };
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

    /// As [`Flaws::optional`], for a field of [one line](one_line).
    pub fn optional_line(&mut self, field: &str, text: Option<&str>, max: usize) -> Option<String> {
        text.map(|text| self.line(field, text, 0, max)).filter(|text| !text.is_empty())
    }

    /// The client's own name for what it sends, 8 to 64 characters of its choice.
    pub fn client_key(&mut self, key: &str) -> String {
        self.key("client_key", key)
    }

    /// What a client made up by chance, 8 to 64 characters of its choice.
    pub fn key(&mut self, field: &str, key: &str) -> String {
        let length = key.chars().count();
        if length < CLIENT_KEY_MIN {
            self.note(field, if length == 0 { Flaw::Missing } else { Flaw::TooShort });
        } else if length > CLIENT_KEY_MAX {
            self.note(field, Flaw::TooLong);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_which_nothing_can_be_seen_is_missing() {
        let mut flaws = Flaws::default();
        assert_eq!(flaws.text("body", "\u{200B}\u{2060}\n", 1, 3), "");
        assert_eq!(flaws.line("name", "\u{3164}", 1, 3), "");
        assert_eq!(flaws.optional_line("district", Some("\u{2800}"), 3), None);
        let fields = flaws.or(()).unwrap_err();
        assert!(fields.iter().all(|field| field.flaw == Flaw::Missing));
        assert_eq!(fields.len(), 2);
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
