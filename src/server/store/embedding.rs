//! The sites that may show a hearing, in the store.

use model::{Code, Hearing, Moment, RecordKind, Uuid};

use super::consultation::lines;
use super::record::By;
use super::{Result, Store, StoreError, hearing, on};

const SET: &str = "update consultation set sites = $3, turns = turns + 1 \
    where slug = $1 and turns = $2";
const OF: &str = "select sites from consultation where slug = $1 and published";

/// What is read with every page that stands in a frame.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[("sites of a hearing", OF)];

impl Store {
    /// Says which sites may show a hearing.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such hearing, [`Code::Changed`] when it is another one
    /// than was seen.
    pub async fn set_sites(
        &self,
        slug: &str,
        by: Uuid,
        (sites, turns): (&[String], i64),
        now: Moment,
    ) -> Result<Hearing> {
        let mut tx = self.write().await?;
        let kept = Some(sites.join("\n")).filter(|sites| !sites.is_empty());
        let changed = on!(tx, c => sqlx::query(SET).bind(slug).bind(turns).bind(kept)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if changed == 0 {
            let known = super::consultation::find(&mut tx, slug).await?;
            return Err(known.map_or(StoreError::Missing, |_| StoreError::Refused(Code::Changed)));
        }
        let said = sites.join(" ");
        hearing::done(tx, slug, By::Staff(by), RecordKind::HearingSites, Some(&said), now).await
    }

    /// The sites that may show a hearing; none when the public has no such hearing.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn sites(&self, slug: &str) -> Result<Vec<String>> {
        let mut conn = self.read().await?;
        let row: Option<(Option<String>,)> =
            on!(conn, c => sqlx::query_as(OF).bind(slug).fetch_optional(&mut *c).await)?;
        Ok(lines(row.and_then(|row| row.0).as_deref()))
    }
}
