//! `cargo xtask run`: the whole site on this machine, with the demonstration hearing.

use crate::step::{During, Outcome, Trouble, own_environment, run, step};
use crate::tools::hex;
use crate::workspace::Workspace;
use crate::{clients, program};
use std::path::Path;
use std::process::Command;

const LISTEN: &str = "127.0.0.1:8080";
const STAFF: (&str, &str) = ("moderator@example.org", "moderator");

/// Builds everything, prepares `data/` on the first start, and hands over to the server.
pub fn run_site(workspace: &Workspace) -> Outcome {
    clients::build(workspace)?;
    let program = program::build(workspace, true)?;
    let data = workspace.at("data");
    std::fs::create_dir_all(&data).during("make data/")?;
    let file = data.join("blanddig.db");
    let database = format!("sqlite://{}", file.display());
    let first = !file.exists();
    if first {
        step("fill data/ with the demonstration hearing", || {
            let mut demo = Command::new(&program);
            demo.arg("demo").env("BLANDDIG_DATABASE_URL", &database).current_dir(&workspace.root);
            run(&mut demo).map(drop)
        })?;
    }
    let note = data.join("desk-sign-in.txt");
    if first || !note.exists() {
        let password = password()?;
        program::add_staff(&program, &database, STAFF, &password)?;
        write_privately(&note, &format!("{} {password}\n", STAFF.0))?;
    }
    let sign_in = workspace.read(&note)?;
    println!("The hearing:  http://{LISTEN}/");
    println!("The desk:     http://{LISTEN}/desk");
    println!("Sign in with: {} (kept in data/desk-sign-in.txt)", sign_in.trim());
    println!("Ctrl-C ends it.");
    let mut serve = Command::new(&program);
    serve.args(["serve", "--listen", LISTEN, "--database", "sqlite://data/blanddig.db"]);
    become_it(own_environment(&mut serve).current_dir(&workspace.root))
}

/// Builds the one file that is deployed, and says where it is.
pub fn build_program(workspace: &Workspace) -> Outcome {
    clients::build(workspace)?;
    let program = program::build(workspace, true)?;
    let size = program.metadata().during("look at the program")?.len();
    println!("{} ({:.1} MB)", program.display(), size as f64 / 1e6);
    Ok(())
}

fn password() -> Outcome<String> {
    let mut bytes = [0; 10];
    getrandom::fill(&mut bytes).during("get random bytes from the system")?;
    Ok(hex(&bytes))
}

/// Only the person who started the site may read how to sign in.
fn write_privately(path: &Path, text: &str) -> Outcome {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).during(format!("write {}", path.display()))?;
    file.write_all(text.as_bytes()).during(format!("write {}", path.display()))
}

/// Signals must reach the server itself, so that it can end its streams and close its store.
#[cfg(unix)]
fn become_it(command: &mut Command) -> Outcome {
    let error = std::os::unix::process::CommandExt::exec(command);
    Err(Trouble::failed(format!("could not start the server: {error}")))
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> Outcome {
    let status = command.status()?;
    if status.success() {
        Ok(())
    } else {
        Err(Trouble::failed(format!("the server ended with {status}")))
    }
}
