//! Drafts: what is being typed, kept until the server has it.
//!
//! A draft has the name of the place it is for. It is written half a second after the last key, and
//! when the page goes out of sight.

use std::cell::RefCell;

use model::NewProposal;
use serde::{Deserialize, Serialize};

use crate::timer::after;
use crate::wire::Read;
use crate::{storage, wire};

const PREFIX: &str = "draft.";

/// How long after the last key a draft is written, in milliseconds.
const PAUSE: i32 = 500;

/// A comment that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What has been typed.
    pub text: String,
    /// The key under which it will be sent, so that sending it again is the same post.
    pub client_key: String,
    /// Whether the municipality alone shall read it.
    #[serde(default)]
    pub private: bool,
    /// Whether it was sent before, in these words or others, and perhaps arrived.
    #[serde(default)]
    pub again: bool,
}

#[cfg(any(feature = "csr", test))]
impl Draft {
    /// Takes other words in behind its own: nothing that was written is lost.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        if self.text.trim().is_empty() {
            return other;
        }
        self.text = format!("{}\n\n{}", self.text, other.text);
        // What was meant for few is not shown to many.
        self.private |= other.private;
        self
    }
}

#[derive(Default)]
struct Waiting {
    drafts: Vec<(String, String)>,
    // How often something was typed: whoever types on, writes later.
    keys: u32,
}

thread_local! {
    static WAITING: RefCell<Waiting> = RefCell::default();
}

/// What was typed a moment ago is not kept any more: whoever typed it is forgotten.
#[cfg(feature = "csr")]
pub fn drop_waiting() {
    WAITING.take();
}

/// Keeps a draft; `saved` is told whether the browser took it.
pub fn keep(place: &str, draft: &impl Serialize, saved: impl Fn(bool) + 'static) {
    let Ok(text) = serde_json::to_string(draft) else { return };
    WAITING.with_borrow_mut(|waiting| {
        waiting.drafts.retain(|(other, _)| other != place);
        waiting.drafts.push((place.to_owned(), text));
        waiting.keys = waiting.keys.wrapping_add(1);
    });
    let keys = || WAITING.with_borrow(|waiting| waiting.keys);
    let typed = keys();
    after(PAUSE, move || {
        if keys() == typed {
            saved(flush());
        }
    });
}

/// Writes at once what is waiting; tells whether the browser took it.
pub fn flush() -> bool {
    let drafts = WAITING.with_borrow_mut(|waiting| std::mem::take(&mut waiting.drafts));
    // All are written, also after one that was not taken.
    let taken: Vec<bool> = drafts
        .iter()
        .map(|(place, text)| storage::write(&format!("{PREFIX}{place}"), text))
        .collect();
    taken.into_iter().all(|taken| taken)
}

/// The draft for a place.
#[must_use]
pub fn read<T: Read>(place: &str) -> Option<T> {
    let waiting = WAITING.with_borrow(|waiting| {
        let found = waiting.drafts.iter().find(|(other, _)| other == place);
        found.map(|(_, text)| text.clone())
    });
    let text = waiting.or_else(|| storage::read(&format!("{PREFIX}{place}")))?;
    wire::read(&text)
}

/// Forgets the draft for a place.
pub fn forget(place: &str) {
    WAITING.with_borrow_mut(|waiting| waiting.drafts.retain(|(other, _)| other != place));
    storage::remove(&format!("{PREFIX}{place}"));
}

/// Forgets the draft for a place; answers with it as it was kept, for [`put_back`].
#[must_use]
pub fn take(place: &str) -> Option<String> {
    flush();
    let kept = storage::read(&format!("{PREFIX}{place}"));
    forget(place);
    kept
}

/// Keeps a draft again as it was before [`take`].
pub fn put_back(place: &str, kept: &str) {
    storage::write(&format!("{PREFIX}{place}"), kept);
}

/// The page that a draft is for, as a path.
#[must_use]
pub fn path(place: &str) -> &str {
    place.split(['>', '#']).next().unwrap_or_default()
}

/// The places that have a draft, with its text.
#[must_use]
pub fn list() -> Vec<(String, String)> {
    let places = storage::names(PREFIX);
    let places = places.iter().filter_map(|name| name.strip_prefix(PREFIX));
    places
        .filter(|place| is_here(place))
        .filter_map(|place| Some((place.to_owned(), text(place)?)))
        .filter(|(_, text)| !text.trim().is_empty())
        .collect()
}

/// Whether a place is on this site. Whoever can write into the storage can give a draft any name, and `mine`
/// links to it: `javascript:…` and `//another.site` are none of ours.
fn is_here(place: &str) -> bool {
    matches!(place.as_bytes(), [b'/', b'a'..=b'z' | b'0'..=b'9', ..])
}

fn text(place: &str) -> Option<String> {
    let comment = read::<Draft>(place).map(|draft| draft.text);
    comment.or_else(|| read(place).map(|proposal| words(&proposal)))
}

/// All that was written of a proposal.
#[must_use]
pub fn words(proposal: &NewProposal) -> String {
    let new = proposal.clone();
    let parts = [
        Some(new.title),
        Some(new.body),
        new.replacement,
        new.reason,
        new.organisation,
        new.contact,
    ];
    let said = parts.into_iter().flatten().filter(|part| !part.trim().is_empty());
    said.collect::<Vec<_>>().join("\n\n")
}

/// Where a person goes to write on: a draft's name is the path of its place.
#[must_use]
pub fn href(place: &str) -> String {
    let path = place.split('>').next().unwrap_or_default();
    match path.split_once('#') {
        Some((path, paragraph)) => format!("{path}?afsnit={paragraph}#{paragraph}"),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_leads_back_to_its_place() {
        assert_eq!(href("/c/maal-1"), "/c/maal-1");
        assert_eq!(href("/c/maal-1#p-1"), "/c/maal-1?afsnit=p-1#p-1");
        assert_eq!(href("/c/kommentar/7>svar"), "/c/kommentar/7");
        assert_eq!([path("/c/a#p-1"), path("/c/kommentar/7>svar")], ["/c/a", "/c/kommentar/7"]);
        let form = "/c/forslag/nyt?slags=ordlyd&om=maal-1&afsnit=p-1";
        assert_eq!(href(form), form);
    }

    #[test]
    fn a_draft_is_for_a_place_on_this_site() {
        assert!(is_here("/c/maal-1#p-1") && is_here("/2026-park"));
        for elsewhere in
            ["javascript:alert(1)", "//a.dk/x", "/\\a.dk", "/\t/a.dk", "https://a.dk", "", "/"]
        {
            assert!(!is_here(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn a_draft_takes_in_other_words_and_stays_with_the_few() {
        let draft = |text: &str, private| Draft {
            text: text.to_owned(),
            client_key: format!("key of {text}"),
            private,
            again: false,
        };
        let both = draft("B", false).and(draft("A", true));
        assert_eq!((both.text.as_str(), both.private), ("B\n\nA", true));
        assert_eq!(both.client_key, "key of B");
        assert_eq!(draft(" ", false).and(draft("A", false)), draft("A", false));
    }

    #[test]
    fn a_draft_of_an_earlier_release_is_read() {
        let draft = wire::read::<Draft>(r#"{"text":"Hej","client_key":"k"}"#);
        assert_eq!(draft.map(|draft| (draft.text, draft.private)), Some(("Hej".to_owned(), false)));
    }

    #[test]
    fn a_draft_that_cannot_be_read_is_none() {
        assert_eq!(read::<Draft>("/nowhere"), None);
    }
}
