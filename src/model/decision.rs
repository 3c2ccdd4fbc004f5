//! Decisions: what a moderator did to a post. Written once, never changed.

use serde::{Deserialize, Serialize};

use crate::{
    Author, Comment, FieldFlaw, Flaw, Flaws, Moment, OutlineLink, PostState, Proposal, ReportCount,
    rule, words,
};

/// Most characters of a moderator's reason.
pub const DECISION_REASON_MAX: usize = 2_000;

words! {
    /// What a moderator did.
    DecisionKind {
        /// Took a post out of sight.
        Hide = "hide",
        /// Brought a hidden post back.
        Restore = "restore",
        /// Looked at a post and left it.
        Approve = "approve",
        /// Struck out words.
        Redact = "redact",
    }
}

impl DecisionKind {
    /// The state that a post has afterwards, or `None` when this cannot be done to it.
    #[must_use]
    pub const fn after(self, state: PostState) -> Option<PostState> {
        match (self, state) {
            (Self::Hide, PostState::Visible | PostState::Pending) => Some(PostState::Hidden),
            (Self::Restore, PostState::Hidden)
            | (Self::Approve, PostState::Visible | PostState::Pending) => Some(PostState::Visible),
            (Self::Redact, PostState::Visible | PostState::Pending | PostState::Hidden) => {
                Some(PostState::Redacted)
            }
            _ => None,
        }
    }
}

/// What a moderator sends to act on a post.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewDecision {
    /// The id of the rule that the post breaks; needed to hide.
    #[serde(default)]
    pub rule: Option<String>,
    /// What the author will read; needed to hide.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A decision that can be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidDecision {
    /// What is done.
    pub kind: DecisionKind,
    /// The rule that the post breaks.
    pub rule: Option<String>,
    /// What the author will read.
    pub reason: Option<String>,
}

impl NewDecision {
    /// The decision when every field can be taken. Hiding needs a rule and a reason.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self, kind: DecisionKind) -> Result<ValidDecision, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let hides = kind == DecisionKind::Hide;
        match self.rule.as_deref() {
            None | Some("") if hides => flaws.note("rule", Flaw::Missing),
            Some(id) if !id.is_empty() && rule(id).is_none() => flaws.note("rule", Flaw::Unknown),
            _ => {}
        }
        let reason = self.reason.as_deref().unwrap_or_default();
        let reason = flaws.text("reason", reason, usize::from(hides), DECISION_REASON_MAX);
        let valid = ValidDecision {
            kind,
            rule: self.rule.clone().filter(|_| hides),
            reason: Some(reason).filter(|reason| !reason.is_empty()),
        };
        flaws.or(valid)
    }
}

/// A decision as the desk shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// What was done.
    pub kind: DecisionKind,
    /// The rule that the post broke.
    pub rule: Option<String>,
    /// What the author read.
    pub reason: Option<String>,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Moment,
}

words! {
    /// Which posts the desk lists.
    QueueView {
        /// Reported by readers, and nobody has decided since.
        Reported = "reported",
        /// Not yet looked at.
        New = "new",
        /// Hidden or redacted.
        Hidden = "hidden",
    }
}

/// How many posts wait in each view of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueCounts {
    /// Reported by readers, and nobody has decided since.
    pub reported: i64,
    /// Not yet looked at.
    pub new: i64,
    /// Hidden or redacted.
    pub hidden: i64,
}

/// The desk's queue, a page of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Queue {
    /// The posts of the view that was asked for.
    pub items: Vec<QueueItem>,
    /// Give it as `after` to read on.
    pub next: Option<String>,
    /// How many there are in this view.
    pub total: i64,
    /// How many there are in every view.
    pub counts: QueueCounts,
}

/// A post in the queue, with what a moderator needs to judge it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueItem {
    /// The post, whole, when it is a comment.
    pub comment: Option<Comment>,
    /// The post, whole, when it is a proposal.
    pub proposal: Option<Proposal>,
    /// Who wrote it.
    pub author: Author,
    /// The consultation's name in addresses.
    pub consultation: String,
    /// The section it stands on.
    pub place: Option<OutlineLink>,
    /// The posts above it in the thread, top first.
    pub above: Vec<Comment>,
    /// What readers reported it for.
    pub reports: Vec<ReportCount>,
    /// What readers wrote when they reported it.
    pub report_texts: Vec<String>,
    /// What was decided about it before, oldest first.
    pub decisions: Vec<Decision>,
    /// How many posts the author has sent.
    pub author_posts: i64,
    /// How many of them are hidden.
    pub author_hidden: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hiding_needs_a_rule_and_a_reason() {
        let flaws = NewDecision::default().check(DecisionKind::Hide).unwrap_err();
        assert_eq!(flaws.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["rule", "reason"]);
        assert!(NewDecision::default().check(DecisionKind::Restore).is_ok());
    }

    #[test]
    fn a_withdrawn_post_is_its_authors_own() {
        for kind in DecisionKind::ALL {
            assert_eq!(kind.after(PostState::Withdrawn), None);
        }
    }
}
