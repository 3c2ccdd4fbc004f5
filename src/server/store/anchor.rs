//! Anchors in the store: where each comment stands in the newest text, and what is marked there.

use app::{Mark, words_of_block, words_of_blocks};
use model::{Anchor, Blocks, Found, Placing, Uuid};

use super::thread::Spot;
use super::version::NewPassage;
use super::{Conn, Driver, Result, Store, on};

const WITH_ANCHORS: &str = "select s.id from section s where s.consultation = $1 and exists \
    (select 1 from comment c where c.thread = s.id and c.root is null and c.paragraph is not null)";
const BEFORE: &str = "select html, plain_html, version from passage \
    where section = $1 and version < $2 order by version desc limit 1";
const NEWEST: &str = "select max(version) from passage where section = $1";
const ANCHORED: &str = "select id, paragraph, quote, prefix, suffix, stands, found from comment \
    where thread = $1 and root is null and paragraph is not null and id > $2 order by id limit $3";
const ONE: &str =
    "select id, paragraph, quote, prefix, suffix, stands, found from comment where id = $1";
const MARKED: &str = "select id, stands as paragraph, quote, prefix, suffix, stands, found \
    from comment where thread = $1 and root is null and exposure = 2 and found <> 'earlier' \
    and (prefix is not null or suffix is not null) order by id desc limit $2";
const MOVE: &str = "update comment set stands = $2, found = $3 where id = $1";
const MOVE_REPLIES: &str = "update comment set stands = $2 where root = $1 and stands is not null";
const FOLLOW_ROOT: &str = "update comment set stands = \
    (select r.stands from comment r where r.id = $2) where id = $1";
/// PostgreSQL's way to let nobody post while comments are placed; SQLite has one writer anyway.
const LOCK: &str = "lock table comment in share row exclusive mode";

/// So many comments are placed at a time.
const TOGETHER: i64 = 500;
/// So many comments are marked in a section's text, the newest.
const MARKS_MAX: i64 = 100;

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("marks", MARKED),
    ("passage before", BEFORE),
    ("newest passage", NEWEST),
    ("anchored comments", ANCHORED),
    ("sections with anchors", WITH_ANCHORS),
    ("replies that move", MOVE_REPLIES),
];

/// Where a comment stands in a version of its section's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// The paragraph.
    pub(super) paragraph: String,
    /// How it was found; `None` for a reply, which stands where its thread does.
    pub(super) found: Option<Found>,
    /// The version; `None` where there is no text.
    pub(super) version: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    paragraph: String,
    quote: Option<String>,
    prefix: Option<String>,
    suffix: Option<String>,
    stands: String,
    found: Option<String>,
}

impl From<Row> for Anchor {
    fn from(row: Row) -> Self {
        Self {
            paragraph: row.paragraph,
            quote: row.quote,
            prefix: row.prefix,
            suffix: row.suffix,
            version: None,
            found: row.found.as_deref().and_then(Found::from_word),
        }
    }
}

#[derive(sqlx::FromRow)]
struct PassageRow {
    html: String,
    plain_html: Option<String>,
    version: i64,
}

impl PassageRow {
    fn editions(&self) -> [&str; 2] {
        [&self.html, self.plain_html.as_deref().unwrap_or_default()]
    }
}

impl Store {
    /// The words of a section's text that people chose to comment on, the newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn marks(&self, spot: &Spot) -> Result<Vec<Mark>> {
        let mut conn = self.read().await?;
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(MARKED).bind(spot.thread).bind(MARKS_MAX)
            .fetch_all(&mut *c).await)?;
        let mark = |row: Row| Mark { comment: row.id.simple().to_string(), anchor: row.into() };
        Ok(rows.into_iter().map(mark).collect())
    }
}

/// Lets nobody post until the end of this transaction, so that nothing is placed in a text that is no
/// longer the newest. The first thing in it, for whoever posts holds other locks later.
pub(super) async fn hold_posts(conn: &mut Conn) -> Result<()> {
    if let Driver::Postgres(conn) = conn.driver() {
        sqlx::query(LOCK).execute(conn).await?;
    }
    Ok(())
}

/// The sections of a consultation that have comments with an anchor.
pub(super) async fn sections(conn: &mut Conn, consultation: Uuid) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> =
        on!(conn, c => sqlx::query_as(WITH_ANCHORS).bind(consultation).fetch_all(&mut *c).await)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Places the comments of a section anew, whose text in a version just came in.
pub(super) async fn place_anew(
    conn: &mut Conn,
    section: Uuid,
    version: i64,
    passage: &NewPassage,
) -> Result<()> {
    let new = [passage.html.as_str(), passage.plain_html.as_deref().unwrap_or_default()];
    let before = before(conn, section, version).await?;
    if before.as_ref().is_some_and(|before| before.editions() == new) {
        return Ok(());
    }
    let old = before.map(|before| blocks(before.editions())).unwrap_or_default();
    let mut placing = Placing::new(old, blocks(new));
    let mut after = Uuid::nil();
    loop {
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(ANCHORED).bind(section).bind(after)
            .bind(TOGETHER).fetch_all(&mut *c).await)?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.id;
        for row in rows {
            place(conn, &mut placing, row).await?;
        }
    }
}

async fn place(conn: &mut Conn, placing: &mut Placing, row: Row) -> Result<()> {
    let (id, stood) = (row.id, row.stands.clone());
    let anchor = Anchor::from(row);
    let stand = placing.place(&anchor, &stood);
    if stand.paragraph == stood && anchor.found == Some(stand.found) {
        return Ok(());
    }
    on!(conn, c => sqlx::query(MOVE).bind(id).bind(&stand.paragraph).bind(stand.found.word())
        .execute(&mut *c).await.map(|_| ()))?;
    if stand.paragraph != stood {
        on!(conn, c => sqlx::query(MOVE_REPLIES).bind(id).bind(&stand.paragraph)
            .execute(&mut *c).await.map(|_| ()))?;
    }
    Ok(())
}

/// Where a comment stands that is about to be written. What names a paragraph that the text never
/// had is about an earlier wording: nothing is refused, and nothing is guessed.
pub(super) async fn stand(conn: &mut Conn, spot: &Spot, anchor: &Anchor) -> Result<Standing> {
    let standing =
        |paragraph: String, found, version| Standing { paragraph, found: Some(found), version };
    let nowhere = |version| standing(anchor.paragraph.clone(), Found::Earlier, version);
    let Some(now) = before(conn, spot.thread, i64::MAX).await? else { return Ok(nowhere(None)) };
    let version = Some(now.version);
    let words = words_of_block(&now.editions(), &anchor.paragraph);
    let is_there = words.is_some();
    let own = Blocks::new(words.map(|words| (anchor.paragraph.clone(), words)));
    let stand = Placing::new(Blocks::default(), own).place(anchor, &anchor.paragraph);
    if stand.found == Found::Exact {
        return Ok(standing(stand.paragraph, stand.found, version));
    }
    let read = anchor.version.filter(|read| *read < now.version);
    let until = read.map_or(now.version, |read| read.saturating_add(1));
    let old = match before(conn, spot.thread, until).await? {
        Some(old) if !is_there => blocks(old.editions()),
        _ => Blocks::default(),
    };
    if !is_there && old.text(&anchor.paragraph).is_none() {
        return Ok(nowhere(version));
    }
    let stand = Placing::new(old, blocks(now.editions())).place(anchor, &anchor.paragraph);
    Ok(standing(stand.paragraph, stand.found, version))
}

/// The newest version that has a section.
pub(super) async fn newest(conn: &mut Conn, section: Uuid) -> Result<Option<i64>> {
    let (version,): (Option<i64>,) =
        on!(conn, c => sqlx::query_as(NEWEST).bind(section).fetch_one(&mut *c).await)?;
    Ok(version)
}

/// Places a comment once more that was just written, for a version came in meanwhile.
pub(super) async fn follow(
    conn: &mut Conn,
    spot: &Spot,
    id: Uuid,
    root: Option<Uuid>,
) -> Result<()> {
    if let Some(root) = root {
        return Ok(on!(conn, c => sqlx::query(FOLLOW_ROOT).bind(id).bind(root)
            .execute(&mut *c).await.map(|_| ()))?);
    }
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(ONE).bind(id).fetch_optional(&mut *c).await)?;
    let Some(row) = row else { return Ok(()) };
    let stand = stand(conn, spot, &row.into()).await?;
    let found = stand.found.map(Found::word);
    Ok(on!(conn, c => sqlx::query(MOVE).bind(id).bind(&stand.paragraph).bind(found)
        .execute(&mut *c).await.map(|_| ()))?)
}

async fn before(conn: &mut Conn, section: Uuid, version: i64) -> Result<Option<PassageRow>> {
    Ok(on!(conn, c => sqlx::query_as(BEFORE).bind(section).bind(version)
        .fetch_optional(&mut *c).await)?)
}

fn blocks(editions: [&str; 2]) -> Blocks {
    Blocks::new(words_of_blocks(&editions))
}
