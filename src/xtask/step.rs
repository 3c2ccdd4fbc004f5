//! Saying what is done and how long it took, and running other programs.

use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Why something could not be done.
#[derive(Debug)]
pub enum Trouble {
    /// The machine lacks something; the sentence says what, and how to get it.
    Missing(String),
    /// It was tried and went wrong; the text is for a person.
    Failed(String),
}

/// What a task returns.
pub type Outcome<T = ()> = Result<T, Trouble>;

impl Trouble {
    /// A failure told in `text`.
    pub fn failed(text: impl Into<String>) -> Self {
        Self::Failed(text.into())
    }

    /// Something that the machine lacks, told in `text`.
    pub fn missing(text: impl Into<String>) -> Self {
        Self::Missing(text.into())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let (Self::Missing(text) | Self::Failed(text)) = self;
        out.write_str(text)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Adds to an error what was being done when it came up.
pub trait During<T> {
    /// `doing` reads on: "could not {doing}: {error}".
    fn during(self, doing: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> During<T> for Result<T, E> {
    fn during(self, doing: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Trouble::Failed(format!("could not {doing}: {error}")))
    }
}

static VERBOSE: AtomicBool = AtomicBool::new(false);

/// From now on the output of other programs is shown while they run.
pub fn be_verbose() {
    VERBOSE.store(true, Ordering::Relaxed);
}

/// Prints one line when the work starts and its outcome when it ends.
pub fn step<T>(doing: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    eprintln!("-> {doing}");
    let start = Instant::now();
    let outcome = work();
    let word = if outcome.is_ok() { "ok" } else { "not done" };
    eprintln!("   {word}: {doing} ({})", seconds(start.elapsed()));
    outcome
}

/// A duration as a person reads it.
pub fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// How long a program may be silent before a line says that it still runs.
const HEARTBEAT: Duration = Duration::from_secs(30);

/// Runs a program to its end and returns what it printed; a failure carries that text.
pub fn run(command: &mut Command) -> Outcome<String> {
    run_within(command, Duration::MAX)
}

/// Like [`run`], but ends the program when `limit` has passed.
pub fn run_within(command: &mut Command, limit: Duration) -> Outcome<String> {
    let name = shown(command);
    let (status, text) = watch(command, &name, limit)?;
    match status {
        Some(status) if status.success() => Ok(text),
        Some(status) => Err(Trouble::Failed(format!("`{name}` ended with {status}\n{text}"))),
        None => Err(Trouble::Failed(format!("`{name}` did not end in {}\n{text}", seconds(limit)))),
    }
}

/// Whether a program can be started and says that all is well.
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

fn watch(
    command: &mut Command,
    name: &str,
    limit: Duration,
) -> Outcome<(Option<ExitStatus>, String)> {
    let mut child = match own_environment(command)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
    {
        Ok(child) => child,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Trouble::missing(format!("`{}` is not on PATH", program(command))));
        }
        Err(error) => return Err(Trouble::Failed(format!("could not start `{name}`: {error}"))),
    };
    let text = Arc::new(Mutex::new(String::new()));
    let readers = [
        child.stdout.take().map(|pipe| collect(pipe, &text)),
        child.stderr.take().map(|pipe| collect(pipe, &text)),
    ];
    let start = Instant::now();
    let mut spoken = start;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if start.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            break None;
        }
        if spoken.elapsed() >= HEARTBEAT {
            spoken = Instant::now();
            eprintln!("   … {} {}", seconds(start.elapsed()), last_line(&text));
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    // A grandchild may hold the pipes of a program that was ended; then what came so far must do.
    if status.is_some() {
        for reader in readers.into_iter().flatten() {
            let _ = reader.join();
        }
    }
    let text = std::mem::take(&mut *text.lock().unwrap_or_else(PoisonError::into_inner));
    Ok((status, text))
}

fn collect(
    pipe: impl Read + Send + 'static,
    into: &Arc<Mutex<String>>,
) -> std::thread::JoinHandle<()> {
    let into = Arc::clone(into);
    std::thread::spawn(move || {
        let mut lines = BufReader::new(pipe);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line);
            if VERBOSE.load(Ordering::Relaxed) {
                eprint!("   | {text}");
            }
            into.lock().unwrap_or_else(PoisonError::into_inner).push_str(&text);
            line.clear();
        }
    })
}

/// Cargo tells `cargo xtask` about the xtask package in variables that some build scripts watch:
/// handed on, they would build those crates anew each time a person calls cargo in between.
pub fn own_environment(command: &mut Command) -> &mut Command {
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        let about_xtask = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];
        if about_xtask.iter().any(|prefix| name.starts_with(prefix))
            || name == "CARGO_PRIMARY_PACKAGE"
        {
            command.env_remove(name.as_ref());
        }
    }
    command
}

fn last_line(text: &Mutex<String>) -> String {
    let text = text.lock().unwrap_or_else(PoisonError::into_inner);
    text.lines().last().unwrap_or_default().trim().chars().take(100).collect()
}

fn program(command: &Command) -> String {
    let path = std::path::Path::new(command.get_program());
    path.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned()
}

/// The command as a person would type it, without the folders in front of the program.
fn shown(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(program(command)).chain(arguments).collect::<Vec<_>>().join(" ")
}
