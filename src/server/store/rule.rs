//! The rules of hearings in the store: put up, retired, brought back, and never changed.

use model::{
    Code, FieldFlaw, Flaw, HearingRules, Moment, RULES_MAX, RecordKind, Rule, RuleName, RuleUse,
    STANDARD_RULES, Uuid, ValidRule,
};

use super::record::{self, Act, By};
use super::{Conn, Driver, Result, Store, StoreError, consultation, on};

const ADD: &str = "insert into rule (consultation, id, number, title, text) \
    values ($1, $2, $3, $4, $5)";
const OF: &str = "select id, number, title, text, retired from rule \
    where consultation = $1 order by number";
const USED: &str = "select q.id, q.number, q.title, q.text, q.retired, \
    (select count(*) from record r where r.consultation = q.consultation and r.rule = q.id \
     and r.kind = 'hide' and not exists (select 1 from record u \
     where u.kind = 'undo' and u.detail = cast(r.number as text))) as hidden, \
    (select count(*) from record r where r.consultation = q.consultation and r.rule = q.id \
     and r.kind = 'redact' and not exists (select 1 from record u \
     where u.kind = 'undo' and u.detail = cast(r.number as text))) as redacted \
    from rule q where q.consultation = $1 order by q.number";
const STANDS: &str = "select count(*) from rule \
    where consultation = $1 and id = $2 and retired is null";
const KEEP: &str = "select 1 from rule where consultation = $1 and id = $2 for share";
const NAME: &str = "select number, title from rule where consultation = $1 and id = $2";
const RETIRE: &str = "update rule set retired = $3 where consultation = $1 and id = $2";
// The hearing's row is locked by it, so that of two who change its rules one waits for the other.
const TURN: &str = "update consultation set turns = turns + 1 where id = $1 and turns = $2";
const TURNS: &str = "select turns from consultation where id = $1";

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] =
    &[("rules", OF), ("rules, used", USED), ("rule that stands", STANDS), ("rule, name", NAME)];

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    number: i64,
    title: Option<String>,
    text: Option<String>,
    retired: Option<i64>,
}

impl From<Row> for Rule {
    fn from(row: Row) -> Self {
        let own = row.title.is_some();
        let (title, text) = match row.title {
            Some(title) => (title, row.text),
            None => {
                let [title, text] = app::standard_rule(&row.id);
                (title.to_owned(), Some(text.to_owned()))
            }
        };
        let retired = row.retired.map(Moment);
        Self { id: row.id, number: row.number, title, text, own, retired }
    }
}

#[derive(sqlx::FromRow)]
struct UsedRow {
    #[sqlx(flatten)]
    rule: Row,
    hidden: i64,
    redacted: i64,
}

/// What a row that a rule is joined to has of it.
#[derive(sqlx::FromRow)]
pub(super) struct Broken {
    /// The rule's id.
    pub(super) rule: Option<String>,
    rule_number: Option<i64>,
    rule_title: Option<String>,
}

impl Broken {
    /// How the rule is named. A standard rule has its number everywhere, also where something was done in
    /// no hearing.
    pub(super) fn name(&self) -> Option<RuleName> {
        let id = self.rule.as_deref()?;
        match self.rule_number {
            Some(number) => Some(name(id, number, self.rule_title.clone())),
            None => standard(id),
        }
    }
}

/// How a standard rule is named where something is done in no hearing; `None` when it is none.
pub(super) fn standard(id: &str) -> Option<RuleName> {
    let (number, id) = (1..).zip(STANDARD_RULES).find(|rule| rule.1 == id)?;
    Some(name(id, number, None))
}

/// How a rule is named where it was applied; without a title of its own it is a standard one.
fn name(id: &str, number: i64, title: Option<String>) -> RuleName {
    let own = title.is_some();
    RuleName { number, title: title.unwrap_or_else(|| app::standard_rule(id)[0].to_owned()), own }
}

/// All rules of a hearing, in the order of their numbers.
pub(super) async fn of(conn: &mut Conn, consultation: Uuid) -> Result<Vec<Rule>> {
    let rows: Vec<Row> =
        on!(conn, c => sqlx::query_as(OF).bind(consultation).fetch_all(&mut *c).await)?;
    Ok(rows.into_iter().map(Rule::from).collect())
}

/// The rules that stand in a hearing.
pub(super) async fn standing(conn: &mut Conn, consultation: Uuid) -> Result<Vec<Rule>> {
    let all = of(conn, consultation).await?;
    Ok(all.into_iter().filter(|rule| rule.retired.is_none()).collect())
}

/// Whether a rule stands in a hearing now.
pub(super) async fn stands(conn: &mut Conn, consultation: Uuid, id: &str) -> Result<bool> {
    let (count,): (i64,) = on!(conn, c => sqlx::query_as(STANDS).bind(consultation).bind(id)
        .fetch_one(&mut *c).await)?;
    Ok(count > 0)
}

/// Refuses the field `rule` when there is a rule in it that does not stand in the hearing. It stands until
/// the transaction is over.
pub(super) async fn check(conn: &mut Conn, consultation: Uuid, id: Option<&str>) -> Result<()> {
    match id {
        Some(id) if !stands_on(conn, consultation, id).await? => Err(StoreError::unknown("rule")),
        _ => Ok(()),
    }
}

/// Whether a rule stands in a hearing, until the transaction is over.
pub(super) async fn stands_on(conn: &mut Conn, consultation: Uuid, id: &str) -> Result<bool> {
    // SQLite lets one write at a time.
    if let Driver::Postgres(c) = conn.driver() {
        sqlx::query(KEEP).bind(consultation).bind(id).execute(&mut *c).await?;
    }
    stands(conn, consultation, id).await
}

/// How a rule of a hearing is named, retired or not.
pub(super) async fn named(
    conn: &mut Conn,
    consultation: Uuid,
    id: Option<&str>,
) -> Result<Option<RuleName>> {
    let Some(id) = id else { return Ok(None) };
    let row: Option<(i64, Option<String>)> = on!(conn, c => sqlx::query_as(NAME)
        .bind(consultation).bind(id).fetch_optional(&mut *c).await)?;
    Ok(row.map(|(number, own)| name(id, number, own)))
}

/// Gives a new hearing the rules that every hearing begins with.
pub(super) async fn begin(conn: &mut Conn, consultation: Uuid) -> Result<()> {
    for (number, id) in (1_i64..).zip(STANDARD_RULES) {
        let none: Option<&str> = None;
        on!(conn, c => sqlx::query(ADD).bind(consultation).bind(id).bind(number).bind(none)
            .bind(none).execute(&mut *c).await.map(|_| ()))?;
    }
    Ok(())
}

impl Store {
    /// The rules of a consultation with how each was used, retired ones among them.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such consultation.
    pub async fn rules_in_use(&self, slug: &str) -> Result<Vec<RuleUse>> {
        let mut conn = self.read().await?;
        let id = find(&mut conn, slug).await?;
        let rows: Vec<UsedRow> =
            on!(conn, c => sqlx::query_as(USED).bind(id).fetch_all(&mut *c).await)?;
        let used = |row: UsedRow| RuleUse {
            rule: row.rule.into(),
            hidden: row.hidden,
            redacted: row.redacted,
        };
        Ok(rows.into_iter().map(used).collect())
    }

    /// The rules of a hearing as staff see them.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such hearing.
    pub async fn hearing_rules(&self, slug: &str) -> Result<HearingRules> {
        let mut conn = self.read().await?;
        let id = find(&mut conn, slug).await?;
        whole(&mut conn, id).await
    }

    /// Gives a hearing another rule.
    ///
    /// # Errors
    /// The field `title` as `unchanged` when the same rule stands there already; the field `rules` as
    /// `too-long` when the hearing has as many as it can have; [`Code::Changed`] when the hearing is
    /// another one than was seen.
    pub async fn add_rule(
        &self,
        slug: &str,
        by: Uuid,
        new: &ValidRule,
        now: Moment,
    ) -> Result<HearingRules> {
        let mut tx = self.write().await?;
        let hearing = find(&mut tx, slug).await?;
        turn(&mut tx, hearing, new.turns).await?;
        let all = of(&mut tx, hearing).await?;
        if all.iter().any(|rule| rule.retired.is_none() && rule.title == new.title) {
            return Err(refused("title", Flaw::Unchanged));
        }
        if all.len() >= RULES_MAX {
            return Err(refused("rules", Flaw::TooLong));
        }
        let number = all.last().map_or(0, |rule| rule.number) + 1;
        let id = format!("regel-{number}");
        on!(tx, c => sqlx::query(ADD).bind(hearing).bind(&id).bind(number).bind(&new.title)
            .bind(&new.text).execute(&mut *c).await.map(|_| ()))?;
        let what = (RecordKind::RuleAdd, id.as_str(), new.title.as_str());
        done(tx, hearing, by, what, now).await
    }

    /// Retires a rule of a hearing, or brings it back. Decisions that name it stay as they are.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the hearing has no such rule; [`Code::State`] when it is so already,
    /// or when no rule would be left that stands; the field `title` as `unchanged` when another rule says
    /// the same by now; [`Code::Changed`] when the hearing is another one than was seen.
    pub async fn set_rule(
        &self,
        slug: &str,
        id: &str,
        by: Uuid,
        (stands, turns): (bool, i64),
        now: Moment,
    ) -> Result<HearingRules> {
        let mut tx = self.write().await?;
        let hearing = find(&mut tx, slug).await?;
        let all = of(&mut tx, hearing).await?;
        let rule = all.iter().find(|rule| rule.id == id).ok_or(StoreError::Missing)?;
        turn(&mut tx, hearing, turns).await?;
        let others: Vec<&Rule> =
            all.iter().filter(|other| other.id != id && other.retired.is_none()).collect();
        if stands != rule.retired.is_some() || (!stands && others.is_empty()) {
            return Err(StoreError::Refused(Code::State));
        }
        if stands && others.iter().any(|other| other.title == rule.title) {
            return Err(refused("title", Flaw::Unchanged));
        }
        let retired = (!stands).then_some(now.0);
        on!(tx, c => sqlx::query(RETIRE).bind(hearing).bind(id).bind(retired)
            .execute(&mut *c).await.map(|_| ()))?;
        let kind = if stands { RecordKind::RuleReturn } else { RecordKind::RuleRetire };
        done(tx, hearing, by, (kind, id, rule.title.as_str()), now).await
    }
}

fn refused(field: &str, flaw: Flaw) -> StoreError {
    StoreError::Invalid(vec![FieldFlaw { field: field.to_owned(), flaw }])
}

async fn find(conn: &mut Conn, slug: &str) -> Result<Uuid> {
    consultation::find(conn, slug).await?.ok_or(StoreError::Missing)
}

/// Counts a change of the hearing, if it is still as it was seen.
async fn turn(tx: &mut Conn, hearing: Uuid, seen: i64) -> Result<()> {
    let changed = on!(tx, c => sqlx::query(TURN).bind(hearing).bind(seen)
        .execute(&mut *c).await.map(|done| done.rows_affected()))?;
    if changed == 0 { Err(StoreError::Refused(Code::Changed)) } else { Ok(()) }
}

async fn whole(conn: &mut Conn, hearing: Uuid) -> Result<HearingRules> {
    let (turns,): (i64,) =
        on!(conn, c => sqlx::query_as(TURNS).bind(hearing).fetch_one(&mut *c).await)?;
    Ok(HearingRules { items: of(conn, hearing).await?, turns })
}

/// Notes what was done to a rule and makes it last; answers with the rules as they are now.
async fn done(
    mut tx: Conn,
    hearing: Uuid,
    by: Uuid,
    (kind, id, title): (RecordKind, &str, &str),
    now: Moment,
) -> Result<HearingRules> {
    let act = Act {
        consultation: Some(hearing),
        rule: Some(id),
        detail: Some(title),
        ..Act::of(By::Staff(by), kind)
    };
    record::note(&mut tx, &act, now).await?;
    let rules = whole(&mut tx, hearing).await?;
    tx.commit().await?;
    Ok(rules)
}
