//! Support in the store: once per person and post, counted in the same transaction. What comes in a burst
//! from people who have not been here long is kept, and counted when a moderator has looked.

use model::{CROWD, Code, Exposure, Held, Moment, SUPPORTS_MOST, Support, Uuid, support_waits};

use super::{Conn, Result, Store, StoreError, event, on, record};

const ADD: &str = "insert into support (post, participant, created, newcomer, counted, decision) \
    values ($1, $2, $3, $4, $5, $6) on conflict (post, participant) do nothing";
const TAKE: &str =
    "delete from support where post = $1 and participant = $2 returning counted, decision";
// Whoever decides on a post holds it and then its supports: so does whoever changes what they may decide
// on, and two who support it at once see each other.
const HOLD_COMMENT: &str = "update comment set support = support where id = $1";
const HOLD_PROPOSAL: &str = "update proposal set support = support where id = $1";
macro_rules! count {
    ($table:literal, $thread:literal) => {
        concat!(
            "update ",
            $table,
            " set support = support + $2, support_waiting = support_waiting + $3 where id = $1 \
             returning support, exposure, support_waiting, consultation, ",
            $thread,
            " as thread"
        )
    };
}
const COUNT_COMMENT: &str = count!("comment", "thread");
const COUNT_PROPOSAL: &str = count!("proposal", "id");
/// How many who had not been here long agreed since `$2`, and since a moderator last looked: no more than matter;
/// and whether any of them wait.
macro_rules! lately {
    ($table:literal) => {
        concat!(
            "select k.automatic, c.support_waiting > 0, (select count(*) from (select 1 from support s \
             where s.post = c.id and s.newcomer and s.created > $2 and s.created > coalesce(c.seen, 0) \
             limit $3) found) from ",
            $table,
            " c join consultation k on k.id = c.consultation where c.id = $1"
        )
    };
}
const LATELY_COMMENT: &str = lately!("comment");
const LATELY_PROPOSAL: &str = lately!("proposal");
const DECIDE: &str = "update support set counted = $2, decision = $3 \
    where post = $1 and not counted and decision is null";
const UNCOUNT: &str =
    "update support set counted = false, decision = null where decision = $1 and counted";
const REOPEN: &str = "update support set decision = null where decision = $1 and not counted";
const LEAVE_OUT: &str = "insert into support_left_out (post, participant, decision) \
    values ($1, $2, $3)";
const LEFT_OUT: &str = "select decision from support_left_out where post = $1 and participant = $2";
const BRING_BACK: &str =
    "delete from support_left_out where post = $1 and participant = $2 returning decision";
const FORGET: &str = "delete from support_left_out where decision = $1";
const AGREES: &str = "select created from support where post = $1 and participant = $2";
const OF: &str = "select post from support where participant = $1 limit 10000";

/// What is read when somebody agrees.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("supports of a comment lately", LATELY_COMMENT),
    ("supports of a proposal lately", LATELY_PROPOSAL),
    ("support that was left out", LEFT_OUT),
];

/// Which kind of post is meant: ids do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostKind {
    /// A comment.
    Comment,
    /// A proposal.
    Proposal,
}

impl PostKind {
    /// `comment` or `proposal`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Proposal => "proposal",
        }
    }

    /// Reads [`PostKind::word`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Comment, Self::Proposal].into_iter().find(|kind| kind.word() == word)
    }
}

impl Store {
    /// Notes that somebody agrees with a post, or no longer does. Twice is the same as once. Whoever is a
    /// `newcomer` may be one of a burst: then it is kept and not counted.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the public sees no such post, [`Code::State`] when it sees only
    /// a marker.
    pub async fn set_support(
        &self,
        kind: PostKind,
        post: Uuid,
        by: Uuid,
        agrees: bool,
        newcomer: bool,
        now: Moment,
    ) -> Result<Support> {
        let mut tx = self.write().await?;
        let left_out = agrees && left_out(&mut tx, post, by).await?;
        if !agrees || newcomer || left_out {
            let hold = if kind == PostKind::Comment { HOLD_COMMENT } else { HOLD_PROPOSAL };
            on!(tx, c => sqlx::query(hold).bind(post).execute(&mut *c).await.map(|_| ()))?;
        }
        let (counted, waiting) = if agrees {
            give(&mut tx, kind, (post, by), (newcomer, left_out), now).await?
        } else {
            take(&mut tx, post, by).await?
        };
        let after = count(&mut tx, kind, post, counted, waiting).await?;
        match Exposure::from_stored(after.exposure) {
            Exposure::Nothing => return Err(StoreError::Missing),
            Exposure::Marker => return Err(StoreError::Refused(Code::State)),
            Exposure::Full => {}
        }
        if waiting != 0 {
            event::note(&mut tx, after.consultation, event::DESK, post, after.thread, 0).await?;
        }
        if waiting > 0 && after.support_waiting == waiting {
            record::note_held(&mut tx, after.consultation, post, Held::Supports, now).await?;
        }
        tx.commit().await?;
        Ok(Support { support: after.support, supported: agrees })
    }
}

/// How a post stands after its supports were counted.
#[derive(sqlx::FromRow)]
struct Counted {
    support: i64,
    exposure: i16,
    support_waiting: i64,
    consultation: Uuid,
    thread: Uuid,
}

async fn count(
    conn: &mut Conn,
    kind: PostKind,
    post: Uuid,
    counted: i64,
    waiting: i64,
) -> Result<Counted> {
    let sql = if kind == PostKind::Comment { COUNT_COMMENT } else { COUNT_PROPOSAL };
    let row = on!(conn, c => sqlx::query_as(sql).bind(post).bind(counted).bind(waiting)
        .fetch_optional(&mut *c).await)?;
    row.ok_or(StoreError::Missing)
}

/// Keeps a support; tells how many more are counted by it, and how many more wait. What a moderator left
/// uncounted is so still when it is given again.
async fn give(
    conn: &mut Conn,
    kind: PostKind,
    (post, by): (Uuid, Uuid),
    (newcomer, left_out): (bool, bool),
    now: Moment,
) -> Result<(i64, i64)> {
    let left_out: Option<(i64,)> = match left_out {
        true => on!(conn, c => sqlx::query_as(BRING_BACK).bind(post).bind(by)
            .fetch_optional(&mut *c).await)?,
        false => None,
    };
    let left_out = left_out.map(|row| row.0);
    let waits = left_out.is_none() && newcomer && comes_in_a_burst(conn, kind, post, now).await?;
    let counted = left_out.is_none() && !waits;
    let added = on!(conn, c => sqlx::query(ADD).bind(post).bind(by).bind(now.0).bind(newcomer)
        .bind(counted).bind(left_out).execute(&mut *c).await.map(|done| done.rows_affected()))?;
    let added = changed(added);
    Ok((if counted { added } else { 0 }, if waits { added } else { 0 }))
}

/// Whether a moderator left a support of theirs uncounted that they took back.
async fn left_out(conn: &mut Conn, post: Uuid, by: Uuid) -> Result<bool> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(LEFT_OUT).bind(post).bind(by)
        .fetch_optional(&mut *c).await)?;
    Ok(row.is_some())
}

async fn comes_in_a_burst(
    conn: &mut Conn,
    kind: PostKind,
    post: Uuid,
    now: Moment,
) -> Result<bool> {
    let sql = if kind == PostKind::Comment { LATELY_COMMENT } else { LATELY_PROPOSAL };
    let row: Option<(bool, bool, i64)> = on!(conn, c => sqlx::query_as(sql).bind(post)
        .bind(now.plus(-CROWD).0).bind(i64::from(SUPPORTS_MOST)).fetch_optional(&mut *c).await)?;
    let lately = |lately: i64| u32::try_from(lately).unwrap_or(u32::MAX);
    Ok(row.is_some_and(|(automatic, others_wait, found)| {
        support_waits(automatic, others_wait, lately(found))
    }))
}

/// Takes a support back; what a moderator left uncounted counts nowhere.
async fn take(conn: &mut Conn, post: Uuid, by: Uuid) -> Result<(i64, i64)> {
    let row: Option<(bool, Option<i64>)> = on!(conn, c => sqlx::query_as(TAKE).bind(post).bind(by)
        .fetch_optional(&mut *c).await)?;
    Ok(match row {
        Some((true, _)) => (-1, 0),
        Some((false, None)) => (0, -1),
        Some((false, Some(decision))) => {
            on!(conn, c => sqlx::query(LEAVE_OUT).bind(post).bind(by).bind(decision)
                .execute(&mut *c).await.map(|_| ()))?;
            (0, 0)
        }
        None => (0, 0),
    })
}

/// A decision counts the supports of a post that wait, or leaves them uncounted.
pub(super) async fn decide(
    conn: &mut Conn,
    kind: PostKind,
    post: Uuid,
    counted: bool,
    decision: i64,
) -> Result<()> {
    let waited =
        changed(on!(conn, c => sqlx::query(DECIDE).bind(post).bind(counted).bind(decision)
        .execute(&mut *c).await.map(|done| done.rows_affected()))?);
    count(conn, kind, post, if counted { waited } else { 0 }, -waited).await?;
    Ok(())
}

/// A decision that was taken back has said nothing about supports.
pub(super) async fn take_back(
    conn: &mut Conn,
    kind: PostKind,
    post: Uuid,
    decision: i64,
) -> Result<()> {
    let reopened = changed(on!(conn, c => sqlx::query(REOPEN).bind(decision)
        .execute(&mut *c).await.map(|done| done.rows_affected()))?);
    let uncounted = changed(on!(conn, c => sqlx::query(UNCOUNT).bind(decision)
        .execute(&mut *c).await.map(|done| done.rows_affected()))?);
    on!(conn, c => sqlx::query(FORGET).bind(decision).execute(&mut *c).await.map(|_| ()))?;
    count(conn, kind, post, -uncounted, reopened + uncounted).await?;
    Ok(())
}

fn changed(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// Whether somebody agrees with a post.
pub(super) async fn agrees(conn: &mut Conn, post: Uuid, by: Uuid) -> Result<bool> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(AGREES).bind(post).bind(by)
        .fetch_optional(&mut *c).await)?;
    Ok(row.is_some())
}

/// The posts that somebody agrees with.
pub(super) async fn supported(conn: &mut Conn, by: Uuid) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = on!(conn, c => sqlx::query_as(OF).bind(by).fetch_all(&mut *c).await)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
