//! Which words of a hearing a word of a question means: its other forms, and what it is a part of.
//!
//! What bounds the time: only words are looked at here, no texts, and of these only those with all
//! trigrams of what is asked. They are read by key in the order in which they first occurred, at most
//! [`CANDIDATES_MOST`] of those that stand in the hearing, and where each stands is counted no
//! further than [`USED_MOST`]. In a hundred thousand comments with two hundred thousand different
//! words, three letters that more than 20,000 of these have took a fifth of a second (SQLite).

use std::cmp::Reverse;

use model::Uuid;
use sqlx::AssertSqlSafe;

use crate::store::{Conn, Result, on};
use crate::words::{Asked, trigrams};

/// Most words of a hearing that are looked at for one word of a question, those first that came
/// first: what somebody makes up cannot push out what stood there before.
const CANDIDATES_MOST: i64 = 20_000;
/// Most words that one of a question can mean; a part like "ordning" is found in some hundreds.
const MEANT_MOST: usize = 4_000;
/// In more items nobody counts where a word stands.
pub(super) const USED_MOST: i64 = 5_000;

/// A word that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Meant {
    pub(in crate::store) id: i64,
    /// In how many items of the hearing it stands, at most [`USED_MOST`].
    pub(super) used: i64,
}

/// A word of a hearing: its id, its text, its stem, and in how many items it stands.
type Row = (i64, String, String, i64);

/// The words that stand in a hearing and that a word of a question means. What the public may read
/// of where they stand is asked later.
pub(in crate::store) async fn words_meant(
    conn: &mut Conn,
    consultation: Uuid,
    asked: &Asked,
) -> Result<Vec<Meant>> {
    let sql = of_hearing("w.stem = $2");
    let mut meant: Vec<Row> = on!(conn, c => sqlx::query_as(AssertSqlSafe(sql)).bind(consultation)
        .bind(&asked.stem).fetch_all(&mut *c).await)?;
    if let Some(part) = asked.part() {
        let trigrams = trigrams(part);
        let sql = of_hearing(&holding(trigrams.len()));
        let mut found: Vec<Row> = on!(conn, c => {
            let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(consultation)
                .bind(format!("%{part}%"));
            for trigram in &trigrams {
                query = query.bind(trigram);
            }
            query.fetch_all(&mut *c).await
        })?;
        found.retain(|(_, text, stem, _)| *stem != asked.stem && asked.means(text, stem));
        // Should there be too many, those stay that are used most, then those that came first.
        found.sort_by_key(|(id, _, _, used)| (Reverse(*used), *id));
        meant.extend(found);
    }
    meant.truncate(MEANT_MOST);
    Ok(meant.into_iter().map(|(id, _, _, used)| Meant { id, used }).collect())
}

/// The words of a hearing that fulfil a condition on `w`, those first that occurred first.
fn of_hearing(condition: &str) -> String {
    const STANDS: &str =
        "select 1 from search_posting p where p.consultation = $1 and p.word = w.id";
    format!(
        "select w.id, w.text, w.stem, \
         (select count(*) from ({STANDS} limit {USED_MOST}) as found) as used \
         from search_word w where {condition} and exists ({STANDS}) \
         order by w.id limit {CANDIDATES_MOST}"
    )
}

/// That a word holds a part: all its trigrams, which an index knows, and these in a row.
fn holding(trigrams: usize) -> String {
    let each: Vec<String> = (0..trigrams)
        .map(|at| format!("select word from search_trigram where trigram = ${}", at + 3))
        .collect();
    format!("w.text like $2 and w.id in ({})", each.join(" intersect "))
}

/// What the public reads by texts that are put together, for the test that no read scans.
#[cfg(test)]
pub(super) fn put_together() -> Vec<(&'static str, String)> {
    vec![
        ("words of a stem", of_hearing("w.stem = $2")),
        ("words with a part", of_hearing(&holding(4))),
    ]
}
