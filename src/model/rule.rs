//! The rules of the conversation, by which a moderator may hide a post: each hearing has its own.
//!
//! A restriction must pursue an objective purpose, go no further than needed and treat like cases
//! alike (the ministry's summary 13.8.1, 2013), so every hidden post names one of these. Therefore the
//! words of a rule never change once it stands, and no number is ever given twice: what a decision
//! named says the same for ever. A wrong rule is retired, and another one takes its place.

use serde::{Deserialize, Serialize};

use crate::{FieldFlaw, Flaw, Flaws, Moment};

/// Most characters of what a rule asks.
pub const RULE_TITLE_MAX: usize = 80;
/// Most characters of what is said about it.
pub const RULE_TEXT_MAX: usize = 500;
/// Most rules of a hearing, retired ones among them.
pub const RULES_MAX: usize = 20;

/// The permanent names of the rules that every hearing begins with, in the order of their numbers. Their
/// words are the interface's, in each of its languages.
pub const STANDARD_RULES: [&str; 6] = ["emnet", "tonen", "hetz", "privat", "reklame", "ulovligt"];

/// A rule as a consultation publishes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rule {
    /// Its permanent name, within the consultation.
    pub id: String,
    /// Its permanent number, from 1.
    #[serde(default)]
    pub number: i64,
    /// What it asks: in Danish, or in the hearing's language where the rule is its own.
    pub title: String,
    /// What is said about it, in the same language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whether the hearing's staff wrote it, so that it stands in the hearing's language alone.
    #[serde(default)]
    pub own: bool,
    /// Since when no post can be hidden by it any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired: Option<Moment>,
}

/// A rule as it is named where something was done by it. It may be retired by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleName {
    /// Its number.
    pub number: i64,
    /// What it asks.
    pub title: String,
    /// Whether it stands in the hearing's language alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
}

/// A rule, and how it has been used in its hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleUse {
    /// The rule.
    pub rule: Rule,
    /// How many posts were hidden by it.
    pub hidden: i64,
    /// How many had words struck out by it.
    pub redacted: i64,
}

/// The rules of a hearing as staff see them, retired ones among them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HearingRules {
    /// All of them, in the order of their numbers.
    pub items: Vec<Rule>,
    /// The hearing's [turns](crate::Hearing::turns).
    pub turns: i64,
}

/// What is sent to give a hearing another rule.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRule {
    /// What it asks, 1 to 80 characters.
    #[serde(default)]
    pub title: String,
    /// What is said about it, at most 500 characters.
    #[serde(default)]
    pub text: Option<String>,
    /// The hearing's [turns](crate::Hearing::turns) that one saw.
    #[serde(default)]
    pub turns: Option<i64>,
}

/// A rule that can be put up, unless the hearing has it already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidRule {
    /// What it asks.
    pub title: String,
    /// What is said about it.
    pub text: Option<String>,
    /// The hearing's turns that one saw.
    pub turns: i64,
}

impl NewRule {
    /// The rule when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self) -> Result<ValidRule, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let title = flaws.line("title", &self.title, 1, RULE_TITLE_MAX);
        let text = flaws.optional("text", self.text.as_deref(), RULE_TEXT_MAX);
        if self.turns.is_none() {
            flaws.note("turns", Flaw::Missing);
        }
        flaws.or(ValidRule { title, text, turns: self.turns.unwrap_or_default() })
    }
}

/// What is sent to retire a rule, or to bring it back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleStanding {
    /// Whether posts can be hidden by it from now on.
    #[serde(default)]
    pub stands: Option<bool>,
    /// The hearing's [turns](crate::Hearing::turns) that one saw.
    #[serde(default)]
    pub turns: Option<i64>,
}

impl RuleStanding {
    /// Whether it is to stand, and the turns that were seen.
    ///
    /// # Errors
    /// Each of the two that was not sent.
    pub fn check(&self) -> Result<(bool, i64), Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        if self.stands.is_none() {
            flaws.note("stands", Flaw::Missing);
        }
        if self.turns.is_none() {
            flaws.note("turns", Flaw::Missing);
        }
        flaws.or((self.stands.unwrap_or_default(), self.turns.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(title: &str, text: &str) -> NewRule {
        NewRule { title: title.to_owned(), text: Some(text.to_owned()), turns: Some(1) }
    }

    #[test]
    fn a_rule_is_a_line_and_may_have_no_more_to_say() {
        let rule = new(" Skriv\nkort ", " ").check().unwrap();
        assert_eq!((rule.title.as_str(), rule.text), ("Skriv kort", None));
        assert!(new(&"ø".repeat(RULE_TITLE_MAX), &"ø".repeat(RULE_TEXT_MAX)).check().is_ok());
    }

    #[test]
    fn what_no_rule_can_be_is_told_all_at_once() {
        let bad = NewRule { turns: None, ..new("\u{200B}", &"x".repeat(RULE_TEXT_MAX + 1)) };
        let flaws = bad.check().unwrap_err();
        let told: Vec<_> = flaws.iter().map(|flaw| (flaw.field.as_str(), flaw.flaw)).collect();
        assert_eq!(
            told,
            [("title", Flaw::Missing), ("text", Flaw::TooLong), ("turns", Flaw::Missing)]
        );
        let long = new(&"x".repeat(RULE_TITLE_MAX + 1), "").check().unwrap_err();
        assert_eq!((long[0].field.as_str(), long[0].flaw), ("title", Flaw::TooLong));
        assert_eq!(RuleStanding::default().check().unwrap_err().len(), 2);
    }
}
