//! A PostgreSQL of one test's own, for tests that stop it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A cluster in a temporary folder. Dropping it ends it and removes its data.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    server: Option<Child>,
}

static MADE: AtomicU32 = AtomicU32::new(0);

impl Cluster {
    /// A new one, started; `None` when the tests run on SQLite.
    #[must_use]
    pub fn start() -> Option<Self> {
        let kind = std::env::var("BLANDDIG_TEST_DATABASE").unwrap_or_default();
        if !kind.starts_with("postgres") {
            return None;
        }
        let programs = programs().expect("PostgreSQL's programs beside the running server's");
        // Not the user's own temporary folder: its path may be too long for a socket's.
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = PathBuf::from(format!("/tmp/bd-cluster-{}-{number}", std::process::id()));
        std::fs::create_dir(&folder).expect("a folder for the cluster");
        let mut cluster = Self { programs, folder, server: None };
        if is_root() {
            run(Command::new("chown").arg("postgres:").arg(&cluster.folder));
        }
        let data = cluster.data();
        let options =
            ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-N", "-D"];
        run(cluster.program("initdb").args(options).arg(data));
        cluster.resume();
        Some(cluster)
    }

    /// The address of its administrator.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.display())
    }

    /// Starts it again, and waits until it can be used.
    pub fn resume(&mut self) {
        let mut command = self.program("postgres");
        command.arg("-D").arg(self.data()).arg("-k").arg(&self.folder);
        command.args(["-c", "listen_addresses=", "-c", "shared_buffers=16MB"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.server = Some(command.spawn().expect("postgres starts"));
        let since = Instant::now();
        // The server's own note of its state, in its lock file.
        let note = self.data().join("postmaster.pid");
        while !std::fs::read_to_string(&note).is_ok_and(|text| text.contains("ready")) {
            assert!(since.elapsed() < Duration::from_secs(30), "PostgreSQL did not start");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Stops it in the midst of things.
    pub fn stop(&mut self) {
        let data = self.data();
        run(self.program("pg_ctl").args(["stop", "--mode=immediate", "--silent", "-D"]).arg(data));
        if let Some(mut server) = self.server.take() {
            let _ = server.wait();
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Postgres refuses to run as root.
    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        if !is_root() {
            return Command::new(path);
        }
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(path).current_dir("/tmp");
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.server.is_some() {
            self.stop();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Debian keeps them off PATH.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(versions) = Path::new("/usr/lib/postgresql").read_dir() {
        folders.extend(versions.flatten().map(|version| version.path().join("bin")));
    }
    folders.into_iter().find(|folder| folder.join("initdb").is_file())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("the program `id`");
    id.stdout.trim_ascii() == b"0"
}

fn run(command: &mut Command) {
    let output = command.output().expect("a program of PostgreSQL's");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
