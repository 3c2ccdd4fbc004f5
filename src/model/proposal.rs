//! Proposals: an idea, a new wording, or an offer of partnership.

use serde::{Deserialize, Serialize};

use crate::{
    Author, FieldFlaw, Flaw, Flaws, Moment, OutlineLink, PostState, RuleName, undirected, words,
};

/// Most characters of a title.
pub const TITLE_MAX: usize = 120;
/// Most characters of a description, a reason or a wording.
pub const PROPOSAL_MAX: usize = 10_000;
/// Most characters of an organisation's name or of how to reach it.
pub const CONTACT_MAX: usize = 200;

words! {
    /// What is proposed.
    ProposalKind {
        /// Something to do.
        Idea = "idea",
        /// Other words for a place in the text.
        Wording = "wording",
        /// To do something together with the municipality.
        Partnership = "partnership",
    }
}

/// A proposal as a reader gets it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proposal {
    /// Permanent name.
    pub id: String,
    /// Its number within the consultation, from 1: the one on the receipt.
    pub number: i64,
    /// The consultation's name in addresses.
    pub consultation: String,
    /// What is proposed.
    pub kind: ProposalKind,
    /// The section it is about, when it is about one.
    pub section: Option<OutlineLink>,
    /// In a few words; `None` unless it can be read.
    pub title: Option<String>,
    /// In full; `None` unless it can be read. Empty for a wording.
    pub body: Option<String>,
    /// The words that should go (wording).
    pub original: Option<String>,
    /// The words that should come (wording).
    pub replacement: Option<String>,
    /// Why (wording).
    pub reason: Option<String>,
    /// Who offers to take part (partnership).
    pub organisation: Option<String>,
    /// How to reach them: for staff and the author alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Who wrote it; `None` unless it can be read.
    pub author: Option<Author>,
    /// How far it has come.
    pub state: PostState,
    /// The rule by which it was hidden.
    pub rule: Option<String>,
    /// How that rule is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<RuleName>,
    /// What the moderator wrote to the author: for the author alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden_because: Option<String>,
    /// When it was sent.
    pub created: Moment,
    /// When it was last changed by its author.
    pub edited: Option<Moment>,
    /// How many support it.
    pub support: i64,
    /// Public comments on it, replies counted.
    pub comments: i64,
    /// Whether the reader wrote it; only with a token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<bool>,
    /// Whether the reader supports it; only with a token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supported: Option<bool>,
}

/// What somebody sends to propose. Which fields are needed depends on the kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewProposal {
    /// `idea`, `wording` or `partnership`.
    #[serde(default)]
    pub kind: String,
    /// The key of the section it is about; needed for a wording.
    #[serde(default)]
    pub section: Option<String>,
    /// In a few words, 1 to 120 characters; made from the section for a wording when left out.
    #[serde(default)]
    pub title: String,
    /// In full (idea, partnership).
    #[serde(default)]
    pub body: String,
    /// The words that should go (wording).
    #[serde(default)]
    pub original: Option<String>,
    /// The words that should come (wording).
    #[serde(default)]
    pub replacement: Option<String>,
    /// Why (wording).
    #[serde(default)]
    pub reason: Option<String>,
    /// Who offers to take part (partnership).
    #[serde(default)]
    pub organisation: Option<String>,
    /// How to reach them (partnership); for staff alone.
    #[serde(default)]
    pub contact: Option<String>,
    /// 8 to 64 characters of the client's choice; the same again is the same post.
    #[serde(default)]
    pub client_key: String,
    /// A field that nobody can see: what fills it in is a program.
    #[serde(default)]
    pub homepage: Option<String>,
}

/// A proposal that can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidProposal {
    /// What is proposed.
    pub kind: ProposalKind,
    /// The key of the section.
    pub section: Option<String>,
    /// In a few words.
    pub title: String,
    /// In full.
    pub body: String,
    /// The words that should go.
    pub original: Option<String>,
    /// The words that should come.
    pub replacement: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who offers to take part.
    pub organisation: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
    /// The client's name for it.
    pub client_key: String,
    /// Whether the hidden field was filled in.
    pub trap: bool,
}

impl ValidProposal {
    /// All that its author wrote in it for everybody.
    #[must_use]
    pub fn words(&self) -> String {
        let more = [&self.replacement, &self.reason, &self.organisation].into_iter().flatten();
        let texts = [&self.title, &self.body].into_iter().chain(more);
        texts.map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

impl NewProposal {
    /// The proposal when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self) -> Result<ValidProposal, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let kind = ProposalKind::from_word(&self.kind);
        let mut valid = ValidProposal {
            kind: kind.unwrap_or(ProposalKind::Idea),
            section: self.section.clone().filter(|key| !key.is_empty()),
            title: String::new(),
            body: String::new(),
            original: None,
            replacement: None,
            reason: None,
            organisation: None,
            contact: None,
            client_key: flaws.client_key(&self.client_key),
            trap: self.homepage.as_deref().is_some_and(|text| !text.is_empty()),
        };
        match kind {
            None => {
                flaws.note("kind", if self.kind.is_empty() { Flaw::Missing } else { Flaw::Unknown })
            }
            Some(ProposalKind::Idea) => self.check_idea(&mut valid, &mut flaws),
            Some(ProposalKind::Wording) => self.check_wording(&mut valid, &mut flaws),
            Some(ProposalKind::Partnership) => self.check_partnership(&mut valid, &mut flaws),
        }
        flaws.or(valid)
    }

    fn check_idea(&self, valid: &mut ValidProposal, flaws: &mut Flaws) {
        valid.title = flaws.line("title", &self.title, 1, TITLE_MAX);
        valid.body = flaws.text("body", &self.body, 1, PROPOSAL_MAX);
    }

    fn check_wording(&self, valid: &mut ValidProposal, flaws: &mut Flaws) {
        if valid.section.is_none() {
            flaws.note("section", Flaw::Missing);
        }
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        // Old and new words are shown between one another, in one paragraph: none may turn those
        // of the other around.
        let words = |field: &Option<String>| undirected(&text(field));
        let original = flaws.text("original", &words(&self.original), 1, PROPOSAL_MAX);
        // An empty replacement proposes to strike the words.
        let replacement = flaws.text("replacement", &words(&self.replacement), 0, PROPOSAL_MAX);
        if !original.is_empty() && original == replacement {
            flaws.note("replacement", Flaw::Unchanged);
        }
        valid.title = flaws.line("title", &self.title, 0, TITLE_MAX);
        valid.reason = Some(flaws.text("reason", &text(&self.reason), 1, PROPOSAL_MAX));
        valid.original = Some(original);
        valid.replacement = Some(replacement);
    }

    fn check_partnership(&self, valid: &mut ValidProposal, flaws: &mut Flaws) {
        self.check_idea(valid, flaws);
        let organisation = self.organisation.as_deref().unwrap_or_default();
        valid.organisation = Some(flaws.line("organisation", organisation, 1, CONTACT_MAX));
        valid.contact = flaws.optional_line("contact", self.contact.as_deref(), CONTACT_MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(kind: &str) -> NewProposal {
        NewProposal {
            kind: kind.to_owned(),
            title: "Mentorer".to_owned(),
            body: "Giv nye en mentor".to_owned(),
            client_key: "12345678".to_owned(),
            ..NewProposal::default()
        }
    }

    fn flawed(new: &NewProposal) -> Vec<String> {
        new.check().unwrap_err().into_iter().map(|flaw| flaw.field).collect()
    }

    #[test]
    fn an_idea_needs_title_and_text() {
        assert!(new("idea").check().is_ok());
        assert_eq!(flawed(&NewProposal { title: String::new(), ..new("idea") }), ["title"]);
    }

    #[test]
    fn a_wording_needs_its_place_its_words_and_a_reason() {
        assert_eq!(flawed(&new("wording")), ["section", "original", "reason"]);
        let same = NewProposal {
            section: Some("maal-1".to_owned()),
            original: Some("elever".to_owned()),
            replacement: Some(" elever ".to_owned()),
            reason: Some("fordi".to_owned()),
            ..new("wording")
        };
        assert_eq!(flawed(&same), ["replacement"]);
        let turned = NewProposal { replacement: Some("\u{202E}elever".to_owned()), ..same.clone() };
        assert_eq!(flawed(&turned), ["replacement"]);
        for empty in [None, Some("\u{200B}".to_owned())] {
            let struck = NewProposal { replacement: empty, ..same.clone() };
            assert_eq!(struck.check().unwrap().replacement.as_deref(), Some(""));
        }
    }

    #[test]
    fn a_partnership_says_who() {
        assert_eq!(flawed(&new("partnership")), ["organisation"]);
    }

    #[test]
    fn an_unknown_kind_is_told_apart_from_none() {
        assert_eq!(new("dream").check().unwrap_err()[0].flaw, Flaw::Unknown);
        assert_eq!(new("").check().unwrap_err()[0].flaw, Flaw::Missing);
    }
}
