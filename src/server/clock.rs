//! What time it is.

use std::time::{SystemTime, UNIX_EPOCH};

use model::{Moment, Uuid};

/// The time by the machine's clock.
#[must_use]
pub fn system() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A new id for something that came at `at`: ids sort by time, and by arrival within a millisecond.
#[must_use]
pub fn new_id(at: Moment) -> Uuid {
    // What comes in from before (an import, the demonstration) takes its place in that order.
    const LIVE: i64 = 1_000;
    if (system().0 - at.0).abs() < LIVE {
        return Uuid::now_v7();
    }
    let milliseconds = u64::try_from(at.0).unwrap_or_default();
    let nanos = u32::try_from(milliseconds % 1_000).unwrap_or_default() * 1_000_000;
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, milliseconds / 1_000, nanos))
}
