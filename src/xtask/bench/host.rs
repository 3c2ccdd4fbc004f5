//! What a hearing costs the page of another site that shows it (issue 5): Lighthouse's mobile run of that
//! page without it and with it, by either code.

use super::figure::Figure;
use super::load::Writers;
use super::script::Scripts;
use crate::program::{Server, free_address};
use crate::step::Outcome;
use crate::workspace::Workspace;
use std::path::Path;

pub(super) fn measure(workspace: &Workspace, program: &Path) -> Outcome<Vec<Figure>> {
    let scripts = Scripts::new(workspace)?;
    let host = free_address()?.port().to_string();
    let server = Server::showing(program, Some(&format!("http://localhost:{host}")))?;
    let slug = server.demonstration()?;
    let thread = format!("/api/consultations/{slug}/sections/indsats-2/comments");
    Writers::new(&server, &thread)?.fill(&server, 100)?;
    let address = format!("http://{}/{slug}/indsats-2", server.address);
    let runs = scripts.run("host", &[&address, &host])?;
    let number = |page: &str, key: &str| runs[page][key].as_f64().unwrap_or(f64::NAN);
    let line = |what: &str, value: String| Figure::new(format!("host page: {what}"), value, "");
    let mut figures = Vec::new();
    for (page, name) in
        [("without", "without"), ("script", "with script"), ("plain", "with iframe")]
    {
        figures.extend([
            line(&format!("performance {name}"), format!("{:.0}", number(page, "performance"))),
            line(&format!("largest paint {name}"), format!("{:.0} ms", number(page, "lcp"))),
            line(&format!("layout shift {name}"), format!("{:.3}", number(page, "cls"))),
            line(&format!("blocking time {name}"), format!("{:.0} ms", number(page, "tbt"))),
        ]);
    }
    Ok(figures)
}
