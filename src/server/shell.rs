//! The clients as xtask has built and packed them, and the page around what is painted.

use std::borrow::Cow;

use app::{Lang, Route};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rust_embed::RustEmbed;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::assets::{address, texts};
use crate::manifest;

/// The folders of the clients.
pub const CLIENTS: [&str; 4] = ["reader", "citizen", "queue", "desk"];

#[derive(RustEmbed)]
#[folder = "../../target/clients"]
#[allow_missing = true]
pub(crate) struct Files;

/// The clients.
pub struct Clients {
    /// What citizens load where they read and talk: a first visit.
    pub reader: Shell,
    /// What citizens load where there is a form: all of their app.
    pub citizen: Shell,
    /// What staff load where posts are decided on: the desk's first load.
    pub queue: Shell,
    /// What staff load on the desk's other pages: all of it.
    pub desk: Shell,
    /// Another one whenever a citizens' page would look or behave differently.
    pub release: String,
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
    /// Whether the app is loaded at once, and not after the page was seen.
    at_once: bool,
    /// The address of [`app::EARLY`].
    early: String,
    /// The address of the script that tells the page around a frame how high it is.
    frame: String,
    /// The address of the site's icon.
    icon: String,
    /// What makes the site an app, in Danish and in English, for pages that are not in a frame; staff
    /// have the desk in a tab.
    app: [String; 2],
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
    /// Whether it is only to be read: it runs no program and is none.
    pub quiet: bool,
    /// Light or dark, where the site around it says so.
    pub shade: Option<Shade>,
}

/// Light or dark, whatever the reader's device says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Shade {
    /// A style, or what says which shades a page has, in this one alone.
    #[must_use]
    pub fn over(self, style: &str) -> String {
        let (word, media) = match self {
            Self::Light => ("light", "not all"),
            Self::Dark => ("dark", "all"),
        };
        style.replace("(prefers-color-scheme:dark)", media).replace("light dark", word)
    }
}

/// A text as it is, or in one shade.
fn shaded(text: &str, shade: Option<Shade>) -> Cow<'_, str> {
    shade.map_or(Cow::Borrowed(text), |shade| Cow::Owned(shade.over(text)))
}

/// When the clients were never built (`cargo run -p server`), pages can still be read.
const BARE: &str = "<!doctype html><html lang={lang}><meta charset=utf-8>\
    <meta content=\"width=device-width,initial-scale=1\" name=viewport>";

impl Clients {
    /// The clients that this program holds.
    #[must_use]
    pub fn load() -> Self {
        let [reader, citizen, queue, desk] = CLIENTS.map(Shell::load);
        let release = release([&reader, &citizen]);
        Self { reader, citizen, queue, desk, release }
    }

    /// The shell of a citizens' page.
    #[must_use]
    pub fn of(&self, route: &Route) -> &Shell {
        if route.is_form() { &self.citizen } else { &self.reader }
    }
}

/// Whether staff load it, and not citizens.
fn is_staffs(client: &str) -> bool {
    matches!(client, "queue" | "desk")
}

fn release(shells: [&Shell; 2]) -> String {
    let mut hash = Sha256::new();
    for shell in shells {
        let parts = [&shell.meta, &shell.style, &shell.start, &shell.early, &shell.icon];
        for part in parts.into_iter().chain(&shell.app) {
            hash.update(part);
        }
    }
    for lang in [Lang::Da, Lang::En] {
        hash.update(texts(lang.tag()));
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
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
            style_hash: hash_of(&style),
            style,
            start: start_tags(&listing),
            at_once: is_staffs(client),
            early: address("early.js"),
            frame: address("embed-frame.js"),
            icon: address("icon.svg"),
            app: [Lang::Da, Lang::En].map(|lang| match client {
                client if is_staffs(client) => String::new(),
                _ => manifest::head(&address(&manifest::name(lang))),
            }),
        }
    }

    /// The whole page.
    #[must_use]
    pub fn page(&self, page: &Page) -> String {
        let mut html = shaded(&self.meta, page.shade).replace("{lang}", page.lang);
        html.push_str(page.head);
        html.push_str(&format!("<link rel=icon href={} type=image/svg+xml><style>", self.icon));
        html.push_str(&shaded(&self.style, page.shade));
        html.push_str("</style>");
        if !page.embedded && !page.quiet {
            html.push_str(&self.app[usize::from(page.lang == Lang::En.tag())]);
        }
        // Deferred scripts run in their order: this one before the app, none before the page is read.
        if !self.start.is_empty() && !page.quiet {
            html.push_str(&format!("<script defer src={}></script>", self.early));
        }
        if !page.quiet {
            html.push_str(&self.start_of(page));
        }
        if page.embedded {
            html.push_str(&format!("<script defer src={}></script>", self.frame));
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

    /// What fetches and starts the app. The desk is nothing without it; citizens read first, and
    /// `early.js` takes it out of its template when they have something to read.
    fn start_of(&self, page: &Page) -> String {
        let texts = texts(page.lang);
        let (mut named, mut start) = (String::new(), self.start.clone());
        if !start.is_empty() && !texts.is_empty() {
            named = format!("<meta name=texts id=texts content={texts}>");
            start.push_str(&format!("<link rel=preload as=fetch crossorigin href={texts}>"));
        }
        let start = match (page.embedded, self.at_once) {
            _ if start.is_empty() => start,
            (true, _) => format!("<template id=start data-on=intent>{start}</template>"),
            (false, true) => start,
            (false, false) => format!("<template id=start>{start}</template>"),
        };
        named + &start
    }

    /// What a page made with this shell may load and do, and who may put it into a frame. `theme` is the
    /// style that its hearing has of its own.
    #[must_use]
    pub fn policy(
        &self,
        frame_ancestors: &str,
        theme: Option<&str>,
        shade: Option<Shade>,
    ) -> String {
        let theme = theme.map(|theme| format!(" {}", hash_of(theme))).unwrap_or_default();
        let own = match shade {
            None => self.style_hash.clone(),
            Some(shade) => hash_of(&shade.over(&self.style)),
        };
        let style = format!("{own}{theme}");
        // Staff see at the desk what other sites will show.
        let frames = if self.at_once { "frame-src 'self'; " } else { "" };
        format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' {style}; \
             img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; \
             worker-src 'self'; {frames}form-action 'self'; base-uri 'none'; \
             frame-ancestors {frame_ancestors}"
        )
    }
}

/// A style's hash, as the Content-Security-Policy has it.
fn hash_of(style: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style)))
}

/// The page names every file of a first visit, so that no file waits for another to be read. The
/// WASM comes last: the page can be read without it.
fn start_tags(listing: &Listing) -> String {
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

    /// A page with nothing in it.
    fn bare(lang: &str, embedded: bool) -> Page<'_> {
        Page { lang, head: "", body: "", json: "", embedded, quiet: false, shade: None }
    }

    #[test]
    fn a_page_can_be_read_without_a_client() {
        let shell = Shell::load("no such client");
        let page = Page {
            lang: "da",
            head: "<title>x</title>",
            body: "<p>y",
            json: "",
            embedded: false,
            quiet: false,
            shade: None,
        };
        let html = shell.page(&page);
        assert!(html.contains("lang=da") && html.contains("<p>y") && !html.contains("<script"));
    }

    #[test]
    fn the_service_worker_finds_its_places_in_a_page() {
        use app::{Address, Lang, PageData, Route, View};
        let places = |names: &[&str]| -> Vec<String> {
            let worker = include_str!("assets/sw.js");
            let line = |name: &str| worker.split(&format!("const {name} = ")).nth(1).unwrap();
            let pair = |name: &&str| line(name).split(';').next().unwrap().to_owned();
            let pairs = names.iter().map(pair);
            pairs.flat_map(|pair| serde_json::from_str::<Vec<String>>(&pair).unwrap()).collect()
        };
        let common = ["TITLE", "MAIN", "SIDE", "DATA"];
        for (data, names) in [
            (PageData::Mine, &common[..]),
            (PageData::Offline, &["TITLE", "MAIN", "SIDE", "DATA", "KEPT", "LIST"]),
        ] {
            let address = Address::new(Lang::Da, Route::Mine);
            let (now, nothing) = (model::Moment(0), String::new());
            let view = View { address, now, public_url: nothing.clone(), release: nothing };
            let painted = app::paint(&data, &view);
            let html = Shell::load("no such client").page(&Page {
                lang: painted.lang,
                head: &painted.head,
                body: &painted.body(),
                json: &painted.json(),
                embedded: false,
                quiet: false,
                shade: None,
            });
            for place in places(names) {
                assert!(html.contains(&place), "{place}");
            }
            assert!(html.contains("<html lang=da>"));
            // All that the app gets of a page can be read from it.
            let screen = serde_json::to_value(painted.screen()).unwrap();
            let parts: Vec<_> = screen.as_object().unwrap().keys().collect();
            assert_eq!(parts, ["facts", "html", "lang", "title"]);
        }
    }

    #[test]
    fn a_page_in_english_names_the_texts_of_its_app() {
        let mut shell = Shell::load("no such client");
        assert!(!shell.page(&bare("en", false)).contains("texts"));
        shell.start = "<script type=module src=/assets/start.js></script>".to_owned();
        assert!(!shell.page(&bare("da", false)).contains("texts"));
        let english = shell.page(&bare("en", false));
        assert!(english.contains("id=texts content=/assets/texts-en-"), "{english}");
        assert!(english.contains("as=fetch crossorigin href=/assets/texts-en-"), "{english}");
        // In a frame they are fetched with the app, when somebody is about to write.
        let frame = shell.page(&bare("en", true));
        let (before, waiting) = frame.split_once("<template id=start data-on=intent>").unwrap();
        let (waiting, after) = waiting.split_once("</template>").unwrap();
        assert!(waiting.contains("as=fetch") && !before.contains("as=fetch"), "{frame}");
        assert!(!after.contains("as=fetch"), "{frame}");
    }

    #[test]
    fn the_app_of_citizens_waits_until_the_page_was_seen() {
        let page = |embedded| bare("da", embedded);
        let with = |client| {
            let mut shell = Shell::load(client);
            shell.start = "<script type=module src=/a.js></script>".to_owned();
            shell
        };
        let waits = |tag: &str| format!("{tag}<script type=module src=/a.js></script></template>");
        let [reader, queue, desk] = ["reader", "queue", "desk"].map(with);
        assert!(reader.page(&page(false)).contains(&waits("<template id=start>")));
        assert!(reader.page(&page(true)).contains(&waits("<template id=start data-on=intent>")));
        for staffs in [queue, desk] {
            assert!(!staffs.page(&page(false)).contains("<template"));
        }
    }
}
