//! Measures of moderators: about participants, threads and whole hearings; and which posts wait.

use axum::extract::State;
use axum::http::StatusCode;
use model::{Code, Flaw, HearingModeration, Measure, Mode, NewMeasure, NewMode, Uuid};

use crate::Server;
use crate::api::Answer;
use crate::auth::{Editor, Moderator};
use crate::error::ApiError;
use crate::extract::{Json, Path};
use crate::store::Target;

async fn measure(
    server: &Server,
    Moderator(by): Moderator,
    target: Target,
    act: &str,
    new: &NewMeasure,
) -> Result<StatusCode, ApiError> {
    let fits = |measure: &Measure| match target {
        Target::Participant(_) => measure.is_about_a_person(),
        Target::Thread(_) => measure.is_about_a_thread(),
        Target::Consultation(_) => measure.is_about_a_hearing(),
    };
    let kind = Measure::from_word(act).filter(fits).ok_or(Code::NotFound)?;
    let valid = new.check(kind)?;
    server.store.measure(&target, by.id, &valid, server.now()).await?;
    tracing::info!(by = %by.id.simple(), kind = kind.word(), "Took a measure");
    Ok(StatusCode::NO_CONTENT)
}

fn id(text: &str) -> Result<Uuid, ApiError> {
    Uuid::try_parse(text).map_err(|_| Code::NotFound.into())
}

/// About a participant: `pause` (for some hours, or until it is lifted), `resume`, `hold` (their posts
/// wait) or `release`.
#[utoipa::path(post, path = "/api/desk/participants/{id}/{act}", tag = "desk",
    request_body = NewMeasure, security(("desk" = [])),
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn on_participant(
    by: Moderator,
    State(server): State<Server>,
    Path((of, act)): Path<(String, String)>,
    Json(new): Json<NewMeasure>,
) -> Result<StatusCode, ApiError> {
    measure(&server, by, Target::Participant(id(&of)?), &act, &new).await
}

/// About a thread: `lock`, so that nobody can answer there any more, or `unlock`.
#[utoipa::path(post, path = "/api/desk/threads/{id}/{act}", tag = "desk",
    request_body = NewMeasure, security(("desk" = [])),
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn on_thread(
    by: Moderator,
    State(server): State<Server>,
    Path((of, act)): Path<(String, String)>,
    Json(new): Json<NewMeasure>,
) -> Result<StatusCode, ApiError> {
    measure(&server, by, Target::Thread(id(&of)?), &act, &new).await
}

/// About a whole hearing: `stop`, so that nobody can post for now, or `reopen`.
#[utoipa::path(post, path = "/api/desk/consultations/{c}/{act}", tag = "desk",
    request_body = NewMeasure, security(("desk" = [])),
    responses((status = 204), (status = "4XX", body = model::Problem)))]
pub async fn on_consultation(
    by: Moderator,
    State(server): State<Server>,
    Path((slug, act)): Path<(String, String)>,
    Json(new): Json<NewMeasure>,
) -> Result<StatusCode, ApiError> {
    measure(&server, by, Target::Consultation(slug), &act, &new).await
}

/// Which posts wait in a hearing, and in which of its sections others do.
#[utoipa::path(get, path = "/api/desk/consultations/{c}/moderation", tag = "desk",
    security(("desk" = [])),
    responses((status = 200, body = HearingModeration), (status = "4XX", body = model::Problem)))]
pub async fn read(
    _by: Moderator,
    State(server): State<Server>,
    Path(slug): Path<String>,
) -> Answer<HearingModeration> {
    Ok(axum::Json(server.store.moderation(&slug).await?))
}

/// Says which posts wait: in a hearing, or in one of its sections (without a mode: as in the hearing).
#[utoipa::path(put, path = "/api/desk/consultations/{c}/moderation", tag = "desk",
    request_body = NewMode, security(("desk" = [])),
    responses((status = 200, body = HearingModeration), (status = "4XX", body = model::Problem)))]
pub async fn set_mode(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewMode>,
) -> Answer<HearingModeration> {
    let unknown = || ApiError::field("mode", Flaw::Unknown);
    let mode = new.mode.as_deref().filter(|mode| !mode.is_empty());
    let mode = mode.map(|mode| Mode::from_word(mode).ok_or_else(unknown)).transpose()?;
    let section = new.section.as_deref().filter(|key| !key.is_empty());
    server.store.set_mode(&slug, section, mode, by.id, server.now()).await?;
    Ok(axum::Json(server.store.moderation(&slug).await?))
}
