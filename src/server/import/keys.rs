//! Permanent keys: each section gets one, and a section that was matched keeps its own.

use std::collections::HashSet;

use model::{RESERVED_SECTIONS, SLUG_MAX, SectionKey, slugify};

use super::heading::is_number;
use super::{DraftSection, Fault, Known, Match};

/// What a section is called whose heading has no letter or digit.
const NAMELESS: &str = "afsnit";

/// The key of each section, in their order: the one it had, else the one the text gives, else one
/// made from its heading. `known` and `matches` are those of [`super::match_sections`].
///
/// A derived key is the label ("indsats-1"); the label and the title when the label is a bare
/// number ("1-2-baggrund"), which the next paragraph that is put in would give to another; else the
/// title. One that is reserved, was ever a section's, or is given elsewhere in the text gets -2,
/// -3, and so on.
#[must_use]
pub fn assign_keys(
    sections: &[DraftSection],
    matches: &[Option<Match>],
    known: &[Known],
) -> Vec<SectionKey> {
    let mut taken: HashSet<String> = known.iter().map(|known| known.key.clone()).collect();
    taken.extend(RESERVED_SECTIONS.iter().map(|&word| word.to_owned()));
    let fixed: Vec<Option<SectionKey>> = sections
        .iter()
        .enumerate()
        .map(|(at, section)| {
            let kept = matches.get(at).copied().flatten().and_then(|found| known.get(found.known));
            let kept = kept.and_then(|known| SectionKey::try_from(known.key.clone()).ok());
            kept.or_else(|| section.given_key.clone())
        })
        .collect();
    taken.extend(fixed.iter().flatten().map(|key| key.as_str().to_owned()));
    // A given key that was not used is still no other section's: links may point at it.
    taken.extend(sections.iter().filter_map(|section| section.given_key.clone().map(String::from)));
    let mut next = Numbers::default();
    fixed
        .into_iter()
        .zip(sections)
        .map(|(key, section)| key.unwrap_or_else(|| next.free(&derived(section), &mut taken)))
        .collect()
}

fn derived(section: &DraftSection) -> String {
    let slug = match &section.label {
        Some(label) if is_number(label) => slugify(&format!("{label} {}", section.title)),
        Some(label) => slugify(label),
        None => slugify(&section.title),
    };
    if slug.is_empty() { NAMELESS.to_owned() } else { slug }
}

/// How far the numbers behind each key have come, so that a thousand equal headings do not try a
/// million keys.
#[derive(Default)]
struct Numbers(std::collections::HashMap<String, usize>);

impl Numbers {
    fn free(&mut self, base: &str, taken: &mut HashSet<String>) -> SectionKey {
        let number = self.0.entry(base.to_owned()).or_insert(1);
        loop {
            let key = if *number == 1 { base.to_owned() } else { numbered(base, *number) };
            *number += 1;
            if !taken.contains(&key)
                && let Ok(found) = SectionKey::try_from(key.clone())
            {
                taken.insert(key);
                return found;
            }
        }
    }
}

/// The key with a number, cut so that both fit.
fn numbered(base: &str, number: usize) -> String {
    let suffix = format!("-{number}");
    let room = SLUG_MAX.saturating_sub(suffix.len()).min(base.len());
    format!("{}{suffix}", base[..room].trim_end_matches('-'))
}

/// What the operator should hear of once the keys are known: a given key that was not used since
/// the section has one already, and links and `serves` that point at no section of this text.
#[must_use]
pub fn loose_ends(sections: &[DraftSection], keys: &[SectionKey]) -> Vec<Fault> {
    let all: HashSet<&str> = keys.iter().map(SectionKey::as_str).collect();
    let mut ends = Vec::new();
    for (section, key) in sections.iter().zip(keys) {
        if let Some(given) = section.given_key.as_ref().filter(|given| *given != key) {
            let message = format!(
                "this section is known as `{key}` and stays so; `{given}` is not used, for a key \
                never changes"
            );
            ends.push(Fault::at(section.line, message));
        }
        if let Some(goal) = section.serves.as_deref().filter(|goal| !all.contains(goal)) {
            let message = format!("this section serves `{goal}`, and no section has that key");
            ends.push(Fault::at(section.line, message));
        }
        for (target, line) in section.links.iter().filter(|(key, _)| !all.contains(key.as_str())) {
            let message = format!("a link goes to `#{target}`, and no section has that key");
            ends.push(Fault::at(*line, message));
        }
    }
    ends
}
