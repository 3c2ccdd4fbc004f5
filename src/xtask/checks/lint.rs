//! Clippy, on both ways in which the code is built: for the host, where the app paints, and for the
//! browser.

use crate::step::{Outcome, run};
use crate::tools;
use crate::workspace::{WHOLE, Workspace};

pub(super) fn host(workspace: &Workspace) -> Outcome<String> {
    clippy(workspace, &[&WHOLE[..], &["--all-targets"]].concat())
}

pub(super) fn clients(workspace: &Workspace) -> Outcome<String> {
    tools::wasm_target()?;
    clippy(workspace, &["-p", "app", "--target", "wasm32-unknown-unknown", "--features", "csr"])
}

fn clippy(workspace: &Workspace, what: &[&str]) -> Outcome<String> {
    let mut clippy = workspace.cargo();
    clippy.args(["clippy", "--locked"]).args(what).args(["--", "-D", "warnings"]);
    run(&mut clippy).map(|_| String::new())
}
