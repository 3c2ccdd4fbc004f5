//! Leaving at the desk: the day from which on a hearing's replies cannot be read on the site.

use axum::extract::State;
use model::{Leaving, NewLeaving};

use crate::Server;
use crate::api::Answer;
use crate::auth::{Admin, Moderator};
use crate::extract::{Json, Path};

/// When the replies of a hearing leave the site.
#[utoipa::path(get, path = "/api/desk/consultations/{c}/leaving", tag = "desk",
    security(("desk" = [])),
    responses((status = 200, body = Leaving), (status = "4XX", body = model::Problem)))]
pub async fn read(
    _by: Moderator,
    State(server): State<Server>,
    Path(slug): Path<String>,
) -> Answer<Leaving> {
    Ok(axum::Json(server.store.leaving(&slug).await?))
}

/// Chooses the day, or (without one) lets the usual one hold. 409 when they have left: so it was promised.
#[utoipa::path(put, path = "/api/desk/consultations/{c}/leaving", tag = "desk",
    request_body = NewLeaving, security(("desk" = [])),
    responses((status = 200, body = Leaving), (status = "4XX", body = model::Problem)))]
pub async fn change(
    Admin(by): Admin,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewLeaving>,
) -> Answer<Leaving> {
    Ok(axum::Json(server.store.set_leaving(&slug, by.id, &new, server.now()).await?))
}
