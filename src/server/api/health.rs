//! Whether the server lives, whether it can serve, and how it fares.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::Code;

use crate::Server;
use crate::error::ApiError;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The store can be read.
pub async fn ready(State(server): State<Server>) -> Result<&'static str, ApiError> {
    // Whatever is wrong with the store, the answer for a load balancer is the same.
    match server.store.ready().await {
        Ok(()) => Ok("ok\n"),
        Err(error) => {
            tracing::warn!(%error, "Not ready");
            Err(Code::Unavailable.into())
        }
    }
}

/// Figures in Prometheus' text format: for this machine alone, unless they have an address of their
/// own (`BLANDDIG_METRICS_LISTEN`).
pub async fn metrics(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let forwarded = headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded");
    let own = server.config.metrics_listen.is_none() && peer.ip().is_loopback() && !forwarded;
    if own { figures(&server) } else { ApiError::Refused(Code::NotFound).into_response() }
}

/// The figures themselves.
pub fn figures(server: &Server) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (StatusCode::OK, kind, server.metrics.render()).into_response()
}
