//! Where things stand: the checkout, cargo's target folder, the user's cache.

use crate::step::{During, Outcome, Trouble, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// How cargo is asked for something on the host, so that every check has the same features and what
/// all share is compiled once. The clients are built apart.
pub const WHOLE: [&str; 3] = ["--workspace", "--features", "app/ssr"];

/// The checkout that the command was called in.
#[derive(Debug)]
pub struct Workspace {
    /// The folder with the top `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo builds, which `CARGO_TARGET_DIR` may have moved.
    pub target: PathBuf,
    /// What `cargo metadata` says of the workspace's own packages.
    packages: Vec<Value>,
}

impl Workspace {
    /// Asks cargo.
    pub fn find() -> Outcome<Self> {
        let text =
            run(cargo().args(["metadata", "--no-deps", "--format-version", "1", "--quiet"]))?;
        let json = text.lines().find(|line| line.starts_with('{')).unwrap_or_default();
        let metadata: Value =
            serde_json::from_str(json).during("read what cargo says of the workspace")?;
        let path = |key: &str| metadata[key].as_str().map(PathBuf::from);
        let (Some(root), Some(target)) = (path("workspace_root"), path("target_directory")) else {
            return Err(Trouble::failed("cargo metadata names no workspace"));
        };
        let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
        Ok(Self { root, target, packages })
    }

    /// A file or folder by its path from the root.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The path from the root, as it stands in messages.
    pub fn name(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }

    /// `cargo` in the root folder.
    pub fn cargo(&self) -> Command {
        let mut command = cargo();
        command.current_dir(&self.root);
        command
    }

    /// Names of a package's direct dependencies, those of its tests left out.
    pub fn dependencies(&self, package: &str) -> Vec<String> {
        let found = self.packages.iter().find(|candidate| candidate["name"] == package);
        let all = found.and_then(|package| package["dependencies"].as_array());
        let direct = all.into_iter().flatten().filter(|dependency| dependency["kind"].is_null());
        direct.filter_map(|dependency| dependency["name"].as_str()).map(str::to_owned).collect()
    }

    /// Every file below `folder` whose name ends in one of `endings`, in order.
    pub fn files(&self, folder: &str, endings: &[&str]) -> Outcome<Vec<PathBuf>> {
        let mut found = Vec::new();
        let mut open = vec![self.at(folder)];
        while let Some(folder) = open.pop() {
            if !folder.is_dir() {
                continue;
            }
            for entry in folder.read_dir().during(format!("list {}", self.name(&folder)))? {
                let path = entry?.path();
                if path.is_dir() && !path.ends_with("node_modules") {
                    open.push(path);
                } else if endings.iter().any(|end| path.to_string_lossy().ends_with(end)) {
                    found.push(path);
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// The text of a file.
    pub fn read(&self, path: &Path) -> Outcome<String> {
        std::fs::read_to_string(path).during(format!("read {}", self.name(path)))
    }
}

/// The cargo that runs this program, or the one on PATH.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The project's folder in the user's cache, shared by all checkouts.
pub fn cache() -> Outcome<PathBuf> {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    let home = home.map(PathBuf::from).ok_or_else(|| Trouble::missing("HOME is not set"))?;
    let cache = match std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from) {
        Some(folder) if folder.is_absolute() => folder,
        _ if cfg!(target_os = "macos") => home.join("Library/Caches"),
        _ => home.join(".cache"),
    };
    Ok(cache.join("blanddig"))
}

/// Folders of one purpose may stand side by side.
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// An empty folder for this run, removed when the value goes.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes the folder; `purpose` is part of its name.
    pub fn new(purpose: &str) -> Outcome<Self> {
        // Not the user's own temporary folder: on macOS its path is too long for a socket's.
        let path = Path::new("/tmp").canonicalize().unwrap_or_else(|_| std::env::temp_dir());
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = path.join(format!("blanddig-{purpose}-{}-{number}", std::process::id()));
        std::fs::create_dir(&path).during(format!("make {}", path.display()))?;
        Ok(Self(path))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
