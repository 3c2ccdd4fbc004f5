//! Statements in the store: every wording stays, the newest holds. Where staff never wrote one, or took
//! theirs away, the program's standard text holds.

use app::Lang;
use model::{Code, Moment, Page, RecordKind, Statement, StatementName, Uuid};

use super::record::{self, Act, By};
use super::{Conn, Result, Store, StoreError, on};
use crate::statement::standard;

macro_rules! wordings {
    ($which:literal) => {
        concat!(
            "select w.number, w.markdown, w.html, w.changed, s.email from statement w \
             join staff s on s.id = w.staff where w.name = $1 and w.lang = $2 ",
            $which
        )
    };
}
const NEWEST: &str = wordings!("order by w.number desc limit 1");
const EARLIER: &str = wordings!("and w.number < $3 order by w.number desc limit $4");
/// Whoever is a moment later finds the number taken.
const ADD: &str = "insert into statement (name, lang, number, markdown, html, changed, staff) \
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (name, lang, number) do nothing";

/// What the public reads.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] =
    &[("statement", NEWEST), ("statements, earlier", EARLIER)];

/// A statement in one language.
#[derive(Clone, Copy, Debug)]
pub struct Which {
    /// What is stated.
    pub name: StatementName,
    /// In which language.
    pub lang: Lang,
}

/// A wording that staff want to hold.
pub struct NewWording<'a> {
    /// The number of the one that they began from.
    pub number: i64,
    /// Markdown and HTML; `None` for the program's standard text.
    pub text: Option<(&'a str, &'a str)>,
}

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    markdown: Option<String>,
    html: Option<String>,
    changed: i64,
    email: String,
}

impl Row {
    fn statement(self, which: Which) -> Statement {
        let standard = standard(which.name, which.lang);
        let changed = Some(Moment(self.changed));
        let found = Statement { number: self.number, changed, by: Some(self.email), ..standard };
        match (self.markdown, self.html) {
            (Some(markdown), Some(html)) => Statement { standard: false, markdown, html, ..found },
            _ => found,
        }
    }
}

impl Store {
    /// What holds now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn statement(&self, which: Which) -> Result<Statement> {
        newest(&mut self.read().await?, which).await
    }

    /// What the public reads. What staff wrote in Danish holds in a language in which they have written
    /// nothing: a translation of the standard text would say something else than they do.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn public_statement(&self, which: Which) -> Result<Statement> {
        let mut conn = self.read().await?;
        let found = newest(&mut conn, which).await?;
        if !found.standard || which.lang == Lang::Da {
            return Ok(found);
        }
        let danish = newest(&mut conn, Which { lang: Lang::Da, ..which }).await?;
        Ok(if danish.standard { found } else { danish })
    }

    /// All that hold now, in every language.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn statements(&self) -> Result<Vec<Statement>> {
        let mut conn = self.read().await?;
        let mut all = Vec::new();
        for name in StatementName::ALL {
            for lang in Lang::ALL {
                all.push(newest(&mut conn, Which { name: *name, lang }).await?);
            }
        }
        Ok(all)
    }

    /// A page of what a statement said, newest first; the first of them holds now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn wordings(
        &self,
        which: Which,
        limit: i64,
        after: Option<i64>,
    ) -> Result<Page<Statement>> {
        let mut conn = self.read().await?;
        let total = newest(&mut conn, which).await?.number;
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(EARLIER).bind(which.name.word())
            .bind(which.lang.tag()).bind(after.unwrap_or(i64::MAX)).bind(limit)
            .fetch_all(&mut *c).await)?;
        // They are numbered without a gap.
        let next = rows.last().map(|row| row.number).filter(|number| *number > 1);
        let items = rows.into_iter().map(|row| row.statement(which)).collect();
        Ok(Page { items, next: next.map(|number| number.to_string()), total })
    }

    /// Lets a wording hold from now on. One that holds already is no change: whoever lost the answer
    /// sends it again.
    ///
    /// # Errors
    /// [`Code::Changed`] when another one holds than the one that was begun from.
    pub async fn change_statement(
        &self,
        by: Uuid,
        which: Which,
        new: &NewWording<'_>,
        now: Moment,
    ) -> Result<Statement> {
        let mut tx = self.write().await?;
        let held = newest(&mut tx, which).await?;
        let own = (!held.standard).then_some(held.markdown.as_str());
        if own == new.text.map(|(markdown, _)| markdown) {
            return Ok(held);
        }
        if held.number != new.number {
            return Err(StoreError::Refused(Code::Changed));
        }
        let (markdown, html) = new.text.unzip();
        let number = held.number + 1;
        let added = on!(tx, c => sqlx::query(ADD).bind(which.name.word()).bind(which.lang.tag())
            .bind(number).bind(markdown).bind(html).bind(now.0).bind(by)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if added == 0 {
            return Err(StoreError::Refused(Code::Changed));
        }
        let kind =
            if markdown.is_some() { RecordKind::Statement } else { RecordKind::StatementStandard };
        let detail = format!("{}/{}", which.name.word(), which.lang.tag());
        let act = Act { detail: Some(&detail), ..Act::of(By::Staff(by), kind) };
        record::note(&mut tx, &act, now).await?;
        let changed = newest(&mut tx, which).await?;
        tx.commit().await?;
        Ok(changed)
    }
}

async fn newest(conn: &mut Conn, which: Which) -> Result<Statement> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(NEWEST).bind(which.name.word())
        .bind(which.lang.tag()).fetch_optional(&mut *c).await)?;
    Ok(row.map_or_else(|| standard(which.name, which.lang), |row| row.statement(which)))
}
