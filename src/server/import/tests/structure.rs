//! What a text is made of.

use model::{Funding, SectionKind};

use super::*;

#[test]
fn a_policy_keeps_its_structure() {
    let draft = draft(POLITIK);
    assert_eq!(draft.title, "Bland dig – en øvelse");
    assert_eq!(draft.front.case.as_deref(), Some("2010.10"));
    assert_eq!(draft.front.committee.as_deref(), Some("Udvalget: for øvelser"));
    assert_eq!(draft.front.summary.as_deref(), Some("Hvordan bliver det en god by?"));
    let heads: Vec<_> = draft
        .sections
        .iter()
        .map(|s| (s.line, s.depth, s.label.as_deref(), s.title.as_str(), s.kind))
        .collect();
    assert_eq!(
        heads,
        [
            (13, 1, None, "Bland dig", SectionKind::Text),
            (25, 2, Some("Indsats 1"), "Unge", SectionKind::Initiative),
            (27, 3, Some("Mål 1"), "Bedre resultater", SectionKind::Goal),
            (36, 3, None, "Det gør vi: Lektier", SectionKind::Measure),
            (53, 2, None, "Bilag 3", SectionKind::Text),
        ]
    );
    let goal = &draft.sections[2];
    assert_eq!(goal.responsible.as_deref(), Some("Børne- og Ungdomsudvalget"));
    let measure = &draft.sections[3];
    assert_eq!(measure.funding, Some(Funding::Funded));
    assert_eq!(measure.serves.as_deref(), Some("maal-1"));
    let (_, keys, _) = bring_in(POLITIK, &[]);
    let keys: Vec<_> = keys.iter().map(SectionKey::as_str).collect();
    assert_eq!(keys, ["forord", "indsats-1", "maal-1", "det-goer-vi-lektier", "bilag-3"]);
    assert_eq!(loose_ends(&draft.sections, &bring_in(POLITIK, &[]).1), []);
}

#[test]
fn an_ordinance_keeps_its_structure() {
    let draft = draft(ORDNUNG_1);
    assert_eq!(draft.title, "Verordnung über die Übungskurse");
    let keys = keys(ORDNUNG_1);
    assert_eq!(
        keys,
        [
            "verordnung-ueber-die-uebungskurse-uebv",
            "eingangsformel",
            "abschnitt-1",
            "paragraf-1",
            "paragraf-2",
            "paragraf-2a",
            "abschnitt-2",
            "paragraf-3",
            "paragraf-4",
            "paragraf-5"
        ]
    );
    let html = |at: usize| draft.sections[at].html.as_str();
    assert!(html(0).contains("<dt>Ausfertigungsdatum</dt>\n<dd>2004-12-13</dd>"), "{}", html(0));
    assert_eq!(html(1).matches("<li>").count(), 2);
    assert_eq!(html(2), "");
    assert_eq!(draft.sections[2].kind, SectionKind::Chapter);
    // The letters are no list of Markdown's; they stay paragraphs of their number.
    assert!(html(4).contains("<ol") && html(4).contains("<p>b)  eine"), "{}", html(4));
    assert!(html(4).contains("regelmäßig"));
    assert_eq!(draft.sections[9].text, "-");
}

#[test]
fn no_word_of_an_ordinance_is_lost() {
    let mut expected = Vec::new();
    for line in ORDNUNG_1.split("---\n").nth(2).unwrap().lines() {
        let line = line.trim().trim_start_matches('#').trim();
        let line = line.strip_prefix(": ").unwrap_or(line).trim();
        let item = ["- ", "1. ", "2. "].iter().find_map(|mark| line.strip_prefix(mark));
        expected.extend(item.unwrap_or(line).split_whitespace().filter(|word| *word != "-"));
    }
    let draft = draft(ORDNUNG_1);
    let mut found = String::new();
    for section in &draft.sections {
        let label = section.label.as_deref().unwrap_or_default();
        found.push_str(&format!("{label} {}\n{}\n", section.title, section.text));
    }
    let found: Vec<_> = found.split_whitespace().filter(|word| *word != "-").collect();
    assert_eq!(found, expected);
}

#[test]
fn words_are_counted_with_heading_and_footnotes() {
    let section = section("# Mål 1: Flere job\n\nTo ord – her.[^1]\n\n[^1]: Og noten.\n");
    assert_eq!(section.words, 4 + 3 + 2);
    assert_eq!(section.text, "To ord – her.\nOg noten.");
}

#[test]
fn text_before_the_first_heading_goes_into_the_first_section() {
    let draft = draft(POLITIK);
    assert!(draft.sections[0].text.starts_with("En indledning, før der er nogen overskrift.\n"));
    assert!(draft.sections[0].plain_html.is_some());
}

#[test]
fn a_heading_in_a_quote_or_list_is_no_section() {
    let section = section("# A\n\n> ## B\n\n- # C\n\n    # kode\n");
    assert!(section.html.contains("<p><strong>B</strong></p>"), "{}", section.html);
    assert!(section.html.contains("<strong>C</strong>") && !section.html.contains("<h"));
}

#[test]
fn a_heading_is_read_without_its_marks() {
    let section =
        section("# *Mål* 1: `kode` & [link](#a)<br>og ![billede](x)[^1] ##\n\n[^1]: N.\n");
    assert_eq!(section.label.as_deref(), Some("Mål 1"));
    assert_eq!(section.title, "kode & link og billede");
    assert!(section.html.contains("<li id=\"fn-1\"><p>N.</p></li>"), "{}", section.html);
}

#[test]
fn a_bare_heading_above_a_deeper_one_is_a_chapter() {
    let draft = draft("## A\n### B\ntekst\n### C\n## D\n");
    let kinds: Vec<_> = draft.sections.iter().map(|section| section.kind).collect();
    use SectionKind::{Chapter, Text};
    assert_eq!(kinds, [Chapter, Text, Text, Text]);
    assert_eq!(draft.title, "A");
}

#[test]
fn lines_of_other_systems_are_lines() {
    let text = POLITIK.replace('\n', "\r\n");
    assert_eq!(draft(&text), draft(POLITIK));
    assert_eq!(draft(&format!("\u{FEFF}{POLITIK}")), draft(POLITIK));
}

/// Two megabytes, five thousand sections, with everything in them.
fn large() -> String {
    let words = "Hver by har sin måde at være sammen på og vi vil gerne høre hvad du mener om den";
    let mut text = String::new();
    for at in 0..5000 {
        let marks = if at % 10 == 0 { "##" } else { "###" };
        text.push_str(&format!(
            "{marks} Indsats {at}: Titel nummer {at}\n\n:::kort\nKort {at}.\n:::\n\n{words} {at}. \
             {words}.[^{at}]\n\n- et *punkt*\n- to [links](https://x.dk/{at})\n\n\
             | A | B |\n|---|--:|\n| {at} | å |\n\n[^{at}]: Note {at}. {words}.\n\n"
        ));
    }
    text
}

#[test]
fn two_megabytes_are_read_and_matched_in_no_time() {
    let text = large();
    assert!(text.len() >= 2_000_000, "{}", text.len());
    let start = std::time::Instant::now();
    let (sections, keys, _) = bring_in(&text, &[]);
    let read = start.elapsed();
    let changed = text.replace("Titel nummer", "Ny titel").replace("Indsats ", "Emne ");
    let (_, new_keys, report) = bring_in(&changed, &known(&sections, &keys));
    let both = start.elapsed();
    println!(
        "{} bytes: read in {read:.2?}, read and matched again in {:.2?}",
        text.len(),
        both - read
    );
    assert_eq!(report.counts(), "matched 0 renamed 5000 new 0 removed 0");
    assert_eq!(new_keys, keys);
    // A debug build on a busy machine takes thirty times as long as a release build alone.
    assert!(both.as_secs() < 120, "{both:?}");
}
