//! Pages: what an address shows, read from the store and painted into a shell.

mod data;
mod framed;
mod preview;

pub use data::read;
pub use framed::CARD_QUERY;

use app::{Address, Lang, PageData, Painted, Route, View};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use model::{Code, MINUTE, Moment, StatementName};

use framed::Framed;

use crate::Server;
use crate::error::ApiError;
use crate::extract::Path;
use crate::feed;
use crate::shell::{Page, Shell};
use crate::short;
use crate::store::{StoreError, Which};

/// Answers every address that no route names.
pub async fn show(State(server): State<Server>, request: Request) -> Response {
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") {
        return ApiError::Refused(Code::NotFound).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::Refused(Code::MethodNotAllowed).into_response();
    }
    if path == "/desk" || path.starts_with("/desk/") {
        let clients = &server.clients;
        return desk(if is_queue(path) { &clients.queue } else { &clients.desk });
    }
    if let Some(path) = path.strip_suffix(feed::ENDING) {
        let public_url = public_url(&server, request.headers());
        return feed::show(&server, &Address::parse(path, ""), &public_url).await;
    }
    if let Some(asked) = preview::Asked::parse(path) {
        return preview::show(&server, &asked, request.headers()).await;
    }
    let (headers, query) = (request.headers(), request.uri().query().unwrap_or_default());
    let address = Address::parse(path, query);
    if let Some(asked) = short::Asked::parse(path) {
        let there = short::show(&server, &asked, &public_url(&server, headers)).await;
        return there.unwrap_or_else(|error| painted(&server, address, &refused(error), headers));
    }
    if let Some(framed) = Framed::parse(&address.route, query) {
        return framed::show(&server, address, framed, headers).await;
    }
    let data = read(&server, &address).await.unwrap_or_else(refused);
    painted(&server, address, &data, headers)
}

/// What a page shows in place of what cannot be read. Logs what must be logged; the page says it in its
/// language.
fn refused(error: StoreError) -> PageData {
    let error = ApiError::from(error);
    let code = Some(error.code());
    drop(error.into_response());
    PageData::Refused { code }
}

/// Whether the queue alone draws an address of the desk (`app::desk`, `Route::is_page`).
fn is_queue(path: &str) -> bool {
    matches!(path, "/desk" | "/desk/" | "/desk/invitation") || path.starts_with("/desk/ko/")
}

/// What a browser shows when there is no connection and the page is not kept in it; kept pages that
/// came without a shell are put into this one.
pub async fn offline(
    State(server): State<Server>,
    Path(lang): Path<String>,
    headers: HeaderMap,
) -> Response {
    match [Lang::Da, Lang::En].into_iter().find(|known| known.tag() == lang) {
        Some(lang) => {
            let address = Address::new(lang, Route::Home);
            painted(&server, address, &PageData::Offline, &headers)
        }
        None => ApiError::Refused(Code::NotFound).into_response(),
    }
}

fn painted(server: &Server, address: Address, data: &PageData, headers: &HeaderMap) -> Response {
    let shell = server.clients.of(&address.route);
    let painted = paint(server, address, data, headers);
    let html = shell.page(&Page {
        lang: painted.lang,
        head: &painted.head,
        body: &painted.body(),
        json: &painted.json(),
        embedded: false,
        quiet: false,
        shade: None,
    });
    let theme = data.consultation().and_then(app::theme);
    page(status(data), html, &shell.policy("'none'", theme.as_deref(), None))
}

fn status(data: &PageData) -> StatusCode {
    StatusCode::from_u16(data.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Paints what a page shows.
pub fn paint(server: &Server, address: Address, data: &PageData, headers: &HeaderMap) -> Painted {
    let now = steady(data, server.now());
    let release = server.clients.release.clone();
    app::paint(data, &View { address, now, public_url: public_url(server, headers), release })
}

/// The moment as of which a page is told. Within a minute the same page has the same bytes, so that a
/// phone that has them keeps them; but a hearing opens and closes on time.
fn steady(data: &PageData, now: Moment) -> Moment {
    let minute = Moment(now.0 - now.0 % MINUTE);
    let listed = match data {
        PageData::Home { consultations } => consultations.as_slice(),
        _ => &[],
    };
    let own = data.consultation().map(|consultation| &consultation.summary);
    let edges = listed.iter().chain(own).flat_map(|hearing| [hearing.opens, hearing.closes]);
    edges.filter(|edge| *edge <= now).fold(minute, Moment::max)
}

fn desk(shell: &Shell) -> Response {
    let html = shell.page(&Page {
        lang: "da",
        head: "<title>Skrivebordet – Bland dig</title><meta name=robots content=noindex>",
        body: "<noscript>Skrivebordet er et program i browseren og kræver JavaScript.</noscript>",
        json: "",
        embedded: false,
        quiet: false,
        shade: None,
    });
    page(StatusCode::OK, html, &shell.policy("'none'", None, None))
}

fn page(status: StatusCode, html: String, policy: &str) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    let mut response = (status, kind, html).into_response();
    if let Ok(policy) = HeaderValue::from_str(policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The site's own address: the one it was given, or on loopback the one that was asked for.
pub fn public_url(server: &Server, headers: &HeaderMap) -> String {
    if let Some(url) = &server.config.public_url {
        return url.as_str().trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let own = |host: &&str| {
        let name = host.rsplit_once(':').map_or(*host, |(name, _)| name);
        matches!(name, "localhost" | "127.0.0.1" | "[::1]")
    };
    let host = host.filter(own).map_or_else(|| server.config.listen.to_string(), str::to_owned);
    format!("http://{host}")
}

/// The address that Danish law wants the accessibility statement at. A municipality's own is kept by
/// the Agency for Digital Government; its text on accessibility links there.
pub async fn was(State(server): State<Server>) -> Redirect {
    let which = Which { name: StatementName::Accessibility, lang: Lang::Da };
    let statement = server.store.statement(which).await.ok();
    let there = statement.as_ref().and_then(|statement| model::was_address(&statement.html));
    Redirect::to(there.unwrap_or("/tilgaengelighed"))
}
