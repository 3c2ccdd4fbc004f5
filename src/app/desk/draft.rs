//! What a moderator is about to tell an author, kept in this tab until the server has it: through a
//! refusal, a lost connection, a reload, and signing in again.

use model::{DecisionKind, FieldFlaw, NewDecision, STANDARD_RULES};
use serde::Serialize;

use super::route::PostId;
use crate::i18n::t_of;
use crate::json::Value;
use crate::storage::OURS;
use crate::wire::{self, Read};

/// A rule and a reason, not sent yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// What is to be done.
    pub kind: DecisionKind,
    /// The rule that the post breaks.
    pub rule: Option<String>,
    /// What the author will read; of a note, its text.
    pub reason: String,
    /// What is to be struck out, a line each.
    pub words: String,
}

impl Default for Draft {
    fn default() -> Self {
        Self::of(DecisionKind::Hide)
    }
}

impl Read for Draft {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            kind: DecisionKind::from_word(&value.field("kind")?.text()?)?,
            rule: value.field("rule").and_then(|rule| rule.text()),
            reason: value.field("reason")?.text()?,
            words: value.field("words")?.text()?,
        })
    }
}

impl Draft {
    /// An empty one.
    #[must_use]
    pub const fn of(kind: DecisionKind) -> Self {
        Self { kind, rule: None, reason: String::new(), words: String::new() }
    }

    /// Whether nothing was written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::of(self.kind)
    }

    /// One that begins with a rule and its sentence.
    #[must_use]
    pub fn with(kind: DecisionKind, rule: Option<&str>) -> Self {
        let mut draft = Self::of(kind);
        if let Some(rule) = rule.filter(|_| kind.needs_rule()) {
            draft.choose(rule);
        }
        draft
    }

    /// Chooses a rule; its sentence comes with it, if it has one, unless the moderator has written one.
    pub fn choose(&mut self, rule: &str) {
        if !self.is_own() {
            sentence(self.kind, rule).clone_into(&mut self.reason);
        }
        self.rule = Some(rule.to_owned());
    }

    /// Takes the sentence of the rule in place of what stands there.
    pub fn reset(&mut self) {
        let rule = self.rule.as_deref().unwrap_or_default();
        sentence(self.kind, rule).clone_into(&mut self.reason);
    }

    /// Whether the reason is in the moderator's own words.
    #[must_use]
    pub fn is_own(&self) -> bool {
        let reason = self.reason.trim();
        !reason.is_empty() && STANDARD_RULES.iter().all(|rule| sentence(self.kind, rule) != reason)
    }

    /// Whether the rule has a sentence to take in place of what stands there.
    #[must_use]
    pub fn has_sentence(&self) -> bool {
        self.rule.as_deref().is_some_and(|rule| !sentence(self.kind, rule).is_empty())
    }

    /// What is sent; or the fields that cannot be taken.
    ///
    /// # Errors
    /// As [`NewDecision::check`].
    pub fn decision(&self) -> Result<NewDecision, Vec<FieldFlaw>> {
        let lines = self.words.lines().map(str::trim).filter(|line| !line.is_empty());
        let new = NewDecision {
            rule: self.rule.clone(),
            reason: Some(self.reason.trim().to_owned()),
            words: lines.map(str::to_owned).collect(),
            stand: None,
        };
        new.check(self.kind).map(|_| new)
    }
}

/// The sentence that the author of a post gets when nobody writes another one; empty for a hearing's own
/// rule.
#[must_use]
pub fn sentence(kind: DecisionKind, rule: &str) -> &'static str {
    let family = match kind {
        DecisionKind::Redact => "desk.struck-reason",
        // It is written to the record alone, and no rule says what speaks against agreeing.
        DecisionKind::Discount => return "",
        _ => "desk.reason",
    };
    t_of(family, rule).unwrap_or_default()
}

/// A longer text that is being written at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// What stands in the field.
    pub markdown: String,
    /// The number of the text that it began from.
    pub number: i64,
}

impl Read for Wording {
    fn read(value: &Value) -> Option<Self> {
        let (markdown, number) =
            (value.field("markdown")?.text()?, value.field("number")?.number()?);
        Some(Self { markdown, number })
    }
}

const PREFIX: &str = "desk.";

fn name(what: &str) -> String {
    format!("{OURS}{PREFIX}{what}")
}

// The tab's own storage: two moderators at one machine do not get each other's words.
fn store() -> Option<web_sys::Storage> {
    if cfg!(feature = "csr") { web_sys::window()?.session_storage().ok()? } else { None }
}

/// The draft about a post.
#[must_use]
pub fn read(post: &PostId) -> Option<Draft> {
    read_under(&post.path())
}

/// Keeps the draft about a post.
pub fn keep(post: &PostId, draft: &Draft) {
    keep_under(&post.path(), draft);
}

/// Forgets the draft about a post.
pub fn forget(post: &PostId) {
    forget_under(&post.path());
}

/// What is being written elsewhere at the desk, under a name that no post has.
#[must_use]
pub fn read_under<T: Read>(what: &str) -> Option<T> {
    wire::read(&store()?.get_item(&name(what)).ok()??)
}

/// Keeps it.
pub fn keep_under(what: &str, draft: &impl Serialize) {
    if let (Some(store), Ok(text)) = (store(), serde_json::to_string(draft)) {
        let _ = store.set_item(&name(what), &text);
    }
}

/// Forgets it.
pub fn forget_under(what: &str) {
    if let Some(store) = store() {
        let _ = store.remove_item(&name(what));
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
        let mut draft = Draft::with(DecisionKind::Hide, Some("tonen"));
        assert_eq!(draft.reason, sentence(DecisionKind::Hide, "tonen"));
        draft.choose("privat");
        assert_eq!(draft.reason, sentence(DecisionKind::Hide, "privat"));
        draft.reason = "Kære Bent. Kom igen uden telefonnummeret.".to_owned();
        draft.choose("tonen");
        assert_eq!(draft.rule.as_deref(), Some("tonen"));
        assert!(draft.is_own() && draft.has_sentence() && draft.reason.starts_with("Kære Bent"));
        draft.reset();
        assert_eq!(draft.reason, sentence(DecisionKind::Hide, "tonen"));
    }

    #[test]
    fn an_emptied_reason_is_filled_by_the_next_rule() {
        let mut draft = Draft::with(DecisionKind::Hide, Some("tonen"));
        draft.reason = "  \n".to_owned();
        draft.choose("emnet");
        assert_eq!(draft.reason, sentence(DecisionKind::Hide, "emnet"));
    }

    #[test]
    fn every_standard_rule_has_a_sentence_of_its_own_that_can_be_sent() {
        for kind in [DecisionKind::Hide, DecisionKind::Redact] {
            for rule in STANDARD_RULES {
                let mut draft = Draft::with(kind, Some(rule));
                draft.words = "Bo\n".to_owned();
                assert!(!draft.reason.is_empty() && !draft.is_own());
                assert!(draft.decision().is_ok(), "{rule}");
            }
        }
    }

    #[test]
    fn a_rule_of_the_hearings_own_takes_the_sentence_of_another_one_away() {
        let mut draft = Draft::with(DecisionKind::Hide, Some("tonen"));
        draft.choose("regel-7");
        assert_eq!((draft.rule.as_deref(), draft.reason.as_str()), (Some("regel-7"), ""));
        assert!(!draft.has_sentence());
        draft.reason = "Skriv kortere.".to_owned();
        draft.choose("regel-8");
        assert_eq!(draft.reason, "Skriv kortere.");
    }

    #[test]
    fn hiding_without_rule_or_reason_is_told_before_it_is_sent() {
        let flaws = Draft::default().decision().unwrap_err();
        assert_eq!(flaws.iter().map(|f| f.flaw).collect::<Vec<_>>(), [Flaw::Missing; 2]);
    }

    #[test]
    fn a_draft_survives_being_stored() {
        let draft = Draft {
            rule: Some("hetz".to_owned()),
            reason: "Ær ø å \"x\"".to_owned(),
            ..Draft::of(DecisionKind::Redact)
        };
        let text = serde_json::to_string(&draft).unwrap();
        assert_eq!(wire::read::<Draft>(&text), Some(draft));
    }
}
