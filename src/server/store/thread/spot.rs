//! What threads hang on: a section, a hearing as a whole, a proposal, a piece of news.

use model::{Exposure, Mode, Moment, Period, Uuid};

use super::super::{Result, Store, StoreError, on};
use crate::clock;

macro_rules! spot {
    ($mode:literal, $exposure:literal, $from:literal) => {
        concat!(
            "select c.id as consultation, t.id as thread, c.opens, c.closes, ",
            $mode,
            " as mode, c.automatic, c.stopped, t.locked, ",
            $exposure,
            " as exposure from ",
            $from
        )
    };
}
const SECTION: &str = spot!(
    "coalesce(s.mode, c.mode)",
    "cast(2 as smallint)",
    "consultation c join section s on s.consultation = c.id join thread t on t.id = s.id \
     where c.slug = $1 and s.key = $2 and c.published"
);
const GENERAL: &str = spot!(
    "c.mode",
    "cast(2 as smallint)",
    "consultation c join thread t on t.id = c.id where c.slug = $1 and c.published"
);
const PROPOSAL: &str = spot!(
    "coalesce(s.mode, c.mode)",
    "p.exposure",
    "proposal p join consultation c on c.id = p.consultation join thread t on t.id = p.id \
     left join section s on s.id = p.section \
     where p.id = $1 and p.exposure > 0 and c.published"
);
const NEWS: &str = spot!(
    "c.mode",
    "cast(2 as smallint)",
    "news n join consultation c on c.id = n.consultation join thread t on t.id = n.id \
     where n.id = $1 and n.published <= $2 and c.published"
);

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(in crate::store) const READS: &[(&str, &str)] = &[
    ("spot of a section", SECTION),
    ("spot of a consultation", GENERAL),
    ("spot of a proposal", PROPOSAL),
    ("spot of news", NEWS),
];

/// What a thread hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A section of a consultation.
    Section(String, String),
    /// A consultation as a whole.
    General(String),
    /// A proposal.
    Proposal(Uuid),
    /// A piece of news.
    News(Uuid),
}

/// A place that exists: where it is, and when people can post there.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// The consultation that it belongs to.
    pub consultation: Uuid,
    /// The thread on it.
    pub thread: Uuid,
    /// What it is: `section`, `general`, `proposal` or `news`.
    pub kind: &'static str,
    /// When people can post.
    pub period: Period,
    /// Whether the public sees more than a marker of it.
    pub readable: bool,
    /// Which posts wait for a moderator here.
    pub mode: Mode,
    /// Whether the program may hold posts of itself here.
    pub automatic: bool,
    /// Whether nobody can post here for now.
    pub locked: bool,
}

#[derive(sqlx::FromRow)]
struct SpotRow {
    consultation: Uuid,
    thread: Uuid,
    opens: i64,
    closes: i64,
    mode: String,
    automatic: bool,
    stopped: bool,
    locked: bool,
    exposure: i16,
}

impl Store {
    /// Finds what a thread hangs on.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the public knows no such place.
    pub async fn spot(&self, place: &Place) -> Result<Spot> {
        let mut conn = self.read().await?;
        let (kind, row): (_, Option<SpotRow>) = match place {
            Place::Section(slug, key) => (
                "section",
                on!(conn, c => sqlx::query_as(SECTION).bind(slug).bind(key)
                    .fetch_optional(&mut *c).await)?,
            ),
            Place::General(slug) => (
                "general",
                on!(conn, c => sqlx::query_as(GENERAL).bind(slug).fetch_optional(&mut *c).await)?,
            ),
            Place::Proposal(id) => (
                "proposal",
                on!(conn, c => sqlx::query_as(PROPOSAL).bind(id).fetch_optional(&mut *c).await)?,
            ),
            Place::News(id) => (
                "news",
                on!(conn, c => sqlx::query_as(NEWS).bind(id).bind(clock::system().0)
                    .fetch_optional(&mut *c).await)?,
            ),
        };
        let row = row.ok_or(StoreError::Missing)?;
        let period = Period { opens: Moment(row.opens), closes: Moment(row.closes) };
        let readable = Exposure::from_stored(row.exposure) == Exposure::Full;
        Ok(Spot {
            consultation: row.consultation,
            thread: row.thread,
            kind,
            period,
            readable,
            // An unknown one shows nothing before somebody has looked.
            mode: Mode::from_word(&row.mode).unwrap_or(Mode::Before),
            automatic: row.automatic,
            locked: row.stopped || row.locked,
        })
    }
}
