//! The live stream: that something is new, and how many there are. Never what it says.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt};
use tokio_stream::wrappers::BroadcastStream;

use crate::Server;
use crate::error::ApiError;
use crate::extract::Path;
use crate::store::Place;

/// Events of a consultation as they happen (server-sent events). Each `data` is JSON:
/// `{kind, post, section, proposal, news, comments}`.
#[utoipa::path(get, path = "/api/consultations/{c}/live", tag = "consultations",
    responses((status = 200, content_type = "text/event-stream"), (status = 404, body = model::Problem)))]
pub async fn listen(
    State(server): State<Server>,
    Path(slug): Path<String>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    server.store.spot(&Place::General(slug.clone())).await?;
    let stopping = server.stopping.clone().cancelled_owned();
    let events = BroadcastStream::new(server.live.subscribe())
        // Who reads too slowly misses some; the counts in the next one are right again.
        .filter_map(|event| async { event.ok() })
        .filter(move |event| std::future::ready(event.slug == slug))
        .map(|event| Ok(Event::default().id(event.id.to_string()).data(event.json())))
        .take_until(stopping);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(25))))
}
