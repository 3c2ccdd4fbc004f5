//! A measurement that a real browser takes part in: a script in `tests/browser/figures`.

use crate::packages::{self, Browser};
use crate::step::{During, Outcome, run, step};
use crate::tools::{npm, path_with};
use crate::workspace::Workspace;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

/// What the scripts need: Node's packages and a browser.
pub(super) struct Scripts<'a> {
    workspace: &'a Workspace,
    modules: PathBuf,
    browser: Browser,
}

impl<'a> Scripts<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Outcome<Self> {
        let modules = npm(workspace)?;
        let browser = packages::browser(&modules)?;
        Ok(Self { workspace, modules, browser })
    }

    /// What a script has measured: the JSON that it prints last.
    pub(super) fn run(&self, name: &str, arguments: &[&str]) -> Outcome<Value> {
        let mut script = Command::new("node");
        script.arg(format!("figures/{name}.mjs")).args(arguments);
        script.current_dir(self.workspace.at("tests/browser"));
        script.env("PATH", path_with(&[self.modules.join(".bin")])?);
        if let Browser::At(path) = &self.browser {
            script.env("CHROMIUM", path);
        }
        let what = format!("measure {name}: {}", arguments.join(" "));
        let printed = step(&what, || run(&mut script))?;
        let line = printed.lines().rev().find(|line| line.starts_with('{')).unwrap_or_default();
        serde_json::from_str(line).during(format!("read what {name} measured"))
    }
}
