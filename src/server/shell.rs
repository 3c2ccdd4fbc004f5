//! The clients as xtask has built and packed them, and the page around what is painted.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rust_embed::RustEmbed;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::assets::address;

#[derive(RustEmbed)]
#[folder = "../../target/clients"]
#[allow_missing = true]
pub(crate) struct Files;

/// Both clients.
pub struct Clients {
    /// What citizens load.
    pub citizen: Shell,
    /// What staff load.
    pub desk: Shell,
}

/// A client's page without what is painted into it.
pub struct Shell {
    /// From the doctype to the title: charset, viewport, colour scheme. With `{lang}` still in it.
    meta: String,
    /// All its style, for one `<style>`.
    style: String,
    /// The style's hash, for the Content-Security-Policy.
    style_hash: String,
    /// Links and scripts that fetch and start the app.
    start: String,
    /// The script that starts the app, for frames, which start it later.
    start_script: String,
    /// The address of [`app::EARLY`].
    early: String,
    /// The address of the script that tells the page around a frame how high it is.
    frame: String,
    /// The address of the site's icon.
    icon: String,
}

/// What xtask's pack step says of a client.
#[derive(Default, Deserialize)]
struct Listing {
    scripts: Vec<String>,
    start: String,
    styles: Vec<String>,
    wasm: String,
}

/// What is painted into a shell.
pub struct Page<'a> {
    /// The language of the page.
    pub lang: &'a str,
    /// For the head: title and what goes with it.
    pub head: &'a str,
    /// For `<div id="app">`.
    pub body: &'a str,
    /// The data of the page as JSON without `<`; empty for none.
    pub json: &'a str,
    /// Whether the page stands in a frame on another site, where the app starts late.
    pub embedded: bool,
}

/// When the clients were never built (`cargo run -p server`), pages can still be read.
const BARE: &str = "<!doctype html><html lang={lang}><meta charset=utf-8>\
    <meta content=\"width=device-width,initial-scale=1\" name=viewport>";

impl Clients {
    /// The clients that this program holds.
    #[must_use]
    pub fn load() -> Self {
        Self { citizen: Shell::load("citizen"), desk: Shell::load("desk") }
    }
}

impl Shell {
    fn load(client: &str) -> Self {
        let text = |name: &str| {
            let file = Files::get(&format!("{client}/{name}"))?;
            String::from_utf8(file.data.into_owned()).ok()
        };
        let listing: Option<Listing> =
            text("files.json").and_then(|json| serde_json::from_str(&json).ok());
        if listing.is_none() {
            tracing::warn!(client, "The client was not built; `cargo xtask build` does it");
        }
        let listing = listing.unwrap_or_default();
        let style: String = listing
            .styles
            .iter()
            .filter_map(|style| text(style.strip_prefix("/assets/")?))
            .collect();
        let index = text("index.html").unwrap_or_default();
        let meta = index.split("<title>").next().filter(|meta| !meta.is_empty());
        Self {
            meta: meta
                .map_or_else(|| BARE.to_owned(), |meta| meta.replace("lang=da", "lang={lang}")),
            style_hash: format!("'sha256-{}'", STANDARD.encode(Sha256::digest(&style))),
            style,
            start: start(&listing),
            start_script: listing.start,
            early: address("early.js"),
            frame: address("embed-frame.js"),
            icon: address("icon.svg"),
        }
    }

    /// The whole page.
    #[must_use]
    pub fn page(&self, page: &Page) -> String {
        let mut html = self.meta.replace("{lang}", page.lang);
        html.push_str(page.head);
        html.push_str(&format!("<link rel=icon href={} type=image/svg+xml><style>", self.icon));
        html.push_str(&self.style);
        html.push_str("</style>");
        // Deferred scripts run in their order: this one before the app, none before the page is read.
        if !self.start_script.is_empty() {
            html.push_str(&format!("<script defer src={}></script>", self.early));
        }
        if page.embedded {
            let start = &self.start_script;
            html.push_str(&format!("<meta name=start content={start}>"));
            html.push_str(&format!("<script defer src={}></script>", self.frame));
        } else {
            html.push_str(&self.start);
        }
        html.push_str("</head><body><div id=app>");
        html.push_str(page.body);
        html.push_str("</div>");
        if !page.json.is_empty() {
            html.push_str("<script type=application/json id=data>");
            html.push_str(page.json);
            html.push_str("</script>");
        }
        html.push_str("</body></html>");
        html
    }

    /// What a page made with this shell may load and do, and who may put it into a frame.
    #[must_use]
    pub fn policy(&self, frame_ancestors: &str) -> String {
        let style = &self.style_hash;
        format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' {style}; \
             img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; \
             worker-src 'self'; form-action 'self'; base-uri 'none'; \
             frame-ancestors {frame_ancestors}"
        )
    }
}

/// The page names every file of a first visit, so that no file waits for another to be read. The
/// WASM comes last: the page can be read without it.
fn start(listing: &Listing) -> String {
    if listing.start.is_empty() {
        return String::new();
    }
    let mut html = format!("<script type=module src={}></script>", listing.start);
    for script in &listing.scripts {
        html.push_str(&format!("<link rel=modulepreload crossorigin href={script}>"));
    }
    html.push_str(&format!(
        "<link rel=preload as=fetch crossorigin fetchpriority=low type=application/wasm href={}>",
        listing.wasm
    ));
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_can_be_read_without_a_client() {
        let shell = Shell::load("no such client");
        let page =
            Page { lang: "da", head: "<title>x</title>", body: "<p>y", json: "", embedded: false };
        let html = shell.page(&page);
        assert!(html.contains("lang=da") && html.contains("<p>y") && !html.contains("<script"));
    }
}
