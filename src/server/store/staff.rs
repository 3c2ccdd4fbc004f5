//! Staff in the store: who works at the desk, and who is signed in.

use model::{Moment, Role, Staff, Uuid};

use super::participant::hash;
use super::{Result, Store, StoreError, on};
use crate::clock::new_id;

const ADD: &str = "insert into staff (id, email, name, role, password_hash, invitation_hash, \
    invited, created) values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (email) do update set \
    role = excluded.role, name = coalesce(excluded.name, staff.name), \
    password_hash = coalesce(excluded.password_hash, staff.password_hash), \
    invitation_hash = excluded.invitation_hash, invited = excluded.invited";
const BY_EMAIL: &str = "select id, email, role, password_hash from staff where email = $1";
const ACCEPT: &str = "update staff set password_hash = $2, invitation_hash = null \
    where invitation_hash = $1 and invited > $3";
const OPEN_SESSION: &str =
    "insert into desk_session (token_hash, staff, expires) values ($1, $2, $3)";
const BY_SESSION: &str = "select s.id, s.email, s.role, s.password_hash from desk_session d \
    join staff s on s.id = d.staff where d.token_hash = $1 and d.expires > $2";
const CLOSE_SESSION: &str = "delete from desk_session where token_hash = $1";
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
        on!(tx, c => sqlx::query(ADD).bind(new_id(now)).bind(&new.email).bind(&new.name)
            .bind(new.role.word()).bind(&new.password_hash).bind(invitation).bind(now.0)
            .execute(&mut *c).await.map(|_| ()))?;
        on!(tx, c => sqlx::query(CLOSE_SESSIONS_OF).bind(&new.email)
            .execute(&mut *c).await.map(|_| ()))?;
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
    ) -> Result<bool> {
        let mut tx = self.write().await?;
        let changed = on!(tx, c => sqlx::query(ACCEPT).bind(&hash(secret)[..]).bind(password_hash)
            .bind(since.0).execute(&mut *c).await.map(|done| done.rows_affected()))?;
        tx.commit().await?;
        Ok(changed > 0)
    }

    /// Signs somebody in under this secret until `expires`.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn open_desk_session(
        &self,
        staff: Uuid,
        secret: &str,
        now: Moment,
        expires: Moment,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(FORGET_SESSIONS).bind(now.0).execute(&mut *c).await.map(|_| ()))?;
        on!(tx, c => sqlx::query(OPEN_SESSION).bind(&hash(secret)[..]).bind(staff).bind(expires.0)
            .execute(&mut *c).await.map(|_| ()))?;
        tx.commit().await
    }

    /// Who is signed in under this secret.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn desk_session(&self, secret: &str, now: Moment) -> Result<Option<(Uuid, Staff)>> {
        let mut conn = self.read().await?;
        let row: Option<Row> = on!(conn, c => sqlx::query_as(BY_SESSION).bind(&hash(secret)[..])
            .bind(now.0).fetch_optional(&mut *c).await)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some((row.id, row.staff()?)))
    }

    /// Signs out.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn close_desk_session(&self, secret: &str) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(CLOSE_SESSION).bind(&hash(secret)[..])
            .execute(&mut *c).await.map(|_| ()))?;
        tx.commit().await
    }
}
