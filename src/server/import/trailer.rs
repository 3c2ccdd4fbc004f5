//! What stands in braces after a heading: `{#maal-1 kind=goal responsible="Børne- og
//! Ungdomsudvalget" funding=funded serves=trivsel}`, in English or Danish.
//!
//! pulldown-cmark has heading attributes too, but none with quotes, so this is a tokenizer of our
//! own. Braces are ours only when they begin with `#` or `name=` and end the heading; all others
//! stay text.

use model::{Funding, SectionKey, SectionKeyError, SectionKind, is_slug};

/// Most characters of who is responsible.
const MAX_RESPONSIBLE: usize = 200;

const NAMES: &str = "a heading takes #key, kind, responsible (ansvar), funding and serves (maal)";
const KINDS: &str = "chapter (kapitel), initiative (indsats), goal (maal), measure (tiltag), \
    principle (princip) or text (tekst)";
const FUNDINGS: &str = "funded (finansieret) or idea (ide)";

/// What a heading says of its section.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Trailer {
    pub(super) key: Option<SectionKey>,
    pub(super) kind: Option<SectionKind>,
    pub(super) responsible: Option<String>,
    pub(super) funding: Option<Funding>,
    pub(super) serves: Option<String>,
}

/// The braces at the end of a heading's line: from which byte to which, and what they say.
///
/// # Errors
/// What is wrong with them, without a line number.
pub(super) fn find(line: &str) -> Result<Option<(usize, usize, Trailer)>, String> {
    let mut first_error = None;
    for (start, _) in line.match_indices('{') {
        let escaped = line[..start].bytes().rev().take_while(|&b| b == b'\\').count() % 2 == 1;
        let code = line[..start].matches('`').count() % 2 == 1;
        let inside = &line[start + 1..];
        if escaped || code || !begins(inside) {
            continue;
        }
        match tokens(inside) {
            // A closing run of # may follow, as after any heading.
            Ok((length, tokens)) if inside[length..].trim().trim_matches('#').is_empty() => {
                return Ok(Some((start, start + 1 + length, trailer(tokens)?)));
            }
            Ok(_) if inside.trim_start().starts_with('#') => {
                return Err("the {#…} must be the end of the heading".to_owned());
            }
            Ok(_) => {}
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    first_error.map_or(Ok(None), |error| Err(error.to_owned()))
}

/// Whether braces that go on like this are meant for us.
fn begins(inside: &str) -> bool {
    let inside = inside.trim_start();
    let name = inside.trim_start_matches(char::is_alphabetic);
    inside.starts_with('#') || (name.len() < inside.len() && name.starts_with('='))
}

enum Token {
    Key(String),
    Word(String),
    Pair(String, String),
}

/// The words up to the closing brace, and how many bytes they took with it.
fn tokens(inside: &str) -> Result<(usize, Vec<Token>), &'static str> {
    let mut tokens = Vec::new();
    let mut rest = inside;
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('}') {
            return Ok((inside.len() - after.len(), tokens));
        }
        if rest.is_empty() {
            return Err("the { after the heading is not closed; end it with }");
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '}');
        let word = &rest[..end.unwrap_or(rest.len())];
        rest = &rest[word.len()..];
        if let Some(key) = word.strip_prefix('#') {
            tokens.push(Token::Key(key.to_owned()));
        } else if let Some(after) = rest.strip_prefix('=') {
            let (value, after) = value(after)?;
            tokens.push(Token::Pair(word.to_lowercase(), value));
            rest = after;
        } else {
            tokens.push(Token::Word(word.to_owned()));
        }
    }
}

/// A value, bare or between quotation marks of any kind (a word processor makes them curly).
fn value(text: &str) -> Result<(String, &str), &'static str> {
    let mut chars = text.chars();
    let closing: &[char] = match chars.next() {
        Some('"') => &['"'],
        Some('\'') => &['\''],
        Some('“' | '”' | '„' | '»' | '«') => &['“', '”', '»', '«'],
        _ => {
            let end = text.find(|c: char| c.is_whitespace() || c == '}').unwrap_or(text.len());
            return Ok((text[..end].to_owned(), &text[end..]));
        }
    };
    let mut value = String::new();
    while let Some(c) = chars.next() {
        match c {
            '\\' => value.extend(chars.next()),
            c if closing.contains(&c) => return Ok((value, chars.as_str())),
            c => value.push(c),
        }
    }
    Err("a quotation mark after the heading is not closed")
}

fn trailer(tokens: Vec<Token>) -> Result<Trailer, String> {
    let mut trailer = Trailer::default();
    for token in tokens {
        match token {
            Token::Key(key) => put(&mut trailer.key, "#", read_key(key)?)?,
            Token::Word(word) => match funding(&word) {
                Some(found) => put(&mut trailer.funding, "funding", found)?,
                None => return Err(format!("`{word}` is not known; {NAMES}")),
            },
            Token::Pair(name, value) => pair(&mut trailer, &name, value.trim())?,
        }
    }
    Ok(trailer)
}

fn pair(trailer: &mut Trailer, name: &str, value: &str) -> Result<(), String> {
    match name {
        "kind" | "slags" | "type" => {
            let kind = kind(value).ok_or_else(|| format!("kind is {KINDS}, not `{value}`"))?;
            put(&mut trailer.kind, name, kind)
        }
        "funding" | "finansiering" => {
            let funding =
                funding(value).ok_or_else(|| format!("funding is {FUNDINGS}, not `{value}`"))?;
            put(&mut trailer.funding, name, funding)
        }
        "responsible" | "ansvar" | "ansvarlig" => {
            if !(1..=MAX_RESPONSIBLE).contains(&value.chars().count()) {
                return Err(format!("`{name}` takes 1 to {MAX_RESPONSIBLE} characters"));
            }
            put(&mut trailer.responsible, name, value.to_owned())
        }
        "serves" | "maal" | "mål" | "goal" => {
            let key = value.trim_start_matches('#');
            if !is_slug(key) {
                return Err(format!("`{name}` takes the key of a goal, such as maal-1"));
            }
            put(&mut trailer.serves, name, key.to_owned())
        }
        _ => Err(format!("`{name}` is not known; {NAMES}")),
    }
}

fn put<T>(place: &mut Option<T>, name: &str, value: T) -> Result<(), String> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) if name == "#" => Err("a heading takes one #key".to_owned()),
        Some(_) => Err(format!("`{name}` is said twice after this heading")),
    }
}

fn read_key(key: String) -> Result<SectionKey, String> {
    let word = key.clone();
    SectionKey::try_from(key).map_err(|error| match error {
        SectionKeyError::Malformed => format!("`#{word}` is not a key: {error}"),
        SectionKeyError::Reserved => {
            format!("`#{word}` cannot be a key: {error}; choose another")
        }
    })
}

fn kind(word: &str) -> Option<SectionKind> {
    Some(match word.to_lowercase().as_str() {
        "chapter" | "kapitel" => SectionKind::Chapter,
        "initiative" | "indsats" => SectionKind::Initiative,
        "goal" | "maal" | "mål" => SectionKind::Goal,
        "measure" | "tiltag" | "det-goer-vi" | "det-gør-vi" => SectionKind::Measure,
        "principle" | "princip" => SectionKind::Principle,
        "text" | "tekst" => SectionKind::Text,
        _ => return None,
    })
}

fn funding(word: &str) -> Option<Funding> {
    Some(match word.to_lowercase().as_str() {
        "funded" | "finansieret" => Funding::Funded,
        "idea" | "ide" | "idé" => Funding::Idea,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Trailer {
        find(line).unwrap().unwrap().2
    }

    #[test]
    fn a_heading_says_what_its_section_is() {
        let line = "## Mål 1 {#maal-1 kind=goal responsible=\"Børne- og Ungdomsudvalget\" \
            funding=funded serves=trivsel}";
        let (start, end, trailer) = find(line).unwrap().unwrap();
        assert_eq!((&line[..start], &line[end..]), ("## Mål 1 ", ""));
        assert_eq!(trailer.key.unwrap().as_str(), "maal-1");
        assert_eq!(trailer.kind, Some(SectionKind::Goal));
        assert_eq!(trailer.responsible.as_deref(), Some("Børne- og Ungdomsudvalget"));
        assert_eq!(trailer.funding, Some(Funding::Funded));
        assert_eq!(trailer.serves.as_deref(), Some("trivsel"));
    }

    #[test]
    fn danish_words_and_curly_quotes_do_as_well() {
        let trailer = found("A { kind=Mål ansvar=”BIU {1}” idé mål='#maal-2' } ##");
        assert_eq!(trailer.kind, Some(SectionKind::Goal));
        assert_eq!(trailer.responsible.as_deref(), Some("BIU {1}"));
        assert_eq!(trailer.funding, Some(Funding::Idea));
        assert_eq!(trailer.serves.as_deref(), Some("maal-2"));
        assert_eq!(
            found("A {#a ansvar=\"et \\\"b\\\"\"}").responsible.as_deref(),
            Some("et \"b\"")
        );
    }

    #[test]
    fn other_braces_are_text() {
        for line in
            ["A", "A {1,2}", "A {ord}", "A {a=b} mere", "A \\{#key}", "A {", "A }", "A `{#b}`"]
        {
            assert_eq!(find(line), Ok(None), "{line}");
        }
        assert_eq!(found("{1} {#a}").key.unwrap().as_str(), "a");
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, words) in [
            ("A {#}", "is not a key"),
            ("A {#Mål-1}", "is not a key"),
            ("A {#forslag}", "addresses of the program"),
            ("A {#a #b}", "one #key"),
            ("A {#a kind=ting}", "chapter (kapitel)"),
            ("A {#a farve=blå}", "takes #key, kind"),
            ("A {#a ting}", "takes #key, kind"),
            ("A {#a funding=måske}", "funded (finansieret)"),
            ("A {#a idea funding=idea}", "said twice"),
            ("A {#a serves=\"Mål 1\"}", "the key of a goal"),
            ("A {#a ansvar=\"\"}", "1 to 200"),
            ("A {#a ansvar=\"BIU}", "quotation mark"),
            ("A {#a", "not closed"),
            ("A {#a} mere", "the end of the heading"),
            ("A {#a} {#b}", "the end of the heading"),
        ] {
            assert!(find(line).unwrap_err().contains(words), "{line}: {:?}", find(line));
        }
    }
}
