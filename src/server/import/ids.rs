//! Paragraph ids, made from the words of a block and not from its place; why, is said in [`super`].

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The ids of one section, counted over both its editions.
#[derive(Default)]
pub(super) struct Ids(HashMap<String, usize>);

impl Ids {
    /// The id of a block with these words.
    pub(super) fn next(&mut self, text: &str) -> String {
        let mut hash = Sha256::new();
        for (at, word) in text.split_whitespace().enumerate() {
            if at > 0 {
                hash.update(b" ");
            }
            hash.update(word.to_lowercase().as_bytes());
        }
        let mut id = "p-".to_owned();
        for byte in hash.finalize().iter().take(4) {
            // Writing to a String does not fail.
            let _ = write!(id, "{byte:02x}");
        }
        let times = self.0.entry(id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            let _ = write!(id, "-{times}");
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_from_the_words_alone() {
        let mut ids = Ids::default();
        let first = ids.next("Ordet *tæller*\n  ikke");
        assert_eq!(first, Ids::default().next("ordet *TÆLLER* ikke"));
        assert_eq!(first.len(), 10);
        assert_eq!(ids.next("ordet *tæller* ikke"), format!("{first}-2"));
        assert_eq!(ids.next("ordet *tæller* ikke"), format!("{first}-3"));
        assert_ne!(ids.next("andre ord"), first);
    }
}
