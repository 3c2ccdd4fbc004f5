//! Texts of hearings in the store, as they were brought in, and what there is when another one comes.

use model::{HearingText, Uuid};

use super::{Known, Result, Store, StoreError, on, section};

const FIND: &str = "select c.id, c.title, coalesce((select max(v.number) from version v \
    where v.consultation = c.id), 0) as number from consultation c where c.slug = $1";
const SOURCE: &str = "select source from version where consultation = $1 and number = $2";

/// What there is when another text comes in.
pub struct Before {
    /// The hearing.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// The number of its newest text; 0 as long as there is none.
    pub number: i64,
    /// Every section that it ever had.
    pub sections: Vec<Known>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    title: String,
    number: i64,
}

impl Store {
    /// The newest text of a hearing, as it was brought in.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such hearing.
    pub async fn hearing_text(&self, slug: &str) -> Result<HearingText> {
        let mut conn = self.read().await?;
        let row: Option<Row> =
            on!(conn, c => sqlx::query_as(FIND).bind(slug).fetch_optional(&mut *c).await)?;
        let Row { id, number, .. } = row.ok_or(StoreError::Missing)?;
        let source: Option<(String,)> = on!(conn, c => sqlx::query_as(SOURCE).bind(id)
            .bind(number).fetch_optional(&mut *c).await)?;
        Ok(HearingText { markdown: source.unwrap_or_default().0, number })
    }

    /// What there is when another text of a hearing comes in.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such hearing.
    pub async fn before_text(&self, slug: &str) -> Result<Before> {
        let mut conn = self.read().await?;
        let row: Option<Row> =
            on!(conn, c => sqlx::query_as(FIND).bind(slug).fetch_optional(&mut *c).await)?;
        let Row { id, title, number } = row.ok_or(StoreError::Missing)?;
        Ok(Before { id, title, number, sections: section::known(&mut conn, id).await? })
    }
}
