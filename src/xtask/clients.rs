//! The clients: built by Trunk, then packed for the server to embed.

use crate::pack;
use crate::step::{During, Outcome, Trouble, own_environment, run, step};
use crate::tools::{TRUNK, WASM_BINDGEN, hex, npm, path_with, wasm_target};
use crate::workspace::Workspace;
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::path::PathBuf;

/// A client's name, which is also its binary's, and its shell.
const CLIENTS: [(&str, &str); 4] = [
    ("reader", "reader.html"),
    ("citizen", "index.html"),
    ("queue", "queue.html"),
    ("desk", "desk.html"),
];

/// What the clients are made of.
const INPUTS: [&str; 12] = [
    ".cargo/config.toml",
    "src/app",
    "src/model",
    "style",
    "index.html",
    "reader.html",
    "queue.html",
    "desk.html",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "tests/browser/package-lock.json",
];

/// This program makes them too: a new way to do it makes new clients.
const RECIPE: [&str; 7] = [
    include_str!("clients.rs"),
    include_str!("pack.rs"),
    include_str!("script.rs"),
    include_str!("streams.rs"),
    include_str!("traps.rs"),
    include_str!("imports.rs"),
    include_str!("wasm.rs"),
];

/// Builds the clients into `target/clients`, unless that was done from the same inputs.
pub fn build(workspace: &Workspace) -> Outcome {
    let print = fingerprint(workspace)?;
    let kept = workspace.at("target/clients-dist/fingerprint");
    let packed = workspace.at("target/clients");
    if std::fs::read_to_string(&kept).is_ok_and(|old| old == print) && packed.is_dir() {
        eprintln!("   the clients are up to date");
        return Ok(());
    }
    // Half-packed clients must not pass for those of the old inputs.
    let _ = std::fs::remove_file(&kept);
    let path = tools(workspace)?;
    // Trunk builds offline; what cargo needs must be there before.
    run(workspace.cargo().args(["fetch", "--locked", "--quiet"]))?;
    refuse_painting(workspace)?;
    for (client, shell) in CLIENTS {
        step(&format!("build the client `{client}`"), || trunk(workspace, client, shell, &path))?;
        step(&format!("pack the client `{client}`"), || {
            pack::pack(&dist(workspace, client), &packed.join(client), &path)
        })?;
    }
    std::fs::write(&kept, print).during("note what the clients were built from")
}

/// Runs Trunk with its tools on PATH, for `trunk serve`.
pub fn trunk_by_hand(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let path = tools(workspace)?;
    let mut trunk = TRUNK.command(workspace)?;
    let status = own_environment(&mut trunk).args(arguments).env("PATH", path).status()?;
    if status.success() {
        Ok(())
    } else {
        Err(Trouble::failed(format!("trunk ended with {status}")))
    }
}

fn tools(workspace: &Workspace) -> Outcome<OsString> {
    wasm_target()?;
    let modules = npm(workspace)?;
    path_with(&[TRUNK.folder()?, WASM_BINDGEN.folder()?, modules.join(".bin")])
}

fn dist(workspace: &Workspace, client: &str) -> PathBuf {
    workspace.at("target/clients-dist").join(client)
}

fn trunk(workspace: &Workspace, client: &str, shell: &str, path: &OsString) -> Outcome {
    let mut trunk = TRUNK.command(workspace)?;
    trunk.args(["build", shell, "--release", "--offline", "--public-url", "/assets/", "--dist"]);
    // Trunk reads NO_COLOR as a flag of its own and takes only `true` or `false` for it.
    trunk.arg(dist(workspace, client)).env("PATH", path).env("NO_COLOR", "true");
    run(trunk.env("CARGO_ENCODED_RUSTFLAGS", rust_flags())).map(drop)
}

/// What `.cargo/config.toml` says for the browser, which this takes the place of; and that a place in
/// a source is named without where the sources lie on this machine, which every phone would load.
fn rust_flags() -> String {
    let mut flags = vec!["--cfg".to_owned(), "erase_components".to_owned()];
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let sources = home.and_then(|home| home.join("registry/src").read_dir().ok());
    for registry in sources.into_iter().flatten().flatten() {
        flags.push(format!("--remap-path-prefix={}/=", registry.path().display()));
    }
    flags.join("\x1f")
}

/// With `ssr` on, every event handler is empty: such a client would load and then do nothing.
fn refuse_painting(workspace: &Workspace) -> Outcome {
    let mut tree = workspace.cargo();
    tree.args(["tree", "--locked", "-p", "app", "--target", "wasm32-unknown-unknown"]);
    // Not `--edges features`: without `--invert` that leaves out what the app's own features add.
    tree.args(["--features", "csr", "--prefix", "none", "--format", "{p} {f}"]);
    let features = leptos_features(&run(&mut tree)?)?;
    if features.iter().any(|feature| feature == "ssr") {
        return Err(Trouble::failed(
            "the client would be built with leptos' feature `ssr`, and no button would answer: find \
             out who asks for it with `cargo tree -p app --target wasm32-unknown-unknown \
             --features csr --edges features --invert leptos`",
        ));
    }
    Ok(())
}

/// From lines as `leptos v0.8.23 csr,nightly`.
fn leptos_features(tree: &str) -> Outcome<Vec<String>> {
    let line = tree.lines().find_map(|line| line.strip_prefix("leptos v"));
    let line = line.ok_or_else(|| Trouble::failed("cargo tree shows no leptos in the client"))?;
    let features = line.split_whitespace().nth(1).unwrap_or_default();
    Ok(features.split(',').map(str::to_owned).collect())
}

fn fingerprint(workspace: &Workspace) -> Outcome<String> {
    let mut hash = Sha256::new();
    hash.update(format!("{TRUNK:?}{WASM_BINDGEN:?}"));
    for text in RECIPE {
        hash.update(text);
    }
    for input in INPUTS {
        let path = workspace.at(input);
        let files = if path.is_dir() { workspace.files(input, &[""])? } else { vec![path] };
        for file in files {
            hash.update(workspace.name(&file));
            hash.update(std::fs::read(&file).during(format!("read {}", workspace.name(&file)))?);
        }
    }
    Ok(hex(&hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::{leptos_features, rust_flags};

    #[test]
    fn the_clients_are_built_with_the_flags_that_cargo_is_told() {
        let config = include_str!("../../.cargo/config.toml");
        let line = config.lines().find_map(|line| line.strip_prefix("rustflags = ")).unwrap();
        let told: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        let flags = rust_flags();
        let ours: Vec<&str> = flags.split('\x1f').filter(|flag| !flag.contains("remap")).collect();
        assert_eq!(ours, told);
    }

    #[test]
    fn the_features_of_leptos_are_read_and_not_those_of_its_parts() {
        let tree = "app v0.1.0 (/x) csr\nleptos_dom v0.8.8 ssr\nleptos v0.8.23 csr,hydration\n";
        assert_eq!(leptos_features(tree).unwrap(), ["csr", "hydration"]);
        assert!(leptos_features("app v0.1.0").is_err());
    }
}
