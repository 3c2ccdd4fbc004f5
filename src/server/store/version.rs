//! Versions in the store: a whole text comes in at once or not at all.

use std::collections::HashSet;

use model::{Code, Funding, Gloss, Moment, RecordKind, SectionKind, Uuid, VersionState};

use super::anchor;
use super::consultation::{NewConsultation, put};
use super::record::{Act, By};
use super::{Conn, Result, Store, StoreError, glossary, on, record};

const NEXT: &str = "select coalesce(max(number), 0) + 1 from version where consultation = $1";
const ADD: &str = "insert into version (consultation, number, state, source, created, sections) \
    values ($1, $2, $3, $4, $5, $6)";
const ADD_SECTION: &str = "insert into section (id, consultation, key) values ($1, $2, $3)";
const ADD_THREAD: &str = "insert into thread (id, consultation, kind) values ($1, $2, 'section')";
const ADD_PASSAGE: &str = "insert into passage (consultation, version, position, section, depth, \
    kind, label, title, html, plain_html, plain_text, words, responsible, funding, serves) \
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

/// A text as it comes in.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// How far it has come.
    pub state: VersionState,
    /// The file, as it was.
    pub source: String,
    /// Its sections, in the order of the text.
    pub passages: Vec<NewPassage>,
    /// The words that it explains.
    pub glossary: Vec<Gloss>,
    /// Who brings it in.
    pub by: By,
    /// The number of the text that it was begun from, where somebody else may have been quicker.
    pub begun: Option<i64>,
}

/// A section as it stands in the text that comes in.
#[derive(Clone, Debug)]
pub struct NewPassage {
    /// The section that it is, when an earlier version had it.
    pub section: Option<Uuid>,
    /// Its permanent name.
    pub key: String,
    /// 1 for the top heading, 2 below it, and so on.
    pub depth: u8,
    /// What part it plays.
    pub kind: SectionKind,
    /// Its label.
    pub label: Option<String>,
    /// Its title.
    pub title: String,
    /// The full edition, sanitized.
    pub html: String,
    /// The short edition, sanitized.
    pub plain_html: Option<String>,
    /// The words of the full edition without marks.
    pub plain_text: String,
    /// How many words that is.
    pub words: i64,
    /// Who is responsible.
    pub responsible: Option<String>,
    /// Whether it is paid for.
    pub funding: Option<Funding>,
    /// The key of the goal that it serves.
    pub serves: Option<String>,
}

impl Store {
    /// Adds a version, and the consultation when it is new. Answers with the consultation's id and
    /// the version's number. Comments that stand at a place of the text are placed anew.
    ///
    /// # Errors
    /// [`Code::Changed`] when it was begun from another text than the newest. In every case nothing
    /// has changed then.
    pub async fn add_version(
        &self,
        consultation: &NewConsultation,
        version: &NewVersion,
        now: Moment,
    ) -> Result<(Uuid, i64)> {
        let mut tx = self.write().await?;
        anchor::hold_posts(&mut tx).await?;
        let id = put(&mut tx, consultation, now).await?;
        let (number,): (i64,) =
            on!(tx, c => sqlx::query_as(NEXT).bind(id).fetch_one(&mut *c).await)?;
        if version.begun.is_some_and(|begun| begun + 1 != number) {
            return Err(StoreError::Refused(Code::Changed));
        }
        let sections = i64::try_from(version.passages.len()).unwrap_or(i64::MAX);
        on!(tx, c => sqlx::query(ADD).bind(id).bind(number).bind(version.state.word())
            .bind(&version.source).bind(now.0).bind(sections).execute(&mut *c).await.map(|_| ()))?;
        let anchored: HashSet<Uuid> = anchor::sections(&mut tx, id).await?.into_iter().collect();
        for (position, passage) in (1..).zip(&version.passages) {
            let section = add_passage(&mut tx, id, number, position, passage).await?;
            if anchored.contains(&section) {
                anchor::place_anew(&mut tx, section, number, passage).await?;
            }
        }
        glossary::add(&mut tx, id, number, &version.glossary).await?;
        let act = Act {
            consultation: Some(id),
            detail: Some(&number.to_string()),
            ..Act::of(version.by, RecordKind::Import)
        };
        record::note(&mut tx, &act, now).await?;
        tx.commit().await?;
        Ok((id, number))
    }
}

async fn add_passage(
    conn: &mut Conn,
    consultation: Uuid,
    version: i64,
    position: i64,
    passage: &NewPassage,
) -> Result<Uuid> {
    let section = match passage.section {
        Some(section) => section,
        None => add_section(conn, consultation, &passage.key).await?,
    };
    on!(conn, c => sqlx::query(ADD_PASSAGE).bind(consultation).bind(version).bind(position)
        .bind(section).bind(i64::from(passage.depth)).bind(passage.kind.word())
        .bind(&passage.label).bind(&passage.title).bind(&passage.html).bind(&passage.plain_html)
        .bind(&passage.plain_text).bind(passage.words).bind(&passage.responsible)
        .bind(passage.funding.map(Funding::word)).bind(&passage.serves)
        .execute(&mut *c).await.map(|_| ()))?;
    Ok(section)
}

async fn add_section(conn: &mut Conn, consultation: Uuid, key: &str) -> Result<Uuid> {
    let id = Uuid::now_v7();
    on!(conn, c => sqlx::query(ADD_SECTION).bind(id).bind(consultation).bind(key)
        .execute(&mut *c).await.map(|_| ()))?;
    on!(conn, c => sqlx::query(ADD_THREAD).bind(id).bind(consultation)
        .execute(&mut *c).await.map(|_| ()))?;
    Ok(id)
}
