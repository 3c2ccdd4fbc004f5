//! Attempts at a secret.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use model::{DAY, Moment};

use super::{SWEEP, WINDOW};

/// Counts attempts at a secret: so many in ten minutes, then none for a while that doubles each time.
pub struct Attempts<K> {
    most: u32,
    counts: Mutex<Counts<K>>,
}

struct Counts<K> {
    of: HashMap<K, Tries>,
    swept: i64,
}

#[derive(Clone, Copy, Default)]
struct Tries {
    began: i64,
    count: u32,
    locked_until: i64,
    /// How often it has been locked; a day without attempts forgets it.
    locks: u32,
}

/// The longest that somebody is locked out: ten minutes doubled so often, about ten hours.
const LOCKS_MOST: u32 = 6;

impl<K: Eq + Hash> Attempts<K> {
    /// At most so many in ten minutes.
    #[must_use]
    pub fn new(most: u32) -> Self {
        Self { most, counts: Mutex::new(Counts { of: HashMap::new(), swept: 0 }) }
    }

    /// Counts one, if it is allowed.
    ///
    /// # Errors
    /// In how many seconds it will be.
    pub fn take(&self, key: K, now: Moment) -> Result<(), i64> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if now.0 >= counts.swept + SWEEP {
            counts.swept = now.0;
            counts.of.retain(|_, tries| now.0 < tries.began.max(tries.locked_until) + DAY);
        }
        let tries = counts.of.entry(key).or_insert(Tries { began: now.0, ..Tries::default() });
        if now.0 < tries.locked_until {
            return Err((tries.locked_until - now.0 + 999) / 1_000);
        }
        if now.0 >= tries.began.max(tries.locked_until) + DAY {
            tries.locks = 0;
        }
        if now.0 >= tries.began + WINDOW {
            (tries.began, tries.count) = (now.0, 0);
        }
        if tries.count >= self.most {
            tries.locked_until = tries.began + (WINDOW << tries.locks);
            tries.locks = (tries.locks + 1).min(LOCKS_MOST);
            return Err((tries.locked_until - now.0 + 999) / 1_000);
        }
        tries.count += 1;
        Ok(())
    }

    /// Takes one back that was right: only wrong ones count.
    pub fn give_back(&self, key: &K) {
        self.change(key, |tries| (tries.count, tries.locks) = (tries.count.saturating_sub(1), 0));
    }

    /// Takes one back that was not tried after all: nothing is known of it.
    pub(super) fn undo(&self, key: &K) {
        self.change(key, |tries| tries.count = tries.count.saturating_sub(1));
    }

    /// How many keys are remembered.
    #[cfg(test)]
    pub(super) fn known(&self) -> usize {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).of.len()
    }

    fn change(&self, key: &K, change: impl FnOnce(&mut Tries)) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tries) = counts.of.get_mut(key) {
            change(tries);
        }
    }
}
