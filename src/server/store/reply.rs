//! Replies in the store: what hangs under one comment, read a page at a time by key.

use model::{Comment, Exposure, PAGE_MAX, Page, Uuid};

use super::comment::{Row, columns, joins, row};
use super::thread::{Cursor, cut, mark_supported};
use super::{Conn, Result, Store, StoreError, on};

const REPLIES: &str = concat!(
    "select ",
    columns!(),
    " from comment c",
    joins!(),
    " where c.root = $1 and c.exposure > 0 and c.id > $2 \
     and not (c.pinned and c.exposure = 2) order by c.id limit $3"
);
/// The reply that the office shows before the others.
const PINNED: &str = concat!(
    "select ",
    columns!(),
    " from comment c",
    joins!(),
    " where c.root = $1 and c.pinned and c.exposure = 2"
);
const ANSWERS: &str = concat!(
    "select ",
    columns!(),
    " from comment c",
    joins!(),
    " where c.parent = $1 and c.exposure > 0 and c.id > $2 order by c.id limit $3"
);
/// The reply after which a page begins that shows two others before this one.
const BEFORE: &str = "select c.id from comment c join comment r on r.id = $2 and not r.pinned \
    where c.root = $1 and c.exposure > 0 and c.id < $2 order by c.id desc limit 1 offset 2";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] =
    &[("replies", REPLIES), ("pinned", PINNED), ("answers", ANSWERS), ("before a reply", BEFORE)];

impl Store {
    /// A page of the replies under a comment, oldest first: all of them under a top-level one, whose
    /// pinned reply stands before all others.
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
        let from = Cursor::read(after, true)?.id;
        let mut rows: Vec<Row> = match after {
            None if above.root.is_none() => on!(conn, c =>
                sqlx::query_as(PINNED).bind(id).fetch_all(&mut *c).await)?,
            _ => Vec::new(),
        };
        let first = rows.len();
        rows.extend(replies(&mut conn, sql, id, from, limit + 1).await?);
        let next = cut(&mut rows, limit, first, true);
        let mut items: Vec<Comment> = rows.into_iter().map(|row| row.for_reader(reader)).collect();
        mark_supported(&mut conn, &mut items, reader).await?;
        Ok(Page { items, next, total: above.replies })
    }

    /// Where to read on among the replies under `root` so that a page begins shortly before one of
    /// them; `None` for the first page.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn page_of_reply(&self, root: Uuid, id: Uuid) -> Result<Option<String>> {
        let mut conn = self.read().await?;
        let before: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(BEFORE).bind(root).bind(id)
            .fetch_optional(&mut *c).await)?;
        Ok(before.map(|(id,)| Cursor { support: 0, id }.write()))
    }
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
