//! Which section of the new text is which section of the old one.
//!
//! Three steps; a known section is taken at most once, and each step sees what the one before left:
//! 1. **Key**: the text gives the key that a section has.
//! 2. **Heading**: label and title are the same, case and white space aside. Where a heading stands
//!    more than once ("Det gør vi" under every goal), the one with the same parent and text goes
//!    first, then the one with the same text, then the one with the same parent, then in order.
//! 3. **Likeness** of the words, best first, ties in the order of the text; measure and thresholds
//!    are in [`super::likeness`]. Nothing is compared with everything: a section meets those that
//!    share its rarest words (an index from word to sections), its label or its title, and those at
//!    the same distance from the last section that was matched.
//!
//! A section that an earlier version dropped comes back by its key, by heading and text, or by a
//! heading that no other has; never by likeness, for its comments are of another time.

use std::collections::{HashMap, HashSet, VecDeque};

use super::DraftSection;
use super::likeness::{Bags, SHORT, fold};

/// How many of its rarest words a section is looked up by.
const RARE_WORDS: usize = 24;
/// A word that stands in more sections than this finds none.
const COMMON: usize = 40;
/// With how many sections one is compared, those with the most rare words in common first.
const CANDIDATES: usize = 12;
/// How many sections with the same label or title are looked at beside them.
const NAMESAKES: usize = 4;

/// A section that the consultation has or had, in the words it last had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its permanent key.
    pub key: String,
    /// Its label.
    pub label: Option<String>,
    /// Its title.
    pub title: String,
    /// 1 for the top heading, 2 below it, and so on.
    pub depth: u8,
    /// Its full edition without marks, as [`DraftSection::text`] was.
    pub text: String,
    /// Whether it stands in the newest version. Those that do must come in the order of the text.
    pub current: bool,
}

/// By what a section was recognized.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum How {
    /// The text gives its key.
    Key,
    /// Its label and title are the same.
    Heading,
    /// Its words are alike, so much: from 0 to 1.
    Likeness(f64),
}

/// The known section that a new one is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// Its place among those that were known.
    pub known: usize,
    /// By what it was recognized.
    pub how: How,
}

/// For each section of the new text the known one that it is; `None` when it is new.
#[must_use]
pub fn match_sections(known: &[Known], new: &[DraftSection]) -> Vec<Option<Match>> {
    let mut matcher = Matcher::new(known, new);
    matcher.by_key();
    matcher.by_heading();
    matcher.by_likeness();
    matcher.found
}

struct Matcher<'a> {
    known: &'a [Known],
    new: &'a [DraftSection],
    found: Vec<Option<Match>>,
    used: Vec<bool>,
    /// The section above, by place in each list.
    known_parents: Vec<Option<usize>>,
    new_parents: Vec<Option<usize>>,
}

impl<'a> Matcher<'a> {
    fn new(known: &'a [Known], new: &'a [DraftSection]) -> Self {
        let depths = known.iter().map(|known| known.current.then_some(known.depth));
        Self {
            known,
            new,
            found: vec![None; new.len()],
            used: vec![false; known.len()],
            known_parents: parents(depths),
            new_parents: parents(new.iter().map(|section| Some(section.depth))),
        }
    }

    fn take(&mut self, new: usize, known: usize, how: How) {
        self.found[new] = Some(Match { known, how });
        self.used[known] = true;
    }

    fn by_key(&mut self) {
        let keys: HashMap<&str, usize> =
            self.known.iter().enumerate().map(|(at, known)| (known.key.as_str(), at)).collect();
        for (at, section) in self.new.iter().enumerate() {
            let key = section.given_key.as_ref().and_then(|key| keys.get(key.as_str()));
            if let Some(&known) = key.filter(|&&known| !self.used[known]) {
                self.take(at, known, How::Key);
            }
        }
    }

    /// The heading as it is compared.
    fn heading(label: Option<&str>, title: &str) -> String {
        format!("{}\n{}", label.map(fold).unwrap_or_default(), fold(title))
    }

    fn by_heading(&mut self) {
        let known: Vec<String> = self
            .known
            .iter()
            .map(|known| Self::heading(known.label.as_deref(), &known.title))
            .collect();
        let new: Vec<String> = self
            .new
            .iter()
            .map(|section| Self::heading(section.label.as_deref(), &section.title))
            .collect();
        // First the headings that stand once, so that the parents of the others are known.
        self.lone(&known, &new, true);
        let known_texts: Vec<String> = self.known.iter().map(|known| fold(&known.text)).collect();
        let new_texts: Vec<String> = self.new.iter().map(|section| fold(&section.text)).collect();
        self.grouped(
            |m, at| m.known_place(at).map(|place| (&known[at], place, &known_texts[at])),
            |m, at| m.new_place(at).map(|place| (&new[at], place, &new_texts[at])),
        );
        let long = |text: &str| text.split(' ').count() >= SHORT;
        self.grouped(
            |_, at| Some((&known[at], &known_texts[at])).filter(|(_, text)| long(text)),
            |_, at| Some((&new[at], &new_texts[at])).filter(|(_, text)| long(text)),
        );
        self.grouped(
            |m, at| m.known_place(at).map(|place| (&known[at], place)),
            |m, at| m.new_place(at).map(|place| (&new[at], place)),
        );
        self.grouped(|m, at| m.known[at].current.then_some(&known[at]), |_, at| Some(&new[at]));
        self.lone(&known, &new, false);
    }

    /// Matches the headings that stand once on either side.
    fn lone(&mut self, known: &[String], new: &[String], current: bool) {
        let mut once: HashMap<&str, Option<usize>> = HashMap::new();
        for (at, heading) in known.iter().enumerate() {
            if !self.used[at] && self.known[at].current == current {
                once.entry(heading).and_modify(|place| *place = None).or_insert(Some(at));
            }
        }
        let mut times: HashMap<&str, usize> = HashMap::new();
        for (at, heading) in new.iter().enumerate().filter(|(at, _)| self.found[*at].is_none()) {
            let _ = at;
            *times.entry(heading).or_default() += 1;
        }
        for (at, heading) in new.iter().enumerate() {
            if self.found[at].is_none()
                && times.get(heading.as_str()) == Some(&1)
                && let Some(&Some(known)) = once.get(heading.as_str())
            {
                self.take(at, known, How::Heading);
            }
        }
    }

    /// Matches what has the same mark on either side, in the order of the text. A new section's
    /// mark is asked for in that order too, so it can depend on its parent's match.
    fn grouped<M: std::hash::Hash + Eq>(
        &mut self,
        known_mark: impl Fn(&Self, usize) -> Option<M>,
        new_mark: impl Fn(&Self, usize) -> Option<M>,
    ) {
        let mut waiting: HashMap<M, VecDeque<usize>> = HashMap::new();
        for at in (0..self.known.len()).filter(|&at| !self.used[at]) {
            if let Some(mark) = known_mark(self, at) {
                waiting.entry(mark).or_default().push_back(at);
            }
        }
        for at in 0..self.new.len() {
            if self.found[at].is_none()
                && let Some(mark) = new_mark(self, at)
                && let Some(known) = waiting.get_mut(&mark).and_then(VecDeque::pop_front)
            {
                self.take(at, known, How::Heading);
            }
        }
    }

    /// The parent of a known section, itself a place among the known; `None` when it has no place
    /// any more.
    fn known_place(&self, at: usize) -> Option<Option<usize>> {
        self.known[at].current.then(|| self.known_parents[at])
    }

    /// The known section that the parent of a new one is; `None` when it is new or not yet found.
    fn new_place(&self, at: usize) -> Option<Option<usize>> {
        match self.new_parents[at] {
            None => Some(None),
            Some(parent) => self.found[parent].map(|found| Some(found.known)),
        }
    }

    fn by_likeness(&mut self) {
        let left: Vec<usize> =
            (0..self.known.len()).filter(|&at| !self.used[at] && self.known[at].current).collect();
        let open: Vec<usize> = (0..self.new.len()).filter(|&at| self.found[at].is_none()).collect();
        if left.is_empty() || open.is_empty() {
            return;
        }
        let mut bags = Bags::default();
        for known in self.known {
            // A section that is gone is not looked at; its place is.
            let text = if known.current { known.text.as_str() } else { "" };
            bags.add(known.label.as_deref(), &known.title, text);
        }
        for section in self.new {
            bags.add(section.label.as_deref(), &section.title, &section.text);
        }
        bags.weigh();
        let index = Index::of(&bags, &left);
        let mut pairs = Vec::new();
        for (new, known) in self.candidates(&bags, &index, &left, &open) {
            if let Some(score) = bags.same(known, self.known.len() + new) {
                pairs.push((score, new, known));
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        for (score, new, known) in pairs {
            if self.found[new].is_none() && !self.used[known] {
                self.take(new, known, How::Likeness(score));
            }
        }
    }

    /// The pairs that are worth comparing.
    fn candidates(
        &self,
        bags: &Bags,
        index: &Index<'_>,
        left: &[usize],
        open: &[usize],
    ) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut seen = HashSet::new();
        let mut last = None;
        let mut matched = 0;
        for &new in open {
            seen.clear();
            let bag = self.known.len() + new;
            seen.extend(index.sharing(bags, bag));
            seen.extend(index.namesakes(bags, bag));
            // The last section before this one that was matched, and as far behind it.
            while matched < new {
                if let Some(found) = self.found[matched] {
                    last = Some((matched, found.known));
                }
                matched += 1;
            }
            let place = last.map_or(new, |(at, known)| known + new - at);
            let near = left.partition_point(|&known| known < place);
            seen.extend(&left[near.saturating_sub(1)..left.len().min(near + 2)]);
            pairs.extend(seen.iter().map(|&known| (new, known)));
        }
        pairs
    }
}

/// The parent of each section: the last one before it that is less deep. Sections without a depth
/// have none and are none.
fn parents(depths: impl Iterator<Item = Option<u8>>) -> Vec<Option<usize>> {
    let mut open: Vec<(usize, u8)> = Vec::new();
    depths
        .enumerate()
        .map(|(at, depth)| {
            let depth = depth?;
            while open.pop_if(|(_, above)| *above >= depth).is_some() {}
            let parent = open.last().map(|(above, _)| *above);
            open.push((at, depth));
            parent
        })
        .collect()
}

/// Where to find the known sections that are left.
struct Index<'b> {
    words: HashMap<u32, Vec<usize>>,
    names: HashMap<&'b str, Vec<usize>>,
}

impl<'b> Index<'b> {
    fn of(bags: &'b Bags, left: &[usize]) -> Self {
        let mut index = Self { words: HashMap::new(), names: HashMap::new() };
        for &at in left {
            for (word, _) in &bags.bags[at].words {
                index.words.entry(*word).or_default().push(at);
            }
            let bag = &bags.bags[at];
            for name in [&bag.label, &bag.title].into_iter().flatten() {
                index.names.entry(name).or_default().push(at);
            }
        }
        index.words.retain(|_, found| found.len() <= COMMON);
        index
    }

    /// Those that share the most of a section's rarest words.
    fn sharing(&self, bags: &Bags, bag: usize) -> Vec<usize> {
        let mut rare: Vec<(u32, u32)> = bags.bags[bag]
            .words
            .iter()
            .filter(|(word, _)| self.words.contains_key(word))
            .map(|(word, _)| (bags.sections[*word as usize], *word))
            .collect();
        rare.sort_unstable();
        let mut hits: HashMap<usize, usize> = HashMap::new();
        for (_, word) in rare.into_iter().take(RARE_WORDS) {
            for &known in self.words.get(&word).into_iter().flatten() {
                *hits.entry(known).or_default() += 1;
            }
        }
        let mut hits: Vec<(usize, usize)> = hits.into_iter().collect();
        hits.sort_unstable_by_key(|&(known, times)| (std::cmp::Reverse(times), known));
        hits.into_iter().take(CANDIDATES).map(|(known, _)| known).collect()
    }

    fn namesakes(&self, bags: &Bags, bag: usize) -> impl Iterator<Item = usize> {
        let bag = &bags.bags[bag];
        let names = [&bag.label, &bag.title].into_iter().flatten();
        names.flat_map(|name| {
            self.names.get(name.as_str()).into_iter().flatten().take(NAMESAKES).copied()
        })
    }
}
