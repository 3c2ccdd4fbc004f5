//! Short addresses over HTTP, for whoever makes a flyer.

use axum::extract::State;
use model::{NewShortAddress, ShortAddress};

use crate::Server;
use crate::api::Answer;
use crate::auth::Editor;
use crate::extract::{Json, Path};

/// The short address of a hearing or of one of its sections: made when it is first asked for, and the same
/// ever after. It leads somewhere as long as the hearing is public.
#[utoipa::path(put, path = "/api/desk/hearings/{c}/short", tag = "desk",
    request_body = NewShortAddress, security(("desk" = [])),
    responses((status = 200, body = ShortAddress), (status = "4XX", body = model::Problem)))]
pub async fn make(
    _by: Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewShortAddress>,
) -> Answer<ShortAddress> {
    let code = server.store.short_code(&slug, new.section.as_deref()).await?;
    Ok(axum::Json(ShortAddress { code }))
}
