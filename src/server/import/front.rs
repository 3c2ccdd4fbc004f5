//! Front matter: the lines of YAML between `---` and `---` at the very beginning.

use model::{Gloss, Moment};
use serde_norway::Value;

use super::{Fault, MAX_TITLE, glossary};

/// Most bytes of front matter. It is a handful of lines, and YAML can be made to be slow.
const MAX_FRONT: usize = 64 * 1024;

/// What the front matter says of the consultation. The words are the file's own, trimmed; what is
/// empty or missing is `None`. Words that are not known here are ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    /// `title`, `titel`: the title of the whole.
    pub title: Option<String>,
    /// `case`, `sag`: the municipality's case number.
    pub case: Option<String>,
    /// `committee`, `udvalg`: who decides.
    pub committee: Option<String>,
    /// `summary`, `resume`: what it is about, in a sentence or two.
    pub summary: Option<String>,
    /// `notice`, `besked`: something that every reader must know.
    pub notice: Option<String>,
    /// `mail`, `e-mail`: where to write a mail instead.
    pub mail: Option<String>,
    /// `letter`, `brev`: where to send a letter instead.
    pub letter: Option<String>,
    /// `sender`, `afsender`: whose name stands over the administration's answers.
    pub sender: Option<String>,
    /// `opens`, `åbner`: the first day of the hearing, as 2026-12-31.
    pub opens: Option<String>,
    /// `closes`, `slutter`: its last day.
    pub closes: Option<String>,
    /// `lang`, `sprog`: the language of the text, as in BCP 47.
    pub lang: Option<String>,
    /// `glossary`, `ordliste`: words of the text, each with what it means.
    pub glossary: Vec<Gloss>,
}

impl Front {
    /// The field that a word of the file means, in English or Danish, however it is written.
    fn field(&mut self, word: &str) -> Option<(&'static str, &mut Option<String>)> {
        Some(match word.to_lowercase().as_str() {
            "title" | "titel" => ("title", &mut self.title),
            "case" | "sag" | "sagsnummer" => ("case", &mut self.case),
            "committee" | "udvalg" => ("committee", &mut self.committee),
            "summary" | "resume" | "resumé" => ("summary", &mut self.summary),
            "notice" | "besked" => ("notice", &mut self.notice),
            "mail" | "e-mail" | "email" => ("mail", &mut self.mail),
            "letter" | "brev" => ("letter", &mut self.letter),
            "sender" | "afsender" => ("sender", &mut self.sender),
            "opens" | "åbner" => ("opens", &mut self.opens),
            "closes" | "slutter" => ("closes", &mut self.closes),
            "lang" | "language" | "sprog" => ("lang", &mut self.lang),
            _ => return None,
        })
    }
}

/// The front matter, and where the text after it begins (in bytes; 0 when there is none).
///
/// # Errors
/// When it is not ended, is not YAML, or says something that is no line of text.
pub(super) fn split(source: &str) -> Result<(Front, usize), Fault> {
    let mut rest = source.split_inclusive('\n');
    if rest.next().is_none_or(|first| first.trim_end() != "---") {
        return Ok((Front::default(), 0));
    }
    let start = source.find('\n').map_or(source.len(), |at| at + 1);
    let mut end = start;
    for line in rest {
        if matches!(line.trim_end(), "---" | "...") {
            return Ok((read(&source[start..end])?, end + line.len()));
        }
        end += line.len();
    }
    Err(Fault::at(1, "the front matter begins here and does not end; put --- on a line after it"))
}

fn read(yaml: &str) -> Result<Front, Fault> {
    if yaml.len() > MAX_FRONT {
        return Err(Fault::at(1, "the front matter is over 64 KB; it is for a few lines"));
    }
    // The file's first line is the one before the YAML.
    let wrong = |error: serde_norway::Error| {
        let line = error.location().map_or(1, |place| place.line() + 1);
        let message = format!(
            "the front matter is not YAML ({error}); put a text with a colon or a quote in it \
            between quotation marks"
        );
        Fault::at(line, message)
    };
    let mut front = Front::default();
    let entries = match serde_norway::from_str(yaml).map_err(wrong)? {
        Value::Mapping(entries) => entries,
        Value::Null => return Ok(front),
        _ => return Err(Fault::at(2, "the front matter must be lines such as `title: …`")),
    };
    let mut explained = false;
    for (word, value) in entries {
        let Value::String(word) = word else { continue };
        let (line, written) = find(yaml, &word);
        if matches!(word.trim().to_lowercase().as_str(), "glossary" | "ordliste") {
            if std::mem::replace(&mut explained, true) {
                return Err(Fault::at(line, format!("`{word}` is a second glossary; make it one")));
            }
            front.glossary = glossary::read(&value, yaml, line)?;
            continue;
        }
        let Some((name, field)) = front.field(word.trim()) else { continue };
        if field.is_some() {
            return Err(Fault::at(line, format!("`{word}` stands twice in the front matter")));
        }
        *field = scalar(&value, written).ok_or_else(|| {
            Fault::at(line, format!("`{word}` must be a line of text, not a list"))
        })?;
        if name != "letter" {
            *field = field.take().map(|text| text.replace('\n', " "));
        }
        if let Some(flaw) = field.as_deref().and_then(|text| flaw(name, text)) {
            return Err(Fault::at(line, flaw));
        }
    }
    let day = |text: &Option<String>| text.as_deref().and_then(Moment::day_in_denmark);
    if let (Some(opens), Some(closes)) = (day(&front.opens), day(&front.closes))
        && closes < opens
    {
        let line = find(yaml, "closes").0.max(find(yaml, "slutter").0);
        return Err(Fault::at(
            line,
            "the hearing closes before it opens; set one of the days right",
        ));
    }
    Ok(front)
}

/// The value as text; `None` when it is not one.
fn scalar(value: &Value, written: &str) -> Option<Option<String>> {
    let text = match value {
        Value::Null => return Some(None),
        Value::String(text) => folded(text),
        // A case number such as 2010.10 is no number: what was written is what is meant.
        Value::Number(_) | Value::Bool(_) => {
            written.split(" #").next().unwrap_or_default().trim().to_owned()
        }
        _ => return None,
    };
    Some(Some(text).filter(|text| !text.is_empty()))
}

/// Lines stay lines (an address for letters has several); what is in them is folded.
fn folded(text: &str) -> String {
    let lines =
        text.trim().lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n")
}

/// The line of the file at which a word stands, and what is written after its colon.
fn find<'a>(yaml: &'a str, word: &str) -> (usize, &'a str) {
    // What is set in further belongs to the word above it.
    let indent = |line: &str| line.len() - line.trim_start().len();
    let first = yaml.lines().find(|line| !line.trim_start().is_empty()).map_or(0, indent);
    for (line, text) in (2..).zip(yaml.lines()) {
        if let Some((name, value)) = text.split_once(':')
            && indent(text) <= first
            && name.trim().trim_matches(['"', '\'']) == word
        {
            return (line, value);
        }
    }
    (2, "")
}

/// What is wrong with a field's text, if anything.
fn flaw(name: &str, text: &str) -> Option<String> {
    let name_of_language =
        |lang: &str| lang.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    match name {
        "title" if text.chars().count() > MAX_TITLE => {
            Some(format!("the title is over {MAX_TITLE} characters; shorten it"))
        }
        "opens" | "closes" if Moment::day_in_denmark(text).is_none() => {
            Some(format!("`{name}` must be a day, written as 2026-12-31"))
        }
        "lang" if !(2..=35).contains(&text.len()) || !name_of_language(text) => {
            Some("`lang` must be a language's short name, such as da, en or de-AT".to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_front_matter_begins_at_once() {
        assert_eq!(split("# A\n---\n").unwrap(), (Front::default(), 0));
        assert_eq!(split("").unwrap(), (Front::default(), 0));
    }

    #[test]
    fn the_words_are_danish_or_english_in_any_case() {
        let text = "---\nTitle: Bland dig\nSAG: 2010.10\nudvalg: \"BIU: nu\" # note\nlayout: x\n\
            summary: >\n  to\n  linjer\nsprog: da\nmail:\n---\n# A\n";
        let (front, body) = split(text).unwrap();
        assert_eq!(front.title.as_deref(), Some("Bland dig"));
        assert_eq!(front.case.as_deref(), Some("2010.10"));
        assert_eq!(front.committee.as_deref(), Some("BIU: nu"));
        assert_eq!(front.summary.as_deref(), Some("to linjer"));
        assert_eq!(front.lang.as_deref(), Some("da"));
        assert_eq!(front.mail, None);
        assert_eq!(&text[body..], "# A\n");
    }

    #[test]
    fn empty_front_matter_says_nothing() {
        assert_eq!(split("---\n---\n# A").unwrap().0, Front::default());
    }

    #[test]
    fn bad_yaml_has_its_line() {
        let fault = split("---\ntitle: A\nsummary: Hvordan: sådan\n---\n").unwrap_err();
        assert_eq!(fault.line, Some(3), "{fault}");
        assert!(!fault.message.contains('\n'));
    }

    #[test]
    fn what_is_no_line_of_text_is_refused() {
        for (text, line) in [
            ("---\ntitle: A\n", 1),
            ("---\njust words\n---\n", 2),
            ("---\ncase: 1\nlang: dansk sprog\n---\n", 3),
            ("---\ncase: 1\ntitle: [a, b]\n---\n", 3),
            ("---\ntitle: A\nTitel: B\n---\n", 3),
        ] {
            assert_eq!(split(text).unwrap_err().line, Some(line), "{text}");
        }
        let long = format!("---\ntitle: {}\n---\n", "å".repeat(MAX_TITLE + 1));
        assert_eq!(split(&long).unwrap_err().line, Some(2));
    }
}
