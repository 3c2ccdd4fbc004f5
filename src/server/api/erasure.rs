//! Erasure over HTTP: somebody asks that what they wrote is deleted.

use axum::extract::State;
use model::{Erasure, NewErasure, Page, Uuid};

use super::{Answer, Created, Page20, created, limit};
use crate::Server;
use crate::auth::Participant;
use crate::error::ApiError;
use crate::extract::{ClientAddress, Json, Query};

/// Asks that a post of one's own, or all that one wrote, is deleted. It is answered within a month. While
/// a case is open, asking again answers with it.
#[utoipa::path(post, path = "/api/participants/me/erasures", tag = "participants",
    request_body = NewErasure, security(("participant" = [])),
    responses((status = 201, body = Erasure), (status = 200, body = Erasure),
        (status = "4XX", body = model::Problem)))]
pub async fn add(
    Participant(by): Participant,
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
    Json(new): Json<NewErasure>,
) -> Created<Erasure> {
    let reason = new.check()?;
    let post = new.post.as_deref().filter(|post| !post.is_empty());
    let unknown = |_| ApiError::field("post", model::Flaw::Unknown);
    let post = post.map(|post| Uuid::try_parse(post).map_err(unknown)).transpose()?;
    let now = server.now();
    server.limits.post(by.id, address, now).map_err(ApiError::TooMany)?;
    created(server.store.add_erasure(by.id, post, reason.as_deref(), now).await?)
}

/// The cases that one opened, newest first, with what came of them.
#[utoipa::path(get, path = "/api/participants/me/erasures", tag = "participants",
    params(Page20), security(("participant" = [])),
    responses((status = 200, body = Page<Erasure>), (status = "4XX", body = model::Problem)))]
pub async fn list(
    Participant(by): Participant,
    State(server): State<Server>,
    Query(page): Query<Page20>,
) -> Answer<Page<Erasure>> {
    let limit = limit(page.limit)?;
    Ok(axum::Json(server.store.own_erasures(by.id, limit, page.after.as_deref()).await?))
}
