//! Handing over in the store: a link that works once gives another device a token of its own.

use model::{Code, Moment, OwnDevice, Uuid};

use super::participant::{hash, keyed};
use super::{Conn, Result, Store, StoreError, on};

const FORGET_LINKS: &str = "delete from handover where participant = $1";
const FORGET_OLD: &str = "delete from handover where expires <= $1";
const ADD: &str = "insert into handover (secret_hash, participant, expires) values ($1, $2, $3)";
const USE: &str =
    "delete from handover where secret_hash = $1 and expires > $2 returning participant";
const ADD_DEVICE: &str = "insert into device (token_hash, token_seed, repeat_hash, participant, \
    created) values ($1, $2, $3, $4, $5)";
const REPEATED: &str = "select participant, token_seed from device where repeat_hash = $1";
const FORGET_DEVICES: &str = "delete from device where participant = $1";
const DEVICES: &str = "select created from device where participant = $1 order by created";

/// What is read of one's own, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] =
    &[("a repeated take-over", REPEATED), ("devices", DEVICES)];

impl Store {
    /// Makes a participant's link work until `expires`, once. An earlier one works no more.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn add_handover(
        &self,
        by: Uuid,
        secret: &str,
        expires: Moment,
        now: Moment,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(FORGET_LINKS).bind(by).execute(&mut *c).await.map(|_| ()))?;
        on!(tx, c => sqlx::query(FORGET_OLD).bind(now.0).execute(&mut *c).await.map(|_| ()))?;
        on!(tx, c => sqlx::query(ADD).bind(&hash(secret)[..]).bind(by).bind(expires.0)
            .execute(&mut *c).await.map(|_| ()))?;
        tx.commit().await
    }

    /// Makes another device the participant whose link this is; answers with who they are and the
    /// device's own token. The same device again, because it never heard the answer, gets the same
    /// token: it is derived from a seed that is stored, and from the link and the device's key,
    /// which are not.
    ///
    /// # Errors
    /// `LinkSpent` when the link was used by another device, is too old, or never was.
    pub async fn take_over(
        &self,
        secret: &str,
        client_key: &str,
        now: Moment,
    ) -> Result<(Uuid, String)> {
        let repeat = keyed(secret.as_bytes(), client_key.as_bytes());
        let mut tx = self.write().await?;
        let found: Option<(Uuid,)> = on!(tx, c => sqlx::query_as(USE).bind(&hash(secret)[..])
            .bind(now.0).fetch_optional(&mut *c).await)?;
        let Some((participant,)) = found else {
            let known = repeated(&mut tx, &repeat).await?;
            return known.ok_or(StoreError::Refused(Code::LinkSpent));
        };
        let seed = rand::random::<[u8; 32]>();
        let token = keyed(&seed, repeat.as_bytes());
        on!(tx, c => sqlx::query(ADD_DEVICE).bind(&hash(&token)[..]).bind(&seed[..])
            .bind(&hash(&repeat)[..]).bind(participant).bind(now.0)
            .execute(&mut *c).await.map(|_| ()))?;
        tx.commit().await?;
        Ok((participant, token))
    }

    /// The devices that a participant was handed over to.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn devices(&self, of: Uuid) -> Result<Vec<OwnDevice>> {
        let mut conn = self.read().await?;
        let rows: Vec<(i64,)> =
            on!(conn, c => sqlx::query_as(DEVICES).bind(of).fetch_all(&mut *c).await)?;
        Ok(rows.into_iter().map(|(created,)| OwnDevice { created: Moment(created) }).collect())
    }
}

async fn repeated(conn: &mut Conn, repeat: &str) -> Result<Option<(Uuid, String)>> {
    let row: Option<(Uuid, Vec<u8>)> = on!(conn, c => sqlx::query_as(REPEATED)
        .bind(&hash(repeat)[..]).fetch_optional(&mut *c).await)?;
    Ok(row.map(|(participant, seed)| (participant, keyed(&seed, repeat.as_bytes()))))
}

/// Ends all that a participant was handed over by: what is forgotten has no token left.
pub(super) async fn forget(conn: &mut Conn, participant: Uuid) -> Result<()> {
    // The links first: a device that is just taking one over is waited for, and goes with the others.
    for sql in [FORGET_LINKS, FORGET_DEVICES] {
        on!(conn, c => sqlx::query(sql).bind(participant).execute(&mut *c).await.map(|_| ()))?;
    }
    Ok(())
}
