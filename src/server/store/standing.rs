//! Measures in the store: about participants, threads and whole hearings, each with its entry in the
//! record.

use model::{
    EarlierPost, HearingModeration, Measure, Mode, Moment, PostState, RecordKind, Restriction,
    RuleName, SectionMode, Standing, UNTIL_LIFTED, Uuid, ValidMeasure,
};

use super::participant::Entry;
use super::record::{Act, By};
use super::rule::Broken;
use super::{
    Conn, Result, Store, StoreError, appeal, consultation, mail, on, participant, record, rule,
};
use crate::letter;

const PAUSE: &str = "update participant set paused_until = $2 where id = $1 and deleted is null";
const HOLD: &str = "update participant set held = $2 where id = $1 and deleted is null";
const LOCK: &str = "update thread set locked = $2 where id = $1";
const STOP: &str = "update consultation set stopped = $2 where id = $1";
const MODE: &str = "update consultation set mode = $2 where id = $1";
const SECTION_MODE: &str = "update section set mode = $3 where consultation = $1 and key = $2";
const OF: &str = "select created, paused_until, held from participant where id = $1";
const NEWEST_COMMENT: &str = "select id, consultation, thread from comment where participant = $1 \
    order by id desc limit 1";
const NEWEST_PROPOSAL: &str = "select id, consultation, id as thread from proposal \
    where participant = $1 order by id desc limit 1";
const OF_THREAD: &str = "select consultation from thread where id = $1";
const FIND: &str = "select id from consultation where slug = $1";
macro_rules! earlier {
    ($kind:literal, $words:literal) => {
        concat!(
            "select '",
            $kind,
            "' as kind, p.id, p.",
            $words,
            " as words, p.state, p.rule, q.number as rule_number, q.title as rule_title, p.created from ",
            $kind,
            " p left join rule q on q.consultation = p.consultation and q.id = p.rule \
             where p.participant = $1 and p.id <> $2 order by p.id desc limit 5"
        )
    };
}
const EARLIER_COMMENTS: &str = earlier!("comment", "body");
const EARLIER_PROPOSALS: &str = earlier!("proposal", "title");
const BECAUSE: &str = "select r.number, r.rule, q.number as rule_number, q.title as rule_title, r.reason \
    from record r left join rule q on q.consultation = r.consultation and q.id = r.rule \
    where r.subject = $1 and r.kind = $2 order by r.number desc limit 1";
const SETTINGS: &str = "select mode, automatic, stopped from consultation where slug = $1";
const SECTIONS: &str = "select s.key, s.mode from section s \
    join consultation k on k.id = s.consultation where k.slug = $1 and s.mode is not null";

/// What is read when a participant looks at their own page.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("why somebody is restricted", BECAUSE),
    ("newest comment of somebody", NEWEST_COMMENT),
    ("newest proposal of somebody", NEWEST_PROPOSAL),
];

/// Most characters of an earlier post that a moderator sees at once.
const SHOWN: usize = 140;

/// What a measure is about.
#[derive(Clone, Debug)]
pub enum Target {
    /// A participant.
    Participant(Uuid),
    /// A thread.
    Thread(Uuid),
    /// A consultation, by its name in addresses.
    Consultation(String),
}

impl Store {
    /// Takes a measure and notes it. Whom it is about is told.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is nothing that it could be about; the field `rule` when it
    /// does not stand in the hearing, the field `consultation` when there is none of that name.
    pub async fn measure(
        &self,
        target: &Target,
        by: Uuid,
        measure: &ValidMeasure,
        now: Moment,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        take(&mut tx, target, by, measure, now).await?;
        tx.commit().await
    }

    /// What a participant is restricted to, and why.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn restriction(&self, of: &Entry, now: Moment) -> Result<Option<Restriction>> {
        restriction(&mut self.read().await?, of, now).await
    }

    /// Which posts wait in a hearing.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such hearing.
    pub async fn moderation(&self, slug: &str) -> Result<HearingModeration> {
        let mut conn = self.read().await?;
        let row: Option<(String, bool, bool)> =
            on!(conn, c => sqlx::query_as(SETTINGS).bind(slug).fetch_optional(&mut *c).await)?;
        let (mode, automatic, stopped) = row.ok_or(StoreError::Missing)?;
        let sections: Vec<(String, String)> =
            on!(conn, c => sqlx::query_as(SECTIONS).bind(slug).fetch_all(&mut *c).await)?;
        let known = |mode: &str| Mode::from_word(mode).unwrap_or(Mode::Before);
        let sections = sections.into_iter();
        let sections = sections.map(|(section, mode)| SectionMode { section, mode: known(&mode) });
        let sections = sections.collect();
        Ok(HearingModeration { mode: known(&mode), automatic, stopped, sections })
    }

    /// Says which posts wait in a hearing, or in one of its sections (`None`: as in the hearing).
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such hearing or section; the field `mode` when a
    /// hearing gets none.
    pub async fn set_mode(
        &self,
        slug: &str,
        section: Option<&str>,
        mode: Option<Mode>,
        by: Uuid,
        now: Moment,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        let id = find(&mut tx, slug).await?;
        let word = mode.map(Mode::word);
        let changed = match (section, word) {
            (Some(key), _) => on!(tx, c => sqlx::query(SECTION_MODE).bind(id).bind(key).bind(word)
                .execute(&mut *c).await.map(|done| done.rows_affected()))?,
            (None, Some(word)) => on!(tx, c => sqlx::query(MODE).bind(id).bind(word)
                .execute(&mut *c).await.map(|done| done.rows_affected()))?,
            (None, None) => return Err(StoreError::unknown("mode")),
        };
        found(changed)?;
        let detail = [section, word].into_iter().flatten().collect::<Vec<_>>().join(": ");
        let act = Act {
            consultation: Some(id),
            detail: Some(&detail),
            ..Act::of(By::Staff(by), RecordKind::Mode)
        };
        record::note(&mut tx, &act, now).await?;
        tx.commit().await
    }
}

/// Takes a measure within a transaction; gives its number in the record.
pub(super) async fn take(
    tx: &mut Conn,
    target: &Target,
    by: Uuid,
    measure: &ValidMeasure,
    now: Moment,
) -> Result<i64> {
    let restricts = measure.kind.restricts();
    let mut tells = false;
    let (subject, consultation) = match target {
        Target::Participant(id) => {
            tells = restrict(tx, *id, measure, now).await?;
            (*id, home(tx, *id, measure.consultation.as_deref()).await?)
        }
        Target::Thread(id) => {
            found(set(tx, LOCK, *id, restricts).await?)?;
            let (consultation,): (Uuid,) =
                on!(tx, c => sqlx::query_as(OF_THREAD).bind(id).fetch_one(&mut *c).await)?;
            (*id, Some(consultation))
        }
        Target::Consultation(slug) => {
            let id = find(tx, slug).await?;
            set(tx, STOP, id, restricts).await?;
            (id, Some(id))
        }
    };
    let broken = match consultation {
        Some(hearing) => {
            rule::check(tx, hearing, measure.rule.as_deref()).await?;
            rule::named(tx, hearing, measure.rule.as_deref()).await?
        }
        // Who has written nowhere keeps to the rules that every hearing begins with.
        None => standard(measure.rule.as_deref())?,
    };
    let hours = measure.hours.map(|hours| hours.to_string());
    let act = Act {
        consultation,
        subject: Some(subject),
        rule: measure.rule.as_deref(),
        reason: measure.reason.as_deref(),
        detail: hours.as_deref(),
        ..Act::of(By::Staff(by), measure.kind.record())
    };
    let number = record::note(tx, &act, now).await?;
    // What held no more is not lifted: an appeal against it waits for its answer.
    let lifted = [Measure::Pause, Measure::Hold].into_iter().filter(|_| tells);
    for kind in lifted.filter(|kind| kind.lifted_by() == Some(measure.kind)) {
        appeal::measure::lifted(tx, subject, kind, number).await?;
    }
    if let Some(letter) = letter::measure(measure, broken.as_ref(), now).filter(|_| tells) {
        mail::tell(tx, subject, letter, now).await?;
    }
    Ok(number)
}

/// Restricts a participant or lifts that; tells whether it changes anything for them.
async fn restrict(conn: &mut Conn, id: Uuid, measure: &ValidMeasure, now: Moment) -> Result<bool> {
    let row: Option<(i64, Option<i64>, bool)> =
        on!(conn, c => sqlx::query_as(OF).bind(id).fetch_optional(&mut *c).await)?;
    let (_, paused_until, held) = row.ok_or(StoreError::Missing)?;
    let restricts = measure.kind.restricts();
    let is_pause = matches!(measure.kind, Measure::Pause | Measure::Resume);
    let changed = if is_pause {
        let until = restricts.then(|| measure.until(now).0);
        on!(conn, c => sqlx::query(PAUSE).bind(id).bind(until)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?
    } else {
        set(conn, HOLD, id, restricts).await?
    };
    found(changed)?;
    let was_paused = paused_until.is_some_and(|until| now.0 < until);
    Ok(restricts || if is_pause { was_paused } else { held })
}

fn found(changed: u64) -> Result<()> {
    if changed > 0 { Ok(()) } else { Err(StoreError::Missing) }
}

async fn set(conn: &mut Conn, sql: &'static str, id: Uuid, to: bool) -> Result<u64> {
    Ok(on!(conn, c => sqlx::query(sql).bind(id).bind(to)
        .execute(&mut *c).await.map(|done| done.rows_affected()))?)
}

async fn find(conn: &mut Conn, slug: &str) -> Result<Uuid> {
    let row: Option<(Uuid,)> =
        on!(conn, c => sqlx::query_as(FIND).bind(slug).fetch_optional(&mut *c).await)?;
    row.map(|row| row.0).ok_or(StoreError::Missing)
}

/// The hearing of this name; without one that in which somebody wrote last, if they wrote at all.
pub(super) async fn home(
    conn: &mut Conn,
    participant: Uuid,
    named: Option<&str>,
) -> Result<Option<Uuid>> {
    if let Some(slug) = named {
        let found = consultation::find(conn, slug).await?;
        return found.map(Some).ok_or_else(|| StoreError::unknown("consultation"));
    }
    Ok(newest(conn, participant).await?.map(|post| post.consultation))
}

/// Where somebody wrote last.
#[derive(PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub(super) struct Newest {
    /// The post; later ones have higher ids.
    pub(super) id: Uuid,
    /// The hearing that it stands in.
    pub(super) consultation: Uuid,
    /// The thread that it stands in.
    pub(super) thread: Uuid,
}

/// What somebody wrote last; `None` when they wrote nothing.
pub(super) async fn newest(conn: &mut Conn, participant: Uuid) -> Result<Option<Newest>> {
    let mut newest = None;
    for sql in [NEWEST_COMMENT, NEWEST_PROPOSAL] {
        let row: Option<Newest> =
            on!(conn, c => sqlx::query_as(sql).bind(participant).fetch_optional(&mut *c).await)?;
        newest = newest.max(row);
    }
    Ok(newest)
}

fn standard(id: Option<&str>) -> Result<Option<RuleName>> {
    id.map(|id| rule::standard(id).ok_or_else(|| StoreError::unknown("rule"))).transpose()
}

/// How the author of a post stands with the moderators.
pub(super) async fn of(conn: &mut Conn, participant: Uuid, post: Uuid) -> Result<Standing> {
    let (created, paused_until, held): (i64, Option<i64>, bool) =
        on!(conn, c => sqlx::query_as(OF).bind(participant).fetch_one(&mut *c).await)?;
    let mut earlier: Vec<Earlier> = Vec::new();
    for sql in [EARLIER_COMMENTS, EARLIER_PROPOSALS] {
        let rows: Vec<Earlier> = on!(conn, c => sqlx::query_as(sql).bind(participant).bind(post)
            .fetch_all(&mut *c).await)?;
        earlier.extend(rows);
    }
    earlier.sort_by_key(|post| std::cmp::Reverse(post.id));
    earlier.truncate(5);
    Ok(Standing {
        id: participant.simple().to_string(),
        since: Moment(created),
        paused_until: paused_until.map(Moment),
        held,
        earlier: earlier.into_iter().map(Earlier::read).collect(),
        neighbours: participant::neighbours(conn, participant).await?,
    })
}

#[derive(sqlx::FromRow)]
struct Earlier {
    kind: String,
    id: Uuid,
    words: String,
    state: String,
    #[sqlx(flatten)]
    broken: Broken,
    created: i64,
}

impl Earlier {
    fn read(self) -> EarlierPost {
        EarlierPost {
            kind: self.kind,
            id: self.id.simple().to_string(),
            beginning: self.words.chars().take(SHOWN).collect(),
            state: PostState::from_word(&self.state).unwrap_or(PostState::Hidden),
            by_rule: self.broken.name(),
            rule: self.broken.rule,
            created: Moment(self.created),
        }
    }
}

#[derive(sqlx::FromRow)]
struct Because {
    number: i64,
    #[sqlx(flatten)]
    broken: Broken,
    reason: Option<String>,
}

/// What somebody is restricted to; of two things the one that is felt.
pub(super) fn in_force(of: &Entry, now: Moment) -> Option<Measure> {
    let restricts = |kind: &Measure| still(*kind, of.paused_until, of.held, now);
    [Measure::Pause, Measure::Hold].into_iter().find(restricts)
}

/// Whether a measure restricts somebody who stands so.
pub(super) fn still(measure: Measure, until: Option<Moment>, held: bool, now: Moment) -> bool {
    match measure {
        Measure::Pause => until.is_some_and(|until| now < until),
        Measure::Hold => held,
        _ => false,
    }
}

/// What somebody is restricted to, and why, and how it stands with their appeal.
pub(super) async fn restriction(
    conn: &mut Conn,
    of: &Entry,
    now: Moment,
) -> Result<Option<Restriction>> {
    let Some(kind) = in_force(of, now) else {
        return appeal::measure::over(conn, of.id, now).await;
    };
    let row: Option<Because> = on!(conn, c => sqlx::query_as(BECAUSE)
        .bind(of.id).bind(kind.word()).fetch_optional(&mut *c).await)?;
    let (number, by_rule, rule, reason) = row.map_or_else(Default::default, |row| {
        (row.number, row.broken.name(), row.broken.rule, row.reason)
    });
    let until = of.paused_until.filter(|_| kind == Measure::Pause);
    Ok(Some(Restriction {
        paused_until: until.filter(|until| *until < UNTIL_LIFTED),
        until_lifted: until == Some(UNTIL_LIFTED),
        by_rule,
        rule,
        reason,
        over: false,
        appeal: appeal::measure::of_measure(conn, number).await?,
    }))
}
