//! The office: what the administration itself does in the threads of its hearing. It answers, shows an
//! answer before the others, and keeps an eye on the questions that nobody has answered.
//!
//! Its answers carry the hearing's sender and are guidance, not decisions.

use serde::{Deserialize, Serialize};

use crate::{BODY_MAX, FieldFlaw, Flaws, words};

/// The name over the office's answers where neither the hearing nor who wrote them has one.
pub const OFFICE: &str = "Kommunen";

words! {
    /// What the office says of a comment, for everybody to see.
    Mark {
        /// An answer that is shown before the others.
        Pinned = "pinned",
        /// A question that has its answer.
        Answered = "answered",
    }
}

words! {
    /// How far a question to the office has come.
    Question {
        /// It waits for an answer.
        Open = "open",
        /// It has one.
        Answered = "answered",
        /// It is none, whatever it looks like.
        Not = "not",
    }
}

impl Question {
    /// What a post is that says this: a question that waits, or none.
    #[must_use]
    pub fn of(body: &str) -> Option<Self> {
        asks(body).then_some(Self::Open)
    }
}

/// Whether a text asks something: a question mark ends one of its words. One within an address does
/// not.
#[must_use]
pub fn asks(text: &str) -> bool {
    let closing = |c: char| matches!(c, '?' | '!' | '.' | '"' | '”' | '“' | '»' | '«' | ')' | '\'');
    text.split_whitespace().any(|word| {
        let start = word.trim_end_matches(closing);
        let asked = word[start.len()..].contains('?');
        asked && !start.contains("://") && !start.starts_with("www.")
    })
}

/// What the office sends to answer a post.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewOfficeReply {
    /// The words, 1 to 10,000 characters.
    #[serde(default)]
    pub body: String,
    /// 8 to 64 characters of the client's choice; the same again is the same answer.
    #[serde(default)]
    pub client_key: String,
    /// Whether it is shown before the other answers.
    #[serde(default)]
    pub pinned: bool,
    /// Whether the question is answered by it.
    #[serde(default)]
    pub answered: bool,
}

/// An answer of the office that can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidOfficeReply {
    /// The words.
    pub body: String,
    /// The client's name for it.
    pub client_key: String,
    /// Whether it is shown before the other answers.
    pub pinned: bool,
    /// Whether the question is answered by it.
    pub answered: bool,
}

impl NewOfficeReply {
    /// The answer when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self) -> Result<ValidOfficeReply, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let valid = ValidOfficeReply {
            body: flaws.text("body", &self.body, 1, BODY_MAX),
            client_key: flaws.client_key(&self.client_key),
            pinned: self.pinned,
            answered: self.answered,
        };
        flaws.or(valid)
    }
}

/// What the office sends to say how far a question has come.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewQuestion {
    /// `open`, `answered` or `not`.
    #[serde(default)]
    pub state: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Flaw;

    #[test]
    fn a_question_ends_with_its_mark() {
        for text in ["Hvornår?", "Hvem betaler (og hvor meget?)", "Hvad?! Igen", "»Hvorfor?«"] {
            assert!(asks(text), "{text}");
        }
        for text in ["Nej.", "https://kk.dk/soeg?q=park", "https://kk.dk/soeg?", "www.kk.dk?", ""] {
            assert!(!asks(text), "{text}");
        }
    }

    #[test]
    fn an_answer_has_words_and_a_key() {
        let new = NewOfficeReply { client_key: "12345678".to_owned(), ..NewOfficeReply::default() };
        assert_eq!(new.check().unwrap_err()[0].flaw, Flaw::Missing);
        let new = NewOfficeReply { body: " Ja. ".to_owned(), pinned: true, ..new };
        let valid = new.check().unwrap();
        assert_eq!((valid.body.as_str(), valid.pinned, valid.answered), ("Ja.", true, false));
    }
}
