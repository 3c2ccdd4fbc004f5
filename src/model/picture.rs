//! Pictures: what staff put beside their words. The server takes out what tells where, when and by
//! whom one was made.

use serde::{Deserialize, Serialize};

use crate::{Flaw, Flaws, Uuid, words};

/// Most bytes of a picture.
pub const PICTURE_MAX: usize = 2 * 1024 * 1024;
/// Most dots of a picture's longer side: a browser unpacks all of them.
pub const PICTURE_SIDE_MAX: u32 = 8_000;
/// Most characters of what stands for a picture where it cannot be seen.
pub const ALT_MAX: usize = 300;

words! {
    /// What a picture is made of. No SVG: that is a program as much as a picture.
    MediaType {
        /// PNG.
        Png = "image/png",
        /// JPEG.
        Jpeg = "image/jpeg",
        /// WebP.
        Webp = "image/webp",
    }
}

/// A picture that staff sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Picture {
    /// Permanent name.
    pub id: String,
    /// What it is made of.
    pub media_type: MediaType,
    /// How wide it is shown, in dots.
    pub width: i64,
    /// How high it is shown, in dots.
    pub height: i64,
}

/// A picture as it stands beside words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Illustration {
    /// The picture's permanent name.
    pub id: String,
    /// How wide it is shown, in dots.
    pub width: i64,
    /// How high it is shown, in dots.
    pub height: i64,
    /// What stands for it where it cannot be seen.
    pub alt: String,
}

/// The picture that somebody chose by its name, and what stands for it where it cannot be seen; nothing
/// when no name is given.
pub(crate) fn illustration(flaws: &mut Flaws, picture: &str, alt: &str) -> Option<(Uuid, String)> {
    if picture.is_empty() {
        return None;
    }
    // Without it those who cannot see would be told that there is something, and not what.
    let alt = flaws.line("alt", alt, 1, ALT_MAX);
    match Uuid::try_parse(picture) {
        Ok(id) => Some((id, alt)),
        Err(_) => {
            flaws.note("picture", Flaw::Unknown);
            None
        }
    }
}

/// Where a picture is read, from the site's root.
#[must_use]
pub fn picture_address(id: &str) -> String {
    format!("/api/pictures/{id}")
}
