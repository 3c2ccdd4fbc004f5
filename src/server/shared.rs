//! Answers that everybody gets alike, kept until anything in the store changes.
//!
//! A section is read thousands of times between two posts. Its answer is read, painted, compressed
//! and tagged once for each stand of the store. Never kept: what belongs to somebody, what
//! streams, what is refused.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use quick_cache::sync::Cache;

use crate::Server;
use crate::headers;
use crate::store::Stand;

/// Most bytes of all kept answers together.
const MOST: u64 = 16 * 1024 * 1024;
/// Most bytes of one: a larger one would drive out too many others.
const ONE_MOST: usize = 1024 * 1024;
/// About what an answer takes besides its body.
const OVERHEAD: u64 = 2048;
/// How long a request waits for another one that already makes the same answer.
const PATIENCE: Duration = Duration::from_millis(500);

/// The kept answers.
pub struct Shared(Cache<Key, Kept, Weight>);

/// What was asked, and of which stand of the store.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    stand: Stand,
    /// Pages tell what is open and how long still.
    second: i64,
    /// The site, the address and the encoding that the answer comes in.
    asked: String,
}

#[derive(Clone)]
struct Kept {
    headers: HeaderMap,
    body: Bytes,
}

#[derive(Clone)]
struct Weight;

impl quick_cache::Weighter<Key, Kept> for Weight {
    fn weight(&self, key: &Key, kept: &Kept) -> u64 {
        (key.asked.len() + kept.body.len()) as u64 + OVERHEAD
    }
}

impl Default for Shared {
    fn default() -> Self {
        Self(Cache::with_weighter((MOST / OVERHEAD) as usize / 4, MOST, Weight))
    }
}

/// Answers with what is kept, or keeps what the rest of the program answers.
pub async fn share(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let named = server.config.public_url.is_some();
    let Some(asked) = asked(&mut request, named) else { return next.run(request).await };
    // A store that cannot say how it stands cannot be read either: that is told below.
    let Ok(stand) = server.store.stand().await else { return next.run(request).await };
    let key = Key { stand, second: server.now().0 / 1000, asked };
    // Whether the browser has it already is asked of the whole answer.
    let known = request.headers_mut().remove(header::IF_NONE_MATCH);
    let found = server.shared.0.get_value_or_guard_async(&key);
    let whole = match tokio::time::timeout(PATIENCE, found).await {
        Ok(Ok(kept)) => kept.answer(),
        Ok(Err(turn)) => match keep(next.run(request).await).await {
            Ok(kept) => {
                let _ = turn.insert(kept.clone());
                kept.answer()
            }
            Err(response) => response,
        },
        Err(_) => next.run(request).await,
    };
    headers::unless_known(whole, known.as_ref())
}

/// What a request asks for, when everybody gets the same answer to it. A site that knows its name does
/// not listen to what else it is called.
fn asked(request: &mut Request, named: bool) -> Option<String> {
    let (uri, headers) = (request.uri(), request.headers());
    if request.method() != Method::GET || headers.contains_key(header::AUTHORIZATION) {
        return None;
    }
    let path = uri.path();
    let list =
        ["/api/consultations", "/api/comments/", "/api/news/", "/api/page", "/api/proposals/"];
    let other = [
        "/api",
        "/assets",
        "/desk",
        "/healthz",
        "/metrics",
        "/readyz",
        "/embed.js",
        "/counts.js",
        "/udkast",
        "/en/udkast",
    ];
    let begins = |with: &[&str]| with.iter().any(|start| path.starts_with(start));
    if path.ends_with("/live") || (begins(&other) && !begins(&list)) {
        return None;
    }
    let host = headers.get(header::HOST).filter(|_| !named);
    let host = host.map_or(Some(""), |host| host.to_str().ok())?.to_ascii_lowercase();
    let query = uri.query().unwrap_or_default();
    let encoding = encoding(headers);
    // A newline stands in none of them.
    let asked = format!("{host}\n{encoding}\n{path}\n{query}");
    // What compresses must decide as the key does.
    request.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static(encoding));
    Some(asked)
}

/// The one of our encodings that an answer comes in. Browsers say it in many ways, and every way would be
/// a copy of each page.
fn encoding(headers: &HeaderMap) -> &'static str {
    let takes = |encoding: &str| {
        headers
            .get_all(header::ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(|offer| {
                let (name, how) = offer.split_once(';').unwrap_or((offer, ""));
                let how = how.trim().strip_prefix("q=").unwrap_or("1");
                Some((name.trim(), how.trim().parse::<f32>().ok()?))
            })
            .any(|(name, how)| name.eq_ignore_ascii_case(encoding) && how > 0.0)
    };
    ["br", "gzip"].into_iter().find(|encoding| takes(encoding)).unwrap_or("identity")
}

/// The answer with its body read; an answer that is not to be kept comes back as it is.
async fn keep(response: Response) -> Result<Kept, Response> {
    let size = response.headers().get(header::CONTENT_LENGTH);
    let size = size.and_then(|size| size.to_str().ok()?.parse::<usize>().ok());
    if response.status() != StatusCode::OK || size.is_none_or(|size| size > ONE_MOST) {
        return Err(response);
    }
    let (parts, body) = response.into_parts();
    match to_bytes(body, ONE_MOST).await {
        Ok(body) => Ok(Kept { headers: parts.headers, body }),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
    }
}

impl Kept {
    fn answer(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.headers_mut() = self.headers;
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(method: &str, address: &str, more: Option<(&str, &str)>) -> bool {
        let mut request = axum::http::Request::builder().method(method).uri(address);
        if let Some((name, value)) = more {
            request = request.header(name, value);
        }
        asked(&mut request.body(Body::empty()).unwrap(), true).is_some()
    }

    #[test]
    fn an_answer_is_kept_once_however_a_browser_asks_for_it() {
        let encoding = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(text));
            encoding(&headers)
        };
        for (said, encoded) in [
            ("gzip, deflate, br, zstd", "br"),
            ("br;q=0.1, gzip", "br"),
            ("GZIP;q=1.0, br;q=0", "gzip"),
            ("gzip;q=0, identity", "identity"),
            ("gzip;q=x", "identity"),
            ("*", "identity"),
            ("", "identity"),
        ] {
            assert_eq!(encoding(said), encoded, "{said}");
        }
        let key = |host: &str, named| {
            let request = axum::http::Request::get("/a").header("host", host);
            asked(&mut request.body(Body::empty()).unwrap(), named)
        };
        assert_eq!(key("a.dk", true), key("b.dk", true));
        assert_ne!(key("a.dk", false), key("b.dk", false));
        assert_eq!(key("A.dk", false), key("a.dk", false));
    }

    #[test]
    fn only_what_everybody_gets_alike_is_kept() {
        for address in
            ["/", "/a/b?udgave=fuld", "/api/page?address=/a", "/api/consultations/a/comments"]
        {
            assert!(kept("GET", address, None), "{address}");
            assert!(!kept("GET", address, Some(("authorization", "Bearer x"))), "{address}");
            assert!(!kept("POST", address, None), "{address}");
        }
        let other = [
            "/api/desk/queue",
            "/api/participants/me",
            "/api/consultations/a/live",
            "/desk",
            "/metrics",
            "/udkast/geheim/afsnit",
            "/en/udkast/geheim",
        ];
        for address in other {
            assert!(!kept("GET", address, None), "{address}");
        }
    }
}
