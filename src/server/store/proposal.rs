//! Proposals in the store.

use model::{
    Author, Code, Exposure, Held, Moment, OutlineLink, PAGE_MAX, Page, ParticipantKind, PostState,
    Proposal, ProposalKind, Sort, Uuid, ValidProposal,
};

use super::exposure::settle_proposal;
use super::rule::Broken;
use super::support::supported;
use super::thread::{Cursor, Spot};
use super::{Added, Conn, Result, Store, StoreError, decision, event, on, record, section};
use crate::clock::new_id;

macro_rules! columns {
    () => {
        "p.id, p.number, c.slug, p.kind, s.key as section_key, g.label as section_label, \
         g.title as section_title, p.title, p.body, p.original, p.replacement, p.reason, \
         p.organisation, p.contact, p.participant, p.state, p.rule, p.exposure, p.created, \
         p.edited, p.support, t.comments, a.name, a.kind as participant_kind, a.district, \
         p.nameless, broken.number as rule_number, broken.title as rule_title"
    };
}
macro_rules! from {
    () => {
        " from proposal p join consultation c on c.id = p.consultation \
         join thread t on t.id = p.id join participant a on a.id = p.participant \
         left join section s on s.id = p.section left join passage g on g.section = p.section \
         and g.version = (select max(h.version) from passage h where h.section = p.section) \
         left join rule broken on broken.consultation = p.consultation and broken.id = p.rule"
    };
}
pub(super) use {columns, from};

macro_rules! list {
    ($filter:literal, $order:literal) => {
        concat!("select ", columns!(), from!(), " where p.exposure > 0 and ", $filter, $order)
    };
}
// Three orders, each for all, for one kind, and for one section (of one kind or of any).
macro_rules! orders {
    ($filter:literal, $filter_agreed:literal) => {
        [
            list!($filter, " and p.id < $2 order by p.id desc limit $3"),
            list!($filter, " and p.id > $2 order by p.id limit $3"),
            list!(
                $filter_agreed,
                " and (p.support, p.id) < ($4, $2) order by p.support desc, p.id desc limit $3"
            ),
        ]
    };
}
const ALL: [&str; 3] = orders!("p.consultation = $1", "p.consultation = $1");
const OF_KIND: [&str; 3] =
    orders!("p.consultation = $1 and p.kind = $4", "p.consultation = $1 and p.kind = $5");
const OF_SECTION: [&str; 3] = orders!(
    "p.section = (select x.id from section x where x.consultation = $1 and x.key = $4) \
     and (cast($5 as text) is null or p.kind = $5)",
    "p.section = (select x.id from section x where x.consultation = $1 and x.key = $5) \
     and (cast($6 as text) is null or p.kind = $6)"
);
const READ: &str = concat!("select ", columns!(), from!(), " where p.id = $1");
const TOTAL: &str = "select count(*) from proposal where consultation = $1 and exposure > 0";
const TOTAL_OF_KIND: &str =
    "select count(*) from proposal where consultation = $1 and kind = $2 and exposure > 0";
const TOTAL_OF_SECTION: &str = "select count(*) from proposal p where p.exposure > 0 and \
    p.section = (select x.id from section x where x.consultation = $1 and x.key = $2) \
    and (cast($3 as text) is null or p.kind = $3)";
const REPEATED: &str = "select id from proposal where participant = $1 and client_key = $2";
const NUMBER: &str = "update consultation set last_proposal = last_proposal + 1 where id = $1 \
    returning last_proposal";
const ADD: &str = "insert into proposal (id, consultation, number, section, kind, title, body, \
    original, replacement, reason, organisation, contact, participant, state, exposure, created, \
    client_key, held) \
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15, $16, $17)";
const ADD_THREAD: &str = "insert into thread (id, consultation, kind) values ($1, $2, 'proposal')";
const OWN: &str = "select participant, state, exposure from proposal where id = $1";
const WITHDRAW: &str = "update proposal set state = 'withdrawn', seen = coalesce(seen, $2) \
    where id = $1 and state in ('visible', 'pending', 'redacted')";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("proposals, newest", ALL[0]),
    ("proposals, oldest", ALL[1]),
    ("proposals, agreed", ALL[2]),
    ("proposals of a kind, newest", OF_KIND[0]),
    ("proposals of a kind, oldest", OF_KIND[1]),
    ("proposals of a kind, agreed", OF_KIND[2]),
    ("proposals of a section, newest", OF_SECTION[0]),
    ("proposals of a section, oldest", OF_SECTION[1]),
    ("proposals of a section, agreed", OF_SECTION[2]),
    ("proposal", READ),
    ("proposals, total", TOTAL),
    ("proposals of a kind, total", TOTAL_OF_KIND),
    ("proposals of a section, total", TOTAL_OF_SECTION),
];
/// Which proposals are read, and in which order.
#[derive(Clone, Debug)]
pub struct ProposalQuery {
    /// In which order.
    pub sort: Sort,
    /// Only of this kind.
    pub kind: Option<ProposalKind>,
    /// Only about the section with this key.
    pub section: Option<String>,
    /// At most so many, 1 to 100.
    pub limit: i64,
    /// Where the page before ended.
    pub after: Option<String>,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Uuid,
    number: i64,
    pub(super) slug: String,
    kind: String,
    section_key: Option<String>,
    section_label: Option<String>,
    section_title: Option<String>,
    title: String,
    body: String,
    original: Option<String>,
    replacement: Option<String>,
    reason: Option<String>,
    organisation: Option<String>,
    contact: Option<String>,
    pub(super) participant: Uuid,
    state: String,
    #[sqlx(flatten)]
    broken: Broken,
    exposure: i16,
    created: i64,
    edited: Option<i64>,
    support: i64,
    comments: i64,
    name: String,
    participant_kind: String,
    district: Option<String>,
    nameless: bool,
}

impl Row {
    /// The proposal for this reader: whole for its author, else as far as the public may see it.
    pub(super) fn for_reader(self, reader: Option<Uuid>) -> Proposal {
        let mine = reader == Some(self.participant);
        let whole = mine || self.exposure() == Exposure::Full;
        self.show(whole, mine, reader.map(|_| mine))
    }

    /// The proposal with all that stands in it, for the desk and the export.
    pub(super) fn for_staff(self) -> Proposal {
        let (author, organisation) = (Some(self.author()), self.organisation.clone());
        Proposal { author, organisation, ..self.show(true, true, None) }
    }

    fn exposure(&self) -> Exposure {
        Exposure::from_stored(self.exposure)
    }

    /// Who made it, as staff know them.
    pub(super) fn author(&self) -> Author {
        Author {
            name: self.name.clone(),
            kind: ParticipantKind::from_word(&self.participant_kind)
                .unwrap_or(ParticipantKind::Citizen),
            district: self.district.clone(),
            staff: false,
        }
    }

    /// Who made it, as everybody reads it, its author too.
    fn shown_author(&self) -> Author {
        let author = self.author();
        if self.nameless { author.nameless() } else { author }
    }

    pub(super) fn section(&self) -> Option<OutlineLink> {
        Some(OutlineLink {
            key: self.section_key.clone()?,
            label: self.section_label.clone(),
            title: self.section_title.clone()?,
        })
    }

    fn show(self, whole: bool, contact: bool, mine: Option<bool>) -> Proposal {
        Proposal {
            id: self.id.simple().to_string(),
            number: self.number,
            kind: ProposalKind::from_word(&self.kind).unwrap_or(ProposalKind::Idea),
            section: self.section(),
            author: whole.then(|| self.shown_author()),
            consultation: self.slug,
            title: whole.then_some(self.title),
            body: whole.then_some(self.body),
            original: self.original.filter(|_| whole),
            replacement: self.replacement.filter(|_| whole),
            reason: self.reason.filter(|_| whole),
            organisation: self.organisation.filter(|_| whole && !self.nameless),
            contact: self.contact.filter(|_| contact),
            state: PostState::from_word(&self.state).unwrap_or(PostState::Hidden),
            by_rule: self.broken.name(),
            rule: self.broken.rule,
            hidden_because: None,
            created: Moment(self.created),
            edited: self.edited.map(Moment).filter(|_| whole),
            support: if whole { self.support } else { 0 },
            comments: self.comments,
            mine,
            supported: None,
        }
    }
}

impl Store {
    /// A page of a consultation's proposals.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for an `after` that this program has not written.
    pub async fn proposals(
        &self,
        consultation: Uuid,
        query: &ProposalQuery,
        reader: Option<Uuid>,
    ) -> Result<Page<Proposal>> {
        let mut conn = self.read().await?;
        let limit = query.limit.clamp(1, i64::from(PAGE_MAX));
        let mut rows = list(&mut conn, consultation, query, limit + 1).await?;
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        let next = rows.last().filter(|_| more);
        let next = next.map(|row| Cursor { support: row.support, id: row.id }.write());
        let mut items: Vec<Proposal> = rows.into_iter().map(|row| row.for_reader(reader)).collect();
        if let Some(reader) = reader {
            let agreed = supported(&mut conn, reader).await?;
            for item in &mut items {
                item.supported = Some(agreed.iter().any(|id| id.simple().to_string() == item.id));
            }
        }
        let total = total(&mut conn, consultation, query).await?;
        Ok(Page { items, next, total })
    }

    /// A proposal as this reader may see it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it is not there for this reader.
    pub async fn proposal(&self, id: Uuid, reader: Option<Uuid>) -> Result<Proposal> {
        let mut conn = self.read().await?;
        let row = row(&mut conn, id).await?.ok_or(StoreError::Missing)?;
        if row.exposure() == Exposure::Nothing && reader != Some(row.participant) {
            return Err(StoreError::Missing);
        }
        let mine = reader == Some(row.participant);
        let mut proposal = row.for_reader(reader);
        if mine {
            proposal.hidden_because = decision::because(&mut conn, id, proposal.state).await?;
        }
        if let Some(reader) = reader {
            proposal.supported = Some(super::support::agrees(&mut conn, id, reader).await?);
        }
        Ok(proposal)
    }

    /// The proposal that this participant has sent under this key before.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn repeated_proposal(&self, by: Uuid, client_key: &str) -> Result<Option<Proposal>> {
        let mut conn = self.read().await?;
        repeated(&mut conn, by, client_key).await
    }

    /// Adds a proposal and gives it its number; it waits for a moderator when it is held. It is on disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the section that it is about does not exist.
    pub async fn add_proposal(
        &self,
        by: Uuid,
        spot: &Spot,
        new: &ValidProposal,
        held: Option<Held>,
        now: Moment,
    ) -> Result<Added<Proposal>> {
        let mut tx = self.write().await?;
        // The number comes first: its row lock keeps a repeated post from racing this one.
        let (number,): (i64,) = on!(tx, c => sqlx::query_as(NUMBER).bind(spot.consultation)
            .fetch_one(&mut *c).await)?;
        if let Some(post) = repeated(&mut tx, by, &new.client_key).await? {
            return Ok(Added { post, fresh: false });
        }
        let section = section::id(&mut tx, spot.consultation, new.section.as_deref()).await?;
        let id = new_id(now);
        let state = if held.is_some() { PostState::Pending } else { PostState::Visible };
        on!(tx, c => sqlx::query(ADD_THREAD).bind(id).bind(spot.consultation)
            .execute(&mut *c).await.map(|_| ()))?;
        on!(tx, c => sqlx::query(ADD).bind(id).bind(spot.consultation).bind(number).bind(section)
            .bind(new.kind.word()).bind(&new.title).bind(&new.body).bind(&new.original)
            .bind(&new.replacement).bind(&new.reason).bind(&new.organisation).bind(&new.contact)
            .bind(by).bind(state.word()).bind(now.0).bind(&new.client_key).bind(held.map(Held::word))
            .execute(&mut *c).await.map(|_| ()))?;
        settle_proposal(&mut tx, id).await?;
        if let Some(held) = held {
            event::note(&mut tx, spot.consultation, event::DESK, id, id, 0).await?;
            record::note_held(&mut tx, spot.consultation, id, held, now).await?;
        }
        let post = row(&mut tx, id).await?.ok_or(StoreError::Missing)?.for_reader(Some(by));
        tx.commit().await?;
        Ok(Added { post, fresh: true })
    }

    /// Takes one's own proposal back. Twice is the same as once.
    ///
    /// # Errors
    /// `Forbidden` for somebody else's, `State` when a moderator has hidden it.
    pub async fn withdraw_proposal(&self, by: Uuid, id: Uuid, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        let found: Option<(Uuid, String, i16)> =
            on!(tx, c => sqlx::query_as(OWN).bind(id).fetch_optional(&mut *c).await)?;
        let (author, state, exposure) = found.ok_or(StoreError::Missing)?;
        if author != by {
            return Err(StoreError::not_yours(Exposure::from_stored(exposure)));
        }
        match PostState::from_word(&state) {
            Some(PostState::Withdrawn) => return Ok(()),
            Some(PostState::Visible | PostState::Pending | PostState::Redacted) => {}
            _ => return Err(StoreError::Refused(Code::State)),
        }
        let changed = on!(tx, c => sqlx::query(WITHDRAW).bind(id).bind(now.0)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if changed == 0 {
            drop(tx);
            return Box::pin(self.withdraw_proposal(by, id, now)).await;
        }
        settle_proposal(&mut tx, id).await?;
        tx.commit().await
    }
}

async fn list(
    conn: &mut Conn,
    consultation: Uuid,
    query: &ProposalQuery,
    limit: i64,
) -> Result<Vec<Row>> {
    let rising = query.sort == Sort::Oldest;
    let at = Cursor::read(query.after.as_deref(), rising)?;
    let kind = query.kind.map(ProposalKind::word);
    let texts = match (&query.section, kind) {
        (Some(_), _) => OF_SECTION,
        (None, Some(_)) => OF_KIND,
        (None, None) => ALL,
    };
    let [newest, oldest, agreed] = texts;
    let sql = match query.sort {
        Sort::Newest => newest,
        Sort::Oldest => oldest,
        Sort::Agreed => agreed,
    };
    Ok(on!(conn, c => {
        let mut rows = sqlx::query_as(sql).bind(consultation).bind(at.id).bind(limit);
        if query.sort == Sort::Agreed {
            rows = rows.bind(at.support);
        }
        if let Some(key) = &query.section {
            rows = rows.bind(key).bind(kind);
        } else if kind.is_some() {
            rows = rows.bind(kind);
        }
        rows.fetch_all(&mut *c).await
    })?)
}

async fn total(conn: &mut Conn, consultation: Uuid, query: &ProposalQuery) -> Result<i64> {
    let kind = query.kind.map(ProposalKind::word);
    let (total,): (i64,) = match (&query.section, kind) {
        (Some(key), kind) => on!(conn, c => sqlx::query_as(TOTAL_OF_SECTION).bind(consultation)
            .bind(key).bind(kind).fetch_one(&mut *c).await)?,
        (None, Some(kind)) => on!(conn, c => sqlx::query_as(TOTAL_OF_KIND).bind(consultation)
            .bind(kind).fetch_one(&mut *c).await)?,
        (None, None) => {
            on!(conn, c => sqlx::query_as(TOTAL).bind(consultation).fetch_one(&mut *c).await)?
        }
    };
    Ok(total)
}

pub(super) async fn row(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    Ok(on!(conn, c => sqlx::query_as(READ).bind(id).fetch_optional(&mut *c).await)?)
}

async fn repeated(conn: &mut Conn, by: Uuid, client_key: &str) -> Result<Option<Proposal>> {
    let found: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(REPEATED).bind(by).bind(client_key)
        .fetch_optional(&mut *c).await)?;
    let Some((id,)) = found else { return Ok(None) };
    Ok(row(conn, id).await?.map(|row| row.for_reader(Some(by))))
}
