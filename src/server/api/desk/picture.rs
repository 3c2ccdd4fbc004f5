//! Pictures over HTTP, as staff bring them in.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use model::{Code, Flaw, Picture};

use crate::Server;
use crate::api::Created;
use crate::auth::Editor;
use crate::error::ApiError;
use crate::extract::Path;
use crate::picture::{Unfit, clean};
use crate::store::NewPicture;

/// The bytes of a picture, of at most [`model::PICTURE_MAX`]. What they are called does not count.
pub struct Body(Bytes);

impl FromRequest<Server> for Body {
    type Rejection = ApiError;

    async fn from_request(request: Request, server: &Server) -> Result<Self, ApiError> {
        let bytes = Bytes::from_request(request, server).await.map_err(|rejection| {
            let too_large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
            ApiError::Refused(if too_large { Code::TooLarge } else { Code::Malformed })
        })?;
        Ok(Self(bytes))
    }
}

/// Takes in a picture: PNG, JPEG or WebP, at most 2 MB and 8,000 dots on either side, as the body is.
/// What tells where, when and by whom it was made is taken out. Until it stands in something that
/// everybody reads, staff alone can see it.
#[utoipa::path(post, path = "/api/desk/consultations/{c}/pictures", tag = "desk",
    request_body(content_type = "application/octet-stream"),
    security(("desk" = [])),
    responses((status = 201, body = Picture), (status = 200, body = Picture),
        (status = "4XX", body = model::Problem)))]
pub async fn add(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Body(bytes): Body,
) -> Created<Picture> {
    let clean = clean(&bytes).map_err(|unfit| match unfit {
        Unfit::Unknown => ApiError::Refused(Code::UnsupportedMediaType),
        Unfit::Broken => ApiError::field("picture", Flaw::Malformed),
        Unfit::TooWide => ApiError::field("picture", Flaw::TooLong),
    })?;
    let new = NewPicture { consultation: &slug, clean: &clean };
    let (picture, fresh) = server.store.add_picture(by.id, &new, server.now()).await?;
    let status = if fresh { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, axum::Json(picture)))
}
