//! The demonstration's conversation, as `samtale.json` has it.

use model::{Anchor, CONTEXT_MAX, NewProposal};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Talk {
    pub participants: Vec<Person>,
    pub staff: Office,
    pub comments: Vec<Post>,
    pub proposals: Vec<Proposal>,
    pub news: Vec<News>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Person {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub district: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Office {
    pub name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Post {
    pub by: String,
    #[serde(default)]
    pub on: On,
    pub quote: Option<String>,
    pub text: String,
    pub hours_ago: f64,
    #[serde(default)]
    pub support: usize,
    pub state: String,
    pub rule: Option<String>,
    pub reason: Option<String>,
    #[serde(default)]
    pub reports: usize,
    #[serde(default)]
    pub replies: Vec<Post>,
}

/// What a post stands on: `null`, a section's key, or `{"proposal": "p1"}`.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
pub(super) enum On {
    #[default]
    General,
    Section(String),
    Proposal {
        proposal: String,
    },
}

#[derive(Debug, Deserialize)]
pub(super) struct Proposal {
    pub id: String,
    pub by: String,
    pub kind: String,
    pub section: Option<String>,
    pub title: String,
    pub body: String,
    pub original: Option<String>,
    pub replacement: Option<String>,
    pub reason: Option<String>,
    pub partner: Option<Partner>,
    pub hours_ago: f64,
    #[serde(default)]
    pub support: usize,
}

#[derive(Debug, Deserialize)]
pub(super) struct Partner {
    pub organisation: String,
    pub contact: Option<String>,
    pub offer: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct News {
    pub title: String,
    pub body: String,
    pub hours_ago: f64,
}

impl Proposal {
    pub(super) fn as_sent(&self) -> NewProposal {
        let offer = self.partner.as_ref().and_then(|partner| partner.offer.clone());
        let body = match offer {
            Some(offer) if self.body.is_empty() => offer,
            Some(offer) if offer != self.body => format!("{}\n\n{offer}", self.body),
            _ => self.body.clone(),
        };
        NewProposal {
            kind: self.kind.clone(),
            section: self.section.clone(),
            title: self.title.clone(),
            body,
            original: self.original.clone(),
            replacement: self.replacement.clone(),
            reason: self.reason.clone(),
            organisation: self.partner.as_ref().map(|partner| partner.organisation.clone()),
            contact: self.partner.as_ref().and_then(|partner| partner.contact.clone()),
            client_key: String::new(),
            homepage: None,
        }
    }
}

/// Where a quote stands: the block that holds it, and what stands around it there.
pub(super) fn anchor_of(html: &str, quote: &str) -> Option<Anchor> {
    app::words_of_blocks(&[html]).into_iter().find_map(|(paragraph, words)| {
        let (before, after) = words.split_once(quote)?;
        let before: Vec<char> = before.chars().collect();
        let prefix = &before[before.len().saturating_sub(CONTEXT_MAX)..];
        Some(Anchor {
            paragraph,
            quote: Some(quote.to_owned()),
            prefix: Some(prefix.iter().collect()),
            suffix: Some(after.chars().take(CONTEXT_MAX).collect()),
            version: Some(1),
            found: None,
        })
    })
}
