//! What follows when a post changes state: its exposure, and every count that depends on it.

use model::{Exposure, PostState, Uuid, Visibility, exposure, exposure_in};

use super::event;
use super::{Conn, Result, StoreError, on};

const STANDING: &str = "select c.thread, t.kind as thread_kind, c.root, c.parent, c.state, \
    c.visibility, c.replies, c.exposure, k.gone from comment c join thread t on t.id = c.thread \
    join consultation k on k.id = c.consultation where c.id = $1";
/// The counts of thread, paragraph and consultation, and the event, follow by a trigger.
pub(super) const EXPOSE: &str = "update comment set exposure = $2 where id = $1";
const COUNT_REPLIES: &str = "update comment set replies = replies + $2 where id = $1";

const PROPOSAL_STANDING: &str = "select p.consultation, p.state, p.exposure, t.comments, k.gone \
    from proposal p join thread t on t.id = p.id join consultation k on k.id = p.consultation \
    where p.id = $1";
const EXPOSE_PROPOSAL: &str = "update proposal set exposure = $2 where id = $1";
const COUNT_PROPOSALS: &str =
    "update consultation set proposals = proposals + $2 where id = $1 returning proposals";

#[derive(sqlx::FromRow)]
struct Standing {
    thread: Uuid,
    thread_kind: String,
    root: Option<Uuid>,
    parent: Option<Uuid>,
    state: String,
    visibility: String,
    replies: i64,
    exposure: i16,
    gone: bool,
}

impl Standing {
    fn before(&self) -> Exposure {
        Exposure::from_stored(self.exposure)
    }

    /// An unknown state or visibility shows nothing: it must never show too much.
    fn after(&self) -> Exposure {
        match (PostState::from_word(&self.state), Visibility::from_word(&self.visibility)) {
            (Some(state), Some(visibility)) => {
                exposure_in(self.gone, exposure(state, visibility, self.replies))
            }
            _ => Exposure::Nothing,
        }
    }
}

/// Brings a comment's exposure in line with its state, and with it all counts. Every change of a
/// comment's state goes through here, in the same transaction.
pub(super) async fn settle_comment(conn: &mut Conn, id: Uuid) -> Result<()> {
    let standing = standing(conn, id).await?;
    let is_full = |exposure| i64::from(exposure == Exposure::Full);
    let full = is_full(standing.after()) - is_full(standing.before());
    // Parents first: a withdrawn one appears as a marker with its first reply.
    count_reply(conn, standing.root, standing.parent, full).await?;
    expose(conn, id, &standing).await
}

/// Counts a public reply more or less for the comments above it.
pub(super) async fn count_reply(
    conn: &mut Conn,
    root: Option<Uuid>,
    parent: Option<Uuid>,
    more: i64,
) -> Result<()> {
    if more == 0 {
        return Ok(());
    }
    for above in root.into_iter().chain(parent.filter(|parent| Some(*parent) != root)) {
        on!(conn, c => sqlx::query(COUNT_REPLIES).bind(above).bind(more)
            .execute(&mut *c).await.map(|_| ()))?;
        let standing = standing(conn, above).await?;
        expose(conn, above, &standing).await?;
    }
    Ok(())
}

async fn standing(conn: &mut Conn, id: Uuid) -> Result<Standing> {
    let standing = on!(conn, c => sqlx::query_as(STANDING).bind(id).fetch_optional(&mut *c).await)?;
    standing.ok_or(StoreError::Missing)
}

async fn expose(conn: &mut Conn, id: Uuid, standing: &Standing) -> Result<()> {
    let after = standing.after();
    if standing.before() == after {
        return Ok(());
    }
    on!(conn, c => sqlx::query(EXPOSE).bind(id).bind(after.stored())
        .execute(&mut *c).await.map(|_| ()))?;
    if standing.thread_kind == "proposal" {
        // A withdrawn one stays as a marker only as long as it has comments.
        settle_proposal(conn, standing.thread).await?;
    }
    Ok(())
}

/// The same for a proposal.
pub(super) async fn settle_proposal(conn: &mut Conn, id: Uuid) -> Result<()> {
    let row: Option<(Uuid, String, i16, i64, bool)> =
        on!(conn, c => sqlx::query_as(PROPOSAL_STANDING).bind(id).fetch_optional(&mut *c).await)?;
    let (consultation, state, before, comments, gone) = row.ok_or(StoreError::Missing)?;
    let before = Exposure::from_stored(before);
    let after = PostState::from_word(&state)
        .map_or(Exposure::Nothing, |state| exposure(state, Visibility::Public, comments));
    let after = exposure_in(gone, after);
    if before == after {
        return Ok(());
    }
    on!(conn, c => sqlx::query(EXPOSE_PROPOSAL).bind(id).bind(after.stored())
        .execute(&mut *c).await.map(|_| ()))?;
    let full = i64::from(after == Exposure::Full) - i64::from(before == Exposure::Full);
    let (proposals,): (i64,) = on!(conn, c => sqlx::query_as(COUNT_PROPOSALS).bind(consultation)
        .bind(full).fetch_one(&mut *c).await)?;
    event::note(conn, consultation, "proposal", id, id, proposals).await
}
