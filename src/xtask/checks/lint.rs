//! Clippy, on each of the three ways in which the code is built.

use crate::step::{Outcome, run};
use crate::tools;
use crate::workspace::Workspace;

pub(super) fn host(workspace: &Workspace) -> Outcome<String> {
    let packages = ["-p", "model", "-p", "server", "-p", "xtask", "-p", "tests", "--all-targets"];
    clippy(workspace, &packages)
}

pub(super) fn painted(workspace: &Workspace) -> Outcome<String> {
    clippy(workspace, &["-p", "app", "--features", "ssr", "--all-targets"])
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
