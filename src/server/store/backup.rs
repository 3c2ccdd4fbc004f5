//! Backup and restore: the whole store as one SQLite file, whichever database it came from.
//!
//! So a backup can be opened with any SQLite tool, and a hearing that outgrows its machine moves to
//! PostgreSQL by `backup` there and `restore` here.

use std::path::{Path, PathBuf};

use futures_util::TryStreamExt;
use model::Uuid;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, Row, SqliteConnection,
};

use super::{Driver, Pools, Result, Store, StoreError};

/// Every table that is kept, those before that others refer to. Events are not: they tell open
/// pages that something is new, and no page is open across a restore. Nor is from where people came:
/// it is forgotten within days, and a backup is not.
const TABLES: &[&str] = &[
    "consultation",
    "rule",
    "version",
    "section",
    "short_address",
    "passage",
    "glossary",
    "difficulty",
    "thread",
    "participant",
    "handover",
    "device",
    "mail",
    "staff",
    "comment",
    "paragraph_count",
    "revision",
    "proposal",
    "support",
    "support_left_out",
    "report",
    "desk_session",
    "statement",
    "record",
    "before_decision",
    "struck",
    "appeal",
    "measure_appeal",
    "erasure",
    "picture",
    "logo",
    "news",
];

/// Refuses to write over anything that is in the store already.
const EMPTY: &str = "select (select count(*) from consultation) + (select count(*) from participant) \
    + (select count(*) from staff)";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Id,
    Bytes,
    Text,
    Number,
    Small,
    Flag,
}

struct Table {
    name: &'static str,
    columns: Vec<(String, Kind)>,
}

enum Value {
    Id(Option<Uuid>),
    Bytes(Option<Vec<u8>>),
    Text(Option<String>),
    Number(Option<i64>),
    Small(Option<i16>),
    Flag(Option<bool>),
}

macro_rules! value {
    ($row:expr, $at:expr, $kind:expr) => {
        match $kind {
            Kind::Id => Value::Id($row.try_get($at)?),
            Kind::Bytes => Value::Bytes($row.try_get($at)?),
            Kind::Text => Value::Text($row.try_get($at)?),
            Kind::Number => Value::Number($row.try_get($at)?),
            Kind::Small => Value::Small($row.try_get($at)?),
            Kind::Flag => Value::Flag($row.try_get($at)?),
        }
    };
}

macro_rules! insert {
    ($conn:expr, $sql:expr, $values:expr) => {{
        let mut query = sqlx::query(AssertSqlSafe($sql));
        for value in $values {
            query = match value {
                Value::Id(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Number(value) => query.bind(value),
                Value::Small(value) => query.bind(value),
                Value::Flag(value) => query.bind(value),
            };
        }
        query.execute($conn).await.map(|_| ())
    }};
}

impl Store {
    /// Writes everything to a file while posts go on coming in: all that was acknowledged before
    /// is in it.
    ///
    /// # Errors
    /// When the file exists already or cannot be written; then none is left behind.
    pub async fn backup(&self, file: &Path) -> Result<()> {
        if file.exists() {
            return Err(taken(file));
        }
        let part = partial(file);
        let _ = std::fs::remove_file(&part);
        let written = match &self.pools {
            Pools::Sqlite { readers, .. } => {
                let name = part.to_string_lossy().into_owned();
                let mut conn = readers.acquire().await?;
                conn.execute("pragma query_only = false").await?;
                let done = sqlx::query("vacuum into $1").bind(name).execute(&mut *conn).await;
                conn.execute("pragma query_only = true").await?;
                done.map(|_| ()).map_err(StoreError::from)
            }
            Pools::Postgres(pool) => {
                let mut tx = pool.begin().await?;
                tx.execute("set transaction isolation level repeatable read, read only").await?;
                let mut target = open_file(&part).await?;
                let done = copy_out(&mut tx, &mut target).await;
                target.close().await?;
                done
            }
        };
        let kept = written.and_then(|()| Ok(std::fs::File::open(&part)?.sync_all()?));
        if let Err(error) = kept {
            let _ = std::fs::remove_file(&part);
            return Err(error);
        }
        Ok(std::fs::rename(part, file)?)
    }

    /// Fills an empty store from a backup, all of it or nothing.
    ///
    /// # Errors
    /// When the store is not empty, or the file is no backup.
    pub async fn restore(&self, file: &Path) -> Result<()> {
        // A copy, because a backup of an older program is first brought up to date.
        let copy = std::env::temp_dir().join(format!("blanddig-{}.db", Uuid::now_v7().simple()));
        std::fs::copy(file, &copy)?;
        let done = self.restore_from(&copy).await;
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", copy.display()));
        }
        done
    }

    async fn restore_from(&self, file: &Path) -> Result<()> {
        if !is_backup(file).await {
            return Err(std::io::Error::other("the file is no backup of this program").into());
        }
        let mut source = open_file(file).await?;
        let mut tx = self.write().await?;
        let (rows,): (i64,) = super::on!(tx, c => sqlx::query_as(EMPTY).fetch_one(&mut *c).await)?;
        if rows > 0 {
            let why = "the store is not empty; restore into a new one";
            return Err(std::io::Error::other(why).into());
        }
        match tx.driver() {
            Driver::Sqlite(target) => {
                target.execute("pragma defer_foreign_keys = on").await?;
                for table in tables(&mut source).await? {
                    copy_to_sqlite(&mut source, target, &table).await?;
                }
            }
            Driver::Postgres(target) => {
                target.execute("set constraints all deferred").await?;
                for table in tables(&mut source).await? {
                    copy_to_postgres(&mut source, target, &table).await?;
                }
            }
        }
        tx.commit().await
    }
}

fn taken(file: &Path) -> StoreError {
    let why = format!("{} exists already; a backup overwrites nothing", file.display());
    std::io::Error::new(std::io::ErrorKind::AlreadyExists, why).into()
}

fn partial(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// Whether a file is a whole SQLite file that this program has written.
async fn is_backup(file: &Path) -> bool {
    let opened = SqliteConnectOptions::new().filename(file).read_only(true).connect().await;
    let Ok(mut conn) = opened else { return false };
    let ours =
        "select count(*) from sqlite_master where name in ('consultation', '_sqlx_migrations')";
    let tables: std::result::Result<(i64,), _> = sqlx::query_as(ours).fetch_one(&mut conn).await;
    let whole: std::result::Result<(String,), _> =
        sqlx::query_as("pragma quick_check").fetch_one(&mut conn).await;
    tables.is_ok_and(|(tables,)| tables == 2) && whole.is_ok_and(|(answer,)| answer == "ok")
}

async fn open_file(file: &Path) -> Result<SqliteConnection> {
    let mut conn =
        SqliteConnectOptions::new().filename(file).create_if_missing(true).connect().await?;
    sqlx::migrate!("migrations/sqlite").run(&mut conn).await?;
    Ok(conn)
}

/// The tables with their columns, as SQLite's own catalogue has them.
async fn tables(conn: &mut SqliteConnection) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    for name in TABLES.iter().copied() {
        let columns: Vec<(String, String)> =
            sqlx::query_as("select name, type from pragma_table_info($1) order by cid")
                .bind(name)
                .fetch_all(&mut *conn)
                .await?;
        let columns = columns.into_iter().map(|(name, kind)| {
            let kind = kind_of(&name, &kind);
            (name, kind)
        });
        tables.push(Table { name, columns: columns.collect() });
    }
    Ok(tables)
}

fn kind_of(name: &str, declared: &str) -> Kind {
    match declared.to_ascii_lowercase().as_str() {
        "blob" if ["_hash", "_seed", "_bytes"].iter().any(|end| name.ends_with(end)) => Kind::Bytes,
        "blob" => Kind::Id,
        "bigint" | "integer" => Kind::Number,
        "smallint" => Kind::Small,
        "boolean" => Kind::Flag,
        _ => Kind::Text,
    }
}

impl Table {
    fn select(&self) -> String {
        format!("select {} from {}", self.names(), self.name)
    }

    fn insert(&self) -> String {
        let places: Vec<String> = (1..=self.columns.len()).map(|n| format!("${n}")).collect();
        format!("insert into {} ({}) values ({})", self.name, self.names(), places.join(", "))
    }

    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

async fn copy_to_sqlite(
    source: &mut SqliteConnection,
    target: &mut SqliteConnection,
    table: &Table,
) -> Result<()> {
    let mut rows = sqlx::query(AssertSqlSafe(table.select())).fetch(source);
    while let Some(row) = rows.try_next().await? {
        let mut values = Vec::with_capacity(table.columns.len());
        for (at, (_, kind)) in table.columns.iter().enumerate() {
            values.push(value!(row, at, *kind));
        }
        insert!(&mut *target, table.insert(), values)?;
    }
    Ok(())
}

async fn copy_to_postgres(
    source: &mut SqliteConnection,
    target: &mut PgConnection,
    table: &Table,
) -> Result<()> {
    let mut rows = sqlx::query(AssertSqlSafe(table.select())).fetch(source);
    while let Some(row) = rows.try_next().await? {
        let mut values = Vec::with_capacity(table.columns.len());
        for (at, (_, kind)) in table.columns.iter().enumerate() {
            values.push(value!(row, at, *kind));
        }
        insert!(&mut *target, table.insert(), values)?;
    }
    Ok(())
}

async fn copy_out(source: &mut PgConnection, target: &mut SqliteConnection) -> Result<()> {
    let tables = tables(target).await?;
    let mut tx = target.begin().await?;
    tx.execute("pragma defer_foreign_keys = on").await?;
    for table in tables {
        let mut rows = sqlx::query(AssertSqlSafe(table.select())).fetch(&mut *source);
        while let Some(row) = rows.try_next().await? {
            let mut values = Vec::with_capacity(table.columns.len());
            for (at, (_, kind)) in table.columns.iter().enumerate() {
                values.push(value!(row, at, *kind));
            }
            insert!(&mut *tx, table.insert(), values)?;
        }
    }
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is made anew, is over with the process, or is not to outlive its days.
    const LEFT_OUT: [&str; 4] = ["event", "origin", "_sqlx_migrations", "sqlite_"];

    #[tokio::test]
    async fn every_table_is_kept_or_left_out_on_purpose() {
        let file = std::env::temp_dir().join(format!("blanddig-{}.db", Uuid::now_v7()));
        Store::open(&format!("sqlite://{}", file.display())).await.unwrap();
        let pool =
            sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap();
        let tables: Vec<(String,)> =
            sqlx::query_as("select name from sqlite_master where type = 'table'")
                .fetch_all(&pool)
                .await
                .unwrap();
        let left_out = |name: &str| {
            name.starts_with("search_") || LEFT_OUT.iter().any(|out| name.starts_with(out))
        };
        for (name,) in tables.iter().filter(|table| !left_out(&table.0)) {
            assert!(TABLES.contains(&name.as_str()), "{name} is in no backup");
        }
        let _ = std::fs::remove_file(file);
    }
}
