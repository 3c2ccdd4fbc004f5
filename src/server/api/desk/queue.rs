//! The queue of posts that wait for a moderator.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{Stream, StreamExt, select, unfold};
use model::{Flaw, Queue, QueueItem, QueueView};
use serde::Deserialize;
use tokio::time::{interval, sleep};
use tokio_stream::wrappers::{BroadcastStream, IntervalStream};

use crate::Server;
use crate::api::{Answer, limit};
use crate::auth::Moderator;
use crate::error::ApiError;
use crate::extract::{ClientAddress, Id, Query};
use crate::store::{self, PostKind};

/// After this long it is counted again, whatever was told: another process may have written.
const LOOK: Duration = Duration::from_secs(30);
/// What comes within this time is counted together.
const CALM: Duration = Duration::from_millis(300);

/// Which part of the queue.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct QueueQuery {
    /// `reported` also when left out.
    #[param(inline, value_type = Option<QueueView>)]
    pub view: Option<String>,
    /// Only of this consultation, by its name in addresses.
    pub consultation: Option<String>,
    /// Only about the section with this key; with `consultation`.
    pub section: Option<String>,
    /// 1 to 100; 20 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

/// A page of the queue. Appeals against one's own decisions are for others.
#[utoipa::path(get, path = "/api/desk/queue", tag = "desk", params(QueueQuery),
    security(("desk" = [])),
    responses((status = 200, body = Queue), (status = "4XX", body = model::Problem)))]
pub async fn list(
    Moderator(by): Moderator,
    State(server): State<Server>,
    Query(query): Query<QueueQuery>,
) -> Answer<Queue> {
    let view = query.view.as_deref().map_or(Some(QueueView::Reported), QueueView::from_word);
    let view = view.ok_or_else(|| ApiError::field("view", Flaw::Unknown))?;
    let part = store::QueueQuery {
        limit: limit(query.limit)?,
        after: query.after,
        consultation: query.consultation,
        section: query.section,
    };
    Ok(axum::Json(server.store.queue(view, &part, by.id).await?))
}

/// How many posts wait, told whenever that changes (server-sent events; each `data` is a
/// `QueueCounts`). It ends with the sign-in.
#[utoipa::path(get, path = "/api/desk/live", tag = "desk", security(("desk" = [])),
    responses((status = 200, content_type = "text/event-stream"), (status = "4XX", body = model::Problem)))]
pub async fn listen(
    Moderator(by): Moderator,
    State(server): State<Server>,
    ClientAddress(address): ClientAddress,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let hold = server.limits.desk_stream(address).map_err(ApiError::TooMany)?;
    let stopping = server.stopping.clone().cancelled_owned();
    let told = BroadcastStream::new(server.live.subscribe()).map(|_| ());
    let wakes = select(told, IntervalStream::new(interval(LOOK)).map(|_| ()));
    let counts =
        unfold((server, by, Box::pin(wakes), None), |(server, by, mut wakes, last)| async move {
            loop {
                wakes.next().await?;
                // Much may have come at once: it is counted once.
                sleep(CALM).await;
                let signed_in = server.store.desk_session(&by.secret, server.now()).await;
                if !matches!(signed_in, Ok(Some(_))) {
                    return None;
                }
                let query = store::QueueQuery::default();
                let counts = server.store.queue_counts(&query, by.id).await.ok();
                if let Some(counts) = counts.filter(|counts| Some(*counts) != last) {
                    return Some((counts, (server, by, wakes, Some(counts))));
                }
            }
        });
    let events = counts
        .map(move |counts| {
            // For as long as somebody listens.
            let _ = &hold;
            Ok(Event::default().json_data(counts).unwrap_or_default())
        })
        .take_until(stopping);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(25))))
}

/// A comment as the desk sees it.
#[utoipa::path(get, path = "/api/desk/comments/{id}", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn read_comment(
    _by: Moderator,
    State(server): State<Server>,
    Id(id): Id,
) -> Answer<QueueItem> {
    Ok(axum::Json(server.store.queue_item(PostKind::Comment, id).await?))
}

/// A proposal as the desk sees it.
#[utoipa::path(get, path = "/api/desk/proposals/{id}", tag = "desk", security(("desk" = [])),
    responses((status = 200, body = QueueItem), (status = "4XX", body = model::Problem)))]
pub async fn read_proposal(
    _by: Moderator,
    State(server): State<Server>,
    Id(id): Id,
) -> Answer<QueueItem> {
    Ok(axum::Json(server.store.queue_item(PostKind::Proposal, id).await?))
}
