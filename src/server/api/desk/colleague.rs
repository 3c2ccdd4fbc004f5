//! Colleagues over HTTP: an admin invites them, changes what they may do, and lets them go.

use axum::extract::State;
use axum::http::StatusCode;
use model::{Colleague, Invitation, Moment, NewColleague, NewRole, Page};

use super::session::INVITATION;
use crate::Server;
use crate::api::Answer;
use crate::auth::Admin;
use crate::error::ApiError;
use crate::extract::{Id, Json};
use crate::secret;

/// All who work at the desk, by mail address.
#[utoipa::path(get, path = "/api/desk/colleagues", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = Page<Colleague>), (status = "4XX", body = model::Problem)))]
pub async fn list(_by: Admin, State(server): State<Server>) -> Answer<Page<Colleague>> {
    let items = server.store.colleagues().await?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(axum::Json(Page { items, next: None, total }))
}

/// Invites somebody. The answer holds the only copy of the link's secret.
#[utoipa::path(post, path = "/api/desk/colleagues", tag = "desk", request_body = NewColleague,
    security(("desk" = [])),
    responses((status = 201, body = Invitation), (status = "4XX", body = model::Problem)))]
pub async fn invite(
    Admin(by): Admin,
    State(server): State<Server>,
    Json(new): Json<NewColleague>,
) -> Result<(StatusCode, axum::Json<Invitation>), ApiError> {
    let (secret, now) = (secret::new(), server.now());
    let colleague = server.store.invite_colleague(by.id, &new.check()?, &secret, now).await?;
    Ok((StatusCode::CREATED, axum::Json(invitation(colleague, secret, now))))
}

/// Gives somebody a new link by which to choose a password, as when they have forgotten theirs.
#[utoipa::path(post, path = "/api/desk/colleagues/{id}/invitation", tag = "desk",
    security(("desk" = [])),
    responses((status = 201, body = Invitation), (status = "4XX", body = model::Problem)))]
pub async fn invite_again(
    Admin(by): Admin,
    State(server): State<Server>,
    Id(id): Id,
) -> Result<(StatusCode, axum::Json<Invitation>), ApiError> {
    let (secret, now) = (secret::new(), server.now());
    let colleague = server.store.invite_again(by.id, id, &secret, now).await?;
    Ok((StatusCode::CREATED, axum::Json(invitation(colleague, secret, now))))
}

/// Gives somebody another role. The last admin stays one.
#[utoipa::path(patch, path = "/api/desk/colleagues/{id}", tag = "desk", request_body = NewRole,
    security(("desk" = [])),
    responses((status = 200, body = Colleague), (status = "4XX", body = model::Problem)))]
pub async fn change(
    Admin(by): Admin,
    State(server): State<Server>,
    Id(id): Id,
    Json(new): Json<NewRole>,
) -> Answer<Colleague> {
    let role = new.check()?;
    Ok(axum::Json(server.store.change_role(by.id, id, role, server.now()).await?))
}

/// Lets somebody in no more, and ends every device that they are signed in on. What they did stays
/// in the record.
#[utoipa::path(delete, path = "/api/desk/colleagues/{id}", tag = "desk", security(("desk" = [])),
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn remove(
    Admin(by): Admin,
    State(server): State<Server>,
    Id(id): Id,
) -> Result<StatusCode, ApiError> {
    server.store.remove_colleague(by.id, id, server.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn invitation(colleague: Colleague, secret: String, now: Moment) -> Invitation {
    Invitation { colleague, secret, expires: now.plus(INVITATION) }
}
