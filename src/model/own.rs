//! What is one's own: all that somebody wrote, whatever its state, with where it stands; and what
//! else there is of them.

use serde::{Deserialize, Serialize};

use crate::{Appeal, Comment, DecisionKind, Measure, Moment, Revision, RuleName, words};

/// A post of one's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Own<T> {
    /// The post, as its author sees it.
    #[serde(flatten)]
    pub post: T,
    /// Where it stands.
    pub place: Whereabouts,
    /// What one said against a moderator's decision on it, and what came of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<Appeal>,
    /// What the office answered to what only it can read: nobody else finds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub office: Vec<Comment>,
}

/// Where a post stands, in words enough for a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Whereabouts {
    /// The consultation, by its name in addresses.
    pub consultation: String,
    /// What the hearing is called.
    pub hearing: String,
    /// The label of the section, if it has one.
    pub label: Option<String>,
    /// What the section, the proposal or the piece of news is called, when it can be read.
    pub title: Option<String>,
    /// The number of the proposal, when it stands on one.
    pub number: Option<i64>,
    /// Whether what people wrote there has left the site.
    #[serde(default)]
    pub gone: bool,
}

/// That one agreed with a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnSupport {
    /// The post.
    pub post: String,
    /// Since when.
    pub created: Moment,
}

words! {
    /// What came of a report.
    ReportOutcome {
        /// A moderator hid the post.
        Hidden = "hidden",
        /// A moderator struck out words of it.
        Redacted = "redacted",
        /// A moderator looked at it and left it.
        Kept = "kept",
        /// Its author took it back before anybody decided.
        Withdrawn = "withdrawn",
    }
}

/// That one reported a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnReport {
    /// The report's permanent name.
    pub id: String,
    /// The post.
    pub post: String,
    /// Which rule it breaks, or `andet`.
    pub reason: String,
    /// How that rule is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<RuleName>,
    /// What one added.
    pub text: Option<String>,
    /// When.
    pub created: Moment,
    /// What came of it; `None` as long as nobody has decided.
    #[serde(default)]
    pub outcome: Option<ReportOutcome>,
    /// When that was decided.
    #[serde(default)]
    pub decided: Option<Moment>,
    /// The consultation that the post belongs to, by its name in addresses.
    #[serde(default)]
    pub consultation: Option<String>,
    /// Whether the post is a proposal.
    #[serde(default)]
    pub proposal: bool,
}

/// A device that one handed oneself over to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDevice {
    /// Since when it knows who one is.
    pub created: Moment,
}

/// A post of one's own with all that it said before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Whole<T> {
    /// The post, with where it stands.
    #[serde(flatten)]
    pub own: Own<T>,
    /// What it said before, oldest first.
    pub earlier: Vec<Revision>,
}

/// A measure that was taken about oneself, or lifted. Who took it is not told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnMeasure {
    /// What was done: [`Measure::Pause`], [`Measure::Hold`], or what lifted one of them.
    pub measure: Measure,
    /// When.
    pub at: Moment,
    /// Until when a pause was to last; `None` when it, as a hold does, lasts until it is lifted.
    pub until: Option<Moment>,
    /// The consultation in which it was done, by its name in addresses.
    pub consultation: Option<String>,
    /// The rule that it was done for.
    pub rule: Option<String>,
    /// How that rule is named.
    pub by_rule: Option<RuleName>,
    /// What the moderator wrote.
    pub reason: Option<String>,
    /// What one said against it, and what came of that.
    pub appeal: Option<Appeal>,
}

/// What one said against a decision on a post of one's own, with what came of that. Who decided is not
/// told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnAppeal {
    /// The post.
    pub post: String,
    /// Whether the post is a proposal.
    pub proposal: bool,
    /// What was decided.
    pub decision: DecisionKind,
    /// When.
    pub decided: Moment,
    /// The rule that it was decided by.
    pub rule: Option<String>,
    /// How that rule is named.
    pub by_rule: Option<RuleName>,
    /// What the moderator wrote.
    pub reason: Option<String>,
    /// What one said against it.
    #[serde(flatten)]
    pub appeal: Appeal,
}
