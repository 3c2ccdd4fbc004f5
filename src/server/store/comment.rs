//! Comments in the store: written once, shown as far as the public may see them.

use model::{
    Anchor, Author, Code, Comment, Exposure, Moment, ParticipantKind, PostState, Uuid, Visibility,
    can_edit,
};

use super::exposure::settle_comment;
use super::thread::Spot;
use super::{Conn, Result, Store, StoreError, decision, on};

macro_rules! columns {
    () => {
        "c.id, c.thread, t.kind as thread_kind, s.key as section, c.root, c.parent, c.participant, \
         c.body, c.state, c.visibility, c.rule, c.exposure, c.paragraph, c.quote, c.prefix, \
         c.suffix, c.version, c.created, c.edited, c.support, c.replies, p.name, \
         p.kind as participant_kind, p.district, c.staff, f.name as staff_name, \
         a.exposure as above_exposure, ap.name as above_name, af.name as above_staff"
    };
}
macro_rules! joins {
    () => {
        " join thread t on t.id = c.thread left join section s on s.id = c.thread \
         left join participant p on p.id = c.participant left join staff f on f.id = c.staff \
         left join comment a on a.id = c.parent and c.parent <> c.root \
         left join participant ap on ap.id = a.participant left join staff af on af.id = a.staff"
    };
}
pub(super) use {columns, joins};

pub(super) const READ: &str =
    concat!("select ", columns!(), " from comment c", joins!(), " where c.id = $1");
const PUBLIC_IN_THREAD: &str = concat!(
    "select ",
    columns!(),
    " from comment c",
    joins!(),
    " where c.thread = $1 and c.exposure = 2 order by c.id desc limit $2"
);
const PUBLIC: &str = concat!(
    "select ",
    columns!(),
    " from comment c",
    joins!(),
    " where c.consultation = $1 and c.exposure = 2 order by c.id desc limit $2"
);
const MINE: &str = concat!(
    "select ",
    columns!(),
    " from comment c",
    joins!(),
    " where c.participant = $1 order by c.id desc limit 100"
);

const HOME: &str = "select k.slug from comment c join consultation k on k.id = c.consultation \
    where c.id = $1 and k.published";
const REPEATED: &str = "select id from comment where participant = $1 and client_key = $2";
const REPEATED_STAFF: &str = "select id from comment where staff = $1 and client_key = $2";
const OWN: &str = "select participant, state, created, body, exposure from comment where id = $1";
const KEEP_REVISION: &str = "insert into revision (comment, number, body, replaced) \
    select $1, coalesce(max(number), 0) + 1, $2, $3 from revision where comment = $1";
const CHANGE: &str = "update comment set body = $2, edited = $3, seen = null \
    where id = $1 and state = 'visible'";
const WITHDRAW: &str = "update comment set state = 'withdrawn', seen = coalesce(seen, $2) \
    where id = $1 and state in ('visible', 'pending')";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("comment", READ),
    ("comment home", HOME),
    ("newest of a thread, replies among them", PUBLIC_IN_THREAD),
    ("newest of a consultation", PUBLIC),
];

/// Who writes: a participant, or the municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// A participant.
    Participant(Uuid),
    /// A member of staff.
    Staff(Uuid),
}

/// What became of a post that was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Added<T> {
    /// The post.
    pub post: T,
    /// Whether it is new; a repeated one was there already.
    pub fresh: bool,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Uuid,
    thread: Uuid,
    thread_kind: String,
    section: Option<String>,
    pub(super) root: Option<Uuid>,
    pub(super) parent: Option<Uuid>,
    pub(super) participant: Option<Uuid>,
    body: String,
    state: String,
    visibility: String,
    rule: Option<String>,
    exposure: i16,
    paragraph: Option<String>,
    quote: Option<String>,
    prefix: Option<String>,
    suffix: Option<String>,
    version: Option<i64>,
    created: i64,
    edited: Option<i64>,
    pub(super) support: i64,
    pub(super) replies: i64,
    name: Option<String>,
    participant_kind: Option<String>,
    district: Option<String>,
    staff: Option<Uuid>,
    staff_name: Option<String>,
    above_exposure: Option<i16>,
    above_name: Option<String>,
    above_staff: Option<String>,
}

impl Row {
    /// The comment for this reader: whole for its author, else as far as the public may see it.
    pub(super) fn for_reader(self, reader: Option<Uuid>) -> Comment {
        let mine = reader.is_some() && self.participant == reader;
        let whole = mine || self.exposure() == Exposure::Full;
        self.show(whole, reader.map(|_| mine))
    }

    /// The comment with all that stands in it, for the desk and the export.
    pub(super) fn for_staff(self) -> Comment {
        self.show(true, None)
    }

    pub(super) fn exposure(&self) -> Exposure {
        Exposure::from_stored(self.exposure)
    }

    pub(super) fn author(&self) -> Author {
        let kind = self.participant_kind.as_deref().and_then(ParticipantKind::from_word);
        Author {
            name: self.name.clone().or_else(|| self.staff_name.clone()).unwrap_or_default(),
            kind: kind.unwrap_or(ParticipantKind::Party),
            district: self.district.clone(),
            staff: self.staff.is_some(),
        }
    }

    fn answers(&self) -> Option<String> {
        let shown = self.above_exposure.map(Exposure::from_stored) == Some(Exposure::Full);
        let name = self.above_name.as_ref().or(self.above_staff.as_ref());
        name.filter(|_| shown).cloned()
    }

    fn anchor(&self) -> Option<Anchor> {
        // A reply carries its root's paragraph for the counts alone.
        let paragraph = self.paragraph.clone().filter(|_| self.root.is_none())?;
        Some(Anchor {
            paragraph,
            quote: self.quote.clone(),
            prefix: self.prefix.clone(),
            suffix: self.suffix.clone(),
            version: self.version,
        })
    }

    fn show(self, whole: bool, mine: Option<bool>) -> Comment {
        let on = |kind: &str| (self.thread_kind == kind).then(|| self.thread.simple().to_string());
        let name = |id: Uuid| id.simple().to_string();
        Comment {
            id: name(self.id),
            proposal: on("proposal"),
            news: on("news"),
            parent: self.parent.map(name),
            root: self.root.map(name),
            answers: self.answers(),
            author: whole.then(|| self.author()),
            anchor: if whole { self.anchor() } else { None },
            body: whole.then_some(self.body),
            section: self.section,
            state: PostState::from_word(&self.state).unwrap_or(PostState::Hidden),
            visibility: Visibility::from_word(&self.visibility).unwrap_or(Visibility::Municipality),
            rule: self.rule,
            hidden_because: None,
            created: Moment(self.created),
            edited: self.edited.map(Moment).filter(|_| whole),
            support: if whole { self.support } else { 0 },
            replies: self.replies,
            first_replies: Vec::new(),
            mine,
            supported: None,
        }
    }
}

impl Store {
    /// A comment as this reader may see it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it is not there for this reader.
    pub async fn comment(&self, id: Uuid, reader: Option<Uuid>) -> Result<Comment> {
        let mut conn = self.read().await?;
        let row = row(&mut conn, id).await?.ok_or(StoreError::Missing)?;
        let mine = reader.is_some() && row.participant == reader;
        if row.exposure() == Exposure::Nothing && !mine {
            return Err(StoreError::Missing);
        }
        let mut comment = row.for_reader(reader);
        if mine {
            comment.hidden_because = decision::because(&mut conn, id, comment.state).await?;
        }
        if let Some(reader) = reader {
            comment.supported = Some(super::support::agrees(&mut conn, id, reader).await?);
        }
        Ok(comment)
    }

    /// The newest public comments of a thread, replies among them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn newest_comments(&self, spot: &Spot, limit: i64) -> Result<Vec<Comment>> {
        self.newest(PUBLIC_IN_THREAD, spot.thread, limit).await
    }

    /// The newest public comments of the consultation that a place belongs to.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn newest_comments_of_all(&self, spot: &Spot, limit: i64) -> Result<Vec<Comment>> {
        self.newest(PUBLIC, spot.consultation, limit).await
    }

    async fn newest(&self, sql: &'static str, of: Uuid, limit: i64) -> Result<Vec<Comment>> {
        let mut conn = self.read().await?;
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(sql).bind(of).bind(limit)
            .fetch_all(&mut *c).await)?;
        Ok(rows.into_iter().map(|row| row.for_reader(None)).collect())
    }

    /// The consultation that a comment belongs to, by its name in addresses.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such comment.
    pub async fn comment_home(&self, id: Uuid) -> Result<String> {
        let mut conn = self.read().await?;
        let row: Option<(String,)> =
            on!(conn, c => sqlx::query_as(HOME).bind(id).fetch_optional(&mut *c).await)?;
        row.map(|row| row.0).ok_or(StoreError::Missing)
    }

    /// The post that this participant has sent under this key before.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn repeated_comment(&self, by: Uuid, client_key: &str) -> Result<Option<Comment>> {
        let mut conn = self.read().await?;
        repeated(&mut conn, Writer::Participant(by), client_key).await
    }

    /// Changes the words of one's own comment; what it said before is kept.
    ///
    /// # Errors
    /// `Forbidden` for somebody else's, `EditWindow` after fifteen minutes, `State` when it cannot
    /// be read by the public any more.
    pub async fn edit_comment(
        &self,
        by: Uuid,
        id: Uuid,
        body: &str,
        now: Moment,
    ) -> Result<Comment> {
        let mut tx = self.write().await?;
        let own = own(&mut tx, by, id).await?;
        if own.state != PostState::Visible {
            return Err(StoreError::Refused(Code::State));
        }
        if !can_edit(own.created, now) {
            return Err(StoreError::Refused(Code::EditWindow));
        }
        if own.body != body {
            on!(tx, c => sqlx::query(KEEP_REVISION).bind(id).bind(&own.body).bind(now.0)
                .execute(&mut *c).await.map(|_| ()))?;
            let changed = on!(tx, c => sqlx::query(CHANGE).bind(id).bind(body).bind(now.0)
                .execute(&mut *c).await.map(|done| done.rows_affected()))?;
            // None when a moderator was quicker.
            (changed > 0).then_some(()).ok_or(StoreError::Refused(Code::State))?;
        }
        let comment = row(&mut tx, id).await?.ok_or(StoreError::Missing)?.for_reader(Some(by));
        tx.commit().await?;
        Ok(comment)
    }

    /// Takes one's own comment back. Twice is the same as once.
    ///
    /// # Errors
    /// `Forbidden` for somebody else's, `State` when a moderator has hidden it.
    pub async fn withdraw_comment(&self, by: Uuid, id: Uuid, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        match own(&mut tx, by, id).await?.state {
            PostState::Withdrawn => return Ok(()),
            PostState::Hidden | PostState::Redacted => {
                return Err(StoreError::Refused(Code::State));
            }
            PostState::Visible | PostState::Pending => {}
        }
        let changed = on!(tx, c => sqlx::query(WITHDRAW).bind(id).bind(now.0)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if changed == 0 {
            // Somebody was quicker; by now it is clear what they did.
            drop(tx);
            return Box::pin(self.withdraw_comment(by, id, now)).await;
        }
        settle_comment(&mut tx, id).await?;
        tx.commit().await
    }
}

pub(super) async fn row(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    Ok(on!(conn, c => sqlx::query_as(READ).bind(id).fetch_optional(&mut *c).await)?)
}

/// A participant's newest comments, whatever their state.
pub(super) async fn of_participant(conn: &mut Conn, by: Uuid) -> Result<Vec<Comment>> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(MINE).bind(by).fetch_all(&mut *c).await)?;
    let mut comments = Vec::with_capacity(rows.len());
    for row in rows {
        let id = row.id;
        let mut comment = row.for_reader(Some(by));
        comment.hidden_because = decision::because(conn, id, comment.state).await?;
        comments.push(comment);
    }
    Ok(comments)
}

pub(super) async fn repeated(
    conn: &mut Conn,
    by: Writer,
    client_key: &str,
) -> Result<Option<Comment>> {
    let (sql, by, reader) = match by {
        Writer::Participant(id) => (REPEATED, id, Some(id)),
        Writer::Staff(id) => (REPEATED_STAFF, id, None),
    };
    let found: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(sql).bind(by).bind(client_key)
        .fetch_optional(&mut *c).await)?;
    let Some((id,)) = found else { return Ok(None) };
    Ok(row(conn, id).await?.map(|row| row.for_reader(reader)))
}

struct Own {
    state: PostState,
    created: Moment,
    body: String,
}

async fn own(conn: &mut Conn, by: Uuid, id: Uuid) -> Result<Own> {
    let found: Option<(Option<Uuid>, String, i64, String, i16)> =
        on!(conn, c => sqlx::query_as(OWN).bind(id).fetch_optional(&mut *c).await)?;
    let (author, state, created, body, exposure) = found.ok_or(StoreError::Missing)?;
    if author != Some(by) {
        return Err(StoreError::not_yours(Exposure::from_stored(exposure)));
    }
    let state = PostState::from_word(&state).unwrap_or(PostState::Hidden);
    Ok(Own { state, created: Moment(created), body })
}
