//! Decisions: what a moderator did to a post. Written once, never changed.

use serde::{Deserialize, Serialize};

use crate::{
    Appeal, Author, Comment, FieldFlaw, Flaw, Flaws, HOUR, Held, Moment, OutlineLink, PostState,
    Proposal, Question, ReportCount, Rule, RuleName, STRIKES_MAX, Standing, clean, words,
};

/// Most characters of a moderator's reason.
pub const DECISION_REASON_MAX: usize = 2_000;
/// Most posts that are decided on at once.
pub const DECISIONS_MAX: usize = 100;
/// How long whoever decided can take it back. The desk offers it for a short while only.
pub const UNDO_WINDOW: i64 = HOUR;

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
        /// Looked at an appeal and left what was decided.
        Uphold = "uphold",
        /// Wrote something down for the other moderators.
        Note = "note",
        /// Took back what they had decided themselves a moment ago.
        Undo = "undo",
        /// Left supports uncounted that had come in a burst.
        Discount = "discount",
    }
}

impl DecisionKind {
    /// The state that a post has afterwards, or `None` when this cannot be done to it.
    #[must_use]
    pub const fn after(self, state: PostState) -> Option<PostState> {
        match (self, state) {
            (Self::Hide, PostState::Visible | PostState::Pending | PostState::Redacted) => {
                Some(PostState::Hidden)
            }
            (Self::Restore, PostState::Hidden | PostState::Redacted)
            | (Self::Approve, PostState::Visible | PostState::Pending) => Some(PostState::Visible),
            (
                Self::Redact,
                PostState::Visible | PostState::Pending | PostState::Hidden | PostState::Redacted,
            )
            | (Self::Approve, PostState::Redacted) => Some(PostState::Redacted),
            (Self::Uphold, PostState::Hidden | PostState::Redacted) => Some(state),
            (Self::Note, _) | (Self::Discount, PostState::Visible | PostState::Redacted) => {
                Some(state)
            }
            _ => None,
        }
    }

    /// The kind of decision by which a post is as it is; `None` when no moderator made it so.
    #[must_use]
    pub const fn that_makes(state: PostState) -> Option<Self> {
        match state {
            PostState::Hidden => Some(Self::Hide),
            PostState::Redacted => Some(Self::Redact),
            PostState::Visible | PostState::Pending | PostState::Withdrawn => None,
        }
    }

    /// Whether it needs a rule and a reason.
    #[must_use]
    pub const fn needs_rule(self) -> bool {
        self.restricts() || matches!(self, Self::Discount)
    }

    /// Whether it restricts somebody, so that it needs a rule and a reason, and can be appealed.
    #[must_use]
    pub const fn restricts(self) -> bool {
        matches!(self, Self::Hide | Self::Redact)
    }
}

/// What a moderator sends to act on a post.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewDecision {
    /// The id of the rule that the post breaks; needed to hide, to strike out words and to leave supports
    /// uncounted.
    #[serde(default)]
    pub rule: Option<String>,
    /// What the author will read: needed to hide, to strike out and to answer an appeal. Of a note,
    /// its text, for staff alone.
    #[serde(default)]
    pub reason: Option<String>,
    /// The words that are struck out, each wherever it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// What [`QueueItem::stand`] said: then nothing is done when the post has changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stand: Option<String>,
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
    /// The words that are struck out.
    pub words: Vec<String>,
    /// How the post stood when it was decided.
    pub stand: Option<String>,
}

impl NewDecision {
    /// The decision when every field can be taken. What restricts somebody needs a rule and a reason;
    /// whether the hearing has such a rule the store knows.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self, kind: DecisionKind) -> Result<ValidDecision, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let needs_rule = kind.needs_rule();
        if needs_rule && self.rule.as_deref().unwrap_or_default().is_empty() {
            flaws.note("rule", Flaw::Missing);
        }
        let told = needs_rule || matches!(kind, DecisionKind::Uphold | DecisionKind::Note);
        let reason = self.reason.as_deref().unwrap_or_default();
        let reason = flaws.text("reason", reason, usize::from(told), DECISION_REASON_MAX);
        let words = self.words.iter().map(|words| clean(words)).filter(|words| !words.is_empty());
        let words: Vec<String> =
            if kind == DecisionKind::Redact { words.collect() } else { vec![] };
        if kind == DecisionKind::Redact && words.is_empty() {
            flaws.note("words", Flaw::Missing);
        } else if words.len() > STRIKES_MAX {
            flaws.note("words", Flaw::TooLong);
        }
        let valid = ValidDecision {
            kind,
            rule: self.rule.clone().filter(|_| needs_rule),
            reason: Some(reason).filter(|reason| !reason.is_empty()),
            words,
            stand: self.stand.clone(),
        };
        flaws.or(valid)
    }
}

/// Which posts a moderator acts on at once.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewDecisions {
    /// What is done: `hide`, `approve`, `restore` or `undo`.
    #[serde(default)]
    pub act: String,
    /// To which posts, 1 to 100.
    #[serde(default)]
    pub posts: Vec<PostRef>,
    /// The rule that they break.
    #[serde(default)]
    pub rule: Option<String>,
    /// What their authors will read.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A post by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostRef {
    /// `comment` or `proposal`.
    #[serde(default)]
    pub kind: String,
    /// Its permanent name.
    #[serde(default)]
    pub id: String,
    /// How it stood when it was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stand: Option<String>,
}

/// What became of a decision on several posts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decided {
    /// The posts that were decided on, as they are now.
    pub items: Vec<QueueItem>,
    /// Those that were not, as they are now: somebody else was quicker, or the author took it back.
    pub left: Vec<QueueItem>,
}

/// A decision as the desk shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// What was done.
    pub kind: DecisionKind,
    /// The rule that the post broke.
    pub rule: Option<String>,
    /// How that rule is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<RuleName>,
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
        /// They wait for a moderator before anybody else can read them.
        Held = "held",
        /// Their authors ask for another look at what was decided.
        Appealed = "appealed",
        /// Not yet looked at.
        New = "new",
        /// Hidden or redacted.
        Hidden = "hidden",
        /// They ask something, and the office has not answered.
        Asked = "asked",
    }
}

/// How many posts wait in each view of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueCounts {
    /// Reported by readers, and nobody has decided since.
    pub reported: i64,
    /// They wait for a moderator before anybody else can read them.
    pub held: i64,
    /// Their authors ask for another look; without those that the one who asks has decided on.
    pub appealed: i64,
    /// Not yet looked at.
    pub new: i64,
    /// Hidden or redacted.
    pub hidden: i64,
    /// They ask something, and the office has not answered.
    #[serde(default)]
    pub asked: i64,
    /// No posts: appeals against pauses and holds, without those that the one who asks has decided on.
    #[serde(default)]
    pub measures: i64,
}

impl QueueCounts {
    /// How many wait in a view.
    #[must_use]
    pub const fn of(&self, view: QueueView) -> i64 {
        match view {
            QueueView::Reported => self.reported,
            QueueView::Held => self.held,
            QueueView::Appealed => self.appealed,
            QueueView::New => self.new,
            QueueView::Hidden => self.hidden,
            QueueView::Asked => self.asked,
        }
    }
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
    /// Why it waits, when it does.
    #[serde(default)]
    pub held: Option<Held>,
    /// How many supports of it are not counted until a moderator has looked.
    #[serde(default)]
    pub waiting_supports: i64,
    /// What it said before words were struck out, text by text.
    #[serde(default)]
    pub original: Vec<String>,
    /// What its author says against the last decision, and what came of that.
    #[serde(default)]
    pub appeal: Option<Appeal>,
    /// How it stands: another value when it was decided on or changed since.
    #[serde(default)]
    pub stand: String,
    /// The thread that it stands in.
    #[serde(default)]
    pub thread: String,
    /// Whether nobody can answer there any more.
    #[serde(default)]
    pub locked: bool,
    /// Who wrote it, as moderators know them; `None` for staff.
    #[serde(default)]
    pub standing: Option<Standing>,
    /// How many posts the author has sent.
    pub author_posts: i64,
    /// How many of them are hidden.
    pub author_hidden: i64,
    /// How far it has come as a question to the office.
    #[serde(default)]
    pub question: Option<Question>,
    /// What the office has answered, oldest first.
    #[serde(default)]
    pub office: Vec<Comment>,
    /// Under which name it would answer, where the hearing has one.
    #[serde(default)]
    pub sender: Option<String>,
    /// The rules that stand in its hearing.
    #[serde(default)]
    pub rules: Vec<Rule>,
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
        for kind in DecisionKind::ALL.iter().filter(|kind| **kind != DecisionKind::Note) {
            assert_eq!(kind.after(PostState::Withdrawn), None);
        }
    }

    #[test]
    fn striking_out_needs_words() {
        let new = NewDecision {
            rule: Some("privat".to_owned()),
            reason: Some("Et navn".to_owned()),
            words: vec![" ".to_owned()],
            ..NewDecision::default()
        };
        assert_eq!(new.check(DecisionKind::Redact).unwrap_err()[0].field, "words");
        let some = NewDecision { words: vec!["Bo".to_owned()], ..new };
        assert_eq!(some.check(DecisionKind::Redact).unwrap().words, ["Bo"]);
        assert!(some.check(DecisionKind::Hide).unwrap().words.is_empty());
    }
}
