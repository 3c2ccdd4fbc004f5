//! How much anybody may do in ten minutes.
//!
//! A library or a school is one address, so a person is counted first and an address only to stop a
//! flood. Addresses stand in memory alone and are forgotten with the window. Every server process
//! counts for itself.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use model::{MINUTE, Moment, Uuid};

use crate::store::StoreError;

/// How long a window lasts, in milliseconds.
const WINDOW: i64 = 10 * MINUTE;
/// Above so many keys, those of past windows are dropped.
const SWEEP_ABOVE: usize = 10_000;

/// Counts what each key does in a window that begins with its first act.
pub struct Window<K> {
    most: u32,
    counts: Mutex<HashMap<K, (i64, u32)>>,
}

impl<K: Eq + Hash> Window<K> {
    /// At most so many in ten minutes.
    #[must_use]
    pub fn new(most: u32) -> Self {
        Self { most, counts: Mutex::new(HashMap::new()) }
    }

    /// Counts one, if it is allowed.
    ///
    /// # Errors
    /// In how many seconds it will be.
    pub fn take(&self, key: K, now: Moment) -> Result<(), i64> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > SWEEP_ABOVE {
            counts.retain(|_, (began, _)| now.0 < *began + WINDOW);
        }
        let entry = counts.entry(key).or_insert((now.0, 0));
        if now.0 >= entry.0 + WINDOW {
            *entry = (now.0, 0);
        }
        if entry.1 >= self.most {
            return Err((entry.0 + WINDOW - now.0 + 999) / 1_000);
        }
        entry.1 += 1;
        Ok(())
    }

    /// Takes one back that came to nothing.
    pub fn give_back(&self, key: &K) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, count)) = counts.get_mut(key) {
            *count = count.saturating_sub(1);
        }
    }
}

/// Every limit of the contract.
pub struct Limits {
    on: bool,
    posts_by_participant: Window<Uuid>,
    posts_by_address: Window<IpAddr>,
    participants_by_address: Window<IpAddr>,
    sign_ins_by_email: Window<String>,
    sign_ins_by_address: Window<IpAddr>,
}

impl Limits {
    /// The limits of the contract; with `on` false only sign-ins are limited.
    #[must_use]
    pub fn new(on: bool) -> Self {
        Self {
            on,
            posts_by_participant: Window::new(30),
            posts_by_address: Window::new(1_000),
            participants_by_address: Window::new(300),
            sign_ins_by_email: Window::new(10),
            sign_ins_by_address: Window::new(50),
        }
    }

    /// Counts a post (or a report) of a participant.
    ///
    /// # Errors
    /// In how many seconds the next one is allowed.
    pub fn post(&self, by: Uuid, address: IpAddr, now: Moment) -> Result<(), i64> {
        if !self.on {
            return Ok(());
        }
        self.posts_by_participant.take(by, now)?;
        self.posts_by_address.take(address, now).inspect_err(|_| {
            self.posts_by_participant.give_back(&by);
        })
    }

    /// Takes a post back that the store could not take just now: that is not held against whoever
    /// sends it again.
    pub fn post_failed(&self, error: &StoreError, by: Uuid, address: IpAddr) {
        if error.passes() {
            self.give_post_back(by, address);
        }
    }

    /// Takes a post back that was none: the same one had been taken before.
    pub fn give_post_back(&self, by: Uuid, address: IpAddr) {
        self.posts_by_participant.give_back(&by);
        self.posts_by_address.give_back(&address);
    }

    /// Counts a new participant.
    ///
    /// # Errors
    /// In how many seconds the next one is allowed.
    pub fn participant(&self, address: IpAddr, now: Moment) -> Result<(), i64> {
        if self.on { self.participants_by_address.take(address, now) } else { Ok(()) }
    }

    /// Counts an attempt to sign in, before it is known how it ends: many at once are many.
    ///
    /// # Errors
    /// In how many seconds the next one is allowed.
    pub fn sign_in(&self, email: &str, address: IpAddr, now: Moment) -> Result<(), i64> {
        self.sign_ins_by_email.take(email.to_owned(), now)?;
        self.sign_ins_by_address.take(address, now).inspect_err(|_| {
            self.sign_ins_by_email.give_back(&email.to_owned());
        })
    }

    /// Takes an attempt back that was right: only wrong ones count.
    pub fn signed_in(&self, email: &str, address: IpAddr) {
        self.sign_ins_by_email.give_back(&email.to_owned());
        self.sign_ins_by_address.give_back(&address);
    }

    /// Counts an attempt to use an invitation.
    ///
    /// # Errors
    /// In how many seconds the next one is allowed.
    pub fn invitation(&self, address: IpAddr, now: Moment) -> Result<(), i64> {
        self.sign_ins_by_address.take(address, now)
    }

    /// Takes an attempt back that was right.
    pub fn accepted(&self, address: IpAddr) {
        self.sign_ins_by_address.give_back(&address);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_begins_with_the_first_and_ends_after_ten_minutes() {
        let window = Window::new(2);
        assert_eq!(window.take("a", Moment(0)), Ok(()));
        assert_eq!(window.take("a", Moment(1_000)), Ok(()));
        assert_eq!(window.take("a", Moment(2_000)), Err(598));
        assert_eq!(window.take("b", Moment(2_000)), Ok(()));
        window.give_back(&"a");
        assert_eq!(window.take("a", Moment(3_000)), Ok(()));
        assert_eq!(window.take("a", Moment(WINDOW)), Ok(()));
    }

    #[test]
    fn a_limit_that_is_off_still_guards_the_desk() {
        let limits = Limits::new(false);
        let address = IpAddr::from([127, 0, 0, 1]);
        for _ in 0..100 {
            assert_eq!(limits.post(Uuid::nil(), address, Moment(0)), Ok(()));
        }
        for _ in 0..10 {
            assert_eq!(limits.sign_in("a@b.dk", address, Moment(0)), Ok(()));
        }
        assert!(limits.sign_in("a@b.dk", address, Moment(1)).is_err());
    }
}
