//! A Postgres of the tests' own, ended with them.

use crate::packages;
use crate::step::{During, Outcome, Trouble, run, step};
use crate::workspace::Scratch;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running server; dropping the value ends it and removes its data.
#[derive(Debug)]
pub struct Postgres {
    programs: PathBuf,
    server: Child,
    folder: Scratch,
}

/// Not the default, and fsync stays on: what a test calls stored is stored.
const SETTINGS: [&str; 3] = ["max_connections=400", "listen_addresses=", "shared_buffers=256MB"];

impl Postgres {
    /// Makes a cluster in a temporary folder and starts a server that only a socket there reaches.
    pub fn start() -> Outcome<Self> {
        let programs = packages::postgres()?;
        step("start a PostgreSQL for the tests", || {
            let folder = Scratch::new("postgres")?;
            give_away(folder.path())?;
            let data = folder.path().join("data");
            let initdb =
                ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-D"];
            run(program(&programs, "initdb").args(initdb).arg(&data))?;
            let mut start = program(&programs, "postgres");
            start.arg("-D").arg(&data).arg("-k").arg(folder.path());
            for setting in SETTINGS {
                start.args(["-c", setting]);
            }
            let log = std::fs::File::create(folder.path().join("log"))?;
            let start = start.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
            let server = start.spawn().during("start postgres")?;
            let mut postgres = Self { programs, server, folder };
            postgres.wait_until_ready()?;
            Ok(postgres)
        })
    }

    /// The address of its administrator, who may make databases.
    pub fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.path().display())
    }

    fn wait_until_ready(&mut self) -> Outcome {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(30) {
            // The server's own note of its state, in the last line of its lock file.
            let state = std::fs::read_to_string(self.folder.path().join("data/postmaster.pid"));
            if state.is_ok_and(|text| text.lines().any(|line| line.trim() == "ready")) {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        Err(Trouble::failed(format!("PostgreSQL did not start\n{log}")))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = program(&self.programs, "pg_ctl");
        stop.args(["stop", "--mode=immediate", "--silent", "-D"])
            .arg(self.folder.path().join("data"));
        if run(&mut stop).is_err() {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// Postgres refuses to run as root: Debian's user of that name does it then.
fn program(programs: &Path, name: &str) -> Command {
    if !packages::is_root() {
        return Command::new(programs.join(name));
    }
    let mut command = Command::new("runuser");
    // Not the folder that we stand in: that user may not be allowed to see it.
    command.args(["-u", "postgres", "--"]).arg(programs.join(name)).current_dir("/tmp");
    command
}

fn give_away(folder: &Path) -> Outcome {
    if packages::is_root() {
        run(Command::new("chown").arg("postgres:").arg(folder))?;
    }
    run(Command::new("chmod").arg("700").arg(folder)).map(drop)
}
