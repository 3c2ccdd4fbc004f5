//! The program under test: where it is, and one run of one of its commands.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// `blanddig`, with nothing of the caller's own settings.
#[derive(Debug)]
pub struct Program;

/// How a command ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Whether it said that all is well.
    pub success: bool,
    /// What it printed.
    pub stdout: String,
    /// What it complained of.
    pub stderr: String,
}

impl Ended {
    /// The last line that it printed.
    #[must_use]
    pub fn last_line(&self) -> &str {
        self.stdout.lines().last().unwrap_or_default()
    }

    /// The lines of its complaint, its log left out: lines of JSON.
    #[must_use]
    pub fn complaint(&self) -> Vec<&str> {
        self.stderr.lines().filter(|line| !line.starts_with('{')).collect()
    }
}

impl Program {
    /// A call of it from `folder`, on the database at `url`.
    #[must_use]
    pub fn command(folder: &Path, url: &str) -> Command {
        let mut command = Self::start();
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("BLANDDIG_") {
                command.env_remove(name);
            }
        }
        command.env("BLANDDIG_DATABASE_URL", url).env_remove("RUST_LOG").current_dir(folder);
        command
    }

    /// By way of a shell that lets it live when a file grows over its limit: it hears of that as
    /// of a full disk.
    #[cfg(unix)]
    fn start() -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(Self::path());
        command
    }

    #[cfg(not(unix))]
    fn start() -> Command {
        Command::new(Self::path())
    }

    /// Runs a call to its end, with this on standard input.
    #[must_use]
    pub fn run(command: &mut Command, input: &str) -> Ended {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("blanddig starts");
        let mut stdin = child.stdin.take().expect("standard input");
        // It may have ended without reading.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("blanddig ends");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ended {
            success: output.status.success(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// `BLANDDIG_BIN`, else the one that cargo built beside these tests.
    fn path() -> PathBuf {
        if let Some(path) = std::env::var_os("BLANDDIG_BIN") {
            return path.into();
        }
        let tests = std::env::current_exe().expect("the path of these tests");
        let folder = tests.ancestors().nth(2).expect("cargo's folder");
        let path = folder.join(format!("blanddig{}", std::env::consts::EXE_SUFFIX));
        assert!(path.is_file(), "{} is missing: cargo build -p server", path.display());
        path
    }
}
