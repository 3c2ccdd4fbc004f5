//! The documentation builds, and its links lead somewhere.

use crate::step::{Outcome, run};
use crate::workspace::{WHOLE, Workspace};

pub(super) fn rustdoc(workspace: &Workspace) -> Outcome<String> {
    let mut doc = workspace.cargo();
    doc.args(["doc", "--locked", "--no-deps", "--lib"]).args(WHOLE);
    doc.env("RUSTDOCFLAGS", "-D warnings");
    run(&mut doc).map(|_| String::new())
}
