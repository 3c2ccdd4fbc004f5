//! Which section is which from one version to the next, and what they are called.

use super::*;

#[test]
fn every_paragraph_of_an_ordinance_keeps_its_key() {
    let (new, report) = again(ORDNUNG_1, ORDNUNG_2);
    let mut old = keys(ORDNUNG_1);
    old.insert(9, "paragraf-4a".to_owned());
    assert_eq!(new, old);
    assert_eq!(report.counts(), "matched 8 renamed 2 new 1 removed 0");
    assert_eq!(
        report.to_string(),
        "matched  verordnung-ueber-die-uebungskurse-uebv: Verordnung über die Übungskurse (ÜbV)\n\
         matched  eingangsformel: Eingangsformel\n\
         matched  abschnitt-1: Abschnitt 1: Allgemeine Bestimmungen\n\
         matched  paragraf-1: § 1 Durchführung der Kurse\n\
         matched  paragraf-2: § 2 Teilnahme\n\
         matched  paragraf-2a: § 2a Fahrtkosten\n\
         matched  paragraf-4: § 4 Bewertungskommission\n\
         matched  paragraf-5: § 5 (weggefallen)\n\
         renamed  abschnitt-2: Abschnitt 2: Zulassung der Träger -> Abschnitt 2: Träger, Prüfstellen, Kommission\n\
         renamed  paragraf-3: § 3 Zulassung der Träger -> § 3 Träger\n\
         new      paragraf-4a: § 4a Prüfstellen\n"
    );
}

#[test]
fn the_same_text_again_matches_whole() {
    for text in [POLITIK, ORDNUNG_1] {
        let (new, report) = again(text, text);
        assert_eq!(new, keys(text));
        assert_eq!((report.renamed.len(), report.new.len(), report.removed.len()), (0, 0, 0));
    }
}

#[test]
fn a_given_key_beats_every_likeness() {
    let (keys, report) = again(
        "# A {#a}\n\nOm vejen til skole og hjem igen.\n\n# B {#b}\n\nNoget helt andet.\n",
        "# A {#b}\n\nOm vejen til skole og hjem igen.\n\n# C {#a}\n\nNyt.\n",
    );
    assert_eq!(keys, ["b", "a"]);
    assert_eq!(report.counts(), "matched 0 renamed 2 new 0 removed 0");
}

#[test]
fn a_section_keeps_its_key_when_the_text_gives_another() {
    let (sections, old, _) = bring_in("# Indsats 1: Job\n\ntekst\n", &[]);
    let (sections, keys, _) =
        bring_in("# Indsats 1: Job {#job}\n\ntekst\n\n# Job\n", &known(&sections, &old));
    assert_eq!(keys[0].as_str(), "indsats-1");
    assert_eq!(keys[1].as_str(), "job-2");
    assert!(loose_ends(&sections, &keys)[0].message.contains("a key never changes"));
}

#[test]
fn renumbered_sections_go_with_their_words() {
    let text = |at: usize, words: &str| {
        format!(
            "# Indsats {at}: {words}\n\n{}\n\n",
            format!("Om {words} og meget mere. ").repeat(3)
        )
    };
    let old = [text(1, "skole"), text(2, "arbejde"), text(3, "bolig")].concat();
    let new = [text(1, "sundhed"), text(2, "skole"), text(3, "arbejde"), text(4, "bolig")].concat();
    let (keys, report) = again(&old, &new);
    assert_eq!(keys, ["indsats-1-2", "indsats-1", "indsats-2", "indsats-3"]);
    assert_eq!(report.counts(), "matched 0 renamed 3 new 1 removed 0");
}

#[test]
fn equal_headings_go_with_their_parents() {
    let part = |name: &str, doing: &str| {
        format!("# {name}\n\n## Mål\n\nMål for {name}.\n\n## Det gør vi\n\n{doing}\n\n")
    };
    let old = [part("Skole", "Lektier."), part("Bolig", "Vagt.")].concat();
    let first = part("Andet", "Noget.");
    let new = [first, part("Skole", "Flere lektier."), part("Bolig", "Mere vagt.")].concat();
    let (keys, report) = again(&old, &new);
    assert_eq!(
        keys,
        [
            "andet",
            "maal-3",
            "det-goer-vi-3",
            "skole",
            "maal",
            "det-goer-vi",
            "bolig",
            "maal-2",
            "det-goer-vi-2"
        ]
    );
    assert_eq!(report.counts(), "matched 6 renamed 0 new 3 removed 0");
}

#[test]
fn equal_headings_without_more_go_in_order() {
    let (keys, report) = again("# A\n\n1\n\n# A\n\n2\n\n# A\n\n3\n", "# A\n\nx\n\n# A\n\ny\n");
    assert_eq!(keys, ["a", "a-2"]);
    assert_eq!(report.counts(), "matched 2 renamed 0 new 0 removed 1");
}

#[test]
fn a_section_that_moved_and_was_renamed_is_found() {
    let old = "# Fritid\n\nForeningerne får hjælp til at tage imod børn, hvis forældre ikke kender \
        dem, og kontingentet betales det første år.\n\n# Bolig\n\nEn vagt går runde hver aften.\n";
    let new = "# Bolig\n\nEn vagt går runde hver aften.\n\n# Børn i foreninger\n\nForeningerne får \
        hjælp til at tage imod børn, hvis forældre ikke kender dem, og kontingentet er gratis.\n";
    let (keys, report) = again(old, new);
    assert_eq!(keys, ["bolig", "fritid"]);
    assert_eq!(report.renamed[0].from, "Fritid");
    assert_eq!(report.renamed[0].to, "Børn i foreninger");
}

#[test]
fn what_is_unlike_is_new() {
    let (keys, report) = again(
        "# § 20 Widerruf\n\nDie Erlaubnis wird widerrufen, wenn der Träger sie missbraucht hat.\n",
        "# § 20 Gebühren\n\nFür jede Prüfung zahlen Teilnehmer zwanzig Euro an die Landeskasse.\n",
    );
    assert_eq!(keys, ["paragraf-20-2"]);
    assert_eq!(report.counts(), "matched 0 renamed 0 new 1 removed 1");
}

#[test]
fn a_paragraph_that_was_struck_out_keeps_its_place() {
    let old = "# § 4 Kosten\n\nTeilnehmer zahlen für jede Stunde einen Beitrag an das Amt.\n\n\
        # § 5 (weggefallen)\n\n-\n";
    let (keys, report) = again(old, "# § 4 (weggefallen)\n\n-\n\n# § 9 (weggefallen)\n\n-\n");
    assert_eq!(keys, ["paragraf-4", "paragraf-9"]);
    assert_eq!(report.counts(), "matched 0 renamed 1 new 1 removed 1");
}

#[test]
fn a_removed_section_comes_back_by_key_or_heading_only() {
    let words = "Her står der mange ord om en ting, som byen engang ville gøre noget ved.";
    let gone = |key: &str, title: &str| Known {
        key: key.to_owned(),
        label: None,
        title: title.to_owned(),
        depth: 1,
        text: words.to_owned(),
        current: false,
    };
    let old = [gone("fritid", "Fritid"), gone("idraet", "Idræt"), gone("idraet-2", "Idræt")];
    let back = |text: &str| bring_in(text, &old).1[0].to_string();
    assert_eq!(back("# Noget {#fritid}\n"), "fritid");
    assert_eq!(back("# FRITID\n\nandre ord\n"), "fritid");
    assert_eq!(back(&format!("# Idræt\n\n{words}\n")), "idraet");
    assert_eq!(back("# Idræt\n\nandre ord\n"), "idraet-3");
    assert_eq!(back(&format!("# Andet\n\n{words}\n")), "andet");
    assert_eq!(bring_in("# FRITID\n", &old).2.counts(), "matched 0 renamed 1 new 0 removed 0");
}

#[test]
fn thousands_of_like_sections_keep_their_order() {
    let text = |word: &str| -> String {
        let words = "de samme ord i hvert eneste afsnit af hele teksten ".repeat(3);
        (0..3000).map(|at| format!("# {word} nummer {at} af mange\n\n{words}\n\n")).collect()
    };
    let (sections, old, _) = bring_in(&text("Punkt"), &[]);
    let (_, new, report) = bring_in(&text("Sag"), &known(&sections, &old));
    assert_eq!(new, old);
    assert_eq!(report.renamed.len(), 3000);
}

#[test]
fn a_known_section_is_taken_once() {
    let words = "Et afsnit med en hel del ord, som alle bliver stående i næste udgave.";
    let (keys, report) = again(
        &format!("# A\n\n{words}\n"),
        &format!("# B\n\n{words}\n\n# C\n\n{words}\n\n# D\n\n{words} Nu.\n"),
    );
    assert_eq!(keys, ["a", "c", "d"]);
    assert_eq!(report.counts(), "matched 0 renamed 1 new 2 removed 0");
}

#[test]
fn keys_are_made_from_label_or_title() {
    assert_eq!(
        keys("# Mål 1: A\n# § 4a B\n# 1.2 C\n# Øl & vin\n# …\n# …\n# Forslag\n# Mål 1: D\n"),
        [
            "maal-1",
            "paragraf-4a",
            "1-2-c",
            "oel-vin",
            "afsnit",
            "afsnit-2",
            "forslag-2",
            "maal-1-2"
        ]
    );
    // A given key is its section's, wherever that stands.
    assert_eq!(keys("# A\n# B {#a}\n# A\n"), ["a-2", "a", "a-3"]);
}

#[test]
fn a_key_is_never_longer_than_sixty() {
    let title = "x".repeat(80);
    let found = keys(&format!("# {title}\n").repeat(12));
    assert!(found.iter().all(|key| key.len() <= 60));
    assert_eq!(found[11], format!("{}-12", "x".repeat(57)));
}

#[test]
fn the_key_of_a_removed_section_is_no_others() {
    let (keys, _) = again(
        "# Plan\n\nOm alt det, som vi gør med veje og broer og tog hele vejen rundt.\n",
        "# Andet\n\nHelt andre ord.\n",
    );
    assert_eq!(keys, ["andet"]);
    let gone = Known {
        key: "andet".to_owned(),
        label: Some("Mål 9".to_owned()),
        title: "Gammelt".to_owned(),
        depth: 1,
        text: String::new(),
        current: false,
    };
    assert_eq!(bring_in("# Andet\n", &[gone]).1[0].as_str(), "andet-2");
}
