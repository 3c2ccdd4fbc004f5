//! What a moderator is about to tell an author, kept in this tab until the server has it: through a
//! refusal, a lost connection, a reload, and signing in again.

use model::{DecisionKind, FieldFlaw, NewDecision, RULES};
use serde::{Deserialize, Serialize};

use super::route::PostId;
use crate::i18n::t_of;
use crate::storage::OURS;

/// A rule and a reason, not sent yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The rule that the post breaks.
    pub rule: Option<String>,
    /// What the author will read.
    pub reason: String,
}

impl Draft {
    /// One that begins with a rule and its sentence.
    #[must_use]
    pub fn with(rule: Option<&str>) -> Self {
        let mut draft = Self::default();
        if let Some(rule) = rule {
            draft.choose(rule);
        }
        draft
    }

    /// Chooses a rule; its sentence comes with it unless the moderator has written one.
    pub fn choose(&mut self, rule: &str) {
        if !self.is_own() {
            sentence(rule).clone_into(&mut self.reason);
        }
        self.rule = Some(rule.to_owned());
    }

    /// Takes the sentence of the rule in place of what stands there.
    pub fn reset(&mut self) {
        sentence(self.rule.as_deref().unwrap_or_default()).clone_into(&mut self.reason);
    }

    /// Whether the reason is in the moderator's own words.
    #[must_use]
    pub fn is_own(&self) -> bool {
        let reason = self.reason.trim();
        !reason.is_empty() && RULES.iter().all(|(rule, _)| sentence(rule) != reason)
    }

    /// What is sent; or the fields that cannot be taken.
    ///
    /// # Errors
    /// As [`NewDecision::check`].
    pub fn decision(&self) -> Result<NewDecision, Vec<FieldFlaw>> {
        let new =
            NewDecision { rule: self.rule.clone(), reason: Some(self.reason.trim().to_owned()) };
        new.check(DecisionKind::Hide).map(|_| new)
    }
}

/// The sentence that the author of a post gets when nobody writes another one.
#[must_use]
pub fn sentence(rule: &str) -> &'static str {
    t_of("desk.reason", rule).unwrap_or_default()
}

const PREFIX: &str = "desk.";

fn name(post: &PostId) -> String {
    format!("{OURS}{PREFIX}{}", post.path())
}

// The tab's own storage: two moderators at one machine do not get each other's words.
fn store() -> Option<web_sys::Storage> {
    if cfg!(feature = "csr") { web_sys::window()?.session_storage().ok()? } else { None }
}

/// The draft about a post.
#[must_use]
pub fn read(post: &PostId) -> Option<Draft> {
    let text = store()?.get_item(&name(post)).ok()??;
    serde_json::from_str(&text).ok()
}

/// Keeps the draft about a post.
pub fn keep(post: &PostId, draft: &Draft) {
    if let (Some(store), Ok(text)) = (store(), serde_json::to_string(draft)) {
        let _ = store.set_item(&name(post), &text);
    }
}

/// Forgets the draft about a post.
pub fn forget(post: &PostId) {
    if let Some(store) = store() {
        let _ = store.remove_item(&name(post));
    }
}

/// Forgets every draft: who signs out leaves nothing behind.
pub fn forget_all() {
    let Some(store) = store() else { return };
    let names = (0..store.length().unwrap_or(0)).filter_map(|at| store.key(at).ok().flatten());
    let ours = format!("{OURS}{PREFIX}");
    for name in names.filter(|name| name.starts_with(&ours)).collect::<Vec<_>>() {
        let _ = store.remove_item(&name);
    }
}

#[cfg(test)]
mod tests {
    use model::Flaw;

    use super::*;

    #[test]
    fn a_rule_brings_its_sentence_until_the_moderator_writes_one() {
        let mut draft = Draft::with(Some("tonen"));
        assert_eq!(draft.reason, sentence("tonen"));
        draft.choose("privat");
        assert_eq!(draft.reason, sentence("privat"));
        draft.reason = "Kære Bent. Kom igen uden telefonnummeret.".to_owned();
        draft.choose("tonen");
        assert_eq!(draft.rule.as_deref(), Some("tonen"));
        assert!(draft.is_own() && draft.reason.starts_with("Kære Bent"));
        draft.reset();
        assert_eq!(draft.reason, sentence("tonen"));
    }

    #[test]
    fn an_emptied_reason_is_filled_by_the_next_rule() {
        let mut draft = Draft::with(Some("tonen"));
        draft.reason = "  \n".to_owned();
        draft.choose("emnet");
        assert_eq!(draft.reason, sentence("emnet"));
    }

    #[test]
    fn every_rule_has_a_sentence_of_its_own_that_can_be_sent() {
        for (rule, _) in RULES {
            let draft = Draft::with(Some(rule));
            assert!(!draft.reason.is_empty() && !draft.is_own());
            assert!(draft.decision().is_ok(), "{rule}");
        }
    }

    #[test]
    fn hiding_without_rule_or_reason_is_told_before_it_is_sent() {
        let flaws = Draft::default().decision().unwrap_err();
        assert_eq!(flaws.iter().map(|f| f.flaw).collect::<Vec<_>>(), [Flaw::Missing; 2]);
    }

    #[test]
    fn a_draft_survives_being_stored() {
        let draft = Draft { rule: Some("hetz".to_owned()), reason: "Ær ø å \"x\"".to_owned() };
        let text = serde_json::to_string(&draft).unwrap();
        assert_eq!(serde_json::from_str::<Draft>(&text).unwrap(), draft);
    }
}
