//! SQLite's one writer: posts that wait at the same time share one commit.
//!
//! A commit costs a flush of the disk. So each post is a savepoint of an open transaction, and a
//! task of its own commits. The lock is fair: the committer queues behind the posts that wait
//! already, they all go into its commit, and those that come later wait for the next one. Nobody
//! is told "done" before the flush.

use std::sync::Arc;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Executor, SqliteConnection};
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, oneshot};

use super::{Result, StoreError};

/// The only way to write to SQLite.
#[derive(Clone)]
pub(super) struct Writer {
    batch: Arc<Mutex<Batch>>,
    wake: Arc<Notify>,
}

struct Batch {
    options: SqliteConnectOptions,
    // `None` after a failure: the next turn connects anew.
    connection: Option<SqliteConnection>,
    open: bool,
    // A savepoint is set: its post is being written, or was dropped halfway.
    midway: bool,
    waiting: Vec<oneshot::Sender<Result<(), String>>>,
}

impl Writer {
    pub(super) async fn open(options: SqliteConnectOptions) -> Result<Self> {
        let mut connection = options.connect().await?;
        sqlx::migrate!("migrations/sqlite").run(&mut connection).await?;
        let batch = Batch {
            options,
            connection: Some(connection),
            open: false,
            midway: false,
            waiting: Vec::new(),
        };
        let writer = Self { batch: Arc::new(Mutex::new(batch)), wake: Arc::new(Notify::new()) };
        tokio::spawn(commit_when_woken(Arc::downgrade(&writer.batch), writer.wake.clone()));
        Ok(writer)
    }

    /// Waits until nobody else writes, and begins a post of its own.
    pub(super) async fn turn(&self) -> Result<Turn> {
        let mut batch = self.batch.clone().lock_owned().await;
        batch.begin().await?;
        Ok(Turn { batch, wake: self.wake.clone() })
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
        self.connection().execute("release post").await?;
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
        if self.midway && self.undo_midway().await.is_err() {
            self.give_up("an earlier post failed halfway").await;
        }
        let connection = match &mut self.connection {
            Some(connection) => connection,
            None => self.connection.insert(self.options.connect().await?),
        };
        if !self.open {
            connection.execute("begin immediate").await?;
            self.open = true;
        }
        if let Err(error) = connection.execute("savepoint post").await {
            self.give_up("the transaction was gone").await;
            return Err(error.into());
        }
        self.midway = true;
        Ok(())
    }

    async fn undo_midway(&mut self) -> Result<(), sqlx::Error> {
        if let Some(connection) = &mut self.connection {
            connection.execute("rollback to post").await?;
            connection.execute("release post").await?;
        }
        self.midway = false;
        Ok(())
    }

    async fn commit(&mut self) {
        if self.midway && self.undo_midway().await.is_err() {
            return self.give_up("an earlier post failed halfway").await;
        }
        if !self.open {
            return;
        }
        let Some(connection) = &mut self.connection else { return };
        match connection.execute("commit").await {
            Ok(_) => {
                self.open = false;
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
        self.midway = false;
        for waiting in self.waiting.drain(..) {
            let _ = waiting.send(Err(why.to_owned()));
        }
    }
}
