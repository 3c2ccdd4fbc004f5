//! A started server.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;

use super::{Answer, Method, PARK, Program, StatusCode, Store, Value, Visitor};

/// A server of one test's own. Dropping it kills it and removes its store.
#[derive(Debug)]
pub struct App {
    // First, because it ends before the store goes.
    process: Process,
    /// Where it listens.
    pub address: SocketAddr,
    /// What it serves.
    pub store: Arc<Store>,
    stranger: Visitor,
    settings: Vec<(String, String)>,
}

#[derive(Debug)]
struct Process {
    child: Child,
    log: PathBuf,
    // Kept open: what is printed later must not fail.
    _stdout: BufReader<ChildStdout>,
}

impl App {
    /// A server with the hearing `park`, open for posts.
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// The same with these settings in the environment.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        let store = Store::new().await;
        store.import("park", PARK, &["--publish"]);
        store.serve_with(settings)
    }

    /// A server with the demonstration hearing.
    pub async fn demonstration() -> Self {
        let store = Store::new().await;
        let ended = store.run(&["demo"]);
        assert!(ended.success, "{}", ended.stderr);
        store.serve()
    }

    pub(super) fn of(store: Store, settings: &[(&str, &str)]) -> Self {
        Self::sharing(Arc::new(store), settings)
    }

    /// One more server of the same store.
    #[must_use]
    pub fn beside(&self) -> Self {
        let settings: Vec<_> = self.settings.iter().map(|(n, v)| (&**n, &**v)).collect();
        Self::sharing(self.store.clone(), &settings)
    }

    fn sharing(store: Arc<Store>, settings: &[(&str, &str)]) -> Self {
        let mut command = Program::command(store.folder(), &store.database.url);
        command.args(["serve", "--listen", "127.0.0.1:0"]).envs(settings.iter().copied());
        let (process, address) = Process::start(&mut command, &store);
        let settings = settings.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Self { address, stranger: Visitor::new(address), store, settings, process }
    }

    /// Kills the server without a warning and starts it again, at another port.
    pub fn kill_and_restart(&mut self) {
        self.kill();
        let again = self.beside();
        self.address = again.address;
        self.stranger = again.stranger.clone();
        self.process = again.process;
    }

    /// Kills the server without a warning (SIGKILL).
    pub fn kill(&mut self) {
        self.process.kill();
    }

    /// Asks the server to stop (SIGTERM).
    pub fn ask_to_stop(&self) {
        let id = self.process.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().expect("the program `kill`");
        assert!(sent.success());
    }

    /// Waits until the search finds so many: the index follows a moment after what was written.
    pub async fn finds(&self, path: &str, total: usize) {
        for _ in 0..100 {
            if self.read(path).await["total"] == total {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("{path} does not find {total}: {}", self.read(path).await);
    }

    /// Waits until the server has ended.
    pub async fn ended(&mut self) -> ExitStatus {
        loop {
            if let Some(status) = self.process.child.try_wait().expect("the server's end") {
                return status;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }

    /// The number of the server's process.
    #[must_use]
    pub fn process_id(&self) -> u32 {
        self.process.child.id()
    }

    /// What the server has logged.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.store.file("log")).unwrap_or_default()
    }

    /// Somebody whom the server does not know.
    #[must_use]
    pub fn stranger(&self) -> Visitor {
        self.stranger.clone()
    }

    /// Sends JSON as a stranger; `null` sends nothing.
    pub async fn send(&self, method: Method, path: &str, json: Value) -> (StatusCode, Value) {
        self.stranger.send(method, path, json).await
    }

    /// Reads as a stranger.
    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        self.stranger.get(path).await
    }

    /// Reads what a stranger can read.
    pub async fn read(&self, path: &str) -> Value {
        self.stranger.read(path).await
    }

    /// Reads a page, whatever its status.
    pub async fn page(&self, path: &str) -> Answer {
        self.stranger.ask(Method::GET, path, None).await
    }
}

impl Process {
    fn start(command: &mut Command, store: &Store) -> (Self, SocketAddr) {
        let log = store.file("log");
        let errors = std::fs::File::options().create(true).append(true).open(&log);
        let errors = errors.expect("a file for the log");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors);
        let mut child = command.spawn().expect("blanddig starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("standard output"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("the server's first line");
        let address = line.trim().strip_prefix("Listening on http://").map(str::parse);
        let Some(Ok(address)) = address else {
            let log = std::fs::read_to_string(log).unwrap_or_default();
            panic!("the server does not listen: {line}{log}");
        };
        (Self { child, log, _stdout: stdout }, address)
    }

    fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            let log = std::fs::read_to_string(&self.log).unwrap_or_default();
            let last: Vec<&str> = log.lines().rev().take(20).collect();
            for line in last.iter().rev() {
                eprintln!("log: {line}");
            }
        }
    }
}
