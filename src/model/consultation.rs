//! Consultations: one hearing each, with its period, its rules and its text.

use serde::{Deserialize, Serialize};

use crate::{DAY, Illustration, Moment, OutlineItem, Rule, Version, words};

words! {
    /// Where a consultation is in its life.
    Phase {
        /// Announced; nobody can post yet.
        Upcoming = "upcoming",
        /// People can post.
        Open = "open",
        /// People can read.
        Closed = "closed",
    }
}

/// How long a hearing lasts when nobody says otherwise: eight weeks, as planloven § 24 wants for
/// municipal plans and as Copenhagen does for its policies.
pub const HEARING_LENGTH: i64 = 56 * DAY;

/// From when to when people can post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first moment.
    pub opens: Moment,
    /// The first moment at which it is over.
    pub closes: Moment,
}

impl Period {
    /// Where the consultation is at `now`.
    #[must_use]
    pub fn phase(&self, now: Moment) -> Phase {
        if now < self.opens {
            Phase::Upcoming
        } else if now < self.closes {
            Phase::Open
        } else {
            Phase::Closed
        }
    }

    /// Whether nobody has said yet when that is: it ends when it begins.
    #[must_use]
    pub fn is_unset(&self) -> bool {
        self.opens == self.closes
    }

    /// Whole days until it is over, rounded up; zero when it is over.
    #[must_use]
    pub fn days_left(&self, now: Moment) -> i64 {
        ((self.closes.0 - now.0).max(0) + DAY - 1) / DAY
    }
}

/// How much there is in a consultation that the public can read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Comments anywhere, replies counted.
    pub comments: i64,
    /// Proposals.
    pub proposals: i64,
    /// Sections of the newest version.
    pub sections: i64,
}

/// How many comments stand where in a consultation, for links on other sites.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceCounts {
    /// Comments anywhere, replies counted.
    pub comments: i64,
    /// Proposals.
    pub proposals: i64,
    /// Comments in the general thread.
    pub general: i64,
    /// Comments about each section of the newest version, by its key.
    pub sections: std::collections::BTreeMap<String, i64>,
}

/// A consultation as a line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsultationSummary {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Where it is in its life.
    pub phase: Phase,
    /// When people can begin to post.
    pub opens: Moment,
    /// When they no longer can.
    pub closes: Moment,
    /// The language of the text, as in BCP 47.
    pub lang: String,
    /// How much there is in it.
    pub counts: Counts,
}

impl ConsultationSummary {
    /// From when to when people can post.
    #[must_use]
    pub const fn period(&self) -> Period {
        Period { opens: self.opens, closes: self.closes }
    }
}

/// A consultation with its contents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Flat", into = "Flat")]
pub struct Consultation {
    /// What a list says of it.
    pub summary: ConsultationSummary,
    /// What it is about, in a sentence or two.
    pub lede: Option<String>,
    /// Something that every reader must know, such as that this is a demonstration.
    pub notice: Option<String>,
    /// The municipality's case number.
    pub case_number: Option<String>,
    /// The committee that decides.
    pub committee: Option<String>,
    /// Where to write a mail instead.
    pub mail: Option<String>,
    /// Where to send a letter instead.
    pub letter: Option<String>,
    /// The contents, flat, in the order of the text.
    pub outline: Vec<OutlineItem>,
    /// What posts must keep to.
    pub rules: Vec<Rule>,
    /// Every version, oldest first.
    pub versions: Vec<Version>,
    /// The version that the outline is of.
    pub version: i64,
    /// Public comments on the whole, replies counted.
    pub general: i64,
    /// Whether moderators let nobody post for now.
    pub locked: bool,
    /// When it was first said to close, if that was put off since.
    pub announced: Option<Moment>,
    /// The districts that it offers to choose from.
    pub districts: Vec<String>,
    /// The city's colour, as `#rrggbb`; none for the site's own.
    pub accent: Option<String>,
    /// The city's logo.
    pub logo: Option<Illustration>,
    /// From when on what people wrote in it cannot be read here.
    pub leaves: Moment,
}

impl Consultation {
    /// Whether what people wrote in it has left the site at `now`.
    #[must_use]
    pub fn has_left(&self, now: Moment) -> bool {
        self.leaves <= now
    }
}

/// A [`Consultation`] on the wire: the summary's fields stand among the others. Written out, since
/// serde's `flatten` brings a second reader for every type in it, 40 KB on a phone.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Consultation))]
struct Flat {
    slug: String,
    title: String,
    phase: Phase,
    opens: Moment,
    closes: Moment,
    counts: Counts,
    lede: Option<String>,
    notice: Option<String>,
    case_number: Option<String>,
    committee: Option<String>,
    lang: String,
    mail: Option<String>,
    letter: Option<String>,
    outline: Vec<OutlineItem>,
    rules: Vec<Rule>,
    versions: Vec<Version>,
    version: i64,
    general: i64,
    #[serde(default)]
    locked: bool,
    leaves: Moment,
    #[serde(default)]
    announced: Option<Moment>,
    #[serde(default)]
    districts: Vec<String>,
    #[serde(default)]
    accent: Option<String>,
    #[serde(default)]
    logo: Option<Illustration>,
}

impl From<Flat> for Consultation {
    fn from(flat: Flat) -> Self {
        Self {
            summary: ConsultationSummary {
                slug: flat.slug,
                title: flat.title,
                phase: flat.phase,
                opens: flat.opens,
                closes: flat.closes,
                lang: flat.lang,
                counts: flat.counts,
            },
            lede: flat.lede,
            notice: flat.notice,
            case_number: flat.case_number,
            committee: flat.committee,
            mail: flat.mail,
            letter: flat.letter,
            outline: flat.outline,
            rules: flat.rules,
            versions: flat.versions,
            version: flat.version,
            general: flat.general,
            locked: flat.locked,
            leaves: flat.leaves,
            announced: flat.announced,
            districts: flat.districts,
            accent: flat.accent,
            logo: flat.logo,
        }
    }
}

impl From<Consultation> for Flat {
    fn from(whole: Consultation) -> Self {
        Self {
            slug: whole.summary.slug,
            title: whole.summary.title,
            phase: whole.summary.phase,
            opens: whole.summary.opens,
            closes: whole.summary.closes,
            counts: whole.summary.counts,
            lede: whole.lede,
            notice: whole.notice,
            case_number: whole.case_number,
            committee: whole.committee,
            lang: whole.summary.lang,
            mail: whole.mail,
            letter: whole.letter,
            outline: whole.outline,
            rules: whole.rules,
            versions: whole.versions,
            version: whole.version,
            general: whole.general,
            locked: whole.locked,
            leaves: whole.leaves,
            announced: whole.announced,
            districts: whole.districts,
            accent: whole.accent,
            logo: whole.logo,
        }
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Consultation {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        Flat::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Consultation {
    fn schemas(
        schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>)>,
    ) {
        Flat::schemas(schemas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_moment_belongs_to_the_time_after() {
        let period = Period { opens: Moment(1_000), closes: Moment(2_000) };
        assert_eq!(period.phase(Moment(999)), Phase::Upcoming);
        assert_eq!(period.phase(Moment(1_000)), Phase::Open);
        assert_eq!(period.phase(Moment(1_999)), Phase::Open);
        assert_eq!(period.phase(Moment(2_000)), Phase::Closed);
    }

    #[test]
    fn a_begun_day_counts_as_left() {
        let period = Period { opens: Moment(0), closes: Moment(2 * DAY) };
        assert_eq!(period.days_left(Moment(1)), 2);
        assert_eq!(period.days_left(Moment(DAY)), 1);
        assert_eq!(period.days_left(Moment(3 * DAY)), 0);
    }
}
