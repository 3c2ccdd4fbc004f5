//! The API: the route table, and what all handlers share. Handlers stand in one file per word.

pub mod comment;
pub mod consultation;
pub mod desk;
pub mod health;
pub mod live;
pub mod news;
pub mod openapi;
pub mod page;
pub mod participant;
pub mod proposal;
pub mod report;
pub mod search;
pub mod section;
pub mod support;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post, put};
use model::{Code, Flaw, PAGE_DEFAULT, PAGE_MAX};
use serde::Deserialize;

use crate::Server;
use crate::error::ApiError;
use crate::store::Added;
use desk::{decision, queue, session};

/// What a handler answers when it reads.
pub type Answer<T> = Result<axum::Json<T>, ApiError>;
/// What a handler answers when it takes a post: 201 when it is new, 200 when it was there.
pub type Created<T> = Result<(StatusCode, axum::Json<T>), ApiError>;

/// THE route table.
#[rustfmt::skip]
pub fn routes() -> Router<Server> {
    Router::new()
        .route("/api/consultations", get(consultation::list))
        .route("/api/consultations/{c}", get(consultation::read))
        .route("/api/consultations/{c}/comments", get(comment::list_general).post(comment::add_general))
        .route("/api/consultations/{c}/live", get(live::listen))
        .route("/api/consultations/{c}/news", get(news::list))
        .route("/api/consultations/{c}/proposals", get(proposal::list).post(proposal::add))
        .route("/api/consultations/{c}/search", get(search::read))
        .route("/api/consultations/{c}/sections/{key}", get(section::read))
        .route("/api/consultations/{c}/sections/{key}/comments", get(comment::list_on_section).post(comment::add_to_section))
        .route("/api/comments/{id}", get(comment::read).patch(comment::edit).delete(comment::withdraw))
        .route("/api/comments/{id}/replies", get(comment::list_replies))
        .route("/api/comments/{id}/reports", post(report::add_to_comment))
        .route("/api/comments/{id}/support", put(support::add_to_comment).delete(support::take_from_comment))
        .route("/api/news/{id}", get(news::read))
        .route("/api/news/{id}/comments", get(comment::list_on_news).post(comment::add_to_news))
        .route("/api/page", get(page::read))
        .route("/api/participants", post(participant::add))
        .route("/api/participants/me", get(participant::read_me).patch(participant::change_me).delete(participant::forget_me))
        .route("/api/proposals/{id}", get(proposal::read).delete(proposal::withdraw))
        .route("/api/proposals/{id}/comments", get(comment::list_on_proposal).post(comment::add_to_proposal))
        .route("/api/proposals/{id}/reports", post(report::add_to_proposal))
        .route("/api/proposals/{id}/support", put(support::add_to_proposal).delete(support::take_from_proposal))
        .route("/api/desk/session", get(session::read).post(session::open).put(session::accept).delete(session::close))
        .route("/api/desk/queue", get(queue::list))
        .route("/api/desk/comments/{id}", get(queue::read_comment))
        .route("/api/desk/comments/{id}/hide", post(decision::hide_comment))
        .route("/api/desk/comments/{id}/restore", post(decision::restore_comment))
        .route("/api/desk/comments/{id}/approve", post(decision::approve_comment))
        .route("/api/desk/proposals/{id}", get(queue::read_proposal))
        .route("/api/desk/proposals/{id}/hide", post(decision::hide_proposal))
        .route("/api/desk/proposals/{id}/restore", post(decision::restore_proposal))
        .route("/api/desk/proposals/{id}/approve", post(decision::approve_proposal))
        .route("/api/openapi.json", get(openapi::read))
        .route("/api/{*rest}", get(missing).post(missing).put(missing).patch(missing).delete(missing))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .method_not_allowed_fallback(not_allowed)
}

async fn missing() -> ApiError {
    Code::NotFound.into()
}

async fn not_allowed() -> ApiError {
    Code::MethodNotAllowed.into()
}

/// A page of a list that has one order only.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct Page20 {
    /// 1 to 100; 20 when left out.
    pub limit: Option<u32>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// The size of a page: 1 to 100, 20 when nobody says.
///
/// # Errors
/// The field `limit` when it is anything else.
pub fn limit(asked: Option<u32>) -> Result<i64, ApiError> {
    match asked.unwrap_or(PAGE_DEFAULT) {
        limit @ 1..=PAGE_MAX => Ok(i64::from(limit)),
        _ => Err(ApiError::field("limit", Flaw::Unknown)),
    }
}

fn created<T>(added: Added<T>) -> Created<T> {
    let status = if added.fresh { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, axum::Json(added.post)))
}
