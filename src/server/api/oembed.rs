//! oEmbed (<https://oembed.com>, version 1.0): somebody pastes the bare address of a page of ours into their
//! own site, and that asks here what to show. WordPress and others find this by the `<link>` in the page.

use app::{Address, Route};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::{Code, OEmbed};
use serde::Deserialize;

use crate::Server;
use crate::error::ApiError;
use crate::extract::Query;
use crate::page::{CARD_QUERY, public_url};
use crate::store::StoreError;

/// How wide and high a card is where nobody says how large it may be, in CSS pixels.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 480;
/// For how many seconds the answer may be kept.
const KEPT: u32 = 3_600;

/// What is asked.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct Asks {
    /// The address of a page of ours: a hearing or a section.
    url: Option<String>,
    /// How wide it may be, in CSS pixels.
    maxwidth: Option<u32>,
    /// How high it may be.
    maxheight: Option<u32>,
    /// `json`, also when left out.
    format: Option<String>,
}

/// What to show for the address of a page of ours. 404 when there is nothing to show for it, 501 for
/// another format than JSON.
#[utoipa::path(get, path = "/oembed", tag = "pages", params(Asks),
    responses((status = 200, body = OEmbed), (status = "4XX", body = model::Problem), (status = 501)))]
pub async fn read(
    State(server): State<Server>,
    Query(asks): Query<Asks>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if asks.format.as_deref().is_some_and(|format| format != "json") {
        let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        return Ok((StatusCode::NOT_IMPLEMENTED, kind, "JSON only\n").into_response());
    }
    let site = public_url(&server, &headers);
    let address = within(&site, asks.url.as_deref().unwrap_or_default());
    let (there, title) = shown(&server, address.ok_or(Code::NotFound)?).await?;
    let width = asks.maxwidth.map_or(WIDTH, |most| most.min(WIDTH));
    let height = asks.maxheight.map_or(HEIGHT, |most| most.min(HEIGHT));
    let src = app::escape(&format!("{site}{there}"));
    let name = app::escape(&title);
    let html = format!(
        "<iframe src=\"{src}\" title=\"{name}\" width=\"{width}\" height=\"{height}\" \
         frameborder=\"0\" loading=\"lazy\"></iframe>"
    );
    let shown = OEmbed {
        version: "1.0",
        kind: "rich",
        provider_name: "Bland dig",
        provider_url: site,
        title,
        html,
        width,
        height,
        cache_age: KEPT,
    };
    Ok(axum::Json(shown).into_response())
}

/// The page of ours that an address leads to; `None` for another site's.
fn within(site: &str, url: &str) -> Option<Address> {
    let (site, url) = (url::Url::parse(site).ok()?, url::Url::parse(url).ok()?);
    let ours = site.origin() == url.origin();
    ours.then(|| Address::parse(url.path(), url.query().unwrap_or_default()))
}

/// What is shown for a page: the address of its card, and its title. Not its conversation: those who show
/// what they have found themselves let nobody write in it.
async fn shown(server: &Server, at: Address) -> Result<(String, String), StoreError> {
    let (route, title) = match at.route {
        Route::Section { c, key } => {
            let section = server.store.section(&c, &key, None).await?;
            (Route::Embed { c, key: Some(key) }, section.title)
        }
        Route::Front { c } => {
            let hearing = server.store.consultation(&c, None, server.now()).await?;
            (Route::Embed { c, key: None }, hearing.summary.title)
        }
        _ => return Err(StoreError::Missing),
    };
    Ok((format!("{}?{CARD_QUERY}", Address::new(at.lang, route).href()), title))
}
