//! Moments as the API tells them.

use std::time::Duration;

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
