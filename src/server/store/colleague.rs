//! Colleagues in the store: whoever is removed stays in the record, and comes in no more.

use model::{Code, Colleague, Moment, RecordKind, Role, Uuid, ValidColleague};

use super::participant::hash;
use super::record::{Act, By};
use super::{Conn, Result, Store, StoreError, on, record};
use crate::clock::new_id;

macro_rules! colleagues {
    ($which:literal) => {
        concat!(
            "select id, email, name, role, password_hash is not null as joined, \
             case when invitation_hash is not null then invited end as invited from staff \
             where removed is null ",
            $which
        )
    };
}
const ALL: &str = colleagues!("order by email");
const ONE: &str = colleagues!("and id = $1");
/// Whoever was removed comes back as somebody new: with a new link and no password.
const INVITE: &str = "insert into staff (id, email, name, role, invitation_hash, invited, created) \
    values ($1, $2, $3, $4, $5, $6, $6) on conflict (email) do update set name = excluded.name, \
    role = excluded.role, password_hash = null, invitation_hash = excluded.invitation_hash, \
    invited = excluded.invited, removed = null where staff.removed is not null returning id";
const INVITE_AGAIN: &str = "update staff set invitation_hash = $2, invited = $3 \
    where id = $1 and removed is null";
const CHANGE: &str = "update staff set role = $2 where id = $1 and removed is null";
const REMOVE: &str = "update staff set removed = $2, password_hash = null, invitation_hash = null \
    where id = $1 and removed is null";
// Of two admins who remove each other at once one waits for the other: all of their rows are taken before
// one is changed.
const TAKE_ADMINS: &str = "update staff set role = role where role = 'admin' and removed is null";
const ADMINS: &str = "select count(*) from staff where role = 'admin' and removed is null \
    and password_hash is not null";
const CLOSE_SESSIONS: &str = "delete from desk_session where staff = $1";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    email: String,
    name: Option<String>,
    role: String,
    joined: bool,
    invited: Option<i64>,
}

impl Row {
    fn colleague(self) -> Result<Colleague> {
        let role = Role::from_word(&self.role)
            .ok_or_else(|| StoreError::Corrupt(format!("the role `{}`", self.role)))?;
        Ok(Colleague {
            id: self.id.simple().to_string(),
            email: self.email,
            name: self.name,
            role,
            joined: self.joined,
            invited: self.invited.map(Moment),
        })
    }
}

impl Store {
    /// All who work at the desk, by mail address.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn colleagues(&self) -> Result<Vec<Colleague>> {
        let mut conn = self.read().await?;
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(ALL).fetch_all(&mut *c).await)?;
        rows.into_iter().map(Row::colleague).collect()
    }

    /// Invites somebody under this secret.
    ///
    /// # Errors
    /// [`Code::State`] when they are there already.
    pub async fn invite_colleague(
        &self,
        by: Uuid,
        new: &ValidColleague,
        secret: &str,
        now: Moment,
    ) -> Result<Colleague> {
        let mut tx = self.write().await?;
        let row: Option<(Uuid,)> = on!(tx, c => sqlx::query_as(INVITE).bind(new_id(now))
            .bind(&new.email).bind(&new.name).bind(new.role.word()).bind(&hash(secret)[..])
            .bind(now.0).fetch_optional(&mut *c).await)?;
        let (id,) = row.ok_or(StoreError::Refused(Code::State))?;
        note(&mut tx, by, id, RecordKind::StaffAdd, Some(new.role), now).await?;
        let colleague = one(&mut tx, id).await?;
        tx.commit().await?;
        Ok(colleague)
    }

    /// Gives somebody a new link by which to choose a password; an older one works no more. Their
    /// password works until they have chosen another.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when nobody has this id.
    pub async fn invite_again(
        &self,
        by: Uuid,
        id: Uuid,
        secret: &str,
        now: Moment,
    ) -> Result<Colleague> {
        let mut tx = self.write().await?;
        let changed = on!(tx, c => sqlx::query(INVITE_AGAIN).bind(id).bind(&hash(secret)[..])
            .bind(now.0).execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if changed == 0 {
            return Err(StoreError::Missing);
        }
        note(&mut tx, by, id, RecordKind::StaffInvite, None, now).await?;
        let colleague = one(&mut tx, id).await?;
        tx.commit().await?;
        Ok(colleague)
    }

    /// Gives somebody another role. It holds from their next request on.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when nobody has this id, [`Code::State`] when no admin would be left.
    pub async fn change_role(
        &self,
        by: Uuid,
        id: Uuid,
        role: Role,
        now: Moment,
    ) -> Result<Colleague> {
        let mut tx = self.write().await?;
        take_admins(&mut tx).await?;
        let changed = on!(tx, c => sqlx::query(CHANGE).bind(id).bind(role.word())
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if changed == 0 {
            return Err(StoreError::Missing);
        }
        keep_an_admin(&mut tx).await?;
        note(&mut tx, by, id, RecordKind::StaffChange, Some(role), now).await?;
        let colleague = one(&mut tx, id).await?;
        tx.commit().await?;
        Ok(colleague)
    }

    /// Lets somebody in no more; wherever they are signed in, they no longer are.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when nobody has this id, [`Code::State`] when no admin would be left.
    pub async fn remove_colleague(&self, by: Uuid, id: Uuid, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        take_admins(&mut tx).await?;
        let changed = on!(tx, c => sqlx::query(REMOVE).bind(id).bind(now.0)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if changed == 0 {
            return Err(StoreError::Missing);
        }
        keep_an_admin(&mut tx).await?;
        on!(tx, c => sqlx::query(CLOSE_SESSIONS).bind(id).execute(&mut *c).await.map(|_| ()))?;
        note(&mut tx, by, id, RecordKind::StaffRemove, None, now).await?;
        tx.commit().await
    }
}

async fn one(conn: &mut Conn, id: Uuid) -> Result<Colleague> {
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(ONE).bind(id).fetch_optional(&mut *c).await)?;
    row.ok_or(StoreError::Missing)?.colleague()
}

async fn take_admins(conn: &mut Conn) -> Result<()> {
    on!(conn, c => sqlx::query(TAKE_ADMINS).execute(&mut *c).await.map(|_| ()))?;
    Ok(())
}

/// Somebody must be able to invite others.
async fn keep_an_admin(conn: &mut Conn) -> Result<()> {
    let (admins,): (i64,) = on!(conn, c => sqlx::query_as(ADMINS).fetch_one(&mut *c).await)?;
    if admins == 0 { Err(StoreError::Refused(Code::State)) } else { Ok(()) }
}

async fn note(
    conn: &mut Conn,
    by: Uuid,
    of: Uuid,
    kind: RecordKind,
    role: Option<Role>,
    now: Moment,
) -> Result<()> {
    let detail = role.map(Role::word);
    let act = Act { subject: Some(of), detail, ..Act::of(By::Staff(by), kind) };
    record::note(conn, &act, now).await.map(|_| ())
}
