//! What a phone shows and when: a real browser, slowed down.

use super::figure::Figure;
use super::load::Writers;
use super::script::Scripts;
use crate::program::Server;
use crate::step::Outcome;
use crate::workspace::Workspace;
use serde_json::Value;
use std::path::Path;

pub(super) fn measure(workspace: &Workspace, program: &Path) -> Outcome<Vec<Figure>> {
    let scripts = Scripts::new(workspace)?;
    let server = Server::start(program)?;
    let slug = server.demonstration()?;
    let fill = |section: &str, count| {
        let thread = format!("/api/consultations/{slug}/sections/{section}/comments");
        Writers::new(&server, &thread)?.fill(&server, count)
    };
    fill("indsats-1", 10_000)?;
    fill("indsats-2", 100)?;
    let page = |section: &str| format!("http://{}/{slug}/{section}", server.address);
    let taps = scripts.run("taps", &[&page("indsats-1")])?;
    let run = scripts.run("lighthouse", &[&page("indsats-2")])?;
    let number = |from: &Value, key: &str| from[key].as_f64().unwrap_or(f64::NAN);
    let line = |what: &str, value: String, budget| Figure::new(what, value, budget);
    let ms = |key: &str| format!("{:.0} ms", number(&run, key));
    let score = |key: &str| format!("{:.0}", number(&run, key));
    let tap = |key: &str| format!("{:.0} ms", number(&taps, key));
    let taps = [
        ("open a thread, CPU 4x slower", "open"),
        ("type a letter, CPU 4x slower", "type"),
        ("send, CPU 4x slower", "send"),
        ("load more, CPU 4x slower", "more"),
        ("switch edition, CPU 4x slower", "edition"),
        ("tap on “Svar”, CPU 4x slower", "reply"),
        ("tap on “Enig”, CPU 4x slower", "support"),
    ];
    let taps = taps.map(|(what, key)| line(what, tap(key), "<= 100 ms"));
    let light = [
        line("Lighthouse: performance", score("performance"), ">= 99"),
        line("Lighthouse: accessibility", score("accessibility"), "100"),
        line("Lighthouse: best practices", score("best-practices"), "100"),
        line("Lighthouse: search engines", score("seo"), "100"),
        line("Lighthouse: largest paint", ms("lcp"), "<= 1500 ms"),
        line("Lighthouse: layout shift", format!("{:.3}", number(&run, "cls")), "<= 0.01"),
        line("Lighthouse: blocking time", ms("tbt"), "<= 50 ms"),
    ];
    Ok(taps.into_iter().chain(light).collect())
}
