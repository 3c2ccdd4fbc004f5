//! The tests that stand beside the code.

use super::tests_run;
use crate::step::{Outcome, run};
use crate::workspace::Workspace;

pub(super) fn tests(workspace: &Workspace) -> Outcome<String> {
    let mut test = workspace.cargo();
    test.args(["test", "--locked", "-p", "model", "-p", "server", "-p", "app", "-p", "xtask"]);
    run(test.args(["--features", "app/ssr"])).map(|output| tests_run(&output))
}
