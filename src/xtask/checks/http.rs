//! The program from outside: the same tests on both databases.

use super::tests_run;
use crate::database::Postgres;
use crate::program;
use crate::step::{Outcome, run};
use crate::workspace::{WHOLE, Workspace};

pub(super) fn sqlite(workspace: &Workspace) -> Outcome<String> {
    tests(workspace, "sqlite")
}

pub(super) fn postgres(workspace: &Workspace) -> Outcome<String> {
    let postgres = Postgres::start()?;
    tests(workspace, &postgres.url())
}

fn tests(workspace: &Workspace, database: &str) -> Outcome<String> {
    let program = program::build(workspace, false)?;
    let mut test = workspace.cargo();
    test.args(["test", "--locked", "--test", "http", "--no-fail-fast"]).args(WHOLE);
    test.env("BLANDDIG_TEST_DATABASE", database).env("BLANDDIG_BIN", program);
    run(&mut test).map(|output| tests_run(&output))
}
