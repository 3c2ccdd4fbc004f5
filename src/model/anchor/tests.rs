use super::*;

fn blocks(texts: &[(&str, &str)]) -> Blocks {
    Blocks::new(texts.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())))
}

fn whole(paragraph: &str, quote: &str) -> Anchor {
    let quote = Some(quote.to_owned()).filter(|quote| !quote.is_empty());
    let paragraph = paragraph.to_owned();
    Anchor { paragraph, quote, prefix: None, suffix: None, version: None, found: None }
}

fn selected(paragraph: &str, prefix: &str, quote: &str, suffix: &str) -> Anchor {
    let some = |text: &str| Some(text.to_owned());
    Anchor { prefix: some(prefix), suffix: some(suffix), ..whole(paragraph, quote) }
}

/// Where an anchor stands after a change: how it was found, at which paragraph, and at which words.
fn after(old: &[(&str, &str)], new: &[(&str, &str)], anchor: &Anchor) -> (Found, String, String) {
    let stand = Placing::new(blocks(old), blocks(new)).place(anchor, &anchor.paragraph);
    let text = new.iter().find(|(id, _)| *id == stand.paragraph).map_or("", |(_, text)| text);
    let words = text.get(stand.range.clone()).unwrap().to_owned();
    (stand.found, stand.paragraph, words)
}

fn is(found: Found, paragraph: &str, words: &str) -> (Found, String, String) {
    (found, paragraph.to_owned(), words.to_owned())
}

const TREES: (&str, &str) =
    ("p-1", "Der skal plantes hundrede træer i parken, før vinteren kommer.");
const LIGHT: (&str, &str) = ("p-2", "Stierne skal være oplyst hele natten, så alle tør gå hjem.");
const PAY: (&str, &str) = (
    "p-3",
    "Das Bundesamt erstattet Teilnehmern die notwendigen Fahrtkosten, wenn sie ordnungsgemäß am \
     Kurs teilnehmen und von der Kostenbeitragspflicht befreit worden sind.",
);

#[test]
fn a_paragraph_that_stands_there_is_found_exactly() {
    let anchor = selected("p-1", "Der skal plantes", "hundrede træer", "i parken");
    let new = [("p-9", "Et nyt afsnit om hundrede træer."), LIGHT, TREES];
    assert_eq!(after(&[TREES, LIGHT], &new, &anchor), is(Found::Exact, "p-1", "hundrede træer"));
    let all = whole("p-2", "Stierne skal være oplyst");
    assert_eq!(after(&[TREES, LIGHT], &new, &all).0, Found::Exact);
    assert_eq!(after(&[], &new, &whole("p-2", "")), is(Found::Exact, "p-2", LIGHT.1));
}

#[test]
fn of_several_occurrences_what_stands_around_chooses() {
    let text = [("p-1", "Børn lærer. Børn leger. Børn sover.")];
    let place = |prefix: &str, suffix: &str| {
        let anchor = selected("p-1", prefix, "Børn", suffix);
        Placing::new(Blocks::default(), blocks(&text)).place(&anchor, "p-1").range.start
    };
    assert_eq!(place("", "lærer."), 0);
    assert_eq!(place("lærer.", "leger. Børn"), text[0].1.find("Børn leger").unwrap());
    assert_eq!(place("leger.", "sover."), text[0].1.rfind("Børn").unwrap());
}

#[test]
fn white_space_case_and_soft_hyphens_do_not_matter() {
    let text = [("p-1", "Mentor\u{AD}ordninger for unge.\nOgså for voksne.")];
    let anchor = selected("p-1", "", "mentorordninger  for unge.Også", "for");
    let found = after(&[], &text, &anchor);
    assert_eq!(found, is(Found::Exact, "p-1", "Mentor\u{AD}ordninger for unge.\nOgså"));
}

#[test]
fn a_paragraph_that_was_rewritten_keeps_its_comments() {
    let new =
        [LIGHT, ("p-8", "Der skal plantes to hundrede nye træer i parken, før foråret kommer.")];
    let old = [TREES, LIGHT];
    let all = after(&old, &new, &whole("p-1", TREES.1));
    assert_eq!(all, is(Found::Moved, "p-8", new[1].1));
    let words = after(&old, &new, &selected("p-1", "træer i parken,", "før vinteren", "kommer."));
    assert_eq!((words.0, words.1.as_str()), (Found::Moved, "p-8"));
    assert!(words.2.starts_with("før"), "{words:?}");
}

#[test]
fn a_german_paragraph_with_changed_words_is_found_by_what_it_has_become() {
    let new = [
        ("p-7", "Das Bundesamt unterstützt die Kinderbetreuung, wenn kein Angebot besteht."),
        (
            "p-8",
            "Das Bundesamt gewährt Teilnehmern einen Zuschuss zu den notwendigen Fahrtkosten, wenn \
             sie ordnungsgemäß am Kurs teilnehmen und von der Kostenbeitragspflicht befreit sind.",
        ),
    ];
    assert_eq!(after(&[PAY], &new, &whole("p-3", PAY.1)).1, "p-8");
    let quote =
        selected("p-3", "erstattet Teilnehmern die", "notwendigen Fahrtkosten", ", wenn sie");
    assert_eq!(after(&[PAY], &new, &quote), is(Found::Moved, "p-8", "notwendigen Fahrtkosten"));
}

#[test]
fn words_that_moved_to_another_paragraph_are_found_there() {
    let new = [("p-8", "Først et forord. Der skal plantes hundrede træer i parken."), LIGHT];
    let long = selected("p-1", "", "Der skal plantes hundrede træer i parken", ", før");
    let words = "Der skal plantes hundrede træer i parken";
    assert_eq!(after(&[TREES, LIGHT], &new, &long), is(Found::Moved, "p-8", words));
    // Also when nobody knows what the paragraph said.
    assert_eq!(after(&[], &new, &long), is(Found::Moved, "p-8", words));
}

#[test]
fn a_short_quote_is_not_found_in_a_strange_paragraph() {
    let new =
        [("p-8", "Haven får nye bænke, og hundrede træer er fældet andre steder i byen."), LIGHT];
    let short = selected("p-1", "Der skal plantes", "hundrede træer", "i parken, før");
    assert_eq!(after(&[TREES, LIGHT], &new, &short).0, Found::Earlier);
    let word = selected("p-1", "plantes hundrede træer i", "parken", ", før vinteren");
    assert_eq!(after(&[TREES, LIGHT], &[LIGHT], &word), is(Found::Earlier, "p-1", ""));
}

#[test]
fn a_paragraph_that_stood_there_before_is_not_what_another_has_become() {
    let two = ("p-2", "Der skal plantes halvtreds træer i parken, før sommeren kommer.");
    assert_eq!(after(&[TREES, two], &[two], &whole("p-1", TREES.1)).0, Found::Earlier);
}

#[test]
fn unlike_paragraphs_are_an_earlier_wording() {
    let new = [PAY, ("p-8", "Skolen får en ny gård med plads til boldspil og cykler.")];
    for anchor in [whole("p-1", TREES.1), selected("p-1", "Der skal", "plantes hundrede", "træer")]
    {
        assert_eq!(after(&[TREES, LIGHT], &new, &anchor), is(Found::Earlier, "p-1", ""));
    }
}

#[test]
fn a_comment_that_moved_once_stays_where_it_is() {
    let new = [("p-8", "Der skal plantes bøge."), ("p-9", "Noget helt andet om hunde.")];
    let anchor = whole("p-1", TREES.1);
    let stand = Placing::new(blocks(&new), blocks(&new)).place(&anchor, "p-8");
    assert_eq!((stand.paragraph.as_str(), stand.found), ("p-8", Found::Moved));
}

/// Some number after another: the tests must be the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn text(&mut self, words: usize) -> String {
        const WORDS: [&str; 14] = [
            "og",
            "børn",
            "ẞtraße",
            "İstanbul",
            "  ",
            "中文字",
            "🙂👍🏽",
            "a\u{301}",
            "§ 4,",
            "der",
            "Træer",
            "\u{AD}x",
            "\n",
            "(1)",
        ];
        (0..words).map(|_| format!("{} ", WORDS[self.roll(WORDS.len())])).collect()
    }

    fn part<'t>(&mut self, text: &'t str) -> &'t str {
        let from = text.floor_char_boundary(self.roll(text.len() + 1));
        let to = text.ceil_char_boundary(from + self.roll(text.len() - from + 1));
        &text[from..to]
    }
}

#[test]
fn whatever_comes_in_the_answer_is_words_of_a_block() {
    let mut dice = Dice(7);
    for _ in 0..2_000 {
        let mut version = |first: usize| {
            let blocks = (0..dice.roll(5)).map(|at| {
                let words = dice.roll(30);
                (format!("p-{}", first + at), dice.text(words))
            });
            blocks.collect::<Vec<_>>()
        };
        let (old, new) = (version(0), version(2));
        let text = dice.text(40);
        let source = new.first().or(old.first()).map_or(text.as_str(), |(_, text)| text);
        let anchor = Anchor {
            paragraph: format!("p-{}", dice.roll(6)),
            quote: Some(dice.part(source).to_owned()),
            prefix: (dice.roll(2) == 0).then(|| dice.part(source).to_owned()),
            suffix: (dice.roll(2) == 0).then(|| dice.part(&text).to_owned()),
            version: None,
            found: None,
        };
        let stood = format!("p-{}", dice.roll(6));
        let mut placing = Placing::new(Blocks::new(old), Blocks::new(new.clone()));
        let stand = placing.place(&anchor, &stood);
        match new.iter().find(|(id, _)| *id == stand.paragraph) {
            Some((_, text)) => assert!(text.get(stand.range.clone()).is_some(), "{stand:?}"),
            None => assert_eq!((stand.found, stand.range.clone()), (Found::Earlier, 0..0)),
        }
        assert_eq!(placing.place(&anchor, &stood), stand);
    }
}

#[test]
fn in_a_large_section_each_anchor_that_is_there_is_found() {
    let mut dice = Dice(3);
    let mut text = |from: usize| -> Vec<(String, String)> {
        (from..from + 2_000)
            .map(|at| (format!("p-{at}"), format!("{at} {}", dice.text(60))))
            .collect()
    };
    let (old, new) = (text(0), text(1_000));
    let anchors: Vec<Anchor> = old
        .iter()
        .step_by(40)
        .map(|(id, text)| whole(id, text.get(..100).unwrap_or(text)))
        .collect();
    let mut placing = Placing::new(Blocks::new(old), Blocks::new(new));
    let stands = anchors.iter().map(|anchor| placing.place(anchor, &anchor.paragraph));
    // The second half of the old text is the first of the new one.
    assert_eq!(stands.filter(|stand| stand.found == Found::Exact).count(), anchors.len() / 2);
}
