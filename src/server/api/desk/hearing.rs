//! Hearings over HTTP: editors create them, say when they are, publish and close them. Editors, and not
//! admins alone: a hearing is their work, as its texts are; admins look after who works at the desk.

use axum::extract::State;
use axum::http::StatusCode;
use model::{
    FieldFlaw, Flaw, Flaws, Hearing, Moment, NewHearing, NewLook, NewPeriod, NewPublication, Page,
    Period, PreviewLink, PublishWhen, Seen,
};

use crate::Server;
use crate::api::{Answer, Created};
use crate::auth::Editor;
use crate::calendar::{Twice, in_denmark};
use crate::error::ApiError;
use crate::extract::{Json, Path};
use crate::secret;

/// What somebody saw who changes a hearing.
fn seen(turns: Option<i64>) -> Result<i64, ApiError> {
    turns.ok_or_else(|| ApiError::field("turns", Flaw::Missing))
}

/// A period that lies ahead, at least with its end.
fn period(new: &NewPeriod, now: Moment) -> Result<Period, Vec<FieldFlaw>> {
    let mut flaws = Flaws::default();
    let mut read = |field: &str, text: &str, twice| {
        let found = in_denmark(text, twice);
        found.map_err(|flaw| flaws.note(field, flaw)).unwrap_or(now)
    };
    let opens = read("opens", new.opens.as_deref().unwrap_or_default(), Twice::First);
    let closes = read("closes", &new.closes, Twice::Last);
    let mut flaws = flaws.or(()).err().unwrap_or_default();
    if flaws.is_empty() && closes <= opens.max(now) {
        flaws.push(FieldFlaw { field: "closes".to_owned(), flaw: Flaw::TooShort });
    }
    if flaws.is_empty() { Ok(Period { opens, closes }) } else { Err(flaws) }
}

/// All hearings, published or not, the newest first.
#[utoipa::path(get, path = "/api/desk/hearings", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = Page<Hearing>), (status = "4XX", body = model::Problem)))]
pub async fn list(_by: Editor, State(server): State<Server>) -> Answer<Page<Hearing>> {
    let items = server.store.hearings(server.now()).await?;
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(axum::Json(Page { items, next: None, total }))
}

/// Creates a hearing that nobody but staff can see. The field `slug` is refused as `unknown` when it is
/// taken.
#[utoipa::path(post, path = "/api/desk/hearings", tag = "desk", request_body = NewHearing,
    security(("desk" = [])),
    responses((status = 201, body = Hearing), (status = "4XX", body = model::Problem)))]
pub async fn add(
    Editor(by): Editor,
    State(server): State<Server>,
    Json(new): Json<NewHearing>,
) -> Created<Hearing> {
    let added = server.store.add_hearing(by.id, &new.check()?, server.now()).await?;
    Ok((StatusCode::CREATED, axum::Json(added)))
}

/// A hearing.
#[utoipa::path(get, path = "/api/desk/hearings/{c}", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = Hearing), (status = "4XX", body = model::Problem)))]
pub async fn read(
    _by: Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
) -> Answer<Hearing> {
    Ok(axum::Json(server.store.hearing(&slug, server.now()).await?))
}

/// Changes what a hearing is called, who sends it, which districts it offers and which colour it has. 412
/// when somebody else changed it since one looked.
#[utoipa::path(put, path = "/api/desk/hearings/{c}", tag = "desk", request_body = NewLook,
    security(("desk" = [])),
    responses((status = 200, body = Hearing), (status = "4XX", body = model::Problem)))]
pub async fn change(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewLook>,
) -> Answer<Hearing> {
    let valid = new.check()?;
    Ok(axum::Json(server.store.change_hearing(&slug, by.id, &valid, server.now()).await?))
}

/// Says from when to when people can post in a hearing that is not published.
#[utoipa::path(put, path = "/api/desk/hearings/{c}/period", tag = "desk", request_body = NewPeriod,
    security(("desk" = [])),
    responses((status = 200, body = Hearing), (status = "4XX", body = model::Problem)))]
pub async fn date(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewPeriod>,
) -> Answer<Hearing> {
    let (now, turns) = (server.now(), seen(new.turns)?);
    let period = period(&new, now)?;
    Ok(axum::Json(server.store.date_hearing(&slug, by.id, period, turns, now).await?))
}

/// Publishes a hearing: `now`, `open` (now, and people can post from now on), or `opening` (by itself, at
/// the moment at which it opens; `never` takes that back).
#[utoipa::path(put, path = "/api/desk/hearings/{c}/publication", tag = "desk",
    request_body = NewPublication, security(("desk" = [])),
    responses((status = 200, body = Hearing), (status = "4XX", body = model::Problem)))]
pub async fn publish(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewPublication>,
) -> Answer<Hearing> {
    let when = PublishWhen::from_word(&new.when);
    let when = when.ok_or_else(|| ApiError::field("when", Flaw::Unknown))?;
    let turns = seen(new.turns)?;
    Ok(axum::Json(server.store.publish_hearing(&slug, by.id, when, turns, server.now()).await?))
}

/// Puts off the end of a published hearing. One that is over is open again.
#[utoipa::path(put, path = "/api/desk/hearings/{c}/closing", tag = "desk", request_body = NewPeriod,
    security(("desk" = [])),
    responses((status = 200, body = Hearing), (status = "4XX", body = model::Problem)))]
pub async fn extend(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewPeriod>,
) -> Answer<Hearing> {
    let turns = seen(new.turns)?;
    let closes = in_denmark(&new.closes, Twice::Last);
    let closes = closes.map_err(|flaw| ApiError::field("closes", flaw))?;
    Ok(axum::Json(server.store.extend_hearing(&slug, by.id, closes, turns, server.now()).await?))
}

/// Closes a hearing before its time.
#[utoipa::path(post, path = "/api/desk/hearings/{c}/close", tag = "desk", request_body = Seen,
    security(("desk" = [])),
    responses((status = 200, body = Hearing), (status = "4XX", body = model::Problem)))]
pub async fn close(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<Seen>,
) -> Answer<Hearing> {
    let turns = seen(new.turns)?;
    Ok(axum::Json(server.store.close_hearing(&slug, by.id, turns, server.now()).await?))
}

/// Gives a hearing that is not published a preview at a new secret address, `/udkast/…`. An earlier one
/// leads nowhere any more. The secret is told this once.
#[utoipa::path(put, path = "/api/desk/hearings/{c}/preview", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = PreviewLink), (status = "4XX", body = model::Problem)))]
pub async fn show(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
) -> Answer<PreviewLink> {
    let secret = secret::new();
    server.store.set_preview(&slug, by.id, Some(&secret), server.now()).await?;
    Ok(axum::Json(PreviewLink { secret }))
}

/// Takes a hearing's preview away.
#[utoipa::path(delete, path = "/api/desk/hearings/{c}/preview", tag = "desk",
    security(("desk" = [])),
    responses((status = 200, body = Hearing), (status = "4XX", body = model::Problem)))]
pub async fn hide(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
) -> Answer<Hearing> {
    Ok(axum::Json(server.store.set_preview(&slug, by.id, None, server.now()).await?))
}
