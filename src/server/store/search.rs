//! The index of words: which stand where. Filled in Rust, the same on both databases.
//!
//! A question's word is first looked for among the words that occur at all (by its stem, or by its
//! trigrams as a part of others), then each of those where it stands, the newest first.

use model::{FieldFlaw, Flaw, HitKind, Page, Uuid};
use sqlx::AssertSqlSafe;

use super::thread::Cursor;
use super::{Conn, Result, Store, StoreError, on};
use crate::words::{Asked, Words, tokens, trigrams};

const WAITING: &str = "select id from search_queue limit 1";
const TAKE: &str = "delete from search_queue where id in \
    (select id from search_queue order by id limit $1) returning rank, item";
const FORGET: &str = "delete from search_posting where item = $1";
const COMMENT: &str = "select consultation, body from comment where id = $1";
const PROPOSAL: &str = "select consultation, coalesce(title, '') || ' ' || coalesce(body, '') || ' ' \
    || coalesce(original, '') || ' ' || coalesce(replacement, '') || ' ' || coalesce(reason, '') \
    from proposal where id = $1";
const SECTION: &str = "select p.consultation, coalesce(p.label, '') || ' ' || p.title || ' ' \
    || p.plain_text from passage p where p.section = $1 and p.version = \
        (select max(q.version) from passage q where q.section = $1)";
const COMMENT_SHOWN: &str = "select null as name, coalesce(p.name, f.name, '') as title, \
    k.label, k.title as place, c.body as text from comment c \
    left join participant p on p.id = c.participant left join staff f on f.id = c.staff \
    left join passage k on k.section = c.thread and k.version = \
        (select max(q.version) from passage q where q.section = c.thread) \
    where c.id = $1 and c.exposure = 2";
const PROPOSAL_SHOWN: &str = "select null as name, p.title, k.label, k.title as place, \
    coalesce(p.body, '') || ' ' || coalesce(p.replacement, '') || ' ' || coalesce(p.reason, '') \
    as text from proposal p left join passage k on k.section = p.section and k.version = \
        (select max(q.version) from passage q where q.section = p.section) \
    where p.id = $1 and p.exposure = 2";
const SECTION_SHOWN: &str = "select s.key as name, p.title, p.label, null as place, \
    p.plain_text as text from section s join passage p on p.section = s.id and p.version = \
        (select max(q.version) from passage q where q.section = s.id) where s.id = $1";
const BY_STEM: &str = "select id, text from search_word where stem = $1 limit $2";
const CONSULTATION: &str = "select id from consultation where slug = $1 and published";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("words of a stem", BY_STEM),
    ("consultation that is searched", CONSULTATION),
    ("comment found", COMMENT_SHOWN),
    ("proposal found", PROPOSAL_SHOWN),
    ("section found", SECTION_SHOWN),
];

/// Items that are indexed in one transaction: posts wait no longer than that takes.
const AT_ONCE: i64 = 16;
/// Words of a text that are bound in one statement.
const BOUND: usize = 200;
/// Most words that a word of a question can mean, as a part of them.
const MEANT_MOST: i64 = 60;
/// From here on it is "many".
const COUNTED_MOST: i64 = 1000;

/// Something found: which it is, for the page that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    // As in search_posting: what ranks higher is shown first.
    rank: i16,
    /// The comment, proposal or section.
    pub item: Uuid,
}

/// What is shown of something found.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Shown {
    /// A section's key.
    pub name: Option<String>,
    /// The title, or who wrote the comment.
    pub title: String,
    /// The label of the section, or of the one that the post is about.
    pub label: Option<String>,
    /// The title of the section that the post is about.
    pub place: Option<String>,
    /// Its words.
    pub text: String,
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
    /// Indexes a few of the items that wait; tells whether there were any.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn index_some(&self, words: &Words) -> Result<bool> {
        let mut conn = self.read().await?;
        let waiting: Option<(i64,)> =
            on!(conn, c => sqlx::query_as(WAITING).fetch_optional(&mut *c).await)?;
        drop(conn);
        if waiting.is_none() {
            return Ok(false);
        }
        let mut tx = self.write().await?;
        let mut items: Vec<(i16, Uuid)> =
            on!(tx, c => sqlx::query_as(TAKE).bind(AT_ONCE).fetch_all(&mut *c).await)?;
        items.sort_unstable();
        items.dedup();
        for (rank, item) in items {
            index(&mut tx, words, rank, item).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// A page of what holds all words of a question: sections first, then proposals, then comments,
    /// of each kind the newest first. The total is at most 1,000.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without such a consultation, [`StoreError::Invalid`] for an `after`
    /// that this program has not written.
    pub async fn search(
        &self,
        slug: &str,
        asked: &[Asked],
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
            meant.push(words_meant(&mut conn, word).await?);
        }
        // The rarest leads; the others only say yes or no.
        meant.sort_by_key(Vec::len);
        let Some((leading, others)) = meant.split_first().filter(|(first, _)| !first.is_empty())
        else {
            return Ok(Page { items: Vec::new(), next: None, total: 0 });
        };
        let holds: String = others.iter().map(|ids| also(ids)).collect();
        let mut found = Vec::new();
        for word in leading {
            let sql = format!(
                "select p.rank, p.item from search_posting p where p.consultation = $1 \
                 and p.word = {word} and (p.rank, p.item) < ($2, $3){PUBLIC}{holds} \
                 order by p.rank desc, p.item desc limit $4"
            );
            let rows: Vec<(i16, Uuid)> = on!(conn, c => sqlx::query_as(AssertSqlSafe(sql))
                .persistent(false).bind(consultation).bind(rank).bind(at.id).bind(limit + 1)
                .fetch_all(&mut *c).await)?;
            found.extend(rows.into_iter().map(|(rank, item)| Found { rank, item }));
        }
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.dedup();
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > size;
        found.truncate(size);
        let next = found.last().filter(|_| more);
        let next = next.map(|last| Cursor { support: last.rank.into(), id: last.item }.write());
        let total = total(&mut conn, consultation, leading, &holds).await?;
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
        Ok(on!(conn, c => sqlx::query_as(sql).bind(found.item).fetch_optional(&mut *c).await)?)
    }
}

/// Only what the public can read: the columns say it, whatever the index holds.
const PUBLIC: &str = " and (p.rank = 3 \
    or exists (select 1 from comment c where c.id = p.item and c.exposure = 2) \
    or exists (select 1 from proposal q where q.id = p.item and q.exposure = 2))";

fn list(ids: &[i64]) -> String {
    ids.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// That an item holds one of these words as well.
fn also(words: &[i64]) -> String {
    // An empty list holds nothing; not every database takes one.
    let ids = if words.is_empty() { "-1".to_owned() } else { list(words) };
    format!(
        " and exists (select 1 from search_posting o where o.item = p.item and o.word in ({ids}))"
    )
}

async fn total(conn: &mut Conn, consultation: Uuid, words: &[i64], holds: &str) -> Result<i64> {
    let sql = format!(
        "select count(*) from (select distinct p.rank, p.item from search_posting p \
         where p.consultation = $1 and p.word in ({}){PUBLIC}{holds} limit $2) as found",
        list(words)
    );
    let (total,): (i64,) = on!(conn, c => sqlx::query_as(AssertSqlSafe(sql)).persistent(false)
        .bind(consultation).bind(COUNTED_MOST).fetch_one(&mut *c).await)?;
    Ok(total)
}

/// The words that occur and that a word of a question means.
async fn words_meant(conn: &mut Conn, asked: &Asked) -> Result<Vec<i64>> {
    let mut meant: Vec<(i64, String)> = on!(conn, c => sqlx::query_as(BY_STEM).bind(&asked.stem)
        .bind(MEANT_MOST).fetch_all(&mut *c).await)?;
    if asked.is_part() {
        let trigrams = trigrams(&asked.text);
        let each: Vec<String> = (1..=trigrams.len())
            .map(|place| format!("select word from search_trigram where trigram = ${place}"))
            .collect();
        let sql = format!(
            "select id, text from search_word where id in ({}) order by length(text) limit {}",
            each.join(" intersect "),
            MEANT_MOST * 4
        );
        let found: Vec<(i64, String)> = on!(conn, c => {
            let mut query = sqlx::query_as(AssertSqlSafe(sql));
            for trigram in &trigrams {
                query = query.bind(trigram);
            }
            query.fetch_all(&mut *c).await
        })?;
        // All its trigrams, but not in a row: another word.
        let parts = found.into_iter().filter(|(_, text)| text.contains(&asked.text));
        meant.extend(parts.take(usize::try_from(MEANT_MOST).unwrap_or_default()));
    }
    let mut ids: Vec<i64> = meant.into_iter().map(|(id, _)| id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

async fn index(conn: &mut Conn, words: &Words, rank: i16, item: Uuid) -> Result<()> {
    on!(conn, c => sqlx::query(FORGET).bind(item).execute(&mut *c).await.map(|_| ()))?;
    let sql = match rank {
        1 => COMMENT,
        2 => PROPOSAL,
        _ => SECTION,
    };
    let text: Option<(Uuid, String)> =
        on!(conn, c => sqlx::query_as(sql).bind(item).fetch_optional(&mut *c).await)?;
    let Some((consultation, text)) = text else { return Ok(()) };
    // In order, so that two processes never wait for each other's words.
    let mut texts: Vec<String> = tokens(&text).map(|(_, word)| word).collect();
    texts.sort_unstable();
    texts.dedup();
    for texts in texts.chunks(BOUND) {
        let ids = word_ids(conn, words, texts).await?;
        let rows: Vec<String> = ids.iter().map(|id| format!("($1, {id}, $2, $3)")).collect();
        let sql = format!(
            "insert into search_posting (consultation, word, rank, item) values {} \
             on conflict do nothing",
            rows.join(", ")
        );
        on!(conn, c => sqlx::query(AssertSqlSafe(sql)).persistent(false).bind(consultation)
            .bind(rank).bind(item).execute(&mut *c).await.map(|_| ()))?;
    }
    Ok(())
}

/// The ids of words; those that never occurred before are added, with their trigrams.
async fn word_ids(conn: &mut Conn, words: &Words, texts: &[String]) -> Result<Vec<i64>> {
    let rows: Vec<String> =
        (0..texts.len()).map(|at| format!("(${}, ${})", 2 * at + 1, 2 * at + 2)).collect();
    let sql = format!(
        "insert into search_word (text, stem) values {} on conflict (text) do nothing \
         returning id, text",
        rows.join(", ")
    );
    let new: Vec<(i64, String)> = on!(conn, c => {
        let mut query = sqlx::query_as(AssertSqlSafe(sql)).persistent(false);
        for text in texts {
            query = query.bind(text).bind(words.stem(text));
        }
        query.fetch_all(&mut *c).await
    })?;
    let pairs: Vec<(i64, String)> = new
        .iter()
        .flat_map(|(id, text)| trigrams(text).into_iter().map(|trigram| (*id, trigram)))
        .collect();
    for pairs in pairs.chunks(BOUND) {
        let rows: Vec<String> =
            pairs.iter().enumerate().map(|(at, (id, _))| format!("(${}, {id})", at + 1)).collect();
        let sql = format!(
            "insert into search_trigram (trigram, word) values {} on conflict do nothing",
            rows.join(", ")
        );
        on!(conn, c => {
            let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
            for (_, trigram) in pairs {
                query = query.bind(trigram);
            }
            query.execute(&mut *c).await.map(|_| ())
        })?;
    }
    let places: Vec<String> = (1..=texts.len()).map(|place| format!("${place}")).collect();
    let sql = format!("select id from search_word where text in ({})", places.join(", "));
    let ids: Vec<(i64,)> = on!(conn, c => {
        let mut query = sqlx::query_as(AssertSqlSafe(sql)).persistent(false);
        for text in texts {
            query = query.bind(text);
        }
        query.fetch_all(&mut *c).await
    })?;
    Ok(ids.into_iter().map(|(id,)| id).collect())
}
