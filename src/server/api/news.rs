//! News over HTTP.

use axum::extract::State;
use model::{News, Page};

use super::{Answer, Page20};
use crate::Server;
use crate::extract::{Id, Path, Query};
use crate::store::Place;

/// A consultation's news, newest first.
#[utoipa::path(get, path = "/api/consultations/{c}/news", tag = "news", params(Page20),
    responses((status = 200, body = Page<News>), (status = 404, body = model::Problem)))]
pub async fn list(
    State(server): State<Server>,
    Path(slug): Path<String>,
    Query(page): Query<Page20>,
) -> Answer<Page<News>> {
    let limit = super::limit(page.limit)?;
    let spot = server.store.spot(&Place::General(slug)).await?;
    Ok(axum::Json(
        server.store.news(spot.consultation, limit, page.after.as_deref(), server.now()).await?,
    ))
}

/// A piece of news.
#[utoipa::path(get, path = "/api/news/{id}", tag = "news",
    responses((status = 200, body = News), (status = 404, body = model::Problem)))]
pub async fn read(State(server): State<Server>, Id(id): Id) -> Answer<News> {
    Ok(axum::Json(server.store.news_item(id, server.now()).await?))
}
