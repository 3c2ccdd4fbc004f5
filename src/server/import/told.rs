//! Faults for the desk. The command line says what is wrong in words of its own; the desk has a sentence in
//! its own language for each kind. Which kind a fault is follows from its words, so that every place that
//! finds one says it once.

use model::{TextFault, TextFaultKind as Kind};

use super::Fault;

/// What a fault's message holds, and what kind it is then. The first that fits counts.
const KINDS: &[(&str, Kind)] = &[
    ("a picture was left out", Kind::Picture),
    ("a link was left out", Kind::Link),
    ("a key never changes", Kind::KeyKept),
    ("this section serves", Kind::Serves),
    ("a link goes to", Kind::LooseLink),
    ("a NUL or noncharacter", Kind::NotText),
    ("the text is over", Kind::TooLarge),
    ("the text becomes too large", Kind::TooLarge),
    ("headings; split it", Kind::TooLarge),
    ("signs such as * and [", Kind::TooLarge),
    ("the text has no heading", Kind::NoHeading),
    ("this heading has no words", Kind::EmptyHeading),
    ("a heading needs words", Kind::EmptyHeading),
    ("this heading is over", Kind::LongHeading),
    ("this heading is too long", Kind::LongHeading),
    ("`<script`", Kind::Script),
    ("runs a script", Kind::Script),
    ("address stands here", Kind::Address),
    ("and is not closed; end it with >", Kind::OpenHtml),
    ("raw HTML begins here", Kind::OpenHtml),
    ("deep in each other", Kind::Nesting),
    (":::", Kind::ShortEdition),
    ("a short edition stands", Kind::ShortEdition),
    ("the hearing closes before it opens", Kind::Days),
    ("glossary", Kind::Glossary),
    ("needs an explanation", Kind::Glossary),
    ("the explanation of", Kind::Glossary),
    ("front matter", Kind::Front),
    ("must be a line of text", Kind::Front),
    ("must be a day", Kind::Front),
    ("must be a language", Kind::Front),
    ("the title is over", Kind::Front),
    ("already; choose another", Kind::KeyTwice),
    ("is not a key", Kind::Key),
    ("cannot be a key", Kind::Key),
    ("after the heading", Kind::HeadingMark),
    ("after this heading", Kind::HeadingMark),
    ("the end of the heading", Kind::HeadingMark),
    ("a heading takes", Kind::HeadingMark),
    ("kind is ", Kind::HeadingMark),
    ("funding is ", Kind::HeadingMark),
    ("` takes ", Kind::HeadingMark),
    ("characters; shorten it", Kind::Glossary),
];

/// A fault as the desk is told of it.
#[must_use]
pub fn told(fault: &Fault) -> TextFault {
    let kind = KINDS.iter().find(|(words, _)| fault.message.contains(words));
    TextFault {
        line: fault.line.and_then(|line| i64::try_from(line).ok()),
        kind: kind.map_or(Kind::Other, |(_, kind)| *kind),
        word: fault.message.split('`').nth(1).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::parse;

    /// All that finds faults in a text.
    const FINDERS: &[&str] = &[
        include_str!("document.rs"),
        include_str!("edition.rs"),
        include_str!("front.rs"),
        include_str!("glossary.rs"),
        include_str!("keys.rs"),
        include_str!("mask.rs"),
        include_str!("refuse.rs"),
        include_str!("render.rs"),
        include_str!("source.rs"),
        include_str!("trailer.rs"),
    ];

    #[test]
    fn what_a_kind_is_known_by_is_still_said_somewhere() {
        for (words, _) in KINDS {
            // A message may go on in the next line.
            let said = |text: &&str| {
                text.replace("\\\n", "")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .contains(words.trim())
            };
            assert!(FINDERS.iter().any(said), "nothing says `{words}` any more");
        }
    }

    #[test]
    fn each_text_that_is_refused_is_told_in_a_kind_of_its_own() {
        let deep = format!("# A\n\n{}x", "> ".repeat(40));
        let long = format!("# {}\n", "x".repeat(600));
        for (text, kind) in [
            ("bare ord", Kind::NoHeading),
            ("#\n", Kind::EmptyHeading),
            ("# {#a}\n", Kind::EmptyHeading),
            (&long, Kind::LongHeading),
            ("# A\n\n<script>x</script>\n", Kind::Script),
            ("# A\n\n<p onclick=\"x()\">b</p>\n", Kind::Script),
            ("# A\n\n[x](javascript:x)\n", Kind::Address),
            ("# A\n\n<p\n", Kind::OpenHtml),
            ("# A\n\n<!-- x\n", Kind::OpenHtml),
            (&deep, Kind::Nesting),
            ("# A\n\n:::kort\nb\n", Kind::ShortEdition),
            ("# A\n\n:::\n", Kind::ShortEdition),
            ("# A\n\n:::lang\n", Kind::ShortEdition),
            ("# A\n\nb\n\n:::kort\nc\n:::\n", Kind::ShortEdition),
            ("# A {#a\n", Kind::HeadingMark),
            ("# A {kind=vers}\n", Kind::HeadingMark),
            ("# A {farve=rød}\n", Kind::HeadingMark),
            ("# A {#forslag}\n", Kind::Key),
            ("# A {#Æ}\n", Kind::Key),
            ("# A {#a}\n\n# B {#a}\n", Kind::KeyTwice),
            ("---\ntitle: A\n", Kind::Front),
            ("---\ntitle: [a]\n---\n# A\n", Kind::Front),
            ("---\nopens: i dag\n---\n# A\n", Kind::Front),
            ("---\nlang: dansk sprog\n---\n# A\n", Kind::Front),
            ("---\nopens: 2026-02-02\ncloses: 2026-01-01\n---\n# A\n", Kind::Days),
            ("---\nglossary: [a]\n---\n# A\n", Kind::Glossary),
            ("---\nglossary:\n  a:\n---\n# A\n", Kind::Glossary),
            ("# A\0\n", Kind::NotText),
        ] {
            let fault = parse(text).unwrap_err();
            assert_eq!(told(&fault).kind, kind, "{text}: {fault}");
        }
    }

    #[test]
    fn a_fault_names_its_line_and_its_word() {
        let fault = told(&parse("# A {#a}\n\n# B {#a}\n").unwrap_err());
        assert_eq!((fault.line, fault.word.as_deref()), (Some(3), Some("a")));
        let remark = told(&parse("# A\n\n![x](y.png)\n").unwrap().remarks[0]);
        assert_eq!((remark.line, remark.kind), (Some(3), Kind::Picture));
    }
}
