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
        // Clocks are changed at 01:00 UTC, so never around midnight.
        let utc = date(text)?.midnight().assume_utc();
        let start = utc - Duration::seconds(i64::from(danish_offset(utc).whole_seconds()));
        Some(Self(i64::try_from(start.unix_timestamp_nanos() / 1_000_000).ok()?))
    }

    /// The last moment of the day in Denmark that is a month later: the 31st of January is followed by
    /// the last of February (article 3(2)(c) of regulation 1182/71, by which the EU counts months).
    #[must_use]
    pub fn month_later(self) -> Self {
        let day = self.in_denmark();
        let (year, month) =
            if day.month == 12 { (day.year + 1, 1) } else { (day.year, day.month + 1) };
        let last = Month::try_from(month).map_or(28, |month| month.length(year));
        let begins = |at: Self| {
            let day = at.in_denmark();
            Self::day_in_denmark(&format!("{}-{}-{}", day.year, day.month, day.day))
        };
        let then = Self::day_in_denmark(&format!("{year}-{month}-{}", day.day.min(last)));
        // A day is never longer than 25 hours: 30 hours on it is always the next one.
        let next = then.and_then(|then| begins(then.plus(30 * HOUR)));
        next.map_or(self.plus(30 * DAY), |next| next.plus(-1))
    }

    /// The same time of the same day in Denmark so many years later; the 29th of February becomes the
    /// 28th where there is none.
    #[must_use]
    pub fn years_later(self, years: i32) -> Self {
        let local = self.utc().to_offset(danish_offset(self.utc()));
        let year = local.year() + years;
        let day = local.day().min(local.month().length(year));
        let then = time::Date::from_calendar_date(year, local.month(), day);
        let Ok(then) = then.map(|date| date.with_time(local.time()).assume_utc()) else {
            return self;
        };
        // What the clock shows is one or two hours ahead of UTC.
        let guess = then - Duration::hours(1);
        let utc = then - Duration::seconds(i64::from(danish_offset(guess).whole_seconds()));
        Self(i64::try_from(utc.unix_timestamp_nanos() / 1_000_000).unwrap_or(self.0))
    }

    /// The moment at which a clock on a wall in Denmark shows this, written as a browser does:
    /// `2026-12-31T14:30`. Of an hour that comes twice, the first; one that is left out is taken as if
    /// the clocks had been changed an hour later.
    #[must_use]
    pub fn from_wall_clock(text: &str) -> Option<Self> {
        let (day, clock) = text.split_once('T')?;
        // Some browsers write seconds, too.
        let (hour, rest) = clock.split_once(':')?;
        let minute = rest.split(':').next()?;
        let clock = Time::from_hms(hour.parse().ok()?, minute.parse().ok()?, 0).ok()?;
        let shown = date(day)?.with_time(clock).assume_utc();
        let utc = [2, 1].map(|offset| (offset, shown - Duration::hours(offset)));
        let fits = utc
            .iter()
            .find(|(offset, utc)| i64::from(danish_offset(*utc).whole_hours()) == *offset);
        let utc = fits.map_or(utc[1].1, |(_, utc)| *utc);
        Some(Self(i64::try_from(utc.unix_timestamp_nanos() / 1_000_000).ok()?))
    }

    /// What a clock on a wall in Denmark shows, as [`Moment::from_wall_clock`] reads it.
    #[must_use]
    pub fn wall_clock(self) -> String {
        let LocalTime { year, month, day, hour, minute } = self.in_denmark();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
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

/// The day that is written as `2026-12-31`.
fn date(text: &str) -> Option<time::Date> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
    time::Date::from_calendar_date(year, month, parts.next()?.parse().ok()?).ok()
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
    fn a_month_later_is_the_end_of_the_same_day_or_of_the_months_last() {
        for (from, until) in [
            ("2026-11-27T00:34:00Z", "2026-12-27T22:59:59.999Z"),
            // By the clock in Denmark it is the 1st already.
            ("2026-11-30T23:30:00Z", "2027-01-01T22:59:59.999Z"),
            ("2026-12-15T12:00:00Z", "2027-01-15T22:59:59.999Z"),
            ("2027-01-31T12:00:00Z", "2027-02-28T22:59:59.999Z"),
            ("2028-01-31T12:00:00Z", "2028-02-29T22:59:59.999Z"),
            ("2028-01-29T12:00:00Z", "2028-02-29T22:59:59.999Z"),
            ("2027-05-31T12:00:00Z", "2027-06-30T21:59:59.999Z"),
            // Into summer time and out of it, and the days that are an hour shorter and longer.
            ("2027-02-28T12:00:00Z", "2027-03-28T21:59:59.999Z"),
            ("2027-09-30T12:00:00Z", "2027-10-30T21:59:59.999Z"),
            ("2027-10-01T12:00:00Z", "2027-11-01T22:59:59.999Z"),
            ("2027-09-26T21:59:00Z", "2027-10-26T21:59:59.999Z"),
        ] {
            assert_eq!(moment(from).month_later(), moment(until), "{from}");
        }
    }

    #[test]
    fn years_later_the_clock_shows_the_same() {
        for (from, until) in [
            ("2026-06-01T22:00:00Z", "2031-06-01T22:00:00Z"),
            ("2026-11-30T23:00:00Z", "2031-11-30T23:00:00Z"),
            // Winter time in the one year, summer time in the other.
            ("2026-03-28T23:00:00Z", "2032-03-28T22:00:00Z"),
            ("2028-02-29T12:00:00Z", "2033-02-28T12:00:00Z"),
        ] {
            let years = moment(until).in_denmark().year - moment(from).in_denmark().year;
            assert_eq!(moment(from).years_later(years), moment(until), "{from}");
        }
    }

    #[test]
    fn a_clock_on_a_wall_is_read_in_winter_and_in_summer() {
        for (wall, utc) in [
            ("2026-12-01T14:30", "2026-12-01T13:30:00Z"),
            ("2026-07-01T00:05", "2026-06-30T22:05:00Z"),
            ("2026-03-29T01:59", "2026-03-29T00:59:00Z"),
            ("2026-03-29T03:00", "2026-03-29T01:00:00Z"),
            ("2026-10-25T23:00", "2026-10-25T22:00:00Z"),
        ] {
            assert_eq!(Moment::from_wall_clock(wall), Some(moment(utc)), "{wall}");
            assert_eq!(moment(utc).wall_clock(), wall);
        }
        // Left out, and there twice.
        assert_eq!(
            Moment::from_wall_clock("2026-03-29T02:30"),
            Some(moment("2026-03-29T01:30:00Z"))
        );
        assert_eq!(
            Moment::from_wall_clock("2026-10-25T02:30"),
            Some(moment("2026-10-25T00:30:00Z"))
        );
        for wrong in
            ["", "2026-12-01", "2026-12-01T", "2026-12-01T24:00", "2026-02-30T12:00", "T12:00"]
        {
            assert_eq!(Moment::from_wall_clock(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn denmark_changes_its_clocks_on_the_last_sundays() {
        assert_eq!(moment("2026-03-29T00:59:59Z").in_denmark().hour, 1);
        assert_eq!(moment("2026-03-29T01:00:00Z").in_denmark().hour, 3);
        assert_eq!(moment("2026-10-25T00:59:59Z").in_denmark().hour, 2);
        assert_eq!(moment("2026-10-25T01:00:00Z").in_denmark().hour, 2);
    }
}
