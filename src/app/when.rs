//! Dates in words, by Denmark's clock. Server and client run the same code, so that what is painted
//! and what is drawn over it are the same.

use model::{DAY, LocalTime, Moment};

use crate::i18n::{t_of, t_with};

fn month(month: u8) -> &'static str {
    t_of("month", &month.to_string()).unwrap_or_default()
}

fn clock(at: LocalTime) -> String {
    let (hour, minute) = (at.hour.to_string(), format!("{:02}", at.minute));
    t_with("date.clock", &[("hour", &hour), ("minute", &minute)])
}

/// A day by the pattern of a key.
fn day(key: &'static str, at: LocalTime) -> String {
    let (day, year) = (at.day.to_string(), at.year.to_string());
    t_with(key, &[("day", &day), ("month", month(at.month)), ("year", &year)])
}

/// "31. oktober 2026".
#[must_use]
pub fn date(at: Moment) -> String {
    day("date.full", at.in_denmark())
}

/// "31. oktober 2026 kl. 14.05".
#[must_use]
pub fn date_and_time(at: Moment) -> String {
    t_with("when.at", &[("date", &date(at)), ("time", &clock(at.in_denmark()))])
}

/// The last day of something that ends at `end`: an end at midnight belongs to the day before.
#[must_use]
pub fn last_day(end: Moment) -> String {
    date(end.plus(-1))
}

/// As people say it: "i dag kl. 9.12", "i går kl. 14.05", "3. december", "3. december 2025".
#[must_use]
pub fn when(at: Moment, now: Moment) -> String {
    let (then, today) = (at.in_denmark(), now.in_denmark());
    let yesterday = now.plus(-DAY).in_denmark();
    let same = |a: LocalTime, b: LocalTime| (a.year, a.month, a.day) == (b.year, b.month, b.day);
    if same(then, today) {
        t_with("when.today", &[("time", &clock(then))])
    } else if same(then, yesterday) {
        t_with("when.yesterday", &[("time", &clock(then))])
    } else if then.year == today.year {
        day("date.day", then)
    } else {
        date(at)
    }
}

/// RFC 3339, for `<time datetime>`.
#[must_use]
pub fn machine(at: Moment) -> String {
    String::from(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn dates_are_told_as_people_tell_them() {
        let now = at("2026-12-03T12:00:00Z");
        assert_eq!(when(at("2026-12-03T08:12:00Z"), now), "i dag kl. 9.12");
        assert_eq!(when(at("2026-12-02T13:05:00Z"), now), "i går kl. 14.05");
        assert_eq!(when(at("2026-08-17T13:05:00Z"), now), "17. august");
        assert_eq!(when(at("2010-08-17T13:05:00Z"), now), "17. august 2010");
        assert_eq!(date_and_time(at("2010-10-31T13:05:00Z")), "31. oktober 2010 kl. 14.05");
    }

    #[test]
    #[cfg(feature = "ssr")]
    fn dates_are_told_in_english_on_an_english_page() {
        crate::i18n::speak(crate::route::Lang::En);
        let now = at("2026-12-03T12:00:00Z");
        assert_eq!(when(at("2026-12-03T08:12:00Z"), now), "today at 9:12");
        assert_eq!(when(at("2026-12-02T13:05:00Z"), now), "yesterday at 14:05");
        assert_eq!(when(at("2026-08-17T13:05:00Z"), now), "17 August");
        assert_eq!(date_and_time(at("2010-10-31T13:05:00Z")), "31 October 2010 at 14:05");
        crate::i18n::speak(crate::route::Lang::Da);
    }

    #[test]
    fn a_hearing_that_ends_at_midnight_ends_the_day_before() {
        assert_eq!(last_day(at("2026-12-31T23:00:00Z")), "31. december 2026");
    }
}
