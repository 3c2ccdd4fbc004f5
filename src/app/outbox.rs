//! What was sent and has not arrived yet. It waits here until the server has it: over a lost
//! connection, over a closed page, in a browser that stores nothing as long as the page is open.
//!
//! Each post has a name of its own in the browser's storage, so that two open pages cannot write
//! over each other's; that both send it does no harm, for its client key makes it one post.

use model::{Moment, NewComment};
use serde::Serialize;

#[cfg(any(feature = "csr", test))]
pub use kept::{all, find, forget, put, withhold};
#[cfg(not(any(feature = "csr", test)))]
pub use nobody::all;

/// What can be on its way.
#[cfg(any(feature = "csr", test))]
pub trait Post {
    /// What the names of its kind begin with in the browser's storage.
    const PREFIX: &str;

    /// What makes it one post, however often it is sent.
    fn key(&self) -> &str;
}

#[cfg(any(feature = "csr", test))]
impl Post for NewComment {
    const PREFIX: &str = "outbox.";

    fn key(&self) -> &str {
        &self.client_key
    }
}

#[cfg(any(feature = "csr", test))]
impl Post for model::NewProposal {
    const PREFIX: &str = "outbox-proposal.";

    fn key(&self) -> &str {
        &self.client_key
    }
}

/// A post on its way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry<T = NewComment> {
    /// The path of what its thread hangs on, or of the form, in no language.
    pub place: String,
    /// The name under which it is a draft again when it is refused.
    pub draft: String,
    /// What was sent.
    pub new: T,
    /// When.
    pub created: Moment,
    /// Why it was refused for good, as it was told: it is here only until its writer takes it back.
    pub refused: Option<String>,
    /// Whether it was sent before, perhaps in other words, and perhaps arrived.
    pub again: bool,
}

#[cfg(any(feature = "csr", test))]
mod kept {
    use serde::Serialize;

    use super::{Entry, Post};
    use crate::storage;
    use crate::wire::{self, Read};

    fn name<T: Post>(key: &str) -> String {
        [T::PREFIX, key].concat()
    }

    /// Puts a post in; tells whether it will be there when the page is opened again.
    pub fn put<T: Post + Serialize>(entry: &Entry<T>) -> bool {
        let text = serde_json::to_string(entry).unwrap_or_default();
        storage::write(&name::<T>(entry.new.key()), &text)
    }

    /// It has arrived, or its writer has it back.
    pub fn forget<T: Post>(key: &str) {
        storage::remove(&name::<T>(key));
    }

    /// What waits under a key.
    #[must_use]
    pub fn find<T: Post + Read>(key: &str) -> Option<Entry<T>> {
        wire::read(&storage::read(&name::<T>(key))?)
    }

    /// Does not send by itself what waits, for this reason: its writer decides.
    pub fn withhold<T: Post + Read + Serialize>(why: &str) {
        for entry in all::<T>() {
            put(&Entry { refused: Some(why.to_owned()), ..entry });
        }
    }

    /// All of a kind that waits, in the order in which it was sent.
    #[must_use]
    pub fn all<T: Post + Read>() -> Vec<Entry<T>> {
        let mut all: Vec<Entry<T>> = Vec::new();
        // A handful: a general sort would be more program than everything else here.
        for name in storage::names(T::PREFIX) {
            if let Some(entry) = storage::read(&name).and_then(|text| wire::read::<Entry<T>>(&text))
            {
                let later = all.iter().position(|other| other.created > entry.created);
                all.insert(later.unwrap_or(all.len()), entry);
            }
        }
        all
    }
}

/// On the server nothing waits.
#[cfg(not(any(feature = "csr", test)))]
mod nobody {
    use super::Entry;

    /// None.
    #[must_use]
    pub fn all<T>() -> Vec<Entry<T>> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use model::NewProposal;

    use super::*;

    #[test]
    fn what_cannot_be_stored_waits_as_long_as_the_page_is_open() {
        let entry = |key: &str, at| Entry {
            place: "/x/maal-1".to_owned(),
            draft: "/x/maal-1#p-1".to_owned(),
            new: NewComment { client_key: key.to_owned(), ..NewComment::default() },
            created: Moment(at),
            refused: None,
            again: false,
        };
        let (first, second) = (entry("first", 1), entry("second", 2));
        assert!(!put(&second) && !put(&first), "outside a browser nothing is stored");
        assert_eq!(all::<NewComment>(), [first.clone(), second]);
        forget::<NewComment>("second");
        assert_eq!((find("first"), find::<NewComment>("second")), (Some(first.clone()), None));
        let refused = Entry { refused: Some("Høringen er slut.".to_owned()), ..first };
        put(&refused);
        assert_eq!(all(), [refused]);
        forget::<NewComment>("first");
    }

    #[test]
    fn comments_and_proposals_wait_apart() {
        let new = NewProposal { client_key: "third".to_owned(), ..NewProposal::default() };
        let place = "/x/forslag/nyt".to_owned();
        let draft = format!("{place}?slags=ide");
        let entry = Entry { place, draft, new, created: Moment(3), refused: None, again: false };
        put(&entry);
        assert_eq!(find::<NewComment>("third"), None);
        assert_eq!(all::<NewProposal>(), [entry]);
        withhold::<NewProposal>("Du har skiftet navn.");
        let refused = find::<NewProposal>("third").and_then(|entry| entry.refused);
        assert_eq!(refused.as_deref(), Some("Du har skiftet navn."));
        forget::<NewProposal>("third");
        assert_eq!(all::<NewProposal>(), []);
    }
}
