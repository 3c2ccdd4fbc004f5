//! Hearings: consultations as staff see them at the desk, before, while and after the public does.

use serde::{Deserialize, Serialize};

use crate::{
    Counts, FieldFlaw, Flaw, Flaws, Illustration, Moment, SLUG_MAX, is_consultation_slug, is_slug,
    slugify, words,
};

/// Most characters of a hearing's title, as of a heading.
pub const HEARING_TITLE_MAX: usize = 500;
/// Most characters of the sender's name and of the case number.
pub const HEARING_LINE_MAX: usize = 120;
/// Most districts of a hearing.
pub const DISTRICTS_MAX: usize = 100;

words! {
    /// Where a hearing is in its life, as staff see it.
    HearingState {
        /// Only staff see it.
        Draft = "draft",
        /// Only staff see it, until it is published by itself.
        Scheduled = "scheduled",
        /// Everybody can read it; nobody can post yet.
        Upcoming = "upcoming",
        /// People can post.
        Open = "open",
        /// People can read.
        Closed = "closed",
    }
}

/// A hearing as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hearing {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Who stands as the sender of what the administration writes.
    pub sender: Option<String>,
    /// The municipality's case number.
    pub case_number: Option<String>,
    /// Where it is in its life.
    pub state: HearingState,
    /// When people can begin to post; none as long as nobody has said.
    pub opens: Option<Moment>,
    /// When they no longer can.
    pub closes: Option<Moment>,
    /// When it was first said to close, if that was put off since.
    pub announced: Option<Moment>,
    /// The number of its newest text; 0 as long as there is none.
    pub version: i64,
    /// How much there is in it that the public can read.
    pub counts: Counts,
    /// Whether it has a preview at a secret address.
    pub preview: bool,
    /// The districts that it offers.
    pub districts: Vec<String>,
    /// The city's colour, as `#rrggbb`; none for the site's own.
    pub accent: Option<String>,
    /// The city's logo.
    pub logo: Option<Illustration>,
    /// The sites that may show it in a frame and read its open data, as origins
    /// (`https://blanddigibyen.dk`).
    pub sites: Vec<String>,
    /// How often it was changed. Who changes it says what they saw.
    pub turns: i64,
}

/// What is sent to create a hearing.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewHearing {
    /// Its title, 1 to 500 characters.
    #[serde(default)]
    pub title: String,
    /// Its name in addresses; made from the title when left out.
    #[serde(default)]
    pub slug: Option<String>,
    /// Who stands as the sender of what the administration writes.
    #[serde(default)]
    pub sender: Option<String>,
    /// The municipality's case number.
    #[serde(default)]
    pub case_number: Option<String>,
}

/// A hearing that can be created, unless its name is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidHearing {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The sender.
    pub sender: Option<String>,
    /// The case number.
    pub case_number: Option<String>,
}

impl NewHearing {
    /// The hearing when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot: `slug` is `malformed` when it is no name, and `unknown` when it is one
    /// of the program's own.
    pub fn check(&self) -> Result<ValidHearing, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let title = flaws.line("title", &self.title, 1, HEARING_TITLE_MAX);
        let given = self.slug.as_deref().map(str::trim).filter(|slug| !slug.is_empty());
        let slug = given.map_or_else(|| slugify(&title), str::to_owned);
        if slug.is_empty() {
            flaws.note("slug", Flaw::Missing);
        } else if slug.len() > SLUG_MAX {
            flaws.note("slug", Flaw::TooLong);
        } else if !is_slug(&slug) {
            flaws.note("slug", Flaw::Malformed);
        } else if !is_consultation_slug(&slug) {
            flaws.note("slug", Flaw::Unknown);
        }
        let sender = flaws.optional_line("sender", self.sender.as_deref(), HEARING_LINE_MAX);
        let case = self.case_number.as_deref();
        let case_number = flaws.optional_line("case_number", case, HEARING_LINE_MAX);
        flaws.or(ValidHearing { slug, title, sender, case_number })
    }
}

/// What is sent to change what a hearing is called, who sends it, where its people live and which
/// colour it has. All of it is said at once: what is left out is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLook {
    /// Its title, 1 to 500 characters.
    #[serde(default)]
    pub title: String,
    /// The sender.
    #[serde(default)]
    pub sender: Option<String>,
    /// The case number.
    #[serde(default)]
    pub case_number: Option<String>,
    /// The districts that it offers, at most 100.
    #[serde(default)]
    pub districts: Vec<String>,
    /// The city's colour, as `#rrggbb`.
    #[serde(default)]
    pub accent: Option<String>,
    /// The [turns](Hearing::turns) that one saw.
    #[serde(default)]
    pub turns: Option<i64>,
}

impl NewLook {
    /// What can be kept of it, each field as it is kept.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn check(&self) -> Result<Self, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let title = flaws.line("title", &self.title, 1, HEARING_TITLE_MAX);
        let sender = flaws.optional_line("sender", self.sender.as_deref(), HEARING_LINE_MAX);
        let case = self.case_number.as_deref();
        let case_number = flaws.optional_line("case_number", case, HEARING_LINE_MAX);
        let mut districts: Vec<String> = Vec::new();
        for name in &self.districts {
            // As much as a participant's own may have.
            let name = flaws.line("districts", name, 0, crate::NAME_MAX);
            if !name.is_empty() && !districts.contains(&name) {
                districts.push(name);
            }
        }
        if districts.len() > DISTRICTS_MAX {
            flaws.note("districts", Flaw::TooLong);
        }
        let accent = self.accent.as_deref().map(str::trim).filter(|accent| !accent.is_empty());
        let accent = accent.map(str::to_lowercase);
        if accent.as_deref().is_some_and(|accent| crate::Colours::of(accent).is_none()) {
            flaws.note("accent", Flaw::Malformed);
        }
        if self.turns.is_none() {
            flaws.note("turns", Flaw::Missing);
        }
        let turns = self.turns;
        flaws.or(Self { title, sender, case_number, districts, accent, turns })
    }
}

/// What is sent to say from when to when people can post, or until when. Times are what a clock on a
/// wall in Denmark shows, as `2026-12-31T23:59`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPeriod {
    /// When people can begin to post; left out when only the end is moved.
    #[serde(default)]
    pub opens: Option<String>,
    /// When they no longer can.
    #[serde(default)]
    pub closes: String,
    /// The [turns](Hearing::turns) that one saw.
    #[serde(default)]
    pub turns: Option<i64>,
}

words! {
    /// When a hearing is published.
    PublishWhen {
        /// At once. Whoever comes before it opens can read it.
        Now = "now",
        /// At once, and people can post from now on.
        Open = "open",
        /// By itself, at the moment at which it opens.
        Opening = "opening",
        /// Not by itself after all.
        Never = "never",
    }
}

/// What is sent to publish a hearing.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPublication {
    /// `now`, `open`, `opening` or `never`.
    #[serde(default)]
    pub when: String,
    /// The [turns](Hearing::turns) that one saw.
    #[serde(default)]
    pub turns: Option<i64>,
}

/// What is sent with an act that needs no more than what one saw.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seen {
    /// The [turns](Hearing::turns) that one saw.
    #[serde(default)]
    pub turns: Option<i64>,
}

/// The secret of a hearing's preview: told this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewLink {
    /// Stands behind `/udkast/`.
    pub secret: String,
}

/// A time on a wall's clock some weeks later, both written as `2026-12-31T23:59`; `None` when it is no
/// such time.
#[must_use]
pub fn weeks_later(local: &str, weeks: u16) -> Option<String> {
    let (date, clock) = local.split_once('T')?;
    let mut parts = date.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = time::Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
    let date = time::Date::from_calendar_date(year, month, parts.next()?.parse().ok()?).ok()?;
    let later = date.checked_add(time::Duration::weeks(i64::from(weeks)))?;
    let (year, month, day) = (later.year(), u8::from(later.month()), later.day());
    Some(format!("{year:04}-{month:02}-{day:02}T{clock}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(title: &str, slug: Option<&str>) -> NewHearing {
        let (title, slug) = (title.to_owned(), slug.map(str::to_owned));
        NewHearing { title, slug, ..NewHearing::default() }
    }

    #[test]
    fn a_hearing_gets_its_address_from_its_title_unless_one_is_given() {
        let made = new(" Børn & unge i  Ørestad ", None).check().unwrap();
        assert_eq!(made.slug, "boern-unge-i-oerestad");
        assert_eq!(made.title, "Børn & unge i Ørestad");
        assert_eq!(new("Børn", Some("unge")).check().unwrap().slug, "unge");
    }

    #[test]
    fn an_address_that_is_none_or_the_programs_own_is_refused() {
        for (title, slug, flaw) in [
            ("Desk", None, Flaw::Unknown),
            ("Børn", Some("regler"), Flaw::Unknown),
            ("Børn", Some("udkast"), Flaw::Unknown),
            ("Børn", Some("Børn og unge"), Flaw::Malformed),
            ("Børn", Some("-x"), Flaw::Malformed),
            ("…", None, Flaw::Missing),
            ("Børn", Some(&"x".repeat(61)), Flaw::TooLong),
        ] {
            let flaws = new(title, slug).check().unwrap_err();
            assert_eq!((&*flaws[0].field, flaws[0].flaw), ("slug", flaw), "{title} {slug:?}");
        }
        assert_eq!(new(" ", Some("x")).check().unwrap_err()[0].field, "title");
    }

    #[test]
    fn districts_are_named_once_and_a_colour_is_one() {
        let look = NewLook {
            title: "Park".to_owned(),
            districts: ["Nørrebro", "", " Nørrebro", "Amager"].map(str::to_owned).to_vec(),
            accent: Some(" #AA0000 ".to_owned()),
            turns: Some(1),
            ..NewLook::default()
        };
        let kept = look.check().unwrap();
        assert_eq!(kept.districts, ["Nørrebro", "Amager"]);
        assert_eq!(kept.accent.as_deref(), Some("#aa0000"));
        let bad = NewLook { accent: Some("rød; }".to_owned()), turns: None, ..look };
        let fields: Vec<_> = bad.check().unwrap_err().into_iter().map(|flaw| flaw.field).collect();
        assert_eq!(fields, ["accent", "turns"]);
    }

    #[test]
    fn weeks_are_counted_by_the_calendar() {
        // Over the night in which the clock is put back.
        assert_eq!(weeks_later("2026-10-01T08:00", 4).as_deref(), Some("2026-10-29T08:00"));
        assert_eq!(weeks_later("2026-12-01T23:59", 8).as_deref(), Some("2027-01-26T23:59"));
        assert_eq!(weeks_later("2026-02-30T08:00", 4), None);
        assert_eq!(weeks_later("i morgen", 4), None);
    }
}
