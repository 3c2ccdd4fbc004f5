//! What the office does in the threads of its hearing: it answers, pins, and looks after questions.

use axum::extract::State;
use axum::http::StatusCode;
use model::{Comment, CommentChange, Flaw, NewOfficeReply, NewQuestion, Question, QueueItem, Uuid};

use crate::Server;
use crate::api::{Answer, Created, created};
use crate::auth::Editor;
use crate::error::ApiError;
use crate::extract::{Id, Json};
use crate::store::PostKind;

async fn item(server: &Server, id: Uuid) -> Answer<QueueItem> {
    Ok(axum::Json(server.store.queue_item(PostKind::Comment, id).await?))
}

async fn add(
    server: &Server,
    Editor(by): Editor,
    of: (PostKind, Uuid),
    new: &NewOfficeReply,
) -> Created<Comment> {
    let valid = new.check()?;
    let added = server.store.answer(of, by.id, &valid, server.now()).await?;
    tracing::info!(post = %of.1.simple(), by = %by.id.simple(), "Answered a post");
    created(added)
}

/// Answers a comment as the administration; also after the hearing has closed.
#[utoipa::path(post, path = "/api/desk/comments/{id}/replies", tag = "desk",
    request_body = NewOfficeReply, security(("desk" = [])),
    responses((status = 201, body = Comment), (status = 200, body = Comment, description = "The same answer again"),
        (status = "4XX", body = model::Problem)))]
pub async fn add_to_comment(
    by: Editor,
    State(server): State<Server>,
    Id(id): Id,
    Json(new): Json<NewOfficeReply>,
) -> Created<Comment> {
    add(&server, by, (PostKind::Comment, id), &new).await
}

/// Answers a proposal as the administration, in its thread.
#[utoipa::path(post, path = "/api/desk/proposals/{id}/replies", tag = "desk",
    request_body = NewOfficeReply, security(("desk" = [])),
    responses((status = 201, body = Comment), (status = 200, body = Comment, description = "The same answer again"),
        (status = "4XX", body = model::Problem)))]
pub async fn add_to_proposal(
    by: Editor,
    State(server): State<Server>,
    Id(id): Id,
    Json(new): Json<NewOfficeReply>,
) -> Created<Comment> {
    add(&server, by, (PostKind::Proposal, id), &new).await
}

/// Changes an answer of the administration. Its history stays public.
#[utoipa::path(patch, path = "/api/desk/comments/{id}", tag = "desk",
    request_body = CommentChange, security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn change(
    Editor(by): Editor,
    State(server): State<Server>,
    Id(id): Id,
    Json(change): Json<CommentChange>,
) -> Answer<QueueItem> {
    let body = change.check()?;
    server.store.change_answer(by.id, id, &body, server.now()).await?;
    item(&server, id).await
}

/// Takes an answer of the administration back.
#[utoipa::path(delete, path = "/api/desk/comments/{id}", tag = "desk", security(("desk" = [])),
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn withdraw(
    Editor(by): Editor,
    State(server): State<Server>,
    Id(id): Id,
) -> Result<StatusCode, ApiError> {
    server.store.withdraw_answer(by.id, id, server.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows an answer before the others under its post; in place of the one that was.
#[utoipa::path(put, path = "/api/desk/comments/{id}/pin", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn pin(
    Editor(by): Editor,
    State(server): State<Server>,
    Id(id): Id,
) -> Answer<QueueItem> {
    server.store.pin_answer(by.id, id, true, server.now()).await?;
    item(&server, id).await
}

/// Shows it among the others again.
#[utoipa::path(delete, path = "/api/desk/comments/{id}/pin", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn unpin(
    Editor(by): Editor,
    State(server): State<Server>,
    Id(id): Id,
) -> Answer<QueueItem> {
    server.store.pin_answer(by.id, id, false, server.now()).await?;
    item(&server, id).await
}

/// Says how far a comment has come as a question: `open`, `answered` or `not`.
#[utoipa::path(put, path = "/api/desk/comments/{id}/question", tag = "desk",
    request_body = NewQuestion, security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn set_question(
    Editor(by): Editor,
    State(server): State<Server>,
    Id(id): Id,
    Json(new): Json<NewQuestion>,
) -> Answer<QueueItem> {
    let question = Question::from_word(&new.state);
    let question = question.ok_or_else(|| ApiError::field("state", Flaw::Unknown))?;
    server.store.set_question(by.id, id, question, server.now()).await?;
    item(&server, id).await
}
