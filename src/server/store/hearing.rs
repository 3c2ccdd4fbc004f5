//! Hearings in the store, as staff see them: created, dated, published, put off, closed. Each change says
//! what its author saw, and is an entry of the record.

mod preview;

use model::{
    Code, Counts, FieldFlaw, Flaw, Hearing, HearingState, Moment, NewLook, Period, Phase,
    PublishWhen, RecordKind, Uuid, ValidHearing,
};

use super::consultation::{self, NewConsultation, lines, period_said};
use super::record::{self, Act, By};
use super::{Conn, Result, Store, StoreError, logo, news, on};

macro_rules! hearings {
    ($which:literal) => {
        concat!(
            "select c.id, c.slug, c.title, c.sender, c.case_number, c.published, c.publish_at, c.opens, \
             c.closes, c.announced, c.comments, c.proposals, c.preview_hash is not null as preview, \
             c.districts, c.accent, c.sites, c.turns, coalesce(v.number, 0) as version, \
             coalesce(v.sections, 0) as sections, l.picture as logo, l.alt as logo_alt, \
             i.width as logo_width, i.height as logo_height from consultation c \
             left join logo l on l.consultation = c.id left join picture i on i.id = l.picture \
             left join version v on v.consultation = c.id and v.number = \
             (select max(w.number) from version w where w.consultation = c.id) ",
            $which
        )
    };
}
const LIST: &str = hearings!("order by c.created desc, c.slug limit 100");
const READ: &str = hearings!("where c.slug = $1");
const DUE: &str = hearings!("where c.publish_at <= $1 limit 10");
const ABOUT: &str = "update consultation set sender = $2, case_number = $3 where id = $1";
const LOOK: &str = "update consultation set title = $3, sender = $4, case_number = $5, districts = $6, \
    accent = $7, turns = turns + 1 where id = $1 and turns = $2";
const TIMES: &str = "update consultation set published = $3, publish_at = $4, opens = $5, closes = $6, \
    announced = $7, turns = turns + 1 where id = $1 and turns = $2";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    title: String,
    sender: Option<String>,
    case_number: Option<String>,
    published: bool,
    publish_at: Option<i64>,
    opens: i64,
    closes: i64,
    announced: Option<i64>,
    comments: i64,
    proposals: i64,
    preview: bool,
    districts: Option<String>,
    accent: Option<String>,
    sites: Option<String>,
    turns: i64,
    version: i64,
    sections: i64,
    #[sqlx(flatten)]
    logo: logo::Row,
}

impl Row {
    fn period(&self) -> Period {
        Period { opens: Moment(self.opens), closes: Moment(self.closes) }
    }

    /// A hearing of which nobody has said when it opens closes when it opens.
    const fn is_dated(&self) -> bool {
        self.opens < self.closes
    }

    fn state(&self, now: Moment) -> HearingState {
        if !self.published {
            let waits = self.publish_at.is_some();
            return if waits { HearingState::Scheduled } else { HearingState::Draft };
        }
        match self.period().phase(now) {
            Phase::Upcoming => HearingState::Upcoming,
            Phase::Open => HearingState::Open,
            Phase::Closed => HearingState::Closed,
        }
    }

    fn hearing(self, now: Moment) -> Hearing {
        let (state, dated) = (self.state(now), self.is_dated());
        let (comments, proposals) = (self.comments, self.proposals);
        Hearing {
            state,
            opens: dated.then_some(Moment(self.opens)),
            closes: dated.then_some(Moment(self.closes)),
            announced: self.announced.map(Moment),
            version: self.version,
            counts: Counts { comments, proposals, sections: self.sections },
            preview: self.preview,
            districts: lines(self.districts.as_deref()),
            slug: self.slug,
            title: self.title,
            sender: self.sender,
            case_number: self.case_number,
            accent: self.accent,
            sites: lines(self.sites.as_deref()),
            logo: self.logo.illustration(),
            turns: self.turns,
        }
    }

    fn times(&self) -> Times {
        Times {
            published: self.published,
            publish_at: self.publish_at,
            period: self.period(),
            announced: self.announced,
        }
    }
}

/// All that says when the public can do what.
struct Times {
    published: bool,
    publish_at: Option<i64>,
    period: Period,
    announced: Option<i64>,
}

fn refused(field: &str, flaw: Flaw) -> StoreError {
    StoreError::Invalid(vec![FieldFlaw { field: field.to_owned(), flaw }])
}

impl Store {
    /// Every hearing, the newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn hearings(&self, now: Moment) -> Result<Vec<Hearing>> {
        let mut conn = self.read().await?;
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(LIST).fetch_all(&mut *c).await)?;
        Ok(rows.into_iter().map(|row| row.hearing(now)).collect())
    }

    /// A hearing.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none of that name.
    pub async fn hearing(&self, slug: &str, now: Moment) -> Result<Hearing> {
        Ok(find(&mut self.read().await?, slug).await?.hearing(now))
    }

    /// Creates a hearing that nobody but staff can see.
    ///
    /// # Errors
    /// The field `slug` when there is one of that name.
    pub async fn add_hearing(&self, by: Uuid, new: &ValidHearing, now: Moment) -> Result<Hearing> {
        let mut tx = self.write().await?;
        let plain = NewConsultation::named(&new.slug, &new.title);
        let id = match consultation::add(&mut tx, &plain, now).await {
            Err(error) if error.is_taken() => return Err(refused("slug", Flaw::Unknown)),
            other => other?,
        };
        on!(tx, c => sqlx::query(ABOUT).bind(id).bind(&new.sender).bind(&new.case_number)
            .execute(&mut *c).await.map(|_| ()))?;
        done(tx, &new.slug, By::Staff(by), RecordKind::HearingAdd, Some(&new.title), now).await
    }

    /// Changes what is said about a hearing.
    ///
    /// # Errors
    /// [`Code::Changed`] when it is another one than was seen.
    pub async fn change_hearing(
        &self,
        slug: &str,
        by: Uuid,
        new: &NewLook,
        now: Moment,
    ) -> Result<Hearing> {
        let mut tx = self.write().await?;
        let row = find(&mut tx, slug).await?;
        let districts = Some(new.districts.join("\n")).filter(|districts| !districts.is_empty());
        let changed = on!(tx, c => sqlx::query(LOOK).bind(row.id).bind(new.turns).bind(&new.title)
            .bind(&new.sender).bind(&new.case_number).bind(districts).bind(&new.accent)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if changed == 0 {
            return Err(StoreError::Refused(Code::Changed));
        }
        done(tx, slug, By::Staff(by), RecordKind::HearingChange, Some(&new.title), now).await
    }

    /// Says from when to when people can post in a hearing that is not published.
    ///
    /// # Errors
    /// [`Code::State`] when it is published, [`Code::Changed`] when it is another one than was seen.
    pub async fn date_hearing(
        &self,
        slug: &str,
        by: Uuid,
        period: Period,
        turns: i64,
        now: Moment,
    ) -> Result<Hearing> {
        let mut tx = self.write().await?;
        let row = find(&mut tx, slug).await?;
        if row.published {
            return Err(StoreError::Refused(Code::State));
        }
        let publish_at = row.publish_at.map(|_| period.opens.0);
        set(&mut tx, row.id, turns, &Times { period, publish_at, ..row.times() }).await?;
        let said = period_said(&period);
        done(tx, slug, By::Staff(by), RecordKind::HearingDates, Some(&said), now).await
    }

    /// Publishes a hearing, or says when it is published by itself.
    ///
    /// # Errors
    /// The fields that are missing before it can be; [`Code::State`] when it is published already,
    /// [`Code::Changed`] when it is another one than was seen.
    pub async fn publish_hearing(
        &self,
        slug: &str,
        by: Uuid,
        when: PublishWhen,
        turns: i64,
        now: Moment,
    ) -> Result<Hearing> {
        let mut tx = self.write().await?;
        let row = find(&mut tx, slug).await?;
        if row.published {
            return Err(StoreError::Refused(Code::State));
        }
        let mut times = row.times();
        if when == PublishWhen::Never {
            times.publish_at = None;
            set(&mut tx, row.id, turns, &times).await?;
            return done(tx, slug, By::Staff(by), RecordKind::HearingPublish, Some("never"), now)
                .await;
        }
        ready(&row, now)?;
        if when == PublishWhen::Open {
            times.period.opens = now;
        }
        let waits = when == PublishWhen::Opening && now < times.period.opens;
        times.published = !waits;
        times.publish_at = waits.then_some(times.period.opens.0);
        if times.published {
            news::release(&mut tx, row.id, now).await?;
        }
        set(&mut tx, row.id, turns, &times).await?;
        let said = period_said(&times.period);
        done(tx, slug, By::Staff(by), RecordKind::HearingPublish, Some(&said), now).await
    }

    /// Puts off the end of a published hearing. One that is over is open again.
    ///
    /// # Errors
    /// The field `closes` when it is not later than now and than the end that holds; [`Code::State`]
    /// when the hearing is not published, [`Code::Changed`] when it is another one than was seen.
    pub async fn extend_hearing(
        &self,
        slug: &str,
        by: Uuid,
        closes: Moment,
        turns: i64,
        now: Moment,
    ) -> Result<Hearing> {
        let mut tx = self.write().await?;
        let row = find(&mut tx, slug).await?;
        if !row.published {
            return Err(StoreError::Refused(Code::State));
        }
        let before = row.period().closes;
        if closes <= before.max(now) {
            return Err(refused("closes", Flaw::TooShort));
        }
        let period = Period { closes, ..row.period() };
        let announced = row.announced.or(Some(before.0));
        set(&mut tx, row.id, turns, &Times { period, announced, ..row.times() }).await?;
        // From the old end to the new one.
        let said = period_said(&Period { opens: before, closes });
        done(tx, slug, By::Staff(by), RecordKind::HearingExtend, Some(&said), now).await
    }

    /// Closes a hearing before its time.
    ///
    /// # Errors
    /// [`Code::State`] when people cannot post there anyway, [`Code::Changed`] when it is another one
    /// than was seen.
    pub async fn close_hearing(
        &self,
        slug: &str,
        by: Uuid,
        turns: i64,
        now: Moment,
    ) -> Result<Hearing> {
        let mut tx = self.write().await?;
        let row = find(&mut tx, slug).await?;
        if row.state(now) != HearingState::Open {
            return Err(StoreError::Refused(Code::State));
        }
        let before = row.period().closes;
        let period = Period { closes: now, ..row.period() };
        set(&mut tx, row.id, turns, &Times { period, ..row.times() }).await?;
        let said = period_said(&Period { opens: before, closes: now });
        done(tx, slug, By::Staff(by), RecordKind::HearingClose, Some(&said), now).await
    }

    /// Publishes what was to be published by itself by now.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn publish_due(&self, now: Moment) -> Result<()> {
        let mut conn = self.read().await?;
        let due: Vec<Row> =
            on!(conn, c => sqlx::query_as(DUE).bind(now.0).fetch_all(&mut *c).await)?;
        drop(conn);
        for row in due {
            let mut tx = self.write().await?;
            let times = Times { published: true, publish_at: None, ..row.times() };
            news::release(&mut tx, row.id, now).await?;
            match set(&mut tx, row.id, row.turns, &times).await {
                // Another process was quicker, or somebody changed it: it is looked at again.
                Err(StoreError::Refused(Code::Changed)) => continue,
                other => other?,
            }
            let (said, kind) = (period_said(&times.period), RecordKind::HearingPublish);
            done(tx, &row.slug, By::Program, kind, Some(&said), now).await?;
        }
        Ok(())
    }
}

/// Whether everything is there that the public is to read.
fn ready(row: &Row, now: Moment) -> Result<()> {
    let mut flaws = Vec::new();
    let mut note = |field: &str, flaw| flaws.push(FieldFlaw { field: field.to_owned(), flaw });
    if row.version == 0 {
        note("markdown", Flaw::Missing);
    }
    if !row.is_dated() {
        note("closes", Flaw::Missing);
    } else if row.closes <= now.0 {
        note("closes", Flaw::TooShort);
    }
    if flaws.is_empty() { Ok(()) } else { Err(StoreError::Invalid(flaws)) }
}

async fn find(conn: &mut Conn, slug: &str) -> Result<Row> {
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(READ).bind(slug).fetch_optional(&mut *c).await)?;
    row.ok_or(StoreError::Missing)
}

async fn set(conn: &mut Conn, id: Uuid, turns: i64, times: &Times) -> Result<()> {
    let changed = on!(conn, c => sqlx::query(TIMES).bind(id).bind(turns).bind(times.published)
        .bind(times.publish_at).bind(times.period.opens.0).bind(times.period.closes.0)
        .bind(times.announced).execute(&mut *c).await.map(|done| done.rows_affected()))?;
    if changed == 0 { Err(StoreError::Refused(Code::Changed)) } else { Ok(()) }
}

/// Notes what was done and makes it last; answers with the hearing as it is now.
pub(super) async fn done(
    mut tx: Conn,
    slug: &str,
    by: By,
    kind: RecordKind,
    detail: Option<&str>,
    now: Moment,
) -> Result<Hearing> {
    let row = find(&mut tx, slug).await?;
    let act = Act { consultation: Some(row.id), detail, ..Act::of(by, kind) };
    record::note(&mut tx, &act, now).await?;
    tx.commit().await?;
    Ok(row.hearing(now))
}
