//! Every post of a consultation as a file, for those who work with what was said.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use model::{Code, StaffPost};

use crate::Server;
use crate::api::export::file;
use crate::auth::Moderator;
use crate::error::ApiError;
use crate::export::{Form, Posts};
use crate::extract::Path;
use crate::page::public_url;
use crate::store::Part;

/// Every post of a consultation, whatever became of it, as a table: proposals by their number, then
/// comments as they came.
#[utoipa::path(get, path = "/api/desk/consultations/{c}/export.csv", tag = "desk",
    security(("desk" = [])),
    responses((status = 200, content_type = "text/csv"), (status = "4XX", body = model::Problem)))]
pub async fn table(
    _by: Moderator,
    State(server): State<Server>,
    headers: HeaderMap,
    Path(slug): Path<String>,
) -> Result<Response, ApiError> {
    whole(&server, &headers, slug, Form::Table).await
}

/// The same as JSON.
#[utoipa::path(get, path = "/api/desk/consultations/{c}/export.json", tag = "desk",
    security(("desk" = [])),
    responses((status = 200, body = Vec<StaffPost>), (status = "4XX", body = model::Problem)))]
pub async fn document(
    _by: Moderator,
    State(server): State<Server>,
    headers: HeaderMap,
    Path(slug): Path<String>,
) -> Result<Response, ApiError> {
    whole(&server, &headers, slug, Form::Document).await
}

async fn whole(
    server: &Server,
    headers: &HeaderMap,
    slug: String,
    form: Form,
) -> Result<Response, ApiError> {
    let id = server.store.find_consultation(&slug).await?.ok_or(Code::NotFound)?;
    let name = format!("{slug}-indlaeg-internt");
    let site = public_url(server, headers);
    Ok(file(&name, form, Posts::new(server.store.clone(), (id, slug), site, Part::Staff, form)))
}
