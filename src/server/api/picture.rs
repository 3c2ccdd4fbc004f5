//! Pictures over HTTP.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::Code;
use serde::Deserialize;

use crate::Server;
use crate::auth::AtDeskOrNot;
use crate::error::ApiError;
use crate::extract::{Id, Query};

/// A picture's name never stands for another one: whoever has it keeps it.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// For whom it is asked that cannot read what it stands in.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct Asked {
    /// The secret of the preview in which it stands.
    pub preview: Option<String>,
}

/// A picture. The public gets what stands in something that it can read, whoever has the address of a
/// preview also what stands there; staff get every one.
#[utoipa::path(get, path = "/api/pictures/{id}", tag = "pictures", params(Asked),
    responses((status = 200, content_type = "image/*"), (status = 404, body = model::Problem)))]
pub async fn read(
    AtDeskOrNot(staff): AtDeskOrNot,
    State(server): State<Server>,
    Id(id): Id,
    Query(asked): Query<Asked>,
) -> Result<Response, ApiError> {
    let (media_type, bytes, shown) = server.store.picture(id, server.now()).await?;
    let previewed = match &asked.preview {
        Some(secret) if !shown => server.store.is_previewed(id, secret).await?,
        _ => false,
    };
    if !shown && !previewed && staff.is_none() {
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
