//! Our own program: built, filled with the demonstration, started.

use crate::http::Connection;
use crate::step::{During, Outcome, Trouble, own_environment, run, step};
use crate::workspace::{Scratch, WHOLE, Workspace};
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Builds `blanddig` and returns its path.
pub fn build(workspace: &Workspace, release: bool) -> Outcome<PathBuf> {
    let (kind, folder) = if release { ("release", "release") } else { ("development", "debug") };
    let mut command = workspace.cargo();
    command.args(["build", "--bin", "blanddig"]);
    if release {
        command.args(["-p", "server", "--release"]);
    } else {
        command.args(WHOLE);
    }
    step(&format!("build the server ({kind})"), || run(&mut command))?;
    let name = format!("blanddig{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace.target.join(folder).join(name))
}

/// Adds a member of staff, the password handed over on standard input.
pub fn add_staff(program: &Path, database: &str, staff: (&str, &str), password: &str) -> Outcome {
    let (email, role) = staff;
    let mut command = Command::new(program);
    command.args(["staff", "add", email, "--role", role, "--password-stdin"]);
    command.env("BLANDDIG_DATABASE_URL", database);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().during(format!("start {}", program.display()))?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(password.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(Trouble::failed(format!("could not add {email} to the staff\n{text}")))
}

/// An address of this machine that nobody listens on.
pub fn free_address() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// A server of this run, with the demonstration hearing in a new file; dropping it ends it.
#[derive(Debug)]
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    database: String,
    child: Child,
    // Removed after the server has ended: fields drop after `drop`.
    folder: Scratch,
}

impl Server {
    /// Starts `program` on a free port.
    pub fn start(program: &Path) -> Outcome<Self> {
        Self::showing(program, None)
    }

    /// Likewise; the site at `origin` may show its hearings.
    pub fn showing(program: &Path, origin: Option<&str>) -> Outcome<Self> {
        let folder = Scratch::new("server")?;
        let database = format!("sqlite://{}", folder.path().join("blanddig.db").display());
        let address = free_address()?;
        let command = |argument: &str| {
            let mut command = Command::new(program);
            own_environment(&mut command).arg(argument).current_dir(folder.path());
            command.env("BLANDDIG_DATABASE_URL", &database).env("BLANDDIG_LIMITS", "off");
            command.env("BLANDDIG_LISTEN", address.to_string());
            command.envs(origin.map(|origin| ("BLANDDIG_EMBED_ORIGINS", origin)));
            // Who asks from here may say from where, and so stand for many people.
            command.env("BLANDDIG_TRUSTED_PROXIES", "127.0.0.1");
            command
        };
        run(&mut command("demo"))?;
        let log = std::fs::File::create(folder.path().join("log"))?;
        let mut serve = command("serve");
        let serve = serve.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let child = serve.spawn().during(format!("start {}", program.display()))?;
        let mut server = Self { address, database, child, folder };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// Adds a member of staff.
    pub fn add_staff(&self, program: &Path, staff: (&str, &str), password: &str) -> Outcome {
        add_staff(program, &self.database, staff, password)
    }

    /// Where it writes the mails that it has to send.
    pub fn mails(&self) -> PathBuf {
        self.folder.path().join("data/mail")
    }

    /// The name of the demonstration hearing.
    pub fn demonstration(&self) -> Outcome<String> {
        let list = Connection::open(self.address)?.get("/api/consultations", &[])?.json()?;
        let slug = list["items"][0]["slug"].as_str().map(str::to_owned);
        slug.ok_or_else(|| Trouble::failed("the server has no demonstration hearing"))
    }

    /// Memory that it holds now, where the system tells.
    pub fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * 1024)
    }

    fn wait_until_ready(&mut self) -> Outcome {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) && self.child.try_wait()?.is_none() {
            let answer = Connection::open(self.address).and_then(|mut it| it.get("/readyz", &[]));
            if answer.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        Err(Trouble::failed(format!("the server did not start\n{log}")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
