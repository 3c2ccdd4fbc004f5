//! One post of the queue with all that a moderator judges it by.

use model::{Exposure, Held, OutlineLink, Question, QueueItem, Uuid};

use super::super::support::PostKind;
use super::super::{
    Conn, Result, appeal, comment, decision, office, on, proposal, redaction, report, rule,
    standing,
};

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

/// The post, or nothing when there is none.
pub(super) async fn item(conn: &mut Conn, kind: PostKind, id: Uuid) -> Result<Option<QueueItem>> {
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
