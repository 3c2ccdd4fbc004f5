//! What this browser remembers for us. It may be blocked or full: then it is remembered as long as the
//! page is open, everything works, and the page says so.

#[cfg(any(feature = "csr", test))]
pub use kept::{names, read, remove, write};
#[cfg(not(any(feature = "csr", test)))]
pub use nobody::{names, read, remove, write};

/// Every name that we store begins with this.
pub const OURS: &str = "blanddig.";

#[cfg(any(feature = "csr", test))]
mod kept {
    use std::cell::RefCell;

    use super::OURS;

    thread_local! {
        // What the browser would not store.
        static LOOSE: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
    }

    fn store() -> Option<web_sys::Storage> {
        if cfg!(feature = "csr") { web_sys::window()?.local_storage().ok()? } else { None }
    }

    /// What is stored under a name.
    #[must_use]
    pub fn read(name: &str) -> Option<String> {
        let loose = LOOSE.with_borrow(|loose| {
            loose.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
        });
        loose.or_else(|| store()?.get_item(&format!("{OURS}{name}")).ok()?)
    }

    /// Stores a value; tells whether it will be there when the page is opened again.
    pub fn write(name: &str, value: &str) -> bool {
        let stored =
            store().is_some_and(|store| store.set_item(&format!("{OURS}{name}"), value).is_ok());
        LOOSE.with_borrow_mut(|loose| {
            loose.retain(|(other, _)| other != name);
            if !stored {
                loose.push((name.to_owned(), value.to_owned()));
            }
        });
        stored
    }

    /// Forgets a name.
    pub fn remove(name: &str) {
        LOOSE.with_borrow_mut(|loose| loose.retain(|(other, _)| other != name));
        if let Some(store) = store() {
            let _ = store.remove_item(&format!("{OURS}{name}"));
        }
    }

    /// Every name that begins so, without what all of ours begin with.
    #[must_use]
    pub fn names(prefix: &str) -> Vec<String> {
        let mut names = LOOSE
            .with_borrow(|loose| loose.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
        if let Some(store) = store() {
            let keys =
                (0..store.length().unwrap_or(0)).filter_map(|at| store.key(at).ok().flatten());
            let ours = keys.filter_map(|key| key.strip_prefix(OURS).map(str::to_owned));
            for name in ours {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names.retain(|name| name.starts_with(prefix));
        names
    }
}

/// On the server nothing is anybody's.
#[cfg(not(any(feature = "csr", test)))]
mod nobody {
    /// Nothing.
    #[must_use]
    pub fn read(_: &str) -> Option<String> {
        None
    }

    /// Takes nothing.
    pub fn write(_: &str, _: &str) -> bool {
        false
    }

    /// There is nothing to forget.
    pub fn remove(_: &str) {}

    /// None.
    #[must_use]
    pub fn names(_: &str) -> Vec<String> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_stored_is_there_as_long_as_the_page_is_open() {
        assert!(!write("draft.a", "1") && !write("draft.a", "2") && !write("me", "3"));
        assert_eq!(read("draft.a").as_deref(), Some("2"));
        assert_eq!(names("draft."), ["draft.a"]);
        remove("draft.a");
        assert_eq!((read("draft.a"), names("")), (None, vec!["me".to_owned()]));
    }
}
