//! What a client carries for streams between Rust and the browser. leptos brings it along for calls
//! that the apps do not make; as long as the program exports it to its script, no tool sees that nobody
//! uses it.

use crate::step::{Outcome, Trouble};
use crate::wasm::{number, take, text, with_section, write_number, write_text};

/// The section of a WASM file that lists what it exports (WebAssembly Core Specification, 5.5.10).
const EXPORTS: u8 = 7;
/// What the names of the streams' classes begin with in the script, and of their functions in the
/// program.
const CLASS: &str = "IntoUnderlying";
const FUNCTIONS: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];

/// The program without what it exports of streams.
pub fn not_exported(wasm: &[u8]) -> Outcome<Vec<u8>> {
    with_section(wasm, EXPORTS, exports)
        .ok_or_else(|| Trouble::failed("the client's WASM cannot be read: has its format changed?"))
}

fn exports(mut section: &[u8]) -> Option<Vec<u8>> {
    let (mut kept, mut out) = (0, Vec::new());
    for _ in 0..number(&mut section)? {
        let name = text(&mut section)?;
        let kind = take(&mut section, 1)?[0];
        let index = usize::try_from(number(&mut section)?).ok()?;
        if FUNCTIONS.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        kept += 1;
        write_text(name, &mut out);
        out.push(kind);
        write_number(index, &mut out);
    }
    let mut all = Vec::new();
    write_number(kept, &mut all);
    all.extend(out);
    section.is_empty().then_some(all)
}

/// The script as wasm-bindgen writes it, without the classes of streams: each a statement of its own at
/// the beginning of a line, which ends where the next one begins.
pub fn not_in_script(script: &str) -> Outcome<String> {
    let mut kept = String::new();
    let mut within = false;
    for line in script.split_inclusive('\n') {
        let begins = line.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/');
        if begins {
            within = line.contains(CLASS);
        }
        if !within {
            kept.push_str(line);
        }
    }
    if kept.contains(CLASS) {
        return Err(Trouble::failed(format!("the client's script still names {CLASS}…")));
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_streams_are_no_longer_exported() {
        let names = ["memory", "intounderlyingsink_write", "__wbg_intounderlyingsink_free", "main"];
        let mut section = vec![4];
        for (at, name) in names.iter().enumerate() {
            write_text(name, &mut section);
            section.extend([0, at as u8]);
        }
        let mut wasm = b"\0asm\x01\0\0\0\x07".to_vec();
        write_number(section.len(), &mut wasm);
        wasm.extend(section);
        let kept = not_exported(&wasm).unwrap();
        assert_eq!(&kept[8..], b"\x07\x11\x02\x06memory\0\0\x04main\0\x03");
        assert!(not_exported(&wasm[..20]).is_err());
    }

    #[test]
    fn a_script_loses_the_classes_of_streams_and_nothing_else() {
        let script = "export class IntoUnderlyingSink {\n    free() {\n    }\n}\n\
            if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = 1;\n\
            function a() {\n    return 1;\n}\n\
            const IntoUnderlyingSinkFinalization = (1)\n    ? 2\n    : 3;\n\nconst b = 2;\n";
        let kept = not_in_script(script).unwrap();
        assert_eq!(kept, "function a() {\n    return 1;\n}\nconst b = 2;\n");
        assert!(not_in_script("a();\n  IntoUnderlyingSink;\n").is_err());
    }
}
