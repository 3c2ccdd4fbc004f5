//! What follows when a post changes state: its exposure, and every count that depends on it.

use model::{Exposure, PostState, Uuid, Visibility, exposure};

use super::event;
use super::{Conn, Result, StoreError, on};

const STANDING: &str = "select consultation, thread, root, parent, paragraph, state, visibility, \
    replies, exposure from comment where id = $1";
const EXPOSE: &str = "update comment set exposure = $2 where id = $1";
const COUNT_REPLIES: &str = "update comment set replies = replies + $2 where id = $1";
const COUNT_PARAGRAPH: &str = "insert into paragraph_count (thread, paragraph, comments, threads) \
    values ($1, $2, $3, $4) on conflict (thread, paragraph) do update set \
    comments = paragraph_count.comments + excluded.comments, \
    threads = paragraph_count.threads + excluded.threads";
const COUNT_THREAD: &str = "update thread set comments = comments + $2, threads = threads + $3 \
    where id = $1 returning comments, kind";
const COUNT_CONSULTATION: &str = "update consultation set comments = comments + $2 where id = $1";

const PROPOSAL_STANDING: &str = "select p.consultation, p.state, p.exposure, t.comments \
    from proposal p join thread t on t.id = p.id where p.id = $1";
const EXPOSE_PROPOSAL: &str = "update proposal set exposure = $2 where id = $1";
const COUNT_PROPOSALS: &str =
    "update consultation set proposals = proposals + $2 where id = $1 returning proposals";

#[derive(sqlx::FromRow)]
struct Standing {
    consultation: Uuid,
    thread: Uuid,
    root: Option<Uuid>,
    parent: Option<Uuid>,
    paragraph: Option<String>,
    state: String,
    visibility: String,
    replies: i64,
    exposure: i16,
}

impl Standing {
    fn before(&self) -> Exposure {
        Exposure::from_stored(self.exposure)
    }

    /// An unknown state or visibility shows nothing: it must never show too much.
    fn after(&self) -> Exposure {
        match (PostState::from_word(&self.state), Visibility::from_word(&self.visibility)) {
            (Some(state), Some(visibility)) => exposure(state, visibility, self.replies),
            _ => Exposure::Nothing,
        }
    }
}

/// Brings a comment's exposure in line with its state, and with it all counts. Every change of a
/// comment's state goes through here, in the same transaction.
pub(super) async fn settle_comment(conn: &mut Conn, id: Uuid) -> Result<()> {
    let Some(change) = expose(conn, id).await? else { return Ok(()) };
    let standing = &change.standing;
    if change.full != 0 {
        // Parents first: a withdrawn one appears as a marker with its first reply.
        for above in above(standing) {
            on!(conn, c => sqlx::query(COUNT_REPLIES).bind(above).bind(change.full)
                .execute(&mut *c).await.map(|_| ()))?;
            if let Some(change) = expose(conn, above).await? {
                count(conn, &change).await?;
            }
        }
    }
    count(conn, &change).await
}

fn above(standing: &Standing) -> Vec<Uuid> {
    let mut above: Vec<Uuid> = standing.root.into_iter().collect();
    above.extend(standing.parent.filter(|parent| Some(*parent) != standing.root));
    above
}

/// What a new exposure adds to or takes from the counts.
struct Change {
    standing: Standing,
    post: Uuid,
    /// Public comments more or fewer.
    full: i64,
    /// Top-level posts in lists more or fewer.
    listed: i64,
}

async fn expose(conn: &mut Conn, id: Uuid) -> Result<Option<Change>> {
    let standing: Option<Standing> =
        on!(conn, c => sqlx::query_as(STANDING).bind(id).fetch_optional(&mut *c).await)?;
    let standing = standing.ok_or(StoreError::Missing)?;
    let (before, after) = (standing.before(), standing.after());
    if before == after {
        return Ok(None);
    }
    on!(conn, c => sqlx::query(EXPOSE).bind(id).bind(after.stored())
        .execute(&mut *c).await.map(|_| ()))?;
    let is = |exposure: Exposure, least: Exposure| i64::from(exposure >= least);
    let full = is(after, Exposure::Full) - is(before, Exposure::Full);
    let listed = match standing.root {
        Some(_) => 0,
        None => is(after, Exposure::Marker) - is(before, Exposure::Marker),
    };
    Ok(Some(Change { standing, post: id, full, listed }))
}

async fn count(conn: &mut Conn, change: &Change) -> Result<()> {
    let Change { standing, post, full, listed } = change;
    if let Some(paragraph) = &standing.paragraph {
        on!(conn, c => sqlx::query(COUNT_PARAGRAPH).bind(standing.thread).bind(paragraph)
            .bind(full).bind(listed).execute(&mut *c).await.map(|_| ()))?;
    }
    let (comments, kind): (i64, String) = on!(conn, c => sqlx::query_as(COUNT_THREAD)
        .bind(standing.thread).bind(full).bind(listed).fetch_one(&mut *c).await)?;
    on!(conn, c => sqlx::query(COUNT_CONSULTATION).bind(standing.consultation).bind(full)
        .execute(&mut *c).await.map(|_| ()))?;
    if kind == "proposal" {
        // A withdrawn one stays as a marker only as long as it has comments.
        settle_proposal(conn, standing.thread).await?;
    }
    event::note(conn, standing.consultation, "comment", *post, standing.thread, comments).await
}

/// The same for a proposal.
pub(super) async fn settle_proposal(conn: &mut Conn, id: Uuid) -> Result<()> {
    let row: Option<(Uuid, String, i16, i64)> =
        on!(conn, c => sqlx::query_as(PROPOSAL_STANDING).bind(id).fetch_optional(&mut *c).await)?;
    let (consultation, state, before, comments) = row.ok_or(StoreError::Missing)?;
    let before = Exposure::from_stored(before);
    let after = PostState::from_word(&state)
        .map_or(Exposure::Nothing, |state| exposure(state, Visibility::Public, comments));
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
