//! Drafts: what is being typed, kept until the server has it.
//!
//! A draft has the name of the place it is for. It is written half a second after the last key, and
//! when the page goes out of sight.

use std::cell::RefCell;
use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use model::NewProposal;
use serde::{Deserialize, Serialize};

use crate::wire::Read;
use crate::{storage, wire};

const PREFIX: &str = "draft.";

/// How long after the last key a draft is written.
const PAUSE: Duration = Duration::from_millis(500);

/// A comment that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What has been typed.
    pub text: String,
    /// The key under which it will be sent, so that sending it again is the same post.
    pub client_key: String,
}

#[derive(Default)]
struct Waiting {
    drafts: Vec<(String, String)>,
    timer: Option<TimeoutHandle>,
}

thread_local! {
    static WAITING: RefCell<Waiting> = RefCell::default();
}

/// Keeps a draft; `saved` is told whether the browser took it.
pub fn keep(place: &str, draft: &impl Serialize, saved: impl Fn(bool) + 'static) {
    let Ok(text) = serde_json::to_string(draft) else { return };
    WAITING.with_borrow_mut(|waiting| {
        waiting.drafts.retain(|(other, _)| other != place);
        waiting.drafts.push((place.to_owned(), text));
        if let Some(timer) = waiting.timer.take() {
            timer.clear();
        }
    });
    let timer = set_timeout_with_handle(move || saved(flush()), PAUSE).ok();
    WAITING.with_borrow_mut(|waiting| waiting.timer = timer);
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

/// The places that have a draft, with its text.
#[must_use]
pub fn list() -> Vec<(String, String)> {
    let places = storage::names(PREFIX);
    let places = places.iter().filter_map(|name| name.strip_prefix(PREFIX));
    places
        .filter_map(|place| Some((place.to_owned(), text(place)?)))
        .filter(|(_, text)| !text.trim().is_empty())
        .collect()
}

fn text(place: &str) -> Option<String> {
    let comment = read::<Draft>(place).map(|draft| draft.text);
    comment.or_else(|| {
        let proposal = read::<NewProposal>(place)?;
        let parts = [Some(proposal.title), Some(proposal.body), proposal.replacement];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    })
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
    }

    #[test]
    fn a_draft_that_cannot_be_read_is_none() {
        assert_eq!(read::<Draft>("/nowhere"), None);
    }
}
