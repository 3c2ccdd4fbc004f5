//! Logos of hearings over HTTP, as editors choose them.

use axum::extract::State;
use model::{Flaw, Hearing, NewLogo};
use serde::Deserialize;

use crate::Server;
use crate::api::Answer;
use crate::auth::Editor;
use crate::error::ApiError;
use crate::extract::{Json, Path, Query};

/// What somebody saw who takes a logo away.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct Saw {
    /// The hearing's `turns`.
    pub turns: Option<i64>,
}

/// Gives a hearing a logo, or another one: a picture that was sent for it, and whose logo it is. 412
/// when somebody else changed the hearing since one looked.
#[utoipa::path(put, path = "/api/desk/hearings/{c}/logo", tag = "desk", request_body = NewLogo,
    security(("desk" = [])),
    responses((status = 200, body = Hearing), (status = "4XX", body = model::Problem)))]
pub async fn choose(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewLogo>,
) -> Answer<Hearing> {
    let logo = new.check()?;
    Ok(axum::Json(server.store.choose_logo(&slug, by.id, &logo, server.now()).await?))
}

/// Takes a hearing's logo away. 412 when somebody else changed the hearing since one looked; 409 when it
/// has none.
#[utoipa::path(delete, path = "/api/desk/hearings/{c}/logo", tag = "desk", params(Saw),
    security(("desk" = [])),
    responses((status = 200, body = Hearing), (status = "4XX", body = model::Problem)))]
pub async fn remove(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Query(saw): Query<Saw>,
) -> Answer<Hearing> {
    let turns = saw.turns.ok_or_else(|| ApiError::field("turns", Flaw::Missing))?;
    Ok(axum::Json(server.store.take_logo_away(&slug, by.id, turns, server.now()).await?))
}
