//! A store and what an operator does to it from the command line.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::{App, Database, Ended, PASSWORD, Program, clock};

/// A store, with a folder for its files. Both go with the value.
#[derive(Debug)]
pub struct Store {
    /// What it is kept in.
    pub database: Database,
    folder: Folder,
}

/// A folder of one test's own. It goes last: the database's file stands in it.
#[derive(Debug)]
struct Folder(PathBuf);

static MADE: AtomicU32 = AtomicU32::new(0);

impl Folder {
    fn new() -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("bd-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Store {
    /// An empty store.
    pub async fn new() -> Self {
        clock::not_on_two_days().await;
        let folder = Folder::new();
        Self { database: Database::new(&folder.0).await, folder }
    }

    /// An empty store in a file, whatever the others are kept in.
    #[must_use]
    pub fn in_a_file() -> Self {
        let folder = Folder::new();
        Self { database: Database::on_sqlite(&folder.0), folder }
    }

    /// An empty store in a database of the cluster with this administrator's address.
    pub async fn on_postgres(admin: &str) -> Self {
        Self { folder: Folder::new(), database: Database::on_postgres(admin).await }
    }

    /// A store in this folder, which stays.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self { folder: Folder::new(), database: Database::on_sqlite(folder) }
    }

    /// The path of a file in the test's own folder.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.0.join(name)
    }

    /// The path of a file with this in it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let file = self.file(name);
        std::fs::write(&file, content).expect("a file of the test's own");
        file
    }

    /// Runs `blanddig` with these arguments.
    #[must_use]
    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with(arguments, "")
    }

    /// Runs `blanddig` with this on standard input.
    #[must_use]
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Ended {
        let mut command = Program::command(&self.folder.0, &self.database.url);
        Program::run(command.args(arguments), input)
    }

    /// Brings a text in, however that ends.
    pub fn try_import(&self, name: &str, text: impl AsRef<[u8]>, more: &[&str]) -> Ended {
        let file = self.write("text.md", text);
        let file = file.to_string_lossy();
        self.run(&[&["import", name, &file], more].concat())
    }

    /// Brings a text in; answers with the last line that the operator reads.
    pub fn import(&self, name: &str, text: impl AsRef<[u8]>, more: &[&str]) -> String {
        let ended = self.try_import(name, text, more);
        assert!(ended.success, "the text of {name} did not come in: {}", ended.stderr);
        ended.last_line().to_owned()
    }

    /// Lets somebody work at the desk, with [`PASSWORD`].
    pub fn add_staff(&self, email: &str, role: &str) {
        let arguments = ["staff", "add", email, "--role", role, "--password-stdin"];
        let ended = self.run_with(&arguments, PASSWORD);
        assert!(ended.success, "{email} is not on the staff: {}", ended.stderr);
    }

    /// Serves it as it comes.
    #[must_use]
    pub fn serve(self) -> App {
        self.serve_with(&[])
    }

    /// Serves it with these settings in the environment.
    #[must_use]
    pub fn serve_with(self, settings: &[(&str, &str)]) -> App {
        App::of(self, settings)
    }

    /// The folder in which its commands run.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder.0
    }
}
