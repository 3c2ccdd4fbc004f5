//! Pictures over HTTP.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::Code;

use crate::Server;
use crate::auth::AtDeskOrNot;
use crate::error::ApiError;
use crate::extract::Id;

/// A picture's name never stands for another one: whoever has it keeps it.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A picture. The public gets what stands in something that it can read; staff get every one.
#[utoipa::path(get, path = "/api/pictures/{id}", tag = "pictures",
    responses((status = 200, content_type = "image/*"), (status = 404, body = model::Problem)))]
pub async fn read(
    AtDeskOrNot(staff): AtDeskOrNot,
    State(server): State<Server>,
    Id(id): Id,
) -> Result<Response, ApiError> {
    let (media_type, bytes, shown) = server.store.picture(id, server.now()).await?;
    if !shown && staff.is_none() {
        return Err(Code::NotFound.into());
    }
    let headers = [
        (header::CONTENT_TYPE, media_type.word()),
        (header::CACHE_CONTROL, if shown { FOR_EVER } else { "private, no-store" }),
    ];
    // A feed is read on other sites, too.
    let elsewhere = shown.then_some([("cross-origin-resource-policy", "cross-origin")]);
    Ok(match elsewhere {
        Some(elsewhere) => (headers, elsewhere, bytes).into_response(),
        None => (headers, bytes).into_response(),
    })
}
