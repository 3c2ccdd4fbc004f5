//! Appeals against pauses and holds at the desk. Those about posts stand in the queue.

use axum::extract::State;
use axum::http::StatusCode;
use model::{MeasureAppeal, NewAppealAnswer, Page};

use crate::Server;
use crate::api::{Answer, Page20, limit};
use crate::auth::Moderator;
use crate::error::ApiError;
use crate::extract::{Id, Json, Query};

/// The appeals against pauses and holds that wait, the oldest first. Those against what oneself decided
/// are for others.
#[utoipa::path(get, path = "/api/desk/appeals", tag = "desk", params(Page20),
    security(("desk" = [])),
    responses((status = 200, body = Page<MeasureAppeal>), (status = "4XX", body = model::Problem)))]
pub async fn list(
    Moderator(by): Moderator,
    State(server): State<Server>,
    Query(page): Query<Page20>,
) -> Answer<Page<MeasureAppeal>> {
    let (limit, after) = (limit(page.limit)?, page.after.as_deref());
    Ok(axum::Json(server.store.measure_appeals(by.id, limit, after, server.now()).await?))
}

/// Answers one: lifts the pause or the hold, or lets it stand and says why. 403 for one against what
/// oneself decided, 409 when it was answered.
#[utoipa::path(post, path = "/api/desk/appeals/{id}/answer", tag = "desk",
    request_body = NewAppealAnswer, security(("desk" = [])),
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn answer(
    Moderator(by): Moderator,
    State(server): State<Server>,
    Id(id): Id,
    Json(new): Json<NewAppealAnswer>,
) -> Result<StatusCode, ApiError> {
    let answer = (new.granted, new.check()?);
    server.store.answer_measure_appeal(id, by.id, answer, server.now()).await?;
    tracing::info!(by = %by.id.simple(), granted = new.granted, "Answered an appeal");
    Ok(StatusCode::NO_CONTENT)
}
