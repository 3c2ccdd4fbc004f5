//! The store: SQLite inside, PostgreSQL when one machine is not enough.
//!
//! One SQL text serves both. A store method is one transaction; handlers never hold one. The rows
//! stay private to their files, the rest of the program meets the model.

mod anchor;
mod appeal;
mod backup;
mod colleague;
mod comment;
mod consultation;
mod decision;
mod difficulty;
mod embedding;
mod erasure;
mod error;
mod event;
mod export;
mod exposure;
mod glossary;
mod handover;
mod hearing;
mod incoming;
mod leaving;
mod logo;
mod mail;
mod news;
mod office;
mod own;
mod participant;
mod picture;
#[cfg(test)]
mod plan;
mod posting;
mod proposal;
mod queue;
mod record;
mod redaction;
mod reply;
mod report;
mod revision;
mod rule;
mod search;
mod section;
mod short;
mod similar;
mod staff;
mod stand;
mod standing;
mod statement;
mod support;
mod thread;
mod version;
mod writer;

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};

pub use self::comment::{Added, Writer as PostWriter, may_write};
pub use self::consultation::NewConsultation;
pub use self::error::StoreError;
pub use self::event::{DESK, Event};
pub use self::export::{Gathered, Onward, Part, Post};
pub use self::incoming::Before;
pub use self::mail::Outgoing;
pub use self::news::{NewsHome, NewsText};
pub use self::participant::Entry;
pub use self::picture::NewPicture;
use self::posting::Inbox;
pub use self::proposal::ProposalQuery;
pub use self::queue::QueueQuery;
pub use self::record::{Audit, By};
pub use self::search::{Found, Shown};
pub use self::section::Known;
pub use self::staff::NewStaff;
pub use self::stand::Stand;
pub use self::standing::Target;
pub use self::statement::{NewWording, Which};
pub use self::support::PostKind;
pub use self::thread::{CommentQuery, Place, Spot, newest_from};
pub use self::version::{NewPassage, NewVersion};
use self::writer::{Turn, Writer};

/// What a store method answers.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Runs one statement on whichever database is there; the body is compiled once for each.
macro_rules! on {
    ($conn:expr, $c:ident => $body:expr) => {
        match $conn.driver() {
            $crate::store::Driver::Sqlite($c) => $body,
            $crate::store::Driver::Postgres($c) => $body,
        }
    };
}
pub(crate) use on;

/// The store.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
}

#[derive(Clone)]
enum Pools {
    /// `log` is the file that every commit is written to first.
    Sqlite {
        readers: SqlitePool,
        writer: Writer,
        inbox: Inbox,
        log: PathBuf,
    },
    Postgres(PgPool),
}

/// A connection that reads, or a transaction that writes.
enum Conn {
    SqliteRead(PoolConnection<Sqlite>),
    SqliteWrite(Turn),
    PostgresRead(PoolConnection<Postgres>),
    PostgresWrite(Transaction<'static, Postgres>),
}

/// A connection as [`on!`] sees it: which of the two databases it speaks to.
enum Driver<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Conn {
    fn driver(&mut self) -> Driver<'_> {
        match self {
            Self::SqliteRead(conn) => Driver::Sqlite(conn),
            Self::SqliteWrite(turn) => Driver::Sqlite(turn.connection()),
            Self::PostgresRead(conn) => Driver::Postgres(conn),
            Self::PostgresWrite(tx) => Driver::Postgres(tx),
        }
    }

    /// Makes the changes last. They are on disk when this returns.
    async fn commit(self) -> Result<()> {
        match self {
            Self::SqliteWrite(turn) => turn.commit().await,
            Self::PostgresWrite(tx) => Ok(tx.commit().await?),
            Self::SqliteRead(_) | Self::PostgresRead(_) => Ok(()),
        }
    }
}

/// How long a request waits for a connection before it is told to come again.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);
/// How long SQLite waits for another process (an import, a backup) to let go of the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;

impl Store {
    /// Opens the store at `sqlite://path` or `postgres://…`, makes it if it is missing, and brings
    /// its tables up to date.
    ///
    /// # Errors
    /// When the address is not one of these, or the database cannot be reached or migrated.
    pub async fn open(url: &str) -> Result<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_postgres(url).await
        } else if url.starts_with("sqlite:") {
            Self::open_sqlite(url).await
        } else {
            Err(StoreError::Address(url.to_owned()))
        }
    }

    async fn open_sqlite(url: &str) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "memory");
        if let Some(folder) = options.get_filename().parent() {
            std::fs::create_dir_all(folder).map_err(sqlx::Error::Io)?;
        }
        let mut log = options.get_filename().as_os_str().to_owned();
        log.push("-wal");
        let writer = Writer::open(options.clone()).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            // A file does not hang up.
            .test_before_acquire(false)
            .connect_with(options.pragma("query_only", "true"))
            .await?;
        let inbox = Inbox::open(writer.clone());
        Ok(Self { pools: Pools::Sqlite { readers, writer, inbox, log: log.into() } })
    }

    async fn open_postgres(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?.application_name("blanddig");
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options)
            .await?;
        sqlx::migrate!("migrations/postgres").run(&pool).await?;
        Ok(Self { pools: Pools::Postgres(pool) })
    }

    /// A connection to read with.
    async fn read(&self) -> Result<Conn> {
        Ok(match &self.pools {
            Pools::Sqlite { readers, .. } => Conn::SqliteRead(readers.acquire().await?),
            Pools::Postgres(pool) => Conn::PostgresRead(pool.acquire().await?),
        })
    }

    /// A transaction to write in. Dropped without [`Conn::commit`], it never was.
    async fn write(&self) -> Result<Conn> {
        Ok(match &self.pools {
            Pools::Sqlite { writer, .. } => Conn::SqliteWrite(writer.turn().await?),
            Pools::Postgres(pool) => Conn::PostgresWrite(pool.begin().await?),
        })
    }

    /// Whether the store can be read just now.
    ///
    /// # Errors
    /// What keeps it from being read.
    pub async fn ready(&self) -> Result<()> {
        let mut conn = self.read().await?;
        on!(conn, c => sqlx::query("select 1").execute(&mut *c).await.map(|_| ()))?;
        Ok(())
    }
}
