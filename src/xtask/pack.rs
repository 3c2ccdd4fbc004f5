//! From Trunk's dist folder to what the server embeds: a shell to paint into, and files named by
//! their content, each with its compressed forms beside it.

use crate::step::{During, Outcome, Trouble, run};
use crate::tools::hex;
use crate::{imports, script, streams, traps};
use flate2::{Compression, write::GzEncoder};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// The address of every file but the shell.
const ASSETS: &str = "/assets/";

/// Where the server paints, in the head and in `#app`. Minifying removes comments, so that
/// they are set here and not in the source of the shells.
const MARKS: [(&str, &str); 2] =
    [("</head>", "<!--head--></head>"), ("<div id=app></div>", "<div id=app><!--body--></div>")];

/// Packs the client that Trunk left in `dist` into the folder `packed`; `path` has esbuild.
pub fn pack(dist: &Path, packed: &Path, path: &OsStr) -> Outcome {
    let _ = std::fs::remove_dir_all(packed);
    copy(dist, packed, path)?;
    shorten_imports(packed, path)?;
    let shell =
        std::fs::read_to_string(dist.join("index.html")).during("read Trunk's index.html")?;
    let (shell, start, script) = without_inline_script(&shell)?;
    let shell = with_marks(&wasm_after_the_rest(&shell))?;
    compressed(packed, &start, script.as_bytes())?;
    std::fs::write(packed.join("files.json"), listing(packed, &shell, &start)?)?;
    std::fs::write(packed.join("index.html"), shell).during("write the shell")
}

/// Gives a program and its script short names for each other's parts, and adds their compressed forms.
fn shorten_imports(packed: &Path, path: &OsStr) -> Outcome {
    const PROGRAM: &str = "_bg.wasm";
    let files = packed.read_dir()?.collect::<Result<Vec<_>, _>>()?;
    let names = files.iter().map(|file| file.file_name().to_string_lossy().into_owned());
    let stems: Vec<String> =
        names.filter_map(|name| name.strip_suffix(PROGRAM).map(str::to_owned)).collect();
    let [stem] = stems.as_slice() else {
        return Err(Trouble::failed(format!("Trunk left {} programs, not one", stems.len())));
    };
    let (program, script) = (format!("{stem}{PROGRAM}"), format!("{stem}.js"));
    let text = std::fs::read_to_string(packed.join(&script)).during(format!("read {script}"))?;
    let (wasm, text) = imports::shortened(&std::fs::read(packed.join(&program))?, &text)?;
    compressed(packed, &program, &wasm)?;
    // Once more: what only an unused function called is unused by now.
    let file = packed.join(&script);
    std::fs::write(&file, text)?;
    esbuild(&file, path)?;
    compressed(packed, &script, &std::fs::read(&file)?)
}

/// Copies every file but the shell, compressed forms added where nothing more is done to it.
fn copy(from: &Path, to: &Path, path: &OsStr) -> Outcome {
    std::fs::create_dir_all(to).during(format!("make {}", to.display()))?;
    for entry in from.read_dir().during(format!("list {}", from.display()))? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if file.is_dir() {
            copy(&file, &to.join(&name), path)?;
        } else if name.ends_with(".js") {
            minify(&file, &to.join(&name), path)?;
        } else if name.ends_with(".wasm") {
            shrink(&file, &to.join(&name), path)?;
        } else if name != "index.html" {
            compressed(to, &name, &std::fs::read(&file)?)?;
        }
    }
    Ok(())
}

/// Writes a script without what only people read. Trunk's own minifier cannot read what wasm-bindgen
/// writes, and leaves it as it is.
fn minify(from: &Path, minified: &Path, path: &OsStr) -> Outcome {
    let text = std::fs::read_to_string(from).during(format!("read {}", from.display()))?;
    std::fs::write(minified, script::lean(&streams::not_in_script(&text)?)?)?;
    esbuild(minified, path)
}

fn esbuild(script: &Path, path: &OsStr) -> Outcome {
    let mut esbuild = Command::new("esbuild");
    let settings = ["--minify", "--tree-shaking=true", "--format=esm", "--log-level=error"];
    esbuild.arg(script).args(settings);
    let out = format!("--outfile={}", script.display());
    run(esbuild.args([out.as_str(), "--allow-overwrite"]).env("PATH", path)).map(drop)
}

/// What rustc uses of WASM, which wasm-opt must be told, or it refuses the file; then what makes it
/// small. How much is put in the place of a call was tried out: more and less weigh more (brotli).
const SHRINK: [&str; 16] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--strip-debug",
    "--strip-producers",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--one-caller-inline-max-function-size",
    "120",
    "--always-inline-max-function-size",
    "4",
];

/// Writes a program without what nobody calls, and as small as can be.
fn shrink(program: &Path, shrunk: &Path, path: &OsStr) -> Outcome {
    let wasm = std::fs::read(program).during(format!("read {}", program.display()))?;
    std::fs::write(shrunk, traps::set(&streams::not_exported(&wasm)?)?)?;
    let mut opt = Command::new("wasm-opt");
    run(opt.args(SHRINK).arg(shrunk).arg("-o").arg(shrunk).env("PATH", path)).map(drop)
}

fn compressed(folder: &Path, name: &str, bytes: &[u8]) -> Outcome {
    let file = |ending: &str| folder.join(format!("{name}{ending}"));
    std::fs::write(file(""), bytes)?;
    let settings = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        // In blocks of 128 KB the program weighs least: larger and smaller ones were tried out.
        lgblock: 17,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut brotli = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &settings)?;
    std::fs::write(file(".br"), brotli)?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    std::fs::write(file(".gz"), gzip.finish()?).during(format!("compress {name}"))
}

/// Moves Trunk's start script into a file, so that the page's CSP need not allow inline scripts.
fn without_inline_script(shell: &str) -> Outcome<(String, String, String)> {
    const OPEN: &str = "<script type=module>";
    let cut = shell.split_once(OPEN).and_then(|(before, rest)| {
        let (script, after) = rest.split_once("</script>")?;
        Some((before, script, after))
    });
    let Some((before, script, after)) = cut else {
        return Err(Trouble::failed("Trunk's index.html has no start script of the expected form"));
    };
    if after.contains("<script") {
        return Err(Trouble::failed("Trunk's index.html has more than one script"));
    }
    let name = format!("start-{}.js", hex(&Sha256::digest(script)[..8]));
    let tag = format!("<script type=module src={ASSETS}{name}></script>");
    Ok((format!("{before}{tag}{after}"), name, script.to_owned()))
}

/// The page can be read without the WASM, so that everything else may load first.
fn wasm_after_the_rest(shell: &str) -> String {
    shell.replace("<link as=fetch ", "<link as=fetch fetchpriority=low ")
}

fn with_marks(shell: &str) -> Outcome<String> {
    let mut marked = shell.to_owned();
    for (place, with_mark) in MARKS {
        if marked.matches(place).count() != 1 {
            return Err(Trouble::failed(format!("Trunk's index.html has no single `{place}`")));
        }
        marked = marked.replace(place, with_mark);
    }
    Ok(marked)
}

/// What the shell names, for pages that do not use the shell.
fn listing(packed: &Path, shell: &str, start: &str) -> Outcome<String> {
    let named = |ending: &str| {
        let words = shell.split([' ', '>', '"']).filter_map(|word| word.strip_prefix("href="));
        words.filter(|word| word.ends_with(ending)).map(str::to_owned).collect::<Vec<_>>()
    };
    let mut missing = [".css", ".js", ".wasm"].into_iter().flat_map(named);
    if let Some(file) = missing.find(|file| !packed.join(file.replace(ASSETS, "")).is_file()) {
        return Err(Trouble::failed(format!("the shell names {file}, which is not there")));
    }
    let files = json!({
        "start": format!("{ASSETS}{start}"),
        "scripts": named(".js"),
        "wasm": named(".wasm").first(),
        "styles": named(".css"),
    });
    serde_json::to_string_pretty(&files).during("list the client's files")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELL: &str = "<!doctype html><html lang=da><title>x</title><link href=/assets/a-1.css rel=stylesheet>\
        <script type=module>import init from '/assets/c.js';</script>\
        <link as=fetch crossorigin href=/assets/c_bg.wasm rel=preload></head><body><div id=app></div></body></html>";

    #[test]
    fn the_start_script_becomes_a_file_named_by_its_content() {
        let (shell, name, script) = without_inline_script(SHELL).unwrap();
        assert_eq!(script, "import init from '/assets/c.js';");
        assert!(shell.contains(&format!("<script type=module src=/assets/{name}></script>")));
        assert!(!shell.contains("import"));
    }

    #[test]
    fn the_marks_stand_in_the_head_and_in_the_app() {
        let shell = with_marks(SHELL).unwrap();
        assert!(shell.contains("<!--head--></head>"));
        assert!(shell.contains("<div id=app><!--body--></div>"));
        assert!(with_marks("<p>no head</p>").is_err());
    }

    #[test]
    fn the_wasm_waits_for_the_rest() {
        assert!(wasm_after_the_rest(SHELL).contains("fetchpriority=low"));
    }
}
