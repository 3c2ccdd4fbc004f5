//! What is like something that is still being written: not what holds all of its words, but what
//! shares those of them that few others have.

use std::collections::BTreeMap;

use model::{HitKind, Page, Uuid};
use sqlx::AssertSqlSafe;

use super::search::{CONSULTATION, Found, PUBLIC, ids, list, of_kind, words_meant};
use super::{Result, Store, StoreError, on};
use crate::words::Asked;

/// Items that are looked at for one word; a word that more have tells next to nothing.
const HOLD_MOST: i64 = 200;
/// A word that no more items have is rare enough to make one similar alone.
const FEW: usize = 2;

impl Store {
    /// What shares words with a text, of one kind or of any: the likest first, the newest of those
    /// that are equally like. There is no second page.
    ///
    /// # Errors
    /// [`StoreError::Missing`] without such a consultation.
    pub async fn similar(
        &self,
        slug: &str,
        telling: &[Asked],
        kind: Option<HitKind>,
        limit: i64,
    ) -> Result<Page<Found>> {
        let mut conn = self.read().await?;
        let consultation: Option<(Uuid,)> =
            on!(conn, c => sqlx::query_as(CONSULTATION).bind(slug).fetch_optional(&mut *c).await)?;
        let (consultation,) = consultation.ok_or(StoreError::Missing)?;
        let mut holding = Vec::new();
        for word in telling {
            let meant = ids(&words_meant(&mut conn, consultation, word).await?);
            if meant.is_empty() {
                holding.push(Vec::new());
                continue;
            }
            let sql = holders(&meant, kind);
            let rows: Vec<(i16, Uuid)> = on!(conn, c => sqlx::query_as(AssertSqlSafe(sql))
                .persistent(false).bind(consultation).bind(HOLD_MOST).fetch_all(&mut *c).await)?;
            holding.push(rows.into_iter().map(|(rank, item)| Found { rank, item }).collect());
        }
        let mut items = likest(&holding);
        items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
        Ok(Page { items, next: None, total })
    }
}

/// What holds one of some words.
fn holders(words: &[i64], kind: Option<HitKind>) -> String {
    format!(
        "select distinct p.rank, p.item from search_posting p where p.consultation = $1 \
         and p.word in ({}){}{PUBLIC} limit $2",
        list(words),
        of_kind(kind)
    )
}

/// What the public reads, for the test that no read scans.
#[cfg(test)]
pub(super) fn put_together() -> Vec<(&'static str, String)> {
    vec![("proposals with a word", holders(&[1, 2], Some(HitKind::Proposal)))]
}

/// From what holds each word, what is like a text with all of them: it shares two words with it, or
/// one that few others have. A word weighs the more the fewer have it.
fn likest<T: Copy + Ord>(holding: &[Vec<T>]) -> Vec<T> {
    let mut likeness: BTreeMap<T, (usize, f64)> = BTreeMap::new();
    for items in holding {
        #[expect(clippy::cast_precision_loss, reason = "at most 200")]
        let weight = 1.0 / (1.0 + (items.len().max(1) as f64).ln());
        let rare = items.len() <= FEW || holding.len() == 1;
        for item in items {
            let like = likeness.entry(*item).or_default();
            like.0 += if rare { 2 } else { 1 };
            like.1 += weight;
        }
    }
    let mut like: Vec<(T, f64)> = likeness
        .into_iter()
        .filter(|(_, (shared, _))| *shared >= 2)
        .map(|(item, (_, weight))| (item, weight))
        .collect();
    like.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
    like.into_iter().map(|(item, _)| item).collect()
}

#[cfg(test)]
mod tests {
    use super::likest;

    #[test]
    fn two_common_words_or_a_rare_one_make_similar_and_the_rarer_come_first() {
        let common = vec![1, 2, 3, 4, 5, 6];
        let also = vec![5, 6, 7, 8];
        assert_eq!(likest(&[common.clone(), also.clone()]), [6, 5]);
        assert_eq!(likest(&[common.clone(), also, vec![9, 2]]), [2, 6, 5, 9]);
        assert_eq!(likest(&[common]), [6, 5, 4, 3, 2, 1]);
        assert!(likest::<u8>(&[]).is_empty());
    }
}
