//! Files that pages load: the clients' own, named by their content and so kept for ever, and the few
//! with fixed names.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use app::Lang;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use model::Code;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::Server;
use crate::error::ApiError;
use crate::extract::Path;
use crate::manifest;
use crate::page;
use crate::shell::{CLIENTS, Files};

/// What other sites load from us.
static EMBED: LazyLock<String> = LazyLock::new(|| script(include_str!("assets/embed.js")));
static COUNTS: LazyLock<String> = LazyLock::new(|| script(include_str!("assets/counts.js")));
const EMBED_FRAME: &str = include_str!("assets/embed-frame.js");
const EMBED_FRAME_NAME: &str = "embed-frame-";
const WORKER: &str = include_str!("assets/sw.js");
const SCRIPT: &str = "text/javascript; charset=utf-8";
const ICON: &[u8] = include_bytes!("assets/icon.svg");
const ICON_192: &[u8] = include_bytes!("assets/icon-192.png");
const ICON_512: &[u8] = include_bytes!("assets/icon-512.png");
/// Fills its square: a phone cuts it into its own shape.
const ICON_MASKABLE: &[u8] = include_bytes!("assets/icon-maskable.png");
/// Likewise, for the home screen of an iPhone, which asks for it at a fixed address.
const ICON_APPLE: &[u8] = include_bytes!("assets/icon-apple.png");

type Own = HashMap<String, Cow<'static, [u8]>>;
/// The server's own files under /assets/, by names made from their content.
static OWN: LazyLock<Own> = LazyLock::new(|| {
    let texts = app::CATALOGUES.iter();
    let texts = texts.map(|(lang, parts)| (texts_name(lang), Cow::Owned(joined(parts))));
    let mut own: Own = [
        ("early.js", Cow::Owned(script(app::EARLY).into_bytes())),
        ("embed-frame.js", Cow::Owned(script(EMBED_FRAME).into_bytes())),
        ("icon.svg", Cow::Borrowed(ICON)),
        ("icon-192.png", Cow::Borrowed(ICON_192)),
        ("icon-512.png", Cow::Borrowed(ICON_512)),
        ("icon-maskable.png", Cow::Borrowed(ICON_MASKABLE)),
    ]
    .into_iter()
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .chain(texts)
    .map(|(name, bytes)| (by_content(&name, &bytes), bytes))
    .collect();
    for lang in [Lang::Da, Lang::En] {
        let manifest = manifest::manifest(lang, |name| find_address(&own, name)).into_bytes();
        own.insert(by_content(&manifest::name(lang), &manifest), Cow::Owned(manifest));
    }
    own
});

/// Catalogues of texts as one.
fn joined(parts: &[&str]) -> Vec<u8> {
    let parts =
        parts.iter().filter_map(|part| serde_json::from_str::<Map<String, Value>>(part).ok());
    Value::Object(parts.flatten().collect()).to_string().into_bytes()
}

const ROBOTS: &str =
    "User-agent: *\nAllow: /api/pictures/\nDisallow: /api/\nDisallow: /desk\nDisallow: /mine\n";

/// The routes of files.
pub fn routes() -> Router<Server> {
    Router::new()
        .route("/assets/{*name}", get(hashed))
        .route("/assets/offline/{lang}", get(page::offline))
        .route("/sw.js", get(worker))
        .route("/embed.js", get(async || lent(named(SCRIPT, EMBED.as_bytes()))))
        .route("/counts.js", get(async || lent(named(SCRIPT, COUNTS.as_bytes()))))
        .route("/apple-touch-icon.png", get(async || named("image/png", ICON_APPLE)))
        .route("/robots.txt", get(async || named("text/plain; charset=utf-8", ROBOTS.as_bytes())))
        .route("/was", get(page::was))
}

fn texts_name(lang: &str) -> String {
    format!("texts-{lang}.json")
}

/// The address of what the app says in a language; empty for Danish, which it brings along.
#[must_use]
pub fn texts(lang: &str) -> String {
    address(&texts_name(lang))
}

/// The address of one of the server's own files, by its name here: `early.js`, `icon.svg`.
#[must_use]
pub fn address(name: &str) -> String {
    find_address(&OWN, name)
}

fn find_address(own: &Own, name: &str) -> String {
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    let own = own.keys().find(|own| {
        own.strip_prefix(stem).is_some_and(|rest| rest.len() == 18 + ending.len())
            && own.ends_with(ending)
    });
    own.map(|own| format!("/assets/{own}")).unwrap_or_default()
}

fn by_content(name: &str, bytes: &[u8]) -> String {
    let hash: String =
        Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    name.replacen('.', &format!("-{hash}."), 1)
}

/// A script of ours without what only people read, which is a third of it.
fn script(text: &str) -> String {
    let lines = text.lines().map(str::trim_start);
    let mut script = String::new();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with("//")) {
        script.push_str(line);
        script.push('\n');
    }
    script
}

/// The service worker. A browser takes it for a new one when its bytes are new: so it names the
/// release that it belongs to.
async fn worker(State(server): State<Server>) -> Response {
    let script = format!("// {}\n{}", server.clients.release, script(WORKER));
    let headers = [
        (header::CONTENT_TYPE, SCRIPT),
        // What the worker itself may load.
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
        ),
    ];
    (headers, script).into_response()
}

fn named(kind: &'static str, bytes: &'static [u8]) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, bytes).into_response()
}

/// What is made to be loaded by other sites; everything else is ours alone.
fn lent(mut response: Response) -> Response {
    let policy = HeaderValue::from_static("cross-origin");
    response.headers_mut().insert("cross-origin-resource-policy", policy);
    response
}

async fn hashed(Path(name): Path<String>, headers: HeaderMap) -> Response {
    if let Some(own) = OWN.get(name.as_str()) {
        let response = answer(&name, "", Cow::Borrowed(own));
        // A frame in a sandbox, as WordPress makes it, belongs to no site: to it this is another's.
        return if name.starts_with(EMBED_FRAME_NAME) { lent(response) } else { response };
    }
    // The shells and their listings are not files of their own.
    if name.ends_with(".html") || name.ends_with(".json") {
        return ApiError::Refused(Code::NotFound).into_response();
    }
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let accepted = accepted.unwrap_or_default();
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz"), ("", "")] {
        if accepts(accepted, encoding)
            && let Some(data) = find(&format!("{name}{ending}"))
        {
            return answer(&name, encoding, data);
        }
    }
    ApiError::Refused(Code::NotFound).into_response()
}

fn find(name: &str) -> Option<Cow<'static, [u8]>> {
    let file = CLIENTS.iter().find_map(|client| Files::get(&format!("{client}/{name}")));
    file.map(|file| file.data)
}

fn accepts(accepted: &str, encoding: &str) -> bool {
    encoding.is_empty()
        || accepted.split(',').any(|item| {
            let mut parts = item.split(';').map(str::trim);
            parts.next() == Some(encoding) && !parts.any(|part| part == "q=0")
        })
}

fn answer(name: &str, encoding: &'static str, data: Cow<'static, [u8]>) -> Response {
    let kind = match name.rsplit('.').next() {
        Some("js") => SCRIPT,
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    };
    let mut response = (StatusCode::OK, data.into_owned()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    if !encoding.is_empty() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_own_files_have_an_address() {
        for name in [
            "early.js",
            "embed-frame.js",
            "icon.svg",
            "icon-192.png",
            "icon-512.png",
            "icon-maskable.png",
            "manifest-da.webmanifest",
            "manifest-en.webmanifest",
        ] {
            let address = address(name);
            let own = address.strip_prefix("/assets/").unwrap();
            assert!(OWN.contains_key(own), "{name}: {address}");
        }
        assert!(texts("en").starts_with("/assets/texts-en-") && texts("da").is_empty());
    }

    #[tokio::test]
    async fn the_texts_of_a_language_are_json_and_no_listing_of_a_client_is_given_away() {
        let name = texts("en").trim_start_matches("/assets/").to_owned();
        let answer = hashed(Path(name), HeaderMap::new()).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/json");
        let listing = hashed(Path("files.json".to_owned()), HeaderMap::new()).await;
        assert_eq!(listing.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn of_what_is_kept_for_ever_other_sites_load_the_script_of_their_frames_alone() {
        const POLICY: &str = "cross-origin-resource-policy";
        for (name, policy) in [("embed-frame.js", Some("cross-origin")), ("early.js", None)] {
            let name = address(name).trim_start_matches("/assets/").to_owned();
            let answer = hashed(Path(name), HeaderMap::new()).await;
            let said = answer.headers().get(POLICY).and_then(|value| value.to_str().ok());
            assert_eq!(said, policy);
        }
    }

    #[test]
    fn a_script_is_sent_without_its_comments() {
        assert_eq!(
            script("// Why\nconst a = 1; // so\n\n  // and\n  go(a);\n"),
            "const a = 1; // so\ngo(a);\n"
        );
        for text in [app::EARLY, EMBED_FRAME, WORKER] {
            // A line that begins so within a text of several lines would be lost.
            assert!(!text.lines().any(|line| line.matches('`').count() % 2 == 1));
        }
    }

    #[test]
    fn an_encoding_is_taken_only_when_it_is_accepted() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("brotli", "br"));
    }
}
