//! Appeals against what was decided about a person: that they are paused, or that their posts wait.
//! Another moderator than the one who decided lifts it or lets it stand.

use model::{
    ANSWER_SHOWN, Appeal, Code, Measure, MeasureAppeal, Moment, Page, RecordKind, Restriction,
    Uuid, ValidMeasure,
};

use super::super::participant::Entry;
use super::super::record::{Act, By};
use super::super::rule::Broken;
use super::super::standing::{self, Target, in_force, still};
use super::super::thread::Cursor;
use super::super::{Conn, Result, Store, StoreError, event, mail, on, record};
use crate::clock::new_id;
use crate::letter;

const AGAINST: &str = "select number, staff from record where subject = $1 and kind = $2 \
    order by number desc limit 1";
const ADD: &str = "insert into measure_appeal (id, participant, against, decided_by, text, created) \
    values ($1, $2, $3, $4, $5, $6) on conflict (against) do nothing";
const OF_MEASURE: &str = "select a.text, a.created, a.granted, w.reason as answer \
    from measure_appeal a left join record w on w.number = a.answer where a.against = $1";
const LAST: &str = "select a.text, a.created, a.granted, w.reason as answer, w.at as answered, \
    r.rule, q.number as rule_number, q.title as rule_title, r.reason \
    from measure_appeal a join record r on r.number = a.against \
    left join rule q on q.consultation = r.consultation and q.id = r.rule left join record w on w.number = a.answer where a.participant = $1 order by a.id desc limit 1";
const OPEN: &str = "select a.id, p.name, r.kind, r.at, s.email, r.rule, q.number as rule_number, \
    q.title as rule_title, r.reason, a.text, a.created, p.paused_until, p.held, \
    not exists (select 1 from record n where n.subject = r.subject and n.kind = r.kind \
    and n.number > r.number) as newest \
    from measure_appeal a join participant p on p.id = a.participant \
    join record r on r.number = a.against \
    left join rule q on q.consultation = r.consultation and q.id = r.rule left join staff s on s.id = a.decided_by \
    where a.answer is null and a.id > $1 and p.deleted is null \
    and (a.decided_by is null or a.decided_by <> $2) order by a.id limit $3";
const COUNT: &str = "select count(*) from measure_appeal a join participant p on p.id = a.participant \
    where a.answer is null and p.deleted is null and (a.decided_by is null or a.decided_by <> $1)";
const ONE: &str = "select a.participant, a.decided_by, a.answer, r.kind, p.paused_until, p.held, \
    not exists (select 1 from record n where n.subject = r.subject and n.kind = r.kind \
    and n.number > r.number) as newest \
    from measure_appeal a join participant p on p.id = a.participant \
    join record r on r.number = a.against where a.id = $1 and p.deleted is null";
// Of two who answer it, or of whoever answers and whoever takes another measure, one waits for the other.
const LOCK: &str = "update participant set held = held \
    where id = (select participant from measure_appeal where id = $1)";
const ANSWER: &str = "update measure_appeal set answer = $2, granted = $3 \
    where id = $1 and answer is null";
/// What is lifted is the last measure of its kind: an appeal against an earlier one waits on.
const LIFTED: &str = "update measure_appeal set answer = $3, granted = true \
    where answer is null and against = (select r.number from record r \
    where r.subject = $1 and r.kind = $2 order by r.number desc limit 1)";
const COUNTS: &str = "select count(*), \
    coalesce(sum(case when granted then 1 else 0 end), 0), \
    coalesce(sum(case when granted then 0 when answer is null then 0 else 1 end), 0) \
    from measure_appeal";

/// What is read by those who are restricted, and at the desk.
#[cfg(test)]
pub(in crate::store) const READS: &[(&str, &str)] = &[
    ("what an appeal against a measure is against", AGAINST),
    ("appeal against a measure", OF_MEASURE),
    ("last appeal against a measure", LAST),
    ("open appeals against measures", OPEN),
    ("one appeal against a measure", ONE),
];

impl Store {
    /// Notes that somebody appeals what they are restricted to just now. Answers whether it is new: the
    /// second one against the same measure is the first.
    ///
    /// # Errors
    /// [`Code::State`] when nothing restricts them.
    pub async fn add_measure_appeal(&self, by: &Entry, text: &str, now: Moment) -> Result<bool> {
        let refused = || StoreError::Refused(Code::State);
        let kind = in_force(by, now).ok_or_else(refused)?;
        let mut tx = self.write().await?;
        let against: Option<(i64, Option<Uuid>)> = on!(tx, c => sqlx::query_as(AGAINST)
            .bind(by.id).bind(kind.word()).fetch_optional(&mut *c).await)?;
        let (against, decided_by) = against.ok_or_else(refused)?;
        let added = on!(tx, c => sqlx::query(ADD).bind(new_id(now)).bind(by.id).bind(against)
            .bind(decided_by).bind(text).bind(now.0)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        tell_desk(&mut tx, by.id).await?;
        tx.commit().await?;
        Ok(added > 0)
    }

    /// A page of the appeals against measures that wait for this member of staff, the oldest first.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for an `after` that this program has not written.
    pub async fn measure_appeals(
        &self,
        by: Uuid,
        limit: i64,
        after: Option<&str>,
        now: Moment,
    ) -> Result<Page<MeasureAppeal>> {
        let mut conn = self.read().await?;
        let after = Cursor::read(after, true)?.id;
        let mut rows: Vec<Row> = on!(conn, c => sqlx::query_as(OPEN).bind(after).bind(by)
            .bind(limit + 1).fetch_all(&mut *c).await)?;
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        let next = rows.last().filter(|_| more);
        let next = next.map(|row| Cursor { support: 0, id: row.id }.write());
        let (total,): (i64,) =
            on!(conn, c => sqlx::query_as(COUNT).bind(by).fetch_one(&mut *c).await)?;
        let items = rows.into_iter().map(|row| row.read(now)).collect::<Result<_>>()?;
        Ok(Page { items, next, total })
    }

    /// Answers an appeal against a measure: lifts that, or lets it stand. What is over, or gave way to
    /// another measure, is not lifted: whoever appealed is told that they were right.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such appeal, [`Code::State`] when it is answered,
    /// [`Code::Forbidden`] for one against what oneself decided.
    pub async fn answer_measure_appeal(
        &self,
        id: Uuid,
        by: Uuid,
        (granted, reason): (bool, Option<String>),
        now: Moment,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(LOCK).bind(id).execute(&mut *c).await.map(|_| ()))?;
        let one: Option<One> =
            on!(tx, c => sqlx::query_as(ONE).bind(id).fetch_optional(&mut *c).await)?;
        let one = one.ok_or(StoreError::Missing)?;
        one.answer.is_none().then_some(()).ok_or(StoreError::Refused(Code::State))?;
        // Another moderator than the one who decided (issue 4).
        if one.decided_by == Some(by) {
            return Err(StoreError::Refused(Code::Forbidden));
        }
        let participant = one.participant;
        if granted && one.against.holds(now)? {
            let measure = one.against.measure()?;
            let kind = measure.lifted_by().ok_or_else(|| one.against.corrupt())?;
            let lift = ValidMeasure { kind, rule: None, reason, hours: None, consultation: None };
            standing::take(&mut tx, &Target::Participant(participant), by, &lift, now).await?;
            return tx.commit().await;
        }
        let kind = if granted { RecordKind::Grant } else { RecordKind::Uphold };
        let act = Act {
            consultation: standing::home(&mut tx, participant, None).await?,
            subject: Some(participant),
            reason: reason.as_deref(),
            ..Act::of(By::Staff(by), kind)
        };
        let number = record::note(&mut tx, &act, now).await?;
        on!(tx, c => sqlx::query(ANSWER).bind(id).bind(number).bind(granted)
            .execute(&mut *c).await.map(|_| ()))?;
        let restricted = one.against.restricts(now);
        let letter = letter::measure_appeal(granted, restricted, reason.as_deref());
        mail::tell(&mut tx, participant, letter, now).await?;
        tell_desk(&mut tx, participant).await?;
        tx.commit().await
    }
}

/// The desk counts anew, where somebody has written. Who has written nowhere has nothing that an event
/// could be about: their appeal is seen when the counts are next asked for.
async fn tell_desk(conn: &mut Conn, participant: Uuid) -> Result<()> {
    match standing::newest(conn, participant).await? {
        Some(post) => {
            event::note(conn, post.consultation, event::DESK, post.id, post.thread, 0).await
        }
        None => Ok(()),
    }
}

/// What an appeal is against, and how whoever appealed stands now.
#[derive(sqlx::FromRow)]
struct Against {
    kind: String,
    paused_until: Option<i64>,
    held: bool,
    /// Whether no other measure of its kind came after it.
    newest: bool,
}

impl Against {
    fn measure(&self) -> Result<Measure> {
        Measure::from_word(&self.kind).ok_or_else(|| self.corrupt())
    }

    fn corrupt(&self) -> StoreError {
        StoreError::Corrupt(format!("an appeal against {}", self.kind))
    }

    /// Whether anything restricts them now.
    fn restricts(&self, now: Moment) -> bool {
        let until = self.paused_until.map(Moment);
        [Measure::Pause, Measure::Hold].into_iter().any(|kind| still(kind, until, self.held, now))
    }

    /// Whether it restricts them now.
    fn holds(&self, now: Moment) -> Result<bool> {
        let measure = self.measure()?;
        Ok(self.newest && still(measure, self.paused_until.map(Moment), self.held, now))
    }
}

#[derive(sqlx::FromRow)]
struct One {
    participant: Uuid,
    decided_by: Option<Uuid>,
    answer: Option<i64>,
    #[sqlx(flatten)]
    against: Against,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    #[sqlx(flatten)]
    against: Against,
    at: i64,
    email: Option<String>,
    #[sqlx(flatten)]
    broken: Broken,
    reason: Option<String>,
    text: String,
    created: i64,
}

impl Row {
    fn read(self, now: Moment) -> Result<MeasureAppeal> {
        let (measure, holds) = (self.against.measure()?, self.against.holds(now)?);
        let created = Moment(self.created);
        Ok(MeasureAppeal {
            id: self.id.simple().to_string(),
            name: self.name,
            measure,
            at: Moment(self.at),
            by: self.email,
            by_rule: self.broken.name(),
            rule: self.broken.rule,
            reason: self.reason,
            holds,
            appeal: Appeal { text: self.text, created, granted: None, answer: None },
        })
    }
}

/// A measure was lifted: whoever appealed it has what they want.
pub(in crate::store) async fn lifted(
    conn: &mut Conn,
    participant: Uuid,
    measure: Measure,
    number: i64,
) -> Result<()> {
    let answered = on!(conn, c => sqlx::query(LIFTED).bind(participant).bind(measure.word())
        .bind(number).execute(&mut *c).await.map(|done| done.rows_affected()))?;
    if answered > 0 { tell_desk(conn, participant).await } else { Ok(()) }
}

/// The appeal against a measure, by its number in the record.
pub(in crate::store) async fn of_measure(conn: &mut Conn, number: i64) -> Result<Option<Appeal>> {
    let row: Option<(String, i64, Option<bool>, Option<String>)> =
        on!(conn, c => sqlx::query_as(OF_MEASURE).bind(number).fetch_optional(&mut *c).await)?;
    Ok(row.map(|(text, created, granted, answer)| Appeal {
        text,
        created: Moment(created),
        granted,
        answer,
    }))
}

#[derive(sqlx::FromRow)]
struct Last {
    text: String,
    created: i64,
    granted: Option<bool>,
    answer: Option<String>,
    answered: Option<i64>,
    #[sqlx(flatten)]
    broken: Broken,
    reason: Option<String>,
}

/// What somebody was restricted to and appealed, when it holds no more: for as long as the appeal waits,
/// and a while longer.
pub(in crate::store) async fn over(
    conn: &mut Conn,
    participant: Uuid,
    now: Moment,
) -> Result<Option<Restriction>> {
    let last: Option<Last> =
        on!(conn, c => sqlx::query_as(LAST).bind(participant).fetch_optional(&mut *c).await)?;
    let is_new = |last: &Last| last.answered.is_none_or(|at| now.0 < at + ANSWER_SHOWN);
    Ok(last.filter(is_new).map(|last| Restriction {
        paused_until: None,
        until_lifted: false,
        by_rule: last.broken.name(),
        rule: last.broken.rule,
        reason: last.reason,
        over: true,
        appeal: Some(Appeal {
            text: last.text,
            created: Moment(last.created),
            granted: last.granted,
            answer: last.answer,
        }),
    }))
}

/// How many there were, how many were granted, and how many were not.
pub(in crate::store) async fn counts(conn: &mut Conn) -> Result<[i64; 3]> {
    let (all, granted, refused): (i64, i64, i64) =
        on!(conn, c => sqlx::query_as(COUNTS).fetch_one(&mut *c).await)?;
    Ok([all, granted, refused])
}
