//! Erasure at the desk: the cases that wait for an answer, and the answer.
//!
//! An editor answers and not every moderator: it is the municipality's decision under the data
//! protection regulation, not one about the tone of a post.

use axum::extract::State;
use model::{ErasureCase, Erasures, NewErasureAnswer};
use serde::Deserialize;

use crate::Server;
use crate::api::{Answer, limit};
use crate::auth::Editor;
use crate::extract::{Id, Json, Query};

/// Which cases.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct Which {
    /// Those that were answered instead of those that wait.
    #[serde(default)]
    pub answered: bool,
    /// 1 to 100; 20 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// The cases that wait, the one that is due first at the top; or those that were answered, the newest
/// answer first.
#[utoipa::path(get, path = "/api/desk/erasures", tag = "desk", params(Which),
    security(("desk" = [])),
    responses((status = 200, body = Erasures), (status = "4XX", body = model::Problem)))]
pub async fn list(
    _by: Editor,
    State(server): State<Server>,
    Query(which): Query<Which>,
) -> Answer<Erasures> {
    let (limit, after) = (limit(which.limit)?, which.after.as_deref());
    let found = server.store.erasures(which.answered, limit, after, server.now()).await?;
    Ok(axum::Json(found))
}

/// A case with the posts that it is about.
#[utoipa::path(get, path = "/api/desk/erasures/{id}", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = ErasureCase), (status = "4XX", body = model::Problem)))]
pub async fn read(_by: Editor, State(server): State<Server>, Id(id): Id) -> Answer<ErasureCase> {
    Ok(axum::Json(server.store.erasure(id, server.now()).await?))
}

/// Answers a case: takes its posts out of sight, takes the name off them, or refuses. 409 when somebody
/// else has answered; the case tells who.
#[utoipa::path(post, path = "/api/desk/erasures/{id}/answer", tag = "desk",
    request_body = NewErasureAnswer, security(("desk" = [])),
    responses((status = 200, body = ErasureCase), (status = "4XX", body = model::Problem)))]
pub async fn answer(
    Editor(by): Editor,
    State(server): State<Server>,
    Id(id): Id,
    Json(new): Json<NewErasureAnswer>,
) -> Answer<ErasureCase> {
    let (outcome, reply) = new.check()?;
    let now = server.now();
    let case = server.store.answer_erasure(id, by.id, (outcome, &reply), now).await?;
    tracing::info!(by = %by.id.simple(), outcome = outcome.word(), "Answered an erasure");
    Ok(axum::Json(case))
}
