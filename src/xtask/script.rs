//! wasm-bindgen's script without what is for developers: how a value looks in a panic that nobody hears
//! (`traps.rs`), warnings on the console, and a second way to start the program.

use crate::step::{Outcome, Trouble};

/// How the script tells what a value is, at the beginning of a line; it ends where a line is `}`.
const DEBUG: &str = "function debugString(val) {\n";

/// The script as wasm-bindgen writes it, without these.
pub fn lean(script: &str) -> Outcome<String> {
    let script = script.replace("export { initSync, ", "export { ");
    let quiet = script.split_inclusive('\n').filter(|line| !line.contains("console.warn("));
    let script: String = quiet.collect();
    let Some((before, rest)) = script.split_once(DEBUG) else { return Ok(script) };
    let Some((_, after)) = rest.split_once("\n}\n") else {
        return Err(Trouble::failed(
            "the client's script has another form: has wasm-bindgen changed?",
        ));
    };
    Ok(format!("{before}{DEBUG}    return String(val);\n}}\n{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_shortly_and_nobody_is_warned() {
        let script = "const a = 1;\nfunction debugString(val) {\n    if (val) {\n        return '{';\n    \
            }\n    return '?';\n}\nfunction b() {\n    if (a) {\n        console.warn('old', a);\n    }\n}\n\
            export { initSync, b as default };\n";
        let lean = lean(script).unwrap();
        assert_eq!(
            lean,
            "const a = 1;\nfunction debugString(val) {\n    return String(val);\n}\nfunction b() {\n    \
             if (a) {\n    }\n}\nexport { b as default };\n"
        );
    }

    #[test]
    fn a_script_of_another_form_is_told() {
        assert!(lean("function debugString(val) {\n  return 1; }").is_err());
        assert_eq!(lean("a();\n").unwrap(), "a();\n");
    }
}
