//! Threads in the store: what comments hang on, read a page at a time by key.

#[cfg(test)]
mod properties;
pub(super) mod spot;

use std::collections::HashMap;

use model::{Comment, FieldFlaw, Flaw, PAGE_DEFAULT, PAGE_MAX, Page, Sort, Uuid};

pub use self::spot::{Place, Spot};

use super::comment::{Row, columns, joins};
use super::support::supported;
use super::{Conn, Result, Store, StoreError, on};

macro_rules! list {
    ($where:expr) => {
        concat!(
            "select ",
            columns!(),
            " from comment c",
            joins!(),
            " where c.thread = $1 and c.root is null and c.exposure > 0 and ",
            $where
        )
    };
}
/// The first two replies of each post on such a page, oldest first: by their keys, however many
/// replies there are; and the one that the office shows before them.
macro_rules! first_replies {
    ($where:expr) => {
        concat!(
            "select ",
            columns!(),
            " from (select c.id from comment c \
              where c.thread = $1 and c.root is null and c.exposure > 0 and ",
            $where,
            ") above join comment c on c.id in (\
              (select r.id from comment r where r.root = above.id and r.exposure > 0 \
               order by r.id limit 1), \
              (select r.id from comment r where r.root = above.id and r.exposure > 0 \
               order by r.id limit 1 offset 1), \
              (select r.id from comment r where r.root = above.id and r.pinned \
               and r.exposure = 2))",
            joins!()
        )
    };
}
/// Both statements, which take the same values.
macro_rules! both {
    ($where:expr) => {
        PageSql { posts: list!($where), first_replies: first_replies!($where) }
    };
}
/// What the office has pinned in a proposal's thread, for everybody to read first.
const PINNED: PageSql = both!("c.pinned and c.exposure = 2");
/// The others.
macro_rules! page {
    ($where:literal) => {
        both!(concat!("not (c.pinned and c.exposure = 2) and ", $where))
    };
}
const NEWEST: PageSql = page!("c.id < $2 order by c.id desc limit $3");
const OLDEST: PageSql = page!("c.id > $2 order by c.id limit $3");
const AGREED: PageSql =
    page!("(c.support, c.id) < ($4, $2) order by c.support desc, c.id desc limit $3");
const PARAGRAPH_NEWEST: PageSql = page!("c.stands = $4 and c.id < $2 order by c.id desc limit $3");
const PARAGRAPH_OLDEST: PageSql = page!("c.stands = $4 and c.id > $2 order by c.id limit $3");
const PARAGRAPH_AGREED: PageSql = page!(
    "c.stands = $5 and (c.support, c.id) < ($4, $2) order by c.support desc, c.id desc limit $3"
);
const TOTAL: &str = "select threads from thread where id = $1";
const PARAGRAPH_TOTAL: &str =
    "select threads from paragraph_count where thread = $1 and paragraph = $2";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("thread, pinned", PINNED.posts),
    ("first replies to what is pinned", PINNED.first_replies),
    ("thread, newest", NEWEST.posts),
    ("first replies, newest", NEWEST.first_replies),
    ("thread, oldest", OLDEST.posts),
    ("first replies, oldest", OLDEST.first_replies),
    ("thread, agreed", AGREED.posts),
    ("first replies, agreed", AGREED.first_replies),
    ("paragraph, newest", PARAGRAPH_NEWEST.posts),
    ("first replies at a paragraph, newest", PARAGRAPH_NEWEST.first_replies),
    ("paragraph, oldest", PARAGRAPH_OLDEST.posts),
    ("first replies at a paragraph, oldest", PARAGRAPH_OLDEST.first_replies),
    ("paragraph, agreed", PARAGRAPH_AGREED.posts),
    ("first replies at a paragraph, agreed", PARAGRAPH_AGREED.first_replies),
    ("thread total", TOTAL),
    ("paragraph total", PARAGRAPH_TOTAL),
];

/// How a page of a thread is read.
#[derive(Clone, Copy)]
struct PageSql {
    posts: &'static str,
    first_replies: &'static str,
}

/// How many replies stand under a post of a list.
const FIRST_REPLIES: usize = 2;

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

/// Where a page begins with this comment at its top, in the order of the newest.
#[must_use]
pub fn newest_from(top: Uuid) -> String {
    let id = Uuid::from_u128(top.as_u128().saturating_add(1));
    Cursor { support: 0, id }.write()
}

impl Store {
    /// A page of a thread's top level, each post with its first two replies. What is pinned stands before
    /// all others.
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
        let rising = query.sort == Sort::Oldest;
        let at = Cursor::read(query.after.as_deref(), rising)?;
        let begins = query.after.is_none() && query.paragraph.is_none();
        // An answer to a proposal is the only one at the top of a thread that can be pinned.
        let (mut rows, mut found) = match spot.kind {
            "proposal" if begins => pinned(&mut conn, spot.thread).await?,
            _ => (Vec::new(), Vec::new()),
        };
        let first = rows.len();
        let sql = page_sql(query);
        let page = Range { thread: spot.thread, at, limit: limit + 1, paragraph: &query.paragraph };
        rows.extend(page.read(&mut conn, query.sort, sql.posts).await?);
        let next = cut(&mut rows, limit, first, rising);
        let mut replies = HashMap::<Option<Uuid>, Vec<Comment>>::new();
        found.extend(page.read(&mut conn, query.sort, sql.first_replies).await?);
        found.sort_by_key(|reply| (!reply.pinned, reply.id));
        for reply in found {
            let first = replies.entry(reply.root).or_default();
            if first.len() < FIRST_REPLIES {
                first.push(reply.for_reader(reader));
            }
        }
        let mut items: Vec<Comment> = Vec::with_capacity(rows.len());
        for row in rows {
            let first_replies = replies.remove(&Some(row.id)).unwrap_or_default();
            items.push(Comment { first_replies, ..row.for_reader(reader) });
        }
        mark_supported(&mut conn, &mut items, reader).await?;
        let total = total(&mut conn, spot.thread, query.paragraph.as_deref()).await?;
        Ok(Page { items, next, total })
    }
}

fn page_sql(query: &CommentQuery) -> PageSql {
    match (query.sort, query.paragraph.is_some()) {
        (Sort::Newest, false) => NEWEST,
        (Sort::Oldest, false) => OLDEST,
        (Sort::Agreed, false) => AGREED,
        (Sort::Newest, true) => PARAGRAPH_NEWEST,
        (Sort::Oldest, true) => PARAGRAPH_OLDEST,
        (Sort::Agreed, true) => PARAGRAPH_AGREED,
    }
}

/// What the statements of a page are given.
struct Range<'a> {
    thread: Uuid,
    at: Cursor,
    limit: i64,
    paragraph: &'a Option<String>,
}

impl Range<'_> {
    async fn read(&self, conn: &mut Conn, sort: Sort, sql: &'static str) -> Result<Vec<Row>> {
        let Self { thread, at, limit, paragraph } = self;
        Ok(on!(conn, c => {
            let mut statement = sqlx::query_as(sql).bind(thread).bind(at.id).bind(limit);
            if sort == Sort::Agreed {
                statement = statement.bind(at.support);
            }
            if let Some(paragraph) = paragraph {
                statement = statement.bind(paragraph);
            }
            statement.fetch_all(&mut *c).await
        })?)
    }
}

/// What is pinned at the top of a thread, and its first replies.
async fn pinned(conn: &mut Conn, thread: Uuid) -> Result<(Vec<Row>, Vec<Row>)> {
    let rows: Vec<Row> =
        on!(conn, c => sqlx::query_as(PINNED.posts).bind(thread).fetch_all(&mut *c).await)?;
    if rows.is_empty() {
        return Ok((rows, Vec::new()));
    }
    let replies = on!(conn, c => sqlx::query_as(PINNED.first_replies).bind(thread)
        .fetch_all(&mut *c).await)?;
    Ok((rows, replies))
}

/// Drops the row that was read only to learn whether there are more; answers where to read on: at the
/// start, when the page has room for nothing but the `first` ones, which stand before the others.
pub(super) fn cut(rows: &mut Vec<Row>, limit: i64, first: usize, rising: bool) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= limit {
        return None;
    }
    rows.truncate(limit);
    if limit == first {
        return Some(Cursor::start(rising).write());
    }
    rows.last().map(|row| Cursor { support: row.support, id: row.id }.write())
}

pub(super) async fn mark_supported(
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
