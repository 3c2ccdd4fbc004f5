//! How alike two sections are in their words.
//!
//! **The measure** is Dice's coefficient on bags of words, each word weighted by how rare it is:
//! twice the weight of what both have, by the weight of what each has, 0 for nothing in common and 1
//! for the same words in any order. The words are those of title and text, in lower case, as often
//! as they stand. A word in `n` of all `N` sections, old and new, weighs `ln(1 + N / n)`: without
//! that two unrelated paragraphs of a law look a third alike, for both are full of "der" and "die".
//!
//! **The thresholds.** From [`LIKENESS`] two sections are the same; when their label or their title
//! is the same, from [`LIKENESS_WITH_NAME`]. A section of fewer than [`SHORT`] words is little more
//! than its heading, and words prove nothing there ("(weggefallen)" under § 23 is not § 31): it must
//! have the label or the title of the other, or no label that says otherwise and [`LIKENESS`]. A
//! label that is a bare number is no name, and neither is a title that stands in brackets; the same
//! title counts for nothing between a § and a chapter.

use std::collections::HashMap;

use super::heading::is_number;

/// From this on two sections are the same, by their words alone.
pub const LIKENESS: f64 = 0.5;
/// From this on they are when their label or title is the same.
pub const LIKENESS_WITH_NAME: f64 = 0.2;
/// Fewer words of title and text than this are too few to compare.
pub const SHORT: usize = 8;

/// White space and case folded away.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// A section as it is compared.
pub(super) struct Bag {
    /// Word and how often, by word.
    pub(super) words: Vec<(u32, u32)>,
    /// How many words there are.
    pub(super) count: usize,
    /// Its label, folded, unless it is none or a bare number.
    pub(super) label: Option<String>,
    /// Its title, folded, unless it stands in brackets.
    pub(super) title: Option<String>,
    /// What its label counts: "§", "mål"; empty when it has none.
    sort: String,
    weight: f64,
}

/// All sections that are compared, and the weight of each word among them.
#[derive(Default)]
pub(super) struct Bags {
    words: HashMap<String, u32>,
    /// In how many sections each word stands.
    pub(super) sections: Vec<u32>,
    weights: Vec<f64>,
    pub(super) bags: Vec<Bag>,
}

impl Bags {
    pub(super) fn add(&mut self, label: Option<&str>, title: &str, text: &str) {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        let mut folded = String::new();
        for word in [title, text].into_iter().flat_map(|part| {
            part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
        }) {
            folded.clear();
            folded.extend(word.chars().flat_map(char::to_lowercase));
            let id = match self.words.get(&folded) {
                Some(&id) => id,
                None => {
                    let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
                    self.words.insert(folded.clone(), id);
                    self.sections.push(0);
                    id
                }
            };
            *counts.entry(id).or_default() += 1;
        }
        let mut words: Vec<(u32, u32)> = counts.into_iter().collect();
        words.sort_unstable();
        for (word, _) in &words {
            self.sections[*word as usize] += 1;
        }
        let count = words.iter().map(|(_, times)| *times as usize).sum();
        let label = label.filter(|label| !is_number(label)).map(fold);
        let title = Some(fold(title)).filter(|title| !title.starts_with(['(', '[']));
        let sort = label.as_deref().unwrap_or_default();
        let sort =
            sort.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default().trim().to_owned();
        self.bags.push(Bag { words, count, label, title, sort, weight: 0.0 });
    }

    /// Weighs the words, when all sections are in.
    pub(super) fn weigh(&mut self) {
        let all = self.bags.len() as f64;
        self.weights = self.sections.iter().map(|&n| (1.0 + all / f64::from(n)).ln()).collect();
        for bag in &mut self.bags {
            bag.weight = bag
                .words
                .iter()
                .map(|(word, times)| self.weights[*word as usize] * f64::from(*times))
                .sum();
        }
    }

    /// How alike two sections are, from 0 to 1.
    pub(super) fn likeness(&self, one: usize, other: usize) -> f64 {
        let (one, other) = (&self.bags[one], &self.bags[other]);
        let both = one.weight + other.weight;
        if both <= 0.0 {
            return 0.0;
        }
        let mut shared = 0.0;
        let mut rest = other.words.as_slice();
        for &(word, times) in &one.words {
            let skip = rest.iter().take_while(|(found, _)| *found < word).count();
            rest = &rest[skip..];
            if let Some(&(found, others)) = rest.first()
                && found == word
            {
                shared += self.weights[word as usize] * f64::from(times.min(others));
            }
        }
        2.0 * shared / both
    }

    /// How alike they are, when that is enough to be the same section.
    pub(super) fn same(&self, one: usize, other: usize) -> Option<f64> {
        let likeness = self.likeness(one, other);
        let (one, other) = (&self.bags[one], &self.bags[other]);
        let equal = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        let akin = one.sort.is_empty() || other.sort.is_empty() || one.sort == other.sort;
        let named = equal(&one.label, &other.label) || akin && equal(&one.title, &other.title);
        let enough = if one.count.min(other.count) < SHORT {
            let differ = one.label.is_some() && other.label.is_some() && one.label != other.label;
            named || (!differ && one.title.is_some() && likeness >= LIKENESS)
        } else {
            likeness >= if named { LIKENESS_WITH_NAME } else { LIKENESS }
        };
        enough.then_some(likeness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bags(sections: &[(Option<&str>, &str, &str)]) -> Bags {
        let mut bags = Bags::default();
        for (label, title, text) in sections {
            bags.add(*label, title, text);
        }
        bags.weigh();
        bags
    }

    #[test]
    fn the_same_words_in_any_order_are_alike() {
        let bags = bags(&[
            (None, "Titel", "en to tre fire fem"),
            (None, "TITEL", "fem fire, tre to en"),
            (None, "Andet", "intet af det"),
        ]);
        assert!((bags.likeness(0, 1) - 1.0).abs() < 1e-9);
        assert!(bags.likeness(0, 2) < 1e-9);
    }

    #[test]
    fn a_word_that_stands_everywhere_proves_little() {
        let bags = bags(&[
            (None, "A", "der die das und Kursträger"),
            (None, "B", "der die das und Lehrkräfte"),
            (None, "C", "der die das und Kursträger"),
            (None, "D", "der die das und Fahrtkosten"),
        ]);
        assert!(bags.likeness(0, 1) < 0.5, "{}", bags.likeness(0, 1));
        assert!(bags.likeness(0, 2) > 0.7);
    }

    #[test]
    fn a_short_section_is_its_heading() {
        let gone = "(weggefallen)";
        let long = "mange ord som intet har til fælles med noget andet afsnit";
        let bags = bags(&[
            (Some("§ 23"), gone, "-"),
            (Some("§ 31"), gone, "-"),
            (Some("§ 23"), "Lehrkräfte", long),
            (Some("Kapitel 2"), "Job", ""),
            (Some("Kapitel 3"), "Job", ""),
            (Some("1.2"), "Formål", ""),
            (Some("1.3"), "Baggrund", ""),
            (None, "Indsatser for børn", ""),
            (None, "Indsatser for børn og unge", ""),
            (Some("§ 2"), "Job", ""),
        ]);
        let same = |one, other| bags.same(one, other).is_some();
        assert!(!same(0, 1));
        assert!(same(0, 2));
        assert!(same(3, 4));
        assert!(!same(3, 9));
        assert!(!same(5, 6));
        assert!(same(7, 8));
    }
}
