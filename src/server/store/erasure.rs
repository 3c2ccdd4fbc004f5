//! Erasure in the store: cases that participants open, and that an editor answers once.

use model::{
    Author, Code, Erasure, ErasureCase, ErasureOutcome, ErasurePost, Erasures, Moment, Page,
    ParticipantKind, PostState, RecordKind, Uuid,
};

use super::exposure::{settle_comment, settle_proposal};
use super::record::{Act, By};
use super::support::PostKind;
use super::thread::Cursor;
use super::{Added, Conn, Result, Store, StoreError, appeal, mail, on, record};
use crate::clock::new_id;
use crate::letter;

macro_rules! cases {
    ($($rest:literal),+) => {
        concat!(
            "select e.id, e.participant, e.target, e.kind, e.consultation, k.slug, e.reason, e.created, e.due, \
             e.answered, e.outcome, e.reply, s.email as by_whom, p.name, p.kind as participant_kind, \
             p.district, p.email is not null and p.email_confirmed is not null as mailed \
             from erasure e join participant p on p.id = e.participant \
             left join consultation k on k.id = e.consultation left join staff s on s.id = e.staff ",
            $($rest),+
        )
    };
}
const READ: &str = cases!("where e.id = $1");
const OPEN: &str =
    cases!("where e.answered is null and (e.due, e.id) > ($1, $2) order by e.due, e.id limit $3");
const ANSWERED: &str = cases!(
    "where e.answered is not null and (e.answered, e.id) < ($1, $2) ",
    "order by e.answered desc, e.id desc limit $3"
);
const OWN: &str = cases!("where e.participant = $1 and e.id < $2 order by e.id desc limit $3");
const OWN_TOTAL: &str = "select count(*) from erasure where participant = $1";
const OPEN_ONE: &str = "select id from erasure where target = $1 and answered is null";
const COUNT_OPEN: &str = "select count(*) from erasure where answered is null";
const COUNT_OVERDUE: &str = "select count(*) from erasure where answered is null and due < $1";
const COUNT_ANSWERED: &str = "select count(*) from erasure where answered is not null";
const ADD: &str = "insert into erasure (id, participant, target, kind, consultation, reason, created, \
    due) values ($1, $2, $3, $4, $5, $6, $7, $8) \
    on conflict (target) where answered is null do nothing";
const COMMENT: &str = "select participant, exposure, consultation from comment where id = $1";
const PROPOSAL: &str = "select participant, exposure, consultation from proposal where id = $1";
const ANSWER: &str = "update erasure set answered = $2, outcome = $3, reply = $4, staff = $5 \
    where id = $1 and answered is null";

/// The posts that a case is about: one (`$2`), or all that somebody wrote.
macro_rules! posts {
    ($table:literal, $words:literal, $order:literal) => {
        concat!(
            "select '",
            $table,
            "' as kind, id, ",
            $words,
            " as words, state, nameless, created from ",
            $table,
            " where participant = $1 and ($2 = $1 or id = $2)",
            $order
        )
    };
}
const COMMENTS: &str = posts!("comment", "body", " order by id desc limit 100");
const PROPOSALS: &str = posts!("proposal", "title", " order by id desc limit 100");
const POSTS_TOTAL: &str = "select \
    (select count(*) from comment where participant = $1 and ($2 = $1 or id = $2)) + \
    (select count(*) from proposal where participant = $1 and ($2 = $1 or id = $2))";
const SHOWN_COMMENTS: &str = "select id from comment \
    where participant = $1 and ($2 = $1 or id = $2) and state <> 'withdrawn' order by id";
const SHOWN_PROPOSALS: &str = "select id from proposal \
    where participant = $1 and ($2 = $1 or id = $2) and state <> 'withdrawn' order by id";
// A turn more: a moderator who has the post open is told that it has changed.
const UNPUBLISH_COMMENT: &str = "update comment set state = 'withdrawn', seen = coalesce(seen, $2), \
    turns = turns + 1 where id = $1 and state <> 'withdrawn'";
const UNPUBLISH_PROPOSAL: &str = "update proposal set state = 'withdrawn', \
    seen = coalesce(seen, $2), turns = turns + 1 where id = $1 and state <> 'withdrawn'";
const PSEUDONYMISE: [&str; 2] = [
    "update comment set nameless = true where participant = $1 and ($2 = $1 or id = $2)",
    "update proposal set nameless = true where participant = $1 and ($2 = $1 or id = $2)",
];

/// What is read by those who ask and at the desk, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("erasure", READ),
    ("open erasures", OPEN),
    ("answered erasures", ANSWERED),
    ("own erasures", OWN),
    ("own erasures, total", OWN_TOTAL),
    ("the open erasure of a post", OPEN_ONE),
    ("overdue erasures", COUNT_OVERDUE),
    ("comments of an erasure", COMMENTS),
    ("proposals of an erasure", PROPOSALS),
    ("posts of an erasure, total", POSTS_TOTAL),
];

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    participant: Uuid,
    target: Uuid,
    kind: Option<String>,
    consultation: Option<Uuid>,
    slug: Option<String>,
    reason: Option<String>,
    created: i64,
    due: i64,
    answered: Option<i64>,
    outcome: Option<String>,
    reply: Option<String>,
    by_whom: Option<String>,
    name: String,
    participant_kind: String,
    district: Option<String>,
    mailed: bool,
}

impl Row {
    fn case(self) -> Erasure {
        Erasure {
            id: name(self.id),
            post: self.kind.is_some().then(|| name(self.target)),
            kind: self.kind,
            consultation: self.slug,
            reason: self.reason,
            created: Moment(self.created),
            due: Moment(self.due),
            answered: self.answered.map(Moment),
            outcome: self.outcome.as_deref().and_then(ErasureOutcome::from_word),
            reply: self.reply,
        }
    }

    fn at_the_desk(mut self, now: Moment) -> ErasureCase {
        let author = Author {
            name: std::mem::take(&mut self.name),
            kind: ParticipantKind::from_word(&self.participant_kind)
                .unwrap_or(ParticipantKind::Citizen),
            district: self.district.take(),
            staff: false,
        };
        ErasureCase {
            author,
            mailed: self.mailed,
            overdue: self.answered.is_none() && self.due < now.0,
            by: self.by_whom.take(),
            total: 0,
            posts: Vec::new(),
            case: self.case(),
        }
    }
}

#[derive(sqlx::FromRow)]
struct PostRow {
    kind: String,
    id: Uuid,
    words: String,
    state: String,
    nameless: bool,
    created: i64,
}

impl PostRow {
    fn read(self) -> ErasurePost {
        ErasurePost {
            kind: self.kind,
            id: name(self.id),
            words: self.words,
            state: PostState::from_word(&self.state).unwrap_or(PostState::Hidden),
            nameless: self.nameless,
            created: Moment(self.created),
        }
    }
}

impl Store {
    /// Opens a case about a post of one's own, or about all of them. The second one about the same
    /// while the first is open is the first.
    ///
    /// # Errors
    /// [`StoreError::Missing`] or [`Code::Forbidden`] for a post that is not one's own.
    pub async fn add_erasure(
        &self,
        by: Uuid,
        post: Option<Uuid>,
        reason: Option<&str>,
        now: Moment,
    ) -> Result<Added<Erasure>> {
        let mut tx = self.write().await?;
        let (kind, consultation) = match post {
            Some(post) => own(&mut tx, by, post).await.map(|(kind, of)| (Some(kind), Some(of)))?,
            None => (None, None),
        };
        let (id, target) = (new_id(now), post.unwrap_or(by));
        let added = on!(tx, c => sqlx::query(ADD).bind(id).bind(by).bind(target)
            .bind(kind.map(PostKind::word)).bind(consultation).bind(reason).bind(now.0)
            .bind(now.month_later().0).execute(&mut *c).await.map(|done| done.rows_affected()))?;
        let (open,): (Uuid,) =
            on!(tx, c => sqlx::query_as(OPEN_ONE).bind(target).fetch_one(&mut *c).await)?;
        let case = row(&mut tx, open).await?.case();
        tx.commit().await?;
        Ok(Added { post: case, fresh: added > 0 })
    }

    /// A page of the cases that a participant opened, newest first.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for an `after` that this program has not written.
    pub async fn own_erasures(
        &self,
        by: Uuid,
        limit: i64,
        after: Option<&str>,
    ) -> Result<Page<Erasure>> {
        let mut conn = self.read().await?;
        let before = Cursor::read(after, false)?.id;
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OWN).bind(by).bind(before)
            .bind(limit + 1).fetch_all(&mut *c).await)?;
        let (rows, next) = cut(rows, limit, |_| 0);
        let (total,): (i64,) =
            on!(conn, c => sqlx::query_as(OWN_TOTAL).bind(by).fetch_one(&mut *c).await)?;
        Ok(Page { items: rows.into_iter().map(Row::case).collect(), next, total })
    }

    /// A page of the cases that wait, or of those that were answered.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for an `after` that this program has not written.
    pub async fn erasures(
        &self,
        answered: bool,
        limit: i64,
        after: Option<&str>,
        now: Moment,
    ) -> Result<Erasures> {
        let mut conn = self.read().await?;
        let start = if answered { i64::MAX } else { i64::MIN };
        let at = match after {
            Some(_) => Cursor::read(after, false)?,
            None => Cursor { support: start, ..Cursor::start(!answered) },
        };
        let sql = if answered { ANSWERED } else { OPEN };
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(sql).bind(at.support).bind(at.id)
            .bind(limit + 1).fetch_all(&mut *c).await)?;
        let (rows, next) = cut(rows, limit, |row| row.answered.unwrap_or(row.due));
        let (open,): (i64,) = on!(conn, c => sqlx::query_as(COUNT_OPEN).fetch_one(&mut *c).await)?;
        let (overdue,): (i64,) =
            on!(conn, c => sqlx::query_as(COUNT_OVERDUE).bind(now.0).fetch_one(&mut *c).await)?;
        let (done,): (i64,) =
            on!(conn, c => sqlx::query_as(COUNT_ANSWERED).fetch_one(&mut *c).await)?;
        let items = rows.into_iter().map(|row| row.at_the_desk(now)).collect();
        let total = if answered { done } else { open };
        Ok(Erasures { items, next, total, open, overdue })
    }

    /// A case with the posts that it is about.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such case.
    pub async fn erasure(&self, id: Uuid, now: Moment) -> Result<ErasureCase> {
        let mut conn = self.read().await?;
        whole(&mut conn, id, now).await
    }

    /// Answers a case, and does to its posts what the answer says. Whoever asked is told by mail when
    /// they have an address that is proved.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such case, [`Code::State`] when it was answered
    /// already.
    pub async fn answer_erasure(
        &self,
        id: Uuid,
        by: Uuid,
        (outcome, reply): (ErasureOutcome, &str),
        now: Moment,
    ) -> Result<ErasureCase> {
        let mut tx = self.write().await?;
        let found = row(&mut tx, id).await?;
        let answered = on!(tx, c => sqlx::query(ANSWER).bind(id).bind(now.0).bind(outcome.word())
            .bind(reply).bind(by).execute(&mut *c).await.map(|done| done.rows_affected()))?;
        // Somebody was quicker.
        (answered > 0).then_some(()).ok_or(StoreError::Refused(Code::State))?;
        let act = Act {
            consultation: found.consultation,
            subject: Some(id),
            reason: Some(reply),
            detail: Some(outcome.word()),
            ..Act::of(By::Staff(by), RecordKind::Erasure)
        };
        let number = record::note(&mut tx, &act, now).await?;
        let (participant, target) = (found.participant, found.target);
        match outcome {
            ErasureOutcome::Unpublish => {
                unpublish(&mut tx, (participant, target), number, now).await?;
            }
            ErasureOutcome::Pseudonymise => {
                for sql in PSEUDONYMISE {
                    on!(tx, c => sqlx::query(sql).bind(participant).bind(target)
                        .execute(&mut *c).await.map(|_| ()))?;
                }
            }
            ErasureOutcome::Refuse => {}
        }
        let letter = letter::erasure(outcome, reply);
        mail::tell(&mut tx, participant, letter, now).await?;
        let case = whole(&mut tx, id, now).await?;
        tx.commit().await?;
        Ok(case)
    }
}

/// Takes posts out of sight as if their author had taken them back; hidden ones too, so that none of
/// them comes back. An open appeal about one has its answer with that.
async fn unpublish(
    tx: &mut Conn,
    (participant, target): (Uuid, Uuid),
    decision: i64,
    now: Moment,
) -> Result<()> {
    let comments: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(SHOWN_COMMENTS).bind(participant)
        .bind(target).fetch_all(&mut *c).await)?;
    for (post,) in comments {
        on!(tx, c => sqlx::query(UNPUBLISH_COMMENT).bind(post).bind(now.0)
            .execute(&mut *c).await.map(|_| ()))?;
        settle_comment(tx, post).await?;
        appeal::answer(tx, post, decision, false).await?;
    }
    let proposals: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(SHOWN_PROPOSALS).bind(participant)
        .bind(target).fetch_all(&mut *c).await)?;
    for (post,) in proposals {
        on!(tx, c => sqlx::query(UNPUBLISH_PROPOSAL).bind(post).bind(now.0)
            .execute(&mut *c).await.map(|_| ()))?;
        settle_proposal(tx, post).await?;
        appeal::answer(tx, post, decision, false).await?;
    }
    Ok(())
}

/// What a post of one's own is, and in which consultation it stands.
async fn own(conn: &mut Conn, by: Uuid, post: Uuid) -> Result<(PostKind, Uuid)> {
    for (kind, sql) in [(PostKind::Comment, COMMENT), (PostKind::Proposal, PROPOSAL)] {
        let found: Option<(Option<Uuid>, i16, Uuid)> =
            on!(conn, c => sqlx::query_as(sql).bind(post).fetch_optional(&mut *c).await)?;
        let Some((author, exposure, consultation)) = found else { continue };
        if author != Some(by) {
            return Err(StoreError::not_yours(model::Exposure::from_stored(exposure)));
        }
        return Ok((kind, consultation));
    }
    Err(StoreError::Missing)
}

async fn row(conn: &mut Conn, id: Uuid) -> Result<Row> {
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(READ).bind(id).fetch_optional(&mut *c).await)?;
    row.ok_or(StoreError::Missing)
}

async fn whole(conn: &mut Conn, id: Uuid, now: Moment) -> Result<ErasureCase> {
    let found = row(conn, id).await?;
    let (participant, target) = (found.participant, found.target);
    let mut rows: Vec<PostRow> = Vec::new();
    for sql in [COMMENTS, PROPOSALS] {
        let found: Vec<PostRow> = on!(conn, c => sqlx::query_as(sql).bind(participant).bind(target)
            .fetch_all(&mut *c).await)?;
        rows.extend(found);
    }
    rows.sort_by_key(|post| std::cmp::Reverse(post.id));
    rows.truncate(100);
    let (total,): (i64,) = on!(conn, c => sqlx::query_as(POSTS_TOTAL).bind(participant)
        .bind(target).fetch_one(&mut *c).await)?;
    let posts = rows.into_iter().map(PostRow::read).collect();
    Ok(ErasureCase { total, posts, ..found.at_the_desk(now) })
}

/// A page of what was read, where one more tells that there is another.
fn cut(mut rows: Vec<Row>, limit: i64, rank: impl Fn(&Row) -> i64) -> (Vec<Row>, Option<String>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more);
    let next = next.map(|row| Cursor { support: rank(row), id: row.id }.write());
    (rows, next)
}

fn name(id: Uuid) -> String {
    id.simple().to_string()
}
