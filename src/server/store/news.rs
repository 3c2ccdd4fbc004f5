//! News in the store.

use model::{Moment, News, Page, Uuid};

use super::thread::Cursor;
use super::{Result, Store, StoreError, on};
use crate::clock::new_id;

macro_rules! select {
    ($where:literal) => {
        concat!(
            "select n.id, c.slug, n.title, n.html, n.created, t.comments from news n \
             join consultation c on c.id = n.consultation join thread t on t.id = n.id where ",
            $where
        )
    };
}
const LIST: &str = select!("n.consultation = $1 and n.id < $2 order by n.id desc limit $3");
const READ: &str = select!("n.id = $1 and c.published");
const TOTAL: &str = "select count(*) from news where consultation = $1";
const ADD: &str =
    "insert into news (id, consultation, title, html, created) values ($1, $2, $3, $4, $5)";
const ADD_THREAD: &str = "insert into thread (id, consultation, kind) values ($1, $2, 'news')";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] =
    &[("news list", LIST), ("news", READ), ("news total", TOTAL)];

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    title: String,
    html: String,
    created: i64,
    comments: i64,
}

impl From<Row> for News {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.simple().to_string(),
            consultation: row.slug,
            title: row.title,
            html: row.html,
            created: Moment(row.created),
            comments: row.comments,
        }
    }
}

impl Store {
    /// A page of a consultation's news, newest first.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for an `after` that this program has not written.
    pub async fn news(
        &self,
        consultation: Uuid,
        limit: i64,
        after: Option<&str>,
    ) -> Result<Page<News>> {
        let mut conn = self.read().await?;
        let at = Cursor::read(after, false)?.id;
        let mut rows: Vec<Row> = on!(conn, c => sqlx::query_as(LIST).bind(consultation).bind(at)
            .bind(limit + 1).fetch_all(&mut *c).await)?;
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        let next = rows.last().filter(|_| more);
        let next = next.map(|row| Cursor { support: 0, id: row.id }.write());
        let (total,): (i64,) =
            on!(conn, c => sqlx::query_as(TOTAL).bind(consultation).fetch_one(&mut *c).await)?;
        Ok(Page { items: rows.into_iter().map(News::from).collect(), next, total })
    }

    /// A piece of news.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none of this id.
    pub async fn news_item(&self, id: Uuid) -> Result<News> {
        let mut conn = self.read().await?;
        let row: Option<Row> =
            on!(conn, c => sqlx::query_as(READ).bind(id).fetch_optional(&mut *c).await)?;
        row.map(News::from).ok_or(StoreError::Missing)
    }

    /// Adds a piece of news; `html` is sanitized already.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn add_news(
        &self,
        consultation: Uuid,
        title: &str,
        html: &str,
        now: Moment,
    ) -> Result<Uuid> {
        let mut tx = self.write().await?;
        let id = new_id(now);
        on!(tx, c => sqlx::query(ADD_THREAD).bind(id).bind(consultation)
            .execute(&mut *c).await.map(|_| ()))?;
        on!(tx, c => sqlx::query(ADD).bind(id).bind(consultation).bind(title).bind(html)
            .bind(now.0).execute(&mut *c).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(id)
    }
}
