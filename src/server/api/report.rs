//! Reports over HTTP.

use axum::extract::State;
use axum::http::StatusCode;
use model::NewReport;

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
    new: NewReport,
) -> Result<StatusCode, ApiError> {
    let valid = new.check()?;
    // Said again after an answer that was lost, it counts for nothing.
    if server.store.has_reported(id, by.id).await? {
        return Ok(StatusCode::OK);
    }
    let now = server.now();
    server.limits.post(by.id, address, now).map_err(ApiError::TooMany)?;
    let added = server.store.add_report(kind, id, by.id, &valid, now).await;
    let fresh = added.inspect_err(|error| server.limits.post_failed(error, by.id, address))?;
    Ok(if fresh { StatusCode::CREATED } else { StatusCode::OK })
}

/// Says that a comment breaks the rules.
#[utoipa::path(post, path = "/api/comments/{id}/reports", tag = "reports",
    request_body = NewReport, security(("participant" = [])),
    responses((status = 201), (status = 200, description = "Reported by the same person before"),
        (status = "4XX", body = model::Problem)))]
pub async fn add_to_comment(
    by: Participant,
    State(server): State<Server>,
    address: ClientAddress,
    id: Id,
    Json(new): Json<NewReport>,
) -> Result<StatusCode, ApiError> {
    add(&server, by, address, PostKind::Comment, id, new).await
}

/// Says that a proposal breaks the rules.
#[utoipa::path(post, path = "/api/proposals/{id}/reports", tag = "reports",
    request_body = NewReport, security(("participant" = [])),
    responses((status = 201), (status = 200, description = "Reported by the same person before"),
        (status = "4XX", body = model::Problem)))]
pub async fn add_to_proposal(
    by: Participant,
    State(server): State<Server>,
    address: ClientAddress,
    id: Id,
    Json(new): Json<NewReport>,
) -> Result<StatusCode, ApiError> {
    add(&server, by, address, PostKind::Proposal, id, new).await
}
