//! News in the store, as everybody reads them: from their time on, by the clock that is asked with each
//! read. What stands before that time is as if it were not there.

mod desk;

use model::{Moment, News, Page, Uuid};

use super::picture::illustration;
use super::thread::Cursor;
use super::{Result, Store, StoreError, on};

pub(super) use desk::release;
pub use desk::{NewsHome, NewsText};

macro_rules! select {
    ($where:literal) => {
        concat!(
            "select n.id, k.slug, n.title, n.html, n.published, n.edited, n.picture, n.alt, \
             i.width, i.height, t.comments from news n \
             join consultation k on k.id = n.consultation join thread t on t.id = n.id \
             left join picture i on i.id = n.picture where ",
            $where
        )
    };
}
const LIST: &str = select!(
    "n.consultation = $1 and n.published <= $2 and (n.published, n.id) < ($3, $4) \
     order by n.published desc, n.id desc limit $5"
);
const READ: &str = select!("n.id = $1 and n.published <= $2 and k.published");
const TOTAL: &str = "select count(*) from news where consultation = $1 and published <= $2";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("news list", LIST),
    ("news", READ),
    ("news total", TOTAL),
    ("news at the desk", desk::LIST),
    ("news total at the desk", desk::TOTAL),
];

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    title: String,
    html: String,
    published: i64,
    edited: Option<i64>,
    picture: Option<Uuid>,
    alt: Option<String>,
    width: Option<i64>,
    height: Option<i64>,
    comments: i64,
}

impl From<Row> for News {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.simple().to_string(),
            consultation: row.slug,
            title: row.title,
            html: row.html,
            picture: illustration(row.picture, row.alt, row.width, row.height),
            created: Moment(row.published),
            edited: row.edited.map(Moment),
            comments: row.comments,
        }
    }
}

/// Drops the row that was read only to learn whether there are more; answers where to read on.
fn cut<T>(rows: &mut Vec<T>, limit: i64, key: impl Fn(&T) -> (i64, Uuid)) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| more).map(key);
    last.map(|(published, id)| Cursor { support: published, id }.write())
}

impl Store {
    /// A page of a consultation's news that can be read, newest first.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for an `after` that this program has not written.
    pub async fn news(
        &self,
        consultation: Uuid,
        limit: i64,
        after: Option<&str>,
        now: Moment,
    ) -> Result<Page<News>> {
        let mut conn = self.read().await?;
        let at = Cursor::read(after, false)?;
        let mut rows: Vec<Row> = on!(conn, c => sqlx::query_as(LIST).bind(consultation).bind(now.0)
            .bind(at.support).bind(at.id).bind(limit + 1).fetch_all(&mut *c).await)?;
        let next = cut(&mut rows, limit, |row| (row.published, row.id));
        let (total,): (i64,) = on!(conn, c => sqlx::query_as(TOTAL).bind(consultation).bind(now.0)
            .fetch_one(&mut *c).await)?;
        Ok(Page { items: rows.into_iter().map(News::from).collect(), next, total })
    }

    /// A piece of news that can be read.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none of this id.
    pub async fn news_item(&self, id: Uuid, now: Moment) -> Result<News> {
        let mut conn = self.read().await?;
        let row: Option<Row> = on!(conn, c => sqlx::query_as(READ).bind(id).bind(now.0)
            .fetch_optional(&mut *c).await)?;
        row.map(News::from).ok_or(StoreError::Missing)
    }
}
