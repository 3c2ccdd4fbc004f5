//! The blocks of a section in one version, made ready for finding words in them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The blocks of a section in one version: what stands where, and how rare each word is.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    pub(super) blocks: Vec<Block>,
    by_id: HashMap<String, usize>,
    pub(super) vocabulary: HashMap<String, u32>,
    /// Of each word: the blocks and the words in them where it stands.
    pub(super) places: Vec<Vec<(u32, u32)>>,
    /// Of each word: in how many blocks it stands.
    spread: Vec<u32>,
}

/// A block as it is searched.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
    /// The text in small letters without white space, and where each of its bytes comes from.
    squeezed: String,
    origin: Vec<u32>,
    /// Whether the version before had it as well.
    pub(super) kept: bool,
}

/// A word and where it stands in its block's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) word: u32,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The words of a text in small letters, with their places.
pub(super) fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let length = text[start..].find(|c: char| !c.is_alphanumeric());
        let end = length.map_or(text.len(), |length| start + length);
        rest = end;
        Some((start..end, text[start..end].to_lowercase()))
    })
}

/// A text in small letters without white space and without what is not seen, and where each byte of
/// it comes from: how a browser and we put space between blocks must not matter.
pub(super) fn squeeze(text: &str) -> (String, Vec<u32>) {
    let mut squeezed = String::with_capacity(text.len());
    let mut origin = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c.is_whitespace() || matches!(c, '\u{AD}' | '\u{200B}') {
            continue;
        }
        for small in c.to_lowercase() {
            squeezed.push(small);
            origin.resize(squeezed.len(), u32::try_from(at).unwrap_or(u32::MAX));
        }
    }
    (squeezed, origin)
}

impl Blocks {
    /// From ids and texts, in the order of the section.
    pub fn new(blocks: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut all = Self::default();
        for (id, text) in blocks {
            all.add(id, text);
        }
        all
    }

    fn add(&mut self, id: String, text: String) {
        let at = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
        let mut tokens = Vec::new();
        let mut seen = HashSet::new();
        for (place, word) in words(&text) {
            let next = u32::try_from(self.vocabulary.len()).unwrap_or(u32::MAX);
            let word = *self.vocabulary.entry(word).or_insert(next);
            if word == next {
                self.places.push(Vec::new());
                self.spread.push(0);
            }
            let number = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
            self.places[word as usize].push((at, number));
            if seen.insert(word) {
                self.spread[word as usize] += 1;
            }
            tokens.push(Token { word, start: place.start, end: place.end });
        }
        let (squeezed, origin) = squeeze(&text);
        self.by_id.entry(id.clone()).or_insert(self.blocks.len());
        self.blocks.push(Block { id, text, tokens, squeezed, origin, kept: false });
    }

    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The words of a block.
    #[must_use]
    pub fn text(&self, id: &str) -> Option<&str> {
        Some(&self.blocks[self.position(id)?].text)
    }

    /// What a word proves: the rarer, the more. One that no block has is the rarest.
    pub(super) fn weight(&self, word: Option<u32>) -> f32 {
        let spread = word.map_or(1, |word| self.spread[word as usize]);
        (1.0 + self.blocks.len() as f32 / spread as f32).ln()
    }
}

impl Block {
    /// Every place where some words, squeezed, stand.
    pub(super) fn occurrences(&self, squeezed: &str) -> Vec<Range<usize>> {
        if squeezed.is_empty() {
            return Vec::new();
        }
        self.squeezed.match_indices(squeezed).map(|(at, _)| at..at + squeezed.len()).collect()
    }

    /// How many bytes just before and just after a squeezed place are as they were.
    pub(super) fn around(&self, place: &Range<usize>, prefix: &str, suffix: &str) -> usize {
        let before = self.squeezed[..place.start].bytes().rev().zip(prefix.bytes().rev());
        let after = self.squeezed[place.end..].bytes().zip(suffix.bytes());
        let same = |pair: &(u8, u8)| pair.0 == pair.1;
        before.take_while(same).count() + after.take_while(same).count()
    }

    /// A squeezed place in the text itself.
    pub(super) fn range(&self, place: &Range<usize>) -> Range<usize> {
        let start = self.origin[place.start] as usize;
        let last = self.origin[place.end - 1] as usize;
        let length = self.text[last..].chars().next().map_or(0, char::len_utf8);
        start..last + length
    }
}
