//! Consultations over HTTP.

use axum::extract::State;
use model::{Consultation, ConsultationSummary, Page, PlaceCounts};
use serde::Deserialize;

use super::Answer;
use crate::Server;
use crate::extract::{Path, Query};

/// Which version of the text.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct AtVersion {
    /// Its number; the newest when left out.
    pub version: Option<i64>,
}

/// Every published consultation, the demonstration first.
#[utoipa::path(get, path = "/api/consultations", tag = "consultations",
    responses((status = 200, body = Page<ConsultationSummary>)))]
pub async fn list(State(server): State<Server>) -> Answer<Page<ConsultationSummary>> {
    let items = server.store.consultations(server.now()).await?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(axum::Json(Page { items, next: None, total }))
}

/// A consultation with its contents, rules and versions.
#[utoipa::path(get, path = "/api/consultations/{c}", tag = "consultations", params(AtVersion),
    responses((status = 200, body = Consultation), (status = 404, body = model::Problem)))]
pub async fn read(
    State(server): State<Server>,
    Path(slug): Path<String>,
    Query(at): Query<AtVersion>,
) -> Answer<Consultation> {
    Ok(axum::Json(server.store.consultation(&slug, at.version, server.now()).await?))
}

/// How many comments stand where in a consultation, in few bytes.
#[utoipa::path(get, path = "/api/consultations/{c}/counts", tag = "consultations",
    responses((status = 200, body = PlaceCounts), (status = 404, body = model::Problem)))]
pub async fn counts(State(server): State<Server>, Path(slug): Path<String>) -> Answer<PlaceCounts> {
    let whole = server.store.consultation(&slug, None, server.now()).await?;
    Ok(axum::Json(PlaceCounts {
        comments: whole.summary.counts.comments,
        proposals: whole.summary.counts.proposals,
        general: whole.general,
        sections: whole.outline.into_iter().map(|item| (item.key, item.count)).collect(),
    }))
}
