//! Revisions over HTTP.

use axum::extract::State;
use model::{Page, Revision};

use super::{Answer, Page20};
use crate::Server;
use crate::auth::Reader;
use crate::extract::{Id, Query};

/// What a comment said before its author changed it, oldest first; told of what can be read in full.
#[utoipa::path(get, path = "/api/comments/{id}/history", tag = "comments", params(Page20),
    security((), ("participant" = [])),
    responses((status = 200, body = Page<Revision>), (status = 404, body = model::Problem)))]
pub async fn list(
    State(server): State<Server>,
    Reader(reader): Reader,
    Id(id): Id,
    Query(page): Query<Page20>,
) -> Answer<Page<Revision>> {
    let limit = super::limit(page.limit)?;
    Ok(axum::Json(server.store.revisions(id, limit, page.after.as_deref(), reader).await?))
}
