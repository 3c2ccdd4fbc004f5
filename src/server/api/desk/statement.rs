//! Statements over HTTP: editors put their own words in place of what the program brought.

use axum::extract::State;
use model::{Code, Flaw, NewStatement, Page, Preview, Statement, StatementName};
use serde::Deserialize;

use crate::Server;
use crate::api::{Answer, Page20, limit};
use crate::auth::Editor;
use crate::error::ApiError;
use crate::extract::{Json, Path, Query};
use crate::import::prose;
use crate::statement::language;
use crate::store::{NewWording, Which};

/// Which text the program's own is to be put in place of.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct Begun {
    /// The number of the text that one began from.
    pub number: Option<i64>,
}

fn which((name, lang): &(String, String)) -> Result<Which, ApiError> {
    match (StatementName::from_word(name), language(lang)) {
        (Some(name), Some(lang)) => Ok(Which { name, lang }),
        _ => Err(Code::NotFound.into()),
    }
}

/// All statements in every language, as they hold now.
#[utoipa::path(get, path = "/api/desk/statements", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = Page<Statement>), (status = "4XX", body = model::Problem)))]
pub async fn list(_by: Editor, State(server): State<Server>) -> Answer<Page<Statement>> {
    let items = server.store.statements().await?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(axum::Json(Page { items, next: None, total }))
}

/// A statement as it holds now.
#[utoipa::path(get, path = "/api/desk/statements/{name}/{lang}", tag = "desk",
    security(("desk" = [])),
    responses((status = 200, body = Statement), (status = "4XX", body = model::Problem)))]
pub async fn read(
    _by: Editor,
    State(server): State<Server>,
    Path(address): Path<(String, String)>,
) -> Answer<Statement> {
    Ok(axum::Json(server.store.statement(which(&address)?).await?))
}

/// What a statement said before, newest first; the first holds now.
#[utoipa::path(get, path = "/api/desk/statements/{name}/{lang}/history", tag = "desk",
    params(Page20), security(("desk" = [])),
    responses((status = 200, body = Page<Statement>), (status = "4XX", body = model::Problem)))]
pub async fn history(
    _by: Editor,
    State(server): State<Server>,
    Path(address): Path<(String, String)>,
    Query(page): Query<Page20>,
) -> Answer<Page<Statement>> {
    let which = which(&address)?;
    let after = page.after.as_deref().map(str::parse).transpose();
    let after = after.map_err(|_| ApiError::field("after", Flaw::Unknown))?;
    Ok(axum::Json(server.store.wordings(which, limit(page.limit)?, after).await?))
}

/// Puts another text in a statement's place. 412 when somebody else did so since one began.
#[utoipa::path(put, path = "/api/desk/statements/{name}/{lang}", tag = "desk",
    request_body = NewStatement, security(("desk" = [])),
    responses((status = 200, body = Statement), (status = "4XX", body = model::Problem)))]
pub async fn change(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(address): Path<(String, String)>,
    Json(new): Json<NewStatement>,
) -> Answer<Statement> {
    let (which, valid) = (which(&address)?, new.check()?);
    let html = prose(&valid.markdown, which.lang.tag());
    if html.is_empty() {
        // All of it was what no page may hold.
        return Err(ApiError::field("markdown", Flaw::Missing));
    }
    let text = Some((&*valid.markdown, &*html));
    let new = NewWording { number: valid.number, text };
    Ok(axum::Json(server.store.change_statement(by.id, which, &new, server.now()).await?))
}

/// Lets the program's own text hold again. 412 when somebody else changed the statement since.
#[utoipa::path(delete, path = "/api/desk/statements/{name}/{lang}", tag = "desk", params(Begun),
    security(("desk" = [])),
    responses((status = 200, body = Statement), (status = "4XX", body = model::Problem)))]
pub async fn reset(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(address): Path<(String, String)>,
    Query(begun): Query<Begun>,
) -> Answer<Statement> {
    let which = which(&address)?;
    let number = begun.number.ok_or_else(|| ApiError::field("number", Flaw::Missing))?;
    let new = NewWording { number, text: None };
    Ok(axum::Json(server.store.change_statement(by.id, which, &new, server.now()).await?))
}

/// What a text will look like.
#[utoipa::path(post, path = "/api/desk/statements/{name}/{lang}/preview", tag = "desk",
    request_body = NewStatement, security(("desk" = [])),
    responses((status = 200, body = Preview), (status = "4XX", body = model::Problem)))]
pub async fn preview(
    _by: Editor,
    Path(address): Path<(String, String)>,
    Json(new): Json<NewStatement>,
) -> Answer<Preview> {
    let (which, markdown) = (which(&address)?, new.check_words()?);
    Ok(axum::Json(Preview { html: prose(&markdown, which.lang.tag()) }))
}
