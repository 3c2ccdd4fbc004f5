//! Appeals: an author asks that somebody else looks at a decision again.

use serde::{Deserialize, Serialize};

use crate::{FieldFlaw, Flaws, Moment};

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
