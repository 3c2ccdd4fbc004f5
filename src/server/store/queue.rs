//! The desk's queue in the store: comments and proposals in one list, newest first.

use model::{
    Exposure, Held, OutlineLink, Question, Queue, QueueCounts, QueueItem, QueueView, Uuid,
};

use super::support::PostKind;
use super::thread::Cursor;
use super::{
    Conn, Result, Store, appeal, comment, decision, office, on, proposal, redaction, report, rule,
    standing,
};

// The two tables are read each by its own index and merged here: a union would sort them. A filter is
// left out where nothing was asked for: `$4` the consultation, `$5` the section.
macro_rules! within {
    ($column:literal, $consultation:literal, $section:literal) => {
        concat!(
            " and (cast(",
            $consultation,
            " as text) is null or c.consultation = (select k.id from consultation k where k.slug = ",
            $consultation,
            ")) and (cast(",
            $section,
            " as text) is null or ",
            $column,
            " = (select s.id from section s join consultation k on k.id = s.consultation \
             where k.slug = ",
            $consultation,
            " and s.key = ",
            $section,
            ")) "
        )
    };
}
macro_rules! posts {
    ($table:literal, $column:literal, $rank:literal, $where:expr, $order:literal) => {
        concat!(
            "select c.id, c.id as post, ",
            $rank,
            " as rank from ",
            $table,
            " c where ",
            $where,
            within!($column, "$4", "$5"),
            $order
        )
    };
}
/// A view of both tables.
macro_rules! view {
    ($rank:literal, $where:literal, $order:literal) => {
        View {
            comments: posts!("comment", "c.thread", $rank, $where, $order),
            proposals: Some(posts!("proposal", "c.section", $rank, $where, $order)),
        }
    };
}
/// Posts whose appeal is open, and that somebody else decided on than the one who asks (`$6`).
macro_rules! appealed {
    ($kind:literal, $column:literal) => {
        concat!(
            "select a.id, a.post, cast($1 as bigint) as rank from appeal a join ",
            $kind,
            " c on c.id = a.post where a.kind = '",
            $kind,
            "' and a.answer is null and (a.decided_by is null or a.decided_by <> $6) and a.id < $2",
            within!($column, "$4", "$5"),
            "order by a.id desc limit $3"
        )
    };
}

/// The same view of both kinds of posts.
struct View {
    comments: &'static str,
    proposals: Option<&'static str>,
}

const REPORTED: View = view!(
    "c.open_reports",
    "c.open_reports > 0 and (c.open_reports, c.id) < ($1, $2)",
    "order by c.open_reports desc, c.id desc limit $3"
);
const HELD: View = view!(
    "cast($1 as bigint)",
    "(c.state = 'pending' or (c.support_waiting > 0 and c.exposure = 2)) and c.id < $2",
    "order by c.id desc limit $3"
);
const APPEALED: View = View {
    comments: appealed!("comment", "c.thread"),
    proposals: Some(appealed!("proposal", "c.section")),
};
const NEW: View = view!(
    "cast($1 as bigint)",
    "c.seen is null and c.state <> 'pending' and c.id < $2",
    "order by c.id desc limit $3"
);
const HIDDEN: View = view!(
    "cast($1 as bigint)",
    "(c.state = 'hidden' or c.state = 'redacted') and c.id < $2",
    "order by c.id desc limit $3"
);

/// What questions to the office are: comments that everybody reads, or that the office alone does. A
/// proposal is none.
macro_rules! asked {
    () => {
        "c.question = 'open' and \
         (c.exposure = 2 or c.visibility = 'municipality' and c.state = 'visible')"
    };
}
const ASKED: View = View {
    comments: posts!(
        "comment",
        "c.thread",
        "cast($1 as bigint)",
        concat!(asked!(), " and c.id < $2"),
        "order by c.id desc limit $3"
    ),
    proposals: None,
};

macro_rules! counted {
    ($where:literal) => {
        concat!(
            "(select count(*) from comment c where ",
            $where,
            within!("c.thread", "$1", "$2"),
            ") + (select count(*) from proposal c where ",
            $where,
            within!("c.section", "$1", "$2"),
            ")"
        )
    };
}
const COUNTS: &str = concat!(
    "select ",
    counted!("c.open_reports > 0"),
    " as reported, ",
    counted!("(c.state = 'pending' or (c.support_waiting > 0 and c.exposure = 2))"),
    " as held, (select count(*) from appeal a join comment c on c.id = a.post \
     where a.kind = 'comment' and a.answer is null \
     and (a.decided_by is null or a.decided_by <> $3)",
    within!("c.thread", "$1", "$2"),
    ") + (select count(*) from appeal a join proposal c on c.id = a.post \
     where a.kind = 'proposal' and a.answer is null \
     and (a.decided_by is null or a.decided_by <> $3)",
    within!("c.section", "$1", "$2"),
    ") as appealed, ",
    counted!("c.seen is null and c.state <> 'pending'"),
    " as new, ",
    counted!("(c.state = 'hidden' or c.state = 'redacted')"),
    " as hidden, (select count(*) from comment c where ",
    asked!(),
    within!("c.thread", "$1", "$2"),
    ") as asked, (select count(*) from measure_appeal a join participant p on p.id = a.participant \
     where a.answer is null and p.deleted is null \
     and (a.decided_by is null or a.decided_by <> $3)) as measures"
);
const PLACE: &str = "select k.slug, s.key, p.label, p.title from comment c \
    join consultation k on k.id = c.consultation left join section s on s.id = c.thread \
    left join passage p on p.section = s.id and p.version = \
        (select max(q.version) from passage q where q.section = s.id) where c.id = $1";
const COMMENT_FACTS: &str = "select c.consultation, c.held, c.question, c.turns, c.edited, c.thread, \
    c.support_waiting, c.exposure, t.locked from comment c join thread t on t.id = c.thread where c.id = $1";
const PROPOSAL_FACTS: &str = "select c.consultation, c.held, cast(null as text) as question, c.turns, \
    c.edited, c.id as thread, c.support_waiting, c.exposure, t.locked from proposal c join thread t on t.id = c.id where c.id = $1";
const AUTHOR: &str = "select (select count(*) from comment where participant = $1) \
    + (select count(*) from proposal where participant = $1), hidden from participant where id = $1";

/// What moderators read: as many posts as there are may stand behind it.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("reported comments", REPORTED.comments),
    ("held comments", HELD.comments),
    ("appealed comments", APPEALED.comments),
    ("new comments", NEW.comments),
    ("hidden comments", HIDDEN.comments),
    ("asked comments", ASKED.comments),
    ("reported proposals", read(REPORTED)),
    ("held proposals", read(HELD)),
    ("appealed proposals", read(APPEALED)),
    ("new proposals", read(NEW)),
    ("hidden proposals", read(HIDDEN)),
];

#[cfg(test)]
const fn read(view: View) -> &'static str {
    match view.proposals {
        Some(sql) => sql,
        None => view.comments,
    }
}

/// Which part of the queue is read.
#[derive(Clone, Debug, Default)]
pub struct QueueQuery {
    /// Only of this consultation, by its name in addresses.
    pub consultation: Option<String>,
    /// Only about the section with this key.
    pub section: Option<String>,
    /// At most so many.
    pub limit: i64,
    /// Where the page before ended.
    pub after: Option<String>,
}

impl Store {
    /// A page of the queue, as a member of staff sees it.
    ///
    /// # Errors
    /// [`super::StoreError::Invalid`] for an `after` that this program has not written.
    pub async fn queue(&self, view: QueueView, query: &QueueQuery, by: Uuid) -> Result<Queue> {
        let mut conn = self.read().await?;
        let at = Cursor::read(query.after.as_deref(), false)?;
        let sql = match view {
            QueueView::Reported => REPORTED,
            QueueView::Held => HELD,
            QueueView::Appealed => APPEALED,
            QueueView::New => NEW,
            QueueView::Hidden => HIDDEN,
            QueueView::Asked => ASKED,
        };
        let mut found = Vec::new();
        let both = [(PostKind::Comment, Some(sql.comments)), (PostKind::Proposal, sql.proposals)];
        for (kind, sql) in both.into_iter().filter_map(|(kind, sql)| Some((kind, sql?))) {
            let rows: Vec<(Uuid, Uuid, i64)> = on!(conn, c => {
                let mut rows = sqlx::query_as(sql).bind(at.support).bind(at.id)
                    .bind(query.limit + 1).bind(&query.consultation).bind(&query.section);
                if view == QueueView::Appealed {
                    rows = rows.bind(by);
                }
                rows.fetch_all(&mut *c).await
            })?;
            found.extend(rows.into_iter().map(|(id, post, rank)| (rank, id, post, kind)));
        }
        found.sort_by_key(|found| std::cmp::Reverse((found.0, found.1)));
        let size = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let more = found.len() > size;
        found.truncate(size);
        let next = found.last().filter(|_| more);
        let next = next.map(|(rank, id, ..)| Cursor { support: *rank, id: *id }.write());
        let mut items = Vec::with_capacity(found.len());
        for (_, _, post, kind) in found {
            items.extend(item(&mut conn, kind, post).await?);
        }
        let counts = counts(&mut conn, query, by).await?;
        Ok(Queue { items, next, total: counts.of(view), counts })
    }

    /// How many posts wait in each view, as a member of staff sees them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn queue_counts(&self, query: &QueueQuery, by: Uuid) -> Result<QueueCounts> {
        let mut conn = self.read().await?;
        counts(&mut conn, query, by).await
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

async fn counts(conn: &mut Conn, query: &QueueQuery, by: Uuid) -> Result<QueueCounts> {
    let counts: Counts = on!(conn, c => sqlx::query_as(COUNTS).bind(&query.consultation)
        .bind(&query.section).bind(by).fetch_one(&mut *c).await)?;
    let Counts { reported, held, appealed, new, hidden, asked, measures } = counts;
    Ok(QueueCounts { reported, held, appealed, new, hidden, asked, measures })
}

#[derive(sqlx::FromRow)]
struct Counts {
    reported: i64,
    held: i64,
    appealed: i64,
    new: i64,
    hidden: i64,
    asked: i64,
    measures: i64,
}

async fn item(conn: &mut Conn, kind: PostKind, id: Uuid) -> Result<Option<QueueItem>> {
    let item = match kind {
        PostKind::Comment => comment_item(conn, id).await?,
        PostKind::Proposal => proposal_item(conn, id).await?,
    };
    let Some((mut item, author)) = item else { return Ok(None) };
    item.decisions = decision::of_post(conn, id).await?;
    item.original = redaction::original(conn, id).await?;
    item.appeal = appeal::of_post(conn, id).await?;
    let facts = if kind == PostKind::Comment { COMMENT_FACTS } else { PROPOSAL_FACTS };
    let facts: Facts = on!(conn, c => sqlx::query_as(facts).bind(id).fetch_one(&mut *c).await)?;
    (item.reports, item.report_texts) = report::open(conn, id, facts.consultation).await?;
    item.rules = rule::standing(conn, facts.consultation).await?;
    item.held = facts.held();
    item.waiting_supports = facts.support_waiting;
    item.question = facts.question.as_deref().and_then(Question::from_word);
    item.stand = decision::stand(facts.turns, facts.edited);
    item.thread = facts.thread.simple().to_string();
    item.locked = facts.locked;
    (item.office, item.sender) = office::of_post(conn, kind, id, facts.consultation).await?;
    if let Some(author) = author {
        item.standing = Some(standing::of(conn, author, id).await?);
        let row: Option<(i64, i64)> =
            on!(conn, c => sqlx::query_as(AUTHOR).bind(author).fetch_optional(&mut *c).await)?;
        (item.author_posts, item.author_hidden) = row.unwrap_or_default();
    }
    Ok(Some(item))
}

#[derive(sqlx::FromRow)]
struct Facts {
    consultation: Uuid,
    held: Option<String>,
    question: Option<String>,
    turns: i64,
    edited: Option<i64>,
    thread: Uuid,
    support_waiting: i64,
    exposure: i16,
    locked: bool,
}

impl Facts {
    /// Why it waits, or why its supports do.
    fn held(&self) -> Option<Held> {
        let held = self.held.as_deref().and_then(Held::from_word);
        let shown = Exposure::from_stored(self.exposure) == Exposure::Full;
        held.or((shown && self.support_waiting > 0).then_some(Held::Supports))
    }
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
        held: None,
        waiting_supports: 0,
        original: Vec::new(),
        appeal: None,
        stand: String::new(),
        thread: String::new(),
        locked: false,
        standing: None,
        author_posts: 0,
        author_hidden: 0,
        question: None,
        office: Vec::new(),
        sender: None,
        rules: Vec::new(),
    }
}
