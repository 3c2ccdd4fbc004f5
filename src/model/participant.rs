//! Participants: those who write.

use serde::{Deserialize, Serialize};

use crate::{Comment, FieldFlaw, Flaw, Flaws, Moment, Proposal, Restriction, words};

/// Most characters of a name.
pub const NAME_MAX: usize = 60;
/// Most characters of a district.
pub const DISTRICT_MAX: usize = 60;
/// Most characters of a mail address (RFC 5321).
pub const EMAIL_MAX: usize = 254;

words! {
    /// On whose behalf somebody writes.
    ParticipantKind {
        /// On their own.
        Citizen = "citizen",
        /// For an association, a company, a school.
        Organisation = "organisation",
        /// For a body that was asked to answer.
        Party = "party",
    }
}

/// Who wrote a post, as everybody sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Author {
    /// The name shown; it may be a pseudonym, and two people may have the same.
    pub name: String,
    /// On whose behalf.
    pub kind: ParticipantKind,
    /// Where in the city, when they said so.
    pub district: Option<String>,
    /// Whether the municipality writes.
    pub staff: bool,
}

/// What somebody sends to become a participant.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewParticipant {
    /// The name shown, 1 to 60 characters.
    #[serde(default)]
    pub name: String,
    /// On whose behalf; a citizen when left out.
    #[serde(default)]
    pub kind: Option<String>,
    /// Where in the city.
    #[serde(default)]
    pub district: Option<String>,
    /// Where to send an answer; never shown.
    #[serde(default)]
    pub email: Option<String>,
    /// Makes a repeated request answer with the same participant.
    #[serde(default)]
    pub client_key: Option<String>,
}

/// A participant that can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidParticipant {
    /// The name shown.
    pub name: String,
    /// On whose behalf.
    pub kind: ParticipantKind,
    /// Where in the city.
    pub district: Option<String>,
    /// Where to send an answer.
    pub email: Option<String>,
    /// Makes a repeated request answer with the same participant.
    pub client_key: Option<String>,
}

impl NewParticipant {
    /// The participant when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self) -> Result<ValidParticipant, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        let kind =
            self.kind.as_deref().map_or(Some(ParticipantKind::Citizen), ParticipantKind::from_word);
        if kind.is_none() {
            flaws.note("kind", Flaw::Unknown);
        }
        let email = flaws.optional_line("email", self.email.as_deref(), EMAIL_MAX);
        if email.as_deref().is_some_and(|email| !is_mail_address(email)) {
            flaws.note("email", Flaw::Malformed);
        }
        let valid = ValidParticipant {
            name: flaws.line("name", &self.name, 1, NAME_MAX),
            kind: kind.unwrap_or(ParticipantKind::Citizen),
            district: flaws.optional_line("district", self.district.as_deref(), DISTRICT_MAX),
            email,
            client_key: self.client_key.as_deref().map(|key| flaws.client_key(key)),
        };
        flaws.or(valid)
    }
}

/// What a participant wants to change about themselves; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParticipantChange {
    /// The name shown.
    #[serde(default)]
    pub name: Option<String>,
    /// Where in the city; empty takes it away.
    #[serde(default)]
    pub district: Option<String>,
    /// Where to send an answer; empty takes it away.
    #[serde(default)]
    pub email: Option<String>,
}

/// A participant's answer to their first step: who they are and how they prove it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Welcome {
    /// Permanent name.
    pub id: String,
    /// The bearer token: whoever holds it is this participant.
    pub token: String,
}

/// A participant as they see themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Permanent name.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// On whose behalf.
    pub kind: ParticipantKind,
    /// Where in the city.
    pub district: Option<String>,
    /// Where to send an answer.
    pub email: Option<String>,
    /// Whether they have proved that this address is theirs: only then is anything sent there.
    pub email_confirmed: bool,
    /// Since when.
    pub created: Moment,
    /// What a moderator has restricted them to.
    #[serde(default)]
    pub restriction: Option<Restriction>,
    /// Their newest comments, at most a hundred, whatever their state.
    pub comments: Vec<Comment>,
    /// Their newest proposals, at most a hundred, whatever their state.
    pub proposals: Vec<Proposal>,
}

/// Whether a text could be a mail address: one @ with something on both sides, a dot in the
/// domain, no white space. Only a mail that arrives proves more.
#[must_use]
pub fn is_mail_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    !local.is_empty()
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !domain.contains('@')
        && !text.chars().any(|c| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_1_to_60_characters() {
        let new =
            |name: &str| NewParticipant { name: name.to_owned(), ..NewParticipant::default() };
        assert_eq!(new(" Mona\nfra Nørrebro ").check().unwrap().name, "Mona fra Nørrebro");
        assert_eq!(new(" ").check().unwrap_err()[0].flaw, Flaw::Missing);
        assert_eq!(new("\u{200B}\u{3164}").check().unwrap_err()[0].flaw, Flaw::Missing);
        assert_eq!(new("🌱").check().unwrap().name, "🌱");
        assert!(new(&"ø".repeat(60)).check().is_ok());
        assert_eq!(new(&"ø".repeat(61)).check().unwrap_err()[0].flaw, Flaw::TooLong);
    }

    #[test]
    fn a_mail_address_has_two_sides() {
        assert!(is_mail_address("mona@example.dk"));
        for bad in [
            "mona",
            "mona@",
            "@example.dk",
            "mona@example",
            "a b@example.dk",
            "a@b.dk\r\nBcc: x@y.dk",
        ] {
            assert!(!is_mail_address(bad), "{bad}");
        }
    }
}
