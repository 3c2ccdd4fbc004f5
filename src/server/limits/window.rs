//! Acts in a window of time.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use model::Moment;

use super::{SWEEP, WINDOW};

/// Counts what each key does in a window that begins with its first act.
pub struct Tally<K> {
    length: i64,
    counts: Mutex<Counts<K>>,
}

/// When each window began, and how many there are in it.
struct Counts<K> {
    of: HashMap<K, (i64, u32)>,
    swept: i64,
}

impl<K: Eq + Hash> Tally<K> {
    /// Windows of so many milliseconds.
    #[must_use]
    pub fn new(length: i64) -> Self {
        Self { length, counts: Mutex::new(Counts { of: HashMap::new(), swept: 0 }) }
    }

    /// Counts one, and says how many there are with it.
    pub fn count(&self, key: K, now: Moment) -> u32 {
        self.take(key, u32::MAX, now).unwrap_or(u32::MAX)
    }

    /// How many there are.
    pub fn so_far(&self, key: &K, now: Moment) -> u32 {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let known = counts.of.get(key).filter(|(began, _)| now.0 < *began + self.length);
        known.map_or(0, |known| known.1)
    }

    /// Counts one if there are fewer than `most`; else says in how many seconds the window ends.
    fn take(&self, key: K, most: u32, now: Moment) -> Result<u32, i64> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if now.0 >= counts.swept + SWEEP {
            counts.swept = now.0;
            counts.of.retain(|_, (began, _)| now.0 < *began + self.length);
        }
        let entry = counts.of.entry(key).or_insert((now.0, 0));
        if now.0 >= entry.0 + self.length {
            *entry = (now.0, 0);
        }
        if entry.1 >= most {
            return Err((entry.0 + self.length - now.0 + 999) / 1_000);
        }
        entry.1 += 1;
        Ok(entry.1)
    }

    /// Takes one back that came to nothing.
    fn give_back(&self, key: &K) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, count)) = counts.of.get_mut(key) {
            *count = count.saturating_sub(1);
        }
    }
}

/// At most so many acts of each key in ten minutes.
pub struct Window<K> {
    most: u32,
    tally: Tally<K>,
}

impl<K: Eq + Hash> Window<K> {
    /// At most so many in ten minutes.
    #[must_use]
    pub fn new(most: u32) -> Self {
        Self::lasting(WINDOW, most)
    }

    /// At most so many in a window of so many milliseconds.
    #[must_use]
    pub fn lasting(lasts: i64, most: u32) -> Self {
        Self { most, tally: Tally::new(lasts) }
    }

    /// Counts one, if it is allowed.
    ///
    /// # Errors
    /// In how many seconds it will be.
    pub fn take(&self, key: K, now: Moment) -> Result<(), i64> {
        self.tally.take(key, self.most, now).map(|_| ())
    }

    /// Takes one back that came to nothing.
    pub fn give_back(&self, key: &K) {
        self.tally.give_back(key);
    }
}
