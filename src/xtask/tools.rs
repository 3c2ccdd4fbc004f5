//! Getting the tools: built once into the user's cache, in folders named after their versions.

use crate::packages;
use crate::step::{During, Outcome, Trouble, run, step, succeeds};
use crate::workspace::{Workspace, cache};
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that `cargo install` builds.
#[derive(Debug)]
pub struct Tool {
    package: &'static str,
    version: &'static str,
    program: &'static str,
}

/// Puts a client together.
pub const TRUNK: Tool = Tool { package: "trunk", version: "0.21.14", program: "trunk" };
/// Must be of the same version as the crate in `Cargo.toml`.
pub const WASM_BINDGEN: Tool =
    Tool { package: "wasm-bindgen-cli", version: "0.2.129", program: "wasm-bindgen" };
/// Looks at licences, sources and known holes.
pub const CARGO_DENY: Tool =
    Tool { package: "cargo-deny", version: "0.20.2", program: "cargo-deny" };

const WASM: &str = "wasm32-unknown-unknown";

impl Tool {
    /// The folder with the program, which is built first when the cache lacks it.
    pub fn folder(&self) -> Outcome<PathBuf> {
        let Self { package, version, program } = self;
        let cache = cache()?;
        let root = cache.join(format!("{package}-{version}"));
        let bin = root.join("bin");
        if bin.join(program).with_extension(std::env::consts::EXE_EXTENSION).is_file() {
            return Ok(bin);
        }
        step(&format!("build {package} {version}, once for this user (some minutes)"), || {
            let started = cache.join(format!("{package}-{version}.{}", std::process::id()));
            let mut install = Command::new("cargo");
            install.args(["install", package, "--version", version, "--locked", "--no-track"]);
            // One build folder for all tools: what they share is compiled once.
            install.arg("--target-dir").arg(cache.join("build"));
            run(install.arg("--root").arg(&started))?;
            keep(&started, &root)
        })?;
        Ok(bin)
    }

    /// A command that runs the program.
    pub fn command(&self, workspace: &Workspace) -> Outcome<Command> {
        let mut command = Command::new(self.folder()?.join(self.program));
        command.current_dir(&workspace.root);
        Ok(command)
    }
}

/// Gives a finished installation its name, so that one that was interrupted is never taken for it.
fn keep(started: &Path, finished: &Path) -> Outcome {
    let _ = std::fs::remove_dir_all(finished);
    match std::fs::rename(started, finished) {
        // Another checkout was quicker.
        Err(_) if finished.is_dir() => std::fs::remove_dir_all(started).during("tidy up"),
        other => other.during(format!("rename {}", started.display())),
    }
}

/// Makes sure that rustc can build for the browser.
pub fn wasm_target() -> Outcome {
    if !succeeds(Command::new("rustup").arg("--version")) {
        let text =
            format!("rustup is not on PATH: install it from rustup.rs, or the target {WASM}");
        return if has_wasm()? { Ok(()) } else { Err(Trouble::missing(text)) };
    }
    if has_wasm()? {
        return Ok(());
    }
    step(&format!("add the target {WASM}"), || {
        run(Command::new("rustup").args(["target", "add", WASM])).map(drop)
    })
}

fn has_wasm() -> Outcome<bool> {
    let mut rustc = Command::new("rustc");
    let libraries = run(rustc.args(["--print", "target-libdir", "--target", WASM]))?;
    Ok(Path::new(libraries.trim()).is_dir())
}

/// Links `tests/browser/node_modules` to the cache, where npm installs what the lock file names.
pub fn npm(workspace: &Workspace) -> Outcome<PathBuf> {
    let browser = workspace.at("tests/browser");
    let mut hash = Sha256::new();
    for name in ["package.json", "package-lock.json"] {
        hash.update(std::fs::read(browser.join(name)).during(format!("read {name}"))?);
    }
    let cache = cache()?;
    let root = cache.join(format!("npm-{}", hex(&hash.finalize()[..6])));
    let modules = root.join("node_modules");
    if !modules.is_dir() {
        node()?;
        step("install the npm packages, once for this user", || {
            let started = cache.join(format!("npm.{}", std::process::id()));
            std::fs::create_dir_all(&started)?;
            for name in ["package.json", "package-lock.json"] {
                std::fs::copy(browser.join(name), started.join(name))?;
            }
            // No package here needs its install script, and none should run code unasked.
            let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
            run(Command::new("npm").args(arguments).current_dir(&started))?;
            keep(&started, &root)
        })?;
    }
    link(&modules, &browser.join("node_modules"))?;
    Ok(modules)
}

/// The programs of a Python environment in the cache, with exactly what a file of requirements names.
pub fn python(workspace: &Workspace, requirements: &str) -> Outcome<PathBuf> {
    let requirements = workspace.at(requirements);
    let text = std::fs::read(&requirements).during(format!("read {}", requirements.display()))?;
    let root = cache()?.join(format!("python-{}", hex(&Sha256::digest(text)[..6])));
    let programs = root.join("bin");
    // Its own name stands in an environment's programs: so it is made in place, and marked when whole.
    let whole = root.join("whole");
    if whole.is_file() {
        return Ok(programs);
    }
    packages::python()?;
    step("install the Python packages, once for this user", || {
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&root))?;
        let mut pip = Command::new(programs.join("pip"));
        pip.args(["install", "--quiet", "--disable-pip-version-check", "--no-deps"]);
        pip.args(["--require-hashes", "--only-binary", ":all:", "--requirement"]);
        run(pip.arg(&requirements))?;
        std::fs::write(&whole, "").map_err(Trouble::from)
    })?;
    Ok(programs)
}

fn node() -> Outcome {
    let missing = || Trouble::missing("Node 20 or newer with npm is needed: see nodejs.org");
    let version = run(Command::new("node").arg("--version")).map_err(|_| missing())?;
    let major =
        version.trim_start_matches('v').split('.').next().and_then(|text| text.parse().ok());
    if major.is_some_and(|major: u32| major >= 20) { Ok(()) } else { Err(missing()) }
}

#[cfg(unix)]
fn link(target: &Path, link: &Path) -> Outcome {
    if std::fs::read_link(link).is_ok_and(|present| present == target) {
        return Ok(());
    }
    if link.is_symlink() {
        std::fs::remove_file(link)?;
    }
    let how = format!("link {} (remove the folder that stands there)", link.display());
    std::os::unix::fs::symlink(target, link).during(how)
}

#[cfg(not(unix))]
fn link(_: &Path, link: &Path) -> Outcome {
    if link.is_dir() {
        return Ok(());
    }
    Err(Trouble::missing("tests/browser/node_modules: call `npm ci` in tests/browser"))
}

/// PATH with `folders` in front.
pub fn path_with(folders: &[PathBuf]) -> Outcome<OsString> {
    let present = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&present));
    std::env::join_paths(all).during("put PATH together")
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
