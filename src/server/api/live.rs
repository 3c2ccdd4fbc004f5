//! The live stream: that something is new, and how many there are. Never what it says.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use tokio_stream::wrappers::BroadcastStream;

use crate::Server;
use crate::error::ApiError;
use crate::extract::{Path, Query};
use crate::live::OVERLAP;
use crate::store::{DESK, Place};

/// What was heard before.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Heard {
    /// The number of the last event that was heard, an hour ago at most: what was told since comes
    /// first. A browser that listens on after a broken connection says it as `Last-Event-ID`.
    after: Option<i64>,
}

/// Events of a consultation as they happen (server-sent events). Each `data` is JSON:
/// `{kind, post, section, proposal, news, paragraph, root, readable, comments}`. An event may come twice.
#[utoipa::path(get, path = "/api/consultations/{c}/live", tag = "consultations", params(Heard),
    responses((status = 200, content_type = "text/event-stream"), (status = 404, body = model::Problem)))]
pub async fn listen(
    State(server): State<Server>,
    Path(slug): Path<String>,
    Query(heard): Query<Heard>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    server.store.spot(&Place::General(slug.clone())).await?;
    let stopping = server.stopping.clone().cancelled_owned();
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    // From here on what comes is heard: what was missed is read after that.
    let live = BroadcastStream::new(server.live.subscribe());
    let missed = match last.or(heard.after) {
        Some(last) => server.store.events_missed(&slug, last.saturating_sub(OVERLAP)).await?,
        None => Vec::new(),
    };
    let events = stream::iter(missed)
        // Who reads too slowly misses some; the counts in the next one are right again.
        .chain(live.filter_map(|event| async { event.ok() }))
        .filter(move |event| std::future::ready(event.slug == slug && event.kind != DESK))
        .map(|event| Ok(Event::default().id(event.id.to_string()).data(event.json())))
        .take_until(stopping);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(25))))
}
