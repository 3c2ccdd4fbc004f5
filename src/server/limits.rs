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

    /// Whether one more is allowed.
    ///
    /// # Errors
    /// In how many seconds it will be.
    pub fn check(&self, key: &K, now: Moment) -> Result<(), i64> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.get(key) {
            Some((began, count)) if now.0 < began + WINDOW && *count >= self.most => {
                Err((began + WINDOW - now.0 + 999) / 1_000)
            }
            _ => Ok(()),
        }
    }

    /// Counts one.
    pub fn note(&self, key: K, now: Moment) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > SWEEP_ABOVE {
            counts.retain(|_, (began, _)| now.0 < *began + WINDOW);
        }
        let entry = counts.entry(key).or_insert((now.0, 0));
        if now.0 >= entry.0 + WINDOW {
            *entry = (now.0, 0);
        }
        entry.1 = entry.1.saturating_add(1);
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
        if self.on {
            self.posts_by_participant.check(&by, now)?;
            self.posts_by_address.check(&address, now)?;
            self.posts_by_participant.note(by, now);
            self.posts_by_address.note(address, now);
        }
        Ok(())
    }

    /// Counts a new participant.
    ///
    /// # Errors
    /// In how many seconds the next one is allowed.
    pub fn participant(&self, address: IpAddr, now: Moment) -> Result<(), i64> {
        if self.on {
            self.participants_by_address.check(&address, now)?;
            self.participants_by_address.note(address, now);
        }
        Ok(())
    }

    /// Whether another attempt to sign in is allowed.
    ///
    /// # Errors
    /// In how many seconds it will be.
    pub fn sign_in(&self, email: &str, address: IpAddr, now: Moment) -> Result<(), i64> {
        self.sign_ins_by_email.check(&email.to_owned(), now)?;
        self.sign_ins_by_address.check(&address, now)
    }

    /// Whether another attempt to use an invitation is allowed.
    ///
    /// # Errors
    /// In how many seconds it will be.
    pub fn invitation(&self, address: IpAddr, now: Moment) -> Result<(), i64> {
        self.sign_ins_by_address.check(&address, now)
    }

    /// Counts an attempt to use an invitation that failed.
    pub fn invitation_failed(&self, address: IpAddr, now: Moment) {
        self.sign_ins_by_address.note(address, now);
    }

    /// Counts an attempt to sign in that failed.
    pub fn sign_in_failed(&self, email: &str, address: IpAddr, now: Moment) {
        self.sign_ins_by_email.note(email.to_owned(), now);
        self.sign_ins_by_address.note(address, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_begins_with_the_first_and_ends_after_ten_minutes() {
        let window = Window::new(2);
        window.note("a", Moment(0));
        window.note("a", Moment(1_000));
        assert_eq!(window.check(&"a", Moment(2_000)), Err(598));
        assert_eq!(window.check(&"b", Moment(2_000)), Ok(()));
        assert_eq!(window.check(&"a", Moment(WINDOW)), Ok(()));
    }

    #[test]
    fn a_limit_that_is_off_still_guards_the_desk() {
        let limits = Limits::new(false);
        let address = IpAddr::from([127, 0, 0, 1]);
        for _ in 0..100 {
            assert_eq!(limits.post(Uuid::nil(), address, Moment(0)), Ok(()));
        }
        for _ in 0..10 {
            limits.sign_in_failed("a@b.dk", address, Moment(0));
        }
        assert!(limits.sign_in("a@b.dk", address, Moment(1)).is_err());
    }
}
