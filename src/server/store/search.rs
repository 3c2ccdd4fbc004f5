//! The index of words: which stand where. Filled in Rust, the same on both databases.
//!
//! A question's word is first looked for among the words of the hearing (by its stem, or by its
//! trigrams as a part of others), then each of those where it stands, the newest first.

use std::cmp::Reverse;

use app::words_of_blocks;
use model::{FieldFlaw, Flaw, HitKind, Page, Uuid};
use sqlx::AssertSqlSafe;

use self::meant::USED_MOST;
pub(super) use self::meant::{Meant, words_meant};
use super::thread::Cursor;
use super::{Conn, Result, Store, StoreError, on};
use crate::words::Asked;

/// What is found in a proposal besides its title is also what is shown of it.
macro_rules! proposal_text {
    () => {
        "p.body || ' ' || coalesce(p.original, '') || ' ' || coalesce(p.replacement, '') || ' ' \
         || coalesce(p.reason, '')"
    };
}
// After the macro, which both use.
mod index;
mod meant;

// `model::NAMELESS` stands in the place of a name that was taken away, `model::OFFICE` in that of staff
// without one.
const COMMENT_SHOWN: &str = "select null as name, cast(null as bigint) as number, \
    case when c.nameless then 'Deltager' \
    else coalesce(p.name, h.sender, f.name, 'Kommunen') end as title, \
    k.label, k.title as place, c.support, c.body as text, cast(null as text) as short from comment c \
    join consultation h on h.id = c.consultation \
    left join participant p on p.id = c.participant left join staff f on f.id = c.staff \
    left join passage k on k.section = c.thread and k.version = \
        (select max(q.version) from passage q where q.section = c.thread) \
    where c.id = $1 and c.exposure = 2";
const PROPOSAL_SHOWN: &str = concat!(
    "select null as name, p.number, p.title, k.label, k.title as place, p.support, ",
    proposal_text!(),
    " as text, cast(null as text) as short from proposal p \
    left join passage k on k.section = p.section and k.version = \
        (select max(q.version) from passage q where q.section = p.section) \
    where p.id = $1 and p.exposure = 2"
);
const SECTION_SHOWN: &str = "select s.key as name, cast(null as bigint) as number, p.title, p.label, null as place, \
    cast(null as bigint) as support, p.plain_text as text, p.plain_html as short \
    from section s join passage p on p.section = s.id and p.version = \
        (select max(q.version) from passage q where q.section = s.id) where s.id = $1";
pub(super) const CONSULTATION: &str = "select id from consultation where slug = $1 and published";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("consultation that is searched", CONSULTATION),
    ("comment found", COMMENT_SHOWN),
    ("proposal found", PROPOSAL_SHOWN),
    ("section found", SECTION_SHOWN),
];

/// From here on it is "many".
const COUNTED_MOST: i64 = 1000;
/// So many words are each looked for in an item; it has about as many of its own.
const SEEK_MOST: usize = 60;

/// Something found: which it is, for the page that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    // As in search_posting: what ranks higher is shown first.
    pub(super) rank: i16,
    /// The comment, proposal or section.
    pub item: Uuid,
}

/// What is shown of something found.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Shown {
    /// A section's key.
    pub name: Option<String>,
    /// A proposal's number.
    pub number: Option<i64>,
    /// The title, or who wrote the comment.
    pub title: String,
    /// The label of the section, or of the one that the post is about.
    pub label: Option<String>,
    /// The title of the section that the post is about.
    pub place: Option<String>,
    /// How many support the post.
    pub support: Option<i64>,
    /// Its words: of a section, those of the full edition.
    pub text: String,
    /// The words of a section's short edition, when it has one.
    pub short: Option<String>,
}

impl Found {
    /// What it is.
    #[must_use]
    pub const fn kind(self) -> HitKind {
        match self.rank {
            3 => HitKind::Section,
            2 => HitKind::Proposal,
            _ => HitKind::Comment,
        }
    }
}

impl Store {
    /// A page of what holds all words of a question, of one kind or of any: sections first, then
    /// proposals, then comments, of each kind the newest first. The total is at most 1,000.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without such a consultation, [`StoreError::Invalid`] for an `after`
    /// that this program has not written.
    pub async fn search(
        &self,
        slug: &str,
        asked: &[Asked],
        kind: Option<HitKind>,
        limit: i64,
        after: Option<&str>,
    ) -> Result<Page<Found>> {
        let mut conn = self.read().await?;
        let consultation: Option<(Uuid,)> =
            on!(conn, c => sqlx::query_as(CONSULTATION).bind(slug).fetch_optional(&mut *c).await)?;
        let (consultation,) = consultation.ok_or(StoreError::Missing)?;
        let at = Cursor::read(after, false)?;
        let Ok(rank) = i16::try_from(at.support.min(i64::from(i16::MAX))) else {
            let flaw = FieldFlaw { field: "after".to_owned(), flaw: Flaw::Malformed };
            return Err(StoreError::Invalid(vec![flaw]));
        };
        let mut meant = Vec::new();
        for word in asked {
            meant.push(words_meant(&mut conn, consultation, word).await?);
        }
        // The rarest leads; the others only say yes or no.
        meant.sort_by_key(|words| words.iter().map(|word| word.used).sum::<i64>());
        let Some((leading, others)) = meant.split_first().filter(|(first, _)| !first.is_empty())
        else {
            return Ok(Page { items: Vec::new(), next: None, total: 0 });
        };
        let holds: String = others.iter().map(|words| also(&ids(words))).collect();
        let holds = of_kind(kind) + &holds;
        let at = Found { rank, item: at.id };
        let mut found = first(&mut conn, consultation, leading, &holds, at, limit + 1).await?;
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > size;
        found.truncate(size);
        let next = found.last().filter(|_| more);
        let next = next.map(|last| Cursor { support: last.rank.into(), id: last.item }.write());
        let total = total(&mut conn, consultation, &ids(leading), &holds).await?;
        Ok(Page { items: found, next, total })
    }
}

impl Store {
    /// What the public can read of something found; nothing, when that has changed meanwhile.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn found(&self, found: Found) -> Result<Option<Shown>> {
        let mut conn = self.read().await?;
        let sql = match found.kind() {
            HitKind::Comment => COMMENT_SHOWN,
            HitKind::Proposal => PROPOSAL_SHOWN,
            HitKind::Section => SECTION_SHOWN,
        };
        let shown: Option<Shown> =
            on!(conn, c => sqlx::query_as(sql).bind(found.item).fetch_optional(&mut *c).await)?;
        Ok(shown.map(|shown| Shown { short: shown.short.as_deref().map(words_of_short), ..shown }))
    }
}

/// The words of a short edition, of which the store keeps only the HTML. The arrow back from a
/// footnote is the page's and not the text's.
fn words_of_short(html: &str) -> String {
    let blocks = words_of_blocks(&[html]).into_iter();
    blocks.map(|(_, words)| words.replace(" ↩", "")).collect::<Vec<_>>().join(" ")
}

/// The first `most` that hold one of some words, after a place in the order. What bounds the time:
/// once there are so many, of all further words only what comes before the last of these is read.
async fn first(
    conn: &mut Conn,
    consultation: Uuid,
    words: &[Meant],
    holds: &str,
    at: Found,
    most: i64,
) -> Result<Vec<Found>> {
    let size = usize::try_from(most).unwrap_or(usize::MAX);
    let mut found: Vec<Found> = Vec::new();
    let mut last = Found { rank: 0, item: Uuid::nil() };
    for words in together(words) {
        let sql = page_of(&words, holds, most);
        let rows: Vec<(i16, Uuid)> = on!(conn, c => sqlx::query_as(AssertSqlSafe(sql))
            .persistent(false).bind(consultation).bind(at.rank).bind(at.item).bind(last.rank)
            .bind(last.item).fetch_all(&mut *c).await)?;
        found.extend(rows.into_iter().map(|(rank, item)| Found { rank, item }));
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.dedup();
        found.truncate(size);
        if let Some(least) = found.last().filter(|_| found.len() == size) {
            last = *least;
        }
    }
    Ok(found)
}

/// Which words are read in one statement, the most used first, for they fill the page: each that
/// stands in many items alone, the others as long as not many items are read at once.
fn together(words: &[Meant]) -> Vec<Vec<i64>> {
    let mut words = words.to_vec();
    words.sort_unstable_by_key(|word| Reverse(word.used));
    let mut groups: Vec<(i64, Vec<i64>)> = Vec::new();
    for word in words {
        match groups.last_mut() {
            Some((used, ids)) if *used + word.used <= USED_MOST => {
                *used += word.used;
                ids.push(word.id);
            }
            _ => groups.push((word.used, vec![word.id])),
        }
    }
    groups.into_iter().map(|(_, ids)| ids).collect()
}

/// What holds one of some words, between two places in the order. Of one word alone it is read by
/// key, and no more than needed; of several, there is no such order to read in.
fn page_of(words: &[i64], holds: &str, most: i64) -> String {
    let order = match words {
        [_] => format!(" order by p.rank desc, p.item desc limit {most}"),
        _ => String::new(),
    };
    format!(
        "select p.rank, p.item from search_posting p where p.consultation = $1 \
         and p.word in ({}) and (p.rank, p.item) < ($2, $3) and (p.rank, p.item) > ($4, $5)\
         {PUBLIC}{holds}{order}",
        list(words)
    )
}

/// What the public reads by texts that are put together, for the test that no read scans.
#[cfg(test)]
pub(super) fn put_together() -> Vec<(&'static str, String)> {
    let both = |kind| of_kind(kind) + &also(&[7, 8]);
    let many = also(&vec![7; SEEK_MOST + 1]);
    let mut texts = vec![
        ("page of a word", page_of(&[1], &both(None), 21)),
        ("page of a word in proposals", page_of(&[1], &both(Some(HitKind::Proposal)), 21)),
        ("page of words", page_of(&[1, 2], &both(None), 21)),
        ("page of a word beside many", page_of(&[1], &many, 21)),
        ("total of words in proposals", count_of(&[1, 2], &both(Some(HitKind::Proposal)))),
    ];
    texts.extend(meant::put_together());
    texts
}

/// Only what is of a kind, if one was named.
pub(super) fn of_kind(kind: Option<HitKind>) -> String {
    let rank = kind.map(|kind| match kind {
        HitKind::Section => 3,
        HitKind::Proposal => 2,
        HitKind::Comment => 1,
    });
    rank.map(|rank| format!(" and p.rank = {rank}")).unwrap_or_default()
}

/// Only what the public can read: the columns say it, whatever the index holds. They are read by key
/// for each item; of an `exists` PostgreSQL makes a list of all that can be read.
pub(super) const PUBLIC: &str = " and (p.rank = 3 \
    or (select c.exposure from comment c where c.id = p.item) = 2 \
    or (select q.exposure from proposal q where q.id = p.item) = 2)";

/// The ids of words.
pub(super) fn ids(words: &[Meant]) -> Vec<i64> {
    words.iter().map(|word| word.id).collect()
}

pub(super) fn list(ids: &[i64]) -> String {
    ids.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// That an item holds one of these words as well. A few are each looked for; of many, it costs less
/// to look through the item's own words, and the plus keeps the databases from the former.
fn also(words: &[i64]) -> String {
    // An empty list holds nothing; not every database takes one.
    let ids = if words.is_empty() { "-1".to_owned() } else { list(words) };
    let plus = if words.len() > SEEK_MOST { "+" } else { "" };
    format!(
        " and (select 1 from search_posting o where o.item = p.item \
         and {plus}o.word in ({ids}) limit 1) = 1"
    )
}

fn count_of(words: &[i64], holds: &str) -> String {
    format!(
        "select count(*) from (select distinct p.rank, p.item from search_posting p \
         where p.consultation = $1 and p.word in ({}){PUBLIC}{holds} limit $2) as found",
        list(words)
    )
}

async fn total(conn: &mut Conn, consultation: Uuid, words: &[i64], holds: &str) -> Result<i64> {
    let sql = count_of(words, holds);
    let (total,): (i64,) = on!(conn, c => sqlx::query_as(AssertSqlSafe(sql)).persistent(false)
        .bind(consultation).bind(COUNTED_MOST).fetch_one(&mut *c).await)?;
    Ok(total)
}
