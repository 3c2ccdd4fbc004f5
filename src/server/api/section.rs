//! Sections over HTTP.

use axum::extract::State;
use model::Section;

use super::Answer;
use super::consultation::AtVersion;
use crate::Server;
use crate::extract::{Path, Query};

/// A section as it stands in one version.
#[utoipa::path(get, path = "/api/consultations/{c}/sections/{key}", tag = "sections",
    params(AtVersion),
    responses((status = 200, body = Section), (status = 404, body = model::Problem)))]
pub async fn read(
    State(server): State<Server>,
    Path((slug, key)): Path<(String, String)>,
    Query(at): Query<AtVersion>,
) -> Answer<Section> {
    Ok(axum::Json(server.store.section(&slug, &key, at.version).await?))
}
