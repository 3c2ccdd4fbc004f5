//! The rules of the conversation, by which a moderator may hide a post.
//!
//! A restriction must pursue an objective purpose, go no further than needed and treat like cases
//! alike (the ministry's summary 13.8.1, 2013), so every hidden post names one of these.

use serde::{Deserialize, Serialize};

/// A rule as a consultation publishes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rule {
    /// Its permanent name.
    pub id: String,
    /// What it asks, in Danish.
    pub title: String,
}

/// Every rule: permanent name and what it asks. Their order is their number.
pub const RULES: &[(&str, &str)] = &[
    ("emnet", "Hold dig til høringens emne"),
    ("tonen", "Tal ordentligt om og til andre"),
    ("hetz", "Ingen nedsættende ord om grupper af mennesker"),
    ("privat", "Del ikke private oplysninger"),
    ("reklame", "Ingen reklame eller spam"),
    ("ulovligt", "Intet ulovligt"),
];

/// The rules as they are published.
#[must_use]
pub fn rules() -> Vec<Rule> {
    RULES
        .iter()
        .map(|(id, title)| Rule { id: (*id).to_owned(), title: (*title).to_owned() })
        .collect()
}

/// A rule's number (from 1) and title; `None` when there is no such rule.
#[must_use]
pub fn rule(id: &str) -> Option<(usize, &'static str)> {
    RULES.iter().enumerate().find(|(_, rule)| rule.0 == id).map(|(at, rule)| (at + 1, rule.1))
}
