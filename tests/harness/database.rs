//! A database of one test's own.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgArguments, PgConnectOptions};
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions};
use sqlx::types::Uuid;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, SqliteConnection};

/// A database.
#[derive(Debug)]
pub struct Database {
    /// As `--database` takes it.
    pub url: String,
    /// The address of the administrator who lends it.
    lent_by: Option<String>,
}

static MADE: AtomicU32 = AtomicU32::new(0);
/// Databases that no test has just now: administrator and address. Dropping one costs PostgreSQL a
/// checkpoint, a second or more, so the next test gets it, emptied.
static FREE: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

impl Database {
    /// An empty one of the kind that `BLANDDIG_TEST_DATABASE` names; files go into `folder`.
    pub async fn new(folder: &Path) -> Self {
        match std::env::var("BLANDDIG_TEST_DATABASE") {
            Ok(admin) if admin.starts_with("postgres") => Self::on_postgres(&admin).await,
            _ => Self::on_sqlite(folder),
        }
    }

    /// A new file in `folder`.
    #[must_use]
    pub fn on_sqlite(folder: &Path) -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let file = folder.join(format!("store-{number}.db"));
        Self { url: format!("sqlite://{}", file.display()), lent_by: None }
    }

    /// An empty one of the server whose administrator's address this is.
    pub async fn on_postgres(admin: &str) -> Self {
        let url = match free(admin) {
            Some(url) => {
                empty(&url).await.expect("an emptied database");
                url
            }
            None => create(admin).await.expect("PostgreSQL for the tests"),
        };
        Self { url, lent_by: Some(admin.to_owned()) }
    }

    /// Changes what no command changes yet, such as a post's age. `$1` is `id`.
    pub async fn execute(&self, sql: &str, id: Option<&str>) -> u64 {
        self.try_execute(sql, id).await.expect("the change")
    }

    /// The same, where the database may refuse it.
    pub async fn try_execute(&self, sql: &str, id: Option<&str>) -> sqlx::Result<u64> {
        let sql = AssertSqlSafe(sql.to_owned());
        let id = id.map(|id| Uuid::try_parse(id).expect("an id"));
        if self.is_postgres() {
            let mut connection = postgres(&self.url).connect().await.expect("the test's database");
            let mut values = PgArguments::default();
            id.map(|id| sqlx::Arguments::add(&mut values, id));
            let query = sqlx::query_with(sql, values);
            return Ok(query.execute(&mut connection).await?.rows_affected());
        }
        let mut connection = sqlite(&self.url).await;
        let mut values = SqliteArguments::default();
        id.map(|id| sqlx::Arguments::add(&mut values, id));
        let query = sqlx::query_with(sql, values);
        let changed = query.execute(&mut connection).await.map(|done| done.rows_affected());
        connection.close().await.expect("the file is closed");
        changed
    }

    /// Whether it is PostgreSQL: for what stands in it before the program has seen it.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }

    /// Runs the migrations in a folder, as a release that has no others does when it starts.
    pub async fn migrate(&self, folder: &Path) {
        let migrations = Migrator::new(folder).await.expect("migrations");
        if self.is_postgres() {
            let mut connection = postgres(&self.url).connect().await.expect("the test's database");
            migrations.run(&mut connection).await.expect("the migrations run");
        } else {
            let mut connection = sqlite(&self.url).await;
            migrations.run(&mut connection).await.expect("the migrations run");
            connection.close().await.expect("the file is closed");
        }
    }

    /// Runs many statements, all of them or none.
    pub async fn script(&self, sql: &str) {
        let sql = AssertSqlSafe(format!("begin; {sql}\ncommit;"));
        if self.is_postgres() {
            let mut connection = postgres(&self.url).connect().await.expect("the test's database");
            sqlx::raw_sql(sql).execute(&mut connection).await.expect("the statements run");
        } else {
            let mut connection = sqlite(&self.url).await;
            sqlx::raw_sql(sql).execute(&mut connection).await.expect("the statements run");
            connection.close().await.expect("the file is closed");
        }
    }
}

async fn sqlite(url: &str) -> SqliteConnection {
    let options = url.parse::<SqliteConnectOptions>().expect("a file's address");
    let options = options.create_if_missing(true).busy_timeout(Duration::from_secs(10));
    options.connect().await.expect("the test's file")
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(admin) = self.lent_by.take() {
            let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
            free.push((admin, std::mem::take(&mut self.url)));
        }
    }
}

fn free(admin: &str) -> Option<String> {
    let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
    let at = free.iter().position(|(lender, _)| lender == admin)?;
    Some(free.swap_remove(at).1)
}

async fn create(admin: &str) -> sqlx::Result<String> {
    let mut connection = postgres(admin).connect().await?;
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    if number == 0 {
        sweep(&mut connection).await?;
    }
    let name = format!("blanddig_{}_{number}", std::process::id());
    connection.execute(AssertSqlSafe(format!("create database {name}"))).await?;
    Ok(with_path(admin, &name))
}

/// Drops what runs of these tests that have ended left behind, where the system tells which.
async fn sweep(connection: &mut sqlx::PgConnection) -> sqlx::Result<()> {
    let names: Vec<(String,)> =
        sqlx::query_as("select datname from pg_database where datname like 'blanddig\\_%'")
            .fetch_all(&mut *connection)
            .await?;
    for (name,) in names {
        let process = name.split('_').nth(1).unwrap_or_default();
        let ended = !Path::new("/proc").join(process).exists();
        if Path::new("/proc/self").exists() && ended {
            let sql = format!("drop database if exists {name} with (force)");
            connection.execute(AssertSqlSafe(sql)).await?;
        }
    }
    Ok(())
}

/// Ends all who still use it, and takes out all that is in it.
async fn empty(url: &str) -> sqlx::Result<()> {
    let mut connection = postgres(url).connect().await?;
    connection
        .execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity \
             where datname = current_database() and pid <> pg_backend_pid()",
        )
        .await?;
    connection.execute("drop schema public cascade").await?;
    connection.execute("create schema public").await?;
    connection.close().await
}

fn postgres(url: &str) -> PgConnectOptions {
    url.parse().expect("BLANDDIG_TEST_DATABASE is `sqlite` or postgres://…")
}

/// The same address with another path.
fn with_path(url: &str, name: &str) -> String {
    let (site, query) = url
        .split_once('?')
        .map_or((url, String::new()), |(site, query)| (site, format!("?{query}")));
    let slash = site.rfind('/').expect("an address with a path");
    format!("{}/{name}{query}", &site[..slash])
}
