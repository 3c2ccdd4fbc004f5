//! Files that pages load: the clients' own, named by their content and so kept for ever, and the few
//! with fixed names.

use std::borrow::Cow;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use model::Code;

use crate::Server;
use crate::error::ApiError;
use crate::shell::Files;

const EMBED: &str = include_str!("assets/embed.js");
const EMBED_FRAME: &str = include_str!("assets/embed-frame.js");
const ICON: &str = include_str!("assets/icon.svg");
const ROBOTS: &str = "User-agent: *\nDisallow: /api/\nDisallow: /desk\nDisallow: /mine\n";

/// The routes of files.
pub fn routes() -> Router<Server> {
    Router::new()
        .route("/assets/{*name}", get(hashed))
        .route("/embed.js", get(async || script(EMBED, "cross-origin")))
        .route("/embed-frame.js", get(async || script(EMBED_FRAME, "same-origin")))
        .route("/icon.svg", get(async || named("image/svg+xml", ICON)))
        .route("/robots.txt", get(async || named("text/plain; charset=utf-8", ROBOTS)))
        // The address that Danish law wants the accessibility statement at.
        .route("/was", get(async || Redirect::to("/tilgaengelighed")))
}

fn named(kind: &'static str, text: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, text).into_response()
}

/// `/embed.js` is made to be loaded by other sites; everything else is ours alone.
fn script(text: &'static str, policy: &'static str) -> Response {
    let mut response = named("text/javascript; charset=utf-8", text);
    response.headers_mut().insert("cross-origin-resource-policy", HeaderValue::from_static(policy));
    response
}

async fn hashed(Path(name): Path<String>, headers: HeaderMap) -> Response {
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
    fn an_encoding_is_taken_only_when_it_is_accepted() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("brotli", "br"));
    }
}
