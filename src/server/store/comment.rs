//! Comments in the store: written once, shown as far as the public may see them.

use model::{
    Arrival, Code, Comment, Exposure, Mode, Moment, Period, Phase, PostState, Question, Uuid,
    Visibility, can_edit, held, links,
};

mod shown;

use super::exposure::settle_comment;
use super::participant::Entry;
use super::thread::Spot;
use super::{Conn, Result, Store, StoreError, decision, on};
pub(super) use shown::{Row, columns, joins};

pub(super) const READ: &str =
    concat!("select ", columns!(), " from comment c", joins!(), " where c.id = $1");
const PUBLIC_IN_THREAD: &str = concat!(
    "select ",
    columns!(),
    " from comment c",
    joins!(),
    " where c.thread = $1 and c.exposure = 2 order by c.id desc limit $2"
);
const PUBLIC: &str = concat!(
    "select ",
    columns!(),
    " from comment c",
    joins!(),
    " where c.consultation = $1 and c.exposure = 2 order by c.id desc limit $2"
);
const HOME: &str = "select k.slug from comment c join consultation k on k.id = c.consultation \
    where c.id = $1 and k.published";
const REPEATED: &str = "select id from comment where participant = $1 and client_key = $2";
const REPEATED_STAFF: &str = "select id from comment where staff = $1 and client_key = $2";
const OWN: &str = "select participant, state, created, body, exposure from comment where id = $1";
pub(super) const KEEP_REVISION: &str = "insert into revision (comment, number, body, replaced) \
    select $1, coalesce(max(number), 0) + 1, $2, $3 from revision where comment = $1";
const CHANGE: &str = "update comment set body = $2, edited = $3, seen = null, state = $4, held = $5, \
    question = case when root is null then coalesce(question, $6) else question end where id = $1 and state in ('visible', 'pending')";
const WITHDRAW: &str = "update comment set state = 'withdrawn', seen = coalesce(seen, $2) \
    where id = $1 and state in ('visible', 'pending', 'redacted')";
const WRITABLE: &str = "select k.opens, k.closes, k.stopped, t.locked from comment c \
    join consultation k on k.id = c.consultation join thread t on t.id = c.thread where c.id = $1";
const MODE: &str = "select coalesce(s.mode, k.mode), k.automatic, c.held, c.visibility from comment c \
    join consultation k on k.id = c.consultation left join section s on s.id = c.thread \
    where c.id = $1";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("comment", READ),
    ("comment home", HOME),
    ("newest of a thread, replies among them", PUBLIC_IN_THREAD),
    ("newest of a consultation", PUBLIC),
];

/// Who writes: a participant, or the municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// A participant.
    Participant(Uuid),
    /// A member of staff.
    Staff(Uuid),
}

/// What became of a post that was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Added<T> {
    /// The post.
    pub post: T,
    /// Whether it is new; a repeated one was there already.
    pub fresh: bool,
}

impl Store {
    /// A comment as this reader may see it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it is not there for this reader.
    pub async fn comment(&self, id: Uuid, reader: Option<Uuid>) -> Result<Comment> {
        let mut conn = self.read().await?;
        let row = row(&mut conn, id).await?.ok_or(StoreError::Missing)?;
        let mine = reader.is_some() && row.participant == reader;
        if row.exposure() == Exposure::Nothing && !mine {
            return Err(StoreError::Missing);
        }
        let mut comment = row.for_reader(reader);
        if mine {
            comment.hidden_because = decision::because(&mut conn, id, comment.state).await?;
        }
        if let Some(reader) = reader {
            comment.supported = Some(super::support::agrees(&mut conn, id, reader).await?);
        }
        Ok(comment)
    }

    /// The newest public comments of a thread, replies among them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn newest_comments(&self, spot: &Spot, limit: i64) -> Result<Vec<Comment>> {
        self.newest(PUBLIC_IN_THREAD, spot.thread, limit).await
    }

    /// The newest public comments of the consultation that a place belongs to.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn newest_comments_of_all(&self, spot: &Spot, limit: i64) -> Result<Vec<Comment>> {
        self.newest(PUBLIC, spot.consultation, limit).await
    }

    async fn newest(&self, sql: &'static str, of: Uuid, limit: i64) -> Result<Vec<Comment>> {
        let mut conn = self.read().await?;
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(sql).bind(of).bind(limit)
            .fetch_all(&mut *c).await)?;
        Ok(rows.into_iter().map(|row| row.for_reader(None)).collect())
    }

    /// The consultation that a comment belongs to, by its name in addresses.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such comment.
    pub async fn comment_home(&self, id: Uuid) -> Result<String> {
        let mut conn = self.read().await?;
        let row: Option<(String,)> =
            on!(conn, c => sqlx::query_as(HOME).bind(id).fetch_optional(&mut *c).await)?;
        row.map(|row| row.0).ok_or(StoreError::Missing)
    }

    /// The post that this participant has sent under this key before.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn repeated_comment(&self, by: Uuid, client_key: &str) -> Result<Option<Comment>> {
        let mut conn = self.read().await?;
        repeated(&mut conn, Writer::Participant(by), client_key).await
    }

    /// Changes the words of one's own comment; what it said before is kept. Where posts wait, it waits
    /// again: nobody gets past a moderator by changing what was approved.
    ///
    /// # Errors
    /// `Forbidden` for somebody else's, `EditWindow` after fifteen minutes, `State` when a moderator
    /// has hidden it or its author has taken it back.
    pub async fn edit_comment(
        &self,
        by: &Entry,
        id: Uuid,
        body: &str,
        now: Moment,
    ) -> Result<Comment> {
        let mut tx = self.write().await?;
        let own = own(&mut tx, by.id, id).await?;
        if !matches!(own.state, PostState::Visible | PostState::Pending) {
            return Err(StoreError::Refused(Code::State));
        }
        if !can_edit(own.created, now) {
            return Err(StoreError::Refused(Code::EditWindow));
        }
        if own.body != body {
            writable(&mut tx, id, now).await?;
            on!(tx, c => sqlx::query(KEEP_REVISION).bind(id).bind(&own.body).bind(now.0)
                .execute(&mut *c).await.map(|_| ()))?;
            let held = held_again(&mut tx, by, id, body).await?;
            let state = if held.is_some() { PostState::Pending } else { PostState::Visible };
            let changed = on!(tx, c => sqlx::query(CHANGE).bind(id).bind(body).bind(now.0)
                .bind(state.word()).bind(&held).bind(Question::of(body).map(Question::word))
                .execute(&mut *c).await.map(|done| done.rows_affected()))?;
            // None when a moderator was quicker.
            (changed > 0).then_some(()).ok_or(StoreError::Refused(Code::State))?;
            settle_comment(&mut tx, id).await?;
        }
        let comment = row(&mut tx, id).await?.ok_or(StoreError::Missing)?.for_reader(Some(by.id));
        tx.commit().await?;
        Ok(comment)
    }

    /// Takes one's own comment back. Twice is the same as once.
    ///
    /// # Errors
    /// `Forbidden` for somebody else's, `State` when a moderator has hidden it.
    pub async fn withdraw_comment(&self, by: Uuid, id: Uuid, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        match own(&mut tx, by, id).await?.state {
            PostState::Withdrawn => return Ok(()),
            PostState::Hidden => return Err(StoreError::Refused(Code::State)),
            PostState::Visible | PostState::Pending | PostState::Redacted => {}
        }
        let changed = on!(tx, c => sqlx::query(WITHDRAW).bind(id).bind(now.0)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if changed == 0 {
            // Somebody was quicker; by now it is clear what they did.
            drop(tx);
            return Box::pin(self.withdraw_comment(by, id, now)).await;
        }
        settle_comment(&mut tx, id).await?;
        tx.commit().await
    }
}

pub(super) async fn row(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    Ok(on!(conn, c => sqlx::query_as(READ).bind(id).fetch_optional(&mut *c).await)?)
}

pub(super) async fn repeated(
    conn: &mut Conn,
    by: Writer,
    client_key: &str,
) -> Result<Option<Comment>> {
    let (sql, by, reader) = match by {
        Writer::Participant(id) => (REPEATED, id, Some(id)),
        Writer::Staff(id) => (REPEATED_STAFF, id, None),
    };
    let found: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(sql).bind(by).bind(client_key)
        .fetch_optional(&mut *c).await)?;
    let Some((id,)) = found else { return Ok(None) };
    Ok(row(conn, id).await?.map(|row| row.for_reader(reader)))
}

/// Whether people can write at a place just now, which a moderator may have locked.
///
/// # Errors
/// Why they cannot: `NotOpen`, `Closed` or `Locked`.
pub fn may_write(period: Period, locked: bool, now: Moment) -> Result<()> {
    match period.phase(now) {
        Phase::Open if locked => Err(StoreError::Refused(Code::Locked)),
        Phase::Open => Ok(()),
        Phase::Upcoming => Err(StoreError::Refused(Code::NotOpen)),
        Phase::Closed => Err(StoreError::Refused(Code::Closed)),
    }
}

/// Other words are as good as a post: where nobody can write, what stands there stays as it is.
async fn writable(conn: &mut Conn, id: Uuid, now: Moment) -> Result<()> {
    let (opens, closes, stopped, locked): (i64, i64, bool, bool) =
        on!(conn, c => sqlx::query_as(WRITABLE).bind(id).fetch_one(&mut *c).await)?;
    let period = Period { opens: Moment(opens), closes: Moment(closes) };
    may_write(period, stopped || locked, now)
}

/// Why a comment waits after its author changed it: what held it before still does.
async fn held_again(conn: &mut Conn, by: &Entry, id: Uuid, body: &str) -> Result<Option<String>> {
    let (mode, automatic, before, visibility): (String, bool, Option<String>, String) =
        on!(conn, c => sqlx::query_as(MODE).bind(id).fetch_one(&mut *c).await)?;
    // What the municipality alone reads waits for nobody.
    if visibility == Visibility::Municipality.word() {
        return Ok(None);
    }
    let arrival = Arrival {
        mode: Some(Mode::from_word(&mode).unwrap_or(Mode::Before)),
        automatic,
        trusted: by.trusted,
        author_held: by.held,
        links: links(body),
        ..Arrival::default()
    };
    Ok(before.or_else(|| held(&arrival).map(|held| held.word().to_owned())))
}

struct Own {
    state: PostState,
    created: Moment,
    body: String,
}

async fn own(conn: &mut Conn, by: Uuid, id: Uuid) -> Result<Own> {
    let found: Option<(Option<Uuid>, String, i64, String, i16)> =
        on!(conn, c => sqlx::query_as(OWN).bind(id).fetch_optional(&mut *c).await)?;
    let (author, state, created, body, exposure) = found.ok_or(StoreError::Missing)?;
    if author != Some(by) {
        return Err(StoreError::not_yours(Exposure::from_stored(exposure)));
    }
    let state = PostState::from_word(&state).unwrap_or(PostState::Hidden);
    Ok(Own { state, created: Moment(created), body })
}
