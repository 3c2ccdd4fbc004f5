//! What is held open at once.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Counts what each address holds open, and all together.
pub struct Held {
    each: usize,
    all: usize,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One thing that is held open, for as long as this is kept.
pub struct Hold {
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
    by: IpAddr,
}

impl Held {
    /// At most so many by each address, and so many in all.
    #[must_use]
    pub fn new(each: usize, all: usize) -> Self {
        Self { each, all, open: Arc::default() }
    }

    /// Holds one more, if there is room.
    #[must_use]
    pub fn take(&self, by: IpAddr) -> Option<Hold> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let own = open.get(&by).copied().unwrap_or_default();
        if own >= self.each || open.values().sum::<usize>() >= self.all {
            return None;
        }
        open.insert(by, own + 1);
        Some(Hold { open: Arc::clone(&self.open), by })
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get_mut(&self.by) {
            Some(own) if *own > 1 => *own -= 1,
            _ => {
                open.remove(&self.by);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_so_many_and_all_together_so_many_until_they_let_go() {
        let held = Held::new(2, 3);
        let take = |last| held.take(IpAddr::from([192, 0, 2, last]));
        let (first, second) = (take(1), take(1));
        assert!(first.is_some() && second.is_some());
        assert!(take(1).is_none());
        let third = take(2);
        assert!(third.is_some());
        assert!(take(3).is_none());
        drop(first);
        assert!(take(3).is_some());
        let again = take(1);
        assert!(again.is_some() && take(1).is_none());
        drop((second, third, again));
        assert!(held.open.lock().unwrap().is_empty());
    }
}
