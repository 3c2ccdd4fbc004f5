//! The tests that stand beside the code.

use super::tests_run;
use crate::step::{Outcome, run};
use crate::workspace::{WHOLE, Workspace};

pub(super) fn tests(workspace: &Workspace) -> Outcome<String> {
    let mut test = workspace.cargo();
    test.args(["test", "--locked"]).args(WHOLE).args(["--lib", "--bins"]);
    run(&mut test).map(|output| tests_run(&output))
}
