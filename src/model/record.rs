//! The record: every act of staff and of the program, in the order in which it was done.
//!
//! Nothing in it is ever changed or taken out. Each entry carries a hash over itself and the one
//! before, so that a change shows (`blanddig audit verify`).

use serde::{Deserialize, Serialize};

use crate::{DecisionKind, Moment, RuleName, words};

words! {
    /// What was done.
    RecordKind {
        /// A post was taken out of sight.
        Hide = "hide",
        /// A hidden post was brought back.
        Restore = "restore",
        /// A post was looked at and may stay.
        Approve = "approve",
        /// Words of a post were struck out.
        Redact = "redact",
        /// An appeal was looked at, and what was decided stays.
        Uphold = "uphold",
        /// An appeal against what holds no more was granted.
        Grant = "grant",
        /// Something was written down about a post, for staff.
        Note = "note",
        /// A decision was taken back by who had made it.
        Undo = "undo",
        /// Supports that had come in a burst were left uncounted.
        Discount = "discount",
        /// A post waits, because the program or a moderator holds it.
        Held = "held",
        /// A participant cannot post for a while.
        Pause = "pause",
        /// They can again.
        Resume = "resume",
        /// A participant's posts wait for a moderator.
        Hold = "hold",
        /// They no longer do.
        Release = "release",
        /// Nobody can answer in a thread any more.
        Lock = "lock",
        /// They can again.
        Unlock = "unlock",
        /// Nobody can post in a hearing for now.
        Stop = "stop",
        /// They can again.
        Reopen = "reopen",
        /// Other posts wait in a hearing or a section than before.
        Mode = "mode",
        /// It was answered that somebody had asked for what they wrote to be deleted.
        Erasure = "erasure",
        /// A day was chosen from which on a hearing's replies cannot be read on the site.
        Leaving = "leaving",
        /// The replies of a hearing left the site.
        Left = "left",
        /// They are back, since the hearing's own days were corrected.
        Back = "back",
        /// Somebody was let in to the desk, or got another role.
        StaffAdd = "staff-add",
        /// Somebody got a new link by which to choose a password.
        StaffInvite = "staff-invite",
        /// Somebody got another role.
        StaffChange = "staff-change",
        /// Somebody is let in no more.
        StaffRemove = "staff-remove",
        /// Somebody chose a password.
        PasswordSet = "password-set",
        /// Somebody signed in.
        SignIn = "sign-in",
        /// A device was signed out, by its owner.
        SignOut = "sign-out",
        /// The office answered a post.
        Reply = "reply",
        /// The office changed what it had answered.
        ReplyChange = "reply-change",
        /// The office took an answer back.
        ReplyWithdraw = "reply-withdraw",
        /// An answer is shown before the others.
        Pin = "pin",
        /// It no longer is.
        Unpin = "unpin",
        /// Somebody said how far a question has come.
        Question = "question",
        /// A text came in as a new version.
        Import = "import",
        /// A hearing was created.
        HearingAdd = "hearing-add",
        /// Something was said of a hearing: its title, its sender, its districts, its colour.
        HearingChange = "hearing-change",
        /// It was said from when to when people can post in a hearing that is not published.
        HearingDates = "hearing-dates",
        /// A hearing was published, or is to be at the moment at which it opens.
        HearingPublish = "hearing-publish",
        /// A hearing closes later than was said.
        HearingExtend = "hearing-extend",
        /// A hearing was closed before its time.
        HearingClose = "hearing-close",
        /// It was said which sites may show a hearing.
        HearingSites = "hearing-sites",
        /// A picture was chosen as a hearing's logo, or it is told in other words.
        Logo = "logo",
        /// A hearing has no logo any more.
        LogoEnd = "logo-end",
        /// A hearing got another rule.
        RuleAdd = "rule-add",
        /// No post can be hidden by a rule of a hearing any more.
        RuleRetire = "rule-retire",
        /// It can again.
        RuleReturn = "rule-return",
        /// A hearing that is not published got a preview at a new secret address.
        PreviewLink = "preview-link",
        /// The address of a preview leads nowhere any more.
        PreviewEnd = "preview-end",
        /// Another text was put in the place of one of the site's statements.
        Statement = "statement",
        /// A statement of the site says again what the program brought.
        StatementStandard = "statement-standard",
        /// A piece of news was begun.
        NewsAdd = "news-add",
        /// A piece of news was published.
        NewsPublish = "news-publish",
        /// A piece of news is to be published by itself.
        NewsPlan = "news-plan",
        /// A piece of news says something else.
        NewsChange = "news-change",
        /// A piece of news that was to be read is a draft again.
        NewsDraft = "news-draft",
        /// A draft of a piece of news was deleted.
        NewsDelete = "news-delete",
        /// A picture was laid up, to be put beside words.
        PictureAdd = "picture-add",
        /// A picture that nothing had any more was deleted.
        PictureSweep = "picture-sweep",
    }
}

impl RecordKind {
    /// The entry of a decision on a post.
    #[must_use]
    pub const fn of(decision: DecisionKind) -> Self {
        match decision {
            DecisionKind::Hide => Self::Hide,
            DecisionKind::Restore => Self::Restore,
            DecisionKind::Approve => Self::Approve,
            DecisionKind::Redact => Self::Redact,
            DecisionKind::Uphold => Self::Uphold,
            DecisionKind::Note => Self::Note,
            DecisionKind::Undo => Self::Undo,
            DecisionKind::Discount => Self::Discount,
        }
    }
}

/// An entry as staff read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordEntry {
    /// Its place: 1, 2, 3 without a gap.
    pub number: i64,
    /// When.
    pub at: Moment,
    /// The mail address of who acted; `operator` for the command line, `program` for the program
    /// itself.
    pub by: String,
    /// What was done.
    pub kind: RecordKind,
    /// The consultation's name in addresses, if it concerns one.
    pub consultation: Option<String>,
    /// The id of the post or person that it was done to.
    pub subject: Option<String>,
    /// The rule that it was done for.
    pub rule: Option<String>,
    /// How that rule is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<RuleName>,
    /// The reason that was given.
    pub reason: Option<String>,
    /// What else there is to say, such as a role.
    pub detail: Option<String>,
    /// For how many milliseconds the oldest report had waited for it.
    pub waited: Option<i64>,
    /// The hash over this entry and the one before, in hexadecimal.
    pub hash: String,
}

/// How the rules have been used so far: what anybody may read of the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesUsed {
    /// How many posts were hidden by each of the [standard rules](crate::STANDARD_RULES), in their order.
    pub by_standard: Vec<i64>,
    /// How many were hidden by any rule of any hearing.
    pub hidden: i64,
    /// How many had words struck out.
    pub redacted: i64,
    /// How many were shown again.
    pub restored: i64,
    /// How many decisions were appealed, how many of these appeals were granted, and how many were not.
    pub appeals: [i64; 3],
    /// How many reported posts were decided on.
    pub reported: i64,
    /// Half of these had waited no longer than so many milliseconds.
    pub median_wait: Option<i64>,
    /// How many entries the record has.
    pub entries: i64,
    /// The newest one's hash, in hexadecimal: whoever notes it down can tell later that nothing was
    /// taken out.
    pub seal: String,
}
