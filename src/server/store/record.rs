//! The record in the store: only ever added to, each entry sealed over the one before.

use model::{Code, Held, Moment, Page, RecordEntry, RecordKind, RulesUsed, STANDARD_RULES, Uuid};
use sha2::{Digest, Sha256};

use super::rule::Broken;
use super::{Conn, Driver, Result, Store, StoreError, on};

const LAST: &str =
    "select number, chain_hash from record where number > 0 order by number desc limit 1";
const ADD: &str = "insert into record (number, at, actor, staff, kind, consultation, subject, rule, \
    reason, detail, waited, chain_hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const FROM: &str = "select number, at, actor, staff, kind, consultation, subject, rule, reason, \
    detail, waited, chain_hash from record where number > $1 order by number limit $2";
macro_rules! entries {
    ($which:literal) => {
        concat!(
            "select r.number, r.at, coalesce(s.email, r.actor) as by_whom, r.kind, c.slug, r.subject, \
             r.rule, q.number as rule_number, q.title as rule_title, r.reason, r.detail, r.waited, \
             r.chain_hash from record r left join staff s on s.id = r.staff \
             left join consultation c on c.id = r.consultation \
             left join rule q on q.consultation = r.consultation and q.id = r.rule ",
            $which
        )
    };
}
const NEWEST: &str = entries!("where r.number < $1 order by r.number desc limit $2");
const ALL: &str = entries!("where r.number > $1 order by r.number limit $2");
const COUNT: &str = "select count(*) from record";

/// What was undone in time counts as not done.
macro_rules! lasting {
    ($what:literal, $which:literal, $order:literal) => {
        concat!(
            "select ",
            $what,
            " from record r where ",
            $which,
            " and not exists (select 1 from record u where u.kind = 'undo' \
             and u.detail = cast(r.number as text))",
            $order
        )
    };
}
const HIDDEN: &str = lasting!("count(*)", "r.kind = 'hide' and r.rule = $1", "");
const OF_KIND: &str = lasting!("count(*)", "r.kind = $1", "");
const WAITED: &str = lasting!("count(*)", "r.waited is not null", "");
const MEDIAN: &str =
    lasting!("r.waited", "r.waited is not null", " order by r.waited limit 1 offset $1");

/// What the public reads.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("hidden by a rule", HIDDEN),
    ("record of a kind", OF_KIND),
    ("record, median", MEDIAN),
    ("record, last", LAST),
];

/// So many entries are read at once.
const BATCH: i64 = 1_000;

/// Who acted.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// Somebody at the desk.
    Staff(Uuid),
    /// Whoever runs the program, from the command line.
    Operator,
    /// The program itself.
    Program,
}

/// An act that is to be noted.
pub struct Act<'a> {
    /// Who did it.
    pub by: By,
    /// What it was.
    pub kind: RecordKind,
    /// The consultation that it concerns.
    pub consultation: Option<Uuid>,
    /// The post or person that it was done to.
    pub subject: Option<Uuid>,
    /// The rule that it was done for.
    pub rule: Option<&'a str>,
    /// The reason that was given.
    pub reason: Option<&'a str>,
    /// What else there is to say.
    pub detail: Option<&'a str>,
    /// For how many milliseconds the oldest report had waited for it.
    pub waited: Option<i64>,
}

impl Act<'_> {
    /// An act of which nothing more is said yet.
    pub(super) const fn of(by: By, kind: RecordKind) -> Self {
        Self {
            by,
            kind,
            consultation: None,
            subject: None,
            rule: None,
            reason: None,
            detail: None,
            waited: None,
        }
    }
}

/// What became of checking the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audit {
    /// All of it is as it was written.
    Whole {
        /// How many entries there are.
        entries: i64,
        /// The newest one's hash, in hexadecimal: whoever noted it down elsewhere sees by it that
        /// nothing was cut off the end.
        hash: String,
    },
    /// The chain ends here.
    Broken {
        /// The first entry that is not what was written, or not where it was.
        number: i64,
    },
}

#[derive(sqlx::FromRow)]
struct Link {
    number: i64,
    at: i64,
    actor: String,
    staff: Option<Uuid>,
    kind: String,
    consultation: Option<Uuid>,
    subject: Option<Uuid>,
    rule: Option<String>,
    reason: Option<String>,
    detail: Option<String>,
    waited: Option<i64>,
    chain_hash: Vec<u8>,
}

impl Link {
    /// The hash over this entry and, by its hash, all before it. JSON tells the fields apart, whatever
    /// stands in them.
    fn sealed(&self, before: &[u8]) -> Vec<u8> {
        let id = |id: Option<Uuid>| id.map(|id| id.simple().to_string());
        let fields = serde_json::json!([
            self.number,
            self.at,
            self.actor,
            id(self.staff),
            self.kind,
            id(self.consultation),
            id(self.subject),
            self.rule,
            self.reason,
            self.detail,
            self.waited,
        ]);
        let mut hash = Sha256::new();
        hash.update(before);
        hash.update(fields.to_string());
        hash.finalize().to_vec()
    }
}

/// How far a chain has been followed.
#[derive(Default)]
struct Chain {
    number: i64,
    hash: Vec<u8>,
    begun: bool,
}

impl Chain {
    /// Follows it by one entry; false when that one does not fit.
    fn follow(&mut self, link: &Link) -> bool {
        let hash = link.sealed(&self.hash);
        // Entries from before the record have no hash of their own, and stand before all others.
        let older = link.chain_hash.is_empty() && !self.begun;
        let fits = link.number == self.number + 1 && (older || link.chain_hash == hash);
        self.begun |= !older;
        (self.number, self.hash) = (link.number, hash);
        fits
    }
}

/// Notes an act, as the last thing in the transaction that does it; gives the entry's number.
pub(super) async fn note(conn: &mut Conn, act: &Act<'_>, now: Moment) -> Result<i64> {
    // One after the other, whichever process writes.
    if let Driver::Postgres(c) = conn.driver() {
        sqlx::query("lock table record in share row exclusive mode").execute(&mut *c).await?;
    }
    let last: Option<(i64, Vec<u8>)> =
        on!(conn, c => sqlx::query_as(LAST).fetch_optional(&mut *c).await)?;
    let (number, mut before) = last.unwrap_or_default();
    if before.is_empty() && number > 0 {
        before = follow(conn).await?.map_err(|_| StoreError::Refused(Code::Internal))?.hash;
    }
    let (actor, staff) = match act.by {
        By::Staff(id) => ("staff", Some(id)),
        By::Operator => ("operator", None),
        By::Program => ("program", None),
    };
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let link = Link {
        number: number + 1,
        at: now.0,
        actor: actor.to_owned(),
        staff,
        kind: act.kind.word().to_owned(),
        consultation: act.consultation,
        subject: act.subject,
        rule: owned(act.rule),
        reason: owned(act.reason),
        detail: owned(act.detail),
        waited: act.waited,
        chain_hash: Vec::new(),
    };
    let hash = link.sealed(&before);
    on!(conn, c => sqlx::query(ADD).bind(link.number).bind(link.at).bind(&link.actor)
        .bind(link.staff).bind(&link.kind).bind(link.consultation).bind(link.subject)
        .bind(&link.rule).bind(&link.reason).bind(&link.detail).bind(link.waited).bind(hash)
        .execute(&mut *c).await.map(|_| ()))?;
    Ok(link.number)
}

/// Notes that the program holds a post. What waits by a person's decision is noted with that decision.
pub(super) async fn note_held(
    conn: &mut Conn,
    consultation: Uuid,
    post: Uuid,
    held: Held,
    now: Moment,
) -> Result<()> {
    if !held.is_automatic() {
        return Ok(());
    }
    let act = Act {
        consultation: Some(consultation),
        subject: Some(post),
        detail: Some(held.word()),
        ..Act::of(By::Program, RecordKind::Held)
    };
    note(conn, &act, now).await.map(|_| ())
}

/// Follows the whole chain; the number of the first entry that does not fit.
async fn follow(conn: &mut Conn) -> Result<std::result::Result<Chain, i64>> {
    let mut chain = Chain::default();
    loop {
        let links: Vec<Link> = on!(conn, c => sqlx::query_as(FROM).bind(chain.number).bind(BATCH)
            .fetch_all(&mut *c).await)?;
        if links.is_empty() {
            return Ok(Ok(chain));
        }
        for link in &links {
            let expected = chain.number + 1;
            if !chain.follow(link) {
                return Ok(Err(expected));
            }
        }
    }
}

impl Store {
    /// How the rules have been used so far.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn rules_used(&self) -> Result<RulesUsed> {
        let mut conn = self.read().await?;
        let mut by_standard = Vec::new();
        for rule in STANDARD_RULES {
            by_standard.push(count(&mut conn, HIDDEN, rule).await?);
        }
        let hidden = count(&mut conn, OF_KIND, RecordKind::Hide.word()).await?;
        let redacted = count(&mut conn, OF_KIND, RecordKind::Redact.word()).await?;
        let appeals = super::appeal::counts(&mut conn).await?;
        let restored = count(&mut conn, OF_KIND, RecordKind::Restore.word()).await?;
        let (reported,): (i64,) = on!(conn, c => sqlx::query_as(WAITED).fetch_one(&mut *c).await)?;
        let median: Option<(i64,)> = on!(conn, c => sqlx::query_as(MEDIAN)
            .bind((reported - 1).max(0) / 2).fetch_optional(&mut *c).await)?;
        let last: Option<(i64, Vec<u8>)> =
            on!(conn, c => sqlx::query_as(LAST).fetch_optional(&mut *c).await)?;
        let (entries, seal) = last.unwrap_or_default();
        let median_wait = median.map(|(waited,)| waited);
        Ok(RulesUsed {
            by_standard,
            hidden,
            redacted,
            restored,
            appeals,
            reported,
            median_wait,
            entries,
            seal: hex(&seal),
        })
    }

    /// Checks that the record is as it was written.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn audit(&self) -> Result<Audit> {
        let mut conn = self.read().await?;
        Ok(match follow(&mut conn).await? {
            Ok(chain) => Audit::Whole { entries: chain.number, hash: hex(&chain.hash) },
            Err(number) => Audit::Broken { number },
        })
    }

    /// A page of the record, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn record(&self, limit: i64, after: Option<i64>) -> Result<Page<RecordEntry>> {
        let mut conn = self.read().await?;
        let (total,): (i64,) = on!(conn, c => sqlx::query_as(COUNT).fetch_one(&mut *c).await)?;
        let rows: Vec<Entry> = on!(conn, c => sqlx::query_as(NEWEST)
            .bind(after.unwrap_or(i64::MAX)).bind(limit).fetch_all(&mut *c).await)?;
        let next = rows.last().filter(|row| row.number > 1 && rows.len() as i64 == limit);
        let next = next.map(|row| row.number.to_string());
        let items = rows.into_iter().map(Entry::read).collect::<Result<_>>()?;
        Ok(Page { items, next, total })
    }

    /// A part of the record in the order in which it was written, behind an entry's number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn record_from(&self, number: i64) -> Result<Vec<RecordEntry>> {
        let mut conn = self.read().await?;
        let rows: Vec<Entry> = on!(conn, c => sqlx::query_as(ALL).bind(number).bind(BATCH)
            .fetch_all(&mut *c).await)?;
        rows.into_iter().map(Entry::read).collect()
    }
}

async fn count(conn: &mut Conn, sql: &'static str, of: &str) -> Result<i64> {
    let (count,): (i64,) = on!(conn, c => sqlx::query_as(sql).bind(of).fetch_one(&mut *c).await)?;
    Ok(count)
}

#[derive(sqlx::FromRow)]
struct Entry {
    number: i64,
    at: i64,
    by_whom: String,
    kind: String,
    slug: Option<String>,
    subject: Option<Uuid>,
    #[sqlx(flatten)]
    broken: Broken,
    reason: Option<String>,
    detail: Option<String>,
    waited: Option<i64>,
    chain_hash: Vec<u8>,
}

impl Entry {
    fn read(self) -> Result<RecordEntry> {
        let kind = RecordKind::from_word(&self.kind)
            .ok_or_else(|| StoreError::Corrupt(format!("the entry `{}`", self.kind)))?;
        Ok(RecordEntry {
            number: self.number,
            at: Moment(self.at),
            by: self.by_whom,
            kind,
            consultation: self.slug,
            subject: self.subject.map(|id| id.simple().to_string()),
            by_rule: self.broken.name(),
            rule: self.broken.rule,
            reason: self.reason,
            detail: self.detail,
            waited: self.waited,
            hash: hex(&self.chain_hash),
        })
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
