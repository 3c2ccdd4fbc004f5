//! Every language has the same texts with the same gaps to fill. That each text is asked for, and
//! each one asked for is there, the app's own tests see to: they know the families of keys.

use super::verdict;
use crate::step::{During, Outcome, Trouble};
use crate::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const FOLDER: &str = "src/app/locales";
/// Said in Danish alone: the desk is for staff.
const DANISH_ONLY: [&str; 1] = ["desk"];
/// Languages differ in how many forms a number asks for.
const PLURALS: [&str; 6] = [".zero", ".one", ".two", ".few", ".many", ".other"];

/// The gaps in a text by its key, plural forms taken together.
type Texts = BTreeMap<String, BTreeSet<String>>;

pub(super) fn check(workspace: &Workspace) -> Outcome<String> {
    let files = workspace.files(FOLDER, &[".json"])?;
    let mut danish = BTreeMap::new();
    for file in &files {
        if let (catalogue, "da") = parts(&workspace.name(file)) {
            danish.insert(catalogue.to_owned(), read(workspace, file)?);
        }
    }
    if !danish.contains_key("") {
        return Err(Trouble::missing(format!("{FOLDER}/da.json is not there yet")));
    }
    let mut faults = Vec::new();
    let mut languages = BTreeSet::new();
    let mut there = BTreeSet::new();
    for file in &files {
        let name = workspace.name(file);
        let (catalogue, language) = parts(&name);
        languages.insert(language.to_owned());
        there.insert((catalogue.to_owned(), language.to_owned()));
        match danish.get(catalogue) {
            None => faults.push(format!("{name}: there is no {catalogue}.da.json")),
            Some(danish) => {
                let theirs = read(workspace, file)?;
                faults.extend(compare(danish, &theirs).map(|fault| format!("{name}: {fault}")));
            }
        }
    }
    for language in &languages {
        let wanted = danish.keys().filter(|name| !DANISH_ONLY.contains(&name.as_str()));
        let missing = wanted.filter(|name| !there.contains(&((*name).clone(), language.clone())));
        faults.extend(missing.map(|name| format!("{language} has no catalogue \"{name}\"")));
    }
    let texts: usize = danish.values().map(BTreeMap::len).sum();
    verdict(&faults, format!("{texts} texts, {} languages", languages.len()))
}

/// The catalogue and the language of a file: `desk.da.json` is the desk's, `da.json` the citizens'.
fn parts(name: &str) -> (&str, &str) {
    let stem = name.rsplit('/').next().unwrap_or(name).trim_end_matches(".json");
    stem.rsplit_once('.').unwrap_or(("", stem))
}

fn compare<'a>(danish: &'a Texts, other: &'a Texts) -> impl Iterator<Item = String> {
    let missing = danish.iter().filter_map(|(key, gaps)| match other.get(key) {
        None => Some(format!("`{key}` is missing")),
        Some(theirs) if theirs != gaps => Some(format!("`{key}` fills other gaps than in da.json")),
        Some(_) => None,
    });
    let unknown = other.keys().filter(|key| !danish.contains_key(*key));
    missing.chain(unknown.map(|key| format!("`{key}` is not in da.json")))
}

fn read(workspace: &Workspace, file: &Path) -> Outcome<Texts> {
    let name = workspace.name(file);
    // A flat object of strings: the app would show keys instead of texts for anything else.
    let texts: BTreeMap<String, String> =
        serde_json::from_str(&workspace.read(file)?).during(format!("read {name}"))?;
    let mut merged = Texts::new();
    for (key, text) in texts {
        let base = PLURALS.iter().find_map(|form| key.strip_suffix(form)).unwrap_or(&key);
        merged.entry(base.to_owned()).or_default().extend(gaps(&text));
    }
    Ok(merged)
}

/// The names in braces.
fn gaps(text: &str) -> Vec<String> {
    let opened = text.split('{').skip(1);
    opened.filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: &[(&str, &[&str])]) -> Texts {
        all.iter()
            .map(|(key, gaps)| ((*key).into(), gaps.iter().map(|gap| (*gap).into()).collect()))
            .collect()
    }

    #[test]
    fn a_language_lacks_nothing_and_fills_the_same_gaps() {
        let danish = texts(&[("a", &[]), ("b", &["n"])]);
        assert_eq!(compare(&danish, &danish).count(), 0);
        let other = texts(&[("b", &["name"]), ("c", &[])]);
        let faults: Vec<_> = compare(&danish, &other).collect();
        let expected =
            ["`a` is missing", "`b` fills other gaps than in da.json", "`c` is not in da.json"];
        assert_eq!(faults, expected);
    }

    #[test]
    fn gaps_stand_in_braces() {
        assert_eq!(gaps("{n} svar til {name}"), ["n", "name"]);
    }
}
