//! The desk's queue in the store: comments and proposals in one list, newest first.

use model::{OutlineLink, Queue, QueueCounts, QueueItem, QueueView, Uuid};

use super::support::PostKind;
use super::thread::Cursor;
use super::{Conn, Result, Store, comment, decision, on, proposal, report};

// The two tables are read each by its own index and merged here: a union would sort them.
const REPORTED_COMMENTS: &str = "select id, open_reports as rank from comment \
    where open_reports > 0 and (open_reports, id) < ($1, $2) \
    order by open_reports desc, id desc limit $3";
const REPORTED_PROPOSALS: &str = "select id, open_reports as rank from proposal \
    where open_reports > 0 and (open_reports, id) < ($1, $2) \
    order by open_reports desc, id desc limit $3";
const NEW_COMMENTS: &str = "select id, $1 as rank from comment \
    where seen is null and id < $2 order by id desc limit $3";
const NEW_PROPOSALS: &str = "select id, $1 as rank from proposal \
    where seen is null and id < $2 order by id desc limit $3";
const HIDDEN_COMMENTS: &str = "select id, $1 as rank from comment \
    where (state = 'hidden' or state = 'redacted') and id < $2 order by id desc limit $3";
const HIDDEN_PROPOSALS: &str = "select id, $1 as rank from proposal \
    where (state = 'hidden' or state = 'redacted') and id < $2 order by id desc limit $3";
const COUNTS: &str = "select \
    (select count(*) from comment where open_reports > 0) \
    + (select count(*) from proposal where open_reports > 0) as reported, \
    (select count(*) from comment where seen is null) \
    + (select count(*) from proposal where seen is null) as new, \
    (select count(*) from comment where state = 'hidden' or state = 'redacted') \
    + (select count(*) from proposal where state = 'hidden' or state = 'redacted') as hidden";
const PLACE: &str = "select k.slug, s.key, p.label, p.title from comment c \
    join consultation k on k.id = c.consultation left join section s on s.id = c.thread \
    left join passage p on p.section = s.id and p.version = \
        (select max(q.version) from passage q where q.section = s.id) where c.id = $1";
const AUTHOR: &str = "select (select count(*) from comment where participant = $1) \
    + (select count(*) from proposal where participant = $1), hidden from participant where id = $1";

impl Store {
    /// A page of the queue.
    ///
    /// # Errors
    /// [`super::StoreError::Invalid`] for an `after` that this program has not written.
    pub async fn queue(&self, view: QueueView, limit: i64, after: Option<&str>) -> Result<Queue> {
        let mut conn = self.read().await?;
        let at = Cursor::read(after, false)?;
        let (comments, proposals) = match view {
            QueueView::Reported => (REPORTED_COMMENTS, REPORTED_PROPOSALS),
            QueueView::New => (NEW_COMMENTS, NEW_PROPOSALS),
            QueueView::Hidden => (HIDDEN_COMMENTS, HIDDEN_PROPOSALS),
        };
        let mut found = Vec::new();
        for (kind, sql) in [(PostKind::Comment, comments), (PostKind::Proposal, proposals)] {
            let rows: Vec<(Uuid, i64)> = on!(conn, c => sqlx::query_as(sql).bind(at.support)
                .bind(at.id).bind(limit + 1).fetch_all(&mut *c).await)?;
            found.extend(rows.into_iter().map(|(id, rank)| (rank, id, kind)));
        }
        found.sort_by_key(|found| std::cmp::Reverse((found.0, found.1)));
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > size;
        found.truncate(size);
        let next = found.last().filter(|_| more);
        let next = next.map(|(rank, id, _)| Cursor { support: *rank, id: *id }.write());
        let mut items = Vec::with_capacity(found.len());
        for (_, id, kind) in found {
            items.extend(item(&mut conn, kind, id).await?);
        }
        let counts = counts(&mut conn).await?;
        let total = match view {
            QueueView::Reported => counts.reported,
            QueueView::New => counts.new,
            QueueView::Hidden => counts.hidden,
        };
        Ok(Queue { items, next, total, counts })
    }

    /// One post as the desk sees it.
    ///
    /// # Errors
    /// [`super::StoreError::Missing`] when there is no such post.
    pub async fn queue_item(&self, kind: PostKind, id: Uuid) -> Result<QueueItem> {
        let mut conn = self.read().await?;
        item(&mut conn, kind, id).await?.ok_or(super::StoreError::Missing)
    }
}

async fn counts(conn: &mut Conn) -> Result<QueueCounts> {
    let (reported, new, hidden): (i64, i64, i64) =
        on!(conn, c => sqlx::query_as(COUNTS).fetch_one(&mut *c).await)?;
    Ok(QueueCounts { reported, new, hidden })
}

async fn item(conn: &mut Conn, kind: PostKind, id: Uuid) -> Result<Option<QueueItem>> {
    let item = match kind {
        PostKind::Comment => comment_item(conn, id).await?,
        PostKind::Proposal => proposal_item(conn, id).await?,
    };
    let Some((mut item, author)) = item else { return Ok(None) };
    (item.reports, item.report_texts) = report::open(conn, id).await?;
    item.decisions = decision::of_post(conn, id).await?;
    if let Some(author) = author {
        let row: Option<(i64, i64)> =
            on!(conn, c => sqlx::query_as(AUTHOR).bind(author).fetch_optional(&mut *c).await)?;
        (item.author_posts, item.author_hidden) = row.unwrap_or_default();
    }
    Ok(Some(item))
}

type Found = Option<(QueueItem, Option<Uuid>)>;

async fn comment_item(conn: &mut Conn, id: Uuid) -> Result<Found> {
    let Some(row) = comment::row(conn, id).await? else { return Ok(None) };
    let mut above = Vec::new();
    let mut ids: Vec<Uuid> = row.root.into_iter().collect();
    ids.extend(row.parent.filter(|parent| Some(*parent) != row.root));
    for id in ids {
        above.extend(comment::row(conn, id).await?.map(comment::Row::for_staff));
    }
    let (consultation, key, label, title): (
        String,
        Option<String>,
        Option<String>,
        Option<String>,
    ) = on!(conn, c => sqlx::query_as(PLACE).bind(id).fetch_one(&mut *c).await)?;
    let place = key.zip(title).map(|(key, title)| OutlineLink { key, label, title });
    let (author, participant) = (row.author(), row.participant);
    let comment = Some(row.for_staff());
    let item = QueueItem { comment, proposal: None, author, consultation, place, above, ..empty() };
    Ok(Some((item, participant)))
}

async fn proposal_item(conn: &mut Conn, id: Uuid) -> Result<Found> {
    let Some(row) = proposal::row(conn, id).await? else { return Ok(None) };
    let (author, participant) = (row.author(), row.participant);
    let (consultation, place) = (row.slug.clone(), row.section());
    let proposal = Some(row.for_staff());
    let item = QueueItem { proposal, author, consultation, place, ..empty() };
    Ok(Some((item, Some(participant))))
}

fn empty() -> QueueItem {
    QueueItem {
        comment: None,
        proposal: None,
        author: model::Author {
            name: String::new(),
            kind: model::ParticipantKind::Citizen,
            district: None,
            staff: false,
        },
        consultation: String::new(),
        place: None,
        above: Vec::new(),
        reports: Vec::new(),
        report_texts: Vec::new(),
        decisions: Vec::new(),
        author_posts: 0,
        author_hidden: 0,
    }
}
