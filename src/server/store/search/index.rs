//! What was written comes into the index of words: which words stand where.

use model::Uuid;
use sqlx::AssertSqlSafe;

use super::words_of_short;
use crate::store::{Conn, Result, Store, on};
use crate::words::{Words, tokens, trigrams};

const WAITING: &str = "select id from search_queue limit 1";
const TAKE: &str = "delete from search_queue where id in \
    (select id from search_queue order by id limit $1) returning rank, item";
const FORGET: &str = "delete from search_posting where item = $1";
const COMMENT: &str =
    "select consultation, body, cast(null as text) as short from comment where id = $1";
const PROPOSAL: &str = concat!(
    "select p.consultation, p.title || ' ' || ",
    proposal_text!(),
    ", cast(null as text) as short from proposal p where p.id = $1"
);
const SECTION: &str = "select p.consultation, coalesce(p.label, '') || ' ' || p.title || ' ' \
    || p.plain_text, p.plain_html as short from passage p where p.section = $1 and p.version = \
        (select max(q.version) from passage q where q.section = $1)";

/// Items that are indexed in one transaction: posts wait no longer than that takes.
const AT_ONCE: i64 = 16;
/// Words of a text that are bound in one statement.
const BOUND: usize = 200;

impl Store {
    /// Indexes a few of the items that wait; tells whether there were any.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn index_some(&self, words: &Words) -> Result<bool> {
        let mut conn = self.read().await?;
        let waiting: Option<(i64,)> =
            on!(conn, c => sqlx::query_as(WAITING).fetch_optional(&mut *c).await)?;
        drop(conn);
        if waiting.is_none() {
            return Ok(false);
        }
        let mut tx = self.write().await?;
        let mut items: Vec<(i16, Uuid)> =
            on!(tx, c => sqlx::query_as(TAKE).bind(AT_ONCE).fetch_all(&mut *c).await)?;
        items.sort_unstable();
        items.dedup();
        for (rank, item) in items {
            index(&mut tx, words, rank, item).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}

async fn index(conn: &mut Conn, words: &Words, rank: i16, item: Uuid) -> Result<()> {
    on!(conn, c => sqlx::query(FORGET).bind(item).execute(&mut *c).await.map(|_| ()))?;
    let sql = match rank {
        1 => COMMENT,
        2 => PROPOSAL,
        _ => SECTION,
    };
    let text: Option<(Uuid, String, Option<String>)> =
        on!(conn, c => sqlx::query_as(sql).bind(item).fetch_optional(&mut *c).await)?;
    let Some((consultation, text, short)) = text else { return Ok(()) };
    // A section is found by the words of either edition; which one shows them is asked later.
    let short = short.map(|html| words_of_short(&html)).unwrap_or_default();
    // In order, so that two processes never wait for each other's words.
    let mut texts: Vec<String> =
        tokens(&text).chain(tokens(&short)).map(|(_, word)| word).collect();
    texts.sort_unstable();
    texts.dedup();
    for texts in texts.chunks(BOUND) {
        let ids = word_ids(conn, words, texts).await?;
        let rows: Vec<String> = ids.iter().map(|id| format!("($1, {id}, $2, $3)")).collect();
        let sql = format!(
            "insert into search_posting (consultation, word, rank, item) values {} \
             on conflict do nothing",
            rows.join(", ")
        );
        on!(conn, c => sqlx::query(AssertSqlSafe(sql)).persistent(false).bind(consultation)
            .bind(rank).bind(item).execute(&mut *c).await.map(|_| ()))?;
    }
    Ok(())
}

/// The ids of words; those that never occurred before are added, with their trigrams.
async fn word_ids(conn: &mut Conn, words: &Words, texts: &[String]) -> Result<Vec<i64>> {
    let rows: Vec<String> =
        (0..texts.len()).map(|at| format!("(${}, ${})", 2 * at + 1, 2 * at + 2)).collect();
    let sql = format!(
        "insert into search_word (text, stem) values {} on conflict (text) do nothing \
         returning id, text",
        rows.join(", ")
    );
    let new: Vec<(i64, String)> = on!(conn, c => {
        let mut query = sqlx::query_as(AssertSqlSafe(sql)).persistent(false);
        for text in texts {
            query = query.bind(text).bind(words.stem(text));
        }
        query.fetch_all(&mut *c).await
    })?;
    let pairs: Vec<(i64, String)> = new
        .iter()
        .flat_map(|(id, text)| trigrams(text).into_iter().map(|trigram| (*id, trigram)))
        .collect();
    for pairs in pairs.chunks(BOUND) {
        let rows: Vec<String> =
            pairs.iter().enumerate().map(|(at, (id, _))| format!("(${}, {id})", at + 1)).collect();
        let sql = format!(
            "insert into search_trigram (trigram, word) values {} on conflict do nothing",
            rows.join(", ")
        );
        on!(conn, c => {
            let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
            for (_, trigram) in pairs {
                query = query.bind(trigram);
            }
            query.execute(&mut *c).await.map(|_| ())
        })?;
    }
    let places: Vec<String> = (1..=texts.len()).map(|place| format!("${place}")).collect();
    let sql = format!("select id from search_word where text in ({})", places.join(", "));
    let ids: Vec<(i64,)> = on!(conn, c => {
        let mut query = sqlx::query_as(AssertSqlSafe(sql)).persistent(false);
        for text in texts {
            query = query.bind(text);
        }
        query.fetch_all(&mut *c).await
    })?;
    Ok(ids.into_iter().map(|(id,)| id).collect())
}
