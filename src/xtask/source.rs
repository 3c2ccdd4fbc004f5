//! Just enough of Rust's grammar to find the string literals of a file.

/// A string literal, and what stands before it.
#[derive(Debug, PartialEq, Eq)]
pub struct Literal {
    /// The line on which it starts, from 1.
    pub line: usize,
    /// Its text as written, escapes kept.
    pub text: String,
    /// The function or macro it is the first argument of: `t` in `t("…")`, `t!` in `t!("…")`.
    pub called: Option<String>,
}

/// The string literals of a file, those in comments left out.
pub fn literals(source: &str) -> Vec<Literal> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &source[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            at += comment(rest);
        } else if let Some((start, end, length)) = string(rest, at > 0 && is_name(bytes[at - 1])) {
            let before = &source[..at];
            found.push(Literal {
                line: before.matches('\n').count() + 1,
                text: rest[start..end].to_owned(),
                called: called(before),
            });
            at += length;
        } else if let Some(length) = character(rest) {
            at += length;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// The program's own code: what stands before the tests at the end of a file.
pub fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

/// The length of a block comment, those inside it included.
fn comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        let here = &rest.as_bytes()[at..];
        match here {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Where the text of a string literal at the front starts and ends, and the literal's length.
fn string(rest: &str, in_a_name: bool) -> Option<(usize, usize, usize)> {
    let prefix = rest.find(|letter| !matches!(letter, 'b' | 'c' | 'r'))?;
    if prefix > 2 || (prefix > 0 && in_a_name) {
        return None;
    }
    let hashes = rest[prefix..].bytes().take_while(|byte| *byte == b'#').count();
    let start = prefix + hashes + 1;
    if rest.as_bytes().get(start - 1) != Some(&b'"') {
        return None;
    }
    if rest[..prefix].contains('r') {
        let close = format!("\"{}", "#".repeat(hashes));
        let end = start + rest[start..].find(&close)?;
        return Some((start, end, end + close.len()));
    }
    if hashes > 0 {
        return None;
    }
    let mut escaped = false;
    let end = rest[start..].bytes().position(|byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    })?;
    Some((start, start + end, start + end + 1))
}

/// The length of a character literal at the front; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    if let Some(escape) = inner.strip_prefix('\\') {
        return Some(2 + 1 + escape.get(1..)?.find('\'')? + 1);
    }
    let first = inner.chars().next()?;
    inner[first.len_utf8()..].starts_with('\'').then(|| first.len_utf8() + 2)
}

fn called(before: &str) -> Option<String> {
    let before = before.trim_end().strip_suffix('(')?;
    let start = before.rfind(|letter: char| !(letter.is_alphanumeric() || "_!".contains(letter)));
    let name = &before[start.map_or(0, |start| start + 1)..];
    (!name.is_empty()).then(|| name.to_owned())
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        literals(source).into_iter().map(|literal| literal.text).collect()
    }

    #[test]
    fn strings_are_found_and_comments_are_not() {
        let source = "let a = \"x\"; // \"no\"\n/* \"no\" /* \"no\" */ \"no\" */ let b = \"y\";";
        assert_eq!(texts(source), ["x", "y"]);
    }

    #[test]
    fn quotes_inside_a_literal_do_not_end_it() {
        assert_eq!(texts(r##"f("a\"b\\", r#"c"d"#, b"e")"##), [r#"a\"b\\"#, "c\"d", "e"]);
    }

    #[test]
    fn a_quote_as_a_character_opens_nothing() {
        assert_eq!(texts(r#"x('"', '\'', '\u{22}', &'a str, 'æ', "y")"#), ["y"]);
    }

    #[test]
    fn a_literal_knows_what_it_is_handed_to() {
        let found = literals("\nview! { <p>{t(\"a.b\")}{tn!( \"c\", 2)}</p> }");
        let told: Vec<_> = found.iter().map(|it| (it.line, it.called.as_deref())).collect();
        assert_eq!(told, [(2, Some("t")), (2, Some("tn!"))]);
    }
}
