//! What ends by the clock: a hearing's replies leave the site on their day, it is forgotten from where
//! people came, and pictures go that nothing has. Every server process helps.

use std::time::Duration;

use model::{DAY, HOUR, Moment};
use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::store::{Result, Store};

/// How late something may end.
const INTERVAL: Duration = Duration::from_secs(2);

/// Ends what has to, and goes on doing so until the server stops. When this returns, nothing is shown any
/// more whose day came while no server ran.
///
/// # Errors
/// When the store cannot be read or written.
pub async fn start(store: Store, address_days: u16, stopping: CancellationToken) -> Result<()> {
    store.let_replies_leave(clock::system()).await?;
    tokio::spawn(async move {
        tokio::select! {
            () = work(&store, i64::from(address_days) * DAY) => {}
            () = stopping.cancelled() => {}
        }
    });
    Ok(())
}

async fn work(store: &Store, addresses_kept: i64) {
    let mut swept = Moment(0);
    loop {
        let now = clock::system();
        passing(store.let_replies_leave(now).await);
        if now.0 >= swept.0 + HOUR {
            swept = now;
            passing(store.forget_origins(now.plus(-addresses_kept)).await);
            passing(store.sweep_pictures(now).await);
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

/// What does not work now is tried again soon.
fn passing(done: Result<()>) {
    if let Err(error) = done {
        tracing::debug!(%error, "What has to end cannot be written just now");
    }
}
