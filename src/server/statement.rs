//! What the site says of itself as long as staff have not put it otherwise: Markdown in `statements/`,
//! in every language of the interface.

use std::sync::LazyLock;

use app::Lang;
use model::{Statement, StatementName};

use crate::import::prose;

/// A standard text in one language.
struct Standard {
    name: StatementName,
    lang: Lang,
    markdown: &'static str,
    html: String,
}

macro_rules! standard {
    ($($name:ident $file:literal),+ $(,)?) => {
        [$(
            (StatementName::$name, Lang::Da, include_str!(concat!("statements/", $file, ".da.md"))),
            (StatementName::$name, Lang::En, include_str!(concat!("statements/", $file, ".en.md"))),
        )+]
    };
}

static STANDARD: LazyLock<Vec<Standard>> = LazyLock::new(|| {
    let texts = standard![
        Rules "rules",
        Privacy "privacy",
        Cookies "cookies",
        Accessibility "accessibility",
        Contact "contact",
    ];
    let rendered = texts.into_iter().map(|(name, lang, markdown)| {
        let html = prose(markdown, lang.tag());
        Standard { name, lang, markdown, html }
    });
    rendered.collect()
});

/// The program's own text.
#[must_use]
pub fn standard(name: StatementName, lang: Lang) -> Statement {
    let text = STANDARD.iter().find(|one| one.name == name && one.lang == lang);
    Statement {
        name,
        lang: lang.tag().to_owned(),
        number: 0,
        standard: true,
        markdown: text.map(|text| text.markdown.trim().to_owned()).unwrap_or_default(),
        html: text.map(|text| text.html.clone()).unwrap_or_default(),
        changed: None,
        by: None,
    }
}

/// The language of this tag.
#[must_use]
pub fn language(tag: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|lang| lang.tag() == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_has_a_standard_text_in_every_language() {
        for name in StatementName::ALL {
            for lang in Lang::ALL {
                let text = standard(*name, lang);
                let file = format!("{}.{}.md", name.word(), lang.tag());
                assert!(text.markdown.len() > 100 && text.html.len() > 100, "{file}");
                let sent = model::NewStatement { markdown: text.markdown.clone(), number: Some(0) };
                assert_eq!(sent.check_words(), Ok(text.markdown), "{file} is as it would be kept");
            }
        }
    }

    #[test]
    fn a_standard_text_leads_to_pages_of_its_own_language_and_to_no_statement_of_a_city() {
        for text in STANDARD.iter() {
            let links =
                text.html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            for link in links.filter(|link| !link.starts_with("https://")) {
                let address = app::Address::parse(link, "");
                assert_ne!(address.route, app::Route::NotFound, "{link}");
                assert_eq!(address.lang, text.lang, "{link}");
            }
            assert_eq!(model::was_address(&text.html), None);
        }
    }

    #[test]
    fn both_languages_say_the_same_in_as_many_headings_and_lines() {
        let marks = |name, lang| {
            let markdown = standard(name, lang).markdown;
            let mark = |line: &str| line.split(' ').next().map(str::to_owned).unwrap_or_default();
            let marks = markdown.lines().map(mark);
            marks.filter(|mark| ["##", "-", "|"].contains(&&**mark)).collect::<Vec<_>>()
        };
        for name in StatementName::ALL {
            assert_eq!(marks(*name, Lang::Da), marks(*name, Lang::En), "{}", name.word());
        }
    }
}
