//! Appeals in the store: one for each decision, answered by another moderator.

pub(super) mod measure;

use model::{Appeal, Code, Moment, PostState, Uuid};

use super::support::PostKind;
use super::{Conn, Result, Store, StoreError, decision, event, on};
use crate::clock::new_id;

const COMMENT: &str = "select participant, state, consultation, thread from comment where id = $1";
const PROPOSAL: &str = "select participant, state, consultation, id as thread from proposal \
    where id = $1";
const ADD: &str = "insert into appeal (id, post, kind, consultation, participant, against, \
    decided_by, text, created) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
    on conflict (against) do nothing";
const OF_POST: &str = "select a.text, a.created, a.granted, r.reason as answer from appeal a \
    left join record r on r.number = a.answer where a.post = $1 order by a.id desc limit 1";
const OF_DECISION: &str = "select a.text, a.created, a.granted, r.reason as answer from appeal a \
    left join record r on r.number = a.answer where a.against = $1";
const OPEN: &str = "select decided_by from appeal where post = $1 and answer is null";
const ANSWER: &str =
    "update appeal set answer = $2, granted = $3 where post = $1 and answer is null";
const SETTLE: &str =
    "update appeal set answer = $2, granted = true where against = $1 and answer is null";
const TAKE_BACK: &str = "update appeal set answer = null, granted = null where answer = $1";
const COUNTS: &str = "select count(*), \
    coalesce(sum(case when granted then 1 else 0 end), 0), \
    coalesce(sum(case when granted then 0 when answer is null then 0 else 1 end), 0) from appeal";

/// What is read of them by their authors.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] =
    &[("appeal of a post", OF_POST), ("appeal of a decision", OF_DECISION)];

impl Store {
    /// Notes that an author appeals the last decision on their post. Answers whether it is new: the
    /// second one against the same decision is the first.
    ///
    /// # Errors
    /// [`Code::Forbidden`] for somebody else's post, [`Code::State`] when nothing of it is hidden.
    pub async fn add_appeal(
        &self,
        kind: PostKind,
        post: Uuid,
        by: Uuid,
        text: &str,
        now: Moment,
    ) -> Result<bool> {
        let mut tx = self.write().await?;
        let sql = if kind == PostKind::Comment { COMMENT } else { PROPOSAL };
        let found: Option<(Option<Uuid>, String, Uuid, Uuid)> =
            on!(tx, c => sqlx::query_as(sql).bind(post).fetch_optional(&mut *c).await)?;
        let (author, state, consultation, thread) = found.ok_or(StoreError::Missing)?;
        if author != Some(by) {
            return Err(StoreError::Missing);
        }
        let state = PostState::from_word(&state).unwrap_or(PostState::Withdrawn);
        let against = decision::that_holds(&mut tx, post, state).await?;
        let against = against.ok_or(StoreError::Refused(Code::State))?;
        let added = on!(tx, c => sqlx::query(ADD).bind(new_id(now)).bind(post).bind(kind.word())
            .bind(consultation).bind(by).bind(against.number).bind(against.staff).bind(text).bind(now.0)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        event::note(&mut tx, consultation, event::DESK, post, thread, 0).await?;
        tx.commit().await?;
        Ok(added > 0)
    }
}

type Row = (String, i64, Option<bool>, Option<String>);

fn read((text, created, granted, answer): Row) -> Appeal {
    Appeal { text, created: Moment(created), granted, answer }
}

/// The last appeal about a post.
pub(super) async fn of_post(conn: &mut Conn, post: Uuid) -> Result<Option<Appeal>> {
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(OF_POST).bind(post).fetch_optional(&mut *c).await)?;
    Ok(row.map(read))
}

/// The appeal about a post as its author reads it: against the decision that holds now, so that a new
/// one can be appealed anew; the last one when nothing of the post is hidden.
pub(super) async fn of_own(
    conn: &mut Conn,
    post: Uuid,
    state: PostState,
) -> Result<Option<Appeal>> {
    let Some(against) = decision::that_holds(conn, post, state).await? else {
        return of_post(conn, post).await;
    };
    let row: Option<Row> = on!(conn, c => sqlx::query_as(OF_DECISION).bind(against.number)
        .fetch_optional(&mut *c).await)?;
    Ok(row.map(read))
}

/// Who decided what an open appeal is about; `None` when none is open.
pub(super) async fn open(conn: &mut Conn, post: Uuid) -> Result<Option<Option<Uuid>>> {
    let row: Option<(Option<Uuid>,)> =
        on!(conn, c => sqlx::query_as(OPEN).bind(post).fetch_optional(&mut *c).await)?;
    Ok(row.map(|row| row.0))
}

/// A decision answers the open appeal, if there is one.
pub(super) async fn answer(
    conn: &mut Conn,
    post: Uuid,
    decision: i64,
    granted: bool,
) -> Result<()> {
    on!(conn, c => sqlx::query(ANSWER).bind(post).bind(decision).bind(granted)
        .execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

/// A decision that was taken back needs no other look: its author has what they want.
pub(super) async fn settle(conn: &mut Conn, against: i64, decision: i64) -> Result<()> {
    on!(conn, c => sqlx::query(SETTLE).bind(against).bind(decision)
        .execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

/// A decision that was taken back answers nothing.
pub(super) async fn take_back(conn: &mut Conn, decision: i64) -> Result<()> {
    on!(conn, c => sqlx::query(TAKE_BACK).bind(decision).execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

/// How many there were, about posts and about people; how many were granted, and how many were not.
pub(super) async fn counts(conn: &mut Conn) -> Result<[i64; 3]> {
    let (all, granted, refused): (i64, i64, i64) =
        on!(conn, c => sqlx::query_as(COUNTS).fetch_one(&mut *c).await)?;
    let people = measure::counts(conn).await?;
    Ok([all + people[0], granted + people[1], refused + people[2]])
}
