//! News as staff write them. Every change has a number, an entry in the record, and is made only by
//! who has seen the one before.

use model::{
    Code, DeskNews, FieldFlaw, Flaw, Moment, NewsState, Page, RecordKind, Uuid, ValidNews,
};

use super::cut;
use crate::clock::new_id;
use crate::store::picture::{self, illustration};
use crate::store::record::{self, Act, By};
use crate::store::thread::Cursor;
use crate::store::{Added, Conn, Result, Store, StoreError, on};

/// A draft's time: it never comes.
const NEVER: i64 = i64::MAX;

macro_rules! select {
    ($where:literal) => {
        concat!(
            "select n.id, n.consultation, k.slug, k.lang, k.published as public, n.title, n.markdown, \
             n.html, n.picture, n.alt, i.width, i.height, n.published, n.number, n.changed, n.edited, \
             s.email, t.comments from news n join consultation k on k.id = n.consultation \
             join thread t on t.id = n.id left join picture i on i.id = n.picture \
             left join staff s on s.id = n.staff where ",
            $where
        )
    };
}
/// Drafts, then what is planned, then what is read, the newest first.
pub(super) const LIST: &str = select!(
    "n.consultation = $1 and (n.published, n.id) < ($2, $3) \
     order by n.published desc, n.id desc limit $4"
);
pub(super) const TOTAL: &str = "select count(*) from news where consultation = $1";
const READ: &str = select!("n.id = $1");
const BY_KEY: &str = select!("n.consultation = $1 and n.client_key = $2");
const HOME: &str = "select id, lang from consultation where slug = $1";
const ADD_THREAD: &str = "insert into thread (id, consultation, kind) values ($1, $2, 'news')";
const ADD: &str = "insert into news (id, consultation, title, html, created, published, markdown, \
    picture, alt, changed, staff, client_key) \
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $5, $10, $11) \
    on conflict (consultation, client_key) do nothing";
/// Whoever is a moment later finds another number.
const CHANGE: &str = "update news set title = $3, html = $4, published = $5, markdown = $6, \
    picture = $7, alt = $8, changed = $9, edited = $10, staff = $11, number = number + 1 \
    where id = $1 and number = $2";
const DELETE: &str = "delete from news where id = $1 and number = $2";
const DELETE_THREAD: &str = "delete from thread where id = $1";
const RELEASE: &str = "update news set published = $2 where consultation = $1 and published < $2 \
    and exists (select 1 from consultation k where k.id = $1 and not k.published)";
const SAID: &str = "select id from comment where consultation = $1 and thread = $2 limit 1";

/// Where a piece of news belongs.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct NewsHome {
    /// The consultation.
    pub id: Uuid,
    /// The language of its words.
    pub lang: String,
}

/// A piece of news as it is to be kept.
pub struct NewsText<'a> {
    /// What staff wrote.
    pub new: &'a ValidNews,
    /// Its words as HTML, sanitized.
    pub html: &'a str,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    consultation: Uuid,
    slug: String,
    lang: String,
    public: bool,
    title: String,
    markdown: String,
    html: String,
    picture: Option<Uuid>,
    alt: Option<String>,
    width: Option<i64>,
    height: Option<i64>,
    published: i64,
    number: i64,
    changed: i64,
    edited: Option<i64>,
    email: Option<String>,
    comments: i64,
}

impl Row {
    /// From when on it is read by all.
    fn publish(&self) -> Option<Moment> {
        (self.published != NEVER).then_some(Moment(self.published))
    }

    /// Whether somebody may have read it.
    fn is_read(&self, now: Moment) -> bool {
        self.public && self.published <= now.0
    }

    /// Whether it says the same.
    fn says(&self, new: &ValidNews) -> bool {
        let own = self.picture.map(|id| (id, self.alt.clone().unwrap_or_default()));
        self.title == new.title && self.markdown == new.markdown && own == new.picture
    }

    fn desk(self, now: Moment) -> DeskNews {
        let state = match self.publish() {
            None => NewsState::Draft,
            Some(at) if at <= now => NewsState::Published,
            Some(_) => NewsState::Planned,
        };
        DeskNews {
            id: self.id.simple().to_string(),
            publish: self.publish(),
            consultation: self.slug,
            lang: self.lang,
            title: self.title,
            markdown: self.markdown,
            html: self.html,
            picture: illustration(self.picture, self.alt, self.width, self.height),
            state,
            public: self.public,
            number: self.number,
            changed: Moment(self.changed),
            by: self.email,
            comments: self.comments,
        }
    }
}

impl Store {
    /// A consultation, published or not, and the language of its words.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none of this name.
    pub async fn news_home(&self, slug: &str) -> Result<NewsHome> {
        let mut conn = self.read().await?;
        let home: Option<NewsHome> =
            on!(conn, c => sqlx::query_as(HOME).bind(slug).fetch_optional(&mut *c).await)?;
        home.ok_or(StoreError::Missing)
    }

    /// A page of all news of a consultation: drafts, what is planned, what is read, the newest first.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for an `after` that this program has not written.
    pub async fn desk_news(
        &self,
        consultation: Uuid,
        limit: i64,
        after: Option<&str>,
        now: Moment,
    ) -> Result<Page<DeskNews>> {
        let mut conn = self.read().await?;
        let at = Cursor::read(after, false)?;
        let mut rows: Vec<Row> = on!(conn, c => sqlx::query_as(LIST).bind(consultation)
            .bind(at.support).bind(at.id).bind(limit + 1).fetch_all(&mut *c).await)?;
        let next = cut(&mut rows, limit, |row| (row.published, row.id));
        let (total,): (i64,) =
            on!(conn, c => sqlx::query_as(TOTAL).bind(consultation).fetch_one(&mut *c).await)?;
        Ok(Page { items: rows.into_iter().map(|row| row.desk(now)).collect(), next, total })
    }

    /// A piece of news in whatever state.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none of this id.
    pub async fn desk_news_item(&self, id: Uuid, now: Moment) -> Result<DeskNews> {
        Ok(find(&mut self.read().await?, id).await?.desk(now))
    }

    /// Keeps a new piece of news; the same client key again is the same one. `by` nobody: the
    /// demonstration.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for a time that has passed, or for a picture of another consultation.
    pub async fn add_news(
        &self,
        by: Option<Uuid>,
        consultation: Uuid,
        key: &str,
        text: &NewsText<'_>,
        now: Moment,
    ) -> Result<Added<DeskNews>> {
        let mut tx = self.write().await?;
        if let Some(known) = by_key(&mut tx, consultation, key).await? {
            return Ok(Added { post: known.desk(now), fresh: false });
        }
        let NewsText { new, html } = text;
        let publish = settle(new, None, now)?;
        own_picture(&mut tx, new, consultation, now).await?;
        let id = new_id(now);
        on!(tx, c => sqlx::query(ADD_THREAD).bind(id).bind(consultation)
            .execute(&mut *c).await.map(|_| ()))?;
        let (picture, alt) = new.picture.as_ref().map(|(id, alt)| (*id, alt.as_str())).unzip();
        let added = on!(tx, c => sqlx::query(ADD).bind(id).bind(consultation).bind(&new.title)
            .bind(*html).bind(now.0).bind(publish.map_or(NEVER, |at| at.0)).bind(&new.markdown)
            .bind(picture).bind(alt).bind(by).bind(key)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if added == 0 {
            // The same was sent twice at once: this one never was.
            drop(tx);
            let known = by_key(&mut self.read().await?, consultation, key).await?;
            let known = known.ok_or(StoreError::Missing)?;
            return Ok(Added { post: known.desk(now), fresh: false });
        }
        let kind = match publish {
            None => RecordKind::NewsAdd,
            Some(at) if at <= now => RecordKind::NewsPublish,
            Some(_) => RecordKind::NewsPlan,
        };
        let row = find(&mut tx, id).await?;
        if let Some(by) = by {
            note(&mut tx, by, &row, kind, now).await?;
        }
        tx.commit().await?;
        Ok(Added { post: row.desk(now), fresh: true })
    }

    /// Changes a piece of news: what it says, and from when on it is read. What is as it is to be
    /// already is no change: whoever lost the answer sends it again.
    ///
    /// # Errors
    /// [`Code::Changed`] when it was changed since one began; [`Code::State`] for taking back what
    /// somebody has commented on; [`StoreError::Invalid`] as for [`Store::add_news`].
    pub async fn change_news(
        &self,
        by: Uuid,
        id: Uuid,
        begun: i64,
        text: &NewsText<'_>,
        now: Moment,
    ) -> Result<DeskNews> {
        let mut tx = self.write().await?;
        let held = find(&mut tx, id).await?;
        let NewsText { new, html } = text;
        // The time may pass while somebody writes: what they planned stays what they planned.
        let settled = new.when.settle(held.publish(), now);
        let same = held.says(new);
        if same && settled == Ok(held.publish()) {
            return Ok(held.desk(now));
        }
        if held.number != begun {
            return Err(StoreError::Refused(Code::Changed));
        }
        let publish = settle(new, held.publish(), now)?;
        own_picture(&mut tx, new, held.consultation, now).await?;
        let due = publish.is_some_and(|at| at <= now);
        let read = due && held.public;
        if held.is_read(now) && !read {
            unanswered(&mut tx, &held).await?;
        }
        let edited = if held.is_read(now) && read && !same { Some(now.0) } else { held.edited };
        let edited = edited.filter(|_| read);
        let (picture, alt) = new.picture.as_ref().map(|(id, alt)| (*id, alt.as_str())).unzip();
        let changed = on!(tx, c => sqlx::query(CHANGE).bind(id).bind(begun).bind(&new.title)
            .bind(*html).bind(publish.map_or(NEVER, |at| at.0)).bind(&new.markdown).bind(picture)
            .bind(alt).bind(now.0).bind(edited).bind(by)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if changed == 0 {
            return Err(StoreError::Refused(Code::Changed));
        }
        let kind = match (publish, held.publish()) {
            (after, before) if after == before => RecordKind::NewsChange,
            (None, _) => RecordKind::NewsDraft,
            (Some(_), _) if due => RecordKind::NewsPublish,
            (Some(_), _) => RecordKind::NewsPlan,
        };
        let row = find(&mut tx, id).await?;
        note(&mut tx, by, &row, kind, now).await?;
        tx.commit().await?;
        Ok(row.desk(now))
    }

    /// Deletes a draft for good. The record keeps its title.
    ///
    /// # Errors
    /// [`Code::State`] when it is no draft, or somebody has commented on it; [`Code::Changed`] when it
    /// was changed since.
    pub async fn delete_news(&self, by: Uuid, id: Uuid, begun: i64, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        let held = find(&mut tx, id).await?;
        if held.number != begun {
            return Err(StoreError::Refused(Code::Changed));
        }
        if held.publish().is_some() {
            return Err(StoreError::Refused(Code::State));
        }
        unanswered(&mut tx, &held).await?;
        let gone = on!(tx, c => sqlx::query(DELETE).bind(id).bind(begun)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if gone == 0 {
            return Err(StoreError::Refused(Code::Changed));
        }
        on!(tx, c => sqlx::query(DELETE_THREAD).bind(id).execute(&mut *c).await.map(|_| ()))?;
        note(&mut tx, by, &held, RecordKind::NewsDelete, now).await?;
        tx.commit().await
    }
}

/// Lets what waited for its hearing to be public be as old as that is: nobody could read it before. To be
/// done before the hearing is published.
pub(in crate::store) async fn release(conn: &mut Conn, home: Uuid, now: Moment) -> Result<()> {
    on!(conn, c => sqlx::query(RELEASE).bind(home).bind(now.0).execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

async fn find(conn: &mut Conn, id: Uuid) -> Result<Row> {
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(READ).bind(id).fetch_optional(&mut *c).await)?;
    row.ok_or(StoreError::Missing)
}

async fn by_key(conn: &mut Conn, consultation: Uuid, key: &str) -> Result<Option<Row>> {
    Ok(on!(conn, c => sqlx::query_as(BY_KEY).bind(consultation).bind(key)
        .fetch_optional(&mut *c).await)?)
}

fn settle(new: &ValidNews, held: Option<Moment>, now: Moment) -> Result<Option<Moment>> {
    new.when.settle(held, now).map_err(|flaw: Flaw| {
        StoreError::Invalid(vec![FieldFlaw { field: "publish".to_owned(), flaw }])
    })
}

async fn own_picture(
    conn: &mut Conn,
    new: &ValidNews,
    consultation: Uuid,
    now: Moment,
) -> Result<()> {
    match &new.picture {
        Some((id, _)) => picture::choose(conn, *id, consultation, now).await,
        None => Ok(()),
    }
}

/// What somebody has commented on stays where they said it, whatever became of the comment.
async fn unanswered(conn: &mut Conn, held: &Row) -> Result<()> {
    let said: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(SAID).bind(held.consultation)
        .bind(held.id).fetch_optional(&mut *c).await)?;
    said.map_or(Ok(()), |_| Err(StoreError::Refused(Code::State)))
}

async fn note(conn: &mut Conn, by: Uuid, row: &Row, kind: RecordKind, now: Moment) -> Result<()> {
    let planned = row.publish().filter(|_| kind == RecordKind::NewsPlan);
    // Its time stands before its title.
    let detail = match planned {
        Some(at) => format!("{} {}", String::from(at), row.title),
        None => row.title.clone(),
    };
    let act = Act {
        consultation: Some(row.consultation),
        subject: Some(row.id),
        detail: Some(&detail),
        ..Act::of(By::Staff(by), kind)
    };
    record::note(conn, &act, now).await.map(|_| ())
}
