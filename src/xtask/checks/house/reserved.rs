//! No hearing and no section may take a name that an address of the program's own has.

use super::verdict;
use crate::source::{Literal, literals, without_tests};
use crate::step::Outcome;
use crate::workspace::Workspace;
use std::collections::BTreeSet;

/// Never a consultation's name.
const SITE: [&str; 24] = [
    "api",
    "assets",
    "desk",
    "embed",
    "en",
    "da",
    "mine",
    "regler",
    "privatliv",
    "tilgaengelighed",
    "cookies",
    "kontakt",
    "was",
    "udkast",
    "oembed",
    "k",
    "sw.js",
    "embed.js",
    "counts.js",
    "healthz",
    "readyz",
    "metrics",
    "robots.txt",
    "apple-touch-icon.png",
];
/// Never a section's key.
const SECTION: [&str; 5] = ["forslag", "nyt", "resultat", "kommentar", "regler"];

/// `model` refuses each of these words, and the server has no address that `model` would give away.
pub(super) fn check(workspace: &Workspace) -> Outcome<String> {
    let mut faults = Vec::new();
    let known: BTreeSet<_> = all(workspace, "src/model")?.into_iter().map(|it| it.text).collect();
    let words = SITE.iter().chain(&SECTION);
    let forgotten = words.clone().filter(|word| !known.contains(**word));
    faults.extend(forgotten.map(|word| format!("`model` does not reserve `{word}`")));
    let routes = all(workspace, "src/server")?.into_iter().filter(is_route);
    let paths: BTreeSet<_> = routes.map(|route| route.text).collect();
    for path in &paths {
        let mut parts = path.split('/').skip(1);
        let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if !is_open(first) && !SITE.contains(&first) {
            faults.push(format!("`{path}`: `{first}` is not a reserved word"));
        }
        if is_open(first) && !is_open(second) && !SECTION.contains(&second) {
            faults.push(format!("`{path}`: `{second}` is not a reserved key"));
        }
    }
    verdict(&faults, format!("{} words, {} routes", words.count(), paths.len()))
}

fn all(workspace: &Workspace, folder: &str) -> Outcome<Vec<Literal>> {
    let mut found = Vec::new();
    for file in workspace.files(folder, &[".rs"])? {
        found.extend(literals(without_tests(&workspace.read(&file)?)));
    }
    Ok(found)
}

fn is_route(literal: &Literal) -> bool {
    let called = literal.called.as_deref().unwrap_or_default();
    ["route", "route_service", "nest", "nest_service"].contains(&called)
        && literal.text.starts_with('/')
}

/// A part that is empty or stands for any name.
fn is_open(part: &str) -> bool {
    part.is_empty() || part.starts_with('{')
}
