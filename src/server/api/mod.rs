//! The API: the route table, and what all handlers share. Handlers stand in one file per word.

pub mod appeal;
pub mod comment;
pub mod consultation;
pub mod desk;
pub mod difficulty;
pub mod erasure;
pub mod export;
pub mod handover;
pub mod health;
pub mod live;
pub mod news;
pub mod oembed;
pub mod openapi;
pub mod own;
pub mod page;
pub mod participant;
pub mod picture;
pub mod proposal;
pub mod report;
pub mod revision;
pub mod search;
pub mod section;
pub mod support;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{delete, get, patch, post, put};
use model::{Code, Flaw, PAGE_DEFAULT, PAGE_MAX, PICTURE_MAX};
use serde::Deserialize;

use crate::Server;
use crate::error::ApiError;
use crate::store::Added;
use desk::{
    colleague, decision, hearing, office, queue, record, rule, session, standing, statement, text,
};

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
        .route("/api/consultations/{c}/counts", get(consultation::counts))
        .route("/api/consultations/{c}/export.csv", get(export::table))
        .route("/api/consultations/{c}/export.json", get(export::document))
        .route("/api/consultations/{c}/live", get(live::listen))
        .route("/api/consultations/{c}/news", get(news::list))
        .route("/api/consultations/{c}/proposals", get(proposal::list).post(proposal::add))
        .route("/api/consultations/{c}/search", get(search::read))
        .route("/api/consultations/{c}/sections/{key}", get(section::read))
        .route("/api/consultations/{c}/sections/{key}/comments", get(comment::list_on_section).post(comment::add_to_section))
        .route("/api/consultations/{c}/sections/{key}/difficulty", put(difficulty::add_to_section).delete(difficulty::take_from_section))
        .route("/api/comments/{id}", get(comment::read).patch(comment::edit).delete(comment::withdraw))
        .route("/api/comments/{id}/appeal", post(appeal::add_to_comment))
        .route("/api/comments/{id}/history", get(revision::list))
        .route("/api/comments/{id}/replies", get(comment::list_replies))
        .route("/api/comments/{id}/reports", post(report::add_to_comment))
        .route("/api/comments/{id}/support", put(support::add_to_comment).delete(support::take_from_comment))
        .route("/api/news/{id}", get(news::read))
        .route("/api/news/{id}/comments", get(comment::list_on_news).post(comment::add_to_news))
        .route("/api/page", get(page::read))
        .route("/api/participants", post(participant::add))
        .route("/api/participants/confirm", post(participant::confirm))
        .route("/api/participants/handover", post(handover::take))
        .route("/api/participants/me", get(participant::read_me).patch(participant::change_me).delete(participant::forget_me))
        .route("/api/participants/me/appeal", post(appeal::add_about_me))
        .route("/api/participants/me/comments", get(own::list_comments))
        .route("/api/participants/me/data", get(own::data))
        .route("/api/participants/me/erasures", get(erasure::list).post(erasure::add))
        .route("/api/participants/me/handover", post(handover::add))
        .route("/api/participants/me/proposals", get(own::list_proposals))
        .route("/api/participants/me/reports", get(own::list_reports))
        .route("/api/pictures/{id}", get(picture::read))
        .route("/api/proposals/{id}", get(proposal::read).delete(proposal::withdraw))
        .route("/api/proposals/{id}/appeal", post(appeal::add_to_proposal))
        .route("/api/proposals/{id}/comments", get(comment::list_on_proposal).post(comment::add_to_proposal))
        .route("/api/proposals/{id}/reports", post(report::add_to_proposal))
        .route("/api/proposals/{id}/support", put(support::add_to_proposal).delete(support::take_from_proposal))
        .route("/api/openapi.json", get(openapi::read))
        .route("/api/{*rest}", get(missing).post(missing).put(missing).patch(missing).delete(missing))
        .route("/oembed", get(oembed::read))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .merge(at_the_desk())
        .method_not_allowed_fallback(not_allowed)
}

/// The table's second half: the desk, where nothing but signing in is open to strangers.
#[rustfmt::skip]
fn at_the_desk() -> Router<Server> {
    Router::new()
        .route("/api/desk/session", get(session::read).post(session::open).put(session::accept).delete(session::close))
        .route("/api/desk/password", put(session::set_password))
        .route("/api/desk/appeals", get(desk::appeal::list))
        .route("/api/desk/appeals/{id}/answer", post(desk::appeal::answer))
        .route("/api/desk/notices", get(session::notices).put(session::set_notices))
        .route("/api/desk/devices", get(session::devices))
        .route("/api/desk/devices/{id}", delete(session::close_device))
        .route("/api/desk/colleagues", get(colleague::list).post(colleague::invite))
        .route("/api/desk/colleagues/{id}", patch(colleague::change).delete(colleague::remove))
        .route("/api/desk/colleagues/{id}/invitation", post(colleague::invite_again))
        .route("/api/desk/consultations/{c}/difficulties", get(desk::difficulty::list))
        .route("/api/desk/consultations/{c}/leaving", get(desk::leaving::read).put(desk::leaving::change))
        .route("/api/desk/consultations/{c}/moderation", get(standing::read).put(standing::set_mode))
        .route("/api/desk/consultations/{c}/news", get(desk::news::list).post(desk::news::add))
        .route("/api/desk/consultations/{c}/news/preview", post(desk::news::preview))
        .route("/api/desk/consultations/{c}/pictures", post(desk::picture::add).layer(DefaultBodyLimit::max(PICTURE_MAX)))
        .route("/api/desk/consultations/{c}/{act}", post(standing::on_consultation))
        .route("/api/desk/decisions", post(decision::on_several))
        .route("/api/desk/erasures", get(desk::erasure::list))
        .route("/api/desk/erasures/{id}", get(desk::erasure::read))
        .route("/api/desk/erasures/{id}/answer", post(desk::erasure::answer))
        .route("/api/desk/live", get(queue::listen))
        .route("/api/desk/consultations/{c}/export.csv", get(desk::export::table))
        .route("/api/desk/consultations/{c}/export.json", get(desk::export::document))
        .route("/api/desk/news/{id}", get(desk::news::read).put(desk::news::change).delete(desk::news::remove))
        .route("/api/desk/hearings", get(hearing::list).post(hearing::add))
        .route("/api/desk/hearings/{c}", get(hearing::read).put(hearing::change))
        .route("/api/desk/hearings/{c}/close", post(hearing::close))
        .route("/api/desk/hearings/{c}/closing", put(hearing::extend))
        .route("/api/desk/hearings/{c}/short", put(desk::short::make))
        .route("/api/desk/hearings/{c}/sites", put(desk::embedding::change))
        .route("/api/desk/hearings/{c}/logo", put(desk::logo::choose).delete(desk::logo::remove))
        .route("/api/desk/hearings/{c}/period", put(hearing::date))
        .route("/api/desk/hearings/{c}/preview", put(hearing::show).delete(hearing::hide))
        .route("/api/desk/hearings/{c}/publication", put(hearing::publish))
        .route("/api/desk/hearings/{c}/rules", get(rule::list).post(rule::add))
        .route("/api/desk/hearings/{c}/rules/{id}", put(rule::change))
        .route("/api/desk/hearings/{c}/text", get(text::read).put(text::save).layer(text::room()))
        .route("/api/desk/hearings/{c}/text/preview", post(text::preview).layer(text::room()))
        .route("/api/desk/queue", get(queue::list))
        .route("/api/desk/record", get(record::list))
        .route("/api/desk/record.csv", get(record::table))
        .route("/api/desk/record.json", get(record::document))
        .route("/api/desk/statements", get(statement::list))
        .route("/api/desk/statements/{name}/{lang}", get(statement::read).put(statement::change).delete(statement::reset))
        .route("/api/desk/statements/{name}/{lang}/history", get(statement::history))
        .route("/api/desk/statements/{name}/{lang}/preview", post(statement::preview))
        .route("/api/desk/comments/{id}", get(queue::read_comment).patch(office::change).delete(office::withdraw))
        .route("/api/desk/comments/{id}/pin", put(office::pin).delete(office::unpin))
        .route("/api/desk/comments/{id}/question", put(office::set_question))
        .route("/api/desk/comments/{id}/replies", post(office::add_to_comment))
        .route("/api/desk/comments/{id}/{act}", post(decision::on_comment))
        .route("/api/desk/proposals/{id}", get(queue::read_proposal))
        .route("/api/desk/proposals/{id}/replies", post(office::add_to_proposal))
        .route("/api/desk/proposals/{id}/{act}", post(decision::on_proposal))
        .route("/api/desk/participants/{id}/{act}", post(standing::on_participant))
        .route("/api/desk/threads/{id}/{act}", post(standing::on_thread))
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
    #[param(minimum = 1, maximum = 100)]
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
