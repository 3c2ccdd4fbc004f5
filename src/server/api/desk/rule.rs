//! The rules of a hearing over HTTP: editors put them up, retire them and bring them back. Their words
//! are never changed.

use axum::extract::State;
use axum::http::StatusCode;
use model::{HearingRules, NewRule, RuleStanding};

use crate::Server;
use crate::api::{Answer, Created};
use crate::auth::Editor;
use crate::extract::{Json, Path};

/// The rules of a hearing, retired ones among them.
#[utoipa::path(get, path = "/api/desk/hearings/{c}/rules", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = HearingRules), (status = "4XX", body = model::Problem)))]
pub async fn list(
    _by: Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
) -> Answer<HearingRules> {
    Ok(axum::Json(server.store.hearing_rules(&slug).await?))
}

/// Gives a hearing another rule. The field `title` is refused as `unchanged` when the same rule stands
/// there already, the field `rules` as `too-long` when the hearing has as many as it can have.
#[utoipa::path(post, path = "/api/desk/hearings/{c}/rules", tag = "desk", request_body = NewRule,
    security(("desk" = [])),
    responses((status = 201, body = HearingRules), (status = "4XX", body = model::Problem)))]
pub async fn add(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewRule>,
) -> Created<HearingRules> {
    let rules = server.store.add_rule(&slug, by.id, &new.check()?, server.now()).await?;
    Ok((StatusCode::CREATED, axum::Json(rules)))
}

/// Retires a rule (`stands` is false), or brings it back. What was decided by it stays. 409 when it is so
/// already, and for the last rule that stands.
#[utoipa::path(put, path = "/api/desk/hearings/{c}/rules/{id}", tag = "desk",
    request_body = RuleStanding, security(("desk" = [])),
    responses((status = 200, body = HearingRules), (status = "4XX", body = model::Problem)))]
pub async fn change(
    Editor(by): Editor,
    State(server): State<Server>,
    Path((slug, id)): Path<(String, String)>,
    Json(new): Json<RuleStanding>,
) -> Answer<HearingRules> {
    let valid = new.check()?;
    Ok(axum::Json(server.store.set_rule(&slug, &id, by.id, valid, server.now()).await?))
}
