//! Logos of hearings in the store. Each change says what its author saw, and is an entry of the record.

use model::{Code, Hearing, Illustration, Moment, RecordKind, Uuid, ValidLogo};

use super::record::By;
use super::{Conn, Result, Store, StoreError, consultation, hearing, on, picture};

const CHOOSE: &str = "insert into logo (consultation, picture, alt) values ($1, $2, $3) \
    on conflict (consultation) do update set picture = excluded.picture, alt = excluded.alt";
const TAKE_AWAY: &str = "delete from logo where consultation = $1";
const TURN: &str = "update consultation set turns = turns + 1 where id = $1 and turns = $2";

/// The logo in a row of a hearing.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    logo: Option<Uuid>,
    logo_alt: Option<String>,
    logo_width: Option<i64>,
    logo_height: Option<i64>,
}

impl Row {
    pub(super) fn illustration(self) -> Option<Illustration> {
        picture::illustration(self.logo, self.logo_alt, self.logo_width, self.logo_height)
    }
}

impl Store {
    /// Gives a hearing a logo, or another one.
    ///
    /// # Errors
    /// The field `picture` when the hearing has no such picture; [`Code::Changed`] when it is another
    /// one than was seen.
    pub async fn choose_logo(
        &self,
        slug: &str,
        by: Uuid,
        new: &ValidLogo,
        now: Moment,
    ) -> Result<Hearing> {
        let mut tx = self.write().await?;
        let home = home(&mut tx, slug).await?;
        turn(&mut tx, home, new.turns).await?;
        picture::choose(&mut tx, new.picture, home, now).await?;
        on!(tx, c => sqlx::query(CHOOSE).bind(home).bind(new.picture).bind(&new.alt)
            .execute(&mut *c).await.map(|_| ()))?;
        hearing::done(tx, slug, By::Staff(by), RecordKind::Logo, Some(&new.alt), now).await
    }

    /// Takes a hearing's logo away.
    ///
    /// # Errors
    /// [`Code::State`] when it has none, [`Code::Changed`] when it is another one than was seen.
    pub async fn take_logo_away(
        &self,
        slug: &str,
        by: Uuid,
        turns: i64,
        now: Moment,
    ) -> Result<Hearing> {
        let mut tx = self.write().await?;
        let home = home(&mut tx, slug).await?;
        turn(&mut tx, home, turns).await?;
        let gone = on!(tx, c => sqlx::query(TAKE_AWAY).bind(home)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if gone == 0 {
            return Err(StoreError::Refused(Code::State));
        }
        hearing::done(tx, slug, By::Staff(by), RecordKind::LogoEnd, None, now).await
    }
}

async fn home(conn: &mut Conn, slug: &str) -> Result<Uuid> {
    consultation::find(conn, slug).await?.ok_or(StoreError::Missing)
}

/// Counts a change of a hearing, by somebody who has seen the one before.
async fn turn(conn: &mut Conn, home: Uuid, turns: i64) -> Result<()> {
    let changed = on!(conn, c => sqlx::query(TURN).bind(home).bind(turns)
        .execute(&mut *c).await.map(|done| done.rows_affected()))?;
    if changed == 0 { Err(StoreError::Refused(Code::Changed)) } else { Ok(()) }
}
