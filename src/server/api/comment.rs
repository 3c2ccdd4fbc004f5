//! Comments over HTTP: threads of every place, and what can be done to a post.

use std::net::IpAddr;

use axum::extract::State;
use axum::http::StatusCode;
use model::{Code, Comment, CommentChange, Flaw, Moment, NewComment, PAGE_DEFAULT, Page, Sort};
use serde::Deserialize;

use super::{Answer, Created, Page20, created};
use crate::Server;
use crate::auth::{Participant, Reader};
use crate::error::ApiError;
use crate::extract::{ClientAddress, Id, Json, Path, Post, Query};
use crate::store::{Added, CommentQuery, Entry, Place, PostWriter, may_write};
use crate::watch::Sent;

/// Which part of a thread, and in which order.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct ThreadQuery {
    /// `newest` (also when left out), `oldest` or `agreed`.
    #[param(inline, value_type = Option<Sort>)]
    pub sort: Option<String>,
    /// 1 to 100; 20 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Only what stands at this paragraph.
    pub paragraph: Option<String>,
}

impl ThreadQuery {
    fn read(self) -> Result<CommentQuery, ApiError> {
        let sort = self.sort.as_deref().map_or(Some(Sort::Newest), Sort::from_word);
        Ok(CommentQuery {
            sort: sort.ok_or_else(|| ApiError::field("sort", Flaw::Unknown))?,
            paragraph: self.paragraph,
            limit: super::limit(self.limit)?,
            after: self.after,
        })
    }
}

async fn list(
    server: &Server,
    place: &Place,
    query: ThreadQuery,
    Reader(reader): Reader,
) -> Answer<Page<Comment>> {
    let query = query.read()?;
    let spot = server.store.spot(place).await?;
    Ok(axum::Json(server.store.comments(&spot, &query, reader).await?))
}

async fn add(
    server: &Server,
    place: &Place,
    Participant(by): Participant,
    ClientAddress(address): ClientAddress,
    post: Post<NewComment>,
) -> Created<Comment> {
    let client_key = post.client_key.clone();
    match add_new(server, place, &by, address, post).await {
        Ok(added) => created(added),
        // A repeated post was acknowledged before, so it is again: whatever is the matter by now.
        Err(error) => match server.store.repeated_comment(by.id, &client_key).await? {
            Some(post) => created(Added { post, fresh: false }),
            None => Err(error),
        },
    }
}

async fn add_new(
    server: &Server,
    place: &Place,
    by: &Entry,
    address: IpAddr,
    post: Post<NewComment>,
) -> Result<Added<Comment>, ApiError> {
    let valid = post.new?.check()?;
    let spot = server.store.spot(place).await?;
    let now = server.now();
    may_write(spot.period, spot.locked, now)?;
    may_post(by, now)?;
    if !spot.readable {
        return Err(Code::State.into());
    }
    server.limits.post(by.id, address, now).map_err(ApiError::TooMany)?;
    let sent = Sent { words: &valid.body, visibility: valid.visibility, trap: valid.trap };
    let held = server.watch.held(by, &spot, sent, now);
    let writer = PostWriter::Participant(by.id);
    let added = server.store.add_comment(writer, &spot, &valid, held, now).await;
    match &added {
        Ok(added) if !added.fresh => server.limits.give_post_back(by.id, address),
        Ok(_) => {}
        Err(error) => server.limits.post_failed(error, by.id, address),
    }
    Ok(added?)
}

/// Whether this person can post just now.
pub fn may_post(by: &Entry, now: Moment) -> Result<(), ApiError> {
    if by.is_paused(now) { Err(Code::Paused.into()) } else { Ok(()) }
}

/// The thread on a section.
#[utoipa::path(get, path = "/api/consultations/{c}/sections/{key}/comments", tag = "comments",
    params(ThreadQuery),
    security((), ("participant" = [])),
    responses((status = 200, body = Page<Comment>), (status = 404, body = model::Problem)))]
pub async fn list_on_section(
    State(server): State<Server>,
    reader: Reader,
    Path((slug, key)): Path<(String, String)>,
    Query(query): Query<ThreadQuery>,
) -> Answer<Page<Comment>> {
    list(&server, &Place::Section(slug, key), query, reader).await
}

/// Comments on a section.
#[utoipa::path(post, path = "/api/consultations/{c}/sections/{key}/comments", tag = "comments",
    request_body = NewComment, security(("participant" = [])),
    responses((status = 201, body = Comment), (status = 200, body = Comment, description = "The same post again"),
        (status = "4XX", body = model::Problem)))]
pub async fn add_to_section(
    by: Participant,
    State(server): State<Server>,
    address: ClientAddress,
    Path((slug, key)): Path<(String, String)>,
    post: Post<NewComment>,
) -> Created<Comment> {
    add(&server, &Place::Section(slug, key), by, address, post).await
}

/// The general thread.
#[utoipa::path(get, path = "/api/consultations/{c}/comments", tag = "comments",
    params(ThreadQuery),
    security((), ("participant" = [])),
    responses((status = 200, body = Page<Comment>), (status = 404, body = model::Problem)))]
pub async fn list_general(
    State(server): State<Server>,
    reader: Reader,
    Path(slug): Path<String>,
    Query(query): Query<ThreadQuery>,
) -> Answer<Page<Comment>> {
    list(&server, &Place::General(slug), query, reader).await
}

/// Comments on the whole.
#[utoipa::path(post, path = "/api/consultations/{c}/comments", tag = "comments",
    request_body = NewComment, security(("participant" = [])),
    responses((status = 201, body = Comment), (status = 200, body = Comment, description = "The same post again"),
        (status = "4XX", body = model::Problem)))]
pub async fn add_general(
    by: Participant,
    State(server): State<Server>,
    address: ClientAddress,
    Path(slug): Path<String>,
    post: Post<NewComment>,
) -> Created<Comment> {
    add(&server, &Place::General(slug), by, address, post).await
}

/// The thread on a proposal.
#[utoipa::path(get, path = "/api/proposals/{id}/comments", tag = "comments", params(ThreadQuery),
    security((), ("participant" = [])),
    responses((status = 200, body = Page<Comment>), (status = 404, body = model::Problem)))]
pub async fn list_on_proposal(
    State(server): State<Server>,
    reader: Reader,
    Id(id): Id,
    Query(query): Query<ThreadQuery>,
) -> Answer<Page<Comment>> {
    list(&server, &Place::Proposal(id), query, reader).await
}

/// Comments on a proposal.
#[utoipa::path(post, path = "/api/proposals/{id}/comments", tag = "comments",
    request_body = NewComment, security(("participant" = [])),
    responses((status = 201, body = Comment), (status = 200, body = Comment, description = "The same post again"),
        (status = "4XX", body = model::Problem)))]
pub async fn add_to_proposal(
    by: Participant,
    State(server): State<Server>,
    address: ClientAddress,
    Id(id): Id,
    post: Post<NewComment>,
) -> Created<Comment> {
    add(&server, &Place::Proposal(id), by, address, post).await
}

/// The thread on a piece of news.
#[utoipa::path(get, path = "/api/news/{id}/comments", tag = "comments", params(ThreadQuery),
    security((), ("participant" = [])),
    responses((status = 200, body = Page<Comment>), (status = 404, body = model::Problem)))]
pub async fn list_on_news(
    State(server): State<Server>,
    reader: Reader,
    Id(id): Id,
    Query(query): Query<ThreadQuery>,
) -> Answer<Page<Comment>> {
    list(&server, &Place::News(id), query, reader).await
}

/// Comments on a piece of news.
#[utoipa::path(post, path = "/api/news/{id}/comments", tag = "comments",
    request_body = NewComment, security(("participant" = [])),
    responses((status = 201, body = Comment), (status = 200, body = Comment, description = "The same post again"),
        (status = "4XX", body = model::Problem)))]
pub async fn add_to_news(
    by: Participant,
    State(server): State<Server>,
    address: ClientAddress,
    Id(id): Id,
    post: Post<NewComment>,
) -> Created<Comment> {
    add(&server, &Place::News(id), by, address, post).await
}

/// A comment.
#[utoipa::path(get, path = "/api/comments/{id}", tag = "comments",
    security((), ("participant" = [])),
    responses((status = 200, body = Comment), (status = 404, body = model::Problem)))]
pub async fn read(
    State(server): State<Server>,
    Reader(reader): Reader,
    Id(id): Id,
) -> Answer<Comment> {
    Ok(axum::Json(server.store.comment(id, reader).await?))
}

/// The answers under a comment, oldest first.
#[utoipa::path(get, path = "/api/comments/{id}/replies", tag = "comments", params(Page20),
    security((), ("participant" = [])),
    responses((status = 200, body = Page<Comment>), (status = 404, body = model::Problem)))]
pub async fn list_replies(
    State(server): State<Server>,
    Reader(reader): Reader,
    Id(id): Id,
    Query(page): Query<Page20>,
) -> Answer<Page<Comment>> {
    let limit = super::limit(page.limit.or(Some(PAGE_DEFAULT)))?;
    Ok(axum::Json(server.store.replies(id, limit, page.after.as_deref(), reader).await?))
}

/// Changes one's own comment, for fifteen minutes.
#[utoipa::path(patch, path = "/api/comments/{id}", tag = "comments",
    request_body = CommentChange, security(("participant" = [])),
    responses((status = 200, body = Comment), (status = "4XX", body = model::Problem)))]
pub async fn edit(
    Participant(by): Participant,
    State(server): State<Server>,
    Id(id): Id,
    Json(change): Json<CommentChange>,
) -> Answer<Comment> {
    let body = change.check()?;
    let now = server.now();
    may_post(&by, now)?;
    Ok(axum::Json(server.store.edit_comment(&by, id, &body, now).await?))
}

/// Takes one's own comment back.
#[utoipa::path(delete, path = "/api/comments/{id}", tag = "comments",
    security(("participant" = [])),
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn withdraw(
    Participant(by): Participant,
    State(server): State<Server>,
    Id(id): Id,
) -> Result<StatusCode, ApiError> {
    server.store.withdraw_comment(by.id, id, server.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
