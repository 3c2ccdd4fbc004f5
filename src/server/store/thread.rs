//! Threads in the store: what comments hang on, read a page at a time by key.

use model::{
    Comment, Exposure, FieldFlaw, Flaw, Moment, PAGE_DEFAULT, PAGE_MAX, Page, Period, Sort, Uuid,
};

use super::comment::{Row, columns, from, row};
use super::support::supported;
use super::{Conn, Result, Store, StoreError, on};

macro_rules! list {
    ($where:literal) => {
        concat!(
            "select ",
            columns!(),
            from!(),
            " where c.thread = $1 and c.root is null and c.exposure > 0 and ",
            $where
        )
    };
}
const NEWEST: &str = list!("c.id < $2 order by c.id desc limit $3");
const OLDEST: &str = list!("c.id > $2 order by c.id limit $3");
const AGREED: &str =
    list!("(c.support, c.id) < ($4, $2) order by c.support desc, c.id desc limit $3");
const PARAGRAPH_NEWEST: &str = list!("c.paragraph = $4 and c.id < $2 order by c.id desc limit $3");
const PARAGRAPH_OLDEST: &str = list!("c.paragraph = $4 and c.id > $2 order by c.id limit $3");
const PARAGRAPH_AGREED: &str = list!(
    "c.paragraph = $5 and (c.support, c.id) < ($4, $2) order by c.support desc, c.id desc limit $3"
);
const REPLIES: &str = concat!(
    "select ",
    columns!(),
    from!(),
    " where c.root = $1 and c.exposure > 0 and c.id > $2 order by c.id limit $3"
);
const ANSWERS: &str = concat!(
    "select ",
    columns!(),
    from!(),
    " where c.parent = $1 and c.exposure > 0 and c.id > $2 order by c.id limit $3"
);
const SECTION: &str = "select c.id as consultation, s.id as thread, c.opens, c.closes, \
    cast(2 as smallint) as exposure \
    from consultation c join section s on s.consultation = c.id \
    where c.slug = $1 and s.key = $2 and c.published";
const GENERAL: &str = "select c.id as consultation, c.id as thread, c.opens, c.closes, \
    cast(2 as smallint) as exposure \
    from consultation c where c.slug = $1 and c.published";
const PROPOSAL: &str = "select c.id as consultation, p.id as thread, c.opens, c.closes, p.exposure \
    from proposal p join consultation c on c.id = p.consultation \
    where p.id = $1 and p.exposure > 0 and c.published";
const NEWS: &str = "select c.id as consultation, n.id as thread, c.opens, c.closes, \
    cast(2 as smallint) as exposure \
    from news n join consultation c on c.id = n.consultation where n.id = $1 and c.published";
const TOTAL: &str = "select threads from thread where id = $1";
const PARAGRAPH_TOTAL: &str =
    "select threads from paragraph_count where thread = $1 and paragraph = $2";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("thread, newest", NEWEST),
    ("thread, oldest", OLDEST),
    ("thread, agreed", AGREED),
    ("paragraph, newest", PARAGRAPH_NEWEST),
    ("paragraph, oldest", PARAGRAPH_OLDEST),
    ("paragraph, agreed", PARAGRAPH_AGREED),
    ("replies", REPLIES),
    ("answers", ANSWERS),
    ("spot of a section", SECTION),
    ("spot of a consultation", GENERAL),
    ("spot of a proposal", PROPOSAL),
    ("spot of news", NEWS),
    ("thread total", TOTAL),
    ("paragraph total", PARAGRAPH_TOTAL),
];

/// How many replies stand under a comment in a list before "show more".
const FIRST_REPLIES: i64 = 2;

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
    /// When people can post.
    pub period: Period,
    /// Whether the public sees more than a marker of it.
    pub readable: bool,
}

#[derive(sqlx::FromRow)]
struct SpotRow {
    consultation: Uuid,
    thread: Uuid,
    opens: i64,
    closes: i64,
    exposure: i16,
}

/// Which part of a thread is read, and in which order.
#[derive(Clone, Debug)]
pub struct CommentQuery {
    /// In which order.
    pub sort: Sort,
    /// Only what stands at this paragraph.
    pub paragraph: Option<String>,
    /// At most so many, 1 to 100.
    pub limit: i64,
    /// Where the page before ended.
    pub after: Option<String>,
}

impl Default for CommentQuery {
    fn default() -> Self {
        Self { sort: Sort::Newest, paragraph: None, limit: i64::from(PAGE_DEFAULT), after: None }
    }
}

/// Where a page ended: the last post's place in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) support: i64,
    pub(super) id: Uuid,
}

impl Cursor {
    /// Before everything, in an order that rises or falls.
    pub(super) fn start(rising: bool) -> Self {
        Self { support: i64::MAX, id: if rising { Uuid::nil() } else { Uuid::max() } }
    }

    /// Reads what [`Cursor::write`] wrote.
    pub(super) fn read(text: Option<&str>, rising: bool) -> Result<Self> {
        let Some(text) = text else { return Ok(Self::start(rising)) };
        let parts = text.split_once('-').and_then(|(support, id)| {
            Some(Self { support: support.parse().ok()?, id: Uuid::try_parse(id).ok()? })
        });
        parts.ok_or_else(|| {
            let flaw = FieldFlaw { field: "after".to_owned(), flaw: Flaw::Malformed };
            StoreError::Invalid(vec![flaw])
        })
    }

    pub(super) fn write(self) -> String {
        format!("{}-{}", self.support, self.id.simple())
    }
}

impl Store {
    /// Finds what a thread hangs on.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the public knows no such place.
    pub async fn spot(&self, place: &Place) -> Result<Spot> {
        let mut conn = self.read().await?;
        let row: Option<SpotRow> = match place {
            Place::Section(slug, key) => on!(conn, c => sqlx::query_as(SECTION).bind(slug)
                .bind(key).fetch_optional(&mut *c).await)?,
            Place::General(slug) => on!(conn, c => sqlx::query_as(GENERAL).bind(slug)
                .fetch_optional(&mut *c).await)?,
            Place::Proposal(id) => on!(conn, c => sqlx::query_as(PROPOSAL).bind(id)
                .fetch_optional(&mut *c).await)?,
            Place::News(id) => on!(conn, c => sqlx::query_as(NEWS).bind(id)
                .fetch_optional(&mut *c).await)?,
        };
        let row = row.ok_or(StoreError::Missing)?;
        let period = Period { opens: Moment(row.opens), closes: Moment(row.closes) };
        let readable = Exposure::from_stored(row.exposure) == Exposure::Full;
        Ok(Spot { consultation: row.consultation, thread: row.thread, period, readable })
    }

    /// A page of a thread's top level, each post with its first two replies.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for an `after` that this program has not written.
    pub async fn comments(
        &self,
        spot: &Spot,
        query: &CommentQuery,
        reader: Option<Uuid>,
    ) -> Result<Page<Comment>> {
        let mut conn = self.read().await?;
        let limit = query.limit.clamp(1, i64::from(PAGE_MAX));
        let mut rows = top_level(&mut conn, spot.thread, query, limit + 1).await?;
        let next = cut(&mut rows, limit);
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let (id, answered) = (row.id, row.replies > 0 || row.root.is_none());
            let mut comment = row.for_reader(reader);
            if answered {
                let replies = replies(&mut conn, REPLIES, id, Uuid::nil(), FIRST_REPLIES).await?;
                comment.first_replies =
                    replies.into_iter().map(|reply| reply.for_reader(reader)).collect();
            }
            items.push(comment);
        }
        mark_supported(&mut conn, &mut items, reader).await?;
        let total = total(&mut conn, spot.thread, query.paragraph.as_deref()).await?;
        Ok(Page { items, next, total })
    }

    /// A page of the replies under a comment, oldest first: all of them under a top-level one.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the public sees no such comment.
    pub async fn replies(
        &self,
        id: Uuid,
        limit: i64,
        after: Option<&str>,
        reader: Option<Uuid>,
    ) -> Result<Page<Comment>> {
        let mut conn = self.read().await?;
        let above = row(&mut conn, id).await?.ok_or(StoreError::Missing)?;
        let own = reader.is_some() && above.participant == reader;
        if above.exposure() == Exposure::Nothing && !own {
            return Err(StoreError::Missing);
        }
        let sql = if above.root.is_none() { REPLIES } else { ANSWERS };
        let limit = limit.clamp(1, i64::from(PAGE_MAX));
        let after = Cursor::read(after, true)?.id;
        let mut rows = replies(&mut conn, sql, id, after, limit + 1).await?;
        let next = cut(&mut rows, limit);
        let mut items: Vec<Comment> = rows.into_iter().map(|row| row.for_reader(reader)).collect();
        mark_supported(&mut conn, &mut items, reader).await?;
        Ok(Page { items, next, total: above.replies })
    }
}

async fn top_level(
    conn: &mut Conn,
    thread: Uuid,
    query: &CommentQuery,
    limit: i64,
) -> Result<Vec<Row>> {
    let at = Cursor::read(query.after.as_deref(), query.sort == Sort::Oldest)?;
    let paragraph = &query.paragraph;
    let rows = match (query.sort, paragraph.is_some()) {
        (Sort::Newest | Sort::Oldest, false) => {
            let sql = if query.sort == Sort::Newest { NEWEST } else { OLDEST };
            on!(conn, c => sqlx::query_as(sql).bind(thread).bind(at.id).bind(limit)
                .fetch_all(&mut *c).await)?
        }
        (Sort::Newest | Sort::Oldest, true) => {
            let sql = if query.sort == Sort::Newest { PARAGRAPH_NEWEST } else { PARAGRAPH_OLDEST };
            on!(conn, c => sqlx::query_as(sql).bind(thread).bind(at.id).bind(limit)
                .bind(paragraph).fetch_all(&mut *c).await)?
        }
        (Sort::Agreed, false) => on!(conn, c => sqlx::query_as(AGREED).bind(thread).bind(at.id)
            .bind(limit).bind(at.support).fetch_all(&mut *c).await)?,
        (Sort::Agreed, true) => on!(conn, c => sqlx::query_as(PARAGRAPH_AGREED).bind(thread)
            .bind(at.id).bind(limit).bind(at.support).bind(paragraph).fetch_all(&mut *c).await)?,
    };
    Ok(rows)
}

async fn replies(
    conn: &mut Conn,
    sql: &'static str,
    above: Uuid,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Row>> {
    Ok(on!(conn, c => sqlx::query_as(sql).bind(above).bind(after).bind(limit)
        .fetch_all(&mut *c).await)?)
}

/// Drops the row that was read only to learn whether there are more; answers where to read on.
fn cut(rows: &mut Vec<Row>, limit: i64) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= limit {
        return None;
    }
    rows.truncate(limit);
    rows.last().map(|row| Cursor { support: row.support, id: row.id }.write())
}

async fn mark_supported(
    conn: &mut Conn,
    items: &mut [Comment],
    reader: Option<Uuid>,
) -> Result<()> {
    let Some(reader) = reader else { return Ok(()) };
    let supported: std::collections::HashSet<String> =
        supported(conn, reader).await?.iter().map(|id| id.simple().to_string()).collect();
    for comment in items.iter_mut() {
        comment.supported = Some(supported.contains(&comment.id));
        for reply in &mut comment.first_replies {
            reply.supported = Some(supported.contains(&reply.id));
        }
    }
    Ok(())
}

async fn total(conn: &mut Conn, thread: Uuid, paragraph: Option<&str>) -> Result<i64> {
    let row: Option<(i64,)> = match paragraph {
        None => on!(conn, c => sqlx::query_as(TOTAL).bind(thread).fetch_optional(&mut *c).await)?,
        Some(paragraph) => on!(conn, c => sqlx::query_as(PARAGRAPH_TOTAL).bind(thread)
            .bind(paragraph).fetch_optional(&mut *c).await)?,
    };
    Ok(row.map_or(0, |row| row.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let cursor = Cursor { support: 7, id: Uuid::max() };
        assert_eq!(Cursor::read(Some(&cursor.write()), true).unwrap(), cursor);
        assert!(Cursor::read(Some("7-zzz"), true).is_err());
    }
}
