//! News over HTTP, as staff write them.

use axum::extract::State;
use axum::http::StatusCode;
use model::{DeskNews, Flaw, NewNews, Page, Preview, ValidNews};
use serde::Deserialize;

use crate::Server;
use crate::api::{Answer, Created, Page20, created, limit};
use crate::auth::Editor;
use crate::error::ApiError;
use crate::extract::{Id, Json, Path, Query};
use crate::import::prose;
use crate::store::NewsText;

/// What is to be deleted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct Begun {
    /// The number of what one has seen.
    pub number: Option<i64>,
}

/// The words as everybody will read them.
fn rendered(valid: &ValidNews, lang: &str) -> Result<String, ApiError> {
    let html = prose(&valid.markdown, lang);
    // All of it may have been what no page may hold.
    if html.is_empty() { Err(ApiError::field("markdown", Flaw::Missing)) } else { Ok(html) }
}

/// All news of a consultation: drafts, what is planned, what is read, the newest first.
#[utoipa::path(get, path = "/api/desk/consultations/{c}/news", tag = "desk", params(Page20),
    security(("desk" = [])),
    responses((status = 200, body = Page<DeskNews>), (status = "4XX", body = model::Problem)))]
pub async fn list(
    _by: Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Query(page): Query<Page20>,
) -> Answer<Page<DeskNews>> {
    let limit = limit(page.limit)?;
    let home = server.store.news_home(&slug).await?.id;
    let after = page.after.as_deref();
    Ok(axum::Json(server.store.desk_news(home, limit, after, server.now()).await?))
}

/// Begins a piece of news: as a draft, published, or to be published. The same client key again is the
/// same piece of news.
#[utoipa::path(post, path = "/api/desk/consultations/{c}/news", tag = "desk",
    request_body = NewNews, security(("desk" = [])),
    responses((status = 201, body = DeskNews), (status = 200, body = DeskNews),
        (status = "4XX", body = model::Problem)))]
pub async fn add(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewNews>,
) -> Created<DeskNews> {
    let (valid, key) = (new.check()?, new.key()?);
    let home = server.store.news_home(&slug).await?;
    let html = rendered(&valid, &home.lang)?;
    let text = NewsText { new: &valid, html: &html };
    created(server.store.add_news(Some(by.id), home.id, &key, &text, server.now()).await?)
}

/// What words will look like.
#[utoipa::path(post, path = "/api/desk/consultations/{c}/news/preview", tag = "desk",
    request_body = NewNews, security(("desk" = [])),
    responses((status = 200, body = Preview), (status = "4XX", body = model::Problem)))]
pub async fn preview(
    _by: Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewNews>,
) -> Answer<Preview> {
    let markdown = new.check_words()?;
    let home = server.store.news_home(&slug).await?;
    Ok(axum::Json(Preview { html: prose(&markdown, &home.lang) }))
}

/// A piece of news in whatever state.
#[utoipa::path(get, path = "/api/desk/news/{id}", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = DeskNews), (status = "4XX", body = model::Problem)))]
pub async fn read(_by: Editor, State(server): State<Server>, Id(id): Id) -> Answer<DeskNews> {
    Ok(axum::Json(server.store.desk_news_item(id, server.now()).await?))
}

/// Changes a piece of news: what it says, and from when on it is read. 412 when somebody else did so
/// since one began; 409 for taking back what somebody has commented on.
#[utoipa::path(put, path = "/api/desk/news/{id}", tag = "desk", request_body = NewNews,
    security(("desk" = [])),
    responses((status = 200, body = DeskNews), (status = "4XX", body = model::Problem)))]
pub async fn change(
    Editor(by): Editor,
    State(server): State<Server>,
    Id(id): Id,
    Json(new): Json<NewNews>,
) -> Answer<DeskNews> {
    let (valid, begun) = (new.check()?, new.begun_from()?);
    let lang = server.store.desk_news_item(id, server.now()).await?.lang;
    let html = rendered(&valid, &lang)?;
    let text = NewsText { new: &valid, html: &html };
    Ok(axum::Json(server.store.change_news(by.id, id, begun, &text, server.now()).await?))
}

/// Deletes a draft. 412 when somebody else changed it since; 409 when it is no draft any more.
#[utoipa::path(delete, path = "/api/desk/news/{id}", tag = "desk", params(Begun),
    security(("desk" = [])),
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn remove(
    Editor(by): Editor,
    State(server): State<Server>,
    Id(id): Id,
    Query(begun): Query<Begun>,
) -> Result<StatusCode, ApiError> {
    let number = begun.number.ok_or_else(|| ApiError::field("number", Flaw::Missing))?;
    server.store.delete_news(by.id, id, number, server.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
