//! Other sites: which of them may show a hearing in a frame and read its open data, and how they stand
//! in headers.

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, AUTHORIZATION, ORIGIN, VARY,
};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;

use crate::Server;

/// Where a hearing's open data stands: its name is what follows.
const OPEN: &str = "/api/consultations/";

impl Server {
    /// The sites that may show a hearing: those of all hearings, and its own. When the store cannot be
    /// read there are no others: the answer says what is wrong.
    pub async fn sites(&self, slug: &str) -> Vec<String> {
        let mut sites = self.config.embed_origins.clone();
        sites.extend(self.store.sites(slug).await.unwrap_or_default());
        sites
    }
}

/// Lets the sites that may show a hearing read its open data, and no others: what anybody can read
/// without a token, each site told apart by its exact origin. A token cannot be sent along, for that a
/// browser would have to be asked first.
pub async fn lend(State(server): State<Server>, request: Request, next: Next) -> Response {
    let asks = open_data(&request).map(str::to_owned);
    let origin = request.headers().get(ORIGIN).cloned();
    let mut response = next.run(request).await;
    let Some((slug, origin)) = asks.zip(origin) else { return response };
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("Origin"));
    if server.sites(&slug).await.iter().any(|site| origin == site.as_str()) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag"));
    }
    response
}

/// The hearing of which somebody reads what everybody can; streams stay ours.
fn open_data(request: &Request) -> Option<&str> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let own = request.headers().contains_key(AUTHORIZATION);
    let rest = request.uri().path().strip_prefix(OPEN).filter(|_| reads && !own)?;
    let (slug, what) = rest.split_once('/').unwrap_or((rest, ""));
    (what != "live").then_some(slug)
}

/// The origin of an address, as `https://blanddigibyen.dk`: nothing is left in it that could change a
/// header. `None` for what is no address of the web, and for `http:` beyond this machine, where
/// somebody between the two could put anything around a frame.
#[must_use]
pub fn origin(address: &str) -> Option<String> {
    let url = url::Url::parse(address.trim()).ok()?;
    let near = || matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let kept = match url.scheme() {
        "https" => true,
        "http" => near(),
        _ => false,
    };
    let plain = url.username().is_empty() && url.password().is_none();
    // An address may have a star in its name, and a policy would take that for every site.
    let host = url.host_str().unwrap_or_default();
    let named = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.[]:".contains(&byte));
    (kept && plain && named).then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_is_named_a_site_is_one_and_is_the_same_once_more(
            address in prop_oneof![
                any::<String>(),
                "(https?|HTTPS|ftp|javascript)?:?/{0,3}[a-zA-Z0-9æøåß.:@*;, \\[\\]\\\\\"'<>?#%_\\t\\n-]{0,60}",
            ],
        ) {
            if let Some(site) = origin(&address) {
                let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-[]:/".contains(&byte);
                prop_assert!(site.bytes().all(plain), "{site}");
                prop_assert!(site.starts_with("https://") || site.starts_with("http://"), "{site}");
                prop_assert_eq!(site.matches('/').count(), 2, "{}", site);
                prop_assert_eq!(origin(&site), Some(site));
            }
        }
    }

    #[test]
    fn an_address_of_any_page_gives_the_site_and_nothing_that_could_change_a_header() {
        for (address, site) in [
            ("https://blanddigibyen.dk", Some("https://blanddigibyen.dk")),
            (" https://BlandDigIByen.dk/hoering?x#y ", Some("https://blanddigibyen.dk")),
            ("https://høring.dk/", Some("https://xn--hring-vua.dk")),
            ("https://a.dk:8443/", Some("https://a.dk:8443")),
            ("https://a.dk:443/", Some("https://a.dk")),
            ("http://localhost:8000", Some("http://localhost:8000")),
            ("http://a.dk", None),
            ("https://mona:x@a.dk", None),
            ("a.dk; script-src *", None),
            ("https://a.dk; script-src *", None),
            ("https://*.dk", None),
            ("*", None),
            ("null", None),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("", None),
        ] {
            assert_eq!(origin(address).as_deref(), site, "{address}");
        }
    }
}
