//! English pages speak English alone, lead on in English, and say whose words are not theirs.

use std::collections::BTreeMap;

use crate::json::Value;
use crate::samples::{pages, painted};
use crate::text::escape;

type Texts = BTreeMap<String, String>;

const DANISH: [&str; 3] = [
    include_str!("locales/da.json"),
    include_str!("locales/pages.da.json"),
    include_str!("locales/rules.da.json"),
];
const ENGLISH: [&str; 3] = [
    include_str!("locales/en.json"),
    include_str!("locales/pages.en.json"),
    include_str!("locales/rules.en.json"),
];

fn texts(catalogues: [&str; 3]) -> Texts {
    catalogues.iter().filter_map(|json| Value::parse(json)).flat_map(|all| all.texts()).collect()
}

/// The page of each kind, in English.
fn english() -> Vec<(&'static str, String)> {
    pages()
        .into_iter()
        .map(|(name, href, data)| {
            let page = painted(&format!("/en{}", href.trim_end_matches('/')), &data);
            assert_eq!(page.lang, "en");
            (name, format!("{}{}", page.head, page.body()))
        })
        .collect()
}

/// What stands between a text's gaps.
fn pieces(text: &str) -> Vec<String> {
    let pieces = text.split(['{', '}']).step_by(2).map(|piece| escape(piece.trim()));
    pieces.filter(|piece| piece.chars().any(char::is_alphabetic)).collect()
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_gaps() {
    let (danish, english) = (texts(DANISH), texts(ENGLISH));
    let keys = |texts: &Texts| texts.keys().cloned().collect::<Vec<_>>();
    let missing: Vec<_> = danish.keys().filter(|key| !english.contains_key(*key)).collect();
    assert!(missing.is_empty(), "no English for {missing:?}");
    assert_eq!(keys(&danish), keys(&english));
    let gaps = |text: &str| {
        let mut gaps: Vec<_> =
            text.split(['{', '}']).skip(1).step_by(2).map(str::to_owned).collect();
        gaps.sort_unstable();
        gaps
    };
    for (key, text) in &danish {
        assert_eq!(gaps(text), gaps(&english[key]), "{key}");
        let one = key.ends_with(".one");
        assert!(!english[key].is_empty() && (!one || danish.contains_key(&other(key))), "{key}");
    }
}

fn other(key: &str) -> String {
    key.trim_end_matches("one").to_owned() + "other"
}

#[test]
fn no_danish_of_the_interface_stands_in_an_english_page() {
    let (danish, english_texts) = (texts(DANISH), texts(ENGLISH));
    let mut left = Vec::new();
    for (name, page) in english() {
        // The name that its author gave a proposal.
        let page = page.replace("Ny ordlyd: Mål 1", "");
        for (key, text) in danish.iter().filter(|(key, text)| english_texts[*key] != **text) {
            for piece in pieces(text) {
                // A single word may well be one of the city's: it counts where it stands alone.
                let found = if piece.contains(' ') {
                    page.contains(&piece)
                } else {
                    page.contains(&format!(">{piece}<")) || page.contains(&format!("='{piece}'"))
                };
                if found {
                    left.push(format!("{name}: {key}: {piece}"));
                }
            }
        }
    }
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn english_pages_lead_to_english_pages() {
    for (name, page) in english() {
        let links = page.split("<a ").skip(1).filter_map(|tag| tag.split('>').next());
        // A file to take home is in no language of ours.
        let pages = links.filter(|link| !link.contains("hreflang") && !link.ends_with(" download"));
        for link in pages {
            let href = link.split("href=").nth(1).unwrap_or_default();
            let href = href.trim_start_matches('\'').split(['\'', ' ']).next().unwrap_or_default();
            let within = href.starts_with('/') && href != "/was";
            assert!(!within || href == "/en" || href.starts_with("/en/"), "{name}: {href}");
        }
    }
}

#[test]
fn each_page_leads_to_itself_in_the_other_language() {
    for (name, href, data) in pages() {
        let page = painted(href, &data).body();
        let other = format!("/en{}", href.trim_end_matches('/')).replace('&', "&amp;");
        let link = format!("lang='en' hreflang='en' href='{other}'>English</a>");
        assert!(page.replace(" target=_self", "").contains(&link), "{name}: {link}");
    }
    let english = painted("/en/x/indsats-1?udgave=fuld", &pages()[3].2);
    assert!(english.body().contains("href='/x/indsats-1?udgave=fuld'>Dansk</a>"));
    for link in [
        "hreflang=\"da\" href=\"https://bland.example/x/indsats-1\"",
        "hreflang=\"en\" href=\"https://bland.example/en/x/indsats-1\"",
        "hreflang=\"x-default\" href=\"https://bland.example/x/indsats-1\"",
        "\"og:locale\" content=\"en_GB\"",
        "rel=\"canonical\" href=\"https://bland.example/en/x/indsats-1\"",
    ] {
        assert!(english.head.contains(link), "{link}: {}", english.head);
    }
}

#[test]
fn words_in_another_language_than_the_pages_are_marked_and_no_others() {
    for (name, href, data) in pages() {
        let page = painted(href, &data).body();
        let marked = page.matches(" lang=").count();
        assert_eq!(marked, page.matches("class=lang lang='en'").count(), "{name}");
    }
    let all = english();
    let page = |name: &str| &all.iter().find(|page| page.0 == name).unwrap().1;
    for (name, part) in [
        ("home", "class=card__title lang='da'>Høring om"),
        ("front", "<h1 tabindex=-1 id=titel dir=auto lang='da'>"),
        ("front", "<p class=lede lang='da'>"),
        ("section", "<div class=block__text lang='da'>"),
        ("section", "<div class=words dir=auto lang='da'>"),
        ("section", "<summary><span lang='en'>Show the whole comment"),
        ("open", "<span class=mark lang='da'>"),
        ("proposal", "<p class=difference dir=auto lang='da'>"),
        ("proposal", "<span class=vh lang='en'>Deleted: "),
        ("propose", "lang='da'>Indsats 1: Alle børn"),
        ("embed", "/indsats-1' lang='da'>Alle børn"),
        ("result", "<span lang='da'>Beskæftigelses"),
        ("conduct", "<strong dir=auto lang='da'>Skriv kort</strong>"),
        ("conduct", "<strong dir=auto>Speak decently to and about others</strong>"),
    ] {
        assert!(page(name).contains(part), "{name}: {part}");
    }
}
