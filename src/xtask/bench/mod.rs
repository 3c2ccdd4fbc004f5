//! `cargo xtask bench`: the times and the memory of the budgets, on this machine. Figures, not a
//! verdict.

mod crowd;
mod figure;
mod host;
mod isso;
mod load;
mod phone;
mod rates;
mod script;
mod text;

use crate::step::{Outcome, Trouble};
use crate::workspace::Workspace;
use crate::{clients, program};
use figure::Figure;
use std::path::Path;

/// What is measured: each part starts its own server on a new database and ends it.
struct Part {
    name: &'static str,
    measure: fn(&Workspace, &Path) -> Outcome<Vec<Figure>>,
}

const PARTS: [Part; 5] = [
    Part { name: "rates", measure: rates::measure },
    Part { name: "phone", measure: phone::measure },
    Part { name: "host", measure: host::measure },
    Part { name: "text", measure: text::measure },
    Part { name: "crowd", measure: crowd::measure },
];

/// Builds a release and measures the parts named, or all of them.
pub fn bench(workspace: &Workspace, asked: &[String]) -> Outcome {
    if let Some(unknown) = asked.iter().find(|name| PARTS.iter().all(|part| part.name != **name)) {
        return Err(Trouble::failed(format!("no part `{unknown}`; there are: {}", parts())));
    }
    clients::build(workspace)?;
    let program = program::build(workspace, true)?;
    let mut troubles = Vec::new();
    let mut table = String::new();
    for part in PARTS.iter().filter(|part| asked.is_empty() || asked.contains(&part.name.into())) {
        match (part.measure)(workspace, &program) {
            Ok(figures) => table.extend(figures.iter().map(|figure| format!("{figure}\n"))),
            Err(trouble) => {
                table.push_str(&format!("{}: not measured, see below\n", part.name));
                troubles.push(format!("{}: {trouble}", part.name));
            }
        }
    }
    println!("\n{}\n{table}", Figure::HEADING);
    if troubles.is_empty() { Ok(()) } else { Err(Trouble::failed(troubles.join("\n"))) }
}

/// The names of the parts, for the help.
pub fn parts() -> String {
    PARTS.map(|part| part.name).join(", ")
}
