//! New comments on their way to the disk.
//!
//! SQLite has one writer, and a post costs more by its calls than by what they do: so all that wait
//! are written together, in one call and one commit. PostgreSQL has many and writes each alone.

use std::collections::HashMap;

use model::{
    Anchor, Comment, Exposure, Held, Moment, PostState, Question, Uuid, ValidComment, Visibility,
    exposure,
};
use sqlx::AssertSqlSafe;
use tokio::sync::{mpsc, oneshot};

use super::anchor::{self, Standing};
use super::comment::{Row, Writer as By, columns, joins, repeated, row};
use super::exposure::{EXPOSE, count_reply, settle_proposal};
use super::thread::Spot;
use super::writer::Writer;
use super::{Added, Conn, Driver, Pools, Result, Store, StoreError, event, on, record};
use crate::clock::new_id;

macro_rules! into_comment {
    () => {
        "insert into comment (id, consultation, thread, root, parent, participant, staff, body, \
         visibility, paragraph, quote, prefix, suffix, version, stands, found, created, client_key, \
         seen, state, held, question, exposure) values "
    };
}
const ADD: &str = concat!(
    into_comment!(),
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
     $20, $21, $22, 0) \
     on conflict do nothing"
);
/// How many values of a post are bound for [`ADD`].
const VALUES: usize = 22;
const PARENT: &str = "select c.thread, c.root, c.staff, c.state, c.visibility, c.exposure, c.stands, \
    (select max(p.version) from passage p where p.section = c.thread) as version \
    from comment c where c.id = $1";

/// Most posts that are written together.
const TOGETHER: usize = 32;

/// Binds a post's values in the order of [`ADD`].
macro_rules! bind {
    ($query:expr, $post:expr) => {{
        let (post, (participant, staff)) = ($post, $post.by());
        let anchor = post.anchor();
        $query
            .bind(post.id)
            .bind(post.spot.consultation)
            .bind(post.spot.thread)
            .bind(post.place.root)
            .bind(post.place.parent)
            .bind(participant)
            .bind(staff)
            .bind(&post.new.body)
            .bind(post.new.visibility.word())
            .bind(anchor.map(|anchor| &anchor.paragraph))
            .bind(anchor.and_then(|anchor| anchor.quote.as_ref()))
            .bind(anchor.and_then(|anchor| anchor.prefix.as_ref()))
            .bind(anchor.and_then(|anchor| anchor.suffix.as_ref()))
            .bind(anchor.and_then(|anchor| anchor.version))
            .bind(post.place.standing.as_ref().map(|standing| &standing.paragraph))
            .bind(post.found())
            .bind(post.now.0)
            .bind(&post.new.client_key)
            .bind(post.seen())
            .bind(post.state().word())
            .bind(post.held.map(Held::word))
            .bind(post.question().map(Question::word))
    }};
}

/// A comment as it will stand in the table.
#[derive(Clone)]
pub(super) struct Post {
    pub(super) id: Uuid,
    spot: Spot,
    place: InThread,
    by: By,
    new: ValidComment,
    held: Option<Held>,
    now: Moment,
}

impl Post {
    fn state(&self) -> PostState {
        if self.held.is_some() { PostState::Pending } else { PostState::Visible }
    }

    fn exposure(&self) -> Exposure {
        exposure(self.state(), self.new.visibility, 0)
    }

    /// What the program holds of itself stands in the record; moderators are told of all that waits.
    async fn note_held(&self, conn: &mut Conn) -> Result<()> {
        let Some(held) = self.held else { return Ok(()) };
        let (consultation, thread) = (self.spot.consultation, self.spot.thread);
        event::note(conn, consultation, event::DESK, self.id, thread, 0).await?;
        record::note_held(conn, consultation, self.id, held, self.now).await
    }

    fn by(&self) -> (Option<Uuid>, Option<Uuid>) {
        match self.by {
            By::Participant(id) => (Some(id), None),
            By::Staff(id) => (None, Some(id)),
        }
    }

    /// Where in the text; a reply stands where its thread does.
    fn anchor(&self) -> Option<&Anchor> {
        self.new.anchor.as_ref().filter(|_| self.place.root.is_none())
    }

    fn found(&self) -> Option<&'static str> {
        Some(self.place.standing.as_ref()?.found?.word())
    }

    /// A version may have come in since it was looked up where the post stands: then it is placed
    /// again. Tells whether it was.
    async fn catch_up(&self, conn: &mut Conn) -> Result<bool> {
        let Some(standing) = &self.place.standing else { return Ok(false) };
        let late = anchor::newest(conn, self.spot.thread).await? != standing.version;
        if late {
            anchor::follow(conn, &self.spot, self.id, self.place.root).await?;
        }
        Ok(late)
    }

    /// What it asks the office: an answer to somebody else does not.
    fn question(&self) -> Option<Question> {
        let is_asked = self.place.root.is_none() || self.place.answers_office;
        let by_citizen = matches!(self.by, By::Participant(_));
        Question::of(&self.new.body).filter(|_| by_citizen && is_asked)
    }

    /// When a moderator saw it: at once, when staff wrote it.
    fn seen(&self) -> Option<i64> {
        matches!(self.by, By::Staff(_)).then_some(self.now.0)
    }

    async fn count_above(&self, conn: &mut Conn) -> Result<()> {
        let full = i64::from(self.exposure() == Exposure::Full);
        count_reply(conn, self.place.root, self.place.parent, full).await
    }

    /// A withdrawn proposal appears as a marker with its first comment.
    async fn settle_proposal(&self, conn: &mut Conn) -> Result<()> {
        if self.spot.kind == "proposal" {
            settle_proposal(conn, self.spot.thread).await?;
        }
        Ok(())
    }
}

/// The post that is answered.
#[derive(sqlx::FromRow)]
struct ParentRow {
    thread: Uuid,
    root: Option<Uuid>,
    staff: Option<Uuid>,
    state: String,
    visibility: String,
    exposure: i16,
    stands: Option<String>,
    version: Option<i64>,
}

impl ParentRow {
    /// Everybody may answer what everybody can read; the office alone what it alone can read.
    fn may_be_answered(&self, by: By) -> bool {
        let for_the_office = Visibility::from_word(&self.visibility)
            == Some(Visibility::Municipality)
            && self.state == PostState::Visible.word();
        Exposure::from_stored(self.exposure) == Exposure::Full
            || matches!(by, By::Staff(_)) && for_the_office
    }
}

#[derive(Clone)]
struct InThread {
    root: Option<Uuid>,
    parent: Option<Uuid>,
    answers_office: bool,
    standing: Option<Standing>,
}

impl Store {
    /// Adds a comment, which waits for a moderator when it is held. It is on disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the post that it answers cannot be answered.
    pub async fn add_comment(
        &self,
        by: By,
        spot: &Spot,
        new: &ValidComment,
        held: Option<Held>,
        now: Moment,
    ) -> Result<Added<Comment>> {
        let place = self.place_in_thread(by, spot, new).await?;
        let post = Post { id: new_id(now), spot: *spot, place, by, new: new.clone(), held, now };
        let reader = post.by().0;
        let row = match &self.pools {
            Pools::Sqlite { inbox, .. } => inbox.add(post).await?,
            Pools::Postgres(_) => self.add_alone(&post).await?,
        };
        if let Some(row) = row {
            return Ok(Added { post: row.for_reader(reader), fresh: true });
        }
        let mut conn = self.read().await?;
        let post = repeated(&mut conn, by, &new.client_key).await?.ok_or(StoreError::Missing)?;
        Ok(Added { post, fresh: false })
    }

    async fn place_in_thread(&self, by: By, spot: &Spot, new: &ValidComment) -> Result<InThread> {
        let Some(parent) = &new.parent else {
            let standing = match &new.anchor {
                Some(sent) => Some(anchor::stand(&mut self.read().await?, spot, sent).await?),
                None => None,
            };
            return Ok(InThread { root: None, parent: None, answers_office: false, standing });
        };
        let unknown = || StoreError::unknown("parent");
        let parent = Uuid::try_parse(parent).map_err(|_| unknown())?;
        let mut conn = self.read().await?;
        let found: Option<ParentRow> =
            on!(conn, c => sqlx::query_as(PARENT).bind(parent).fetch_optional(&mut *c).await)?;
        match found {
            Some(above) if above.thread == spot.thread && above.may_be_answered(by) => {
                let version = above.version;
                let standing =
                    above.stands.map(|paragraph| Standing { paragraph, found: None, version });
                Ok(InThread {
                    root: above.root.or(Some(parent)),
                    parent: Some(parent),
                    answers_office: above.staff.is_some(),
                    standing,
                })
            }
            _ => Err(unknown()),
        }
    }

    /// Adds a comment in a transaction of its own; `None` when it was there already.
    async fn add_alone(&self, post: &Post) -> Result<Option<Row>> {
        let mut tx = self.write().await?;
        if !add(&mut tx, post).await? {
            return Ok(None);
        }
        let row = row(&mut tx, post.id).await?;
        tx.commit().await?;
        Ok(row)
    }

    /// An answer of the office on its way into a thread, for [`add`].
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the post that it answers cannot be answered.
    pub(super) async fn office_post(
        &self,
        by: Uuid,
        spot: &Spot,
        new: ValidComment,
        now: Moment,
    ) -> Result<Post> {
        let by = By::Staff(by);
        let place = self.place_in_thread(by, spot, &new).await?;
        Ok(Post { id: new_id(now), spot: *spot, place, by, new, held: None, now })
    }
}

/// Adds a comment within a transaction; false when it was there already.
pub(super) async fn add(tx: &mut Conn, post: &Post) -> Result<bool> {
    let added = on!(tx, c => bind!(sqlx::query(ADD), post).execute(&mut *c).await
        .map(|done| done.rows_affected()))?;
    if added == 0 {
        return Ok(false);
    }
    // Before anything is counted, so that it is counted in one place, and locked once.
    post.catch_up(tx).await?;
    // The post above comes first: whoever hides it holds it, and waits for the thread's counts.
    post.count_above(tx).await?;
    on!(tx, c => sqlx::query(EXPOSE).bind(post.id).bind(post.exposure().stored())
        .execute(&mut *c).await.map(|_| ()))?;
    post.settle_proposal(tx).await?;
    post.note_held(tx).await?;
    Ok(true)
}

type Told = oneshot::Sender<Result<Option<Row>>>;

/// Where posts wait for SQLite's writer.
#[derive(Clone)]
pub(super) struct Inbox(mpsc::Sender<(Post, Told)>);

impl Inbox {
    pub(super) fn open(writer: Writer) -> Self {
        let (inbox, incoming) = mpsc::channel(TOGETHER);
        tokio::spawn(write_what_comes(incoming, writer));
        Self(inbox)
    }

    async fn add(&self, post: Post) -> Result<Option<Row>> {
        let stopped = || StoreError::Commit("the writer stopped".to_owned());
        let (told, done) = oneshot::channel();
        self.0.send((post, told)).await.map_err(|_| stopped())?;
        done.await.map_err(|_| stopped())?
    }
}

async fn write_what_comes(mut incoming: mpsc::Receiver<(Post, Told)>, writer: Writer) {
    let mut waiting = Vec::new();
    while incoming.recv_many(&mut waiting, TOGETHER).await > 0 {
        let (posts, told): (Vec<Post>, Vec<Told>) = waiting.drain(..).unzip();
        match write(&writer, &posts).await {
            Ok(mut rows) => {
                for (post, told) in posts.iter().zip(told) {
                    let _ = told.send(Ok(rows.remove(&post.id)));
                }
            }
            // The disk is full or the file is locked: for all of them.
            Err(error) if error.passes() => {
                for told in told {
                    let _ = told.send(Err(StoreError::Commit(error.to_string())));
                }
            }
            // One of them is to blame: each alone is told what became of it.
            Err(_) => {
                for (post, told) in posts.iter().zip(told) {
                    let alone = write(&writer, std::slice::from_ref(post)).await;
                    let _ = told.send(alone.map(|mut rows| rows.remove(&post.id)));
                }
            }
        }
    }
}

/// Writes posts in one transaction; those that were there already are missing from the answer.
async fn write(writer: &Writer, posts: &[Post]) -> Result<HashMap<Uuid, Row>> {
    let mut tx = Conn::SqliteWrite(writer.turn().await?);
    let Driver::Sqlite(conn) = tx.driver() else { return Ok(HashMap::new()) };
    let mut query = sqlx::query_as(AssertSqlSafe(add_all(posts.len())));
    for post in posts {
        query = bind!(query, post).bind(post.exposure().stored());
    }
    let rows: Vec<Row> = query.fetch_all(conn).await?;
    let mut rows: HashMap<Uuid, Row> = rows.into_iter().map(|row| (row.id, row)).collect();
    for post in posts {
        if !rows.contains_key(&post.id) {
            continue;
        }
        post.count_above(&mut tx).await?;
        post.settle_proposal(&mut tx).await?;
        post.note_held(&mut tx).await?;
        if post.catch_up(&mut tx).await?
            && let Some(row) = row(&mut tx, post.id).await?
        {
            rows.insert(post.id, row);
        }
    }
    tx.commit().await?;
    Ok(rows)
}

/// One call that adds so many posts, exposes them and reads them. Only numbers are put into it.
fn add_all(posts: usize) -> String {
    let list = |one: &dyn Fn(usize) -> String, between: &str| {
        let first = (0..posts).map(|post| post * (VALUES + 1) + 1);
        first.map(one).collect::<Vec<_>>().join(between)
    };
    let values = list(
        &|first| {
            let places = (first..first + VALUES).map(|place| format!("${place}, "));
            format!("({}0)", places.collect::<String>())
        },
        ", ",
    );
    let exposures = list(&|first| format!("when ${first} then ${}", first + VALUES), " ");
    let ids = list(&|first| format!("${first}"), ", ");
    format!(
        "{}{values} on conflict do nothing; \
         update comment set exposure = case id {exposures} end where id in ({ids}); \
         select {} from comment c{} where c.id in ({ids})",
        into_comment!(),
        columns!(),
        joins!()
    )
}
