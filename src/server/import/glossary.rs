//! The words that a text explains: in the front matter, each word with its explanation.

use model::{GLOSS_MAX, GLOSS_WORD_MAX, GLOSSARY_MAX, Gloss, one_line};
use serde_norway::Value;

use super::Fault;

/// Reads the glossary that begins at a line of the file.
///
/// # Errors
/// When it is no list of words with their explanations, or one of them cannot be taken.
pub(super) fn read(value: &Value, yaml: &str, line: usize) -> Result<Vec<Gloss>, Fault> {
    let entries = match value {
        Value::Null => return Ok(Vec::new()),
        Value::Mapping(entries) => entries,
        _ => {
            let message = "the glossary must be lines such as `  fagudvalg: et udvalg, der …`";
            return Err(Fault::at(line, message));
        }
    };
    if entries.len() > GLOSSARY_MAX {
        let message = format!("the glossary has over {GLOSSARY_MAX} words; explain fewer");
        return Err(Fault::at(line, message));
    }
    let mut glossary: Vec<Gloss> = Vec::with_capacity(entries.len());
    for (word, explanation) in entries {
        let word = match word {
            Value::String(word) => word.as_str(),
            _ => "",
        };
        let line = line_of(yaml, line, word);
        let wrong = |message: String| Fault::at(line, message);
        let gloss = Gloss {
            word: one_line(word),
            explanation: match explanation {
                Value::String(text) => one_line(text),
                _ => String::new(),
            },
        };
        if let Some(flaw) = flaw(&gloss) {
            return Err(wrong(flaw));
        }
        let twice = |other: &Gloss| other.word.to_lowercase() == gloss.word.to_lowercase();
        if glossary.iter().any(twice) {
            return Err(wrong(format!("`{}` stands twice in the glossary", gloss.word)));
        }
        glossary.push(gloss);
    }
    Ok(glossary)
}

/// What is wrong with a word or its explanation, if anything.
fn flaw(gloss: &Gloss) -> Option<String> {
    let word = &gloss.word;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-');
    if !word.starts_with(char::is_alphanumeric) || !word.chars().all(plain) {
        let message = "a word of the glossary must be letters, digits, hyphens and spaces";
        return Some(format!("{message}; `{word}` is not"));
    }
    if word.chars().count() > GLOSS_WORD_MAX {
        return Some(format!("`{word}` is over {GLOSS_WORD_MAX} characters; shorten it"));
    }
    if gloss.explanation.is_empty() {
        return Some(format!("`{word}` needs an explanation, as a line of text after its colon"));
    }
    if gloss.explanation.chars().count() > GLOSS_MAX {
        return Some(format!("the explanation of `{word}` is over {GLOSS_MAX} characters"));
    }
    None
}

/// The line of the file at which a word of the glossary stands; that of the glossary when it cannot
/// be told.
fn line_of(yaml: &str, glossary: usize, word: &str) -> usize {
    let lines = (2..).zip(yaml.lines()).filter(|(line, _)| *line > glossary);
    let names = |text: &str| {
        let name = text.split_once(':').map(|(name, _)| name.trim());
        name.is_some_and(|name| name.trim_matches(['"', '\'']) == word)
    };
    lines.into_iter().find(|(_, text)| names(text)).map_or(glossary, |(line, _)| line)
}

#[cfg(test)]
mod tests {
    use super::super::front::split;

    #[test]
    fn words_come_in_with_their_explanations() {
        let text = "---\ntitle: A\nordliste:\n  fagudvalg: et udvalg for\n    et område\n  \
            \"åben rådgivning\": 'et sted: uden aftale'\nsag: 7\n---\n# A\n";
        let (front, _) = split(text).unwrap();
        let glossary: Vec<_> =
            front.glossary.iter().map(|one| (&*one.word, &*one.explanation)).collect();
        assert_eq!(
            glossary,
            [("fagudvalg", "et udvalg for et område"), ("åben rådgivning", "et sted: uden aftale")]
        );
        assert_eq!(front.case.as_deref(), Some("7"));
        assert_eq!(split("---\nglossary:\n---\n").unwrap().0.glossary, []);
    }

    #[test]
    fn a_word_that_is_also_a_field_keeps_to_itself() {
        let text = "---\nglossary:\n  sag: noget, der er et nummer\nsag: 2010.10\n---\n# A\n";
        assert_eq!(split(text).unwrap().0.case.as_deref(), Some("2010.10"));
    }

    #[test]
    fn what_explains_nothing_is_refused_with_its_line() {
        let long = format!("---\nordliste:\n  a: {}\n---\n", "x".repeat(401));
        let many: String = (0..201).map(|n| format!("  ord{n}: x\n")).collect();
        let many = format!("---\nordliste:\n{many}---\n");
        for (text, line) in [
            ("---\ntitle: A\nordliste: fagudvalg\n---\n", 3),
            ("---\nordliste: [a, b]\n---\n", 2),
            ("---\nordliste:\n  a: x\n  b:\n---\n", 4),
            ("---\nordliste:\n  a: x\n  b: [y]\n---\n", 4),
            ("---\nordliste:\n  a: x\n  \"<b>\": y\n---\n", 4),
            ("---\nordliste:\n  a: x\n  A: y\n---\n", 4),
            ("---\nordliste:\n  a: x\n  \"- \": y\n---\n", 4),
            ("---\nordliste:\n  a: x\nglossary:\n  b: y\n---\n", 4),
            (long.as_str(), 3),
            (many.as_str(), 2),
        ] {
            let fault = split(text).unwrap_err();
            assert_eq!(fault.line, Some(line), "{text}: {fault}");
            assert!(!fault.message.contains('\n'));
        }
    }
}
