//! Reports in the store: once per reader and post.

use model::{Code, Exposure, Moment, REPORT_OTHER, ReportCount, Uuid, ValidReport};

use super::rule::Broken;
use super::support::PostKind;
use super::{Conn, Result, Store, StoreError, event, on, rule};
use crate::clock::new_id;

const ADD: &str = "insert into report (id, post, participant, reason, text, created, client_key, \
    pending) values ($1, $2, $3, $4, $5, $6, $7, true) on conflict (post, participant) do nothing";
const COUNT_COMMENT: &str = "update comment set open_reports = open_reports + $2 where id = $1 \
     returning exposure, consultation, thread";
const COUNT_PROPOSAL: &str = "update proposal set open_reports = open_reports + $2 where id = $1 \
     returning exposure, consultation, id";
const REASONS: &str = "select m.reason as rule, q.number as rule_number, q.title as rule_title, \
    count(*) as count from report m \
    left join rule q on q.consultation = $2 and q.id = m.reason \
    where m.post = $1 and m.pending group by m.reason, q.number, q.title \
    order by count desc, m.reason";
const TEXTS: &str = "select text from report where post = $1 and pending and text is not null \
    order by id desc limit 20";
const OLDEST: &str = "select min(created) from report where post = $1 and pending";
const SETTLE: &str = "update report set pending = false, decision = $2 where post = $1 and pending";
const TAKE_BACK: &str =
    "update report set pending = true, decision = null where post = $1 and decision = $2";
const RECOUNT_COMMENT: &str = "update comment set open_reports = \
    (select count(*) from report r where r.post = comment.id and r.pending) where id = $1";
const RECOUNT_PROPOSAL: &str = "update proposal set open_reports = \
    (select count(*) from report r where r.post = proposal.id and r.pending) where id = $1";
const OPEN: &str = "select count(*) from report where post = $1 and pending";

const IS_THERE: &str = "select count(*) from report where post = $1 and participant = $2";

impl Store {
    /// Whether somebody has reported a post already.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn has_reported(&self, post: Uuid, by: Uuid) -> Result<bool> {
        let mut conn = self.read().await?;
        let (count,): (i64,) =
            on!(conn, c => sqlx::query_as(IS_THERE).bind(post).bind(by).fetch_one(&mut *c).await)?;
        Ok(count > 0)
    }

    /// Notes a report. Answers whether it is new: the same reader's second one is the first.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the public sees no such post, [`Code::State`] when it sees only
    /// a marker, the field `reason` when no such rule stands in the post's hearing.
    pub async fn add_report(
        &self,
        kind: PostKind,
        post: Uuid,
        by: Uuid,
        report: &ValidReport,
        now: Moment,
    ) -> Result<bool> {
        let mut tx = self.write().await?;
        let added = on!(tx, c => sqlx::query(ADD).bind(new_id(now)).bind(post).bind(by)
            .bind(&report.reason).bind(&report.text).bind(now.0).bind(&report.client_key)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        let count = if kind == PostKind::Comment { COUNT_COMMENT } else { COUNT_PROPOSAL };
        let row: Option<(i16, Uuid, Uuid)> = on!(tx, c => sqlx::query_as(count).bind(post)
            .bind(i64::try_from(added).unwrap_or(1)).fetch_optional(&mut *c).await)?;
        let (exposure, consultation, thread) = row.ok_or(StoreError::Missing)?;
        match Exposure::from_stored(exposure) {
            Exposure::Nothing => return Err(StoreError::Missing),
            // A report that arrived before the post was hidden stays what it was.
            Exposure::Marker if added > 0 => return Err(StoreError::Refused(Code::State)),
            _ => {}
        }
        let other = report.reason == REPORT_OTHER;
        if added > 0 && !other && !rule::stands_on(&mut tx, consultation, &report.reason).await? {
            return Err(StoreError::unknown("reason"));
        }
        event::note(&mut tx, consultation, event::DESK, post, thread, 0).await?;
        tx.commit().await?;
        Ok(added > 0)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    reason: Broken,
    count: i64,
}

/// What readers reported a post for, and nobody has decided since.
pub(super) async fn open(
    conn: &mut Conn,
    post: Uuid,
    consultation: Uuid,
) -> Result<(Vec<ReportCount>, Vec<String>)> {
    let reasons: Vec<Row> = on!(conn, c => sqlx::query_as(REASONS).bind(post).bind(consultation)
        .fetch_all(&mut *c).await)?;
    let texts: Vec<(String,)> =
        on!(conn, c => sqlx::query_as(TEXTS).bind(post).fetch_all(&mut *c).await)?;
    let reasons = reasons.into_iter().map(|row| ReportCount {
        by_rule: row.reason.name(),
        reason: row.reason.rule.unwrap_or_default(),
        count: row.count,
    });
    Ok((reasons.collect(), texts.into_iter().map(|row| row.0).collect()))
}

/// For how many milliseconds the oldest open report has waited.
pub(super) async fn oldest(conn: &mut Conn, post: Uuid, now: Moment) -> Result<Option<i64>> {
    let (oldest,): (Option<i64>,) =
        on!(conn, c => sqlx::query_as(OLDEST).bind(post).fetch_one(&mut *c).await)?;
    Ok(oldest.map(|oldest| now.0 - oldest))
}

/// A decision answers every report that was open.
pub(super) async fn settle(conn: &mut Conn, post: Uuid, decision: i64) -> Result<()> {
    on!(conn, c => sqlx::query(SETTLE).bind(post).bind(decision)
        .execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

/// A decision that was taken back answers nothing. Tells how many reports are open by now.
pub(super) async fn take_back(conn: &mut Conn, post: Uuid, decision: i64) -> Result<i64> {
    on!(conn, c => sqlx::query(TAKE_BACK).bind(post).bind(decision)
        .execute(&mut *c).await.map(|_| ()))?;
    let (open,): (i64,) = on!(conn, c => sqlx::query_as(OPEN).bind(post).fetch_one(&mut *c).await)?;
    Ok(open)
}

/// A decision that says nothing about the post leaves its reports open.
pub(super) async fn recount(conn: &mut Conn, kind: PostKind, post: Uuid) -> Result<()> {
    let sql = if kind == PostKind::Comment { RECOUNT_COMMENT } else { RECOUNT_PROPOSAL };
    on!(conn, c => sqlx::query(sql).bind(post).execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}
