//! Leaving: from a certain day on what people wrote in a hearing can no longer be read on the site. The
//! hearing's text stays.

use serde::{Deserialize, Serialize};

use crate::{FieldFlaw, Flaw, Flaws, Moment};

/// For how many years after a hearing its replies stay when nobody has chosen a day. No law names a
/// number: storage is limited to what the purpose needs (article 5(1)(e) of the General Data Protection
/// Regulation), and within five years a policy has been decided on, carried out and looked back at.
pub const REPLIES_STAY_YEARS: i32 = 5;

/// From when on the replies of a hearing that closes then cannot be read. They never leave an open one.
#[must_use]
pub fn leaves(chosen: Option<Moment>, closes: Moment) -> Moment {
    chosen.unwrap_or_else(|| closes.years_later(REPLIES_STAY_YEARS)).max(closes)
}

/// What an admin sends to choose a day.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLeaving {
    /// The first day on which the replies cannot be read, such as `2031-12-31`; five years after the
    /// hearing when left out.
    #[serde(default)]
    pub day: Option<String>,
}

impl NewLeaving {
    /// The moment at which the day begins.
    ///
    /// # Errors
    /// The field `day`: `malformed` when it is no day, `unknown` when it has begun or the hearing still
    /// goes on then.
    pub fn check(&self, closes: Moment, now: Moment) -> Result<Option<Moment>, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let day = self.day.as_deref().map(str::trim).filter(|day| !day.is_empty());
        let moment = day.and_then(Moment::day_in_denmark);
        match (day, moment) {
            (Some(_), None) => flaws.note("day", Flaw::Malformed),
            (_, Some(moment)) if moment <= now || moment < closes => {
                flaws.note("day", Flaw::Unknown);
            }
            _ => {}
        }
        flaws.or(moment)
    }
}

/// When the replies of a hearing leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Leaving {
    /// From when on they cannot be read.
    pub leaves: Moment,
    /// Whether somebody has chosen that day.
    pub chosen: bool,
    /// Whether they have left.
    pub gone: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::try_from(text.to_owned()).unwrap()
    }

    fn on(day: &str) -> NewLeaving {
        NewLeaving { day: Some(day.to_owned()) }
    }

    #[test]
    fn replies_stay_for_five_years_unless_somebody_chose_a_day() {
        let closes = moment("2026-06-01T22:00:00Z");
        assert_eq!(leaves(None, closes), moment("2031-06-01T22:00:00Z"));
        let chosen = moment("2027-01-01T00:00:00Z");
        assert_eq!(leaves(Some(chosen), closes), chosen);
    }

    #[test]
    fn they_never_leave_a_hearing_that_is_open() {
        let closes = moment("2026-06-01T22:00:00Z");
        assert_eq!(leaves(Some(moment("2026-01-01T00:00:00Z")), closes), closes);
    }

    #[test]
    fn a_day_is_one_to_come_after_the_hearing() {
        let (closes, now) = (moment("2026-06-01T22:00:00Z"), moment("2026-01-01T00:00:00Z"));
        let flaw = |new: NewLeaving, now| new.check(closes, now).unwrap_err()[0].flaw;
        assert_eq!(flaw(on("2026-02-30"), now), Flaw::Malformed);
        assert_eq!(flaw(on("2026-06-01"), now), Flaw::Unknown);
        assert_eq!(flaw(on("2026-06-03"), moment("2026-06-05T00:00:00Z")), Flaw::Unknown);
        assert_eq!(on("2026-06-03").check(closes, now), Ok(Some(moment("2026-06-02T22:00:00Z"))));
        assert_eq!(on(" ").check(closes, now), Ok(None));
    }
}
