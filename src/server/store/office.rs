//! The office in the store: its answers in the threads, the one that is pinned, and how far questions
//! have come. Everything it does stands in the record.

use model::{
    Code, Comment, Moment, Period, PostState, Question, RecordKind, Uuid, ValidComment,
    ValidOfficeReply, Visibility,
};

use super::comment::{KEEP_REVISION, Row, columns, joins, repeated, row};
use super::exposure::settle_comment;
use super::record::{Act, By};
use super::support::PostKind;
use super::thread::{Place, Spot};
use super::{Added, Conn, PostWriter, Result, Store, StoreError, event, on, posting, record};

const SPOT: &str = "select c.consultation, c.thread, t.kind, c.visibility, k.opens, k.closes from comment c \
    join thread t on t.id = c.thread join consultation k on k.id = c.consultation \
    where c.id = $1 and k.published";
const NONE_UNDER: &str = "update comment set pinned = false where pinned \
    and root = (select coalesce(r.root, r.id) from comment r where r.id = $1)";
const NONE_ATOP: &str =
    "update comment set pinned = false where pinned and root is null and thread = $1";
/// An answer under a comment, or one of the office to a proposal.
const PIN: &str = "update comment set pinned = true where id = $1 and exposure = 2 and not pinned \
    and (root is not null or staff is not null and exists \
    (select 1 from thread t where t.id = comment.thread and t.kind = 'proposal'))";
const TAKE_OFF: &str = "update comment set pinned = false where id = $1 and pinned";
const ASK: &str = "update comment set question = $2 \
    where id = $1 and staff is null and (question is null or question <> $2)";
const OF: &str = "select consultation, thread, parent, staff, state, body, pinned from comment \
    where id = $1";
const CHANGE: &str = "update comment set body = $2, edited = $3 where id = $1";
const WITHDRAW: &str = "update comment set state = 'withdrawn', pinned = false where id = $1";
/// A question is open again when the last answer to it is taken back.
const REOPEN: &str = "update comment set question = 'open' where id = $1 and question = 'answered' \
    and not exists (select 1 from comment a where a.parent = $1 and a.staff is not null \
    and a.state <> 'withdrawn')";
const SENDER: &str = "select sender from consultation where id = $1";
const REPLIES: &str = concat!(
    "select ",
    columns!(),
    " from comment c",
    joins!(),
    " where c.parent = $1 and c.staff is not null and c.state <> 'withdrawn' order by c.id limit 20"
);
/// Under a proposal, its answers stand at the top of the thread.
const REPLIES_TO_PROPOSAL: &str = concat!(
    "select ",
    columns!(),
    " from comment c",
    joins!(),
    " where c.thread = $1 and c.root is null and c.exposure > 0 and c.staff is not null \
     and c.state <> 'withdrawn' order by c.id limit 20"
);

/// What the desk reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] =
    &[("office replies", REPLIES), ("office replies to a proposal", REPLIES_TO_PROPOSAL)];

#[derive(sqlx::FromRow)]
struct OfRow {
    consultation: Uuid,
    thread: Uuid,
    parent: Option<Uuid>,
    staff: Option<Uuid>,
    state: String,
    body: String,
    pinned: bool,
}

impl OfRow {
    /// The desk counts anew; a pinned answer and a question are nothing that the public is told of.
    async fn note(
        &self,
        conn: &mut Conn,
        id: Uuid,
        (by, kind): (Uuid, RecordKind),
        detail: Option<&str>,
        now: Moment,
    ) -> Result<()> {
        event::note(conn, self.consultation, event::DESK, id, self.thread, 0).await?;
        let act = Act {
            consultation: Some(self.consultation),
            subject: Some(id),
            detail,
            ..Act::of(By::Staff(by), kind)
        };
        record::note(conn, &act, now).await.map(drop)
    }
}

impl Store {
    /// Answers a post as the office. It is on disk when this returns. What only the municipality can
    /// read is answered for its author alone.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such post in a published hearing, `State` when the
    /// public cannot read it.
    pub async fn answer(
        &self,
        (kind, of): (PostKind, Uuid),
        by: Uuid,
        new: &ValidOfficeReply,
        now: Moment,
    ) -> Result<Added<Comment>> {
        let (spot, parent, visibility) = match kind {
            PostKind::Comment => {
                let (spot, visibility) = self.spot_of_comment(of).await?;
                (spot, Some(of), visibility)
            }
            PostKind::Proposal => {
                (self.spot(&Place::Proposal(of)).await?, None, Visibility::Public)
            }
        };
        let unreadable = || StoreError::Refused(Code::State);
        spot.readable.then_some(()).ok_or_else(unreadable)?;
        let valid = ValidComment {
            body: new.body.clone(),
            client_key: new.client_key.clone(),
            parent: parent.map(|parent| parent.simple().to_string()),
            anchor: None,
            visibility,
            trap: false,
        };
        let post = self.office_post(by, &spot, valid, now).await.map_err(|error| match error {
            StoreError::Invalid(_) => unreadable(),
            error => error,
        })?;
        let mut tx = self.write().await?;
        let pins = new.pinned && visibility == Visibility::Public;
        if pins {
            // Before the new one is counted: whoever hides a pinned answer holds that, and then the counts.
            make_room(&mut tx, parent, spot.thread).await?;
        }
        if !posting::add(&mut tx, &post).await? {
            let writer = PostWriter::Staff(by);
            let post = repeated(&mut tx, writer, &new.client_key).await?;
            return Ok(Added { post: post.ok_or(StoreError::Missing)?, fresh: false });
        }
        if pins {
            pin(&mut tx, post.id).await?;
        }
        if let Some(parent) = parent.filter(|_| new.answered) {
            set(&mut tx, parent, Question::Answered).await?;
        }
        let of = of_row(&mut tx, post.id).await?;
        of.note(&mut tx, post.id, (by, RecordKind::Reply), None, now).await?;
        let comment = row(&mut tx, post.id).await?.ok_or(StoreError::Missing)?.for_reader(None);
        tx.commit().await?;
        Ok(Added { post: comment, fresh: true })
    }

    /// Where a comment stands, and who can read it.
    async fn spot_of_comment(&self, id: Uuid) -> Result<(Spot, Visibility)> {
        let mut conn = self.read().await?;
        let found: Option<(Uuid, Uuid, String, String, i64, i64)> =
            on!(conn, c => sqlx::query_as(SPOT).bind(id).fetch_optional(&mut *c).await)?;
        let (consultation, thread, kind, visibility, opens, closes) =
            found.ok_or(StoreError::Missing)?;
        let kinds = ["section", "general", "proposal", "news"];
        let visibility = Visibility::from_word(&visibility).unwrap_or(Visibility::Municipality);
        let spot = Spot {
            consultation,
            thread,
            kind: kinds.into_iter().find(|known| *known == kind).unwrap_or("section"),
            period: Period { opens: Moment(opens), closes: Moment(closes) },
            readable: true,
            mode: model::Mode::After,
            automatic: false,
            locked: false,
        };
        Ok((spot, visibility))
    }

    /// Changes what the office has answered; what it said before is kept, and its history is public.
    ///
    /// # Errors
    /// `Forbidden` for what somebody else wrote, `State` when it was taken back or hidden.
    pub async fn change_answer(&self, by: Uuid, id: Uuid, body: &str, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        let of = own(&mut tx, id).await?;
        if of.state != "visible" {
            return Err(StoreError::Refused(Code::State));
        }
        if of.body == body {
            return Ok(());
        }
        on!(tx, c => sqlx::query(KEEP_REVISION).bind(id).bind(&of.body).bind(now.0)
            .execute(&mut *c).await.map(|_| ()))?;
        on!(tx, c => sqlx::query(CHANGE).bind(id).bind(body).bind(now.0)
            .execute(&mut *c).await.map(|_| ()))?;
        of.note(&mut tx, id, (by, RecordKind::ReplyChange), None, now).await?;
        tx.commit().await
    }

    /// Takes back what the office has answered; a question waits again when nothing else answers it.
    /// Twice is the same as once.
    ///
    /// # Errors
    /// `Forbidden` for what somebody else wrote, `State` for what a moderator has hidden.
    pub async fn withdraw_answer(&self, by: Uuid, id: Uuid, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        let of = own(&mut tx, id).await?;
        match of.state.as_str() {
            "withdrawn" => return Ok(()),
            // The marker with the rule stays, as it does for everybody else's.
            "hidden" => return Err(StoreError::Refused(Code::State)),
            _ => {}
        }
        on!(tx, c => sqlx::query(WITHDRAW).bind(id).execute(&mut *c).await.map(|_| ()))?;
        settle_comment(&mut tx, id).await?;
        if let Some(parent) = of.parent {
            on!(tx, c => sqlx::query(REOPEN).bind(parent).execute(&mut *c).await.map(|_| ()))?;
        }
        of.note(&mut tx, id, (by, RecordKind::ReplyWithdraw), None, now).await?;
        tx.commit().await
    }

    /// Shows an answer before the others under its post, or no longer: under a comment anybody's, under a
    /// proposal the office's own.
    ///
    /// # Errors
    /// `State` for what is no such answer, or cannot be read; `Changed` when somebody else pinned another
    /// one just now.
    pub async fn pin_answer(&self, by: Uuid, id: Uuid, pinned: bool, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        let of = of_row(&mut tx, id).await?;
        if of.pinned == pinned {
            return Ok(());
        }
        let kind = if pinned { RecordKind::Pin } else { RecordKind::Unpin };
        if pinned {
            make_room(&mut tx, of.parent, of.thread).await?;
            pin(&mut tx, id).await?;
        } else {
            on!(tx, c => sqlx::query(TAKE_OFF).bind(id).execute(&mut *c).await.map(|_| ()))?;
        }
        of.note(&mut tx, id, (by, kind), None, now).await?;
        tx.commit().await
    }

    /// Says how far a question has come.
    ///
    /// # Errors
    /// `State` for what the office wrote itself.
    pub async fn set_question(
        &self,
        by: Uuid,
        id: Uuid,
        question: Question,
        now: Moment,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        let of = of_row(&mut tx, id).await?;
        if of.staff.is_some() {
            return Err(StoreError::Refused(Code::State));
        }
        if set(&mut tx, id, question).await? {
            let detail = Some(question.word());
            of.note(&mut tx, id, (by, RecordKind::Question), detail, now).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// What the office has answered to a post, and under which name it would.
pub(super) async fn of_post(
    conn: &mut Conn,
    kind: PostKind,
    id: Uuid,
    consultation: Uuid,
) -> Result<(Vec<Comment>, Option<String>)> {
    let sql = if kind == PostKind::Comment { REPLIES } else { REPLIES_TO_PROPOSAL };
    let replies = replies(conn, sql, id).await?;
    let sender: Option<(Option<String>,)> =
        on!(conn, c => sqlx::query_as(SENDER).bind(consultation).fetch_optional(&mut *c).await)?;
    Ok((replies, sender.and_then(|row| row.0)))
}

/// What the office has answered to a comment that only it and its author can read, without what a
/// moderator has hidden of that.
pub(super) async fn to_private(conn: &mut Conn, id: Uuid) -> Result<Vec<Comment>> {
    let mut replies = replies(conn, REPLIES, id).await?;
    replies.retain(|reply| reply.state == PostState::Visible);
    Ok(replies)
}

async fn replies(conn: &mut Conn, sql: &'static str, id: Uuid) -> Result<Vec<Comment>> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(sql).bind(id).fetch_all(&mut *c).await)?;
    Ok(rows.into_iter().map(Row::for_staff).collect())
}

async fn of_row(conn: &mut Conn, id: Uuid) -> Result<OfRow> {
    let found = on!(conn, c => sqlx::query_as(OF).bind(id).fetch_optional(&mut *c).await)?;
    found.ok_or(StoreError::Missing)
}

/// An answer of the office, whoever of it wrote it: it has one voice.
async fn own(conn: &mut Conn, id: Uuid) -> Result<OfRow> {
    let of = of_row(conn, id).await?;
    if of.staff.is_some() { Ok(of) } else { Err(StoreError::Refused(Code::Forbidden)) }
}

/// No answer stands before the others any more, under the post that is answered or, in the thread of a
/// proposal, at its top.
async fn make_room(conn: &mut Conn, parent: Option<Uuid>, thread: Uuid) -> Result<()> {
    let (sql, within) = match parent {
        Some(parent) => (NONE_UNDER, parent),
        None => (NONE_ATOP, thread),
    };
    on!(conn, c => sqlx::query(sql).bind(within).execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

/// Shows an answer before the others, which have [made room](make_room).
async fn pin(conn: &mut Conn, id: Uuid) -> Result<()> {
    let done = on!(conn, c => sqlx::query(PIN).bind(id).execute(&mut *c).await
        .map(|done| done.rows_affected()));
    match done.map_err(StoreError::from) {
        Ok(0) => Err(StoreError::Refused(Code::State)),
        Err(error) if error.is_taken() => Err(StoreError::Refused(Code::Changed)),
        other => other.map(drop),
    }
}

/// Whether that changed something.
async fn set(conn: &mut Conn, id: Uuid, question: Question) -> Result<bool> {
    Ok(on!(conn, c => sqlx::query(ASK).bind(id).bind(question.word()).execute(&mut *c).await
        .map(|done| done.rows_affected()))?
        > 0)
}
