//! Participants in the store. Of a token only its hash is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use model::{Me, Moment, ParticipantKind, Uuid, ValidParticipant};
use sha2::{Digest, Sha256};

use super::{Conn, Result, Store, StoreError, handover, mail, on, own, standing};
use crate::clock::new_id;

const ADD: &str = "insert into participant (id, name, kind, district, email, token_hash, \
    token_seed, client_key_hash, created) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
    on conflict (client_key_hash) do nothing";
const BY_TOKEN: &str = "select id, name, kind, district, email, email_confirmed, created, \
    paused_until, held, trusted from participant \
    where id = coalesce((select p.id from participant p where p.token_hash = $1), \
    (select d.participant from device d where d.token_hash = $1)) and deleted is null";
const BY_KEY: &str =
    "select id, token_seed from participant where client_key_hash = $1 and deleted is null";
// Another address is nobody's until it is proved, whatever was proved before.
const CHANGE: &str = "update participant set name = $2, district = $3, email = $4, \
    email_confirmed = case when email = $4 then email_confirmed end, \
    confirm_hash = case when email = $4 then confirm_hash end where id = $1";
const FORGET: &str = "update participant set name = '', district = null, email = null, \
    email_confirmed = null, confirm_hash = null, token_hash = $2, token_seed = $2, client_key_hash = null, deleted = $3 where id = $1";
const ADD_ORIGIN: &str =
    "insert into origin (participant, address_hash, created) values ($1, $2, $3)";
const FORGET_LEFT_OUT: &str = "delete from support_left_out where participant = $1";
const FORGET_ORIGIN: &str = "delete from origin where participant = $1";
const OLD_ORIGINS: &str = "select participant from origin where created <= $1 limit 1";
const FORGET_ORIGINS: &str = "delete from origin where created <= $1";
const NEIGHBOURS: &str = "select count(*) from origin o join origin n \
    on n.address_hash = o.address_hash and n.participant <> o.participant where o.participant = $1";
const OPEN_POSTS: &str = "select id from comment where participant = $1 and state <> 'withdrawn'";
const WITHDRAW_COMMENT: &str = "update comment set state = 'withdrawn', seen = coalesce(seen, $2) where id = $1 and state <> 'hidden'";
const OPEN_PROPOSALS: &str =
    "select id from proposal where participant = $1 and state <> 'withdrawn'";
const WITHDRAW_PROPOSAL: &str = "update proposal set state = 'withdrawn', seen = coalesce(seen, $2) where id = $1 and state <> 'hidden'";

/// What is read with each request that carries a token, for the test that no read scans.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("participant by token", BY_TOKEN),
    ("participant by repeat key", BY_KEY),
    ("neighbours", NEIGHBOURS),
    ("old origins", OLD_ORIGINS),
];

/// A participant as the store knows them.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Their id.
    pub id: Uuid,
    /// The name shown.
    pub name: String,
    /// On whose behalf they write.
    pub kind: ParticipantKind,
    /// Where in the city.
    pub district: Option<String>,
    /// Where to send an answer.
    pub email: Option<String>,
    /// Since when it is known that this address is theirs.
    pub email_confirmed: Option<Moment>,
    /// Since when.
    pub created: Moment,
    /// Until when they cannot post, if a moderator has paused them.
    pub paused_until: Option<Moment>,
    /// Whether a moderator holds their posts.
    pub held: bool,
    /// Whether a moderator has approved a post of theirs.
    pub trusted: bool,
}

impl Entry {
    /// Whether they cannot post at `now`.
    #[must_use]
    pub fn is_paused(&self, now: Moment) -> bool {
        self.paused_until.is_some_and(|until| now < until)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    kind: String,
    district: Option<String>,
    email: Option<String>,
    email_confirmed: Option<i64>,
    created: i64,
    paused_until: Option<i64>,
    held: bool,
    trusted: bool,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            kind: ParticipantKind::from_word(&row.kind).unwrap_or(ParticipantKind::Citizen),
            district: row.district,
            email: row.email,
            email_confirmed: row.email_confirmed.map(Moment),
            created: Moment(row.created),
            paused_until: row.paused_until.map(Moment),
            held: row.held,
            trusted: row.trusted,
        }
    }
}

impl Store {
    /// Adds a participant and answers with their id and bearer token.
    ///
    /// `repeat_key` makes a repeated request answer with the same token: it is derived from a
    /// random seed that is stored and from a key that is not. `confirm` is the secret of the link by
    /// which they are asked whether the address that they gave is theirs. `origin` is the keyed hash of
    /// where they come from, when that is to be kept.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn add_participant(
        &self,
        new: &ValidParticipant,
        repeat_key: Option<[u8; 32]>,
        confirm: Option<&str>,
        origin: Option<[u8; 32]>,
        now: Moment,
    ) -> Result<(Uuid, String)> {
        let mut tx = self.write().await?;
        if let Some(known) = by_key(&mut tx, repeat_key).await? {
            return Ok(known);
        }
        let (id, seed) = (new_id(now), rand::random::<[u8; 32]>());
        let token = keyed(&seed, &repeat_key.unwrap_or_else(rand::random));
        let added = on!(tx, c => sqlx::query(ADD).bind(id).bind(&new.name).bind(new.kind.word())
            .bind(&new.district).bind(&new.email).bind(&hash(&token)[..]).bind(&seed[..])
            .bind(repeat_key.map(|key| hash_bytes(&key).to_vec())).bind(now.0)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if added == 0 {
            // The same request, a moment earlier, on another connection.
            return by_key(&mut tx, repeat_key).await?.ok_or(StoreError::Missing);
        }
        if let (Some(email), Some(secret)) = (&new.email, confirm) {
            mail::ask_to_confirm(&mut tx, id, email, secret, now).await?;
        }
        if let Some(origin) = origin {
            on!(tx, c => sqlx::query(ADD_ORIGIN).bind(id).bind(&origin[..]).bind(now.0)
                .execute(&mut *c).await.map(|_| ()))?;
        }
        tx.commit().await?;
        Ok((id, token))
    }

    /// Who holds this token.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn participant(&self, token: &str) -> Result<Option<Entry>> {
        let mut conn = self.read().await?;
        let row: Option<Row> = on!(conn, c => sqlx::query_as(BY_TOKEN).bind(&hash(token)[..])
            .fetch_optional(&mut *c).await)?;
        Ok(row.map(Entry::from))
    }

    /// A participant as they see themselves, with what they wrote.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn me(&self, entry: &Entry, now: Moment) -> Result<Me> {
        let mut conn = self.read().await?;
        Ok(Me {
            id: entry.id.simple().to_string(),
            name: entry.name.clone(),
            kind: entry.kind,
            district: entry.district.clone(),
            email: entry.email.clone(),
            email_confirmed: entry.email_confirmed.is_some(),
            created: entry.created,
            restriction: standing::restriction(&mut conn, entry, now).await?,
            comments: own::newest_comments(&mut conn, entry.id).await?,
            proposals: own::newest_proposals(&mut conn, entry.id).await?,
        })
    }

    /// Changes what a participant says about themselves. `confirm` is the secret of the link by which
    /// they are asked whether their address is theirs.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn change_participant(
        &self,
        entry: &Entry,
        confirm: Option<&str>,
        now: Moment,
    ) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(CHANGE).bind(entry.id).bind(&entry.name).bind(&entry.district)
            .bind(&entry.email).execute(&mut *c).await.map(|_| ()))?;
        mail::forget_others(&mut tx, entry.id, entry.email.as_deref()).await?;
        if let (Some(email), Some(secret)) = (&entry.email, confirm) {
            mail::ask_to_confirm(&mut tx, entry.id, email, secret, now).await?;
        }
        tx.commit().await
    }

    /// Takes back all that a participant wrote and forgets who they are, on every device. A hidden
    /// post stays hidden: the record of what moderators did must hold.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn forget_participant(&self, id: Uuid, now: Moment) -> Result<()> {
        let mut tx = self.write().await?;
        let comments: Vec<(Uuid,)> =
            on!(tx, c => sqlx::query_as(OPEN_POSTS).bind(id).fetch_all(&mut *c).await)?;
        for (comment,) in comments {
            on!(tx, c => sqlx::query(WITHDRAW_COMMENT).bind(comment).bind(now.0)
                .execute(&mut *c).await.map(|_| ()))?;
            super::exposure::settle_comment(&mut tx, comment).await?;
        }
        let proposals: Vec<(Uuid,)> =
            on!(tx, c => sqlx::query_as(OPEN_PROPOSALS).bind(id).fetch_all(&mut *c).await)?;
        for (proposal,) in proposals {
            on!(tx, c => sqlx::query(WITHDRAW_PROPOSAL).bind(proposal).bind(now.0)
                .execute(&mut *c).await.map(|_| ()))?;
            super::exposure::settle_proposal(&mut tx, proposal).await?;
        }
        let nobody = rand::random::<[u8; 32]>();
        on!(tx, c => sqlx::query(FORGET).bind(id).bind(&nobody[..]).bind(now.0)
            .execute(&mut *c).await.map(|_| ()))?;
        for sql in [FORGET_ORIGIN, FORGET_LEFT_OUT] {
            on!(tx, c => sqlx::query(sql).bind(id).execute(&mut *c).await.map(|_| ()))?;
        }
        handover::forget(&mut tx, id).await?;
        mail::forget_others(&mut tx, id, None).await?;
        tx.commit().await
    }

    /// Forgets from where those came who came before.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn forget_origins(&self, before: Moment) -> Result<()> {
        // Nothing is written while there is nothing to forget: a commit makes kept answers old.
        let mut conn = self.read().await?;
        let old: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(OLD_ORIGINS).bind(before.0)
            .fetch_optional(&mut *c).await)?;
        drop(conn);
        if old.is_none() {
            return Ok(());
        }
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(FORGET_ORIGINS).bind(before.0)
            .execute(&mut *c).await.map(|_| ()))?;
        tx.commit().await
    }
}

/// How many other participants came from the same network address, as far as that is still known.
pub(super) async fn neighbours(conn: &mut Conn, id: Uuid) -> Result<i64> {
    let (count,): (i64,) =
        on!(conn, c => sqlx::query_as(NEIGHBOURS).bind(id).fetch_one(&mut *c).await)?;
    Ok(count)
}

async fn by_key(conn: &mut Conn, key: Option<[u8; 32]>) -> Result<Option<(Uuid, String)>> {
    let Some(key) = key else { return Ok(None) };
    let row: Option<(Uuid, Vec<u8>)> = on!(conn, c => sqlx::query_as(BY_KEY)
        .bind(&hash_bytes(&key)[..]).fetch_optional(&mut *c).await)?;
    Ok(row.map(|(id, seed)| (id, keyed(&seed, &key))))
}

/// A token from a seed that is stored and a key that is not.
pub(super) fn keyed(seed: &[u8], key: &[u8]) -> String {
    // HMAC takes a key of any length, so this cannot fail.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(seed) else { return String::new() };
    mac.update(key);
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

fn hash_bytes(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// What is stored of a secret. Secrets of 256 random bits need no slow hash.
pub(super) fn hash(secret: &str) -> [u8; 32] {
    hash_bytes(secret.as_bytes())
}
