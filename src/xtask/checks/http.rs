//! The program from outside: the same tests on both databases, and those behind a proxy.

use super::tests_run;
use crate::database::Postgres;
use crate::packages;
use crate::program;
use crate::step::{Outcome, run};
use crate::workspace::{WHOLE, Workspace};

/// The tests that need nginx and Caddy.
const BEHIND: &str = "proxy::";

pub(super) fn sqlite(workspace: &Workspace) -> Outcome<String> {
    tests(workspace, "sqlite", &["--skip", BEHIND])
}

pub(super) fn postgres(workspace: &Workspace) -> Outcome<String> {
    let postgres = Postgres::start()?;
    tests(workspace, &postgres.url(), &["--skip", BEHIND])
}

/// On PostgreSQL, where several servers stand behind one proxy.
pub(super) fn behind_proxies(workspace: &Workspace) -> Outcome<String> {
    for program in ["nginx", "caddy", "openssl"] {
        packages::before_us(program)?;
    }
    let postgres = Postgres::start()?;
    tests(workspace, &postgres.url(), &[BEHIND])
}

fn tests(workspace: &Workspace, database: &str, which: &[&str]) -> Outcome<String> {
    let program = program::build(workspace, false)?;
    let mut test = workspace.cargo();
    test.args(["test", "--locked", "--test", "http", "--no-fail-fast"]).args(WHOLE);
    test.arg("--").args(which);
    test.env("BLANDDIG_TEST_DATABASE", database).env("BLANDDIG_BIN", program);
    run(&mut test).map(|output| tests_run(&output))
}
