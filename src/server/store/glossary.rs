//! The words that a version explains, in the store.

use model::{Gloss, Uuid};

use super::participant::hash;
use super::{Conn, Result, Store, on};

const ADD: &str = "insert into glossary (consultation, version, position, word, explanation) \
    values ($1, $2, $3, $4, $5)";
macro_rules! read {
    ($which:literal) => {
        concat!(
            "select g.word, g.explanation from consultation c \
             join glossary g on g.consultation = c.id and g.version = $2 where ",
            $which,
            " order by g.position"
        )
    };
}
const READ: &str = read!("c.slug = $1 and c.published");
const PREVIEW: &str = read!("c.preview_hash = $1 and not c.published");

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[("glossary", READ), ("glossary, preview", PREVIEW)];

#[derive(sqlx::FromRow)]
struct Row {
    word: String,
    explanation: String,
}

impl From<Row> for Gloss {
    fn from(row: Row) -> Self {
        Self { word: row.word, explanation: row.explanation }
    }
}

impl Store {
    /// The words that a version of a published consultation explains, in the order of the text.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn glossary(&self, slug: &str, version: i64) -> Result<Vec<Gloss>> {
        let mut conn = self.read().await?;
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(READ).bind(slug).bind(version)
            .fetch_all(&mut *c).await)?;
        Ok(rows.into_iter().map(Gloss::from).collect())
    }

    /// The same of a consultation with a preview at a secret address.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn previewed_glossary(&self, secret: &str, version: i64) -> Result<Vec<Gloss>> {
        let mut conn = self.read().await?;
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(PREVIEW).bind(&hash(secret)[..])
            .bind(version).fetch_all(&mut *c).await)?;
        Ok(rows.into_iter().map(Gloss::from).collect())
    }
}

/// Adds the words of a version that comes in.
pub(super) async fn add(
    conn: &mut Conn,
    consultation: Uuid,
    version: i64,
    glossary: &[Gloss],
) -> Result<()> {
    for (position, gloss) in (1_i64..).zip(glossary) {
        on!(conn, c => sqlx::query(ADD).bind(consultation).bind(version).bind(position)
            .bind(&gloss.word).bind(&gloss.explanation).execute(&mut *c).await.map(|_| ()))?;
    }
    Ok(())
}
