//! Difficulty: a reader says that a section was hard to understand. Nobody is asked who they are;
//! the same device counts once per section and version.

use serde::{Deserialize, Serialize};

use crate::{FieldFlaw, Flaws, OutlineLink};

/// What a reader's device sends, both to say so and to take it back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewDifficulty {
    /// 8 to 64 characters that the device chose by chance and keeps. They are never stored.
    #[serde(default)]
    pub device: String,
}

impl NewDifficulty {
    /// The device's key when it can be taken.
    ///
    /// # Errors
    /// The field `device` when it cannot.
    pub fn check(&self) -> Result<String, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let device = flaws.key("device", &self.device);
        flaws.or(device)
    }
}

/// How many readers found a section hard to understand, as it stood in one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difficulty {
    /// The section.
    pub section: OutlineLink,
    /// The version that they read.
    pub version: i64,
    /// How many devices said so.
    pub count: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Flaw;

    #[test]
    fn a_device_names_itself_by_eight_to_sixty_four_characters() {
        let check = |device: String| NewDifficulty { device }.check().map_err(|all| all[0].flaw);
        assert_eq!(check("12345678".to_owned()), Ok("12345678".to_owned()));
        assert_eq!(check(String::new()), Err(Flaw::Missing));
        assert_eq!(check("1234567".to_owned()), Err(Flaw::TooShort));
        assert_eq!(check("x".repeat(65)), Err(Flaw::TooLong));
    }
}
