//! What readers found hard to understand, for those who can write it better.

use axum::extract::State;
use model::{Difficulty, Page};

use crate::Server;
use crate::api::Answer;
use crate::auth::Moderator;
use crate::extract::Path;

/// The hundred sections that most readers found hard, most marked first.
#[utoipa::path(get, path = "/api/desk/consultations/{c}/difficulties", tag = "desk",
    security(("desk" = [])),
    responses((status = 200, body = Page<Difficulty>), (status = "4XX", body = model::Problem)))]
pub async fn list(
    _by: Moderator,
    State(server): State<Server>,
    Path(slug): Path<String>,
) -> Answer<Page<Difficulty>> {
    Ok(axum::Json(server.store.difficulties(&slug).await?))
}
