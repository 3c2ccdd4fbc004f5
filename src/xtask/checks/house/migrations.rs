//! The migrations of both databases have the same names and leave the same tables.

use super::verdict;
use crate::step::Outcome;
use crate::workspace::Workspace;
use std::collections::BTreeMap;

const FOLDER: &str = "src/server/migrations";

/// Columns by table.
type Schema = BTreeMap<String, Vec<String>>;

pub(super) fn check(workspace: &Workspace) -> Outcome<String> {
    let (sqlite, ours) = read(workspace, "sqlite")?;
    let (postgres, theirs) = read(workspace, "postgres")?;
    let mut faults = Vec::new();
    if sqlite != postgres {
        faults.push(format!("other files: sqlite {sqlite:?}, postgres {postgres:?}"));
    }
    let tables = ours.keys().chain(theirs.keys().filter(|table| !ours.contains_key(*table)));
    for table in tables {
        let (ours, theirs) = (ours.get(table), theirs.get(table));
        if ours != theirs {
            faults.push(format!("table {table}: sqlite {ours:?}, postgres {theirs:?}"));
        }
    }
    verdict(&faults, format!("{} tables", ours.len()))
}

fn read(workspace: &Workspace, database: &str) -> Outcome<(Vec<String>, Schema)> {
    let (mut names, mut schema) = (Vec::new(), Schema::new());
    for file in workspace.files(&format!("{FOLDER}/{database}"), &[".sql"])? {
        names.push(file.file_name().unwrap_or_default().to_string_lossy().into_owned());
        for statement in statements(&workspace.read(&file)?) {
            apply(&statement, &mut schema);
        }
    }
    Ok((names, schema))
}

/// Statements in small letters with single spaces, comments taken out.
fn statements(sql: &str) -> Vec<String> {
    let code: Vec<_> =
        sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let code = code.join(" ").to_lowercase();
    code.split(';').map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn apply(statement: &str, schema: &mut Schema) {
    if let Some(rest) = statement.strip_prefix("create table ") {
        let rest = rest.strip_prefix("if not exists ").unwrap_or(rest);
        if let Some((table, columns)) = rest.split_once('(') {
            schema.insert(table.trim().to_owned(), column_names(columns));
        }
    } else if let Some(rest) = statement.strip_prefix("drop table ") {
        schema.remove(rest.strip_prefix("if exists ").unwrap_or(rest).trim());
    } else if let Some(rest) = statement.strip_prefix("alter table ") {
        alter(&rest.split(' ').collect::<Vec<_>>(), schema);
    }
}

fn alter(words: &[&str], schema: &mut Schema) {
    match words {
        [table, "add", "column", column, ..] => {
            schema.entry((*table).to_owned()).or_default().push((*column).to_owned());
        }
        [table, "drop", "column", column, ..] => {
            schema.entry((*table).to_owned()).or_default().retain(|present| present != column);
        }
        [table, "rename", "to", name, ..] => {
            let columns = schema.remove(*table).unwrap_or_default();
            schema.insert((*name).to_owned(), columns);
        }
        _ => {}
    }
}

/// The first word of each part between commas, those of table constraints left out.
fn column_names(columns: &str) -> Vec<String> {
    const NOT_COLUMNS: [&str; 6] =
        ["primary", "foreign", "unique", "check", "constraint", "exclude"];
    let (mut depth, mut part, mut parts) = (0, String::new(), Vec::new());
    for letter in columns.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        if depth < 0 {
            break;
        }
        part.push(letter);
    }
    parts.push(part);
    let names =
        parts.iter().filter_map(|part| part.split([' ', '(']).find(|word| !word.is_empty()));
    names.filter(|name| !NOT_COLUMNS.contains(name)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_past_types_and_constraints() {
        let mut schema = Schema::new();
        let sql = "create table post ( -- what someone wrote, at last\n id text primary key, n numeric(3, 2)\
                   , at bigint not null check (at in (1, 2)), primary key (id, at), unique(n) );
                   create index i on post (at); alter table post add column kind text not null;";
        for statement in statements(sql) {
            apply(&statement, &mut schema);
        }
        assert_eq!(schema["post"], ["id", "n", "at", "kind"]);
    }
}
