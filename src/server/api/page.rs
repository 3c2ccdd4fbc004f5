//! Pages over HTTP, painted for the app: what a browser gets that asks for the address itself, less
//! the shell.

use app::{Address, Route};
use axum::extract::State;
use axum::http::HeaderMap;
use model::Code;
use serde::Deserialize;

use super::Answer;
use crate::Server;
use crate::extract::Query;
use crate::page;

/// Which page.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct At {
    /// Its path and query, as `/integrationspolitik/indsats-1?udgave=fuld`.
    pub address: String,
}

/// The page at an address.
#[utoipa::path(get, path = "/api/page", tag = "pages", params(At),
    responses((status = 200, body = app::Screen), (status = 404, body = model::Problem),
        (status = 422, body = model::Problem)))]
pub async fn read(
    State(server): State<Server>,
    Query(at): Query<At>,
    headers: HeaderMap,
) -> Answer<app::Screen> {
    let (path, query) = at.address.split_once('?').unwrap_or((&at.address, ""));
    let address = Address::parse(path, query);
    if address.route == Route::NotFound {
        return Err(Code::NotFound.into());
    }
    let data = page::read(&server, &address).await?;
    Ok(axum::Json(page::paint(&server, address, &data, &headers).screen()))
}
