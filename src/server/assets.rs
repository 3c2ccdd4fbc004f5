//! Files that pages load: the clients' own, named by their content and so kept for ever, and the few
//! with fixed names.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use model::Code;
use sha2::{Digest, Sha256};

use crate::Server;
use crate::error::ApiError;
use crate::shell::Files;

const EMBED: &str = include_str!("assets/embed.js");
const EMBED_FRAME: &str = include_str!("assets/embed-frame.js");
const ICON: &str = include_str!("assets/icon.svg");
/// The server's own files under /assets/, by names made from their content.
static OWN: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    [("early.js", app::EARLY), ("embed-frame.js", EMBED_FRAME), ("icon.svg", ICON)]
        .into_iter()
        .map(|(name, text)| (by_content(name, text), text))
        .collect()
});

const ROBOTS: &str = "User-agent: *\nDisallow: /api/\nDisallow: /desk\nDisallow: /mine\n";

/// The routes of files.
pub fn routes() -> Router<Server> {
    Router::new()
        .route("/assets/{*name}", get(hashed))
        .route("/embed.js", get(async || embed()))
        .route("/robots.txt", get(async || named("text/plain; charset=utf-8", ROBOTS)))
        // The address that Danish law wants the accessibility statement at.
        .route("/was", get(async || Redirect::to("/tilgaengelighed")))
}

/// The address of one of the server's own files: `early.js`, `embed-frame.js` or `icon.svg`.
#[must_use]
pub fn address(name: &str) -> String {
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    let own = OWN.keys().find(|own| {
        own.strip_prefix(stem).is_some_and(|rest| rest.len() == 18 + ending.len())
            && own.ends_with(ending)
    });
    own.map(|own| format!("/assets/{own}")).unwrap_or_default()
}

fn by_content(name: &str, text: &str) -> String {
    let hash: String =
        Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    name.replacen('.', &format!("-{hash}."), 1)
}

fn named(kind: &'static str, text: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, text).into_response()
}

/// `/embed.js` is made to be loaded by other sites; everything else is ours alone.
fn embed() -> Response {
    let mut response = named("text/javascript; charset=utf-8", EMBED);
    let policy = HeaderValue::from_static("cross-origin");
    response.headers_mut().insert("cross-origin-resource-policy", policy);
    response
}

async fn hashed(Path(name): Path<String>, headers: HeaderMap) -> Response {
    // The shells and their listings are not files of their own.
    if name.ends_with(".html") || name.ends_with(".json") {
        return ApiError::Refused(Code::NotFound).into_response();
    }
    if let Some(own) = OWN.get(name.as_str()) {
        return answer(&name, "", Cow::Borrowed(own.as_bytes()));
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
    let file =
        Files::get(&format!("citizen/{name}")).or_else(|| Files::get(&format!("desk/{name}")));
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
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
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
        for name in ["early.js", "embed-frame.js", "icon.svg"] {
            let address = address(name);
            let own = address.strip_prefix("/assets/").unwrap();
            assert!(OWN.contains_key(own), "{name}: {address}");
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
