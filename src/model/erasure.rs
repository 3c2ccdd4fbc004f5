//! Erasure: somebody asks that what they wrote is deleted, and gets a reasoned answer within a month.
//!
//! A municipality may refuse what it has to keep (article 17(3)(b) of the General Data Protection
//! Regulation), but it must answer within a month (article 12(3)). Whatever it answers, the original
//! stays in the case: what changes is what the public reads.

use serde::{Deserialize, Serialize};

use crate::{Author, FieldFlaw, Flaw, Flaws, Moment, PostState, words};

/// Most characters of why somebody asks.
pub const ERASURE_REASON_MAX: usize = 2_000;
/// Most characters of the answer.
pub const ERASURE_REPLY_MAX: usize = 2_000;
/// What the public reads in place of a name that was taken away.
pub const NAMELESS: &str = "Deltager";

words! {
    /// What is done about it.
    ErasureOutcome {
        /// The posts are no longer shown.
        Unpublish = "unpublish",
        /// The posts are shown without their author's name.
        Pseudonymise = "pseudonymise",
        /// All stays as it is.
        Refuse = "refuse",
    }
}

/// What somebody sends to ask.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewErasure {
    /// The post, by its permanent name; all that they wrote when left out.
    #[serde(default)]
    pub post: Option<String>,
    /// Why, if they want to say so; at most 2,000 characters.
    #[serde(default)]
    pub reason: Option<String>,
}

impl NewErasure {
    /// The reason when it can be taken.
    ///
    /// # Errors
    /// The field `reason` when it cannot.
    pub fn check(&self) -> Result<Option<String>, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let reason = flaws.optional("reason", self.reason.as_deref(), ERASURE_REASON_MAX);
        flaws.or(reason)
    }
}

/// What an editor sends to answer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewErasureAnswer {
    /// `unpublish`, `pseudonymise` or `refuse`.
    #[serde(default)]
    pub outcome: String,
    /// Why, 1 to 2,000 characters. Whoever asked reads it.
    #[serde(default)]
    pub reply: String,
}

impl NewErasureAnswer {
    /// The answer when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self) -> Result<(ErasureOutcome, String), Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let outcome = ErasureOutcome::from_word(&self.outcome);
        if outcome.is_none() {
            let missing = self.outcome.is_empty();
            flaws.note("outcome", if missing { Flaw::Missing } else { Flaw::Unknown });
        }
        let reply = flaws.text("reply", &self.reply, 1, ERASURE_REPLY_MAX);
        // Refuse is never taken: without an outcome a flaw was noted.
        flaws.or((outcome.unwrap_or(ErasureOutcome::Refuse), reply))
    }
}

/// A case, as whoever asked sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Erasure {
    /// Permanent name.
    pub id: String,
    /// `comment` or `proposal`; `None` when it is about all that they wrote.
    pub kind: Option<String>,
    /// The post that it is about.
    pub post: Option<String>,
    /// The consultation that the post stands in, by its name in addresses.
    pub consultation: Option<String>,
    /// Why they ask.
    pub reason: Option<String>,
    /// When they asked.
    pub created: Moment,
    /// Until when it must be answered: the last moment of that day in Denmark.
    pub due: Moment,
    /// When it was answered.
    pub answered: Option<Moment>,
    /// What was done.
    pub outcome: Option<ErasureOutcome>,
    /// Why.
    pub reply: Option<String>,
}

/// A post that a case is about, as the desk sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErasurePost {
    /// `comment` or `proposal`.
    pub kind: String,
    /// Its permanent name.
    pub id: String,
    /// What it says, or what the proposal is called.
    pub words: String,
    /// How far it has come.
    pub state: PostState,
    /// Whether the public reads it without a name.
    pub nameless: bool,
    /// When it was sent.
    pub created: Moment,
}

/// A case, as the desk sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErasureCase {
    /// The case.
    pub case: Erasure,
    /// Who asked; without a name when they have asked to be forgotten since.
    pub author: Author,
    /// Whether a mail goes to them with the answer.
    pub mailed: bool,
    /// Whether it should have been answered by now.
    pub overdue: bool,
    /// The mail address of who answered.
    pub by: Option<String>,
    /// How many posts it is about.
    pub total: i64,
    /// The newest of them, at most a hundred; none in a list of cases.
    pub posts: Vec<ErasurePost>,
}

/// A page of cases, with how many wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Erasures {
    /// The cases: those that wait with the one that is due first, or those that were answered with the
    /// newest answer first.
    pub items: Vec<ErasureCase>,
    /// Where to read on; `None` at the end.
    pub next: Option<String>,
    /// How many there are in this list.
    pub total: i64,
    /// How many wait.
    pub open: i64,
    /// How many of these should have been answered by now.
    pub overdue: i64,
}

impl Author {
    /// The author of a post whose name was taken away.
    #[must_use]
    pub fn nameless(self) -> Self {
        Self { name: NAMELESS.to_owned(), district: None, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_needs_an_outcome_and_a_reason() {
        let fields: Vec<String> = NewErasureAnswer::default()
            .check()
            .unwrap_err()
            .into_iter()
            .map(|flaw| format!("{}: {}", flaw.field, flaw.flaw.word()))
            .collect();
        assert_eq!(fields, ["outcome: missing", "reply: missing"]);
        let unknown = NewErasureAnswer { outcome: "delete".to_owned(), reply: "x".to_owned() };
        assert_eq!(unknown.check().unwrap_err()[0].flaw, Flaw::Unknown);
        let good = NewErasureAnswer { outcome: "refuse".to_owned(), reply: " x ".to_owned() };
        assert_eq!(good.check(), Ok((ErasureOutcome::Refuse, "x".to_owned())));
    }

    #[test]
    fn a_reason_may_be_left_out() {
        assert_eq!(NewErasure::default().check(), Ok(None));
        let long = NewErasure { reason: Some("x".repeat(2_001)), ..NewErasure::default() };
        assert_eq!(long.check().unwrap_err()[0].flaw, Flaw::TooLong);
    }
}
