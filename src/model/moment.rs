//! Points in time: milliseconds inside, RFC 3339 UTC on the wire, Copenhagen's clock for people.

use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc3339;
use time::{Duration, Month, OffsetDateTime, Time, UtcOffset};

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
pub struct Moment(pub i64);

/// One minute in milliseconds.
pub const MINUTE: i64 = 60_000;
/// One hour in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// One day in milliseconds.
pub const DAY: i64 = 24 * HOUR;

impl Moment {
    /// This moment and so many milliseconds more (or fewer).
    #[must_use]
    pub const fn plus(self, milliseconds: i64) -> Self {
        Self(self.0 + milliseconds)
    }

    /// The first moment of a day in Denmark, written as `2026-12-31`; `None` when it is no such day.
    #[must_use]
    pub fn day_in_denmark(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
        let date = time::Date::from_calendar_date(year, month, parts.next()?.parse().ok()?).ok()?;
        // Clocks are changed at 01:00 UTC, so never around midnight.
        let utc = date.midnight().assume_utc();
        let start = utc - Duration::seconds(i64::from(danish_offset(utc).whole_seconds()));
        Some(Self(i64::try_from(start.unix_timestamp_nanos() / 1_000_000).ok()?))
    }

    /// What a clock on a wall in Denmark shows.
    #[must_use]
    pub fn in_denmark(self) -> LocalTime {
        let utc = self.utc();
        let local = utc.to_offset(danish_offset(utc));
        LocalTime {
            year: local.year(),
            month: u8::from(local.month()),
            day: local.day(),
            hour: local.hour(),
            minute: local.minute(),
        }
    }

    fn utc(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// A date and a time of day as a person reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The year, such as 2026.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
}

/// Summer time runs from the last Sunday of March to the last Sunday of October, both at 01:00 UTC
/// (directive 2000/84/EC).
fn danish_offset(utc: OffsetDateTime) -> UtcOffset {
    let change = |month| last_sunday(utc.year(), month);
    let hours = match (change(Month::March), change(Month::October)) {
        (Some(spring), Some(autumn)) if spring <= utc && utc < autumn => 2,
        _ => 1,
    };
    UtcOffset::from_hms(hours, 0, 0).unwrap_or(UtcOffset::UTC)
}

fn last_sunday(year: i32, month: Month) -> Option<OffsetDateTime> {
    // Both months have 31 days.
    let last = time::Date::from_calendar_date(year, month, 31).ok()?;
    let sunday = last - Duration::days(i64::from(last.weekday().number_days_from_sunday()));
    Some(sunday.with_time(Time::from_hms(1, 0, 0).ok()?).assume_utc())
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.utc().format(&Rfc3339).unwrap_or_default()
    }
}

impl TryFrom<String> for Moment {
    type Error = time::error::Parse;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let read = OffsetDateTime::parse(&text, &Rfc3339)?;
        Ok(Self(i64::try_from(read.unix_timestamp_nanos() / 1_000_000).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn a_moment_comes_back_as_it_went() {
        let text = "2026-11-22T20:17:06.123Z";
        assert_eq!(String::from(moment(text)), text);
    }

    #[test]
    fn an_offset_is_folded_into_utc() {
        assert_eq!(moment("2026-06-01T12:00:00+02:00"), moment("2026-06-01T10:00:00Z"));
    }

    #[test]
    fn a_day_begins_at_midnight_in_denmark() {
        assert_eq!(Moment::day_in_denmark("2026-12-01"), Some(moment("2026-11-30T23:00:00Z")));
        assert_eq!(Moment::day_in_denmark("2026-07-01"), Some(moment("2026-06-30T22:00:00Z")));
        assert_eq!(Moment::day_in_denmark("2026-02-30"), None);
        assert_eq!(Moment::day_in_denmark("i morgen"), None);
    }

    #[test]
    fn denmark_changes_its_clocks_on_the_last_sundays() {
        assert_eq!(moment("2026-03-29T00:59:59Z").in_denmark().hour, 1);
        assert_eq!(moment("2026-03-29T01:00:00Z").in_denmark().hour, 3);
        assert_eq!(moment("2026-10-25T00:59:59Z").in_denmark().hour, 2);
        assert_eq!(moment("2026-10-25T01:00:00Z").in_denmark().hour, 2);
    }
}
