//! One word = one file of the same name in `model`, `server/api`, `server/store`, `app/api` and
//! `tests`: who knows the word knows where to look. `tests` has files about more than one word too.

use super::verdict;
use crate::step::Outcome;
use crate::workspace::Workspace;
use std::collections::BTreeSet;
use std::path::Path;

const PLACES: [&str; 4] = ["src/model", "src/server/api", "src/server/store", "src/app/api"];

/// Files that are no word of the vocabulary, by place: how the place works, not what it is about.
const NO_WORDS: [(&str, &[&str]); 4] = [
    ("src/model", &["lib"]),
    ("src/server/api", &["mod", "desk", "health", "live", "openapi"]),
    (
        "src/server/store",
        &[
            "mod", "backup", "error", "event", "plan", "posting", "queue", "reply", "similar",
            "stand", "thread", "writer",
        ],
    ),
    ("src/app/api", &["mod", "desk"]),
];

pub(super) fn check(workspace: &Workspace) -> Outcome<String> {
    let mut faults = Vec::new();
    let words = stems(workspace, "src/model")?;
    for place in PLACES {
        for stem in stems(workspace, place)?.difference(&words) {
            faults.push(format!("{place}/{stem}.rs: src/model/ has no word `{stem}`"));
        }
    }
    let tested = stems(workspace, "tests")?;
    for stem in stems(workspace, "src/server/api")?.difference(&tested) {
        faults.push(format!("src/server/api/{stem}.rs: tests/ has no file `{stem}`"));
    }
    verdict(&faults, format!("{} words", words.len()))
}

/// Names of the files and folders of a place, without those that are no words.
fn stems(workspace: &Workspace, place: &str) -> Outcome<BTreeSet<String>> {
    let mut stems = BTreeSet::new();
    for file in workspace.files(place, &[".rs"])? {
        let inside = file.strip_prefix(workspace.at(place)).unwrap_or(&file);
        let first = inside.components().next().map(|part| part.as_os_str().to_owned());
        let stem =
            first.map(|first| Path::new(&first).with_extension("").to_string_lossy().into_owned());
        stems.extend(stem);
    }
    let exceptions =
        NO_WORDS.iter().find(|(at, _)| *at == place).map_or(&[][..], |(_, names)| names);
    stems.retain(|stem| !exceptions.contains(&stem.as_str()));
    Ok(stems)
}
