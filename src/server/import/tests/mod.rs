//! Whole texts, from Markdown to sections and from one version to the next.

mod markup;
mod matched;
mod page;
mod properties;
mod refused;
mod structure;

use super::*;

const POLITIK: &str = include_str!("../samples/politik.md");
const ORDNUNG_1: &str = include_str!("../samples/ordnung-1.md");
const ORDNUNG_2: &str = include_str!("../samples/ordnung-2.md");

fn draft(text: &str) -> Draft {
    parse(text).unwrap_or_else(|fault| panic!("{fault}"))
}

/// The one section of a text.
fn section(text: &str) -> DraftSection {
    let mut draft = draft(text);
    assert_eq!(draft.sections.len(), 1, "{text}");
    draft.sections.remove(0)
}

/// What a version leaves behind for the next one.
fn known(sections: &[DraftSection], keys: &[SectionKey]) -> Vec<Known> {
    let pairs = sections.iter().zip(keys);
    pairs
        .map(|(section, key)| Known {
            key: key.to_string(),
            label: section.label.clone(),
            title: section.title.clone(),
            depth: section.depth,
            text: section.text.clone(),
            current: true,
        })
        .collect()
}

/// Brings a text in after what is known: its keys, and what the report counts.
fn bring_in(text: &str, known: &[Known]) -> (Vec<DraftSection>, Vec<SectionKey>, Report) {
    let sections = draft(text).sections;
    let matches = match_sections(known, &sections);
    let keys = assign_keys(&sections, &matches, known);
    let report = Report::of(known, &sections, &matches, &keys);
    (sections, keys, report)
}

/// Brings one text in after another.
fn again(first: &str, second: &str) -> (Vec<String>, Report) {
    let (sections, keys, _) = bring_in(first, &[]);
    let (_, keys, report) = bring_in(second, &known(&sections, &keys));
    (keys.into_iter().map(String::from).collect(), report)
}

fn keys(text: &str) -> Vec<String> {
    bring_in(text, &[]).1.into_iter().map(String::from).collect()
}
