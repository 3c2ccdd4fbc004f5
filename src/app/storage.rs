//! What this browser remembers for us. It may be blocked or full: then everything works as long as
//! the page is open, and the page says so.

/// Every name that we store begins with this.
pub const OURS: &str = "blanddig.";

fn store() -> Option<web_sys::Storage> {
    if cfg!(feature = "csr") { web_sys::window()?.local_storage().ok()? } else { None }
}

/// What is stored under a name.
#[must_use]
pub fn read(name: &str) -> Option<String> {
    store()?.get_item(&format!("{OURS}{name}")).ok()?
}

/// Stores a value; tells whether the browser took it.
pub fn write(name: &str, value: &str) -> bool {
    store().is_some_and(|store| store.set_item(&format!("{OURS}{name}"), value).is_ok())
}

/// Forgets a name.
pub fn remove(name: &str) {
    if let Some(store) = store() {
        let _ = store.remove_item(&format!("{OURS}{name}"));
    }
}

/// Every name that begins so, without what all of ours begin with.
#[must_use]
pub fn names(prefix: &str) -> Vec<String> {
    let Some(store) = store() else { return Vec::new() };
    let keys = (0..store.length().unwrap_or(0)).filter_map(|at| store.key(at).ok().flatten());
    keys.filter_map(|key| key.strip_prefix(OURS).map(str::to_owned))
        .filter(|name| name.starts_with(prefix))
        .collect()
}
