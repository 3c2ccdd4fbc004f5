//! Publishes hearings at the moment that was set for it: every server process looks, one does it.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::store::Store;

/// How late a hearing may be.
const INTERVAL: Duration = Duration::from_secs(2);

/// Begins to look, until the server stops.
pub fn start(store: Store, stopping: CancellationToken) {
    tokio::spawn(async move {
        tokio::select! {
            () = look(&store) => {}
            () = stopping.cancelled() => {}
        }
    });
}

async fn look(store: &Store) {
    loop {
        if let Err(error) = store.publish_due(clock::system()).await {
            tracing::debug!(%error, "What is to be published cannot be read or written just now");
        }
        tokio::time::sleep(INTERVAL).await;
    }
}
