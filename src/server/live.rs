//! Who is told what, when: every server process reads the same table of events once a second, as
//! long as somebody listens.

use std::collections::BTreeSet;
use std::time::Duration;

use model::HOUR;
use serde_json::json;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::store::{Event, Store};

/// How often the table is read.
const INTERVAL: Duration = Duration::from_secs(1);
/// With several writers a lower number can become visible after a higher one; so many are read
/// again.
const OVERLAP: i64 = 100;
/// How many events wait for a slow listener.
const BACKLOG: usize = 256;
/// How long events are kept.
const KEPT: i64 = HOUR;

impl Event {
    /// The event as listeners get it.
    #[must_use]
    pub fn json(&self) -> String {
        let thread = self.thread.simple().to_string();
        let on = |kind: &str| (self.thread_kind == kind).then_some(&thread);
        json!({
            "kind": self.kind,
            "post": self.post.simple().to_string(),
            "section": self.section,
            "proposal": on("proposal"),
            "news": on("news"),
            "comments": self.comments,
        })
        .to_string()
    }
}

/// Begins to tell; answers where to listen.
pub fn start(store: Store, stopping: CancellationToken) -> broadcast::Sender<Event> {
    let (sender, _) = broadcast::channel(BACKLOG);
    let told = sender.clone();
    tokio::spawn(async move {
        tokio::select! {
            () = tell(store, told) => {}
            () = stopping.cancelled() => {}
        }
    });
    sender
}

async fn tell(store: Store, sender: broadcast::Sender<Event>) {
    let mut ticks = tokio::time::interval(INTERVAL);
    let mut seen = BTreeSet::new();
    // Where to read on; kept up to date also while nobody listens, so that whoever begins to listen
    // misses nothing from that moment on.
    let mut last = None;
    let mut forgotten = clock::system();
    loop {
        ticks.tick().await;
        let now = clock::system();
        if now.0 > forgotten.0 + KEPT {
            forgotten = now;
            // What cannot be forgotten now is forgotten in an hour.
            let _ = store.forget_events(now.plus(-KEPT)).await;
        }
        let result = match last.filter(|_| sender.receiver_count() > 0) {
            None => begin(&store, &mut seen).await,
            Some(last) => read_on(&store, &sender, &mut seen, last).await,
        };
        match result {
            Ok(at) => last = Some(at),
            Err(error) => tracing::debug!(%error, "The events cannot be read just now"),
        }
    }
}

async fn begin(store: &Store, seen: &mut BTreeSet<i64>) -> crate::store::Result<i64> {
    let last = store.last_event().await?;
    seen.clear();
    seen.extend(store.events_since(last - OVERLAP).await?.iter().map(|event| event.id));
    Ok(last)
}

async fn read_on(
    store: &Store,
    sender: &broadcast::Sender<Event>,
    seen: &mut BTreeSet<i64>,
    mut last: i64,
) -> crate::store::Result<i64> {
    for event in store.events_since(last - OVERLAP).await? {
        last = last.max(event.id);
        if seen.insert(event.id) {
            // Nobody listens any more: that is no error.
            let _ = sender.send(event);
        }
    }
    while seen.first().is_some_and(|first| *first < last - 2 * OVERLAP) {
        seen.pop_first();
    }
    Ok(last)
}
