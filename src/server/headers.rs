//! What every answer carries: protection for the browser, and an ETag for reads.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use model::Code;
use sha2::{Digest, Sha256};

use crate::Server;
use crate::error::ApiError;

/// Answers that are larger are sent as they come, without an ETag.
const ETAG_MOST: usize = 16 * 1024 * 1024;

const FIXED: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    // For answers that are no page: nothing may be loaded, nobody may frame them.
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
];

/// Sets what protects; a handler may have set its own.
pub async fn protect(State(server): State<Server>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        let name = HeaderName::from_static(name);
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if server.config.public_url.as_ref().is_some_and(|url| url.scheme() == "https") {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

/// Gives reads an ETag of the very bytes that are sent, so each encoding has its own, and answers
/// 304 to whoever has them.
pub async fn tag(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let api = request.uri().path().starts_with("/api/");
    let desk = request.uri().path().starts_with("/api/desk/");
    let personal = desk || request.headers().contains_key(header::AUTHORIZATION);
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let mut response = next.run(request).await;
    if api {
        let vary = HeaderValue::from_static("Authorization, Accept-Encoding");
        response.headers_mut().insert(header::VARY, vary);
    }
    let cache = match (personal, api || reads) {
        (true, _) => "private, no-cache",
        _ => "no-cache",
    };
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static(if desk { "no-store" } else { cache }));
    if !reads || response.status() != StatusCode::OK || streams(response.headers()) {
        return response;
    }
    with_etag(response, known.as_ref()).await
}

fn streams(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let immutable = headers.get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/event-stream"))
        // A file for somebody to keep: it may be long, and is sent as it is read.
        || headers.contains_key(header::CONTENT_DISPOSITION)
        || immutable.is_some_and(|cache| cache.contains("immutable"))
}

async fn with_etag(response: Response, known: Option<&HeaderValue>) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, ETAG_MOST).await else {
        return ApiError::Internal("an answer that is too large".to_owned()).into_response();
    };
    let hash = Sha256::digest(&bytes);
    let hex: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{hex}\"")) {
        parts.headers.insert(header::ETAG, value);
    }
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    unless_known(Response::from_parts(parts, Body::from(bytes)), known)
}

/// The answer, or 304 to whoever has it already.
pub fn unless_known(mut response: Response, known: Option<&HeaderValue>) -> Response {
    let etag = response.headers().get(header::ETAG).and_then(|etag| etag.to_str().ok());
    let known = known.and_then(|known| known.to_str().ok());
    let matches = etag.zip(known).is_some_and(|(etag, known)| {
        known.split(',').any(|one| matches!(one.trim(), "*") || one.trim() == etag)
    });
    if !matches {
        return response;
    }
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    for name in [header::CONTENT_LENGTH, header::CONTENT_TYPE, header::CONTENT_ENCODING] {
        response.headers_mut().remove(name);
    }
    *response.body_mut() = Body::empty();
    response
}

/// A handler that panics is our fault and must not take the connection with it.
pub fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    ApiError::Refused(Code::Internal).into_response()
}
