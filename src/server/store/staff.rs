//! Staff in the store: who works at the desk, and who is signed in.

use model::{DeskDevice, Moment, RecordKind, Role, Staff, Uuid};

use super::participant::hash;
use super::record::{Act, By};
use super::{Conn, Result, Store, StoreError, on, record};
use crate::clock::new_id;

const ADD: &str = "insert into staff (id, email, name, role, password_hash, invitation_hash, \
    invited, created) values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (email) do update set \
    role = excluded.role, name = coalesce(excluded.name, staff.name), \
    password_hash = coalesce(excluded.password_hash, staff.password_hash), \
    invitation_hash = excluded.invitation_hash, invited = excluded.invited, removed = null \
    returning id";
const BY_EMAIL: &str = "select id, email, role, password_hash from staff \
    where email = $1 and removed is null";
const BY_ID: &str = "select id, email, role, password_hash from staff \
    where id = $1 and removed is null";
const ACCEPT: &str = "update staff set password_hash = $2, invitation_hash = null \
    where invitation_hash = $1 and invited > $3 returning id";
const SET_PASSWORD: &str = "update staff set password_hash = $2, invitation_hash = null \
    where id = $1 and removed is null";
const OPEN_SESSION: &str = "insert into desk_session (token_hash, staff, expires, created, agent) \
    values ($1, $2, $3, $4, $5)";
const BY_SESSION: &str = "select s.id, s.email, s.role, d.expires from desk_session d \
    join staff s on s.id = d.staff where d.token_hash = $1 and d.expires > $2 and s.removed is null";
const DEVICES: &str = "select token_hash, agent, created, expires from desk_session \
    where staff = $1 and expires > $2 order by created desc";
const CLOSE_SESSION: &str = "delete from desk_session where token_hash = $1 returning staff";
const CLOSE_ALL_BUT: &str = "delete from desk_session where staff = $1 and token_hash <> $2";
const FORGET_SESSIONS: &str = "delete from desk_session where expires <= $1";
const CLOSE_SESSIONS_OF: &str =
    "delete from desk_session where staff = (select id from staff where email = $1)";

/// Somebody who is to work at the desk.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// Their mail address, in lower case.
    pub email: String,
    /// The name over their replies.
    pub name: Option<String>,
    /// What they may do.
    pub role: Role,
    /// Their password, hashed, when they have one.
    pub password_hash: Option<String>,
    /// The secret of their invitation link, when they get one.
    pub invitation: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    email: String,
    role: String,
    password_hash: Option<String>,
}

impl Row {
    fn staff(&self) -> Result<Staff> {
        let role = Role::from_word(&self.role)
            .ok_or_else(|| StoreError::Corrupt(format!("the role `{}`", self.role)))?;
        Ok(Staff { id: self.id.simple().to_string(), email: self.email.clone(), role })
    }
}

impl Store {
    /// Adds somebody, or gives somebody who is there another role and password. Who was signed in
    /// under this address no longer is.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn add_staff(&self, new: &NewStaff, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        let invitation = new.invitation.as_deref().map(|secret| hash(secret).to_vec());
        let (id,): (Uuid,) = on!(tx, c => sqlx::query_as(ADD).bind(new_id(now)).bind(&new.email)
            .bind(&new.name).bind(new.role.word()).bind(&new.password_hash).bind(invitation)
            .bind(now.0).fetch_one(&mut *c).await)?;
        on!(tx, c => sqlx::query(CLOSE_SESSIONS_OF).bind(&new.email)
            .execute(&mut *c).await.map(|_| ()))?;
        let act = Act {
            subject: Some(id),
            detail: Some(new.role.word()),
            ..Act::of(By::Operator, RecordKind::StaffAdd)
        };
        record::note(&mut tx, &act, now).await?;
        tx.commit().await
    }

    /// Somebody by their mail address, with the hash of their password.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn staff_by_email(
        &self,
        email: &str,
    ) -> Result<Option<(Uuid, Staff, Option<String>)>> {
        let mut conn = self.read().await?;
        let row: Option<Row> =
            on!(conn, c => sqlx::query_as(BY_EMAIL).bind(email).fetch_optional(&mut *c).await)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some((row.id, row.staff()?, row.password_hash)))
    }

    /// Sets the password of whoever was invited with this secret since `since`. Answers whether
    /// there was somebody; the link works once.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn accept_invitation(
        &self,
        secret: &str,
        password_hash: &str,
        since: Moment,
        now: Moment,
    ) -> Result<bool> {
        let mut tx = self.write().await?;
        let row: Option<(Uuid,)> = on!(tx, c => sqlx::query_as(ACCEPT).bind(&hash(secret)[..])
            .bind(password_hash).bind(since.0).fetch_optional(&mut *c).await)?;
        let Some((id,)) = row else { return Ok(false) };
        close_all_but(&mut tx, id, "").await?;
        note(&mut tx, id, RecordKind::PasswordSet, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Gives somebody another password. Wherever else they are signed in, they no longer are.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn set_password(
        &self,
        staff: Uuid,
        password_hash: &str,
        here: &str,
        now: Moment,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(SET_PASSWORD).bind(staff).bind(password_hash)
            .execute(&mut *c).await.map(|_| ()))?;
        close_all_but(&mut tx, staff, here).await?;
        note(&mut tx, staff, RecordKind::PasswordSet, now).await?;
        tx.commit().await
    }

    /// Somebody by their id, with the hash of their password.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn staff_by_id(&self, id: Uuid) -> Result<Option<String>> {
        let mut conn = self.read().await?;
        let row: Option<Row> =
            on!(conn, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(&mut *c).await)?;
        Ok(row.and_then(|row| row.password_hash))
    }

    /// Signs somebody in under this secret until `expires`.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn open_desk_session(
        &self,
        staff: Uuid,
        secret: &str,
        agent: Option<&str>,
        now: Moment,
        expires: Moment,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(FORGET_SESSIONS).bind(now.0).execute(&mut *c).await.map(|_| ()))?;
        on!(tx, c => sqlx::query(OPEN_SESSION).bind(&hash(secret)[..]).bind(staff).bind(expires.0)
            .bind(now.0).bind(agent).execute(&mut *c).await.map(|_| ()))?;
        note(&mut tx, staff, RecordKind::SignIn, now).await?;
        tx.commit().await
    }

    /// Where somebody is signed in, the latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn desk_devices(
        &self,
        staff: Uuid,
        here: &str,
        now: Moment,
    ) -> Result<Vec<DeskDevice>> {
        let mut conn = self.read().await?;
        let rows: Vec<(Vec<u8>, Option<String>, i64, i64)> = on!(conn, c =>
            sqlx::query_as(DEVICES).bind(staff).bind(now.0).fetch_all(&mut *c).await)?;
        let here = hash(here);
        let device =
            |(token, agent, since, expires): (Vec<u8>, Option<String>, i64, i64)| DeskDevice {
                id: device_id(&token),
                agent,
                since: Moment(since),
                expires: Moment(expires),
                here: token == here,
            };
        Ok(rows.into_iter().map(device).collect())
    }

    /// Signs out one of somebody's devices.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when they are not signed in there.
    pub async fn close_desk_device(&self, staff: Uuid, id: &str, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        let rows: Vec<(Vec<u8>, Option<String>, i64, i64)> = on!(tx, c =>
            sqlx::query_as(DEVICES).bind(staff).bind(now.0).fetch_all(&mut *c).await)?;
        let token = rows.into_iter().map(|row| row.0).find(|token| device_id(token) == id);
        let token = token.ok_or(StoreError::Missing)?;
        close(&mut tx, &token, now).await?;
        tx.commit().await
    }

    /// Who is signed in under this secret.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn desk_session(
        &self,
        secret: &str,
        now: Moment,
    ) -> Result<Option<(Uuid, Staff, Moment)>> {
        let mut conn = self.read().await?;
        let row: Option<(Uuid, String, String, i64)> = on!(conn, c => sqlx::query_as(BY_SESSION)
            .bind(&hash(secret)[..]).bind(now.0).fetch_optional(&mut *c).await)?;
        let Some((id, email, role, expires)) = row else { return Ok(None) };
        let row = Row { id, email, role, password_hash: None };
        Ok(Some((id, row.staff()?, Moment(expires))))
    }

    /// Signs out.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn close_desk_session(&self, secret: &str, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        close(&mut tx, &hash(secret)[..], now).await?;
        tx.commit().await
    }
}

/// Signs out a device, by the hash of its secret.
async fn close(conn: &mut Conn, token: &[u8], now: Moment) -> Result<()> {
    let row: Option<(Uuid,)> =
        on!(conn, c => sqlx::query_as(CLOSE_SESSION).bind(token).fetch_optional(&mut *c).await)?;
    match row {
        Some((staff,)) => note(conn, staff, RecordKind::SignOut, now).await,
        None => Ok(()),
    }
}

async fn close_all_but(conn: &mut Conn, staff: Uuid, here: &str) -> Result<()> {
    on!(conn, c => sqlx::query(CLOSE_ALL_BUT).bind(staff).bind(&hash(here)[..])
        .execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

/// What somebody did with their own account.
async fn note(conn: &mut Conn, staff: Uuid, kind: RecordKind, now: Moment) -> Result<()> {
    record::note(conn, &Act { subject: Some(staff), ..Act::of(By::Staff(staff), kind) }, now)
        .await
        .map(|_| ())
}

/// A name for a device that tells nothing of its secret: the beginning of a hash of it.
fn device_id(token: &[u8]) -> String {
    token.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
