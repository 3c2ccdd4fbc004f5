//! What holds of every text that comes in, tried on made-up ones.

use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::made_up::config;

use super::markup::faults;
use super::*;

/// What Markdown and HTML are made of, and what attacks are made of.
const PARTS: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "# ",
    "## ",
    "###### ",
    "> ",
    "- ",
    "1. ",
    "* ",
    "_",
    "**",
    "`",
    "```\n",
    "~~~",
    "|",
    "| a | b |\n|---|--:|\n",
    "---\n",
    "===\n",
    "[^1]",
    "[^1]: ",
    "[a]",
    "](",
    "[a](b)",
    "![a](b)",
    "[a]: javascript:x\n",
    "<https://a.dk>",
    "\\",
    "&amp;",
    "&lt;",
    "&#60;",
    "&#x3c;",
    "&nbsp;",
    "\u{0}",
    "\u{FEFF}",
    "\u{202E}",
    "\u{2028}",
    "\r\n",
    "ø",
    "👩‍👧",
    "e\u{301}",
    ":::kort\n",
    ":::\n",
    "{#maal-1}",
    "{#",
    "}",
    "ansvarlig: ",
    "title: a\n",
    "lang: de\n",
    "Mål 1: ",
    "Det gør vi: ",
    "<",
    ">",
    "\"",
    "'",
    "/",
    "=",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!doctype html>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<li>",
    "<ul>",
    "<a href=\"",
    "<a href=javascript:x>",
    "</a>",
    "<abbr title=\"a>b<c\">",
    "<abbr title='\"'>",
    "<td style=\"text-align: right\" title=\"",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<svg>",
    "<svg/onload=x>",
    "<math>",
    "<mi>",
    "<mglyph>",
    "<template>",
    "<noscript>",
    "<noembed>",
    "<xmp>",
    "<plaintext>",
    "<textarea>",
    "<title>",
    "<select>",
    "<img src=x onerror=x>",
    "<iframe src=x>",
    "<form action=x>",
    "<input>",
    "<base href=x>",
    "<meta http-equiv=refresh>",
    "<link rel=stylesheet href=x>",
    " onclick=x ",
    " style=x ",
    " id=main ",
    " class=\"end x\" ",
    " href=",
    "javascript:",
    "JaVaScRiPt:",
    "java\tscript:",
    "&#106;avascript:",
    "data:text/html,x",
    "vbscript:",
    "//evil.example",
    "/\\evil",
    "https://a.dk",
    "mailto:a@b.dk",
    "../",
    "#maal-1",
];

/// A text of such parts, with anything in between.
fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        8 => select(PARTS).prop_map(str::to_owned),
        1 => any::<String>(),
        2 => "[a-zæøå ]{1,12}",
    ];
    vec(part, 0..40).prop_map(|parts| parts.concat())
}

/// A text without marks: under each heading some paragraphs of words.
fn plain() -> impl Strategy<Value = Vec<(String, Vec<String>)>> {
    let words = |most| vec("[a-zæøå]{2,9}", 1..most).prop_map(|words| words.join(" "));
    vec((words(5), vec(words(25), 0..4)), 1..6)
}

fn markdown(sections: &[(String, Vec<String>)]) -> String {
    let section = |(title, paragraphs): &(String, Vec<String>)| {
        format!(
            "# {title}\n\n{}",
            paragraphs.iter().map(|one| format!("{one}\n\n")).collect::<String>()
        )
    };
    sections.iter().map(section).collect()
}

fn htmls(draft: &Draft) -> impl Iterator<Item = &str> {
    draft.sections.iter().flat_map(|one| [Some(&*one.html), one.plain_html.as_deref()]).flatten()
}

/// The ids of the blocks of a section, the full edition's first.
fn ids(section: &DraftSection) -> Vec<&str> {
    let html = [Some(&*section.html), section.plain_html.as_deref()].into_iter().flatten();
    html.flat_map(|html| html.split(" id=\"p-").skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn whatever_comes_in_is_clean(text in hostile()) {
        if let Ok(draft) = parse(&format!("# A\n\n{text}")) {
            for html in htmls(&draft) {
                prop_assert_eq!(faults(html), Vec::<String>::new(), "{}", html);
            }
            for section in &draft.sections {
                let ids = ids(section);
                let different: std::collections::HashSet<_> = ids.iter().collect();
                prop_assert_eq!(different.len(), ids.len(), "{:?}", ids);
            }
        }
    }

    #[test]
    fn whatever_staff_write_is_clean(text in hostile()) {
        let html = prose(&text, "da");
        prop_assert_eq!(faults(&html), Vec::<String>::new(), "{}", html);
    }

    #[test]
    fn the_same_text_again_is_the_same(text in hostile()) {
        let Ok(first) = parse(&text) else { return Ok(()) };
        prop_assert_eq!(&parse(&text).expect("it came in once"), &first);
        let none: Vec<Known> = Vec::new();
        let before = assign_keys(&first.sections, &match_sections(&none, &first.sections), &none);
        let known = known(&first.sections, &before);
        let matches = match_sections(&known, &first.sections);
        let after = assign_keys(&first.sections, &matches, &known);
        let report = Report::of(&known, &first.sections, &matches, &after);
        prop_assert_eq!(&after, &before);
        prop_assert_eq!(report.matched.len(), first.sections.len());
    }

    #[test]
    fn no_word_of_a_plain_text_is_lost(sections in plain()) {
        let draft = draft(&markdown(&sections));
        prop_assert_eq!(draft.sections.len(), sections.len());
        for (made, (title, paragraphs)) in draft.sections.iter().zip(&sections) {
            prop_assert_eq!(&whole_heading(made.label.as_deref(), &made.title), title);
            prop_assert_eq!(made.text.lines().collect::<Vec<_>>(), paragraphs.iter().collect::<Vec<_>>());
            prop_assert_eq!(ids(made).len(), paragraphs.len());
        }
    }
}

/// What 20,000 characters may take in a build for debugging, on a machine that has other things to do:
/// some hundred times what they do. What takes the square of its length takes longer.
const PATIENCE: Duration = Duration::from_secs(5);

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn whatever_is_repeated_comes_to_an_end(parts in vec(select(PARTS), 1..4)) {
        let part = parts.concat();
        let text = part.repeat(20_000 / part.len());
        let start = Instant::now();
        if let Ok(draft) = parse(&text) {
            let size: usize = htmls(&draft).map(str::len).sum();
            prop_assert!(size <= MAX_HTML);
        }
        let html = prose(&text, "da");
        prop_assert_eq!(faults(&html), Vec::<String>::new());
        prop_assert!(start.elapsed() < PATIENCE, "{:?} takes {:?}", part, start.elapsed());
    }
}
