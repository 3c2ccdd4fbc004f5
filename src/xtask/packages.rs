//! Programs that are not built from source here: Chromium, Postgres, nginx, Caddy, and Python with its
//! environments.

use crate::step::{During, Outcome, Trouble, run, step, succeeds};
use crate::tools::path_with;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The browser that the tests drive.
#[derive(Debug)]
pub enum Browser {
    /// A Chromium at this path.
    At(PathBuf),
    /// The one that Playwright keeps for itself.
    Playwright,
}

const CHROMIUM: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ON_MACOS: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// Finds a browser, or gets one: from Debian as root, else by Playwright's own download.
pub fn browser(modules: &Path) -> Outcome<Browser> {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        return Ok(Browser::At(path.into()));
    }
    let installed = || CHROMIUM.iter().find_map(|name| on_path(name));
    let on_macos = Some(PathBuf::from(ON_MACOS)).filter(|path| path.is_file());
    if let Some(path) = installed().or(on_macos) {
        return Ok(Browser::At(path));
    }
    if may_install() {
        install("chromium")?;
        return installed().map(Browser::At).ok_or_else(|| Trouble::missing("chromium"));
    }
    let mut download = Command::new("npx");
    download.args(["playwright", "install", "chromium"]);
    download.env("PATH", path_with(&[modules.join(".bin")])?);
    let downloaded = step("download Playwright's Chromium", || run(&mut download));
    let how = "no Chromium: install one, or set CHROMIUM to its path";
    downloaded
        .map(|_| Browser::Playwright)
        .map_err(|error| Trouble::missing(format!("{how}\n{error}")))
}

/// The folder with Postgres, which Debian keeps off PATH.
pub fn postgres() -> Outcome<PathBuf> {
    if let Some(found) = find_postgres() {
        return Ok(found);
    }
    let missing = || {
        Trouble::missing(
            "no PostgreSQL: install its server so that `initdb` is on PATH (Debian: apt-get install postgresql)",
        )
    };
    if !may_install() {
        return Err(missing());
    }
    // Written before the package comes: it would otherwise make and start a cluster of its own.
    let settings = Path::new("/etc/postgresql-common/createcluster.conf");
    if !settings.exists() {
        std::fs::create_dir_all("/etc/postgresql-common")?;
        std::fs::write(settings, "create_main_cluster = false\n")
            .during(format!("write {}", settings.display()))?;
    }
    install("postgresql")?;
    find_postgres().ok_or_else(missing)
}

fn find_postgres() -> Option<PathBuf> {
    let whole =
        |folder: &PathBuf| ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file());
    // Through links: only where they lead do all programs stand together.
    let linked = on_path("initdb").and_then(|path| path.canonicalize().ok());
    let on_path = linked.and_then(|path| path.parent().map(Path::to_owned)).filter(whole);
    let version = |folder: &PathBuf| folder.parent()?.file_name()?.to_str()?.parse::<u32>().ok();
    on_path.or_else(|| {
        let versions = Path::new("/usr/lib/postgresql").read_dir().ok()?;
        let folders = versions.flatten().map(|entry| entry.path().join("bin"));
        folders.filter(whole).max_by_key(version)
    })
}

/// Finds a program that stands before our server in tests, or gets it. Debian's package has its name.
pub fn before_us(program: &str) -> Outcome {
    // Debian keeps some off the PATH of those who are not root.
    let found = || on_path(program).is_some() || Path::new("/usr/sbin").join(program).is_file();
    if found() {
        return Ok(());
    }
    if may_install() {
        install_at_rest(program)?;
    }
    let how = format!(
        "no {program}: install it so that it is on PATH (Debian: apt-get install {program})"
    );
    if found() { Ok(()) } else { Err(Trouble::missing(how)) }
}

/// Makes sure that Python can make an environment, for which Debian has a package of its own.
pub fn python() -> Outcome {
    let has_venv = || succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"]));
    if !has_venv() && may_install() {
        install("python3-venv")?;
    }
    let missing = "Python 3.11 or newer with venv is needed (Debian: apt-get install python3-venv)";
    if has_venv() { Ok(()) } else { Err(Trouble::missing(missing)) }
}

/// A program's path, if PATH leads to it.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Whether this process is the system's root user.
pub fn is_root() -> bool {
    run(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn may_install() -> bool {
    Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some() && is_root()
}

fn install(package: &str) -> Outcome {
    step(&format!("install Debian's {package}"), || {
        run(apt().arg("update"))?;
        let keep_settings = ["-o", "Dpkg::Options::=--force-confold"];
        let install = ["install", "--yes", "--no-install-recommends", package];
        run(apt().args(keep_settings).args(install)).map(drop)
    })
}

/// Installs a server that is not started, now or with the machine: its ports may be somebody's.
fn install_at_rest(package: &str) -> Outcome {
    let policy = Path::new("/usr/sbin/policy-rc.d");
    let ours = !policy.exists();
    if ours {
        std::fs::write(policy, "#!/bin/sh\nexit 101\n").during("forbid services to start")?;
        run(Command::new("chmod").arg("755").arg(policy))?;
    }
    let installed = install(package);
    if ours {
        std::fs::remove_file(policy).during("allow services to start again")?;
    }
    installed?;
    // Where there is no systemd nothing starts it either.
    let _ = run(Command::new("systemctl").args(["disable", package]));
    Ok(())
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
