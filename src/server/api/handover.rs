//! Handing over to another device, over HTTP.

use axum::extract::State;
use axum::http::StatusCode;
use model::{HANDOVER, Handover, TakeOver, Welcome};

use super::Created;
use crate::Server;
use crate::auth::Participant;
use crate::error::ApiError;
use crate::extract::{ClientAddress, Json};
use crate::secret;

/// Makes a link by which another device becomes the same participant: once, within a quarter of an
/// hour. The secret in it is shown this once.
#[utoipa::path(post, path = "/api/participants/me/handover", tag = "participants",
    security(("participant" = [])),
    responses((status = 201, body = Handover), (status = "4XX", body = model::Problem)))]
pub async fn add(Participant(by): Participant, State(server): State<Server>) -> Created<Handover> {
    let now = server.now();
    server.limits.handover(by.id, now).map_err(ApiError::TooMany)?;
    let secret = secret::new();
    let expires = now.plus(HANDOVER);
    server.store.add_handover(by.id, &secret, expires, now).await?;
    Ok((StatusCode::CREATED, axum::Json(Handover { secret, expires })))
}

/// Becomes the participant whose link it is, with a token of one's own. The same request again is
/// answered with the same token; a link that another device has used is spent.
#[utoipa::path(post, path = "/api/participants/handover", tag = "participants",
    request_body = TakeOver,
    responses((status = 201, body = Welcome), (status = "4XX", body = model::Problem)))]
pub async fn take(
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    Json(sent): Json<TakeOver>,
) -> Created<Welcome> {
    let sent = sent.check()?;
    let now = server.now();
    server.limits.link(address, now).map_err(ApiError::TooMany)?;
    let (id, token) = server.store.take_over(&sent.secret, &sent.client_key, now).await?;
    server.limits.link_was_right(address);
    Ok((StatusCode::CREATED, axum::Json(Welcome { id: id.simple().to_string(), token })))
}
