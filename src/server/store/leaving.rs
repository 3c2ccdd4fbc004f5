//! Leaving in the store: the day from which on a hearing's replies cannot be read here, and what
//! happens on it. What the public may see of a post is stored; so it is settled when the day comes, and
//! every door is shut at once.

use model::{Code, FieldFlaw, Leaving, Moment, NewLeaving, RecordKind, Uuid, leaves};

use super::exposure::{settle_comment, settle_proposal};
use super::record::{Act, By};
use super::{Conn, Result, Store, StoreError, on, record};

const READ: &str = "select id, leaves, closes, gone from consultation where slug = $1";
const ALL: &str = "select id, leaves, closes, gone from consultation";
const SET: &str = "update consultation set leaves = $2 where id = $1 and not gone";
// Of several processes, the first does all of it.
const GO: &str = "update consultation set gone = true, proposals = 0 \
    where id = $1 and not gone";
/// The counts follow by a trigger.
const COMMENTS_GO: &str = "update comment set exposure = 0, replies = 0 \
    where consultation = $1 and (exposure > 0 or replies > 0)";
const PROPOSALS_GO: &str =
    "update proposal set exposure = 0 where consultation = $1 and exposure > 0";
const COME_BACK: &str = "update consultation set gone = false where id = $1 and gone";
const COMMENTS: &str =
    "select id from comment where consultation = $1 and id > $2 order by id limit 500";
const PROPOSALS: &str = "select id from proposal where consultation = $1";
/// Nobody has to hear of each post that it is gone, or back.
const FORGET_EVENTS: &str = "delete from event where consultation = $1";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    leaves: Option<i64>,
    closes: i64,
    gone: bool,
}

impl Row {
    fn leaves(&self) -> Moment {
        leaves(self.leaves.map(Moment), Moment(self.closes))
    }

    fn leaving(&self) -> Leaving {
        Leaving { leaves: self.leaves(), chosen: self.leaves.is_some(), gone: self.gone }
    }
}

impl Store {
    /// When the replies of a hearing leave.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such hearing.
    pub async fn leaving(&self, slug: &str) -> Result<Leaving> {
        let mut conn = self.read().await?;
        Ok(find(&mut conn, slug).await?.leaving())
    }

    /// Chooses the day on which they leave.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such hearing, [`Code::State`] when they have left, the
    /// field `day` when that day cannot be chosen.
    pub async fn set_leaving(
        &self,
        slug: &str,
        by: Uuid,
        new: &NewLeaving,
        now: Moment,
    ) -> Result<Leaving> {
        let mut tx = self.write().await?;
        let found = find(&mut tx, slug).await?;
        let day = new.check(Moment(found.closes), now);
        let day = day.map_err(|flaws: Vec<FieldFlaw>| StoreError::Invalid(flaws))?;
        let changed = on!(tx, c => sqlx::query(SET).bind(found.id).bind(day.map(|day| day.0))
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        // It was promised that they are gone.
        (changed > 0).then_some(()).ok_or(StoreError::Refused(Code::State))?;
        let set = find(&mut tx, slug).await?;
        let leaves = set.leaves().in_denmark();
        let leaves = format!("{:04}-{:02}-{:02}", leaves.year, leaves.month, leaves.day);
        let act = Act {
            consultation: Some(set.id),
            subject: Some(set.id),
            detail: Some(&leaves),
            ..Act::of(By::Staff(by), RecordKind::Leaving)
        };
        record::note(&mut tx, &act, now).await?;
        tx.commit().await?;
        Ok(set.leaving())
    }

    /// Takes the replies of every hearing off the site whose day has come; and brings them back where it
    /// had come only because somebody had mistaken when the hearing ends. Nothing is written when there
    /// is neither.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn let_replies_leave(&self, now: Moment) -> Result<()> {
        let mut conn = self.read().await?;
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(ALL).fetch_all(&mut *c).await)?;
        drop(conn);
        for row in rows {
            match (row.leaves() <= now, row.gone) {
                (true, false) => self.let_go(row.id, now).await?,
                (false, true) => self.bring_back(row.id, now).await?,
                _ => {}
            }
        }
        Ok(())
    }

    async fn let_go(&self, consultation: Uuid, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        let gone = on!(tx, c => sqlx::query(GO).bind(consultation)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if gone == 0 {
            return Ok(());
        }
        for sql in [COMMENTS_GO, PROPOSALS_GO, FORGET_EVENTS] {
            on!(tx, c => sqlx::query(sql).bind(consultation).execute(&mut *c).await.map(|_| ()))?;
        }
        note(&mut tx, consultation, RecordKind::Left, now).await?;
        tx.commit().await?;
        tracing::info!(consultation = %consultation.simple(), "The replies of a hearing left the site");
        Ok(())
    }

    async fn bring_back(&self, consultation: Uuid, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        let back = on!(tx, c => sqlx::query(COME_BACK).bind(consultation)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if back == 0 {
            return Ok(());
        }
        let mut after = Uuid::nil();
        loop {
            let comments: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(COMMENTS).bind(consultation)
                .bind(after).fetch_all(&mut *c).await)?;
            let Some((last,)) = comments.last() else { break };
            after = *last;
            for (comment,) in comments {
                settle_comment(&mut tx, comment).await?;
            }
        }
        let proposals: Vec<(Uuid,)> = on!(tx, c => sqlx::query_as(PROPOSALS).bind(consultation)
            .fetch_all(&mut *c).await)?;
        for (proposal,) in proposals {
            settle_proposal(&mut tx, proposal).await?;
        }
        on!(tx, c => sqlx::query(FORGET_EVENTS).bind(consultation)
            .execute(&mut *c).await.map(|_| ()))?;
        note(&mut tx, consultation, RecordKind::Back, now).await?;
        tx.commit().await
    }
}

/// The program did it.
async fn note(conn: &mut Conn, consultation: Uuid, kind: RecordKind, now: Moment) -> Result<()> {
    let act = Act {
        consultation: Some(consultation),
        subject: Some(consultation),
        ..Act::of(By::Program, kind)
    };
    record::note(conn, &act, now).await.map(|_| ())
}

async fn find(conn: &mut Conn, slug: &str) -> Result<Row> {
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(READ).bind(slug).fetch_optional(&mut *c).await)?;
    row.ok_or(StoreError::Missing)
}
