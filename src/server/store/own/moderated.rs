//! What moderators did about somebody, and what they said against it: all of it, for themselves. Who
//! decided is not read.

use model::{Appeal, DecisionKind, HOUR, Measure, Moment, OwnAppeal, OwnMeasure, Uuid};

use super::super::rule::Broken;
use super::super::support::PostKind;
use super::super::{Result, Store, StoreError, on};
use super::{NEWEST, name};

const MEASURES: &str = "select r.number, r.kind, r.at, r.detail, k.slug, r.rule, \
    q.number as rule_number, q.title as rule_title, r.reason, a.text, a.created, a.granted, \
    w.reason as answer from record r \
    left join consultation k on k.id = r.consultation \
    left join rule q on q.consultation = r.consultation and q.id = r.rule \
    left join measure_appeal a on a.against = r.number left join record w on w.number = a.answer \
    where r.subject = $1 and r.kind in ('pause', 'resume', 'hold', 'release') and r.number > $2 \
    order by r.number limit $3";
const APPEALS: &str = "select a.id, a.post, a.kind as post_kind, r.kind, r.at, r.rule, \
    q.number as rule_number, q.title as rule_title, r.reason, a.text, a.created, a.granted, \
    w.reason as answer from appeal a join record r on r.number = a.against \
    left join rule q on q.consultation = r.consultation and q.id = r.rule \
    left join record w on w.number = a.answer \
    where a.participant = $1 and a.id > $2 order by a.id limit $3";

const LEFT_OUT: &str = "select post from support_left_out where participant = $1 and post > $2 \
    order by post limit $3";

/// What a participant reads, for the test that no read scans.
#[cfg(test)]
pub(in crate::store) const READS: &[(&str, &str)] =
    &[("own measures", MEASURES), ("own appeals", APPEALS), ("own supports left out", LEFT_OUT)];

/// What was said against something, if anything was.
#[derive(sqlx::FromRow)]
struct Against {
    text: Option<String>,
    created: Option<i64>,
    granted: Option<bool>,
    answer: Option<String>,
}

impl Against {
    fn read(self) -> Option<Appeal> {
        let (granted, answer) = (self.granted, self.answer);
        Some(Appeal { text: self.text?, created: Moment(self.created?), granted, answer })
    }
}

#[derive(sqlx::FromRow)]
struct MeasureRow {
    number: i64,
    kind: String,
    at: i64,
    detail: Option<String>,
    slug: Option<String>,
    #[sqlx(flatten)]
    broken: Broken,
    reason: Option<String>,
    #[sqlx(flatten)]
    against: Against,
}

impl MeasureRow {
    fn read(self) -> Result<(i64, OwnMeasure)> {
        let measure = Measure::from_word(&self.kind).ok_or_else(|| corrupt(&self.kind))?;
        let at = Moment(self.at);
        // Beside a pause the record has the hours that it is to last.
        let hours = self.detail.as_deref().and_then(|hours| hours.parse::<i64>().ok());
        let measure = OwnMeasure {
            measure,
            at,
            until: hours.map(|hours| at.plus(hours * HOUR)),
            consultation: self.slug,
            by_rule: self.broken.name(),
            rule: self.broken.rule,
            reason: self.reason,
            appeal: self.against.read(),
        };
        Ok((self.number, measure))
    }
}

#[derive(sqlx::FromRow)]
struct AppealRow {
    id: Uuid,
    post: Uuid,
    post_kind: String,
    kind: String,
    at: i64,
    #[sqlx(flatten)]
    broken: Broken,
    reason: Option<String>,
    #[sqlx(flatten)]
    against: Against,
}

impl AppealRow {
    fn read(self) -> Result<(Uuid, OwnAppeal)> {
        let decision = DecisionKind::from_word(&self.kind).ok_or_else(|| corrupt(&self.kind))?;
        let appeal = OwnAppeal {
            post: name(self.post),
            proposal: PostKind::from_word(&self.post_kind) == Some(PostKind::Proposal),
            decision,
            decided: Moment(self.at),
            by_rule: self.broken.name(),
            rule: self.broken.rule,
            reason: self.reason,
            appeal: self.against.read().ok_or_else(|| corrupt("nothing"))?,
        };
        Ok((self.id, appeal))
    }
}

fn corrupt(kind: &str) -> StoreError {
    StoreError::Corrupt(format!("an appeal against {kind}"))
}

impl Store {
    /// What was done about a participant, oldest first, each with its number in the record, from one
    /// number on.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn own_measures(&self, by: Uuid, after: i64) -> Result<Vec<(i64, OwnMeasure)>> {
        let mut conn = self.read().await?;
        let rows: Vec<MeasureRow> = on!(conn, c => sqlx::query_as(MEASURES).bind(by).bind(after)
            .bind(NEWEST).fetch_all(&mut *c).await)?;
        rows.into_iter().map(MeasureRow::read).collect()
    }

    /// What a participant said against decisions on their posts, oldest first, each with its id, from
    /// one on.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn own_appeals(&self, by: Uuid, after: Uuid) -> Result<Vec<(Uuid, OwnAppeal)>> {
        let mut conn = self.read().await?;
        let rows: Vec<AppealRow> = on!(conn, c => sqlx::query_as(APPEALS).bind(by).bind(after)
            .bind(NEWEST).fetch_all(&mut *c).await)?;
        rows.into_iter().map(AppealRow::read).collect()
    }

    /// The posts that a participant agreed with and does so no more, and that a moderator left uncounted:
    /// given again, they are uncounted still. From one on.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn own_left_out(&self, by: Uuid, after: Uuid) -> Result<Vec<Uuid>> {
        let mut conn = self.read().await?;
        let rows: Vec<(Uuid,)> = on!(conn, c => sqlx::query_as(LEFT_OUT).bind(by).bind(after)
            .bind(NEWEST).fetch_all(&mut *c).await)?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }
}
