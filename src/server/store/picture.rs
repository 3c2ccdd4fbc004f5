//! Pictures in the store. One that nothing has any more is deleted.

use model::{DAY, Illustration, MediaType, Moment, Picture, RecordKind, Uuid};
use sha2::{Digest, Sha256};

use super::participant::hash;
use super::record::{Act, By};
use super::{Conn, Result, Store, StoreError, on, record};
use crate::clock::new_id;
use crate::picture::Clean;

const FIND: &str = "select id from consultation where slug = $1";
const SAME: &str = "select id, media_type, width, height from picture \
    where consultation = $1 and content_hash = $2";
/// One that is there already counts as chosen again: whoever sends it has something in mind for it.
const ADD: &str = "insert into picture (id, consultation, media_type, width, height, content_hash, \
    image_bytes, created, used, staff) values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9) \
    on conflict (consultation, content_hash) do update set used = excluded.used";
const CHOOSE: &str = "update picture set used = $3 where id = $1 and consultation = $2";
const READ: &str = "select media_type, image_bytes from picture where id = $1";
/// Whether something that everybody reads has it. What else comes to have pictures is asked here and in
/// [`unused!`], too.
const SHOWN: &str = "select 1 as one from news n join consultation c on c.id = n.consultation \
    where n.picture = $1 and n.published <= $2 and c.published \
    union all select 1 as one from logo l join consultation c on c.id = l.consultation \
    where l.picture = $1 and c.published limit 1";
/// Whether it stands in the preview at a secret address.
const PREVIEWED: &str = "select 1 as one from logo l join consultation c on c.id = l.consultation \
    where l.picture = $1 and c.preview_hash = $2 and not c.published";

/// That nothing has it, and that it was chosen for nothing since a moment. Whoever chooses it writes it anew, so that either they or
/// the sweep come first, and the other one sees what was done.
macro_rules! unused {
    ($before:literal, $which:literal) => {
        concat!(
            $before,
            "where p.used < $1 and not exists (select 1 from news n where n.picture = p.id) \
             and not exists (select 1 from logo l where l.picture = p.id)",
            $which
        )
    };
}
const UNUSED: &str = unused!("select p.id, p.consultation from picture p ", " limit 100");
const SWEEP: &str = unused!("delete from picture as p ", " and p.id = $2");
/// For how long one is kept that nothing has: what it was sent for may still be written.
const KEPT: i64 = DAY;

/// What the public reads, and what is looked for all the time.
#[cfg(test)]
pub(super) const READS: &[(&str, &str)] = &[
    ("picture", READ),
    ("where a picture stands", SHOWN),
    ("a picture in a preview", PREVIEWED),
    ("pictures that nothing has", UNUSED),
];

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
        on!(tx, c => sqlx::query(ADD).bind(id).bind(home).bind(media_type.word())
            .bind(i64::from(*width)).bind(i64::from(*height)).bind(&hash).bind(bytes).bind(now.0)
            .bind(by).execute(&mut *c).await.map(|_| ()))?;
        let row: Row = on!(tx, c => sqlx::query_as(SAME).bind(home).bind(&hash)
            .fetch_one(&mut *c).await)?;
        let fresh = row.id == id;
        if fresh {
            let act = Act {
                consultation: Some(home),
                subject: Some(id),
                ..Act::of(By::Staff(by), RecordKind::PictureAdd)
            };
            record::note(&mut tx, &act, now).await?;
        }
        tx.commit().await?;
        Ok((row.picture()?, fresh))
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

    /// Whether a picture stands in the preview of a hearing at a secret address.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn is_previewed(&self, id: Uuid, secret: &str) -> Result<bool> {
        let mut conn = self.read().await?;
        let found: Option<(i32,)> = on!(conn, c => sqlx::query_as(PREVIEWED).bind(id)
            .bind(&hash(secret)[..]).fetch_optional(&mut *c).await)?;
        Ok(found.is_some())
    }

    /// Deletes the pictures that nothing has, a day after they were last chosen for something. Of
    /// several processes one deletes each.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub async fn sweep_pictures(&self, now: Moment) -> Result<()> {
        let before = now.plus(-KEPT).0;
        let mut conn = self.read().await?;
        let unused: Vec<(Uuid, Uuid)> =
            on!(conn, c => sqlx::query_as(UNUSED).bind(before).fetch_all(&mut *c).await)?;
        drop(conn);
        for (id, home) in unused {
            let mut tx = self.write().await?;
            let gone = on!(tx, c => sqlx::query(SWEEP).bind(before).bind(id)
                .execute(&mut *c).await.map(|done| done.rows_affected()))?;
            if gone == 0 {
                // Another process was quicker, or somebody has chosen it meanwhile.
                continue;
            }
            let act = Act {
                consultation: Some(home),
                subject: Some(id),
                ..Act::of(By::Program, RecordKind::PictureSweep)
            };
            record::note(&mut tx, &act, now).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// Chooses a picture of a consultation's own for something.
///
/// # Errors
/// The field `picture` when the consultation has none of this id.
pub(super) async fn choose(conn: &mut Conn, id: Uuid, home: Uuid, now: Moment) -> Result<()> {
    let chosen = on!(conn, c => sqlx::query(CHOOSE).bind(id).bind(home).bind(now.0)
        .execute(&mut *c).await.map(|done| done.rows_affected()))?;
    if chosen == 0 { Err(StoreError::unknown("picture")) } else { Ok(()) }
}

/// A picture in a row of what has one.
pub(super) fn illustration(
    id: Option<Uuid>,
    alt: Option<String>,
    width: Option<i64>,
    height: Option<i64>,
) -> Option<Illustration> {
    let id = id?.simple().to_string();
    Some(Illustration { id, width: width?, height: height?, alt: alt.unwrap_or_default() })
}

async fn is_shown(conn: &mut Conn, id: Uuid, now: Moment) -> Result<bool> {
    let found: Option<(i32,)> = on!(conn, c => sqlx::query_as(SHOWN).bind(id).bind(now.0)
        .fetch_optional(&mut *c).await)?;
    Ok(found.is_some())
}
