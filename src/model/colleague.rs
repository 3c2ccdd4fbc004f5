//! Colleagues: staff as an admin sees them, and how somebody becomes one.

use serde::{Deserialize, Serialize};

use crate::{FieldFlaw, Flaw, Flaws, Moment, NAME_MAX, Role, is_mail_address};

/// Somebody who works at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colleague {
    /// Permanent name.
    pub id: String,
    /// Mail address.
    pub email: String,
    /// The name that the public reads over their replies.
    pub name: Option<String>,
    /// What they may do.
    pub role: Role,
    /// Whether they have chosen a password.
    pub joined: bool,
    /// When they got an invitation link that they have not used yet.
    pub invited: Option<Moment>,
}

/// What an admin sends to invite somebody.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewColleague {
    /// Their mail address.
    #[serde(default)]
    pub email: String,
    /// The name over their replies.
    #[serde(default)]
    pub name: Option<String>,
    /// `moderator`, `editor` or `admin`.
    #[serde(default)]
    pub role: String,
}

/// Somebody who can be invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidColleague {
    /// Their mail address, in lower case.
    pub email: String,
    /// The name over their replies.
    pub name: Option<String>,
    /// What they may do.
    pub role: Role,
}

impl NewColleague {
    /// Who can be invited, when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self) -> Result<ValidColleague, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let email = self.email.trim().to_lowercase();
        if email.is_empty() {
            flaws.note("email", Flaw::Missing);
        } else if !is_mail_address(&email) {
            flaws.note("email", Flaw::Malformed);
        }
        let role = role(&self.role, &mut flaws);
        let name = flaws.optional_line("name", self.name.as_deref(), NAME_MAX);
        flaws.or(ValidColleague { email, name, role })
    }
}

/// What an admin sends to give somebody another role.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRole {
    /// `moderator`, `editor` or `admin`.
    #[serde(default)]
    pub role: String,
}

impl NewRole {
    /// The role, when it is one.
    ///
    /// # Errors
    /// The field when it is none.
    pub fn check(&self) -> Result<Role, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let role = role(&self.role, &mut flaws);
        flaws.or(role)
    }
}

fn role(word: &str, flaws: &mut Flaws) -> Role {
    let role = Role::from_word(word);
    if role.is_none() {
        flaws.note("role", if word.is_empty() { Flaw::Missing } else { Flaw::Unknown });
    }
    role.unwrap_or(Role::Moderator)
}

/// A link by which somebody chooses a password. It works once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Whom it is for.
    pub colleague: Colleague,
    /// What stands behind the `#` of the link. It is told this once.
    pub secret: String,
    /// Until when it works.
    pub expires: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_invited_has_an_address_and_a_role() {
        let fields = |new: NewColleague| {
            let flaws = new.check().unwrap_err().into_iter();
            flaws.map(|flaw| (flaw.field, flaw.flaw)).collect::<Vec<_>>()
        };
        let missing = fields(NewColleague::default());
        assert_eq!(
            missing,
            [("email".to_owned(), Flaw::Missing), ("role".to_owned(), Flaw::Missing)]
        );
        let new = NewColleague { email: "lene".to_owned(), role: "king".to_owned(), name: None };
        let wrong = fields(new);
        assert_eq!(
            wrong,
            [("email".to_owned(), Flaw::Malformed), ("role".to_owned(), Flaw::Unknown)]
        );
        let good = NewColleague {
            email: " Lene@Example.dk ".to_owned(),
            role: "editor".to_owned(),
            name: None,
        };
        assert_eq!(good.check().unwrap().email, "lene@example.dk");
    }
}
