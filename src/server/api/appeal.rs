//! Appeals over HTTP: an author asks that somebody else looks at a decision again.

use axum::extract::State;
use axum::http::StatusCode;
use model::NewAppeal;

use crate::Server;
use crate::auth::Participant;
use crate::error::ApiError;
use crate::extract::{ClientAddress, Id, Json};
use crate::store::PostKind;

async fn add(
    server: &Server,
    Participant(by): Participant,
    ClientAddress(address): ClientAddress,
    kind: PostKind,
    Id(id): Id,
    new: &NewAppeal,
) -> Result<StatusCode, ApiError> {
    let text = new.check()?;
    let now = server.now();
    server.limits.post(by.id, address, now).map_err(ApiError::TooMany)?;
    let fresh = server.store.add_appeal(kind, id, by.id, &text, now).await?;
    Ok(if fresh { StatusCode::CREATED } else { StatusCode::OK })
}

/// Appeals against what was decided on one's own comment.
#[utoipa::path(post, path = "/api/comments/{id}/appeal", tag = "appeals",
    request_body = NewAppeal, security(("participant" = [])),
    responses((status = 201), (status = 200, description = "Appealed before"),
        (status = "4XX", body = model::Problem)))]
pub async fn add_to_comment(
    by: Participant,
    State(server): State<Server>,
    address: ClientAddress,
    id: Id,
    Json(new): Json<NewAppeal>,
) -> Result<StatusCode, ApiError> {
    add(&server, by, address, PostKind::Comment, id, &new).await
}

/// Appeals against what a moderator has decided about oneself: that one is paused, or that one's posts
/// wait. Of both it is the pause.
#[utoipa::path(post, path = "/api/participants/me/appeal", tag = "appeals",
    request_body = NewAppeal, security(("participant" = [])),
    responses((status = 201), (status = 200, description = "Appealed before"),
        (status = "4XX", body = model::Problem)))]
pub async fn add_about_me(
    Participant(by): Participant,
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    Json(new): Json<NewAppeal>,
) -> Result<StatusCode, ApiError> {
    let text = new.check()?;
    let now = server.now();
    server.limits.post(by.id, address, now).map_err(ApiError::TooMany)?;
    let fresh = server.store.add_measure_appeal(&by, &text, now).await?;
    Ok(if fresh { StatusCode::CREATED } else { StatusCode::OK })
}

/// Appeals against what was decided on one's own proposal.
#[utoipa::path(post, path = "/api/proposals/{id}/appeal", tag = "appeals",
    request_body = NewAppeal, security(("participant" = [])),
    responses((status = 201), (status = 200, description = "Appealed before"),
        (status = "4XX", body = model::Problem)))]
pub async fn add_to_proposal(
    by: Participant,
    State(server): State<Server>,
    address: ClientAddress,
    id: Id,
    Json(new): Json<NewAppeal>,
) -> Result<StatusCode, ApiError> {
    add(&server, by, address, PostKind::Proposal, id, &new).await
}
