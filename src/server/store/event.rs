//! What the live stream tells, in a table that every server process reads: ids and counts, never
//! text.

use model::{Moment, Uuid};

use super::{Conn, Result, Store, on};

const ADD: &str = "insert into event (consultation, kind, post, thread, comments, created) \
    values ($1, $2, $3, $4, $5, $6)";
/// An event with what is to be known of it now: where the comment stands in the newest text, and whether
/// it can still be read.
macro_rules! event {
    ($which:literal) => {
        concat!(
            "select e.id, c.slug, e.kind, e.post, e.thread, t.kind as thread_kind, s.key as section, ",
            "coalesce(r.stands, m.stands) as paragraph, m.root, ",
            "coalesce(m.exposure, 2) = 2 as readable, e.comments ",
            "from event e join consultation c on c.id = e.consultation ",
            "join thread t on t.id = e.thread left join section s on s.id = e.thread ",
            "left join comment m on m.id = e.post left join comment r on r.id = m.root ",
            $which
        )
    };
}

const SINCE: &str = event!("where e.id > $1 order by e.id limit 1000");
const MISSED: &str =
    event!("where e.id > $1 and c.slug = $2 and e.kind <> 'desk' order by e.id desc limit 200");
const LAST: &str = "select coalesce(max(id), 0) from event";
const FORGET: &str = "delete from event where created < $1";

/// The kind of an event that only the desk is told of.
pub const DESK: &str = "desk";

/// Something that happened to the public part of a consultation.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Event {
    /// Its number; later events have higher ones.
    pub id: i64,
    /// The consultation's name in addresses.
    pub slug: String,
    /// `comment` or `proposal`; [`DESK`] for what the public is not told of.
    pub kind: String,
    /// The post that came, went or changed its state.
    pub post: Uuid,
    /// The thread that it stands in.
    pub thread: Uuid,
    /// `section`, `general`, `proposal` or `news`.
    pub thread_kind: String,
    /// The key of the section, when the thread is on one.
    pub section: Option<String>,
    /// The paragraph at which the thread of a comment began, when it began at one.
    pub paragraph: Option<String>,
    /// The top of the thread that a comment answers in.
    pub root: Option<Uuid>,
    /// Whether the post can be read by now.
    pub readable: bool,
    /// How many public comments (or proposals) there are now.
    pub comments: i64,
}

pub(super) async fn note(
    conn: &mut Conn,
    consultation: Uuid,
    kind: &str,
    post: Uuid,
    thread: Uuid,
    comments: i64,
) -> Result<()> {
    let now = crate::clock::system().0;
    on!(conn, c => sqlx::query(ADD).bind(consultation).bind(kind).bind(post).bind(thread)
        .bind(comments).bind(now).execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

impl Store {
    /// What happened after the event of this number, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn events_since(&self, id: i64) -> Result<Vec<Event>> {
        let mut conn = self.read().await?;
        Ok(on!(conn, c => sqlx::query_as(SINCE).bind(id).fetch_all(&mut *c).await)?)
    }

    /// What happened in a consultation after the event of this number, oldest first; of much, the
    /// newest.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn events_missed(&self, slug: &str, id: i64) -> Result<Vec<Event>> {
        let mut conn = self.read().await?;
        let mut events: Vec<Event> =
            on!(conn, c => sqlx::query_as(MISSED).bind(id).bind(slug).fetch_all(&mut *c).await)?;
        events.reverse();
        Ok(events)
    }

    /// The number of the last event.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn last_event(&self) -> Result<i64> {
        let mut conn = self.read().await?;
        let (id,): (i64,) = on!(conn, c => sqlx::query_as(LAST).fetch_one(&mut *c).await)?;
        Ok(id)
    }

    /// Forgets events from before; nobody asks for them any more.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn forget_events(&self, before: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(FORGET).bind(before.0).execute(&mut *c).await.map(|_| ()))?;
        tx.commit().await
    }
}
