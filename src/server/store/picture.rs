//! Pictures in the store.

use model::{MediaType, Moment, Picture, RecordKind, Uuid};
use sha2::{Digest, Sha256};

use super::record::{Act, By};
use super::{Conn, Result, Store, StoreError, on, record};
use crate::clock::new_id;
use crate::picture::Clean;

const FIND: &str = "select id from consultation where slug = $1";
const SAME: &str = "select id, media_type, width, height from picture \
    where consultation = $1 and content_hash = $2";
const ADD: &str = "insert into picture (id, consultation, media_type, width, height, content_hash, \
    image_bytes, created, staff) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
    on conflict (consultation, content_hash) do nothing";
const READ: &str = "select media_type, image_bytes from picture where id = $1";
/// Whether something that everybody reads has it. What else comes to have pictures is asked here, too.
const SHOWN: &str = "select 1 as one from news n join consultation c on c.id = n.consultation \
    where n.picture = $1 and n.published <= $2 and c.published limit 1";

/// What the public reads.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[("picture", READ), ("where a picture stands", SHOWN)];

/// A picture that staff sent for a consultation.
pub struct NewPicture<'a> {
    /// The consultation's name in addresses.
    pub consultation: &'a str,
    /// What is kept of it.
    pub clean: &'a Clean,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    media_type: String,
    width: i64,
    height: i64,
}

impl Row {
    fn picture(self) -> Result<Picture> {
        Ok(Picture {
            id: self.id.simple().to_string(),
            media_type: media_type(&self.media_type)?,
            width: self.width,
            height: self.height,
        })
    }
}

fn media_type(word: &str) -> Result<MediaType> {
    MediaType::from_word(word).ok_or_else(|| StoreError::Corrupt(format!("the picture `{word}`")))
}

impl Store {
    /// Keeps a picture; one that the consultation has already is kept once. Answers whether it is new.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such consultation.
    pub async fn add_picture(
        &self,
        by: Uuid,
        new: &NewPicture<'_>,
        now: Moment,
    ) -> Result<(Picture, bool)> {
        let mut tx = self.write().await?;
        let home: Option<(Uuid,)> = on!(tx, c => sqlx::query_as(FIND).bind(new.consultation)
            .fetch_optional(&mut *c).await)?;
        let (home,) = home.ok_or(StoreError::Missing)?;
        let Clean { media_type, width, height, bytes } = new.clean;
        let (id, hash) = (new_id(now), Sha256::digest(bytes).to_vec());
        let added = on!(tx, c => sqlx::query(ADD).bind(id).bind(home).bind(media_type.word())
            .bind(i64::from(*width)).bind(i64::from(*height)).bind(&hash).bind(bytes).bind(now.0)
            .bind(by).execute(&mut *c).await.map(|done| done.rows_affected()))?;
        let row: Row = on!(tx, c => sqlx::query_as(SAME).bind(home).bind(&hash)
            .fetch_one(&mut *c).await)?;
        if added > 0 {
            let act = Act {
                consultation: Some(home),
                subject: Some(id),
                ..Act::of(By::Staff(by), RecordKind::PictureAdd)
            };
            record::note(&mut tx, &act, now).await?;
        }
        tx.commit().await?;
        Ok((row.picture()?, added > 0))
    }

    /// A picture, and whether it stands in something that everybody can read.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none of this id.
    pub async fn picture(&self, id: Uuid, now: Moment) -> Result<(MediaType, Vec<u8>, bool)> {
        let mut conn = self.read().await?;
        let row: Option<(String, Vec<u8>)> =
            on!(conn, c => sqlx::query_as(READ).bind(id).fetch_optional(&mut *c).await)?;
        let (word, bytes) = row.ok_or(StoreError::Missing)?;
        Ok((media_type(&word)?, bytes, is_shown(&mut conn, id, now).await?))
    }
}

async fn is_shown(conn: &mut Conn, id: Uuid, now: Moment) -> Result<bool> {
    let found: Option<(i32,)> = on!(conn, c => sqlx::query_as(SHOWN).bind(id).bind(now.0)
        .fetch_optional(&mut *c).await)?;
    Ok(found.is_some())
}
