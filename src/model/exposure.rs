//! What the public may see of a post: the one rule, in one place.
//!
//! It is decided when a post changes state, and stored; every query reads the stored answer.

use crate::words;

words! {
    /// How far a post has come.
    PostState {
        /// Anybody can read it.
        Visible = "visible",
        /// A moderator must look at it first.
        Pending = "pending",
        /// A moderator hid it.
        Hidden = "hidden",
        /// A moderator struck out words of it; the rest can be read.
        Redacted = "redacted",
        /// Its author took it back.
        Withdrawn = "withdrawn",
    }
}

impl PostState {
    /// Whether what it says now can be read.
    #[must_use]
    pub const fn is_readable(self) -> bool {
        matches!(self, Self::Visible | Self::Redacted)
    }
}

words! {
    /// For whom the author wrote it.
    Visibility {
        /// For everybody.
        Public = "public",
        /// For the municipality alone.
        Municipality = "municipality",
    }
}

/// What the public may see of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exposure {
    /// Nothing, not even that it exists.
    Nothing,
    /// That a post stood here, and why it no longer can be read.
    Marker,
    /// Name and words.
    Full,
}

impl Exposure {
    /// As it is stored: 0, 1, 2. A query asks for `exposure > 0`.
    #[must_use]
    pub const fn stored(self) -> i16 {
        match self {
            Self::Nothing => 0,
            Self::Marker => 1,
            Self::Full => 2,
        }
    }

    /// Reads the stored value; an unknown one shows nothing.
    #[must_use]
    pub const fn from_stored(stored: i16) -> Self {
        match stored {
            2 => Self::Full,
            1 => Self::Marker,
            _ => Self::Nothing,
        }
    }
}

/// What the public may see of a post of a hearing whose replies have left the site, or not yet.
#[must_use]
pub const fn exposure_in(gone: bool, exposure: Exposure) -> Exposure {
    if gone { Exposure::Nothing } else { exposure }
}

/// What the public may see of a post with so many public replies.
///
/// A hidden post always leaves a marker, so that nobody can say it was removed in secret. Words that
/// were struck out no longer stand in what is stored of a redacted one. A withdrawn one leaves a marker
/// only where replies would otherwise hang in the air.
#[must_use]
pub const fn exposure(state: PostState, visibility: Visibility, replies: i64) -> Exposure {
    match (visibility, state) {
        (Visibility::Municipality, _) | (_, PostState::Pending) => Exposure::Nothing,
        (_, PostState::Visible | PostState::Redacted) => Exposure::Full,
        (_, PostState::Hidden) => Exposure::Marker,
        (_, PostState::Withdrawn) if replies > 0 => Exposure::Marker,
        (_, PostState::Withdrawn) => Exposure::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_readable_public_words_are_shown() {
        for state in PostState::ALL {
            for visibility in Visibility::ALL {
                let full = exposure(*state, *visibility, 3) == Exposure::Full;
                assert_eq!(full, state.is_readable() && *visibility == Visibility::Public);
            }
        }
    }

    #[test]
    fn a_hidden_post_leaves_a_marker_and_a_private_one_nothing() {
        assert_eq!(exposure(PostState::Hidden, Visibility::Public, 0), Exposure::Marker);
        assert_eq!(exposure(PostState::Hidden, Visibility::Municipality, 2), Exposure::Nothing);
    }

    #[test]
    fn a_withdrawn_post_leaves_a_marker_only_above_replies() {
        assert_eq!(exposure(PostState::Withdrawn, Visibility::Public, 0), Exposure::Nothing);
        assert_eq!(exposure(PostState::Withdrawn, Visibility::Public, 1), Exposure::Marker);
    }

    #[test]
    fn exposure_survives_the_store() {
        for value in [Exposure::Nothing, Exposure::Marker, Exposure::Full] {
            assert_eq!(Exposure::from_stored(value.stored()), value);
        }
    }
}
