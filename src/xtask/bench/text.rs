//! A text of two megabytes on its way into the store.

use super::figure::Figure;
use crate::step::{During, Outcome, own_environment, run, seconds, step};
use crate::workspace::{Scratch, Workspace};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const SECTIONS: usize = 4_000;

pub(super) fn measure(_: &Workspace, program: &Path) -> Outcome<Vec<Figure>> {
    let folder = Scratch::new("text")?;
    let import = |text: &str, name: &str| -> Outcome<Duration> {
        let file = folder.path().join(name);
        std::fs::write(&file, text).during("write the text")?;
        let mut import = Command::new(program);
        own_environment(&mut import).args(["import", "stor"]).arg(&file);
        import.current_dir(folder.path()).env(
            "BLANDDIG_DATABASE_URL",
            format!("sqlite://{}", folder.path().join("blanddig.db").display()),
        );
        let start = Instant::now();
        step(&format!("import {name}"), || run(&mut import))?;
        Ok(start.elapsed())
    };
    let first = text("sag");
    let size = first.len() as f64 / 1e6;
    let new = import(&first, "first.md")?;
    // Every key is derived and every title changed: all must be found by the likeness of words.
    let renamed = import(&text("emne"), "renamed.md")?;
    let line = |what: &str, time| {
        Figure::new(format!("import of {size:.1} MB, {what}"), seconds(time), "<= 20 s")
    };
    Ok(vec![line("new", new), line("all renamed", renamed)])
}

/// Sections of a hundred words, each with its own.
fn text(subject: &str) -> String {
    let mut text = String::from("# En stor tekst\n\nIndledning.\n");
    for section in 0..SECTIONS {
        text.push_str(&format!("\n## Om {subject} nummer {section}\n\n"));
        for word in 0..90 {
            // Spread over 20,000 words, as far apart as a multiplicative hash puts them.
            let word = (section * 90 + word).wrapping_mul(2_654_435_761) % 20_000;
            text.push_str(&format!("ord{word} "));
        }
        text.push('\n');
    }
    text
}
