//! The interface's words, by key, from `locales/*.json`.
//!
//! Small on purpose: the i18n crates cost 80 to 100 KB brotli on the phone (measured), and the texts
//! of a page that the server paints stay on the server. Danish is compiled into the app; another
//! language is fetched by those who read it ([`learn`]). What a language lacks it says in Danish.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::json::Value;
use crate::route::Lang;

/// What the components say, in the browser and on the server.
const DANISH: &str = include_str!("locales/da.json");
/// What the forms say: only the program that has them brings it along.
pub const FORMS: &str = include_str!("locales/forms.da.json");
/// What the pages say around them.
#[cfg(feature = "ssr")]
const PAGES: &str = include_str!("locales/pages.da.json");
/// What the standard rules ask. A phone hears it with the page and with what was hidden.
#[cfg(feature = "ssr")]
const RULES: &str = include_str!("locales/rules.da.json");
#[cfg(feature = "ssr")]
const ENGLISH: &str = include_str!("locales/en.json");
#[cfg(feature = "ssr")]
const ENGLISH_FORMS: &str = include_str!("locales/forms.en.json");
#[cfg(feature = "ssr")]
const ENGLISH_PAGES: &str = include_str!("locales/pages.en.json");
#[cfg(feature = "ssr")]
const ENGLISH_RULES: &str = include_str!("locales/rules.en.json");

/// What the app says, in the languages that it fetches: by tag, as JSON.
#[cfg(feature = "ssr")]
pub const CATALOGUES: &[(&str, &[&str])] = &[("en", &[ENGLISH, ENGLISH_FORMS, ENGLISH_RULES])];

/// Texts by their keys.
type Texts = HashMap<String, String>;

static TEXTS: OnceLock<Texts> = OnceLock::new();
static FOREIGN: OnceLock<Texts> = OnceLock::new();
/// The texts of a client that says more than the citizens' app.
static MORE: OnceLock<&str> = OnceLock::new();

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::Da) };
}

/// Chooses the language of this thread; painting and the browser's one thread set it per page.
pub fn speak(lang: Lang) {
    LANG.set(lang);
}

/// Adds the texts of another catalogue, before the first text is asked for: a phone loads only its
/// own.
#[cfg(any(feature = "csr", test))]
pub fn add(catalogue: &'static str) {
    let _ = MORE.set(catalogue);
}

/// The language of this thread.
#[must_use]
#[cfg(feature = "ssr")]
pub fn spoken() -> Lang {
    LANG.get()
}

/// Takes in the texts of the page's language: in a browser, before the first text is asked for.
#[cfg(feature = "csr")]
pub fn learn(catalogue: &str) {
    let _ = FOREIGN.set(over(danish(), &[catalogue]));
}

fn read(json: &str) -> Vec<(String, String)> {
    Value::parse(json).map(|all| all.texts()).unwrap_or_default()
}

/// Texts with others laid over them: what is missing in those stays as it was.
fn over(mut texts: Texts, catalogues: &[&str]) -> Texts {
    texts.extend(catalogues.iter().flat_map(|json| read(json)));
    texts
}

fn danish() -> Texts {
    let mut texts = over(Texts::new(), &[DANISH]);
    #[cfg(feature = "ssr")]
    texts.extend([FORMS, PAGES, RULES].map(read).into_iter().flatten());
    #[cfg(test)]
    add(crate::desk::TEXTS);
    texts.extend(MORE.get().copied().map(read).unwrap_or_default());
    texts
}

fn texts() -> &'static Texts {
    #[cfg(feature = "ssr")]
    if LANG.get() == Lang::En {
        let all = [ENGLISH, ENGLISH_FORMS, ENGLISH_PAGES, ENGLISH_RULES];
        return FOREIGN.get_or_init(|| over(danish(), &all));
    }
    // In a browser a page in another language has brought its texts, or has to do without.
    #[cfg(not(feature = "ssr"))]
    if LANG.get() != Lang::Da
        && let Some(foreign) = FOREIGN.get()
    {
        return foreign;
    }
    TEXTS.get_or_init(danish)
}

fn find(key: &str) -> Option<&'static str> {
    texts().get(key).map(String::as_str)
}

/// The text of a key. A key without text shows itself, which a test prevents.
#[must_use]
pub fn t(key: &'static str) -> &'static str {
    find(key).unwrap_or(key)
}

/// As [`t`], for a key that stands in a template.
#[must_use]
pub fn t_key(key: &str) -> &'static str {
    find(key).unwrap_or_default()
}

/// The text of a key of a family, such as `code.closed`; `None` when the family has no such member.
#[must_use]
pub fn t_of(family: &str, member: &str) -> Option<&'static str> {
    find(&format!("{family}.{member}"))
}

/// What a rule asks, in the page's language where it is a standard rule of this name; otherwise as it was
/// told, which is in Danish, or in the hearing's language.
#[must_use]
pub fn rule_title<'a>(id: &str, told: &'a str) -> &'a str {
    t_of("rule", id).unwrap_or(told)
}

/// What a standard rule asks and what is said about it, in Danish whatever the page speaks; empty when
/// there is none of this name.
#[must_use]
#[cfg(feature = "ssr")]
pub fn standard_rule(id: &str) -> [&'static str; 2] {
    let texts = TEXTS.get_or_init(danish);
    ["rule", "rule-text"]
        .map(|family| texts.get(&format!("{family}.{id}")).map(String::as_str).unwrap_or_default())
}

/// The text of a key with its `{name}`s filled in.
#[must_use]
pub fn t_with(key: &'static str, values: &[(&str, &str)]) -> String {
    fill(t(key), values)
}

/// The text for so many: `key.one` for exactly one, otherwise `key.other`, with `{n}` filled in.
#[must_use]
pub fn tn(key: &str, n: i64) -> String {
    let form = if n == 1 { "one" } else { "other" };
    fill(t_of(key, form).unwrap_or_default(), &[("n", &number(n))])
}

fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = text.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    filled
}

/// A number as the language writes it: 1.234.567.
#[must_use]
pub fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(t("number.group"));
        }
        out.push(digit);
    }
    if n < 0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use model::{Code, Flaw, ParticipantKind, ProposalKind, STANDARD_RULES, Sort, VersionState};

    use super::*;

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }

    /// The string literal that follows each `call(` in a source.
    fn literals<'a>(source: &'a str, call: &str) -> Vec<&'a str> {
        source
            .match_indices(call)
            .filter(|(at, _)| {
                !source[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.')
            })
            .filter_map(|(at, _)| source[at + call.len()..].trim_start().strip_prefix('"'))
            .filter_map(|rest| rest.split('"').next())
            .collect()
    }

    fn used() -> BTreeSet<String> {
        let mut files = Vec::new();
        sources(Path::new(env!("CARGO_MANIFEST_DIR")), &mut files);
        let mut keys = BTreeSet::new();
        for file in files.iter().filter(|file| !file.ends_with("i18n.rs")) {
            let source = std::fs::read_to_string(file).unwrap();
            for call in ["t(", "t_with(", "day(", "key!("] {
                keys.extend(literals(&source, call).into_iter().map(str::to_owned));
            }
            for after in source.split("[[").skip(1) {
                let key = after.split("]]").next().unwrap_or_default();
                let plain =
                    |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-';
                if !key.is_empty() && key != "key" && key.bytes().all(plain) {
                    keys.insert(key.to_owned());
                }
            }
            for key in literals(&source, "tn(") {
                keys.extend([format!("{key}.one"), format!("{key}.other")]);
            }
        }
        keys.extend(families());
        keys
    }

    fn families() -> Vec<String> {
        let mut keys = Vec::new();
        keys.extend(Code::ALL.iter().map(|x| format!("code.{}", x.word())));
        keys.extend(Flaw::ALL.iter().map(|x| format!("flaw.{}", x.word())));
        keys.extend(Sort::ALL.iter().map(|x| format!("sort.{}", x.word())));
        keys.extend(ProposalKind::ALL.iter().map(|x| format!("proposal.kind.{}", x.word())));
        keys.extend(ProposalKind::ALL.iter().map(|x| format!("proposal.about.{}", x.word())));
        keys.extend(ParticipantKind::ALL.iter().map(|x| format!("as.{}", x.word())));
        keys.extend(VersionState::ALL.iter().map(|x| format!("version.{}", x.word())));
        for family in ["rule", "rule-text"] {
            keys.extend(STANDARD_RULES.map(|rule| format!("{family}.{rule}")));
        }
        keys.extend((1..=12).map(|x| format!("month.{x}")));
        keys.extend(model::Mark::ALL.iter().map(|x| format!("mark.{}", x.word())));
        keys.push("number.group".to_owned());
        keys.extend(crate::desk::families());
        keys.retain(|key| !UNSAID.contains(&key.as_str()));
        keys
    }

    /// Refusals that only the desk can meet, or that are told by a more general sentence.
    const UNSAID: &[&str] =
        &["code.sign-in-failed", "code.method-not-allowed", "code.unsupported-media-type"];

    #[test]
    fn every_key_that_is_used_has_a_text_and_every_text_is_used() {
        let texts: BTreeSet<String> = texts().keys().cloned().collect();
        let used = used();
        let missing: Vec<_> = used.difference(&texts).collect();
        let unused: Vec<_> = texts.difference(&used).collect();
        assert!(missing.is_empty() && unused.is_empty(), "missing {missing:?}, unused {unused:?}");
    }

    #[test]
    fn the_desks_texts_stand_apart() {
        let of_the_desk = |json: &str| {
            let texts = Value::parse(json).unwrap().texts();
            (texts.iter().filter(|(key, _)| key.starts_with("desk.")).count(), texts.len())
        };
        let (desks, all) = of_the_desk(crate::desk::TEXTS);
        assert_eq!((of_the_desk(DANISH).0, desks), (0, all));
    }

    #[test]
    #[cfg(feature = "ssr")]
    fn the_texts_of_forms_are_not_said_where_a_first_visit_is() {
        let mut files = Vec::new();
        let app = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["components", "citizen"] {
            sources(&app.join(folder), &mut files);
        }
        files.retain(|file| {
            !["mine", "propose", "field.rs"]
                .iter()
                .any(|form| file.iter().any(|part| part == *form))
        });
        let said: String =
            files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
        for (key, _) in Value::parse(FORMS).unwrap().texts() {
            let found =
                said.contains(&format!("\"{key}\"")) || said.contains(&format!("[[{key}]]"));
            assert!(!found, "{key} is said in the program of a first visit");
        }
    }

    #[test]
    #[cfg(feature = "ssr")]
    fn the_texts_of_pages_stay_on_the_server() {
        let mut files = Vec::new();
        let app = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["components", "citizen", "desk"] {
            sources(&app.join(folder), &mut files);
        }
        let sources: Vec<_> =
            files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
        for (key, _) in Value::parse(PAGES).unwrap().texts() {
            // The source names a plural without its form.
            let stem = key.trim_end_matches(".one").trim_end_matches(".other");
            let said = |source: &String| {
                let counted = stem != key && source.contains(&format!("tn(\"{stem}\""));
                source.contains(&format!("\"{key}\""))
                    || source.contains(&format!("[[{key}]]"))
                    || counted
            };
            assert!(!sources.iter().any(said), "{key} is said in the browser");
        }
    }

    #[test]
    fn numbers_and_plurals_are_danish() {
        assert_eq!(number(1_234_567), "1.234.567");
        assert_eq!(number(-12), "-12");
        assert_eq!(tn("comments", 1), "1 kommentar");
        assert_eq!(tn("comments", 2_000), "2.000 kommentarer");
    }

    #[test]
    #[cfg(feature = "ssr")]
    fn numbers_and_plurals_are_english_on_an_english_page() {
        speak(Lang::En);
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(tn("comments", 1), "1 comment");
        assert_eq!(tn("comments", 2_000), "2,000 comments");
        speak(Lang::Da);
    }

    #[test]
    #[cfg(feature = "ssr")]
    fn a_text_that_a_language_lacks_is_said_in_danish() {
        let texts = over(danish(), &["{\"close\": \"Close\"}"]);
        assert_eq!((texts["close"].as_str(), texts["cancel"].as_str()), ("Close", "Fortryd"));
    }
}
