//! What holds of every anchor and every change of the text, tried on made-up ones.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::made_up::config;

use super::*;

/// Words that nobody but one paragraph has: `2-7` is the seventh of the second.
fn words(paragraph: usize, count: usize) -> String {
    let words = (0..count).map(|word| format!("ord{paragraph}x{word}"));
    words.collect::<Vec<_>>().join(" ")
}

fn named(texts: impl IntoIterator<Item = (usize, String)>) -> Vec<(String, String)> {
    texts.into_iter().map(|(number, text)| (format!("p-{number}"), text)).collect()
}

/// Some words in the middle of a paragraph, with what stands around them.
fn chosen(paragraph: usize, text: &str, from: usize, count: usize) -> (Anchor, String) {
    let words: Vec<&str> = text.split(' ').collect();
    let from = from % words.len();
    let to = (from + count).min(words.len());
    let quote = words[from..to].join(" ");
    let around = |words: &[&str]| Some(words.join(" "));
    let anchor = Anchor {
        paragraph: format!("p-{paragraph}"),
        quote: Some(quote.clone()),
        prefix: around(&words[from.saturating_sub(3)..from]),
        suffix: around(&words[to..(to + 3).min(words.len())]),
        version: None,
        found: None,
    };
    (anchor, quote)
}

/// Any text, among them much that is longer in one writing than in the other.
fn text() -> impl Strategy<Value = String> {
    const HARD: &[&str] =
        &["ß", "İ", "ﬁ", "e\u{301}", "\u{AD}", "👩‍👧", "\u{200F}", "ǅ", " ", "\n", "børn", "a", "."];
    let part = prop_oneof![proptest::sample::select(HARD).prop_map(str::to_owned), any::<String>()];
    vec(part, 0..12).prop_map(|parts| parts.concat())
}

fn any_anchor() -> impl Strategy<Value = Anchor> {
    let some = || proptest::option::of(text());
    (0..5_usize, some(), some(), some()).prop_map(|(paragraph, quote, prefix, suffix)| Anchor {
        paragraph: format!("p-{paragraph}"),
        quote,
        prefix,
        suffix,
        version: None,
        found: None,
    })
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn wherever_an_anchor_stands_there_are_whole_characters(
        old in vec(text(), 0..4), new in vec(text(), 0..4), anchor in any_anchor(),
    ) {
        let new = named(new.into_iter().enumerate());
        let old = named(old.into_iter().enumerate());
        let stand = Placing::new(Blocks::new(old), Blocks::new(new.clone())).place(&anchor, "p-0");
        if stand.found == Found::Earlier {
            prop_assert_eq!((stand.paragraph, stand.range), (anchor.paragraph, 0..0));
        } else {
            let block = new.iter().find(|(id, _)| *id == stand.paragraph);
            let (_, text) = block.expect("a paragraph of the new text");
            prop_assert!(text.get(stand.range.clone()).is_some(), "{:?} in {text:?}", stand.range);
        }
    }

    #[test]
    fn what_others_change_moves_no_anchor(
        lengths in vec(1..30_usize, 1..6), at in any::<prop::sample::Index>(), from in 0..30_usize,
        count in 1..8_usize, others in vec((0..9_usize, 1..20_usize), 0..6), first in 0..6_usize,
    ) {
        let at = at.index(lengths.len());
        let old = named(lengths.iter().enumerate().map(|(n, length)| (n, words(n, *length))));
        let (anchor, quote) = chosen(at, &old[at].1, from, count);
        // All other paragraphs go; new ones come before it and after it, some of words that were there.
        let mut new = named(others.iter().enumerate().map(|(n, (of, length))| (100 + n, words(*of, *length))));
        new.insert(first.min(new.len()), old[at].clone());
        let stand = Placing::new(Blocks::new(old.clone()), Blocks::new(new)).place(&anchor, &anchor.paragraph);
        prop_assert_eq!(stand.found, Found::Exact);
        prop_assert_eq!(&old[at].1[stand.range], quote);
    }

    #[test]
    fn a_quote_of_which_no_word_is_left_stands_nowhere(
        lengths in vec(1..30_usize, 1..5), at in any::<prop::sample::Index>(), from in 0..30_usize,
        count in 1..8_usize, others in vec(1..30_usize, 0..6),
    ) {
        let at = at.index(lengths.len());
        let old = named(lengths.iter().enumerate().map(|(n, length)| (n, words(n, *length))));
        let (anchor, _) = chosen(at, &old[at].1, from, count);
        let new = named(others.iter().enumerate().map(|(n, length)| (100 + n, words(100 + n, *length))));
        let stand = Placing::new(Blocks::new(old), Blocks::new(new)).place(&anchor, &anchor.paragraph);
        prop_assert_eq!(stand.found, Found::Earlier);
    }

    #[test]
    fn what_is_sent_as_an_anchor_is_kept_or_told(anchor in any_anchor(), id in any::<String>()) {
        let mut flaws = Flaws::default();
        let kept = Anchor { paragraph: id, ..anchor }.check(&mut flaws);
        if flaws.or(()).is_ok() {
            let longest = |text: &Option<String>| text.as_deref().unwrap_or_default().chars().count();
            prop_assert!(longest(&kept.quote) <= QUOTE_MAX && longest(&kept.prefix) <= CONTEXT_MAX);
            prop_assert!(kept.paragraph.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
        }
    }
}
