//! What moderators do to posts.

use axum::extract::State;
use model::{DecisionKind, NewDecision, QueueItem};

use crate::Server;
use crate::api::Answer;
use crate::auth::Moderator;
use crate::extract::{Id, Json};
use crate::store::PostKind;

async fn decide(
    server: &Server,
    Moderator(by): Moderator,
    kind: PostKind,
    Id(id): Id,
    decision: DecisionKind,
    new: &NewDecision,
) -> Answer<QueueItem> {
    let valid = new.check(decision)?;
    server.store.decide(kind, id, by.id, &valid, server.now()).await?;
    tracing::info!(post = %id.simple(), by = %by.id.simple(), kind = decision.word(), "Decided on a post");
    Ok(axum::Json(server.store.queue_item(kind, id).await?))
}

/// Takes a comment out of sight, with a rule and a reason that its author will read.
#[utoipa::path(post, path = "/api/desk/comments/{id}/hide", tag = "desk",
    request_body = NewDecision, security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn hide_comment(
    by: Moderator,
    State(server): State<Server>,
    id: Id,
    Json(new): Json<NewDecision>,
) -> Answer<QueueItem> {
    decide(&server, by, PostKind::Comment, id, DecisionKind::Hide, &new).await
}

/// Brings a hidden comment back.
#[utoipa::path(post, path = "/api/desk/comments/{id}/restore", tag = "desk",
    request_body = NewDecision, security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn restore_comment(
    by: Moderator,
    State(server): State<Server>,
    id: Id,
    Json(new): Json<NewDecision>,
) -> Answer<QueueItem> {
    decide(&server, by, PostKind::Comment, id, DecisionKind::Restore, &new).await
}

/// Notes that a comment was looked at and may stay.
#[utoipa::path(post, path = "/api/desk/comments/{id}/approve", tag = "desk",
    request_body = NewDecision, security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn approve_comment(
    by: Moderator,
    State(server): State<Server>,
    id: Id,
    Json(new): Json<NewDecision>,
) -> Answer<QueueItem> {
    decide(&server, by, PostKind::Comment, id, DecisionKind::Approve, &new).await
}

/// Takes a proposal out of sight, with a rule and a reason that its author will read.
#[utoipa::path(post, path = "/api/desk/proposals/{id}/hide", tag = "desk",
    request_body = NewDecision, security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn hide_proposal(
    by: Moderator,
    State(server): State<Server>,
    id: Id,
    Json(new): Json<NewDecision>,
) -> Answer<QueueItem> {
    decide(&server, by, PostKind::Proposal, id, DecisionKind::Hide, &new).await
}

/// Brings a hidden proposal back.
#[utoipa::path(post, path = "/api/desk/proposals/{id}/restore", tag = "desk",
    request_body = NewDecision, security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn restore_proposal(
    by: Moderator,
    State(server): State<Server>,
    id: Id,
    Json(new): Json<NewDecision>,
) -> Answer<QueueItem> {
    decide(&server, by, PostKind::Proposal, id, DecisionKind::Restore, &new).await
}

/// Notes that a proposal was looked at and may stay.
#[utoipa::path(post, path = "/api/desk/proposals/{id}/approve", tag = "desk",
    request_body = NewDecision, security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn approve_proposal(
    by: Moderator,
    State(server): State<Server>,
    id: Id,
    Json(new): Json<NewDecision>,
) -> Answer<QueueItem> {
    decide(&server, by, PostKind::Proposal, id, DecisionKind::Approve, &new).await
}
