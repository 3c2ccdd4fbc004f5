//! How participants stand with the moderators: whether they may post, and whether their posts wait.

use serde::{Deserialize, Serialize};

use crate::{
    Appeal, DAY, FieldFlaw, Flaw, Flaws, HOUR, Moment, PostState, RecordKind, RuleName, words,
};

/// The longest pause in hours that ends by itself: half a year.
pub const PAUSE_MAX: u32 = 24 * 183;
/// Until when somebody is paused whose pause ends only when a moderator lifts it: the end of the last
/// year that RFC 3339 can write.
pub const UNTIL_LIFTED: Moment = Moment(253_402_300_799_000);
/// For how long somebody who appealed is told what came of it once they are free again.
pub const ANSWER_SHOWN: i64 = 30 * DAY;

words! {
    /// What a moderator does about a person, a thread or a hearing.
    Measure {
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
    }
}

impl Measure {
    /// Whether it restricts somebody, so that it needs a rule and a reason.
    #[must_use]
    pub const fn restricts(self) -> bool {
        matches!(self, Self::Pause | Self::Hold | Self::Lock | Self::Stop)
    }

    /// Whether it is about a participant.
    #[must_use]
    pub const fn is_about_a_person(self) -> bool {
        matches!(self, Self::Pause | Self::Resume | Self::Hold | Self::Release)
    }

    /// What lifts it, when it restricts a person.
    #[must_use]
    pub const fn lifted_by(self) -> Option<Self> {
        match self {
            Self::Pause => Some(Self::Resume),
            Self::Hold => Some(Self::Release),
            _ => None,
        }
    }

    /// Whether it is about a thread.
    #[must_use]
    pub const fn is_about_a_thread(self) -> bool {
        matches!(self, Self::Lock | Self::Unlock)
    }

    /// Whether it is about a whole hearing.
    #[must_use]
    pub const fn is_about_a_hearing(self) -> bool {
        matches!(self, Self::Stop | Self::Reopen)
    }

    /// Its entry in the record.
    #[must_use]
    pub const fn record(self) -> RecordKind {
        match self {
            Self::Pause => RecordKind::Pause,
            Self::Resume => RecordKind::Resume,
            Self::Hold => RecordKind::Hold,
            Self::Release => RecordKind::Release,
            Self::Lock => RecordKind::Lock,
            Self::Unlock => RecordKind::Unlock,
            Self::Stop => RecordKind::Stop,
            Self::Reopen => RecordKind::Reopen,
        }
    }
}

/// What a moderator sends to take a measure.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewMeasure {
    /// The id of the rule that it is taken for; needed when it restricts somebody.
    #[serde(default)]
    pub rule: Option<String>,
    /// Why; needed when it restricts somebody. Those who are restricted read it.
    #[serde(default)]
    pub reason: Option<String>,
    /// For how many hours somebody is paused; until it is lifted when left out.
    #[serde(default)]
    pub hours: Option<u32>,
    /// In which hearing a participant broke the rule, by its name in addresses; the one that they wrote
    /// in last when left out.
    #[serde(default)]
    pub consultation: Option<String>,
}

/// A measure that can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidMeasure {
    /// What is done.
    pub kind: Measure,
    /// The rule that it is taken for.
    pub rule: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// For how many hours.
    pub hours: Option<u32>,
    /// In which hearing a participant broke the rule.
    pub consultation: Option<String>,
}

impl NewMeasure {
    /// The measure when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self, kind: Measure) -> Result<ValidMeasure, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let needed = kind.restricts();
        if needed && self.rule.as_deref().unwrap_or_default().is_empty() {
            flaws.note("rule", Flaw::Missing);
        }
        let reason = self.reason.as_deref().unwrap_or_default();
        let max = crate::DECISION_REASON_MAX;
        let reason = flaws.text("reason", reason, usize::from(needed), max);
        if self.hours.is_some_and(|hours| hours == 0 || hours > PAUSE_MAX) {
            flaws.note("hours", Flaw::Unknown);
        }
        let valid = ValidMeasure {
            kind,
            rule: self.rule.clone().filter(|_| needed),
            reason: Some(reason).filter(|reason| !reason.is_empty()),
            hours: self.hours.filter(|_| kind == Measure::Pause),
            consultation: self.consultation.clone().filter(|_| kind.is_about_a_person()),
        };
        flaws.or(valid)
    }
}

impl ValidMeasure {
    /// Until when somebody is paused from `now` on.
    #[must_use]
    pub fn until(&self, now: Moment) -> Moment {
        self.hours.map_or(UNTIL_LIFTED, |hours| now.plus(i64::from(hours) * HOUR))
    }
}

/// What a moderator has restricted a participant to, as they read it themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Restriction {
    /// Until when they cannot post; `None` when they can, and their posts wait.
    pub paused_until: Option<Moment>,
    /// Whether it ends only when a moderator lifts it.
    pub until_lifted: bool,
    /// The rule that it was done for.
    pub rule: Option<String>,
    /// How that rule is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<RuleName>,
    /// What the moderator wrote to them.
    pub reason: Option<String>,
    /// Whether it holds no more: told for a while to those who appealed.
    #[serde(default)]
    pub over: bool,
    /// What they said against it, and what came of that.
    #[serde(default)]
    pub appeal: Option<Appeal>,
}

/// Who wrote a post, as moderators know them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Standing {
    /// Permanent name.
    pub id: String,
    /// Since when they take part.
    pub since: Moment,
    /// Until when they cannot post, when they cannot now.
    pub paused_until: Option<Moment>,
    /// Whether their posts wait.
    pub held: bool,
    /// Their newest other posts, at most five.
    pub earlier: Vec<EarlierPost>,
    /// How many others joined from the same network address, as far as that is still known.
    #[serde(default)]
    pub neighbours: i64,
}

/// Another post of the same person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EarlierPost {
    /// `comment` or `proposal`.
    pub kind: String,
    /// Its permanent name.
    pub id: String,
    /// How it begins.
    pub beginning: String,
    /// How far it has come.
    pub state: PostState,
    /// The rule by which it was hidden.
    pub rule: Option<String>,
    /// How that rule is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<RuleName>,
    /// When it was sent.
    pub created: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_restricts_somebody_needs_a_rule_and_a_reason() {
        for kind in Measure::ALL {
            assert_eq!(NewMeasure::default().check(*kind).is_err(), kind.restricts());
        }
    }

    #[test]
    fn a_pause_ends_after_its_hours_or_when_it_is_lifted() {
        let new = |hours| NewMeasure {
            rule: Some("tonen".to_owned()),
            reason: Some("Rolig nu".to_owned()),
            hours,
            consultation: None,
        };
        let pause = new(Some(2)).check(Measure::Pause).unwrap();
        assert_eq!(pause.until(Moment(0)), Moment(2 * HOUR));
        assert_eq!(new(None).check(Measure::Pause).unwrap().until(Moment(0)), UNTIL_LIFTED);
        assert_eq!(new(Some(0)).check(Measure::Pause).unwrap_err()[0].field, "hours");
    }
}
