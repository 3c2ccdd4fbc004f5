//! Support over HTTP: PUT agrees, DELETE no longer does. Twice is the same as once.

use axum::extract::State;
use model::Support;

use super::Answer;
use crate::Server;
use crate::auth::Participant;
use crate::extract::Id;
use crate::store::PostKind;

async fn set(
    server: &Server,
    Participant(by): Participant,
    kind: PostKind,
    Id(id): Id,
    agrees: bool,
) -> Answer<Support> {
    let now = server.now();
    let newcomer = server.watch.watches(&by, now);
    Ok(axum::Json(server.store.set_support(kind, id, by.id, agrees, newcomer, now).await?))
}

/// Agrees with a comment. One of many who do at once and have not been here long is counted when a
/// moderator has looked.
#[utoipa::path(put, path = "/api/comments/{id}/support", tag = "support",
    security(("participant" = [])),
    responses((status = 200, body = Support), (status = "4XX", body = model::Problem)))]
pub async fn add_to_comment(
    by: Participant,
    State(server): State<Server>,
    id: Id,
) -> Answer<Support> {
    set(&server, by, PostKind::Comment, id, true).await
}

/// No longer agrees with a comment.
#[utoipa::path(delete, path = "/api/comments/{id}/support", tag = "support",
    security(("participant" = [])),
    responses((status = 200, body = Support), (status = "4XX", body = model::Problem)))]
pub async fn take_from_comment(
    by: Participant,
    State(server): State<Server>,
    id: Id,
) -> Answer<Support> {
    set(&server, by, PostKind::Comment, id, false).await
}

/// Supports a proposal.
#[utoipa::path(put, path = "/api/proposals/{id}/support", tag = "support",
    security(("participant" = [])),
    responses((status = 200, body = Support), (status = "4XX", body = model::Problem)))]
pub async fn add_to_proposal(
    by: Participant,
    State(server): State<Server>,
    id: Id,
) -> Answer<Support> {
    set(&server, by, PostKind::Proposal, id, true).await
}

/// No longer supports a proposal.
#[utoipa::path(delete, path = "/api/proposals/{id}/support", tag = "support",
    security(("participant" = [])),
    responses((status = 200, body = Support), (status = "4XX", body = model::Problem)))]
pub async fn take_from_proposal(
    by: Participant,
    State(server): State<Server>,
    id: Id,
) -> Answer<Support> {
    set(&server, by, PostKind::Proposal, id, false).await
}
