//! Short names for what a client's program imports from its script. wasm-bindgen's names end in a
//! hash each, which stands in both files and which no compression takes away: the two hundred of them
//! are 5 KB of a first visit (brotli). What the program no longer imports leaves the script.

use crate::step::{Outcome, Trouble};
use crate::wasm::{IMPORTS, number, take, text, with_section, write_number, write_text};

/// The program and its script with short names for all that the one imports from the other.
pub fn shortened(wasm: &[u8], script: &str) -> Outcome<(Vec<u8>, String)> {
    let broken = || Trouble::failed("the client's WASM cannot be read: has its format changed?");
    let mut names = Vec::new();
    let short = with_short_names(wasm, &mut names).ok_or_else(broken)?;
    let mut script = script.to_owned();
    for (at, name) in names.iter().enumerate() {
        let keys = script.matches(name.as_str()).count();
        // As a key of the object that the program is started with, and nowhere else.
        if keys != 1 || !script.contains(&format!("{name}:")) {
            let text =
                format!("the client's script names the import `{name}` {keys} times, not once");
            return Err(Trouble::failed(text));
        }
        script = script.replace(&format!("{name}:"), &format!("{}:", short_name(at)));
    }
    Ok((short, without_the_rest(&script)))
}

/// A minified script without the functions that still have their long names: nobody imports them.
fn without_the_rest(script: &str) -> String {
    const LONG: &str = "__wbg_";
    const FUNCTION: &str = ":function(";
    let (mut kept, mut rest) = (String::new(), script);
    while let Some(at) = rest.find(LONG) {
        let end = rest[at..].find(|c: char| c != '_' && !c.is_ascii_alphanumeric());
        let end = end.map_or(rest.len(), |end| at + end);
        let entry = rest[end..].starts_with(FUNCTION).then(|| block(&rest[end..])).flatten();
        let Some(entry) = entry else {
            kept.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        };
        kept.push_str(&rest[..at]);
        let after = &rest[end + entry..];
        rest = after.strip_prefix(',').unwrap_or(after);
    }
    kept + rest
}

/// Where the first block of a text ends: behind the brace that closes it. Braces within these functions
/// are code.
fn block(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return Some(at + 1),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn short_name(at: usize) -> String {
    format!("_{at:x}")
}

/// The file with the names of its imports replaced; they are noted in their order.
fn with_short_names(wasm: &[u8], names: &mut Vec<String>) -> Option<Vec<u8>> {
    with_section(wasm, IMPORTS, |section| imports(section, names))
}

fn imports(mut section: &[u8], names: &mut Vec<String>) -> Option<Vec<u8>> {
    let count = number(&mut section)?;
    let mut out = Vec::new();
    write_number(usize::try_from(count).ok()?, &mut out);
    for _ in 0..count {
        let module = text(&mut section)?;
        let name = text(&mut section)?;
        let kind = section;
        skip_kind(&mut section)?;
        write_text(module, &mut out);
        write_text(&short_name(names.len()), &mut out);
        out.extend(&kind[..kind.len() - section.len()]);
        names.push(name.to_owned());
    }
    section.is_empty().then_some(out)
}

/// How many functions are imported.
pub fn functions(mut section: &[u8]) -> Option<u64> {
    let mut functions = 0;
    for _ in 0..number(&mut section)? {
        text(&mut section)?;
        text(&mut section)?;
        functions += u64::from(section.first() == Some(&0));
        skip_kind(&mut section)?;
    }
    Some(functions)
}

/// Passes over what an import is: a function, a table, a memory, a global or a tag.
fn skip_kind(rest: &mut &[u8]) -> Option<()> {
    match take(rest, 1)?[0] {
        0 => drop(number(rest)?),
        kind @ (1 | 2) => {
            take(rest, usize::from(kind == 1))?;
            let bounded = take(rest, 1)?[0] & 1 == 1;
            number(rest)?;
            if bounded {
                number(rest)?;
            }
        }
        3 => drop(take(rest, 2)?),
        4 => {
            take(rest, 1)?;
            number(rest)?;
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one type, an import of each kind that a client has, and a custom section.
    fn module() -> Vec<u8> {
        let mut imports = vec![3];
        for (name, kind) in [
            ("__wbg_focus_0123456789abcdef", &[0, 0][..]),
            ("__wbg_table_0123456789abcdef", &[1, 0x6f, 1, 2, 200, 1]),
            ("__wbg_global_0123456789abcdef", &[3, 0x7f, 0]),
        ] {
            write_text("./x_bg.js", &mut imports);
            write_text(name, &mut imports);
            imports.extend(kind);
        }
        let mut wasm = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02".to_vec();
        write_number(imports.len(), &mut wasm);
        wasm.extend(imports);
        wasm.extend(b"\0\x02\x01n");
        wasm
    }

    const SCRIPT: &str = "{__wbg_focus_0123456789abcdef:f,__wbg_table_0123456789abcdef:t,\
        __wbg_global_0123456789abcdef:g}";

    #[test]
    fn names_are_short_in_both_and_everything_else_stays() {
        let (wasm, script) = shortened(&module(), SCRIPT).unwrap();
        assert_eq!(script, "{_0:f,_1:t,_2:g}");
        let mut names = Vec::new();
        assert!(with_short_names(&wasm, &mut names).is_some());
        assert_eq!(names, ["_0", "_1", "_2"]);
        assert!(wasm.starts_with(b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02"));
        assert!(wasm.ends_with(&[0, 0x7f, 0, 0, 2, 1, b'n'][1..]));
    }

    #[test]
    fn what_is_not_imported_leaves_the_script() {
        let unused = "__wbg_view_0123456789abcdef:function(e){if(e){return 1}return 2}";
        let first = SCRIPT.replacen('{', &format!("{{{unused},"), 1);
        assert_eq!(shortened(&module(), &first).unwrap().1, "{_0:f,_1:t,_2:g}");
        let last = SCRIPT.replace('}', &format!(",{unused}}};w.__wbg_x_free(1)"));
        assert_eq!(shortened(&module(), &last).unwrap().1, "{_0:f,_1:t,_2:g,};w.__wbg_x_free(1)");
    }

    #[test]
    fn what_is_not_of_the_expected_form_is_refused() {
        assert!(shortened(&module()[..30], SCRIPT).is_err());
        assert!(shortened(&module(), "{__wbg_focus_0123456789abcdef:f}").is_err());
        let twice = format!("{SCRIPT}{SCRIPT}");
        assert!(shortened(&module(), &twice).is_err());
    }
}
