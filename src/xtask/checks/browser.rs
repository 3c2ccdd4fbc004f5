//! The program as a person meets it, in a real browser.

use crate::packages::{self, Browser};
use crate::step::{Outcome, Trouble, run};
use crate::tools::{npm, path_with};
use crate::workspace::{Scratch, Workspace};
use crate::{clients, program};
use std::process::Command;

pub(super) fn playwright(workspace: &Workspace) -> Outcome<String> {
    let modules = npm(workspace)?;
    let browser = packages::browser(&modules)?;
    clients::build(workspace)?;
    let program = program::build(workspace, false)?;
    let mut test = Command::new("npx");
    test.args(["--no-install", "playwright", "test"]).current_dir(workspace.at("tests/browser"));
    test.env("BLANDDIG_BIN", program).env("PATH", path_with(&[modules.join(".bin")])?);
    let data = Scratch::new("browser")?;
    test.env("BLANDDIG_BROWSER_DATA", data.path());
    test.env("BLANDDIG_BROWSER_PORT", program::free_address()?.port().to_string());
    if let Browser::At(path) = browser {
        test.env("CHROMIUM", path);
    }
    match run(&mut test) {
        Ok(output) => Ok(summary(&output)),
        Err(Trouble::Failed(text)) => Err(Trouble::Failed(format!("{text}\n{}", failures(&text)))),
        Err(other) => Err(other),
    }
}

/// How many lines of a failed try say what went wrong, and a list of what was found in place of nothing.
const TOLD: usize = 10;
/// Of how many tries they are told: of a long output only the end is shown again.
const TRIES: usize = 3;

/// What went wrong, once more at the end: there a runner names only which tests failed.
fn failures(output: &str) -> String {
    let lines: Vec<&str> = output.lines().filter(|line| !line.trim().is_empty()).collect();
    let begins = |at: &usize| lines[*at].trim_start().starts_with("Error: ");
    let mut tries: Vec<(&str, &[&str])> = Vec::new();
    for at in (0..lines.len()).filter(begins) {
        let title = lines[..at].iter().rev().find(|line| line.contains("] › "));
        let told = &lines[at..lines.len().min(at + TOLD)];
        // A test that is tried again, on a phone and on a computer, mostly says the same.
        if tries.iter().all(|(_, before)| *before != told) {
            tries.push((title.copied().unwrap_or_default(), told));
        }
    }
    let told = tries.iter().take(TRIES);
    told.map(|(title, told)| format!("{title}\n{}", told.join("\n"))).collect::<Vec<_>>().join("\n")
}

/// How many passed, and which only when they were tried again.
fn summary(output: &str) -> String {
    let passed = output.lines().rev().find(|line| line.contains(" passed")).unwrap_or_default();
    let again = output.lines().skip_while(|line| !line.trim_end().ends_with(" flaky")).skip(1);
    let again: Vec<&str> =
        again.take_while(|line| line.trim_start().starts_with('[')).map(str::trim).collect();
    let told = again.iter().map(|name| format!("; at the second try: {name}"));
    format!("{}{}", passed.trim(), told.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{failures, summary};

    #[test]
    fn what_a_failed_try_says_is_told_at_the_end() {
        let output = "  1) [phone] › a.spec.ts:3:1 › one ──\n\n    Error: no\n\n    Expected: 1\n    \
            Received: 2\n  1 failed\n    [phone] › a.spec.ts:3:1 › one\n";
        let told = failures(output);
        assert!(told.starts_with("  1) [phone] › a.spec.ts:3:1 › one"), "{told}");
        assert!(told.contains("Received: 2"), "{told}");
        assert_eq!(failures("  9 passed (2s)\n"), "");
    }

    #[test]
    fn a_test_that_had_to_be_tried_again_is_named() {
        let output =
            "  1 flaky\n    [phone] › a.spec.ts:3:1 › one \n  5 skipped\n  9 passed (2s)\n";
        assert_eq!(
            summary(output),
            "9 passed (2s); at the second try: [phone] › a.spec.ts:3:1 › one"
        );
        assert_eq!(summary("  9 passed (2s)\n"), "9 passed (2s)");
    }
}
