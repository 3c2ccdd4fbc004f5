//! Which posts are on their way to the server just now, by their client keys: none is sent twice at once
//! from one page.

use std::cell::RefCell;

thread_local! {
    static KEYS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// From now on this one is; false when it was already.
pub fn depart(key: &str) -> bool {
    let idle = !has(key);
    if idle {
        KEYS.with_borrow_mut(|keys| keys.push(key.to_owned()));
    }
    idle
}

/// Whatever became of it, it is not any more.
pub fn arrive(key: &str) {
    KEYS.with_borrow_mut(|keys| keys.retain(|other| other != key));
}

/// Whether this one is.
pub fn has(key: &str) -> bool {
    KEYS.with_borrow(|keys| keys.iter().any(|other| other == key))
}

/// Whether any is.
pub fn any() -> bool {
    KEYS.with_borrow(|keys| !keys.is_empty())
}
