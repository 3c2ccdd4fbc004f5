//! The invariants of ARCHITECTURE.md that the tree itself can break.

mod locales;
mod migrations;
mod reserved;
mod words;

use super::Check;
use crate::source::{literals, without_tests};
use crate::step::{Outcome, Trouble};
use crate::workspace::Workspace;

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("what `model` depends on", model),
    ("SQL only in store/", sql),
    ("length of files", lines),
    ("one word, one file", words::check),
    ("reserved words", reserved::check),
    ("migrations are alike", migrations::check),
    ("texts in every language", locales::check),
];

/// Passes when there is nothing to find fault with; else lists the faults.
fn verdict(faults: &[String], note: String) -> Outcome<String> {
    if faults.is_empty() { Ok(note) } else { Err(Trouble::failed(faults.join("\n"))) }
}

/// What `model` may use: no framework, no clock, nothing that reads or writes.
const MODEL: [&str; 9] = [
    "rust-stemmers",
    "serde",
    "serde_json",
    "similar",
    "thiserror",
    "time",
    "url",
    "utoipa",
    "uuid",
];

fn model(workspace: &Workspace) -> Outcome<String> {
    let allowed = |name: &str| MODEL.contains(&name) || name.starts_with("unicode-");
    let dependencies = workspace.dependencies("model");
    let faults: Vec<_> = dependencies
        .iter()
        .filter(|name| !allowed(name))
        .map(|name| format!("`model` must not depend on `{name}`"))
        .collect();
    verdict(&faults, format!("{} dependencies", dependencies.len()))
}

/// How a statement starts, and what it must then contain.
const SQL: [(&str, &str); 9] = [
    ("select ", " from "),
    ("insert into ", ""),
    ("update ", " set "),
    ("delete from ", ""),
    ("with ", " as ("),
    ("create table ", ""),
    ("create index ", ""),
    ("alter table ", ""),
    ("pragma ", ""),
];

fn sql(workspace: &Workspace) -> Outcome<String> {
    let mut faults = Vec::new();
    for folder in ["src/model", "src/server", "src/app"] {
        for file in workspace.files(folder, &[".rs"])? {
            let name = workspace.name(&file);
            if name.starts_with("src/server/store/") {
                continue;
            }
            for literal in literals(without_tests(&workspace.read(&file)?)) {
                if is_sql(&literal.text) {
                    faults.push(format!("{name}:{}: SQL outside store/", literal.line));
                }
            }
        }
    }
    verdict(&faults, String::new())
}

/// Statements here are written in small letters throughout or with capital keywords; a sentence
/// for people that starts with "Select" is neither.
fn is_sql(text: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    SQL.iter().any(|(start, inside)| {
        let matches = |start: &str, inside: &str| text.starts_with(start) && text.contains(inside);
        matches(start, inside) || matches(&start.to_uppercase(), &inside.to_uppercase())
    })
}

const LONGEST: usize = 400;

fn lines(workspace: &Workspace) -> Outcome<String> {
    let mut faults = Vec::new();
    let mut total = 0;
    for folder in ["src", "style", "tests"] {
        for file in workspace.files(folder, &[".rs", ".css", ".sql", ".ts", ".js", ".mjs"])? {
            let lines = workspace.read(&file)?.lines().count();
            total += lines;
            if lines > LONGEST {
                let name = workspace.name(&file);
                faults.push(format!("{name} has {lines} lines, more than {LONGEST}"));
            }
        }
    }
    verdict(&faults, format!("{total} lines in all"))
}

#[cfg(test)]
mod tests {
    use super::is_sql;

    #[test]
    fn a_statement_is_told_from_a_sentence() {
        assert!(is_sql("select slug\n  from consultation"));
        assert!(is_sql("INSERT INTO t VALUES (1)"));
        assert!(!is_sql("Select a file from the list"));
        assert!(!is_sql("with care"));
    }
}
