//! Appeals: an author asks that somebody else looks at a decision again, about a post or about
//! themselves.

use serde::{Deserialize, Serialize};

use crate::{DECISION_REASON_MAX, FieldFlaw, Flaws, Measure, Moment, RuleName};

/// Most characters of an appeal.
pub const APPEAL_MAX: usize = 2_000;

/// What an author sends to appeal.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAppeal {
    /// Why the decision is wrong, 1 to 2,000 characters.
    #[serde(default)]
    pub text: String,
}

impl NewAppeal {
    /// The words when they can be taken.
    ///
    /// # Errors
    /// The field `text` when they cannot.
    pub fn check(&self) -> Result<String, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let text = flaws.text("text", &self.text, 1, APPEAL_MAX);
        flaws.or(text)
    }
}

/// An appeal, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appeal {
    /// Why the decision is wrong, in its author's words.
    pub text: String,
    /// When it was sent.
    pub created: Moment,
    /// Whether the post is back; `None` as long as nobody has decided.
    pub granted: Option<bool>,
    /// What the second moderator answered.
    pub answer: Option<String>,
}

/// An appeal against what was decided about a person, as moderators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeasureAppeal {
    /// The appeal's permanent name.
    pub id: String,
    /// Whose posts it is about, by the name that they show.
    pub name: String,
    /// What was done: [`Measure::Pause`] or [`Measure::Hold`].
    pub measure: Measure,
    /// When.
    pub at: Moment,
    /// Who decided it, by their mail address.
    pub by: Option<String>,
    /// The rule that it was done for.
    pub rule: Option<String>,
    /// How that rule is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<RuleName>,
    /// What its author was told.
    pub reason: Option<String>,
    /// Whether it holds by now: a pause may have ended by itself.
    pub holds: bool,
    /// What is said against it.
    pub appeal: Appeal,
}

/// What a moderator sends to answer an appeal against what was decided about a person.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAppealAnswer {
    /// Whether it is granted: then the pause or the hold is lifted.
    #[serde(default)]
    pub granted: bool,
    /// Why, as whoever appealed will read it; needed when it is not granted.
    #[serde(default)]
    pub reason: Option<String>,
}

impl NewAppealAnswer {
    /// The reason when it can be taken.
    ///
    /// # Errors
    /// The field `reason` when it cannot.
    pub fn check(&self) -> Result<Option<String>, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let reason = self.reason.as_deref().unwrap_or_default();
        let reason = flaws.text("reason", reason, usize::from(!self.granted), DECISION_REASON_MAX);
        flaws.or(Some(reason).filter(|reason| !reason.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_does_not_grant_an_appeal_says_why() {
        let answer = |granted, reason: &str| {
            NewAppealAnswer { granted, reason: Some(reason.to_owned()) }.check()
        };
        assert_eq!(answer(false, " ").unwrap_err()[0].field, "reason");
        assert_eq!(answer(true, " "), Ok(None));
        assert_eq!(answer(false, " Nej "), Ok(Some("Nej".to_owned())));
        assert!(answer(true, &"x".repeat(DECISION_REASON_MAX + 1)).is_err());
    }
}
