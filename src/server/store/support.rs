//! Support in the store: once per person and post, counted in the same transaction.

use model::{Code, Exposure, Moment, Support, Uuid};

use super::{Conn, Result, Store, StoreError, on};

const ADD: &str = "insert into support (post, participant, created) values ($1, $2, $3) \
    on conflict (post, participant) do nothing";
const TAKE: &str = "delete from support where post = $1 and participant = $2";
const COUNT_COMMENT: &str =
    "update comment set support = support + $2 where id = $1 returning support, exposure";
const COUNT_PROPOSAL: &str =
    "update proposal set support = support + $2 where id = $1 returning support, exposure";
const AGREES: &str = "select created from support where post = $1 and participant = $2";
const OF: &str = "select post from support where participant = $1 limit 10000";

/// Which kind of post is meant: ids do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostKind {
    /// A comment.
    Comment,
    /// A proposal.
    Proposal,
}

impl PostKind {
    /// `comment` or `proposal`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Proposal => "proposal",
        }
    }

    /// Reads [`PostKind::word`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Comment, Self::Proposal].into_iter().find(|kind| kind.word() == word)
    }
}

impl Store {
    /// Notes that somebody agrees with a post, or no longer does. Twice is the same as once.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the public sees no such post, [`Code::State`] when it sees only
    /// a marker.
    pub async fn set_support(
        &self,
        kind: PostKind,
        post: Uuid,
        by: Uuid,
        agrees: bool,
        now: Moment,
    ) -> Result<Support> {
        let mut tx = self.write().await?;
        let changed = if agrees {
            on!(tx, c => sqlx::query(ADD).bind(post).bind(by).bind(now.0)
                .execute(&mut *c).await.map(|done| done.rows_affected()))?
        } else {
            on!(tx, c => sqlx::query(TAKE).bind(post).bind(by)
                .execute(&mut *c).await.map(|done| done.rows_affected()))?
        };
        let delta = if changed == 0 {
            0
        } else if agrees {
            1
        } else {
            -1
        };
        let count = if kind == PostKind::Comment { COUNT_COMMENT } else { COUNT_PROPOSAL };
        let row: Option<(i64, i16)> = on!(tx, c => sqlx::query_as(count).bind(post).bind(delta)
            .fetch_optional(&mut *c).await)?;
        let (support, exposure) = row.ok_or(StoreError::Missing)?;
        match Exposure::from_stored(exposure) {
            Exposure::Nothing => return Err(StoreError::Missing),
            Exposure::Marker => return Err(StoreError::Refused(Code::State)),
            Exposure::Full => {}
        }
        tx.commit().await?;
        Ok(Support { support, supported: agrees })
    }
}

/// Whether somebody agrees with a post.
pub(super) async fn agrees(conn: &mut Conn, post: Uuid, by: Uuid) -> Result<bool> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(AGREES).bind(post).bind(by)
        .fetch_optional(&mut *c).await)?;
    Ok(row.is_some())
}

/// The posts that somebody agrees with.
pub(super) async fn supported(conn: &mut Conn, by: Uuid) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = on!(conn, c => sqlx::query_as(OF).bind(by).fetch_all(&mut *c).await)?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
