//! Difficulties in the store: once per device, section and version, counted in the same transaction.

use model::{Difficulty, Moment, OutlineLink, Page, Uuid};

use super::{Result, Store, StoreError, on};

const PASSAGE: &str = "select s.id, max(p.version) from consultation c \
    join section s on s.consultation = c.id and s.key = $2 join passage p on p.section = s.id \
    where c.slug = $1 and c.published group by s.id";
const ADD: &str = "insert into difficulty (section, version, device_hash, created) \
    values ($1, $2, $3, $4) on conflict (section, version, device_hash) do nothing";
const TAKE: &str =
    "delete from difficulty where section = $1 and version = $2 and device_hash = $3";
const COUNT: &str =
    "update passage set difficulties = difficulties + $3 where section = $1 and version = $2";
const LIST: &str = "select s.key, p.label, p.title, p.version, p.difficulties as count \
    from passage p join section s on s.id = p.section \
    where p.consultation = $1 and p.difficulties > 0 \
    order by p.difficulties desc, p.version desc, p.position limit 100";
const TOTAL: &str = "select count(*) from passage where consultation = $1 and difficulties > 0";

/// What is read, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[("difficulties", LIST), ("difficult passage", PASSAGE)];

#[derive(sqlx::FromRow)]
struct Row {
    key: String,
    label: Option<String>,
    title: String,
    version: i64,
    count: i64,
}

impl From<Row> for Difficulty {
    fn from(row: Row) -> Self {
        let section = OutlineLink { key: row.key, label: row.label, title: row.title };
        Self { section, version: row.version, count: row.count }
    }
}

impl Store {
    /// Notes that a device found a section hard, as it stands now, or no longer does. Twice is the
    /// same as once.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when no published consultation has such a section.
    pub async fn set_difficulty(
        &self,
        slug: &str,
        key: &str,
        device: [u8; 32],
        hard: bool,
        now: Moment,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        let found: Option<(Uuid, i64)> = on!(tx, c => sqlx::query_as(PASSAGE).bind(slug).bind(key)
            .fetch_optional(&mut *c).await)?;
        let (section, version) = found.ok_or(StoreError::Missing)?;
        let changed = if hard {
            on!(tx, c => sqlx::query(ADD).bind(section).bind(version).bind(&device[..])
                .bind(now.0).execute(&mut *c).await.map(|done| done.rows_affected()))?
        } else {
            on!(tx, c => sqlx::query(TAKE).bind(section).bind(version).bind(&device[..])
                .execute(&mut *c).await.map(|done| done.rows_affected()))?
        };
        if changed > 0 {
            let by = if hard { 1_i64 } else { -1 };
            on!(tx, c => sqlx::query(COUNT).bind(section).bind(version).bind(by)
                .execute(&mut *c).await.map(|_| ()))?;
        }
        tx.commit().await
    }

    /// The hundred sections of a consultation that most readers found hard, most marked first.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such consultation.
    pub async fn difficulties(&self, slug: &str) -> Result<Page<Difficulty>> {
        let id = self.find_consultation(slug).await?.ok_or(StoreError::Missing)?;
        let mut conn = self.read().await?;
        let rows: Vec<Row> =
            on!(conn, c => sqlx::query_as(LIST).bind(id).fetch_all(&mut *c).await)?;
        let (total,): (i64,) =
            on!(conn, c => sqlx::query_as(TOTAL).bind(id).fetch_one(&mut *c).await)?;
        Ok(Page { items: rows.into_iter().map(Difficulty::from).collect(), next: None, total })
    }
}
