//! The project's own commands, called as `cargo xtask …`. `cargo xtask help` lists them.

mod bench;
mod checks;
mod clients;
mod database;
mod http;
mod imports;
mod pack;
mod packages;
mod program;
mod script;
mod source;
mod start;
mod step;
mod streams;
mod tools;
mod traps;
mod wasm;
mod workspace;

use std::process::ExitCode;
use step::{Outcome, Trouble};
use workspace::Workspace;

const HELP: &str = "\
cargo xtask run               build everything and serve it on http://127.0.0.1:8080
cargo xtask build             build the one file that is deployed
cargo xtask test [AREA…]      run every check, or those of the areas named
cargo xtask bench [PART…]     measure times and memory: figures, not a verdict
cargo xtask trunk ARGUMENT…   run Trunk with its tools, as in `cargo xtask trunk serve`
cargo xtask help              print this

  --strict    a check that had to be skipped fails
  --verbose   show the output of other programs while they run
";

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    // What comes after `trunk` is Trunk's own.
    let ours = arguments.first().is_none_or(|command| command != "trunk");
    let mut take = |flag: &str| {
        let before = arguments.len();
        if ours {
            arguments.retain(|argument| argument != flag);
        }
        arguments.len() < before
    };
    let strict = take("--strict");
    if take("--verbose") {
        step::be_verbose();
    }
    match perform(&arguments, strict) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("xtask: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn perform(arguments: &[String], strict: bool) -> Outcome {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    if let ("run" | "build", Some(extra)) = (command, rest.first()) {
        return Err(Trouble::failed(format!("`{command}` takes no `{extra}`\n\n{HELP}")));
    }
    match command {
        "help" | "--help" | "-h" => {
            print!("{HELP}\nareas: {}\nparts: {}\n", checks::areas(), bench::parts());
        }
        "run" => start::run_site(&Workspace::find()?)?,
        "build" => start::build_program(&Workspace::find()?)?,
        "test" => checks::test(&Workspace::find()?, rest, strict)?,
        "bench" => bench::bench(&Workspace::find()?, rest)?,
        "trunk" => clients::trunk_by_hand(&Workspace::find()?, rest)?,
        unknown => return Err(Trouble::failed(format!("no command `{unknown}`\n\n{HELP}"))),
    }
    Ok(())
}
