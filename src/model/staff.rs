//! Staff: those who work at the desk.

use serde::{Deserialize, Serialize};

use crate::{Flaw, Flaws, Moment, words};

/// Fewest characters of a staff password (NIST SP 800-63B-4, single factor, asks for 15; with the
/// limit on attempts twelve is what a municipality's people can live with).
pub const PASSWORD_MIN: usize = 12;
/// Most characters of a staff password: hashing a novel would be a gift to an attacker.
pub const PASSWORD_MAX: usize = 200;

words! {
    /// What somebody at the desk may do; each role may do what the ones before may.
    Role {
        /// Hide and restore posts.
        Moderator = "moderator",
        /// Publish and answer too.
        Editor = "editor",
        /// Invite others too.
        Admin = "admin",
    }
}

impl Role {
    /// Whether this role may do what `needed` may.
    #[must_use]
    pub const fn covers(self, needed: Self) -> bool {
        self as u8 >= needed as u8
    }
}

/// What somebody sends to sign in to the desk.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The mail address they were added with.
    #[serde(default)]
    pub email: String,
    /// Their password.
    #[serde(default)]
    pub password: String,
}

/// What somebody sends to choose a password by their invitation link.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptInvitation {
    /// The secret of the link.
    #[serde(default)]
    pub invitation: String,
    /// The password they choose, 12 to 200 characters.
    #[serde(default)]
    pub password: String,
}

/// What somebody sends to choose another password.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPassword {
    /// The one that they have.
    #[serde(default)]
    pub old: String,
    /// The one that they choose, 12 to 200 characters.
    #[serde(default)]
    pub new: String,
}

/// Whether a password can be chosen; notes under `field` why not.
pub fn check_password(flaws: &mut Flaws, field: &str, password: &str) {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        flaws.note(field, Flaw::TooShort);
    } else if length > PASSWORD_MAX {
        flaws.note(field, Flaw::TooLong);
    }
}

/// Who is signed in, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// Permanent name.
    pub id: String,
    /// Mail address.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// When they have to sign in again.
    pub expires: Moment,
}

/// Where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskDevice {
    /// By this it can be signed out.
    pub id: String,
    /// What the browser said of itself.
    pub agent: Option<String>,
    /// Since when.
    pub since: Moment,
    /// Until when, unless it is signed out before.
    pub expires: Moment,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// Who works at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Staff {
    /// Permanent name.
    pub id: String,
    /// Mail address.
    pub email: String,
    /// What they may do.
    pub role: Role,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_admin_may_all_that_a_moderator_may() {
        assert!(Role::Admin.covers(Role::Moderator));
        assert!(!Role::Moderator.covers(Role::Editor));
    }
}
