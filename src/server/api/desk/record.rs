//! The record, for those who must be able to show that all was fair.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use model::{Page, RecordEntry};
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

use crate::Server;
use crate::api::{Answer, Page20, limit};
use crate::auth::Moderator;
use crate::error::ApiError;
use crate::extract::Query;
use crate::store::StoreError;
use crate::table::{BYTE_ORDER_MARK, row};

/// A page of the record, newest first.
#[utoipa::path(get, path = "/api/desk/record", tag = "desk", params(Page20),
    security(("desk" = [])),
    responses((status = 200, body = Page<RecordEntry>), (status = "4XX", body = model::Problem)))]
pub async fn list(
    _by: Moderator,
    State(server): State<Server>,
    Query(page): Query<Page20>,
) -> Answer<Page<RecordEntry>> {
    let after = page.after.as_deref().map(str::parse).transpose();
    let after = after.map_err(|_| ApiError::field("after", model::Flaw::Unknown))?;
    Ok(axum::Json(server.store.record(limit(page.limit)?, after).await?))
}

/// The whole record as a table, oldest first.
#[utoipa::path(get, path = "/api/desk/record.csv", tag = "desk", security(("desk" = [])),
    responses((status = 200, content_type = "text/csv"), (status = "4XX", body = model::Problem)))]
pub async fn table(_by: Moderator, State(server): State<Server>) -> impl IntoResponse {
    file(server, "text/csv; charset=utf-8", "attachment; filename=\"journal.csv\"", Table)
}

/// The whole record as JSON, oldest first.
#[utoipa::path(get, path = "/api/desk/record.json", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = Vec<RecordEntry>), (status = "4XX", body = model::Problem)))]
pub async fn document(_by: Moderator, State(server): State<Server>) -> impl IntoResponse {
    file(server, "application/json", "attachment; filename=\"journal.json\"", Document)
}

/// How a file of the record is written.
trait Form: Send + 'static {
    fn head(&self) -> String;
    fn entry(&self, entry: &RecordEntry, first: bool) -> String;
    fn end(&self) -> &'static str;
}

struct Table;

impl Form for Table {
    fn head(&self) -> String {
        let columns = [
            "number",
            "at",
            "by",
            "kind",
            "consultation",
            "subject",
            "rule",
            "reason",
            "detail",
            "waited_ms",
            "hash",
        ];
        format!("{BYTE_ORDER_MARK}{}", row(columns))
    }

    fn entry(&self, entry: &RecordEntry, _first: bool) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let cells = [
            entry.number.to_string(),
            String::from(entry.at),
            entry.by.clone(),
            entry.kind.word().to_owned(),
            text(&entry.consultation),
            text(&entry.subject),
            text(&entry.rule),
            text(&entry.reason),
            text(&entry.detail),
            entry.waited.map(|waited| waited.to_string()).unwrap_or_default(),
            entry.hash.clone(),
        ];
        row(cells.iter().map(String::as_str))
    }

    fn end(&self) -> &'static str {
        ""
    }
}

struct Document;

impl Form for Document {
    fn head(&self) -> String {
        "[".to_owned()
    }

    fn entry(&self, entry: &RecordEntry, first: bool) -> String {
        let json = serde_json::to_string(entry).unwrap_or_default();
        if first { json } else { format!(",\n{json}") }
    }

    fn end(&self) -> &'static str {
        "]"
    }
}

/// However long the record is, a part of it is in memory at a time.
fn file(
    server: Server,
    kind: &'static str,
    disposition: &'static str,
    form: impl Form + Sync,
) -> impl IntoResponse {
    let (to, stream) = channel(2);
    tokio::spawn(async move {
        if let Err(error) = write(&server, &form, &to).await {
            // The connection ends in the middle, so that nobody takes a part for the whole.
            tracing::warn!(%error, "The record could not be read to its end");
            let _ = to.send(Err(std::io::Error::other(error.to_string()))).await;
        }
    });
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)];
    (headers, Body::from_stream(ReceiverStream::new(stream)))
}

async fn write(
    server: &Server,
    form: &impl Form,
    to: &Sender<std::io::Result<Bytes>>,
) -> Result<(), StoreError> {
    let mut text = form.head();
    let mut last = 0;
    loop {
        let entries = server.store.record_from(last).await?;
        let Some(newest) = entries.last().map(|entry| entry.number) else { break };
        for entry in &entries {
            text.push_str(&form.entry(entry, entry.number == 1));
        }
        last = newest;
        if to.send(Ok(Bytes::from(std::mem::take(&mut text)))).await.is_err() {
            // Nobody is there any more: no need to read on.
            return Ok(());
        }
    }
    text.push_str(form.end());
    let _ = to.send(Ok(Bytes::from(text))).await;
    Ok(())
}
