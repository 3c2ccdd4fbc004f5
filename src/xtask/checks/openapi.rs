//! The OpenAPI document against the server that serves it: schemathesis, a tool in Python, asks whatever the
//! document allows and what it forbids, and each answer must be one that the document tells of.

use crate::program::{self, Server};
use crate::step::{Outcome, Trouble, run_within};
use crate::tools;
use crate::workspace::Workspace;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const FOLDER: &str = "tests/schemathesis";
/// As whom is asked, and whether about the desk's addresses or all others. Each operation that needs a
/// token or a cookie is also asked without, and with a forged one.
const ROLES: [(&str, &str); 3] = [
    ("stranger", "--exclude-path-regex"),
    ("participant", "--exclude-path-regex"),
    ("admin", "--include-path-regex"),
];
const DESK: &str = "^/api/desk/";
const STAFF: [&str; 3] = ["moderator", "editor", "admin"];
/// Of people who live as long as this check.
const PASSWORD: &str = "en lang adgangskode";
/// Some minutes more than it takes on two cores that have other things to do.
const LIMIT: Duration = Duration::from_secs(600);

pub(super) fn schemathesis(workspace: &Workspace) -> Outcome<String> {
    let programs = tools::python(workspace, &format!("{FOLDER}/requirements.txt"))?;
    let program = program::build(workspace, false)?;
    let notes = std::thread::scope(|scope| {
        let runs = ROLES.map(|role| {
            let (programs, program) = (&programs, &program);
            scope.spawn(move || ask(workspace, programs, program, role))
        });
        let ended = runs.map(|run| {
            run.join().unwrap_or_else(|_| Err(Trouble::failed("the check itself panicked")))
        });
        ended.into_iter().collect::<Outcome<Vec<String>>>()
    })?;
    Ok(notes.join("; "))
}

/// One person's questions, to a server of their own: nobody else changes what they ask about.
fn ask(
    workspace: &Workspace,
    programs: &Path,
    program: &Path,
    (role, filter): (&str, &str),
) -> Outcome<String> {
    let server = Server::start(program)?;
    for role in STAFF {
        server.add_staff(program, (&format!("{role}@example.org"), role), PASSWORD)?;
    }
    let site = format!("http://{}", server.address);
    let folder = workspace.at(FOLDER);
    let mut command = Command::new(programs.join("schemathesis"));
    command.current_dir(&folder).arg("--config-file").arg(folder.join("schemathesis.toml"));
    command.args(["run", &format!("{site}/api/openapi.json"), "--no-color", filter, DESK]);
    command.env("BLANDDIG_ADDRESS", &site).env("BLANDDIG_MAIL_FOLDER", server.mails());
    command.env("BLANDDIG_ROLE", role).env("BLANDDIG_PASSWORD", PASSWORD);
    command.env("PYTHONPATH", &folder).env("PYTHONDONTWRITEBYTECODE", "1");
    let output = run_within(&mut command, LIMIT)?;
    let reached = output.lines().find(|line| line.starts_with(role) && line.contains("2xx"));
    let reached = reached.ok_or_else(|| Trouble::failed(format!("nothing was counted\n{output}")));
    reached.map(str::to_owned)
}
