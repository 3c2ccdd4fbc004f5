//! Participants in the store. Of a token only its hash is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use model::{Me, Moment, ParticipantKind, Uuid, ValidParticipant};
use sha2::{Digest, Sha256};

use super::{Conn, Result, Store, StoreError, on};
use crate::clock::new_id;

const ADD: &str = "insert into participant (id, name, kind, district, email, token_hash, \
    token_seed, client_key_hash, created) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
    on conflict (client_key_hash) do nothing";
const BY_TOKEN: &str = "select id, name, kind, district, email, created \
    from participant where token_hash = $1 and deleted is null";
const BY_KEY: &str =
    "select id, token_seed from participant where client_key_hash = $1 and deleted is null";
const CHANGE: &str = "update participant set name = $2, district = $3, email = $4 where id = $1";
const FORGET: &str = "update participant set name = '', district = null, email = null, \
    token_hash = $2, token_seed = $2, client_key_hash = null, deleted = $3 where id = $1";
const OPEN_POSTS: &str = "select id from comment where participant = $1 and state <> 'withdrawn'";
const WITHDRAW_COMMENT: &str = "update comment set state = 'withdrawn', seen = coalesce(seen, $2) where id = $1 and state not in ('hidden', 'redacted')";
const OPEN_PROPOSALS: &str =
    "select id from proposal where participant = $1 and state <> 'withdrawn'";
const WITHDRAW_PROPOSAL: &str = "update proposal set state = 'withdrawn', seen = coalesce(seen, $2) where id = $1 and state not in ('hidden', 'redacted')";

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
    /// Since when.
    pub created: Moment,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    kind: String,
    district: Option<String>,
    email: Option<String>,
    created: i64,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            kind: ParticipantKind::from_word(&row.kind).unwrap_or(ParticipantKind::Citizen),
            district: row.district,
            email: row.email,
            created: Moment(row.created),
        }
    }
}

impl Store {
    /// Adds a participant and answers with their id and bearer token.
    ///
    /// `repeat_key` makes a repeated request answer with the same token: it is derived from a
    /// random seed that is stored and from a key that is not.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn add_participant(
        &self,
        new: &ValidParticipant,
        repeat_key: Option<[u8; 32]>,
        now: Moment,
    ) -> Result<(Uuid, String)> {
        let mut tx = self.write().await?;
        if let Some(known) = by_key(&mut tx, repeat_key).await? {
            return Ok(known);
        }
        let (id, seed) = (new_id(now), rand::random::<[u8; 32]>());
        let token = token(&seed, &repeat_key.unwrap_or_else(rand::random));
        let added = on!(tx, c => sqlx::query(ADD).bind(id).bind(&new.name).bind(new.kind.word())
            .bind(&new.district).bind(&new.email).bind(&hash(&token)[..]).bind(&seed[..])
            .bind(repeat_key.map(|key| hash_bytes(&key).to_vec())).bind(now.0)
            .execute(&mut *c).await.map(|done| done.rows_affected()))?;
        if added == 0 {
            // The same request, a moment earlier, on another connection.
            return by_key(&mut tx, repeat_key).await?.ok_or(StoreError::Missing);
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
    pub async fn me(&self, entry: &Entry) -> Result<Me> {
        let mut conn = self.read().await?;
        Ok(Me {
            id: entry.id.simple().to_string(),
            name: entry.name.clone(),
            kind: entry.kind,
            district: entry.district.clone(),
            email: entry.email.clone(),
            created: entry.created,
            comments: super::comment::of_participant(&mut conn, entry.id).await?,
            proposals: super::proposal::of_participant(&mut conn, entry.id).await?,
        })
    }

    /// Changes what a participant says about themselves.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn change_participant(&self, entry: &Entry) -> Result<()> {
        let mut tx = self.write().await?;
        on!(tx, c => sqlx::query(CHANGE).bind(entry.id).bind(&entry.name).bind(&entry.district)
            .bind(&entry.email).execute(&mut *c).await.map(|_| ()))?;
        tx.commit().await
    }

    /// Takes back all that a participant wrote and forgets who they are. A hidden post stays
    /// hidden: the record of what moderators did must hold.
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
        tx.commit().await
    }
}

async fn by_key(conn: &mut Conn, key: Option<[u8; 32]>) -> Result<Option<(Uuid, String)>> {
    let Some(key) = key else { return Ok(None) };
    let row: Option<(Uuid, Vec<u8>)> = on!(conn, c => sqlx::query_as(BY_KEY)
        .bind(&hash_bytes(&key)[..]).fetch_optional(&mut *c).await)?;
    Ok(row.map(|(id, seed)| (id, token(&seed, &key))))
}

fn token(seed: &[u8], key: &[u8; 32]) -> String {
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
