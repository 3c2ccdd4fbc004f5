//! What was written is found by its words a moment later: every server process helps.

use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use crate::store::Store;
use crate::words::Words;

/// How long nothing may wait before it is looked for again.
const INTERVAL: Duration = Duration::from_millis(500);
/// For how many times as long as indexing took others have the store alone: posts come first.
const BREATH: u32 = 2;

/// Begins to index, until the server stops.
pub fn start(store: Store, stopping: CancellationToken) {
    tokio::spawn(async move {
        tokio::select! {
            () = index(store) => {}
            () = stopping.cancelled() => {}
        }
    });
}

async fn index(store: Store) {
    let words = Words::default();
    loop {
        let began = Instant::now();
        let pause = match store.index_some(&words).await {
            Ok(true) => began.elapsed() * BREATH,
            Ok(false) => INTERVAL,
            Err(error) => {
                tracing::debug!(%error, "The index of words cannot be written just now");
                INTERVAL
            }
        };
        tokio::time::sleep(pause).await;
    }
}
