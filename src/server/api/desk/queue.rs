//! The queue of posts that wait for a moderator.

use axum::extract::State;
use model::{Flaw, Queue, QueueItem, QueueView};
use serde::Deserialize;

use crate::Server;
use crate::api::{Answer, limit};
use crate::auth::Moderator;
use crate::error::ApiError;
use crate::extract::{Id, Query};
use crate::store::PostKind;

/// Which part of the queue.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct QueueQuery {
    /// `reported` (also when left out), `new` or `hidden`.
    pub view: Option<String>,
    /// 1 to 100; 20 when left out.
    pub limit: Option<u32>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// A page of the queue.
#[utoipa::path(get, path = "/api/desk/queue", tag = "desk", params(QueueQuery),
    security(("desk" = [])),
    responses((status = 200, body = Queue), (status = "4XX", body = model::Problem)))]
pub async fn list(
    _by: Moderator,
    State(server): State<Server>,
    Query(query): Query<QueueQuery>,
) -> Answer<Queue> {
    let view = query.view.as_deref().map_or(Some(QueueView::Reported), QueueView::from_word);
    let view = view.ok_or_else(|| ApiError::field("view", Flaw::Unknown))?;
    Ok(axum::Json(server.store.queue(view, limit(query.limit)?, query.after.as_deref()).await?))
}

/// A comment as the desk sees it.
#[utoipa::path(get, path = "/api/desk/comments/{id}", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn read_comment(
    _by: Moderator,
    State(server): State<Server>,
    Id(id): Id,
) -> Answer<QueueItem> {
    Ok(axum::Json(server.store.queue_item(PostKind::Comment, id).await?))
}

/// A proposal as the desk sees it.
#[utoipa::path(get, path = "/api/desk/proposals/{id}", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn read_proposal(
    _by: Moderator,
    State(server): State<Server>,
    Id(id): Id,
) -> Answer<QueueItem> {
    Ok(axum::Json(server.store.queue_item(PostKind::Proposal, id).await?))
}
