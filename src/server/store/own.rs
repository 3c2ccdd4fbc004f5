//! What is one's own in the store: every post of a participant, whatever its state, a page at a time
//! by key; and what else there is of them.

pub(super) mod moderated;

use model::{
    Comment, DecisionKind, Exposure, Moment, Own, OwnReport, OwnSupport, PAGE_MAX, Page, PostState,
    Proposal, ReportOutcome, Uuid, Visibility, Whereabouts,
};

use super::rule::Broken;
use super::thread::Cursor;
use super::{Conn, Result, Store, appeal, comment, decision, office, on, proposal};

const COMMENTS: &str = concat!(
    "select ",
    comment::columns!(),
    ", k.slug as in_slug, k.title as in_hearing, k.gone as in_gone, g.label as on_label, \
     coalesce(g.title, n.title) as on_title, o.number as on_number, o.title as on_proposal, \
     o.exposure as on_exposure from comment c",
    comment::joins!(),
    " join consultation k on k.id = c.consultation \
     left join passage g on g.section = c.thread \
     and g.version = (select max(h.version) from passage h where h.section = c.thread) \
     left join proposal o on o.id = c.thread left join news n on n.id = c.thread \
     where c.participant = $1 and c.id < $2 order by c.id desc limit $3"
);
const PROPOSALS: &str = concat!(
    "select ",
    proposal::columns!(),
    ", c.title as in_hearing, c.gone as in_gone",
    proposal::from!(),
    " where p.participant = $1 and p.id < $2 order by p.id desc limit $3"
);
const COMMENTS_TOTAL: &str = "select count(*) from comment where participant = $1";
const PROPOSALS_TOTAL: &str = "select count(*) from proposal where participant = $1";
const SUPPORTS: &str = "select post, created from support where participant = $1 and post > $2 \
    order by post limit $3";
macro_rules! reports {
    ($order:literal) => {
        concat!(
            "select m.id, m.post, m.reason as rule, q.number as rule_number, q.title as rule_title, \
             m.text, m.created, r.kind as decision, r.at as decided, \
             k.slug, o.id is not null as proposal, \
             coalesce(c.state, o.state) as state from report m \
             left join record r on r.number = m.decision left join comment c on c.id = m.post \
             left join proposal o on o.id = m.post \
             left join consultation k on k.id = coalesce(c.consultation, o.consultation) \
             left join rule q on q.consultation = k.id and q.id = m.reason \
             where m.participant = $1 and ",
            $order
        )
    };
}
const REPORTS: &str = reports!("m.id > $2 order by m.id limit $3");
const NEWEST_REPORTS: &str = reports!("m.id < $2 order by m.id desc limit $3");
const REPORTS_TOTAL: &str = "select count(*) from report where participant = $1";

/// What a participant reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("own comments", COMMENTS),
    ("own proposals", PROPOSALS),
    ("own comments, total", COMMENTS_TOTAL),
    ("own proposals, total", PROPOSALS_TOTAL),
    ("own supports", SUPPORTS),
    ("own reports", REPORTS),
    ("own reports, newest", NEWEST_REPORTS),
    ("own reports, total", REPORTS_TOTAL),
];

/// How many posts one sees of oneself at once.
const NEWEST: i64 = PAGE_MAX as i64;

#[derive(sqlx::FromRow)]
struct CommentRow {
    #[sqlx(flatten)]
    post: comment::Row,
    in_slug: String,
    in_hearing: String,
    in_gone: bool,
    on_label: Option<String>,
    on_title: Option<String>,
    on_number: Option<i64>,
    on_proposal: Option<String>,
    on_exposure: Option<i16>,
}

impl CommentRow {
    /// Where it stands. What a proposal is called is told as far as the public may see it.
    fn place(&mut self) -> Whereabouts {
        let readable = self.on_exposure.map(Exposure::from_stored) == Some(Exposure::Full);
        let proposal = self.on_proposal.take().filter(|title| readable && !title.is_empty());
        Whereabouts {
            consultation: std::mem::take(&mut self.in_slug),
            hearing: std::mem::take(&mut self.in_hearing),
            label: self.on_label.take(),
            title: self.on_title.take().or(proposal),
            number: self.on_number,
            gone: self.in_gone,
        }
    }
}

#[derive(sqlx::FromRow)]
struct ProposalRow {
    #[sqlx(flatten)]
    post: proposal::Row,
    in_hearing: String,
    in_gone: bool,
}

impl ProposalRow {
    fn place(&mut self) -> Whereabouts {
        let section = self.post.section();
        Whereabouts {
            consultation: self.post.slug.clone(),
            hearing: std::mem::take(&mut self.in_hearing),
            label: section.as_ref().and_then(|section| section.label.clone()),
            title: section.map(|section| section.title),
            number: None,
            gone: self.in_gone,
        }
    }
}

impl Store {
    /// A page of all comments of a participant, newest first.
    ///
    /// # Errors
    /// [`StoreError::Invalid`](super::StoreError::Invalid) for an `after` that this program has not
    /// written.
    pub async fn own_comments(
        &self,
        by: Uuid,
        limit: i64,
        after: Option<&str>,
    ) -> Result<Page<Own<Comment>>> {
        let mut conn = self.read().await?;
        let (before, limit) = range(limit, after)?;
        let items = comments(&mut conn, by, before, limit + 1).await?;
        let (total,): (i64,) =
            on!(conn, c => sqlx::query_as(COMMENTS_TOTAL).bind(by).fetch_one(&mut *c).await)?;
        Ok(page(items, limit, total, |own| &own.post.id))
    }

    /// A page of all proposals of a participant, newest first.
    ///
    /// # Errors
    /// As [`Store::own_comments`].
    pub async fn own_proposals(
        &self,
        by: Uuid,
        limit: i64,
        after: Option<&str>,
    ) -> Result<Page<Own<Proposal>>> {
        let mut conn = self.read().await?;
        let (before, limit) = range(limit, after)?;
        let items = proposals(&mut conn, by, before, limit + 1).await?;
        let (total,): (i64,) =
            on!(conn, c => sqlx::query_as(PROPOSALS_TOTAL).bind(by).fetch_one(&mut *c).await)?;
        Ok(page(items, limit, total, |own| &own.post.id))
    }

    /// The posts that a participant agrees with, from one on.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn own_supports(&self, by: Uuid, after: Uuid) -> Result<Vec<OwnSupport>> {
        let mut conn = self.read().await?;
        let rows: Vec<(Uuid, i64)> = on!(conn, c => sqlx::query_as(SUPPORTS).bind(by).bind(after)
            .bind(NEWEST).fetch_all(&mut *c).await)?;
        let support = |(post, created)| OwnSupport { post: name(post), created: Moment(created) };
        Ok(rows.into_iter().map(support).collect())
    }

    /// What a participant reported, from one on.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn own_reports(&self, by: Uuid, after: Uuid) -> Result<Vec<OwnReport>> {
        let mut conn = self.read().await?;
        let rows: Vec<ReportRow> = on!(conn, c => sqlx::query_as(REPORTS).bind(by).bind(after)
            .bind(NEWEST).fetch_all(&mut *c).await)?;
        Ok(rows.into_iter().map(OwnReport::from).collect())
    }

    /// A page of what a participant reported, newest first, with what came of it.
    ///
    /// # Errors
    /// As [`Store::own_comments`].
    pub async fn newest_reports(
        &self,
        by: Uuid,
        limit: i64,
        after: Option<&str>,
    ) -> Result<Page<OwnReport>> {
        let mut conn = self.read().await?;
        let (before, limit) = range(limit, after)?;
        let rows: Vec<ReportRow> = on!(conn, c => sqlx::query_as(NEWEST_REPORTS).bind(by)
            .bind(before).bind(limit + 1).fetch_all(&mut *c).await)?;
        let items = rows.into_iter().map(OwnReport::from).collect();
        let (total,): (i64,) =
            on!(conn, c => sqlx::query_as(REPORTS_TOTAL).bind(by).fetch_one(&mut *c).await)?;
        Ok(page(items, limit, total, |report: &OwnReport| &report.id))
    }
}

#[derive(sqlx::FromRow)]
struct ReportRow {
    id: Uuid,
    post: Uuid,
    #[sqlx(flatten)]
    reason: Broken,
    text: Option<String>,
    created: i64,
    decision: Option<String>,
    decided: Option<i64>,
    slug: Option<String>,
    proposal: bool,
    state: Option<String>,
}

impl From<ReportRow> for OwnReport {
    fn from(row: ReportRow) -> Self {
        let decided = row.decision.as_deref().map(|kind| match DecisionKind::from_word(kind) {
            Some(DecisionKind::Hide) => ReportOutcome::Hidden,
            Some(DecisionKind::Redact) => ReportOutcome::Redacted,
            _ => ReportOutcome::Kept,
        });
        let withdrawn = row.state.as_deref() == Some(PostState::Withdrawn.word());
        let outcome = decided.or(withdrawn.then_some(ReportOutcome::Withdrawn));
        Self {
            id: name(row.id),
            post: name(row.post),
            by_rule: row.reason.name(),
            reason: row.reason.rule.unwrap_or_default(),
            text: row.text,
            created: Moment(row.created),
            outcome,
            decided: row.decided.map(Moment),
            consultation: row.slug,
            proposal: row.proposal,
        }
    }
}

/// A participant's newest comments, whatever their state.
pub(super) async fn newest_comments(conn: &mut Conn, by: Uuid) -> Result<Vec<Comment>> {
    let newest = comments(conn, by, Uuid::max(), NEWEST).await?;
    Ok(newest.into_iter().map(|own| own.post).collect())
}

/// A participant's newest proposals, whatever their state.
pub(super) async fn newest_proposals(conn: &mut Conn, by: Uuid) -> Result<Vec<Proposal>> {
    let newest = proposals(conn, by, Uuid::max(), NEWEST).await?;
    Ok(newest.into_iter().map(|own| own.post).collect())
}

async fn comments(
    conn: &mut Conn,
    by: Uuid,
    before: Uuid,
    limit: i64,
) -> Result<Vec<Own<Comment>>> {
    let rows: Vec<CommentRow> = on!(conn, c => sqlx::query_as(COMMENTS).bind(by).bind(before)
        .bind(limit).fetch_all(&mut *c).await)?;
    let mut own = Vec::with_capacity(rows.len());
    for mut row in rows {
        let (place, id) = (row.place(), row.post.id);
        let mut post = row.post.for_reader(Some(by));
        post.hidden_because = decision::because(conn, id, post.state).await?;
        let appeal = appeal::of_own(conn, id, post.state).await?;
        let office = match post.visibility {
            Visibility::Municipality => office::to_private(conn, id).await?,
            Visibility::Public => Vec::new(),
        };
        own.push(Own { post, place, appeal, office });
    }
    Ok(own)
}

async fn proposals(
    conn: &mut Conn,
    by: Uuid,
    before: Uuid,
    limit: i64,
) -> Result<Vec<Own<Proposal>>> {
    let rows: Vec<ProposalRow> = on!(conn, c => sqlx::query_as(PROPOSALS).bind(by).bind(before)
        .bind(limit).fetch_all(&mut *c).await)?;
    let mut own = Vec::with_capacity(rows.len());
    for mut row in rows {
        let (place, id) = (row.place(), row.post.id);
        let mut post = row.post.for_reader(Some(by));
        post.hidden_because = decision::because(conn, id, post.state).await?;
        let appeal = appeal::of_own(conn, id, post.state).await?;
        own.push(Own { post, place, appeal, office: Vec::new() });
    }
    Ok(own)
}

/// Where a page begins, and how long it may be.
fn range(limit: i64, after: Option<&str>) -> Result<(Uuid, i64)> {
    Ok((Cursor::read(after, false)?.id, limit.clamp(1, NEWEST)))
}

/// A page of what was read, where one more tells that there is another.
fn page<T>(mut items: Vec<T>, limit: i64, total: i64, id: impl Fn(&T) -> &String) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let last = items.last().filter(|_| more).and_then(|last| Uuid::try_parse(id(last)).ok());
    let next = last.map(|id| Cursor { support: 0, id }.write());
    Page { items, next, total }
}

fn name(id: Uuid) -> String {
    id.simple().to_string()
}
