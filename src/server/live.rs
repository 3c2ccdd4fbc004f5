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
pub const OVERLAP: i64 = 100;
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
            "paragraph": self.paragraph,
            "root": self.root.map(|root| root.simple().to_string()),
            "readable": self.readable,
            "comments": self.comments,
        })
        .to_string()
    }
}

/// Begins to tell of what happens from now on; answers where to listen.
pub async fn start(store: Store, stopping: CancellationToken) -> broadcast::Sender<Event> {
    let (sender, _) = broadcast::channel(BACKLOG);
    let told = sender.clone();
    let begun = Begun::now(&store).await.ok();
    tokio::spawn(async move {
        tokio::select! {
            () = tell(store, told, begun) => {}
            () = stopping.cancelled() => {}
        }
    });
    sender
}

/// Which events were told.
struct Begun {
    seen: BTreeSet<i64>,
    last: i64,
}

impl Begun {
    /// All that there are.
    async fn now(store: &Store) -> crate::store::Result<Self> {
        let last = store.last_event().await?;
        let before = store.events_since(last - OVERLAP).await?;
        Ok(Self { seen: before.iter().map(|event| event.id).collect(), last })
    }

    /// Tells of those that came since. It is told also while nobody listens: who begins to listen
    /// while the table is being read misses nothing from that moment on.
    async fn read_on(
        &mut self,
        store: &Store,
        sender: &broadcast::Sender<Event>,
    ) -> crate::store::Result<()> {
        for event in store.events_since(self.last - OVERLAP).await? {
            self.last = self.last.max(event.id);
            if self.seen.insert(event.id) {
                // Nobody listens: that is no error.
                let _ = sender.send(event);
            }
        }
        while self.seen.first().is_some_and(|first| *first < self.last - 2 * OVERLAP) {
            self.seen.pop_first();
        }
        Ok(())
    }
}

async fn tell(store: Store, sender: broadcast::Sender<Event>, mut begun: Option<Begun>) {
    let mut ticks = tokio::time::interval(INTERVAL);
    let mut forgotten = clock::system();
    loop {
        ticks.tick().await;
        let now = clock::system();
        if now.0 > forgotten.0 + KEPT {
            forgotten = now;
            // What cannot be forgotten now is forgotten in an hour.
            let _ = store.forget_events(now.plus(-KEPT)).await;
        }
        let read = match &mut begun {
            Some(begun) => begun.read_on(&store, &sender).await,
            None => Begun::now(&store).await.map(|now| begun = Some(now)),
        };
        if let Err(error) = read {
            tracing::debug!(%error, "The events cannot be read just now");
        }
    }
}
