//! Brings mails from the outbox on their way, and writes to moderators when reports wait: every server
//! process helps.

use std::time::{Duration, SystemTime};

use model::{DAY, HOUR, MINUTE, Moment};
use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::mail::Mailer;
use crate::store::{Outgoing, Result, Store};

/// How often the outbox is looked into.
const INTERVAL: Duration = Duration::from_secs(2);
/// For how long a mail is tried.
const PATIENCE: i64 = 2 * DAY;
/// How long it is known what was sent to whom.
const KEPT: i64 = DAY;
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Begins to send mails, until the server stops. One that is just being sent then is sent again. Mails
/// that are files are kept for so many days.
pub fn start(store: Store, mailer: Mailer, days: u16, stopping: CancellationToken) {
    let kept = A_DAY * u32::from(days);
    tokio::spawn(async move {
        tokio::select! {
            () = work(&store, &mailer, kept) => {}
            () = stopping.cancelled() => {}
        }
    });
}

async fn work(store: &Store, mailer: &Mailer, kept: Duration) {
    let (mut looked, mut forgotten) = (Moment(0), Moment(0));
    loop {
        let now = clock::system();
        if now.0 >= looked.0 + MINUTE {
            looked = now;
            passing(store.tell_moderators(now).await);
        }
        if now.0 >= forgotten.0 + HOUR {
            forgotten = now;
            passing(store.forget_mails(now.plus(-KEPT)).await);
            clear(mailer, kept).await;
        }
        passing(send_all(store, mailer).await);
        tokio::time::sleep(INTERVAL).await;
    }
}

/// Deletes the mails that have been files for long enough.
async fn clear(mailer: &Mailer, kept: Duration) {
    let Some(before) = SystemTime::now().checked_sub(kept) else { return };
    if let Err(error) = mailer.clear(before).await {
        tracing::warn!(%error, "The folder of mails cannot be cleared");
    }
}

/// What does not work now is tried again soon.
fn passing(done: Result<()>) {
    if let Err(error) = done {
        tracing::debug!(%error, "The outbox cannot be read or written just now");
    }
}

/// Sends what is due, until one is not taken: the server may be away, and each would wait for it.
async fn send_all(store: &Store, mailer: &Mailer) -> Result<()> {
    while let Some(mail) = store.next_mail(clock::system()).await? {
        match mailer.send(&mail).await {
            Ok(()) => store.mail_sent(mail.id, clock::system()).await?,
            Err(error) => {
                tracing::warn!(mail = %mail.id, tries = mail.tries + 1, %error, "A mail was not sent");
                return give_up(store, &mail).await;
            }
        }
    }
    Ok(())
}

/// Tries a mail no more that was tried for long enough.
async fn give_up(store: &Store, mail: &Outgoing) -> Result<()> {
    if clock::system().0 < mail.created + PATIENCE {
        return Ok(());
    }
    tracing::error!(mail = %mail.id, tries = mail.tries + 1, "Gave a mail up");
    store.give_mail_up(mail.id).await
}
