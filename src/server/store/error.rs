//! What can go wrong in the store, sorted by what can be done about it.

use model::{Code, Exposure, FieldFlaw, Flaw};

/// Why a store method did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such thing.
    #[error("there is no such thing")]
    Missing,
    /// It is there, but this cannot be done to it.
    #[error("refused: {0:?}")]
    Refused(Code),
    /// It is there, but some of what was sent does not fit to it.
    #[error("refused: {0:?}")]
    Invalid(Vec<FieldFlaw>),
    /// The address of the database is of no kind that we know.
    #[error("`{0}` is no database that we know; give sqlite://PATH or postgres://…")]
    Address(String),
    /// The transaction that this change was part of could not be written to disk.
    #[error("the change could not be written to disk: {0}")]
    Commit(String),
    /// A file could not be written or read.
    #[error("{0}")]
    File(#[from] std::io::Error),
    /// What stands in the store is not what this program writes.
    #[error("the store holds something that this program does not understand: {0}")]
    Corrupt(String),
    /// The tables could not be brought up to date.
    #[error("the tables could not be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The database said no.
    #[error("{0}")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(|error| error.code());
        // PostgreSQL takes no NUL in a text: what is looked for by one is not there.
        if code.is_some_and(|code| code == "22021") { Self::Missing } else { Self::Database(error) }
    }
}

impl StoreError {
    /// A field names something that is not there.
    #[must_use]
    pub fn unknown(field: &str) -> Self {
        Self::Invalid(vec![FieldFlaw { field: field.to_owned(), flaw: Flaw::Unknown }])
    }

    /// Why somebody may not change a post of somebody else: as if it were not there, when the public
    /// does not see it.
    #[must_use]
    pub fn not_yours(exposure: Exposure) -> Self {
        if exposure == Exposure::Nothing { Self::Missing } else { Self::Refused(Code::Forbidden) }
    }

    /// Whether something has the name already that was to be given.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        match self {
            Self::Database(error) => {
                error.as_database_error().is_some_and(|error| error.is_unique_violation())
            }
            _ => false,
        }
    }

    /// Whether it may work in a little while: the database is away, busy, or its disk is full.
    #[must_use]
    pub fn passes(&self) -> bool {
        match self {
            Self::Commit(_) => true,
            Self::Database(error) => passes(error),
            _ => false,
        }
    }
}

fn passes(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| passing_code(&code)),
        _ => false,
    }
}

/// SQLite's numbers (<https://sqlite.org/rescode.html>; the low byte is the primary code) and
/// PostgreSQL's SQLSTATE classes (appendix A of its manual) for trouble that is not of our making.
fn passing_code(code: &str) -> bool {
    const BUSY_LOCKED_READONLY_IOERR_FULL_CANTOPEN: [u32; 6] = [5, 6, 8, 10, 13, 14];
    if code.len() == 5 {
        let class = &code[..2];
        return matches!(class, "08" | "53" | "57" | "58")
            || matches!(code, "25006" | "40001" | "40P01");
    }
    code.parse::<u32>()
        .is_ok_and(|number| BUSY_LOCKED_READONLY_IOERR_FULL_CANTOPEN.contains(&(number & 0xff)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_that_passes_is_told_apart() {
        for code in ["5", "13", "14", "1034", "08006", "53100", "57P01"] {
            assert!(passing_code(code), "{code}");
        }
        for code in ["1", "19", "2067", "23505", "42601"] {
            assert!(!passing_code(code), "{code}");
        }
    }
}
