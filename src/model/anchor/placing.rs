//! Where an anchor stands in another version of its section.
//!
//! First its own paragraph, when that stands there word for word (a paragraph's id comes from its
//! words). Else its quote: in the paragraph that its own has become, then verbatim anywhere in the
//! section, then where the words with what stood around them are likeliest. What is less likely than
//! that is an earlier wording: better no place than a wrong one.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::align::{Phrase, Run};
use super::blocks::{Blocks, squeeze};
use super::{Anchor, Found};

/// From this on two paragraphs are the same, by the measure of the import: Dice's coefficient on
/// bags of words, weighted by how rare they are.
const LIKENESS: f32 = 0.5;
/// From this on they are when all that stood around them still does.
const LIKENESS_BETWEEN: f32 = 0.35;
/// Of a paragraph so many words, the rarest, look for what it has become.
const RAREST: usize = 24;
/// So many paragraphs are compared with it.
const CLOSER: usize = 12;
/// A quote of so many words proves its place by itself, verbatim; or of fewer, when they are long.
const LONG: usize = 5;
const LONG_WORDS: (usize, usize) = (3, 20);
/// Else so much of what stood around it must stand there still.
const AROUND: f32 = 0.5;
/// How alike a changed quote must be: alone, and with what stood around it or in the paragraph that
/// its own has become.
const ALONE: f32 = 0.7;
const SUPPORTED: f32 = 0.5;

/// Where an anchor stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The id of the block; as it was sent when the anchor is about an earlier wording.
    pub paragraph: String,
    /// The quote in the block's text, in bytes; empty for an earlier wording.
    pub range: Range<usize>,
    /// How it was found.
    pub found: Found,
}

/// A section before and after: places one anchor after the other.
#[derive(Debug)]
pub struct Placing {
    old: Blocks,
    new: Blocks,
    /// What each paragraph of before has become, as far as it was asked.
    heirs: HashMap<usize, Option<usize>>,
}

/// What is looked for.
struct Sought<'a> {
    anchor: &'a Anchor,
    quote: String,
    prefix: String,
    suffix: String,
}

impl<'a> Sought<'a> {
    fn of(anchor: &'a Anchor) -> Self {
        let squeezed = |text: &Option<String>| squeeze(text.as_deref().unwrap_or_default()).0;
        let quote = squeezed(&anchor.quote);
        Self { anchor, quote, prefix: squeezed(&anchor.prefix), suffix: squeezed(&anchor.suffix) }
    }

    fn text(&self) -> &str {
        self.anchor.quote.as_deref().unwrap_or_default()
    }
}

impl Placing {
    /// From the section as it was, empty when that is not known, to the section as it is.
    #[must_use]
    pub fn new(old: Blocks, mut new: Blocks) -> Self {
        for block in &mut new.blocks {
            block.kept = old.position(&block.id).is_some();
        }
        Self { old, new, heirs: HashMap::new() }
    }

    /// Where an anchor stands that stood at the paragraph `stood` before.
    pub fn place(&mut self, anchor: &Anchor, stood: &str) -> Stand {
        let sought = Sought::of(anchor);
        let own = self.new.position(&anchor.paragraph);
        let (block, range, found) = match own.and_then(|own| self.within(own, &sought)) {
            Some((block, range)) => (block, range, Found::Exact),
            None => match self.elsewhere(&sought, stood) {
                Some((block, range)) => (block, range, Found::Moved),
                None => {
                    let paragraph = anchor.paragraph.clone();
                    return Stand { paragraph, range: 0..0, found: Found::Earlier };
                }
            },
        };
        Stand { paragraph: self.new.blocks[block].id.clone(), range, found }
    }

    fn elsewhere(&mut self, sought: &Sought<'_>, stood: &str) -> Option<(usize, Range<usize>)> {
        let stayed = self.new.position(stood).filter(|_| stood != sought.anchor.paragraph);
        if let Some(place) = stayed.and_then(|stayed| self.within(stayed, sought)) {
            return Some(place);
        }
        let heir = self.old.position(stood).and_then(|old| self.heir(old));
        if let Some(place) = heir.and_then(|heir| self.within(heir, sought)) {
            return Some(place);
        }
        self.verbatim(sought).or_else(|| self.likely(sought))
    }

    /// The quote in a block that is known to be the right one.
    fn within(&self, block: usize, sought: &Sought<'_>) -> Option<(usize, Range<usize>)> {
        let one = &self.new.blocks[block];
        let places = one.occurrences(&sought.quote);
        // Of equally good ones the first.
        let best = places
            .into_iter()
            .rev()
            .max_by_key(|place| one.around(place, &sought.prefix, &sought.suffix));
        if let Some(place) = best {
            return Some((block, one.range(&place)));
        }
        if !sought.anchor.is_selected() {
            return Some((block, 0..one.text.len()));
        }
        let runs = Phrase::of(sought.text(), &self.new).runs(&self.new, |other| other == block);
        let run = runs.into_iter().find(|run| run.likeness >= SUPPORTED)?;
        Some((block, self.range(&run)))
    }

    /// The quote word for word in any block: the one where most stands around it as it did. What the
    /// version before had as well, and was not chosen then, must be long to be meant now.
    fn verbatim(&self, sought: &Sought<'_>) -> Option<(usize, Range<usize>)> {
        let words = Phrase::of(sought.text(), &self.new).len();
        let (few, letters) = LONG_WORDS;
        let long = words >= LONG || (words >= few && sought.quote.chars().count() >= letters);
        let mut best: Option<((bool, usize), usize, Range<usize>)> = None;
        for (at, block) in self.new.blocks.iter().enumerate().filter(|(_, b)| long || !b.kept) {
            for place in block.occurrences(&sought.quote) {
                let around = block.around(&place, &sought.prefix, &sought.suffix);
                let enough = (sought.prefix.len() + sought.suffix.len()) as f32 * AROUND;
                if !long && (around == 0 || (around as f32) < enough) {
                    continue;
                }
                let rank = (!block.kept, around);
                if best.as_ref().is_none_or(|(other, ..)| rank > *other) {
                    best = Some((rank, at, block.range(&place)));
                }
            }
        }
        best.map(|(_, at, range)| (at, range))
    }

    /// The likeliest place of a quote whose words were changed.
    fn likely(&self, sought: &Sought<'_>) -> Option<(usize, Range<usize>)> {
        let phrase = Phrase::of(sought.text(), &self.new);
        let runs = phrase.runs(&self.new, |block| !self.new.blocks[block].kept);
        let around = |run: &Run| self.around(run, sought);
        let good = |run: &&Run| {
            let alone = run.likeness >= ALONE && run.same >= LONG as f32;
            alone || (run.likeness >= SUPPORTED && around(run).is_some_and(|share| share >= AROUND))
        };
        let rank = |run: &Run| run.likeness + around(run).unwrap_or_default();
        let best = runs.iter().filter(good).max_by(|a, b| rank(a).total_cmp(&rank(b)))?;
        let whole = !sought.anchor.is_selected();
        let text = &self.new.blocks[best.block].text;
        Some((best.block, if whole { 0..text.len() } else { self.range(best) }))
    }

    /// How much of what stood around a quote stands around a run of words; `None` when nothing did.
    fn around(&self, run: &Run, sought: &Sought<'_>) -> Option<f32> {
        let phrase =
            |text: &Option<String>| Phrase::of(text.as_deref().unwrap_or_default(), &self.new);
        let (before, after) = (phrase(&sought.anchor.prefix), phrase(&sought.anchor.suffix));
        let all = self.new.blocks[run.block].tokens.len();
        let from = run.tokens.start.saturating_sub(2 * before.len());
        let to = (run.tokens.end + 2 * after.len()).min(all);
        let sides = [
            before.among(&self.new, run.block, from..run.tokens.start),
            after.among(&self.new, run.block, run.tokens.end..to),
        ];
        let (all, found) = (sides[0].0 + sides[1].0, sides[0].1 + sides[1].1);
        (all > 0.0).then(|| found / all)
    }

    fn range(&self, run: &Run) -> Range<usize> {
        let tokens = &self.new.blocks[run.block].tokens;
        tokens[run.tokens.start].start..tokens[run.tokens.end - 1].end
    }

    /// What a paragraph of before has become.
    fn heir(&mut self, old: usize) -> Option<usize> {
        if let Some(known) = self.heirs.get(&old) {
            return *known;
        }
        let words: Vec<(Option<u32>, u32)> = self.bag(old);
        let between = self.between(old);
        let mut likely: Vec<(usize, f32)> = self
            .candidates(&words)
            .into_iter()
            .chain(between)
            .map(|new| (new, self.likeness(&words, new)))
            .filter(|(new, likeness)| {
                let enough = if Some(*new) == between { LIKENESS_BETWEEN } else { LIKENESS };
                *likeness >= enough
            })
            .collect();
        likely.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let heir = likely.first().map(|(new, _)| *new);
        self.heirs.insert(old, heir);
        heir
    }

    /// The words of a paragraph of before, as the section knows them now, and how often.
    fn bag(&self, old: usize) -> Vec<(Option<u32>, u32)> {
        let block = &self.old.blocks[old];
        let mut counts: HashMap<Option<u32>, u32> = HashMap::new();
        for token in &block.tokens {
            let word = block.text[token.start..token.end].to_lowercase();
            *counts.entry(self.new.vocabulary.get(&word).copied()).or_default() += 1;
        }
        counts.into_iter().collect()
    }

    /// The new blocks that share most of the rarest words.
    fn candidates(&self, words: &[(Option<u32>, u32)]) -> Vec<usize> {
        let mut known: Vec<u32> = words.iter().filter_map(|(word, _)| *word).collect();
        known.sort_by_key(|word| (self.new.places[*word as usize].len(), *word));
        let mut votes: HashMap<usize, f32> = HashMap::new();
        for word in known.into_iter().take(RAREST) {
            let blocks: HashSet<u32> = self.new.places[word as usize]
                .iter()
                .take(1_000)
                .map(|(block, _)| *block)
                .collect();
            for block in blocks {
                *votes.entry(block as usize).or_default() += self.new.weight(Some(word));
            }
        }
        let mut votes: Vec<(usize, f32)> =
            votes.into_iter().filter(|(block, _)| !self.new.blocks[*block].kept).collect();
        votes.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        votes.into_iter().take(CLOSER).map(|(block, _)| block).collect()
    }

    /// The one new block between the neighbours of a paragraph of before, when they still stand.
    fn between(&self, old: usize) -> Option<usize> {
        let now = |at: usize| self.new.position(&self.old.blocks.get(at)?.id);
        let before = match old.checked_sub(1) {
            Some(at) => now(at)? + 1,
            None => 0,
        };
        let after = match self.old.blocks.get(old + 1) {
            Some(_) => now(old + 1)?,
            None => self.new.blocks.len(),
        };
        (before + 1 == after && !self.new.blocks[before].kept).then_some(before)
    }

    fn likeness(&self, words: &[(Option<u32>, u32)], new: usize) -> f32 {
        let mut there: HashMap<u32, u32> = HashMap::new();
        for token in &self.new.blocks[new].tokens {
            *there.entry(token.word).or_default() += 1;
        }
        let weigh = |word: Option<u32>, times: u32| self.new.weight(word) * times as f32;
        let one: f32 = words.iter().map(|(word, times)| weigh(*word, *times)).sum();
        let other: f32 = there.iter().map(|(word, times)| weigh(Some(*word), *times)).sum();
        let shared = words.iter().filter_map(|(word, times)| {
            let others = there.get(&(*word)?)?;
            Some(weigh(*word, (*times).min(*others)))
        });
        let both = one + other;
        if both > 0.0 { 2.0 * shared.sum::<f32>() / both } else { 0.0 }
    }
}
