//! Where words stand that were changed a little: the best run of them in a block.

use std::collections::HashMap;
use std::ops::Range;

use super::blocks::{Blocks, words};

/// Most words of a quote, and most of what stands on each side of it, that are looked at.
const WORDS_MAX: usize = 160;
/// A word that stands in more places than this leads nowhere.
const PLACES_MAX: usize = 200;
/// So many places are looked at more closely.
const CLOSER: usize = 6;
/// What a word costs that stands on one side only.
const GAP: f32 = 0.5;

/// Some words that are looked for.
pub(super) struct Phrase {
    words: Vec<(Option<u32>, String)>,
}

/// A run of words that is like a phrase.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) block: usize,
    /// The words of the block.
    pub(super) tokens: Range<usize>,
    /// How many words are the same.
    pub(super) same: f32,
    /// How alike they are, from 0 to 1, by words weighted by how rare they are.
    pub(super) likeness: f32,
}

impl Phrase {
    pub(super) fn of(text: &str, blocks: &Blocks) -> Self {
        let found = words(text).take(WORDS_MAX);
        let words = found.map(|(_, word)| (blocks.vocabulary.get(&word).copied(), word)).collect();
        Self { words }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// How much all of it weighs, and how much of that stands among some words of a block.
    pub(super) fn among(&self, blocks: &Blocks, block: usize, tokens: Range<usize>) -> (f32, f32) {
        let mut there: Vec<u32> =
            blocks.blocks[block].tokens[tokens].iter().map(|token| token.word).collect();
        let (mut all, mut found) = (0.0, 0.0);
        for (word, _) in &self.words {
            let weight = blocks.weight(*word);
            all += weight;
            if let Some(at) = word.and_then(|word| there.iter().position(|other| *other == word)) {
                there.swap_remove(at);
                found += weight;
            }
        }
        (all, found)
    }

    /// The likeliest runs in the blocks that are wanted, best first.
    pub(super) fn runs(&self, blocks: &Blocks, wanted: impl Fn(usize) -> bool) -> Vec<Run> {
        let size = self.words.len().max(8);
        let mut votes: HashMap<(u32, usize), f32> = HashMap::new();
        for (at, (word, _)) in self.words.iter().enumerate() {
            let Some(word) = *word else { continue };
            let places = &blocks.places[word as usize];
            for (block, place) in
                places.iter().filter(|(block, _)| wanted(*block as usize)).take(PLACES_MAX)
            {
                // Words of the same run begin at about the same place.
                let bucket = (*place as usize + self.words.len() - at) / size;
                *votes.entry((*block, bucket)).or_default() += blocks.weight(Some(word));
            }
        }
        let mut votes: Vec<((u32, usize), f32)> = votes.into_iter().collect();
        votes.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let closer = votes.into_iter().take(CLOSER);
        let mut runs: Vec<Run> = closer
            .filter_map(|((block, bucket), _)| {
                let from = (bucket * size).saturating_sub(2 * self.words.len() + size);
                let tokens = blocks.blocks[block as usize].tokens.len();
                let to = ((bucket + 2) * size + self.words.len()).min(tokens);
                self.align(blocks, block as usize, from.min(to)..to)
            })
            .collect();
        runs.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.block.cmp(&b.block)));
        runs
    }

    /// The best run within some words of a block: Smith and Waterman's alignment, by words.
    fn align(&self, blocks: &Blocks, block: usize, within: Range<usize>) -> Option<Run> {
        let tokens = &blocks.blocks[block].tokens[within.clone()];
        let start = |at: usize| Cell { score: 0.0, from: at, same: 0.0, weight: 0.0 };
        let mut above: Vec<Cell> = (0..=tokens.len()).map(start).collect();
        let mut best: Option<(Cell, usize)> = None;
        for (word, text) in &self.words {
            let mut row = vec![start(0)];
            for (at, token) in tokens.iter().enumerate() {
                let alike = if *word == Some(token.word) {
                    1.0
                } else {
                    let place = &blocks.blocks[block];
                    akin(text, &place.text[token.start..token.end].to_lowercase())
                };
                let turned = if alike > 0.0 { alike } else { -GAP };
                let both = Cell {
                    same: above[at].same + alike,
                    weight: above[at].weight + alike * blocks.weight(Some(token.word)),
                    ..above[at].plus(turned)
                };
                let cell = [above[at + 1].plus(-GAP), row[at].plus(-GAP), start(at + 1)]
                    .into_iter()
                    .fold(both, |best, other| if other.score > best.score { other } else { best });
                if cell.same > 0.0 && best.is_none_or(|(best, _)| cell.score > best.score) {
                    best = Some((cell, at + 1));
                }
                row.push(cell);
            }
            above = row;
        }
        let (cell, end) = best?;
        let weigh = |word| blocks.weight(word);
        let one: f32 = self.words.iter().map(|(word, _)| weigh(*word)).sum();
        let other: f32 = tokens[cell.from..end].iter().map(|token| weigh(Some(token.word))).sum();
        let likeness = 2.0 * cell.weight / (one + other);
        let tokens = within.start + cell.from..within.start + end;
        Some(Run { block, tokens, same: cell.same, likeness })
    }
}

#[derive(Clone, Copy)]
struct Cell {
    score: f32,
    from: usize,
    same: f32,
    weight: f32,
}

impl Cell {
    fn plus(self, score: f32) -> Self {
        Self { score: self.score + score, ..self }
    }
}

/// How much a word is another form of another: they begin alike, and little follows.
fn akin(one: &str, other: &str) -> f32 {
    let head = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let longer = one.chars().count().max(other.chars().count());
    if head >= 4 && head * 4 >= longer * 3 { 0.8 } else { 0.0 }
}
