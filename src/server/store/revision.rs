//! Revisions in the store: what comments said before, read by number.

use model::{Exposure, FieldFlaw, Flaw, Moment, PAGE_MAX, Page, Revision, Uuid};

use super::comment::row;
use super::{Conn, Result, Store, StoreError, on};

const LIST: &str = "select number, body, replaced from revision where comment = $1 and number > $2 \
    order by number limit $3";
const TOTAL: &str = "select coalesce(max(number), 0) from revision where comment = $1";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[("revisions", LIST), ("revisions, total", TOTAL)];

impl Store {
    /// A page of what a comment said before, oldest first: for those who can read all that it says
    /// now, and its author.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when this reader cannot read it, [`StoreError::Invalid`] for an
    /// `after` that this program has not written.
    pub async fn revisions(
        &self,
        comment: Uuid,
        limit: i64,
        after: Option<&str>,
        reader: Option<Uuid>,
    ) -> Result<Page<Revision>> {
        let mut conn = self.read().await?;
        let row = row(&mut conn, comment).await?.ok_or(StoreError::Missing)?;
        let mine = reader.is_some() && row.participant == reader;
        if row.exposure() != Exposure::Full && !mine {
            return Err(StoreError::Missing);
        }
        let limit = limit.clamp(1, i64::from(PAGE_MAX));
        let mut items = list(&mut conn, comment, number(after)?, limit + 1).await?;
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = items.len() > size;
        items.truncate(size);
        let next = items.last().filter(|_| more).map(|last| last.number.to_string());
        let (total,): (i64,) =
            on!(conn, c => sqlx::query_as(TOTAL).bind(comment).fetch_one(&mut *c).await)?;
        Ok(Page { items, next, total })
    }
}

/// The number after which a page begins.
fn number(after: Option<&str>) -> Result<i64> {
    let Some(after) = after else { return Ok(0) };
    after.parse().map_err(|_| {
        let flaw = FieldFlaw { field: "after".to_owned(), flaw: Flaw::Malformed };
        StoreError::Invalid(vec![flaw])
    })
}

/// Revisions from a number on, whoever reads them.
async fn list(conn: &mut Conn, comment: Uuid, after: i64, limit: i64) -> Result<Vec<Revision>> {
    let rows: Vec<(i64, String, i64)> = on!(conn, c => sqlx::query_as(LIST).bind(comment)
        .bind(after).bind(limit).fetch_all(&mut *c).await)?;
    let revision = |(number, body, replaced)| Revision { number, body, replaced: Moment(replaced) };
    Ok(rows.into_iter().map(revision).collect())
}
