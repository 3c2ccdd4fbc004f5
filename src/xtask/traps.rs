//! Functions of a client in whose place a trap will do. A panic ends the program, and nobody hears what
//! it would say, since a release has no hook that tells. And what leptos brings along for streams is never
//! called ([`streams`](crate::streams)). Without all that a first visit is 5 KB lighter (brotli).

use std::collections::HashSet;

use crate::step::{Outcome, Trouble};
use crate::wasm::{IMPORTS, number, sections, take, text, with_section, write_number};

/// The section of a WASM file that holds its functions (WebAssembly Core Specification, 5.5.13).
const CODE: u8 = 10;
/// Sections that are none of the language's: one of them has the names of the functions (appendix,
/// "Name Section").
const CUSTOM: u8 = 0;
/// The part of it that names functions.
const FUNCTIONS: u8 = 1;

/// Functions of the standard library that panic and do nothing else, by how their names begin.
const PANICS: [&str; 14] = [
    "__rustc::rust_begin_unwind",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
    "std::panicking::panic_handler",
    "std::panicking::panic_with_hook",
    "std::thread::local::panic_access_error",
];

/// Functions that make a promise of something that Rust waits for. Only streams do.
const PROMISES: &str = "js_sys::futures::future_to_promise";

/// A function without variables that traps.
const TRAP: [u8; 3] = [0, 0x00, 0x0b];

/// The program with traps in their place. What only they called is left for wasm-opt to remove.
pub fn set(wasm: &[u8]) -> Outcome<Vec<u8>> {
    let dead = dead(wasm).ok_or_else(|| Trouble::failed("the client's WASM cannot be read"))?;
    for (what, found) in [("panics", &dead.panics), ("promises", &dead.promises)] {
        if found.is_empty() {
            let text = format!("the client's WASM names no {what}: do they have other names now?");
            return Err(Trouble::failed(text));
        }
    }
    let code = |section: &[u8]| {
        let mut rest = section;
        let count = number(&mut rest)?;
        let mut out = Vec::new();
        write_number(usize::try_from(count).ok()?, &mut out);
        for at in 0..count {
            let size = usize::try_from(number(&mut rest)?).ok()?;
            let body = take(&mut rest, size)?;
            let body = if dead.has(at) { &TRAP } else { body };
            write_number(body.len(), &mut out);
            out.extend(body);
        }
        rest.is_empty().then_some(out)
    };
    with_section(wasm, CODE, code)
        .ok_or_else(|| Trouble::failed("the client's code cannot be read"))
}

/// Their places in the code section.
#[derive(Default)]
struct Dead {
    panics: HashSet<u64>,
    promises: HashSet<u64>,
}

impl Dead {
    fn has(&self, place: u64) -> bool {
        self.panics.contains(&place) || self.promises.contains(&place)
    }
}

fn dead(wasm: &[u8]) -> Option<Dead> {
    let (mut imported, mut dead) = (0, Dead::default());
    for (id, mut section) in sections(wasm)? {
        match id {
            // Functions are counted from the first that is imported.
            IMPORTS => imported = crate::imports::functions(section)?,
            CUSTOM if text(&mut section)? == "name" => {
                while !section.is_empty() {
                    let part = take(&mut section, 1)?[0];
                    let size = usize::try_from(number(&mut section)?).ok()?;
                    let mut names = take(&mut section, size)?;
                    if part != FUNCTIONS {
                        continue;
                    }
                    for _ in 0..number(&mut names)? {
                        let function = number(&mut names)?;
                        let name = plain(text(&mut names)?);
                        let place = function.checked_sub(imported);
                        if is_panic(&name) {
                            dead.panics.extend(place);
                        } else if name.starts_with(PROMISES) {
                            dead.promises.extend(place);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Some(dead)
}

/// Names come with a hash of their crate: `core[c5930c85a12de822]::panicking::panic_fmt`.
fn plain(name: &str) -> String {
    match (name.find('['), name.find("]::")) {
        (Some(from), Some(to)) if from < to => format!("{}{}", &name[..from], &name[to + 1..]),
        _ => name.to_owned(),
    }
}

fn is_panic(plain: &str) -> bool {
    PANICS.iter().any(|start| plain.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wasm::write_text;

    #[test]
    fn they_are_known_by_their_names() {
        for name in [
            "core[c5930c85a12de822]::panicking::panic_fmt",
            "core::panicking::panic_display::h4165c3e9dea961da",
            "__rustc[b7974e8690430dd9]::rust_begin_unwind",
        ] {
            assert!(is_panic(&plain(name)), "{name}");
        }
        for name in [
            "std[a543996e6e7dbf1e]::panicking::panic_count::is_zero_slow_path",
            "core::slice::copy_from_slice_impl::h6c15fdd12f67e810",
            "app::panic",
        ] {
            assert!(!is_panic(&plain(name)), "{name}");
        }
    }

    #[test]
    fn they_trap_and_all_else_stays() {
        let mut names = vec![3];
        for (at, name) in [(0, "core::panicking::panic"), (1, "main"), (2, PROMISES)] {
            names.push(at);
            write_text(name, &mut names);
        }
        let mut custom = Vec::new();
        write_text("name", &mut custom);
        custom.extend([FUNCTIONS, names.len() as u8]);
        custom.extend(&names);
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend(b"\x0a\x0f\x03\x04\0\x01\x02\x0b\x04\0\x03\x04\x0b\x03\0\x05\x0b");
        wasm.extend([CUSTOM, custom.len() as u8]);
        wasm.extend(&custom);
        let trapping = set(&wasm).unwrap();
        let code = b"\x0a\x0e\x03\x03\0\0\x0b\x04\0\x03\x04\x0b\x03\0\0\x0b";
        assert!(trapping[8..].starts_with(code), "{trapping:?}");
        assert!(set(&wasm[..25]).is_err());
    }
}
