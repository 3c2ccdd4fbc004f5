//! Participants over HTTP.

use axum::extract::State;
use axum::http::StatusCode;
use model::{Confirmation, Me, NewParticipant, ParticipantChange, Welcome};
use std::net::IpAddr;

use super::{Answer, Created};
use crate::Server;
use crate::auth::Participant;
use crate::error::ApiError;
use crate::extract::{ClientAddress, Json};
use crate::secret;

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
    // Nobody is kept from writing because many others around them gave an address, too: this one is
    // then confirmed later.
    let email = valid.email.as_deref();
    let asked = email.filter(|email| server.limits.confirmation(email, address, now).is_ok());
    let secret = asked.map(|_| secret::new());
    let origin = (server.config.address_days > 0).then(|| origin(&server.secret, address));
    let store = &server.store;
    let (id, token) = store.add_participant(&valid, key, secret.as_deref(), origin, now).await?;
    Ok((StatusCode::CREATED, axum::Json(Welcome { id: id.simple().to_string(), token })))
}

/// A repeated request is known by its client key and where it comes from: a key that somebody else
/// guesses elsewhere opens nothing.
fn repeat_key(secret: &[u8; 32], client_key: &str, address: IpAddr) -> [u8; 32] {
    secret::keyed(secret, &[b"repeat", client_key.as_bytes(), address.to_string().as_bytes()])
}

/// What is kept of the address that somebody comes from: without the installation's secret nobody can
/// tell it from the hash, not even by trying all there are. A provider gives a home a whole network of
/// the sixth version, so that the part behind it says nothing.
fn origin(secret: &[u8; 32], address: IpAddr) -> [u8; 32] {
    let network = match address {
        IpAddr::V4(address) => address.to_bits().to_be_bytes().to_vec(),
        IpAddr::V6(address) => address.octets()[..8].to_vec(),
    };
    secret::keyed(secret, &[b"origin", &network])
}

/// Oneself, with what one wrote.
#[utoipa::path(get, path = "/api/participants/me", tag = "participants",
    security(("participant" = [])),
    responses((status = 200, body = Me), (status = 401, body = model::Problem)))]
pub async fn read_me(Participant(by): Participant, State(server): State<Server>) -> Answer<Me> {
    Ok(axum::Json(server.store.me(&by, server.now()).await?))
}

/// Changes what one says about oneself. A mail address that is not confirmed yet gets a mail with a link
/// by which it is; so does the same one again.
#[utoipa::path(patch, path = "/api/participants/me", tag = "participants",
    request_body = ParticipantChange, security(("participant" = [])),
    responses((status = 200, body = Me), (status = "4XX", body = model::Problem)))]
pub async fn change_me(
    Participant(mut by): Participant,
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    Json(change): Json<ParticipantChange>,
) -> Answer<Me> {
    let now = server.now();
    let given = change.email.is_some();
    let whole = NewParticipant {
        name: change.name.unwrap_or_else(|| by.name.clone()),
        kind: Some(by.kind.word().to_owned()),
        district: change.district.or_else(|| by.district.clone()),
        email: change.email.or_else(|| by.email.clone()),
        client_key: None,
    };
    let valid = whole.check()?;
    if valid.email != by.email {
        by.email_confirmed = None;
    }
    by.name = valid.name;
    by.district = valid.district;
    by.email = valid.email;
    let asked = by.email.as_deref().filter(|_| given && by.email_confirmed.is_none());
    if let Some(email) = asked {
        server.limits.confirmation_of(by.id, email, address, now).map_err(ApiError::TooMany)?;
    }
    let secret = asked.map(|_| secret::new());
    server.store.change_participant(&by, secret.as_deref(), now).await?;
    Ok(axum::Json(server.store.me(&by, now).await?))
}

/// Proves by the link in a mail that the address it was sent to is one's own. It works once, within seven
/// days, in any browser.
#[utoipa::path(post, path = "/api/participants/confirm", tag = "participants",
    request_body = Confirmation,
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn confirm(
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    Json(sent): Json<Confirmation>,
) -> Result<StatusCode, ApiError> {
    let sent = sent.check()?;
    let now = server.now();
    server.limits.link(address, now).map_err(ApiError::TooMany)?;
    server.store.confirm_email(&sent.secret, now).await?;
    server.limits.link_was_right(address);
    Ok(StatusCode::NO_CONTENT)
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
