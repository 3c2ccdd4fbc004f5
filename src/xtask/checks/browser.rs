//! The program as a person meets it, in a real browser.

use crate::packages::{self, Browser};
use crate::step::{Outcome, run};
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
    let output = run(&mut test)?;
    let passed = output.lines().rev().find(|line| line.contains(" passed"));
    Ok(passed.unwrap_or_default().trim().to_owned())
}
