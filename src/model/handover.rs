//! Handing over: a one-time link by which a participant goes on at another device, or on the site
//! itself after they wrote in a frame.

use serde::{Deserialize, Serialize};

use crate::{FieldFlaw, Flaws, MINUTE, Moment};

/// How long such a link works, in milliseconds: a quarter of an hour.
pub const HANDOVER: i64 = 15 * MINUTE;

/// Most characters of a link's secret.
const SECRET_MAX: usize = 100;

/// A one-time link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Handover {
    /// What stands in the link. It is shown this once.
    pub secret: String,
    /// Until when it works.
    pub expires: Moment,
}

/// What the other device sends to become the participant.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakeOver {
    /// What stands in the link.
    #[serde(default)]
    pub secret: String,
    /// 8 to 64 characters of the client's choice; the same again answers with the same token.
    #[serde(default)]
    pub client_key: String,
}

impl TakeOver {
    /// What was sent, when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self) -> Result<Self, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let valid = Self {
            secret: flaws.text("secret", &self.secret, 1, SECRET_MAX),
            client_key: flaws.client_key(&self.client_key),
        };
        flaws.or(valid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Flaw;

    #[test]
    fn a_link_is_taken_over_with_its_secret_and_a_key() {
        let take = TakeOver { secret: " abc ".to_owned(), client_key: "12345678".to_owned() };
        assert_eq!(take.check().unwrap().secret, "abc");
        let flaws = TakeOver::default().check().unwrap_err();
        let told: Vec<_> = flaws.iter().map(|flaw| (flaw.field.as_str(), flaw.flaw)).collect();
        assert_eq!(told, [("secret", Flaw::Missing), ("client_key", Flaw::Missing)]);
    }
}
