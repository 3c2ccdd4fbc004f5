//! Mail: how somebody proves that an address is theirs, and who wants to be written to.

use serde::{Deserialize, Serialize};

use crate::{DAY, FieldFlaw, Flaws};

/// How long the link works by which an address is confirmed, in milliseconds.
pub const CONFIRMATION: i64 = 7 * DAY;

/// Most characters of such a link's secret.
const SECRET_MAX: usize = 100;

/// What the page of such a link sends.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confirmation {
    /// What stands in the link.
    #[serde(default)]
    pub secret: String,
}

impl Confirmation {
    /// What was sent, when it can be taken.
    ///
    /// # Errors
    /// That the secret cannot.
    pub fn check(&self) -> Result<Self, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let valid = Self { secret: flaws.text("secret", &self.secret, 1, SECRET_MAX) };
        flaws.or(valid)
    }
}

/// What somebody at the desk wants to be written to about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notices {
    /// That reports wait for a decision.
    pub wants_mail: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Flaw;

    #[test]
    fn an_address_is_confirmed_with_the_secret_of_a_link() {
        let sent = |secret: &str| Confirmation { secret: secret.to_owned() };
        assert_eq!(sent(" abc ").check().unwrap().secret, "abc");
        assert_eq!(sent("").check().unwrap_err()[0].flaw, Flaw::Missing);
        assert_eq!(sent(&"a".repeat(101)).check().unwrap_err()[0].flaw, Flaw::TooLong);
    }
}
