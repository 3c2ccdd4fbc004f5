//! Sections in the store: what stands at a key in one version, and what is known of it at all.

use model::{FieldFlaw, Flaw, Funding, OutlineLink, ParagraphCount, Section, SectionKind, Uuid};

use super::participant::hash;
use super::{Conn, Result, Store, StoreError, on};

macro_rules! read {
    ($which:literal) => {
        concat!(
            "select s.id, s.key, p.kind, p.label, p.title, p.depth, p.position, p.html, \
             p.plain_html, p.responsible, p.funding, p.serves, p.version, p.words, t.comments as count, \
             v.sections, p.consultation \
             from consultation c join section s on s.consultation = c.id and s.key = $2 \
             join passage p on p.section = s.id and p.version = coalesce($3, \
                 (select max(q.version) from passage q where q.section = s.id)) \
             join version v on v.consultation = c.id and v.number = p.version \
             join thread t on t.id = s.id where ",
            $which
        )
    };
}
const READ: &str = read!("c.slug = $1 and c.published");
const PREVIEW: &str = read!("c.preview_hash = $1 and not c.published");
const NEIGHBOUR: &str = "select s.key, p.label, p.title from passage p \
    join section s on s.id = p.section \
    where p.consultation = $1 and p.version = $2 and p.position = $3";
const LINK: &str = "select s.key, p.label, p.title from section s \
    join passage p on p.section = s.id and p.version = $3 \
    where s.consultation = $1 and s.key = $2";
const PARAGRAPHS: &str =
    "select paragraph, comments from paragraph_count where thread = $1 and comments > 0";
const ID: &str = "select id from section where consultation = $1 and key = $2";
const KNOWN: &str = "select s.id, s.key, p.label, p.title, p.depth, p.plain_text, p.version \
    from section s join passage p on p.section = s.id and p.version = \
        (select max(q.version) from passage q where q.section = s.id) \
    where s.consultation = $1 order by p.version, p.position";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("section", READ),
    ("section, preview", PREVIEW),
    ("neighbour", NEIGHBOUR),
    ("section link", LINK),
    ("paragraph counts", PARAGRAPHS),
];

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    key: String,
    kind: String,
    label: Option<String>,
    title: String,
    depth: i64,
    position: i64,
    html: String,
    plain_html: Option<String>,
    responsible: Option<String>,
    funding: Option<String>,
    serves: Option<String>,
    version: i64,
    words: i64,
    count: i64,
    sections: i64,
    consultation: Uuid,
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    key: String,
    label: Option<String>,
    title: String,
}

impl From<LinkRow> for OutlineLink {
    fn from(row: LinkRow) -> Self {
        Self { key: row.key, label: row.label, title: row.title }
    }
}

/// A section that an earlier version had, in the words it last had.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Known {
    /// Its id.
    pub id: Uuid,
    /// Its permanent name.
    pub key: String,
    /// Its label.
    pub label: Option<String>,
    /// Its title.
    pub title: String,
    /// 1 for the top heading, 2 below it, and so on.
    pub depth: i64,
    /// Its words without marks.
    pub plain_text: String,
    /// The last version that it stood in.
    pub version: i64,
}

impl Store {
    /// A section as it stands in one version; the last one that it stands in when none is named, so
    /// that a section that was taken out keeps its page and its conversation.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it does not stand there.
    pub async fn section(&self, slug: &str, key: &str, version: Option<i64>) -> Result<Section> {
        let mut conn = self.read().await?;
        let row: Option<Row> = on!(conn, c => sqlx::query_as(READ).bind(slug).bind(key).bind(version)
            .fetch_optional(&mut *c).await)?;
        whole(&mut conn, row.ok_or(StoreError::Missing)?).await
    }

    /// A section of a consultation with a preview at a secret address, in its newest words.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none.
    pub async fn previewed_section(&self, secret: &str, key: &str) -> Result<Section> {
        let mut conn = self.read().await?;
        let row: Option<Row> = on!(conn, c => sqlx::query_as(PREVIEW).bind(&hash(secret)[..])
            .bind(key).bind(None::<i64>).fetch_optional(&mut *c).await)?;
        whole(&mut conn, row.ok_or(StoreError::Missing)?).await
    }

    /// Every section that a consultation ever had.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn known_sections(&self, consultation: Uuid) -> Result<Vec<Known>> {
        known(&mut self.read().await?, consultation).await
    }
}

/// Every section that a consultation ever had.
pub(super) async fn known(conn: &mut Conn, consultation: Uuid) -> Result<Vec<Known>> {
    Ok(on!(conn, c => sqlx::query_as(KNOWN).bind(consultation).fetch_all(&mut *c).await)?)
}

async fn whole(conn: &mut Conn, row: Row) -> Result<Section> {
    let previous = neighbour(conn, &row, row.position - 1).await?;
    let next = neighbour(conn, &row, row.position + 1).await?;
    let serves = match &row.serves {
        Some(key) => link(conn, row.consultation, key, row.version).await?,
        None => None,
    };
    let paragraphs: Vec<(String, i64)> =
        on!(conn, c => sqlx::query_as(PARAGRAPHS).bind(row.id).fetch_all(&mut *c).await)?;
    Ok(Section {
        key: row.key,
        kind: SectionKind::from_word(&row.kind).unwrap_or(SectionKind::Text),
        label: row.label,
        title: row.title,
        depth: u8::try_from(row.depth).unwrap_or(1),
        position: row.position,
        sections: row.sections,
        html: row.html,
        plain_html: row.plain_html,
        responsible: row.responsible,
        funding: row.funding.as_deref().and_then(Funding::from_word),
        serves,
        version: row.version,
        previous,
        next,
        count: row.count,
        paragraphs: paragraphs
            .into_iter()
            .map(|(paragraph, count)| ParagraphCount { paragraph, count })
            .collect(),
        words: row.words,
    })
}

async fn neighbour(conn: &mut Conn, row: &Row, position: i64) -> Result<Option<OutlineLink>> {
    let found: Option<LinkRow> = on!(conn, c => sqlx::query_as(NEIGHBOUR).bind(row.consultation)
        .bind(row.version).bind(position).fetch_optional(&mut *c).await)?;
    Ok(found.map(OutlineLink::from))
}

/// Where a section is in one version.
pub(super) async fn link(
    conn: &mut Conn,
    consultation: Uuid,
    key: &str,
    version: i64,
) -> Result<Option<OutlineLink>> {
    let found: Option<LinkRow> = on!(conn, c => sqlx::query_as(LINK).bind(consultation).bind(key)
        .bind(version).fetch_optional(&mut *c).await)?;
    Ok(found.map(OutlineLink::from))
}

/// The id of the section with a key; a key that no section has is the sender's mistake.
pub(super) async fn id(
    conn: &mut Conn,
    consultation: Uuid,
    key: Option<&str>,
) -> Result<Option<Uuid>> {
    let Some(key) = key else { return Ok(None) };
    let found: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(ID).bind(consultation).bind(key)
        .fetch_optional(&mut *c).await)?;
    match found {
        Some((id,)) => Ok(Some(id)),
        None => {
            let flaw = FieldFlaw { field: "section".to_owned(), flaw: Flaw::Unknown };
            Err(StoreError::Invalid(vec![flaw]))
        }
    }
}
