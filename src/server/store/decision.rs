//! Decisions in the store: written in the same transaction as what they do, never changed.

mod made;

use model::{Code, DecisionKind, Moment, PostState, RecordKind, UNDO_WINDOW, Uuid, ValidDecision};

use super::exposure::{settle_comment, settle_proposal};
use super::mail::{self, Notice, tell_author};
use super::record::{Act, By};
use super::support::{self, PostKind};
use super::{Conn, Result, Store, StoreError, appeal, event, on, record, redaction, report, rule};
#[cfg(test)]
pub(super) use made::READS;
pub(super) use made::{because, holding, of_post, that_holds};

/// Only as it was found: neither decided on nor reworded meanwhile.
macro_rules! set {
    ($table:literal) => {
        concat!(
            "update ",
            $table,
            " set state = $2, rule = $3, held = $4, seen = $5, open_reports = $6, turns = turns + 1 \
             where id = $1 and state = $7 and turns = $8 and edited is not distinct from $9"
        )
    };
}
const COMMENT: &str = "select state, participant, consultation, thread, rule, held, seen, turns, \
    edited, support_waiting from comment where id = $1";
const PROPOSAL: &str = "select state, participant, consultation, id as thread, rule, held, seen, \
    turns, edited, support_waiting from proposal where id = $1";
const SET_COMMENT: &str = set!("comment");
const SET_PROPOSAL: &str = set!("proposal");
const COUNT_HIDDEN: &str = "update participant set hidden = hidden + $2 where id = $1";
/// Approved by somebody else's decision as well, they stay trusted.
const TRUST_NO_MORE: &str = "update participant set trusted = false where id = $1 and trusted \
    and not exists (select 1 from comment c join record r on r.subject = c.id \
    where c.participant = $1 and r.kind = 'approve' and r.number <> $2) \
    and not exists (select 1 from proposal p join record r on r.subject = p.id \
    where p.participant = $1 and r.kind = 'approve' and r.number <> $2)";
const TRUST: &str = "update participant set trusted = true where id = $1 and not trusted";

const KEEP: &str = "insert into before_decision (post, decision, staff, state, rule, held, seen) \
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (post) do update set \
    decision = excluded.decision, staff = excluded.staff, state = excluded.state, \
    rule = excluded.rule, held = excluded.held, seen = excluded.seen";
const BEFORE: &str = "select b.decision, b.staff, b.state, b.rule, b.held, b.seen, r.at, r.kind \
    from before_decision b join record r on r.number = b.decision where b.post = $1";
const FORGET: &str = "delete from before_decision where post = $1";

/// A post as a decision finds it.
#[derive(sqlx::FromRow)]
struct Found {
    state: String,
    participant: Option<Uuid>,
    consultation: Uuid,
    thread: Uuid,
    rule: Option<String>,
    held: Option<String>,
    seen: Option<i64>,
    turns: i64,
    edited: Option<i64>,
    support_waiting: i64,
}

/// How a post stands, for [`model::QueueItem::stand`].
pub(super) fn stand(turns: i64, edited: Option<i64>) -> String {
    format!("{turns}-{}", edited.unwrap_or_default())
}

impl Found {
    async fn read(conn: &mut Conn, kind: PostKind, post: Uuid) -> Result<Self> {
        let sql = if kind == PostKind::Comment { COMMENT } else { PROPOSAL };
        let found = on!(conn, c => sqlx::query_as(sql).bind(post).fetch_optional(&mut *c).await)?;
        found.ok_or(StoreError::Missing)
    }

    fn state(&self) -> PostState {
        PostState::from_word(&self.state).unwrap_or(PostState::Withdrawn)
    }

    /// Refuses when it is no longer as whoever decides saw it.
    fn still(&self, seen: Option<&String>) -> Result<()> {
        match seen {
            Some(seen) if *seen != stand(self.turns, self.edited) => {
                Err(StoreError::Refused(Code::Changed))
            }
            _ => Ok(()),
        }
    }

    /// Gives it a new standing, if it is still as it was found.
    async fn set(
        &self,
        conn: &mut Conn,
        kind: PostKind,
        post: Uuid,
        to: &Standing<'_>,
    ) -> Result<()> {
        let sql = if kind == PostKind::Comment { SET_COMMENT } else { SET_PROPOSAL };
        let changed = on!(conn, c => sqlx::query(sql).bind(post).bind(to.state.word())
            .bind(to.rule).bind(to.held).bind(to.seen).bind(to.open_reports).bind(&self.state)
            .bind(self.turns).bind(self.edited).execute(&mut *c).await
            .map(|done| done.rows_affected()))?;
        if changed == 0 {
            // Between our look and our act somebody else decided or its author took it back, or its author
            // reworded it.
            let found = Self::read(conn, kind, post).await?;
            let taken_back = found.state() == PostState::Withdrawn;
            let reworded = found.turns == self.turns && !taken_back;
            return Err(StoreError::Refused(if reworded { Code::Changed } else { Code::State }));
        }
        count_hidden(conn, self.participant, self.state(), to.state).await?;
        match kind {
            PostKind::Comment => settle_comment(conn, post).await?,
            PostKind::Proposal => settle_proposal(conn, post).await?,
        }
        event::note(conn, self.consultation, event::DESK, post, self.thread, 0).await
    }
}

/// How a post stands after a decision.
struct Standing<'a> {
    state: PostState,
    rule: Option<&'a str>,
    held: Option<&'a str>,
    seen: Option<i64>,
    open_reports: i64,
}

/// How a post stood before the last decision.
#[derive(sqlx::FromRow)]
struct Before {
    decision: i64,
    staff: Uuid,
    state: String,
    rule: Option<String>,
    held: Option<String>,
    seen: Option<i64>,
    at: i64,
    kind: String,
}

impl Store {
    /// Carries out a decision on a post and notes it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such post, [`Code::State`] when this cannot be done
    /// to it any more (the author has withdrawn it), [`Code::Changed`] when it is no longer as whoever
    /// decides saw it, [`Code::Forbidden`] for an appeal against one's own decision, the field `rule`
    /// when it does not stand in the hearing any more, the field `words` when none of them stands in the
    /// post.
    pub async fn decide(
        &self,
        kind: PostKind,
        post: Uuid,
        by: Uuid,
        decision: &ValidDecision,
        now: Moment,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        let found = Found::read(&mut tx, kind, post).await?;
        found.still(decision.stand.as_ref())?;
        match decision.kind {
            DecisionKind::Undo => undo(&mut tx, kind, post, &found, by, now).await?,
            DecisionKind::Note => {
                note(&mut tx, post, &found, by, decision, None, now).await?;
            }
            _ => act(&mut tx, kind, post, &found, by, decision, now).await?,
        }
        tx.commit().await
    }
}

impl Store {
    /// Whether a rule stands in the hearing of each of these posts; those that are not there are passed
    /// over.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn rule_stands(&self, rule: &str, posts: &[(PostKind, Uuid)]) -> Result<bool> {
        let mut conn = self.read().await?;
        let mut seen = Vec::new();
        for (kind, post) in posts {
            let hearing = match Found::read(&mut conn, *kind, *post).await {
                Ok(found) => found.consultation,
                Err(StoreError::Missing) => continue,
                Err(error) => return Err(error),
            };
            if !seen.contains(&hearing) && !rule::stands(&mut conn, hearing, rule).await? {
                return Ok(false);
            }
            seen.push(hearing);
        }
        Ok(true)
    }
}

async fn act(
    tx: &mut Conn,
    kind: PostKind,
    post: Uuid,
    found: &Found,
    by: Uuid,
    decision: &ValidDecision,
    now: Moment,
) -> Result<()> {
    let mut after = decision.kind.after(found.state()).ok_or(StoreError::Refused(Code::State))?;
    let mut broken = if decision.kind.restricts() { &decision.rule } else { &found.rule }.clone();
    let appealed = appeal::open(tx, post).await?;
    match decision.kind {
        DecisionKind::Discount if found.support_waiting == 0 => {
            return Err(StoreError::Refused(Code::State));
        }
        DecisionKind::Uphold if appealed.is_none() => return Err(StoreError::Refused(Code::State)),
        // Another moderator than the one who decided (issue 4).
        DecisionKind::Uphold if appealed == Some(Some(by)) => {
            return Err(StoreError::Refused(Code::Forbidden));
        }
        DecisionKind::Restore if found.state() == PostState::Redacted => broken = None,
        // Hidden after words had been struck out: these stay out.
        DecisionKind::Restore if redaction::is_struck(tx, post).await? => {
            after = PostState::Redacted;
            let struck = that_holds(tx, post, PostState::Redacted).await?;
            broken = struck.and_then(|struck| struck.rule);
        }
        DecisionKind::Restore => broken = None,
        _ => {}
    }
    let to = Standing {
        state: after,
        rule: broken.as_deref(),
        held: None,
        seen: Some(now.0),
        open_reports: 0,
    };
    found.set(tx, kind, post, &to).await?;
    rule::check(tx, found.consultation, decision.rule.as_deref()).await?;
    if let (DecisionKind::Approve, Some(author)) = (decision.kind, found.participant) {
        on!(tx, c => sqlx::query(TRUST).bind(author).execute(&mut *c).await.map(|_| ()))?;
    }
    // What is decided about supports says nothing about the post: reports of it wait on.
    let about_post = decision.kind != DecisionKind::Discount;
    let waited = if about_post { report::oldest(tx, post, now).await? } else { None };
    let number = note(tx, post, found, by, decision, waited, now).await?;
    follow(tx, kind, post, found, decision, number).await?;
    on!(tx, c => sqlx::query(KEEP).bind(post).bind(number).bind(by).bind(&found.state)
        .bind(&found.rule).bind(&found.held).bind(found.seen).execute(&mut *c).await.map(|_| ()))?;
    let notice = Notice {
        kind: decision.kind,
        rule: decision.rule.as_deref(),
        reason: decision.reason.as_deref(),
        consultation: found.consultation,
        number,
    };
    tell_author(tx, found.participant, &notice, now).await
}

/// What follows from a decision for the post's words, its reports, supports and appeals.
async fn follow(
    tx: &mut Conn,
    kind: PostKind,
    post: Uuid,
    found: &Found,
    decision: &ValidDecision,
    number: i64,
) -> Result<()> {
    if decision.kind == DecisionKind::Redact
        && !redaction::strike_out(tx, kind, post, &decision.words, number).await?
    {
        return Err(StoreError::unknown("words"));
    }
    if decision.kind == DecisionKind::Restore && found.state() == PostState::Redacted {
        redaction::restore(tx, kind, post, number).await?;
    }
    if decision.kind == DecisionKind::Discount {
        report::recount(tx, kind, post).await?;
    } else {
        report::settle(tx, post, number).await?;
    }
    if matches!(decision.kind, DecisionKind::Approve | DecisionKind::Discount) {
        let counted = decision.kind == DecisionKind::Approve;
        support::decide(tx, kind, post, counted, number).await?;
    }
    if matches!(decision.kind, DecisionKind::Restore | DecisionKind::Uphold) {
        appeal::answer(tx, post, number, decision.kind == DecisionKind::Restore).await?;
    }
    Ok(())
}

/// Takes back what the same moderator decided last, a while ago at the most.
async fn undo(
    tx: &mut Conn,
    kind: PostKind,
    post: Uuid,
    found: &Found,
    by: Uuid,
    now: Moment,
) -> Result<()> {
    let before: Option<Before> =
        on!(tx, c => sqlx::query_as(BEFORE).bind(post).fetch_optional(&mut *c).await)?;
    let mine = before.filter(|before| before.staff == by && now.0 < before.at + UNDO_WINDOW);
    let before = mine.ok_or(StoreError::Refused(Code::State))?;
    if found.state() == PostState::Withdrawn {
        return Err(StoreError::Refused(Code::State));
    }
    // The author's newest words are no part of what is taken back.
    if found.edited.is_some_and(|edited| edited > before.at) {
        return Err(StoreError::Refused(Code::Changed));
    }
    redaction::take_back(tx, kind, post, before.decision).await?;
    appeal::take_back(tx, before.decision).await?;
    let open_reports = report::take_back(tx, post, before.decision).await?;
    let to = Standing {
        state: PostState::from_word(&before.state).unwrap_or(PostState::Hidden),
        rule: before.rule.as_deref(),
        held: before.held.as_deref(),
        seen: before.seen,
        open_reports,
    };
    found.set(tx, kind, post, &to).await?;
    support::take_back(tx, kind, post, before.decision).await?;
    if let (Some(author), "approve") = (found.participant, before.kind.as_str()) {
        on!(tx, c => sqlx::query(TRUST_NO_MORE).bind(author).bind(before.decision)
            .execute(&mut *c).await.map(|_| ()))?;
    }
    on!(tx, c => sqlx::query(FORGET).bind(post).execute(&mut *c).await.map(|_| ()))?;
    let taken_back = before.decision.to_string();
    let act = Act {
        consultation: Some(found.consultation),
        subject: Some(post),
        detail: Some(&taken_back),
        ..Act::of(By::Staff(by), RecordKind::Undo)
    };
    let number = record::note(tx, &act, now).await?;
    appeal::settle(tx, before.decision, number).await?;
    mail::take_back(tx, found.participant, (before.decision, found.consultation), now).await
}

async fn note(
    tx: &mut Conn,
    post: Uuid,
    found: &Found,
    by: Uuid,
    decision: &ValidDecision,
    waited: Option<i64>,
    now: Moment,
) -> Result<i64> {
    let act = Act {
        consultation: Some(found.consultation),
        subject: Some(post),
        rule: decision.rule.as_deref(),
        reason: decision.reason.as_deref(),
        waited,
        ..Act::of(By::Staff(by), RecordKind::of(decision.kind))
    };
    record::note(tx, &act, now).await
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
