//! Moments as the API tells them, and the end of a day.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::Value;

/// The moment that a field tells. As texts they cannot be compared: the zeros at the end are left out.
#[must_use]
pub fn moment(told: &Value) -> OffsetDateTime {
    OffsetDateTime::parse(told.as_str().unwrap_or_default(), &Rfc3339).expect("a moment")
}

/// When it will be that much later, as the API writes it.
#[must_use]
pub fn in_a_moment(later: Duration) -> String {
    (OffsetDateTime::now_utc() + later).format(&Rfc3339).expect("a time")
}

/// Waits, shortly before a day ends, until the next has begun: what a page says of the days that are left
/// changes then, rightly. A day in Denmark ends on a full hour of UTC.
pub async fn not_on_two_days() {
    const HOUR: Duration = Duration::from_secs(3_600);
    /// As long as most tests take, on a busy machine.
    const TEST: Duration = Duration::from_secs(20);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let left = HOUR - Duration::from_secs(now.as_secs() % HOUR.as_secs());
    if left <= TEST {
        tokio::time::sleep(left).await;
    }
}
