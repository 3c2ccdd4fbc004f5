//! Statements: what the site says of itself. The law wants most of them. The program brings a standard
//! text for each, and staff put their own in its place.

use serde::{Deserialize, Serialize};

use crate::{FieldFlaw, Flaw, Flaws, Moment, words};

/// Most characters of a statement.
pub const STATEMENT_MAX: usize = 30_000;

words! {
    /// What is stated.
    StatementName {
        /// What stands above the numbered rules of the conversation.
        Rules = "rules",
        /// What is stored about whom (GDPR, article 13).
        Privacy = "privacy",
        /// What is kept in a reader's browser.
        Cookies = "cookies",
        /// The accessibility statement.
        Accessibility = "accessibility",
        /// Who is behind the site, and how to reach them.
        Contact = "contact",
    }
}

/// A statement in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statement {
    /// What is stated.
    pub name: StatementName,
    /// Its language, as in BCP 47.
    pub lang: String,
    /// How often it was changed: 0 as long as nobody has.
    pub number: i64,
    /// Whether it is the program's own text.
    pub standard: bool,
    /// The text, as Markdown.
    pub markdown: String,
    /// The same as HTML, sanitized.
    pub html: String,
    /// When it was changed last.
    pub changed: Option<Moment>,
    /// The mail address of who changed it last.
    pub by: Option<String>,
}

/// What an editor sends to put another text in a statement's place.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewStatement {
    /// The text, as Markdown, 1 to 30,000 characters.
    #[serde(default)]
    pub markdown: String,
    /// The [number](Statement::number) of the text that one began from. When it has become another
    /// one, somebody else was quicker.
    #[serde(default)]
    pub number: Option<i64>,
}

/// A text that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidStatement {
    /// The text, as Markdown.
    pub markdown: String,
    /// The number of the text that one began from.
    pub number: i64,
}

impl NewStatement {
    /// The text when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self) -> Result<ValidStatement, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let markdown = self.words(&mut flaws);
        if self.number.is_none() {
            flaws.note("number", Flaw::Missing);
        }
        flaws.or(ValidStatement { markdown, number: self.number.unwrap_or_default() })
    }

    /// The words alone, to see what they will look like.
    ///
    /// # Errors
    /// The field when they cannot be taken.
    pub fn check_words(&self) -> Result<String, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let markdown = self.words(&mut flaws);
        flaws.or(markdown)
    }

    fn words(&self, flaws: &mut Flaws) -> String {
        flaws.text("markdown", &self.markdown, 1, STATEMENT_MAX)
    }
}

/// What a text looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// The text as HTML, sanitized.
    pub html: String,
}

/// The address of the accessibility statement at the Agency for Digital Government, when the text on
/// accessibility links to one. There alone the law counts it as published (bekendtgørelse 904 of 2019).
#[must_use]
pub fn was_address(html: &str) -> Option<&str> {
    const THERE: &str = "https://was.digst.dk/";
    let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'/');
    links
        .filter(|link| link.strip_prefix(THERE).is_some_and(|name| !name.trim().is_empty()))
        .find(|link| link[THERE.len()..].bytes().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_has_words_and_tells_what_it_began_from() {
        let flaws = NewStatement { markdown: " \n".to_owned(), number: None }.check().unwrap_err();
        assert_eq!(flaws.iter().map(|flaw| flaw.flaw).collect::<Vec<_>>(), [Flaw::Missing; 2]);
        let long = NewStatement { markdown: "x".repeat(STATEMENT_MAX + 1), number: Some(0) };
        assert_eq!(long.check().unwrap_err()[0].flaw, Flaw::TooLong);
        let good = NewStatement { markdown: " Hej\r\n".to_owned(), number: Some(3) };
        let valid = ValidStatement { markdown: "Hej".to_owned(), number: 3 };
        assert_eq!(good.check(), Ok(valid));
    }

    #[test]
    fn only_a_statement_of_ones_own_at_the_agency_is_its_address() {
        let link = |to: &str| format!("<p><a href=\"/kontakt\">a</a> <a href=\"{to}\">b</a></p>");
        let own = "https://was.digst.dk/bland-dig-kk-dk";
        assert_eq!(was_address(&link(own)), Some(own));
        for other in [
            "https://was.digst.dk/",
            "https://was.digst.dk",
            "http://was.digst.dk/x",
            "https://was.digst.dk.example/x",
            "https://example.dk/?https://was.digst.dk/x",
            "https://was.digst.dk/x?y=z",
        ] {
            assert_eq!(was_address(&link(other)), None, "{other}");
        }
    }
}
