//! Times as people in Denmark give them: what a clock on the wall shows, without a zone. When that is
//! comes from the time zone database, which this program brings along, so that a law that changes summer
//! time is a new release and no surprise.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use model::{Flaw, Moment};

/// The zone of all of Denmark.
const ZONE: &str = "Europe/Copenhagen";

/// Which of two moments is meant, in the night in which a clock shows the same hour twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twice {
    /// The earlier one: a hearing opens the first time.
    First,
    /// The later one: nobody is shut out who was told this hour.
    Last,
}

/// The moment of a time on a wall's clock in Denmark, written as `2026-12-31T23:59`.
///
/// # Errors
/// [`Flaw::Missing`] when nothing is given, [`Flaw::Malformed`] when it is no time, and
/// [`Flaw::Unknown`] when no clock ever shows it: in spring an hour is left out.
pub fn in_denmark(text: &str, twice: Twice) -> Result<Moment, Flaw> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Flaw::Missing);
    }
    // A zone or an offset would say something else than the clock on the wall.
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'T' | b':'));
    let read =
        text.parse::<DateTime>().ok().filter(|_| plain && text.len() >= "2026-12-31T23:59".len());
    let local = read.filter(|local| (2000..3000).contains(&local.year())).ok_or(Flaw::Malformed)?;
    let zone = TimeZone::get(ZONE).map_err(|_| Flaw::Malformed)?;
    let found = zone.to_ambiguous_timestamp(local);
    let found = match (found.offset(), twice) {
        (AmbiguousOffset::Gap { .. }, _) => return Err(Flaw::Unknown),
        (_, Twice::First) => found.earlier(),
        (_, Twice::Last) => found.later(),
    };
    found.map(|moment| Moment(moment.as_millisecond())).map_err(|_| Flaw::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Result<String, Flaw> {
        in_denmark(text, Twice::First).map(String::from)
    }

    #[test]
    fn a_time_is_denmarks_in_winter_and_in_summer() {
        assert_eq!(at("2026-12-01T08:00").unwrap(), "2026-12-01T07:00:00Z");
        assert_eq!(at("2026-07-01T08:00").unwrap(), "2026-07-01T06:00:00Z");
        assert_eq!(at("2026-07-01T08:00:30").unwrap(), "2026-07-01T06:00:30Z");
    }

    #[test]
    fn the_hour_that_is_left_out_in_spring_is_no_time() {
        assert_eq!(at("2027-03-28T01:59").unwrap(), "2027-03-28T00:59:00Z");
        assert_eq!(at("2027-03-28T02:00"), Err(Flaw::Unknown));
        assert_eq!(at("2027-03-28T02:59"), Err(Flaw::Unknown));
        assert_eq!(at("2027-03-28T03:00").unwrap(), "2027-03-28T01:00:00Z");
    }

    #[test]
    fn of_the_hour_that_comes_twice_in_autumn_a_hearing_gets_all() {
        let text = "2026-10-25T02:30";
        assert_eq!(at(text).unwrap(), "2026-10-25T00:30:00Z");
        let last = in_denmark(text, Twice::Last).map(String::from);
        assert_eq!(last.unwrap(), "2026-10-25T01:30:00Z");
        for twice in [Twice::First, Twice::Last] {
            let once = in_denmark("2026-10-25T03:00", twice).map(String::from);
            assert_eq!(once.unwrap(), "2026-10-25T02:00:00Z");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        assert_eq!(at("  "), Err(Flaw::Missing));
        for text in [
            "i morgen",
            "2026-12-01",
            "2026-02-30T08:00",
            "2026-12-01T24:01",
            "2026-12-01T08:00Z",
            "2026-12-01T08:00+05:00",
            "2026-12-01T08:00[America/New_York]",
            "0001-01-01T00:00",
            "99999-01-01T00:00",
        ] {
            assert_eq!(at(text), Err(Flaw::Malformed), "{text}");
        }
    }

    /// What pages say comes from `model`, on phones too, where no database of time zones goes.
    #[test]
    fn the_clock_of_the_pages_agrees_with_the_database() {
        for year in 2024..2036 {
            for month in 1..=12 {
                for (day, hour) in (1..=28).flat_map(|day| [(day, 1), (day, 4), (day, 13)]) {
                    let text = format!("{year}-{month:02}-{day:02}T{hour:02}:15");
                    let shown = in_denmark(&text, Twice::First).unwrap().in_denmark();
                    let shown = (shown.year, shown.month, shown.day, shown.hour, shown.minute);
                    assert_eq!(shown, (year, month, day, hour, 15), "{text}");
                }
            }
        }
    }
}
