//! Every check of `cargo xtask test`, by area.

mod browser;
mod deny;
mod doc;
mod format;
mod house;
mod http;
mod lint;
mod openapi;
mod sizes;
mod unit;

pub use sizes::measure as measure_sizes;

use crate::step::{Outcome, Trouble, seconds};
use crate::workspace::Workspace;
use std::time::{Duration, Instant};

/// What a check reports when it has passed: a few words for the table, or none.
type Note = String;
type Check = fn(&Workspace) -> Outcome<Note>;

/// The table of areas, the quick ones first.
const AREAS: &[(&str, &[(&str, Check)])] = &[
    ("format", &[("rustfmt", format::rustfmt)]),
    ("house", house::CHECKS),
    ("deny", &[("licences, bans, sources", deny::rules), ("known holes", deny::advisories)]),
    ("lint", &[("clippy on the host", lint::host), ("clippy on the clients", lint::clients)]),
    ("unit", &[("unit tests", unit::tests)]),
    ("doc", &[("rustdoc", doc::rustdoc)]),
    (
        "http",
        &[
            ("HTTP tests on SQLite", http::sqlite),
            ("HTTP tests on PostgreSQL", http::postgres),
            ("HTTP tests behind two proxies", http::behind_proxies),
        ],
    ),
    ("openapi", &[("answers are as documented", openapi::schemathesis)]),
    ("browser", &[("browser tests", browser::playwright)]),
    ("sizes", &[("what a first visit loads", sizes::budgets)]),
];

/// Names of all areas, for the help.
pub fn areas() -> String {
    AREAS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
}

struct Report {
    area: &'static str,
    check: &'static str,
    outcome: Outcome<Note>,
    time: Duration,
}

/// Runs the checks of the areas named, or all; with `strict` a skipped check is a failure.
pub fn test(workspace: &Workspace, chosen: &[String], strict: bool) -> Outcome {
    if let Some(unknown) = chosen.iter().find(|name| !AREAS.iter().any(|(area, _)| area == *name)) {
        return Err(Trouble::failed(format!("no area `{unknown}`; there are: {}", areas())));
    }
    let mut reports = Vec::new();
    for (area, checks) in AREAS {
        if !chosen.is_empty() && !chosen.iter().any(|name| name == area) {
            continue;
        }
        for (check, run) in *checks {
            eprintln!("== {area}: {check}");
            let start = Instant::now();
            let outcome = run(workspace);
            if let Err(trouble) = &outcome {
                eprintln!("{trouble}");
            }
            reports.push(Report { area, check, outcome, time: start.elapsed() });
        }
    }
    close(&reports, strict)
}

/// How much of what a failed check printed is told again below the table: test runners name what
/// failed in their last lines, and of a long log often only the end is kept.
const LAST_LINES: usize = 40;

/// Prints the table, why a check was skipped or failed, and the counts alone on the last line.
fn close(reports: &[Report], strict: bool) -> Outcome {
    println!();
    for Report { area, check, outcome, time } in reports {
        let (word, note) = match outcome {
            Ok(note) => ("passed", note.as_str()),
            Err(Trouble::Failed(_)) => ("FAILED", ""),
            Err(Trouble::Missing(_)) => ("skipped", ""),
        };
        println!("{word:<8}{area:<9}{check:<32}{:>9}  {note}", seconds(*time));
    }
    for Report { area, check, outcome, .. } in reports {
        match outcome {
            Ok(_) => {}
            Err(Trouble::Missing(why)) => {
                println!("skipped {area}: {check}: {}", why.lines().next().unwrap_or_default());
            }
            Err(Trouble::Failed(text)) => {
                println!("failed {area}: {check}:");
                let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).collect();
                for line in &lines[lines.len().saturating_sub(LAST_LINES)..] {
                    println!("    {line}");
                }
            }
        }
    }
    let count = |wanted: fn(&Outcome<Note>) -> bool| {
        reports.iter().filter(|report| wanted(&report.outcome)).count()
    };
    let passed = count(|outcome| outcome.is_ok());
    let failed = count(|outcome| matches!(outcome, Err(Trouble::Failed(_))));
    let skipped = count(|outcome| matches!(outcome, Err(Trouble::Missing(_))));
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    if failed > 0 {
        return Err(Trouble::failed("some checks failed"));
    }
    if strict && skipped > 0 {
        return Err(Trouble::failed(
            "some checks were skipped, and --strict takes that for a failure",
        ));
    }
    Ok(())
}

/// How many tests ran, read from what `cargo test` printed.
fn tests_run(output: &str) -> Note {
    let counts = output.lines().filter_map(|line| {
        let rest = line.trim().strip_prefix("test result: ok. ")?;
        rest.split_once(" passed")?.0.parse::<usize>().ok()
    });
    format!("{} tests", counts.sum::<usize>())
}
