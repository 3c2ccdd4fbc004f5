//! How much anybody may do in ten minutes, or in an hour.
//!
//! A library or a school is one address, so a person is counted first and an address only to stop a
//! flood. Addresses stand in memory alone and are forgotten with the window. Every server process
//! counts for itself.

mod attempts;
mod held;
mod window;

pub use attempts::Attempts;
pub use held::{Held, Hold};
pub use window::{Tally, Window};

use std::net::IpAddr;

use model::{HOUR, MINUTE, Moment, Uuid};

use crate::familiar::Device;
use crate::store::StoreError;

/// How long a window lasts, in milliseconds.
const WINDOW: i64 = 10 * MINUTE;
/// How often, in milliseconds, those of past windows are dropped.
const SWEEP: i64 = MINUTE;

/// Most live streams of one address: those who look at a page just now, in a school or a library.
const STREAMS: usize = 300;

/// Every limit of the contract.
pub struct Limits {
    on: bool,
    posts_by_participant: Window<Uuid>,
    posts_by_address: Window<IpAddr>,
    participants_by_address: Window<IpAddr>,
    difficulties_by_address: Window<IpAddr>,
    handovers_by_participant: Window<Uuid>,
    links_by_address: Window<IpAddr>,
    confirmations_by_participant: Window<Uuid>,
    confirmations_by_address: Window<IpAddr>,
    confirmations_by_email: Window<String>,
    sign_ins_by_email: Attempts<String>,
    sign_ins_by_device: Attempts<Device>,
    sign_ins_by_address: Attempts<IpAddr>,
    streams: Held,
    desk_streams: Held,
}

impl Limits {
    /// The limits of the contract; with `on` false only guesses at secrets are limited, and live streams
    /// all together. Of these there are fewer than connections, so that some are left for all else.
    #[must_use]
    pub fn new(on: bool, connections: usize) -> Self {
        let streams = connections / 4 * 3;
        Self {
            on,
            posts_by_participant: Window::new(30),
            posts_by_address: Window::new(1_000),
            participants_by_address: Window::new(300),
            difficulties_by_address: Window::new(300),
            handovers_by_participant: Window::new(30),
            links_by_address: Window::new(50),
            confirmations_by_participant: Window::lasting(HOUR, 3),
            confirmations_by_address: Window::lasting(HOUR, 10),
            confirmations_by_email: Window::lasting(HOUR, 3),
            sign_ins_by_email: Attempts::new(10),
            sign_ins_by_device: Attempts::new(10),
            sign_ins_by_address: Attempts::new(10),
            streams: Held::new(if on { STREAMS } else { streams }, streams),
            desk_streams: Held::new(connections / 8, connections / 8),
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

    /// Counts a reader who says that a section is hard to understand, or takes it back.
    ///
    /// # Errors
    /// In how many seconds the next one is allowed.
    pub fn difficulty(&self, address: IpAddr, now: Moment) -> Result<(), i64> {
        if self.on { self.difficulties_by_address.take(address, now) } else { Ok(()) }
    }

    /// Counts a link by which a participant hands over to another device.
    ///
    /// # Errors
    /// In how many seconds the next one is allowed.
    pub fn handover(&self, by: Uuid, now: Moment) -> Result<(), i64> {
        if self.on { self.handovers_by_participant.take(by, now) } else { Ok(()) }
    }

    /// Counts an attempt to use a link that works once.
    ///
    /// # Errors
    /// In how many seconds the next one is allowed.
    pub fn link(&self, address: IpAddr, now: Moment) -> Result<(), i64> {
        self.links_by_address.take(address, now)
    }

    /// Takes an attempt back that was right: only wrong ones count.
    pub fn link_was_right(&self, address: IpAddr) {
        self.links_by_address.give_back(&address);
    }

    /// Counts a mail by which a new participant's mail address is confirmed: nobody's letter box is
    /// filled by way of us.
    ///
    /// # Errors
    /// In how many seconds the next one is allowed.
    pub fn confirmation(&self, email: &str, address: IpAddr, now: Moment) -> Result<(), i64> {
        if !self.on {
            return Ok(());
        }
        let email = email.to_lowercase();
        self.confirmations_by_address.take(address, now)?;
        self.confirmations_by_email.take(email, now).inspect_err(|_| {
            self.confirmations_by_address.give_back(&address);
        })
    }

    /// Counts such a mail that a participant asks for.
    ///
    /// # Errors
    /// In how many seconds the next one is allowed.
    pub fn confirmation_of(
        &self,
        by: Uuid,
        email: &str,
        address: IpAddr,
        now: Moment,
    ) -> Result<(), i64> {
        if !self.on {
            return Ok(());
        }
        self.confirmations_by_participant.take(by, now)?;
        self.confirmation(email, address, now).inspect_err(|_| {
            self.confirmations_by_participant.give_back(&by);
        })
    }

    /// Counts an attempt to sign in, before it is known how it ends: many at once are many. A known device is
    /// counted by itself. Else the address comes first, so that one that may not try names no more accounts to
    /// remember.
    ///
    /// # Errors
    /// In how many seconds the next one is allowed.
    pub fn sign_in(&self, by: &Guess, now: Moment) -> Result<(), i64> {
        if let Some(device) = by.device {
            return self.sign_ins_by_device.take(device, now);
        }
        self.sign_ins_by_address.take(by.address, now)?;
        self.sign_ins_by_email.take(account(by.email), now).inspect_err(|_| {
            self.sign_ins_by_address.undo(&by.address);
        })
    }

    /// Takes an attempt back that was right: only wrong ones count.
    pub fn signed_in(&self, by: &Guess) {
        if let Some(device) = by.device {
            return self.sign_ins_by_device.give_back(&device);
        }
        self.sign_ins_by_email.give_back(&account(by.email));
        self.sign_ins_by_address.give_back(&by.address);
    }

    /// Counts a live stream for as long as it is open. Whoever gets none asks now and then instead.
    ///
    /// # Errors
    /// In how many seconds to ask again.
    pub fn stream(&self, address: IpAddr) -> Result<Hold, i64> {
        self.streams.take(address).ok_or(MINUTE / 1_000)
    }

    /// Counts a live stream of somebody at the desk: the public's leave room for these.
    ///
    /// # Errors
    /// In how many seconds to ask again.
    pub fn desk_stream(&self, address: IpAddr) -> Result<Hold, i64> {
        self.desk_streams.take(address).ok_or(MINUTE / 1_000)
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

/// An attempt at a password: at which account, from where.
pub struct Guess<'a> {
    /// The account's mail address, as it was typed.
    pub email: &'a str,
    /// The device, when the account was signed in to on it before. Then strangers' attempts do not count.
    pub device: Option<Device>,
    /// Where it comes from.
    pub address: IpAddr,
}

/// What an account is remembered by. No mail address is longer (RFC 5321); what a stranger types may be.
fn account(email: &str) -> String {
    email.chars().take(254).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::DAY;

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
    fn whoever_guesses_on_waits_longer_each_time_until_they_are_right() {
        let attempts = Attempts::new(2);
        let guess = |at| attempts.take("a", Moment(at));
        assert_eq!([guess(0), guess(1_000), guess(2_000)], [Ok(()), Ok(()), Err(598)]);
        assert_eq!(guess(WINDOW - 1), Err(1));
        let second = WINDOW;
        assert_eq!([guess(second), guess(second), guess(second)], [Ok(()), Ok(()), Err(1_200)]);
        let third = second + 2 * WINDOW;
        assert_eq!(guess(third - 1), Err(1));
        assert_eq!([guess(third), guess(third), guess(third)], [Ok(()), Ok(()), Err(2_400)]);
        let right = third + 4 * WINDOW;
        assert_eq!(guess(right), Ok(()));
        attempts.give_back(&"a");
        assert_eq!([guess(right), guess(right), guess(right)], [Ok(()), Ok(()), Err(600)]);
        let tomorrow = right + WINDOW + DAY;
        assert_eq!([guess(tomorrow), guess(tomorrow), guess(tomorrow)], [Ok(()), Ok(()), Err(600)]);
    }

    #[test]
    fn an_address_that_may_not_try_shortens_nobodys_wait_and_names_no_more_accounts() {
        let limits = Limits::new(true, 8);
        let [one, two, three] = [1, 2, 3].map(|last| IpAddr::from([192, 0, 2, last]));
        let tries = |email, address, at| {
            limits.sign_in(&Guess { email, device: None, address }, Moment(at)).err()
        };
        let ten = |email, from, at| (0..10).all(|_| tries(email, from, at).is_none());
        assert!(ten("a@b.dk", one, 0));
        assert_eq!(tries("a@b.dk", two, 0), Some(600));
        let second = WINDOW;
        assert!(ten("x@b.dk", one, second));
        assert_eq!(tries("a@b.dk", one, second), Some(600));
        assert_eq!(tries("another@b.dk", one, second), Some(600));
        assert!(ten("a@b.dk", two, second));
        assert_eq!(tries("a@b.dk", three, second), Some(1_200));
        assert_eq!(limits.sign_ins_by_email.known(), 2);
    }

    #[test]
    fn a_limit_that_is_off_still_guards_the_desk() {
        let limits = Limits::new(false, 8);
        let address = IpAddr::from([127, 0, 0, 1]);
        let guess = Guess { email: "a@b.dk", device: None, address };
        for _ in 0..100 {
            assert_eq!(limits.post(Uuid::nil(), address, Moment(0)), Ok(()));
        }
        for _ in 0..10 {
            assert_eq!(limits.sign_in(&guess, Moment(0)), Ok(()));
        }
        assert!(limits.sign_in(&guess, Moment(1)).is_err());
    }
}
