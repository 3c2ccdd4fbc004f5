//! Short addresses: `/k/CODE`, for flyers and posters.

use serde::{Deserialize, Serialize};

/// How many characters a code has: of 31 kinds, so 28 million codes.
pub const CODE_LENGTH: usize = 5;
/// What a code is made of: nothing that is read as something else on paper, or aloud.
pub const CODE_LETTERS: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// What is sent to get a short address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewShortAddress {
    /// The key of the section that it leads to; the hearing's front page when left out.
    #[serde(default)]
    pub section: Option<String>,
}

/// A short address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShortAddress {
    /// What stands behind `/k/`; with `.svg` behind it, the address as a QR code.
    pub code: String,
}

/// The code as it is kept; `None` for what is none. Whoever types it from paper may write it large.
#[must_use]
pub fn short_code(typed: &str) -> Option<String> {
    let code = typed.to_ascii_lowercase();
    let fits = code.len() == CODE_LENGTH && code.bytes().all(|byte| CODE_LETTERS.contains(&byte));
    fits.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_typed_from_paper() {
        assert_eq!(short_code("AB3xy").as_deref(), Some("ab3xy"));
        for none in ["", "ab3x", "ab3xyz", "ab3x1", "ab3xo", "ab3x/", "åb3xy", "ab3xl"] {
            assert_eq!(short_code(none), None, "{none}");
        }
    }
}
