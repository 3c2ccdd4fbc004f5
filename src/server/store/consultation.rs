//! Consultations in the store.

use model::{
    Consultation, ConsultationSummary, Counts, Moment, OutlineItem, Period, RecordKind,
    SectionKind, Uuid, Version, VersionState, leaves,
};

use super::participant::hash;
use super::record::{self, Act, By};
use super::{Conn, Result, Store, StoreError, logo, news, on, rule};

macro_rules! columns {
    () => {
        "c.id, c.slug, c.title, c.lede, c.notice, c.case_number, c.committee, c.lang, c.mail, \
         c.letter, c.opens, c.closes, c.comments, c.proposals, c.stopped, c.leaves, c.announced, \
         c.districts, c.accent, coalesce(v.number, 0) as version, \
         coalesce(v.sections, 0) as sections, l.picture as logo, l.alt as logo_alt, \
         i.width as logo_width, i.height as logo_height"
    };
}
// The newest version is found by its primary key, not by sorting.
macro_rules! from {
    () => {
        " from consultation c left join version v on v.consultation = c.id and v.number = \
         (select max(w.number) from version w where w.consultation = c.id) \
         left join logo l on l.consultation = c.id left join picture i on i.id = l.picture"
    };
}

const LIST: &str = concat!(
    "select ",
    columns!(),
    from!(),
    " where c.published order by c.demonstration desc, c.opens desc, c.slug limit 100"
);
const READ: &str = concat!("select ", columns!(), from!(), " where c.slug = $1 and c.published");
// At its secret address, as long as it is not published.
const PREVIEW: &str =
    concat!("select ", columns!(), from!(), " where c.preview_hash = $1 and not c.published");
const PUBLISHED_SINCE: &str = "select slug from consultation where preview_hash = $1 and published";
const FIND: &str = "select id from consultation where slug = $1";
const ADD: &str = "insert into consultation (id, slug, title, lede, notice, case_number, committee, \
    lang, mail, letter, demonstration, published, opens, closes, created, automatic, sender) \
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
const ADD_THREAD: &str = "insert into thread (id, consultation, kind) values ($1, $2, 'general')";
const CHANGE: &str = "update consultation set title = $2, lede = coalesce($3, lede), \
    notice = coalesce($4, notice), case_number = coalesce($5, case_number), \
    committee = coalesce($6, committee), lang = coalesce($7, lang), mail = coalesce($8, mail), \
    letter = coalesce($9, letter), sender = coalesce($10, sender), turns = turns + 1 where id = $1";
const PUBLISH: &str = "update consultation set published = true, publish_at = null, opens = $2, \
    closes = $3, turns = turns + 1 where id = $1";
const OUTLINE: &str = "select s.key, p.kind, p.label, p.title, p.depth, t.comments as count \
    from passage p join section s on s.id = p.section join thread t on t.id = p.section \
    where p.consultation = $1 and p.version = $2 order by p.position";
const VERSIONS: &str =
    "select number, state, created from version where consultation = $1 order by number";
const GENERAL: &str = "select comments from thread where id = $1";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("consultation list", LIST),
    ("consultation", READ),
    ("consultation, preview", PREVIEW),
    ("consultation, published since", PUBLISHED_SINCE),
    ("outline", OUTLINE),
    ("versions", VERSIONS),
];

/// What an import says about the consultation itself. What it does not say stays as it was.
#[derive(Clone, Debug)]
pub struct NewConsultation {
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub lede: Option<String>,
    /// What every reader must know.
    pub notice: Option<String>,
    /// The municipality's case number.
    pub case_number: Option<String>,
    /// The committee that decides.
    pub committee: Option<String>,
    /// The language of the text; Danish when a new one does not say.
    pub lang: Option<String>,
    /// Where to write a mail instead.
    pub mail: Option<String>,
    /// Where to send a letter instead.
    pub letter: Option<String>,
    /// Whose name stands over the administration's answers.
    pub sender: Option<String>,
    /// Whether it is the demonstration.
    pub demonstration: bool,
}

impl NewConsultation {
    /// One of which nothing is said but what it is called.
    #[must_use]
    pub fn named(slug: &str, title: &str) -> Self {
        Self {
            slug: slug.to_owned(),
            title: title.to_owned(),
            lede: None,
            notice: None,
            case_number: None,
            committee: None,
            lang: None,
            mail: None,
            letter: None,
            sender: None,
            demonstration: false,
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    title: String,
    lede: Option<String>,
    notice: Option<String>,
    case_number: Option<String>,
    committee: Option<String>,
    lang: String,
    mail: Option<String>,
    letter: Option<String>,
    opens: i64,
    closes: i64,
    comments: i64,
    proposals: i64,
    stopped: bool,
    leaves: Option<i64>,
    announced: Option<i64>,
    districts: Option<String>,
    accent: Option<String>,
    version: i64,
    sections: i64,
    #[sqlx(flatten)]
    logo: logo::Row,
}

impl Row {
    fn leaves(&self) -> Moment {
        leaves(self.leaves.map(Moment), Moment(self.closes))
    }

    fn summary(&self, now: Moment) -> ConsultationSummary {
        let period = Period { opens: Moment(self.opens), closes: Moment(self.closes) };
        ConsultationSummary {
            slug: self.slug.clone(),
            title: self.title.clone(),
            phase: period.phase(now),
            opens: period.opens,
            closes: period.closes,
            lang: self.lang.clone(),
            counts: Counts {
                comments: self.comments,
                proposals: self.proposals,
                sections: self.sections,
            },
        }
    }
}

#[derive(sqlx::FromRow)]
struct OutlineRow {
    key: String,
    kind: String,
    label: Option<String>,
    title: String,
    depth: i64,
    count: i64,
}

impl From<OutlineRow> for OutlineItem {
    fn from(row: OutlineRow) -> Self {
        Self {
            key: row.key,
            kind: SectionKind::from_word(&row.kind).unwrap_or(SectionKind::Text),
            label: row.label,
            title: row.title,
            depth: u8::try_from(row.depth).unwrap_or(1),
            count: row.count,
        }
    }
}

#[derive(sqlx::FromRow)]
struct VersionRow {
    number: i64,
    state: String,
    created: i64,
}

impl Store {
    /// Every published consultation, the demonstration first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn consultations(&self, now: Moment) -> Result<Vec<ConsultationSummary>> {
        let mut conn = self.read().await?;
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(LIST).fetch_all(&mut *c).await)?;
        Ok(rows.iter().map(|row| row.summary(now)).collect())
    }

    /// A published consultation with the contents of one version, the newest when none is named.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such consultation or version.
    pub async fn consultation(
        &self,
        slug: &str,
        version: Option<i64>,
        now: Moment,
    ) -> Result<Consultation> {
        let mut conn = self.read().await?;
        let row: Option<Row> =
            on!(conn, c => sqlx::query_as(READ).bind(slug).fetch_optional(&mut *c).await)?;
        whole(&mut conn, row.ok_or(StoreError::Missing)?, version, now).await
    }

    /// The consultation with a preview at a secret address, as long as it is not published.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none.
    pub async fn previewed(&self, secret: &str, now: Moment) -> Result<Consultation> {
        let mut conn = self.read().await?;
        let row: Option<Row> = on!(conn, c => sqlx::query_as(PREVIEW).bind(&hash(secret)[..])
            .fetch_optional(&mut *c).await)?;
        whole(&mut conn, row.ok_or(StoreError::Missing)?, None, now).await
    }
    /// The name of the consultation that had a preview at a secret address and is published now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn published_since(&self, secret: &str) -> Result<Option<String>> {
        let mut conn = self.read().await?;
        let row: Option<(String,)> = on!(conn, c => sqlx::query_as(PUBLISHED_SINCE)
            .bind(&hash(secret)[..]).fetch_optional(&mut *c).await)?;
        Ok(row.map(|row| row.0))
    }

    /// The id of a consultation, published or not.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find_consultation(&self, slug: &str) -> Result<Option<Uuid>> {
        let mut conn = self.read().await?;
        find(&mut conn, slug).await
    }

    /// Publishes a consultation with its period, from the command line.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn publish_consultation(&self, id: Uuid, period: Period, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        news::release(&mut tx, id, now).await?;
        on!(tx, c => sqlx::query(PUBLISH).bind(id).bind(period.opens.0).bind(period.closes.0)
            .execute(&mut *c).await.map(|_| ()))?;
        let act = Act {
            consultation: Some(id),
            detail: Some(&period_said(&period)),
            ..Act::of(By::Operator, RecordKind::HearingPublish)
        };
        record::note(&mut tx, &act, now).await?;
        tx.commit().await
    }
}

/// A period as an entry of the record tells it: two times in RFC 3339 with a slash between them.
pub(super) fn period_said(period: &Period) -> String {
    format!("{}/{}", String::from(period.opens), String::from(period.closes))
}

/// A consultation with the contents of one version, the newest when none is named.
async fn whole(
    conn: &mut Conn,
    row: Row,
    version: Option<i64>,
    now: Moment,
) -> Result<Consultation> {
    let versions = versions(conn, row.id).await?;
    if version.is_some_and(|asked| !versions.iter().any(|known| known.number == asked)) {
        return Err(StoreError::Missing);
    }
    let version = version.unwrap_or(row.version);
    let leaves = row.leaves();
    let outline: Vec<OutlineRow> = on!(conn, c =>
        sqlx::query_as(OUTLINE).bind(row.id).bind(version).fetch_all(&mut *c).await)?;
    let (general,): (i64,) =
        on!(conn, c => sqlx::query_as(GENERAL).bind(row.id).fetch_one(&mut *c).await)?;
    Ok(Consultation {
        summary: row.summary(now),
        lede: row.lede,
        notice: row.notice,
        case_number: row.case_number,
        committee: row.committee,
        mail: row.mail,
        letter: row.letter,
        outline: outline.into_iter().map(OutlineItem::from).collect(),
        rules: rule::standing(conn, row.id).await?,
        versions,
        version,
        general,
        locked: row.stopped,
        leaves,
        announced: row.announced.map(Moment),
        districts: lines(row.districts.as_deref()),
        accent: row.accent,
        logo: row.logo.illustration(),
    })
}

/// What is kept a line each.
pub(super) fn lines(kept: Option<&str>) -> Vec<String> {
    kept.unwrap_or_default().lines().map(str::to_owned).collect()
}

pub(super) async fn find(conn: &mut Conn, slug: &str) -> Result<Option<Uuid>> {
    let row: Option<(Uuid,)> =
        on!(conn, c => sqlx::query_as(FIND).bind(slug).fetch_optional(&mut *c).await)?;
    Ok(row.map(|row| row.0))
}

/// Adds an unpublished consultation, or changes what is said about one that is there.
pub(super) async fn put(conn: &mut Conn, new: &NewConsultation, now: Moment) -> Result<Uuid> {
    if let Some(id) = find(conn, &new.slug).await? {
        on!(conn, c => sqlx::query(CHANGE).bind(id).bind(&new.title).bind(&new.lede)
            .bind(&new.notice).bind(&new.case_number).bind(&new.committee).bind(&new.lang)
            .bind(&new.mail).bind(&new.letter).bind(&new.sender).execute(&mut *c).await.map(|_| ()))?;
        return Ok(id);
    }
    add(conn, new, now).await
}

/// Adds an unpublished consultation.
///
/// # Errors
/// One that [`is_taken`](StoreError::is_taken) when there is one of that name: of two who add it at once,
/// for one of them.
pub(super) async fn add(conn: &mut Conn, new: &NewConsultation, now: Moment) -> Result<Uuid> {
    let id = Uuid::now_v7();
    on!(conn, c => sqlx::query(ADD).bind(id).bind(&new.slug).bind(&new.title).bind(&new.lede)
        .bind(&new.notice).bind(&new.case_number).bind(&new.committee).bind(new.lang.as_deref().unwrap_or("da"))
        .bind(&new.mail).bind(&new.letter).bind(new.demonstration).bind(false)
        .bind(now.0).bind(now.0).bind(now.0)
        // The demonstration publishes at once, whatever somebody tries on it.
        .bind(!new.demonstration).bind(&new.sender).execute(&mut *c).await.map(|_| ()))?;
    on!(conn, c => sqlx::query(ADD_THREAD).bind(id).bind(id).execute(&mut *c).await.map(|_| ()))?;
    rule::begin(conn, id).await?;
    Ok(id)
}

async fn versions(conn: &mut Conn, consultation: Uuid) -> Result<Vec<Version>> {
    let rows: Vec<VersionRow> =
        on!(conn, c => sqlx::query_as(VERSIONS).bind(consultation).fetch_all(&mut *c).await)?;
    Ok(rows
        .into_iter()
        .map(|row| Version {
            number: row.number,
            state: VersionState::from_word(&row.state).unwrap_or(VersionState::Draft),
            created: Moment(row.created),
        })
        .collect())
}
