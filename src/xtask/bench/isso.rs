//! Isso, the lightest comment system that people use, as its own manual serves it: gunicorn with
//! four workers.

use super::load::rate;
use crate::http::{Answer, Connection};
use crate::packages;
use crate::program::free_address;
use crate::step::{During, Outcome, Trouble, run, step};
use crate::workspace::{Scratch, cache};
use serde_json::json;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// As many as one page of our thread holds.
pub const COMMENTS: usize = 20;
const PACKAGES: [&str; 2] = ["isso==0.14.0", "gunicorn==27.0.1"];
const THREAD: &str = "/?uri=%2Fafsnit";
const NEW: &str = "/new?uri=%2Fafsnit";
/// Apart from the thread that is read: it must not grow while it is measured.
const NEW_ELSEWHERE: &str = "/new?uri=%2Fandet";

/// A running Isso; dropping the value ends it.
#[derive(Debug)]
pub struct Isso {
    address: SocketAddr,
    server: Child,
    // Removed after the server has ended: fields drop after `drop`.
    folder: Scratch,
}

impl Isso {
    /// Installs it once into the user's cache, starts it, and writes a page of comments.
    pub fn start() -> Outcome<Self> {
        let programs = install()?;
        let folder = Scratch::new("isso")?;
        let address = free_address()?;
        let settings = folder.path().join("isso.cfg");
        // The guard holds back who posts often, which is what is measured.
        let text = format!(
            "[general]\ndbpath = {}\nhost = http://{address}/\n[guard]\nenabled = false\n",
            folder.path().join("isso.db").display()
        );
        std::fs::write(&settings, text)?;
        let log = std::fs::File::create(folder.path().join("log"))?;
        let mut serve = Command::new(programs.join("gunicorn"));
        serve.args(["-b", &address.to_string(), "-w", "4", "--preload", "isso.run"]);
        serve.env("ISSO_SETTINGS", &settings).env("HOME", folder.path());
        serve.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let server = serve.spawn().during("start gunicorn")?;
        let isso = Self { address, server, folder };
        isso.wait_until_ready()?;
        let mut connection = Connection::open(address)?;
        for number in 0..COMMENTS {
            post(&mut connection, NEW, number)?.good()?;
        }
        Ok(isso)
    }

    /// Reads of the thread per second.
    pub fn reads(&self) -> Outcome<f64> {
        rate(self.address, "Isso's thread read", |connection, _| {
            connection.get(THREAD, &[])?.good().map(|_| true)
        })
    }

    /// Posts per second.
    pub fn posts(&self) -> Outcome<f64> {
        // With four writers on one file some find it locked and answer 500: those do not count.
        rate(self.address, "Isso's post", |connection, (_, count)| {
            Ok(post(connection, NEW_ELSEWHERE, count)?.good().is_ok())
        })
    }

    fn wait_until_ready(&self) -> Outcome {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) {
            // An empty thread is "not found" there.
            if Connection::open(self.address).and_then(|mut it| it.get(THREAD, &[])).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        Err(Trouble::failed(format!("Isso did not start\n{log}")))
    }
}

impl Drop for Isso {
    fn drop(&mut self) {
        // Asked, not killed: the first process ends its workers only when it may.
        let _ = run(Command::new("kill").arg(self.server.id().to_string()));
        let _ = self.server.wait();
    }
}

fn post(connection: &mut Connection, address: &str, number: usize) -> Outcome<Answer> {
    let comment = json!({
        "text": format!("Kommentar {number}: flere skal have lyst til at være med."),
        "author": "Deltager",
        "title": "Afsnit",
    });
    connection.post(address, &[], &comment)
}

/// The folder with gunicorn and Isso.
fn install() -> Outcome<PathBuf> {
    let root = cache()?.join(PACKAGES.join("-").replace("==", "-"));
    let programs = root.join("bin");
    if programs.join("installed").is_file() {
        return Ok(programs);
    }
    step("install Isso to measure beside it, once for this user", || {
        packages::python()?;
        run(Command::new("python3").args(["-m", "venv"]).arg(&root))?;
        let pip = |program: &Path| {
            let mut pip = Command::new(program);
            pip.args(["install", "--quiet", "--disable-pip-version-check"]).args(PACKAGES);
            pip
        };
        run(&mut pip(&programs.join("pip")))?;
        std::fs::write(programs.join("installed"), "").map_err(Trouble::from)
    })?;
    Ok(programs)
}
