//! Texts of hearings over HTTP: what would happen when one comes in, and that it does. As much is read
//! here as `blanddig import` reads, off the threads that answer everybody else, and one at a time.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, State};
use model::{Flaw, HearingText, NewText, TextPreview, TextReport, TextSection};
use tokio::sync::Semaphore;

use crate::Server;
use crate::api::Answer;
use crate::auth::Editor;
use crate::error::ApiError;
use crate::extract::{Json, Path};
use crate::import::{self, Draft, Fault, MAX_BYTES, Plan, Text, whole_heading};
use crate::panics;
use crate::store::{Before, By, NewConsultation, NewVersion};

/// Most bytes of a request with a text: as JSON, most texts take little more than they are, and none of
/// letters and line ends more than twice that.
const BODY_MOST: usize = 2 * MAX_BYTES + 64 * 1024;
/// Most bytes of HTML that a preview brings. All of a long text would stop the browser.
const PREVIEW_MOST: usize = 300 * 1024;

/// How much a request with a text may hold.
pub fn room() -> DefaultBodyLimit {
    DefaultBodyLimit::max(BODY_MOST)
}

/// The newest text of a hearing, as it was brought in.
#[utoipa::path(get, path = "/api/desk/hearings/{c}/text", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = HearingText), (status = "4XX", body = model::Problem)))]
pub async fn read(
    _by: Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
) -> Answer<HearingText> {
    Ok(axum::Json(server.store.hearing_text(&slug).await?))
}

/// What would happen if a text came in: which sections it matches, what is left out, what it looks like,
/// or why it cannot come in. Changes nothing.
#[utoipa::path(post, path = "/api/desk/hearings/{c}/text/preview", tag = "desk",
    request_body = NewText, security(("desk" = [])),
    responses((status = 200, body = TextReport), (status = "4XX", body = model::Problem)))]
pub async fn preview(
    _by: Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewText>,
) -> Answer<TextReport> {
    let before = server.store.before_text(&slug).await?;
    let number = before.number;
    let looked = apart(move || {
        let (text, plan) = planned(&slug, new.markdown, &before)?;
        Ok(report(&text.draft, &plan, number))
    })
    .await?;
    Ok(axum::Json(looked.unwrap_or_else(|fault: Fault| TextReport {
        number,
        refusal: Some(import::told(&fault)),
        ..TextReport::default()
    })))
}

/// Brings a text in as the next version. 412 when somebody else did since one began; 422 when it cannot
/// come in: looking at it first tells why.
#[utoipa::path(put, path = "/api/desk/hearings/{c}/text", tag = "desk", request_body = NewText,
    security(("desk" = [])),
    responses((status = 200, body = TextReport), (status = "4XX", body = model::Problem)))]
pub async fn save(
    Editor(by): Editor,
    State(server): State<Server>,
    Path(slug): Path<String>,
    Json(new): Json<NewText>,
) -> Answer<TextReport> {
    let begun = new.number.ok_or_else(|| ApiError::field("number", Flaw::Missing))?;
    let before = server.store.before_text(&slug).await?;
    let by = By::Staff(by.id);
    let made = apart(move || {
        let (text, plan) = planned(&slug, new.markdown, &before)?;
        let report = report(&text.draft, &plan, begun + 1);
        let (consultation, version) = text.ready(plan, by, Some(begun));
        Ok((consultation, version, report))
    });
    let made: Result<(NewConsultation, NewVersion, TextReport), Fault> = made.await?;
    let (consultation, version, report) =
        made.map_err(|_| ApiError::field("markdown", Flaw::Malformed))?;
    server.store.add_version(&consultation, &version, server.now()).await?;
    Ok(axum::Json(report))
}

/// Does what takes its time on a thread of its own, when nobody else does.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ApiError> {
    static TURN: std::sync::LazyLock<Arc<Semaphore>> =
        std::sync::LazyLock::new(|| Arc::new(Semaphore::new(1)));
    let broken = |error: &dyn std::fmt::Display| ApiError::Internal(error.to_string());
    let turn = TURN.clone().acquire_owned().await.map_err(|error| broken(&error))?;
    let done = tokio::task::spawn_blocking(move || {
        let done = panics::apart(work);
        // Also when nobody waits for the answer any more.
        drop(turn);
        done
    });
    done.await.map_err(|error| broken(&error))
}

/// A text that was read, and what becomes of its sections. The title that the hearing has stays, unless
/// the text says another one above its headings.
fn planned<'a>(slug: &'a str, source: String, before: &Before) -> Result<(Text<'a>, Plan), Fault> {
    let mut draft = import::parse(&source)?;
    if draft.front.title.is_none() {
        draft.title.clone_from(&before.title);
    }
    let text = Text { slug, source, draft, demonstration: false };
    let plan = text.plan(&before.sections);
    Ok((text, plan))
}

fn report(draft: &Draft, plan: &Plan, number: i64) -> TextReport {
    let list = |entries: &[import::Entry]| {
        let one = |entry: &import::Entry| TextSection {
            key: entry.key.clone(),
            heading: entry.heading.clone(),
            was: None,
        };
        entries.iter().map(one).collect()
    };
    let renamed = plan.report.renamed.iter().map(|entry| TextSection {
        key: entry.key.clone(),
        heading: entry.to.clone(),
        was: Some(entry.from.clone()),
    });
    let preview = beginning(draft);
    let unseen = draft.sections.len() - preview.len();
    TextReport {
        number,
        refusal: None,
        remarks: plan.remarks.iter().map(import::told).collect(),
        matched: list(&plan.report.matched),
        renamed: renamed.collect(),
        new: list(&plan.report.new),
        removed: list(&plan.report.removed),
        preview,
        unseen: i64::try_from(unseen).unwrap_or(i64::MAX),
    }
}

/// As many sections as the browser can bear.
fn beginning(draft: &Draft) -> Vec<TextPreview> {
    let mut room = PREVIEW_MOST;
    let mut shown = Vec::new();
    for section in &draft.sections {
        let size = section.html.len() + section.plain_html.as_ref().map_or(0, String::len);
        let Some(left) = room.checked_sub(size) else { break };
        room = left;
        shown.push(TextPreview {
            heading: whole_heading(section.label.as_deref(), &section.title),
            depth: section.depth,
            html: section.html.clone(),
            plain_html: section.plain_html.clone(),
        });
    }
    shown
}
