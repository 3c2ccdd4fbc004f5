//! Reports: a reader says that a post breaks the rules.

use serde::{Deserialize, Serialize};

use crate::{FieldFlaw, Flaw, Flaws, RuleName};

/// Most characters of what a reader adds.
pub const REPORT_MAX: usize = 1_000;

/// The reason for anything that no rule names.
pub const REPORT_OTHER: &str = "andet";

/// What a reader sends to report a post.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewReport {
    /// The id of a rule, or `andet`.
    #[serde(default)]
    pub reason: String,
    /// What the reader adds.
    #[serde(default)]
    pub text: Option<String>,
    /// 8 to 64 characters of the client's choice.
    #[serde(default)]
    pub client_key: String,
}

/// A report that can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidReport {
    /// The id of a rule, or `andet`.
    pub reason: String,
    /// What the reader adds.
    pub text: Option<String>,
    /// The client's name for it.
    pub client_key: String,
}

impl NewReport {
    /// The report when every field can be taken. Whether the hearing has such a rule the store knows.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self) -> Result<ValidReport, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        if self.reason.is_empty() {
            flaws.note("reason", Flaw::Missing);
        }
        let valid = ValidReport {
            reason: self.reason.clone(),
            text: flaws.optional("text", self.text.as_deref(), REPORT_MAX),
            client_key: flaws.client_key(&self.client_key),
        };
        flaws.or(valid)
    }
}

/// How often a post was reported for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportCount {
    /// The id of a rule, or `andet`.
    pub reason: String,
    /// How that rule is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<RuleName>,
    /// How many readers gave it.
    pub count: i64,
}
