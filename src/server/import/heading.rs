//! Headings: the label before the title ("Indsats 1", "§ 4a", "1.2"), and the kind it tells of.
//!
//! A label is a **name with a number** at the beginning, by form and not by a list of words:
//! - `§ 4a Titel`, `§§ 3-5`: the sign and a number;
//! - `Indsats 1: Titel`, `Abschnitt 1 - Allgemeines`, `Strategisk mål 3 – Titel`, `Bilag A: Kort`:
//!   up to three words, a number (or one capital letter, or a Roman numeral), and a colon or a dash;
//! - `Indsats 1. Titel`, `Kapitel 2 Formål`: one word, a number, and a title that begins with a
//!   capital;
//! - `1.2 Titel`, `1. Titel`: a number alone, when the title begins with a capital.
//!
//! A number is at most three digits in each part, so that years ("Vision 2020"), amounts
//! ("1.200 borgere") and dates are no labels; `2011 i tal` has none. When nothing is left beside it
//! ("Bilag 3"), the words are the title and there is no label, so that nobody reads them twice.

use model::{SectionKind, slugify};

/// A heading in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// As it is written.
    pub(super) label: Option<String>,
    /// Never empty when the heading was not.
    pub(super) title: String,
    /// The kind that its words tell of.
    pub(super) kind: Option<SectionKind>,
}

/// The heading as a reader writes it: "Indsats 1: Titel", "§ 4a Titel", "1.2 Titel".
#[must_use]
pub fn whole_heading(label: Option<&str>, title: &str) -> String {
    match label {
        Some(label) if label.starts_with(char::is_alphabetic) => format!("{label}: {title}"),
        Some(label) => format!("{label} {title}"),
        None => title.to_owned(),
    }
}

/// Whether a label is a bare number such as "1.2", which changes whenever something is put in.
pub(super) fn is_number(label: &str) -> bool {
    label.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// Splits a heading whose white space is folded.
pub(super) fn split(text: &str) -> Heading {
    let end = label(text);
    let name = text[..end].trim();
    let title = text[end..].trim_start_matches([' ', ':', '.', ')', '-', '–', '—']).trim();
    let kind = if name.is_empty() { measure(text) } else { kind(name) };
    if name.is_empty() || title.is_empty() {
        return Heading { label: None, title: text.to_owned(), kind };
    }
    Heading { label: Some(name.to_owned()), title: title.to_owned(), kind }
}

/// How many bytes of the heading are its label; 0 when it has none.
fn label(text: &str) -> usize {
    if let Some(rest) = text.strip_prefix('§') {
        let sign = text.len() - rest.trim_start_matches('§').trim_start().len();
        let length = number(&text[sign..]);
        let ends = text[sign + length..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        return if length > 0 && ends { sign + length } else { 0 };
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return bare_number(text);
    }
    named_number(text)
}

/// `1.2 Titel`, `1. Titel`, `3) Titel`.
fn bare_number(text: &str) -> usize {
    let length = number(text);
    let rest = &text[length..];
    let marked = rest.starts_with(['.', ')']);
    let several = text[..length].contains('.');
    // Thousands are three digits after a point: 1.200 borgere.
    let amount = text[..length].split('.').skip(1).any(|part| part.len() > 2);
    let rest = rest.strip_prefix(['.', ')']).unwrap_or(rest);
    let spaced = rest.is_empty() || rest.starts_with(' ');
    let plain = text[..length].bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if plain && spaced && !amount && (marked || several) && begins_title(rest) { length } else { 0 }
}

/// `Indsats 1: Titel`, `Kapitel 2 Formål`, `Bilag A – Kort`.
fn named_number(text: &str) -> usize {
    let mut at = 0;
    for words in 1..=3 {
        let Some(space) = text[at..].find(' ') else { return 0 };
        if !is_word(&text[at..at + space]) {
            return 0;
        }
        at += space + 1;
        let digits = number(&text[at..]);
        let length = if digits > 0 { digits } else { letters(&text[at..]) };
        if length == 0 {
            continue;
        }
        let rest = &text[at + length..];
        let parted = rest == ":"
            || rest.starts_with(": ")
            || [" - ", " – ", " — ", " : "].iter().any(|mark| rest.starts_with(mark))
            || rest.is_empty() && digits > 0;
        let one_word = words == 1 && digits > 0 && text.starts_with(char::is_uppercase);
        let run_on = one_word
            && rest.strip_prefix(['.', ')']).unwrap_or(rest).starts_with(' ')
            && begins_title(rest.trim_start_matches(['.', ')']));
        if parted || run_on {
            return at + length;
        }
    }
    0
}

/// Letters, with hyphens between them.
fn is_word(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// Nothing, or what begins like a title: a capital, an opening mark, but no small letter.
fn begins_title(rest: &str) -> bool {
    rest.trim_start().chars().next().is_none_or(|c| {
        if c.is_alphabetic() { !c.is_lowercase() } else { "»«„“\"'(".contains(c) }
    })
}

/// How many bytes are a number: `1`, `4a`, `1.2`, `3-5`; 0 when it is none or a year.
fn number(text: &str) -> usize {
    let mut at = part(text);
    if at == 0 {
        return 0;
    }
    while let Some(rest) = text[at..].strip_prefix(['.', '-', '–']) {
        let mark = text[at..].len() - rest.len();
        match part(rest) {
            0 => break,
            more => at += mark + more,
        }
    }
    let goes_on = text[at..].starts_with(|c: char| c.is_alphanumeric());
    if goes_on { 0 } else { at }
}

/// One to three digits and at most one small letter.
fn part(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return 0;
    }
    let bytes = text.as_bytes();
    let letter = bytes.get(digits).is_some_and(u8::is_ascii_lowercase);
    let lone = text[digits..].chars().nth(1).is_none_or(|c| !c.is_alphanumeric());
    if letter && lone { digits + 1 } else { digits }
}

/// How many bytes are a capital letter standing alone, or a Roman numeral.
fn letters(text: &str) -> usize {
    let word = text.split([' ', ':', '.']).next().unwrap_or_default();
    let single = word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    let roman = word.len() <= 8 && word.bytes().all(|b| b"IVXLC".contains(&b));
    if !word.is_empty() && (single || roman) { word.len() } else { 0 }
}

/// "Det gør vi: …", the heading of what the city does; it has no number.
fn measure(text: &str) -> Option<SectionKind> {
    let first = text.split(':').next().unwrap_or(text);
    (slugify(first) == "det-goer-vi").then_some(SectionKind::Measure)
}

/// The kind that a label tells of: its last word before the number.
fn kind(label: &str) -> Option<SectionKind> {
    let slug = slugify(label);
    let (word, _) = slug.rsplit_once('-')?;
    if word == "det-goer-vi" {
        return Some(SectionKind::Measure);
    }
    Some(match word.rsplit('-').next().unwrap_or(word) {
        "indsats" | "initiativ" | "initiative" | "indsatsomraade" | "fokusomraade" => {
            SectionKind::Initiative
        }
        "maal" | "delmaal" | "goal" | "ziel" => SectionKind::Goal,
        "princip" | "principle" | "prinzip" | "grundsatz" => SectionKind::Principle,
        "kapitel" | "chapter" | "abschnitt" | "del" | "part" | "teil" => SectionKind::Chapter,
        "tiltag" | "measure" | "massnahme" => SectionKind::Measure,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<String>, String) {
        let heading = split(text);
        (heading.label, heading.title)
    }

    #[test]
    fn a_name_with_a_number_is_a_label() {
        for (text, label, title) in [
            ("Indsats 1: Alle unge", "Indsats 1", "Alle unge"),
            ("Indsats 1. Titel", "Indsats 1", "Titel"),
            ("Mål 1 – Bedre resultater", "Mål 1", "Bedre resultater"),
            ("Mål 2 — Flere", "Mål 2", "Flere"),
            ("§ 4a Fahrtkostenerstattung", "§ 4a", "Fahrtkostenerstattung"),
            ("§4 Titel", "§4", "Titel"),
            ("§§ 3-5 Flere", "§§ 3-5", "Flere"),
            ("§ 23 (weggefallen)", "§ 23", "(weggefallen)"),
            ("Abschnitt 1 - Allgemeine Bestimmungen", "Abschnitt 1", "Allgemeine Bestimmungen"),
            ("1.2 Titel", "1.2", "Titel"),
            ("1. Indledning", "1", "Indledning"),
            ("10.1.3 »Citat«", "10.1.3", "»Citat«"),
            ("Kapitel 2: Formål", "Kapitel 2", "Formål"),
            ("Kapitel 2 Formål", "Kapitel 2", "Formål"),
            ("Strategisk mål 3: Job", "Strategisk mål 3", "Job"),
            ("Bilag A: Kort", "Bilag A", "Kort"),
            ("Teil IV – Schluss", "Teil IV", "Schluss"),
            ("indsats 1-3: Samlet", "indsats 1-3", "Samlet"),
        ] {
            assert_eq!(parts(text), (Some(label.to_owned()), title.to_owned()), "{text}");
        }
    }

    #[test]
    fn other_headings_are_all_title() {
        for text in [
            "Historien: fra høring til beslutning",
            "2011 i tal",
            "Vision 2020: En by for alle",
            "Integrationspolitik 2011–2014",
            "Bland dig i byen – Københavns integrationspolitik 2011–2014",
            "1.200 borgere svarede",
            "1. maj i København",
            "2.5 mio. kroner",
            "12.3.2011 Møde",
            "9. klasse og derefter",
            "Godt i gang i 0. klasse",
            "Det gør vi: Plads til lektier",
            "Side 2 om sagen",
            "Bilag 3",
            "§ 4a",
            "Kapitel 2:",
            "…",
            "A",
        ] {
            assert_eq!(parts(text), (None, text.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_label_tells_of_the_kind() {
        let kind = |text| split(text).kind;
        assert_eq!(kind("Indsats 1: A"), Some(SectionKind::Initiative));
        assert_eq!(kind("Strategisk mål 3: A"), Some(SectionKind::Goal));
        assert_eq!(kind("Princip 2 – A"), Some(SectionKind::Principle));
        assert_eq!(kind("Kapitel 2"), Some(SectionKind::Chapter));
        assert_eq!(kind("Abschnitt 1 - A"), Some(SectionKind::Chapter));
        assert_eq!(kind("Det gør vi: Plads til lektier"), Some(SectionKind::Measure));
        assert_eq!(kind("Det gør vi"), Some(SectionKind::Measure));
        assert_eq!(kind("§ 4 Ziel"), None);
        assert_eq!(kind("Mål og midler"), None);
    }

    #[test]
    fn a_heading_is_written_as_its_label_wants() {
        assert_eq!(whole_heading(Some("Mål 1"), "A"), "Mål 1: A");
        assert_eq!(whole_heading(Some("§ 4a"), "A"), "§ 4a A");
        assert_eq!(whole_heading(None, "A"), "A");
    }
}
