//! SQLite's one writer: posts that wait at the same time share one commit.
//!
//! A commit costs a flush of the disk. So each post is a savepoint of an open transaction, and a
//! task of its own commits. The lock is fair: the committer queues behind the posts that wait
//! already, they all go into its commit, and those that come later wait for the next one. Nobody
//! is told "done" before the flush.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Executor, SqliteConnection};
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, oneshot};

use super::{Result, StoreError};

/// Ends a transaction that may have been begun, and has nothing in it. Without one the database does
/// nothing but complain.
const NOTHING_BEGUN: &str = "rollback";

/// The only way to write to SQLite.
#[derive(Clone)]
pub(super) struct Writer {
    batch: Arc<Mutex<Batch>>,
    wake: Arc<Notify>,
    commits: Arc<AtomicU64>,
}

struct Batch {
    options: SqliteConnectOptions,
    // `None` after a failure: the next turn connects anew.
    connection: Option<SqliteConnection>,
    open: bool,
    // A transaction is being begun, or whoever began it left in the middle of that: then nobody knows
    // whether it is open.
    beginning: bool,
    commits: Arc<AtomicU64>,
    // A savepoint is set: its post is being written, or was dropped halfway.
    midway: bool,
    waiting: Vec<oneshot::Sender<Result<(), String>>>,
}

impl Writer {
    pub(super) async fn open(options: SqliteConnectOptions) -> Result<Self> {
        let mut connection = options.connect().await?;
        sqlx::migrate!("migrations/sqlite").run(&mut connection).await?;
        let commits = Arc::new(AtomicU64::new(0));
        let batch = Batch {
            options,
            commits: commits.clone(),
            connection: Some(connection),
            open: false,
            beginning: false,
            midway: false,
            waiting: Vec::new(),
        };
        let writer =
            Self { batch: Arc::new(Mutex::new(batch)), wake: Arc::new(Notify::new()), commits };
        tokio::spawn(commit_when_woken(Arc::downgrade(&writer.batch), writer.wake.clone()));
        Ok(writer)
    }

    /// How many commits there have been. Whoever is told "done" finds the commit counted.
    pub(super) fn commits(&self) -> u64 {
        self.commits.load(Ordering::SeqCst)
    }

    /// Waits until nobody else writes, and begins a post of its own.
    pub(super) async fn turn(&self) -> Result<Turn> {
        let batch = self.batch.clone().lock_owned().await;
        // Whoever leaves in the middle of what follows leaves a turn behind, and it wakes the committer.
        let mut turn = Turn { batch, wake: self.wake.clone() };
        turn.batch.begin().await?;
        Ok(turn)
    }
}

/// One post's part of the open transaction.
pub(super) struct Turn {
    batch: OwnedMutexGuard<Batch>,
    wake: Arc<Notify>,
}

impl Turn {
    #[expect(clippy::expect_used, reason = "a turn exists only after `begin` has connected")]
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        self.batch.connection.as_mut().expect("a turn has a connection")
    }

    pub(super) async fn commit(mut self) -> Result<()> {
        self.batch.midway = false;
        let (done, committed) = oneshot::channel();
        self.batch.waiting.push(done);
        drop(self);
        match committed.await {
            Ok(result) => result.map_err(StoreError::Commit),
            Err(_) => Err(StoreError::Commit("the writer stopped".to_owned())),
        }
    }
}

impl Drop for Turn {
    // Also when the post was given up: the transaction must not stay open.
    fn drop(&mut self) {
        self.wake.notify_one();
    }
}

async fn commit_when_woken(batch: std::sync::Weak<Mutex<Batch>>, wake: Arc<Notify>) {
    loop {
        wake.notified().await;
        let Some(batch) = batch.upgrade() else { return };
        batch.lock().await.commit().await;
    }
}

impl Batch {
    async fn begin(&mut self) -> Result<()> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            None => self.connection.insert(self.options.connect().await?),
        };
        if self.beginning {
            let _ = connection.execute(NOTHING_BEGUN).await;
        }
        // One call each: a post costs more by its calls than by what they do.
        let sql = match (self.open, self.midway) {
            (false, _) => "begin immediate; savepoint post",
            (true, false) => "release post; savepoint post",
            (true, true) => "rollback to post",
        };
        // A phone that hangs up takes its request along, wherever that is: also out of this call.
        self.beginning = !self.open;
        if let Err(error) = connection.execute(sql).await {
            if self.open {
                self.give_up("the transaction was gone").await;
            }
            return Err(error.into());
        }
        self.beginning = false;
        self.open = true;
        self.midway = true;
        Ok(())
    }

    async fn commit(&mut self) {
        if let Some(connection) = self.connection.as_mut().filter(|_| self.beginning) {
            let _ = connection.execute(NOTHING_BEGUN).await;
            self.beginning = false;
        }
        let Some(connection) = self.connection.as_mut().filter(|_| self.open) else { return };
        let sql = if self.midway { "rollback to post; commit" } else { "commit" };
        match connection.execute(sql).await {
            Ok(_) => {
                self.open = false;
                self.midway = false;
                self.commits.fetch_add(1, Ordering::SeqCst);
                for waiting in self.waiting.drain(..) {
                    let _ = waiting.send(Ok(()));
                }
            }
            Err(error) => self.give_up(&error.to_string()).await,
        }
    }

    /// After a failure nothing is known about the open transaction: tell all who wait for it that
    /// it did not happen, and begin again with a new connection.
    async fn give_up(&mut self, why: &str) {
        tracing::error!(why, "could not commit; starting over");
        if let Some(mut connection) = self.connection.take() {
            let _ = connection.execute("rollback").await;
        }
        self.open = false;
        self.beginning = false;
        self.midway = false;
        for waiting in self.waiting.drain(..) {
            let _ = waiting.send(Err(why.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::poll;

    use super::*;

    #[tokio::test]
    async fn whoever_hangs_up_while_a_transaction_begins_leaves_the_writer_to_the_others() {
        let file = std::env::temp_dir().join(format!("blanddig-{}.db", model::Uuid::now_v7()));
        let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
        let writer = Writer::open(options).await.unwrap();
        for polls in 1..20 {
            let mut turn = Box::pin(writer.turn());
            for _ in 0..polls {
                if poll!(&mut turn).is_ready() {
                    break;
                }
                tokio::task::yield_now().await;
            }
            drop(turn);
            // Whether or not the database has begun by now.
            if polls % 2 == 0 {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
            let turn = writer.turn().await.unwrap();
            turn.commit().await.unwrap();
        }
        drop(writer);
        let _ = std::fs::remove_file(file);
    }
}
