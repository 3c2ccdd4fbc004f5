//! One way to lay out code.

use crate::step::{Outcome, run};
use crate::workspace::Workspace;

pub(super) fn rustfmt(workspace: &Workspace) -> Outcome<String> {
    run(workspace.cargo().args(["fmt", "--all", "--check"])).map(|_| String::new())
}
