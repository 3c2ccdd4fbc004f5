//! Short addresses in the store: one for each hearing and section, made when it is first asked for.

use model::{CODE_LENGTH, CODE_LETTERS, Uuid};

use super::{Conn, Result, Store, StoreError, consultation, on};

const OF_HEARING: &str =
    "select code from short_address where consultation = $1 and section is null";
const OF_SECTION: &str = "select code from short_address where section = $1";
const SECTION: &str = "select id from section where consultation = $1 and key = $2";
const ADD: &str = "insert into short_address (code, consultation, section) values ($1, $2, $3) \
    on conflict do nothing";
const LEADS: &str = "select c.slug, s.key from short_address a \
    join consultation c on c.id = a.consultation left join section s on s.id = a.section \
    where a.code = $1 and c.published";

/// What the public reads.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("short address", LEADS),
    ("short address of a hearing", OF_HEARING),
    ("short address of a section", OF_SECTION),
];

impl Store {
    /// The code of the short address of a hearing or of one of its sections.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such hearing, the field `section` as `unknown` when it has
    /// no such section.
    pub async fn short_code(&self, slug: &str, section: Option<&str>) -> Result<String> {
        let mut tx = self.write().await?;
        let home = consultation::find(&mut tx, slug).await?.ok_or(StoreError::Missing)?;
        let section: Option<Uuid> = match section {
            None => None,
            Some(key) => {
                let row: Option<(Uuid,)> = on!(tx, c => sqlx::query_as(SECTION).bind(home).bind(key)
                    .fetch_optional(&mut *c).await)?;
                Some(row.ok_or_else(|| StoreError::unknown("section"))?.0)
            }
        };
        loop {
            if let Some(code) = known(&mut tx, home, section).await? {
                tx.commit().await?;
                return Ok(code);
            }
            // One that another address has is thrown away, and so is ours when somebody was quicker.
            on!(tx, c => sqlx::query(ADD).bind(drawn()).bind(home).bind(section)
                .execute(&mut *c).await.map(|_| ()))?;
        }
    }

    /// Where a short address leads: to a hearing that the public has, or to a section of it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it leads nowhere.
    pub async fn short_address(&self, code: &str) -> Result<(String, Option<String>)> {
        let mut conn = self.read().await?;
        let row = on!(conn, c => sqlx::query_as(LEADS).bind(code).fetch_optional(&mut *c).await)?;
        row.ok_or(StoreError::Missing)
    }
}

async fn known(conn: &mut Conn, home: Uuid, section: Option<Uuid>) -> Result<Option<String>> {
    let row: Option<(String,)> = match section {
        Some(id) => {
            on!(conn, c => sqlx::query_as(OF_SECTION).bind(id).fetch_optional(&mut *c).await)?
        }
        None => {
            on!(conn, c => sqlx::query_as(OF_HEARING).bind(home).fetch_optional(&mut *c).await)?
        }
    };
    Ok(row.map(|row| row.0))
}

/// A code by chance.
fn drawn() -> String {
    let letter = || {
        let at = rand::random_range(0..CODE_LETTERS.len());
        CODE_LETTERS.get(at).copied().map_or('2', char::from)
    };
    std::iter::repeat_with(letter).take(CODE_LENGTH).collect()
}
