//! What a first visit loads, a citizen's and a moderator's, counted as it comes over the wire.

use crate::clients;
use crate::http::Connection;
use crate::program::{self, Server};
use crate::step::{During, Outcome, Trouble};
use crate::workspace::Workspace;
use std::collections::BTreeSet;

/// The first HTML and its style, and all that a frame loads before somebody begins to write (issue 5); the
/// whole client of the lightest comment system weighs 18.5.
const FIRST: usize = 18_000;
/// Everything that the page names.
const VISIT: usize = 170_000;
/// Everything that the desk's page names.
const DESK: usize = 250_000;
/// Where in a frame's page that stands which comes only when somebody begins to write.
const START: &str = "<template id=start data-on=intent>";
/// What other sites load from us, with gzip (issue 5).
const LENT: [(&str, usize); 2] = [("/embed.js", 2_000), ("/counts.js", 600)];

/// What a first visit weighs, in bytes.
#[derive(Debug)]
pub struct Sizes {
    /// The page itself.
    pub html: usize,
    /// Its style sheets.
    pub styles: usize,
    /// Scripts, WASM and whatever else it names.
    pub rest: usize,
}

impl Sizes {
    fn first(&self) -> usize {
        self.html + self.styles
    }

    fn visit(&self) -> usize {
        self.first() + self.rest
    }
}

impl std::fmt::Display for Sizes {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        let kilo = |bytes: usize| bytes as f64 / 1000.0;
        let (first, visit) = (kilo(self.first()), kilo(self.visit()));
        write!(out, "HTML + CSS {first:.1} KB of {}, ", FIRST / 1000)?;
        write!(out, "whole visit {visit:.1} KB of {}", VISIT / 1000)
    }
}

pub(super) fn budgets(workspace: &Workspace) -> Outcome<String> {
    clients::build(workspace)?;
    let server = Server::start(&program::build(workspace, false)?)?;
    let (sizes, desk) = (measure(&server)?, page(&server, "/desk")?.visit());
    let told = format!("{sizes}; desk {:.1} KB of {}", desk as f64 / 1000.0, DESK / 1000);
    let frame = frame(&server)?;
    let told = format!("{told}; frame {:.1} KB of {}", frame as f64 / 1000.0, FIRST / 1000);
    if sizes.first() > FIRST || sizes.visit() > VISIT || desk > DESK || frame > FIRST {
        return Err(Trouble::failed(format!("over the budget: {told}")));
    }
    Ok(format!("{told}; {}", lent(&server)?))
}

/// What the heaviest frame weighs, until somebody begins to write: what comes only then stands in a template.
fn frame(server: &Server) -> Outcome<usize> {
    let slug = server.demonstration()?;
    let mut heaviest = 0;
    for (lang, rest) in [("", "/indsats-1"), ("/en", "/indsats-1"), ("", ""), ("/en", "")] {
        let path = format!("{lang}/embed/{slug}{rest}");
        heaviest = heaviest.max(conversation(server, &path)?);
        let card = format!("{path}?som=kort");
        let mut connection = Connection::open(server.address)?;
        let packed = fetch(&mut connection, &card)?;
        heaviest = heaviest.max(with_files(&mut connection, &packed, &unpacked(&packed)?)?);
    }
    Ok(heaviest)
}

fn conversation(server: &Server, path: &str) -> Outcome<usize> {
    let mut connection = Connection::open(server.address)?;
    let packed = fetch(&mut connection, path)?;
    let html = unpacked(&packed)?;
    let (before, rest) = html.split_once(START).ok_or_else(|| {
        Trouble::failed(format!("{path} has no {START}: what does it load at once?"))
    })?;
    let after = rest.split_once("</template>").map_or("", |(_, after)| after);
    with_files(&mut connection, &packed, &format!("{before}{after}"))
}

/// What a page weighs with the files that this part of it names.
fn with_files(connection: &mut Connection, packed: &[u8], part: &str) -> Outcome<usize> {
    let mut weight = packed.len();
    for file in named(part) {
        weight += fetch(connection, &file)?.len();
    }
    Ok(weight)
}

/// What the scripts for other sites weigh.
fn lent(server: &Server) -> Outcome<String> {
    let mut connection = Connection::open(server.address)?;
    let mut told = Vec::new();
    for (path, most) in LENT {
        let weight = packed(&mut connection, path, "gzip")?.len();
        told.push(format!("{path} {weight} B of {most}"));
        if weight > most {
            return Err(Trouble::failed(format!("over the budget: {}", told.join(", "))));
        }
    }
    Ok(told.join(", "))
}

/// What a section's page and every file that it names weigh.
pub fn measure(server: &Server) -> Outcome<Sizes> {
    page(server, &format!("/{}/indsats-1", server.demonstration()?))
}

/// Fetches a page and every file that it names.
fn page(server: &Server, page: &str) -> Outcome<Sizes> {
    let mut connection = Connection::open(server.address)?;
    let html = fetch(&mut connection, page)?;
    let mut sizes = Sizes { html: html.len(), styles: 0, rest: 0 };
    for file in named(&unpacked(&html)?) {
        let weight = fetch(&mut connection, &file)?.len();
        if file.ends_with(".css") { sizes.styles += weight } else { sizes.rest += weight }
    }
    Ok(sizes)
}

fn unpacked(html: &[u8]) -> Outcome<String> {
    let mut text = Vec::new();
    brotli::BrotliDecompress(&mut &*html, &mut text).during("unpack the page")?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn fetch(connection: &mut Connection, path: &str) -> Outcome<Vec<u8>> {
    packed(connection, path, "br")
}

fn packed(connection: &mut Connection, path: &str, encoding: &str) -> Outcome<Vec<u8>> {
    let encoding = format!("accept-encoding: {encoding}");
    let answer = connection.get(path, &[&encoding, "accept: text/html, */*"])?;
    answer.good().map_err(|trouble| Trouble::failed(format!("{path}: {trouble}")))
}

/// The files of our own that a page makes a browser load: links to other pages are not among them.
fn named(html: &str) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    for attribute in ["href=", "src="] {
        for rest in html.split(attribute).skip(1) {
            let rest = rest.trim_start_matches(['"', '\'']);
            let file = rest.split(['"', '\'', ' ', '>']).next().unwrap_or_default();
            if file.starts_with("/assets/") {
                files.insert(file.to_owned());
            }
        }
    }
    files
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_page_names_its_files_once_each_quoted_or_not() {
        let html = r#"<link href=/assets/a.css rel=x><a href="/om">om</a><script src='/assets/b.js'></script>
            <link href="/assets/b.js">"#;
        assert_eq!(
            super::named(html).into_iter().collect::<Vec<_>>(),
            ["/assets/a.css", "/assets/b.js"]
        );
    }
}
