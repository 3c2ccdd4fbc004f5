//! What comes in from outside.

use crate::step::{Outcome, run, run_within};
use crate::tools::CARGO_DENY;
use crate::workspace::Workspace;
use std::time::Duration;

pub(super) fn rules(workspace: &Workspace) -> Outcome<String> {
    let mut deny = CARGO_DENY.command(workspace)?;
    deny.args(["--workspace", "check", "--hide-inclusion-graph"]);
    // Duplicates are a warning, and the list of them long: `cargo deny check bans` shows it.
    deny.args(["--allow", "duplicate", "licenses", "bans", "sources"]);
    run(&mut deny).map(|_| String::new())
}

/// The list of known holes is on the network; without it there is nothing to check against, which
/// no machine behind a wall can help: the table says so, and that alone is no failure.
pub(super) fn advisories(workspace: &Workspace) -> Outcome<String> {
    let mut fetch = CARGO_DENY.command(workspace)?;
    if run_within(fetch.args(["fetch", "db"]), Duration::from_secs(60)).is_err() {
        return Ok("not looked up: the advisory database cannot be reached".into());
    }
    let mut deny = CARGO_DENY.command(workspace)?;
    run(deny.args(["--workspace", "check", "--disable-fetch", "advisories"])).map(|_| String::new())
}
