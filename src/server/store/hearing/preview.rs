//! The secret address at which a hearing that is not published can be read.

use model::{Code, Hearing, Moment, RecordKind, Uuid};

use super::{done, find};
use crate::store::participant::hash;
use crate::store::record::By;
use crate::store::{Result, Store, StoreError, on};

const PREVIEW: &str = "update consultation set preview_hash = $2 where id = $1";

impl Store {
    /// Gives a hearing that is not published a preview at another secret address, or none.
    ///
    /// # Errors
    /// [`Code::State`] when it is published.
    pub async fn set_preview(
        &self,
        slug: &str,
        by: Uuid,
        secret: Option<&str>,
        now: Moment,
    ) -> Result<Hearing> {
        let mut tx = self.write().await?;
        let row = find(&mut tx, slug).await?;
        if row.published && secret.is_some() {
            return Err(StoreError::Refused(Code::State));
        }
        let hashed = secret.map(|secret| hash(secret).to_vec());
        on!(tx, c => sqlx::query(PREVIEW).bind(row.id).bind(hashed)
            .execute(&mut *c).await.map(|_| ()))?;
        let kind = if secret.is_some() { RecordKind::PreviewLink } else { RecordKind::PreviewEnd };
        done(tx, slug, By::Staff(by), kind, None, now).await
    }
}
