//! Participants over HTTP.

use axum::extract::State;
use axum::http::StatusCode;
use hmac::{Hmac, Mac};
use model::{Me, NewParticipant, ParticipantChange, Welcome};
use sha2::Sha256;
use std::net::IpAddr;

use super::{Answer, Created};
use crate::Server;
use crate::auth::Participant;
use crate::error::ApiError;
use crate::extract::{ClientAddress, Json};

/// Becomes a participant. The token is shown this once.
#[utoipa::path(post, path = "/api/participants", tag = "participants",
    request_body = NewParticipant,
    responses((status = 201, body = Welcome), (status = "4XX", body = model::Problem)))]
pub async fn add(
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    Json(new): Json<NewParticipant>,
) -> Created<Welcome> {
    let valid = new.check()?;
    let now = server.now();
    server.limits.participant(address, now).map_err(ApiError::TooMany)?;
    let key = valid.client_key.as_deref().map(|key| repeat_key(&server.secret, key, address));
    let (id, token) = server.store.add_participant(&valid, key, now).await?;
    Ok((StatusCode::CREATED, axum::Json(Welcome { id: id.simple().to_string(), token })))
}

/// A repeated request is known by its client key and where it comes from: a key that somebody else
/// guesses elsewhere opens nothing.
fn repeat_key(secret: &[u8; 32], client_key: &str, address: IpAddr) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return rand::random() };
    mac.update(client_key.as_bytes());
    mac.update(&[0]);
    mac.update(address.to_string().as_bytes());
    mac.finalize().into_bytes().into()
}

/// Oneself, with what one wrote.
#[utoipa::path(get, path = "/api/participants/me", tag = "participants",
    security(("participant" = [])),
    responses((status = 200, body = Me), (status = 401, body = model::Problem)))]
pub async fn read_me(Participant(by): Participant, State(server): State<Server>) -> Answer<Me> {
    Ok(axum::Json(server.store.me(&by).await?))
}

/// Changes what one says about oneself.
#[utoipa::path(patch, path = "/api/participants/me", tag = "participants",
    request_body = ParticipantChange, security(("participant" = [])),
    responses((status = 200, body = Me), (status = "4XX", body = model::Problem)))]
pub async fn change_me(
    Participant(mut by): Participant,
    State(server): State<Server>,
    Json(change): Json<ParticipantChange>,
) -> Answer<Me> {
    let whole = NewParticipant {
        name: change.name.unwrap_or_else(|| by.name.clone()),
        kind: Some(by.kind.word().to_owned()),
        district: change.district.or_else(|| by.district.clone()),
        email: change.email.or_else(|| by.email.clone()),
        client_key: None,
    };
    let valid = whole.check()?;
    by.name = valid.name;
    by.district = valid.district;
    by.email = valid.email;
    server.store.change_participant(&by).await?;
    Ok(axum::Json(server.store.me(&by).await?))
}

/// Takes back all that one wrote, and is forgotten.
#[utoipa::path(delete, path = "/api/participants/me", tag = "participants",
    security(("participant" = [])),
    responses((status = 204), (status = 401, body = model::Problem)))]
pub async fn forget_me(
    Participant(by): Participant,
    State(server): State<Server>,
) -> Result<StatusCode, ApiError> {
    server.store.forget_participant(by.id, server.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
