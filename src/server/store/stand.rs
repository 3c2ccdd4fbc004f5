//! How the store stands: as long as that is the same, so is everything that is read from it.

use std::path::Path;
use std::time::SystemTime;

use super::{Pools, Result, Store};

/// A stand of the store. Reads after two equal ones find the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Stand {
    /// SQLite: this process's own commits, and the log's last change and length, since other
    /// processes (an import) write there too.
    File(u64, Option<(SystemTime, u64)>),
    /// PostgreSQL: which transactions a read sees.
    Snapshot(String),
}

impl Store {
    /// How the store stands now. Asked *before* a read, so that what is written meanwhile makes
    /// another stand.
    ///
    /// # Errors
    /// When PostgreSQL cannot be asked.
    pub async fn stand(&self) -> Result<Stand> {
        Ok(match &self.pools {
            Pools::Sqlite { writer, log, .. } => Stand::File(writer.commits(), changed(log)),
            Pools::Postgres(pool) => {
                let snapshot = "select pg_current_snapshot()::text";
                Stand::Snapshot(sqlx::query_as::<_, (String,)>(snapshot).fetch_one(pool).await?.0)
            }
        })
    }
}

fn changed(log: &Path) -> Option<(SystemTime, u64)> {
    let about = std::fs::metadata(log).ok()?;
    Some((about.modified().ok()?, about.len()))
}
