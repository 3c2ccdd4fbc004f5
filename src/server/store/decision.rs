//! Decisions in the store: written in the same transaction as what they do, never changed.

use model::{Code, Decision, DecisionKind, Moment, PostState, Uuid, ValidDecision};

use super::exposure::{settle_comment, settle_proposal};
use super::support::PostKind;
use super::{Conn, Result, Store, StoreError, on, report};
use crate::clock::new_id;

const COMMENT: &str = "select state, participant from comment where id = $1";
const PROPOSAL: &str = "select state, participant from proposal where id = $1";
const SET_COMMENT: &str = "update comment set state = $2, rule = $3, seen = $4, open_reports = 0 \
    where id = $1 and state = $5";
const SET_PROPOSAL: &str = "update proposal set state = $2, rule = $3, seen = $4, \
    open_reports = 0 where id = $1 and state = $5";
const ADD: &str = "insert into decision (id, post, kind, rule, reason, staff, created) \
    values ($1, $2, $3, $4, $5, $6, $7)";
const OF_POST: &str = "select d.kind, d.rule, d.reason, s.email, d.created from decision d \
    join staff s on s.id = d.staff where d.post = $1 order by d.id";
const BECAUSE: &str = "select reason from decision where post = $1 order by id desc limit 1";
const COUNT_HIDDEN: &str = "update participant set hidden = hidden + $2 where id = $1";

impl Store {
    /// Carries out a decision on a post and notes it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such post, [`Code::State`] when this cannot be done
    /// to it any more (somebody else was quicker, or the author has withdrawn it).
    pub async fn decide(
        &self,
        kind: PostKind,
        post: Uuid,
        by: Uuid,
        decision: &ValidDecision,
        now: Moment,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        let (read, set) = match kind {
            PostKind::Comment => (COMMENT, SET_COMMENT),
            PostKind::Proposal => (PROPOSAL, SET_PROPOSAL),
        };
        let found: Option<(String, Option<Uuid>)> =
            on!(tx, c => sqlx::query_as(read).bind(post).fetch_optional(&mut *c).await)?;
        let (state, author) = found.ok_or(StoreError::Missing)?;
        let before = PostState::from_word(&state).unwrap_or(PostState::Withdrawn);
        let after = decision.kind.after(before).ok_or(StoreError::Refused(Code::State))?;
        let changed = on!(tx, c => sqlx::query(set).bind(post).bind(after.word())
            .bind(&decision.rule).bind(now.0).bind(&state)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if changed == 0 {
            // Somebody else decided between our look and our act.
            return Err(StoreError::Refused(Code::State));
        }
        on!(tx, c => sqlx::query(ADD).bind(new_id(now)).bind(post).bind(decision.kind.word())
            .bind(&decision.rule).bind(&decision.reason).bind(by).bind(now.0)
            .execute(&mut *c).await.map(|_| ()))?;
        report::settle(&mut tx, post).await?;
        count_hidden(&mut tx, author, before, after).await?;
        match kind {
            PostKind::Comment => settle_comment(&mut tx, post).await?,
            PostKind::Proposal => settle_proposal(&mut tx, post).await?,
        }
        tx.commit().await
    }
}

/// What the moderator wrote to the author of a post that is hidden now.
pub(super) async fn because(
    conn: &mut Conn,
    post: Uuid,
    state: PostState,
) -> Result<Option<String>> {
    if !matches!(state, PostState::Hidden | PostState::Redacted) {
        return Ok(None);
    }
    let row: Option<(Option<String>,)> =
        on!(conn, c => sqlx::query_as(BECAUSE).bind(post).fetch_optional(&mut *c).await)?;
    Ok(row.and_then(|row| row.0))
}

async fn count_hidden(
    conn: &mut Conn,
    author: Option<Uuid>,
    before: PostState,
    after: PostState,
) -> Result<()> {
    let hidden = |state| i64::from(matches!(state, PostState::Hidden | PostState::Redacted));
    let delta = hidden(after) - hidden(before);
    if let (Some(author), true) = (author, delta != 0) {
        on!(conn, c => sqlx::query(COUNT_HIDDEN).bind(author).bind(delta)
            .execute(&mut *c).await.map(|_| ()))?;
    }
    Ok(())
}

type Row = (String, Option<String>, Option<String>, String, i64);

/// What was decided about a post, oldest first.
pub(super) async fn of_post(conn: &mut Conn, post: Uuid) -> Result<Vec<Decision>> {
    let rows: Vec<Row> =
        on!(conn, c => sqlx::query_as(OF_POST).bind(post).fetch_all(&mut *c).await)?;
    rows.into_iter()
        .map(|(kind, rule, reason, by, at)| {
            let kind = DecisionKind::from_word(&kind)
                .ok_or_else(|| StoreError::Corrupt(format!("the decision `{kind}`")))?;
            Ok(Decision { kind, rule, reason, by, at: Moment(at) })
        })
        .collect()
}
