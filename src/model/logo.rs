//! A hearing's logo: a picture of its city in the head of its pages.

use serde::{Deserialize, Serialize};

use crate::picture::illustration;
use crate::{FieldFlaw, Flaw, Flaws, Uuid};

/// How wide a logo is drawn at most, in CSS pixels: beside it there is room for what else stands in the
/// head on a phone.
const WIDTH: i64 = 104;
/// How high it is drawn at most: no higher than the head is without it.
const HEIGHT: i64 = 32;

/// What is sent to give a hearing a logo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewLogo {
    /// The name of a picture that was sent for this hearing.
    #[serde(default)]
    pub picture: String,
    /// What stands for it where it cannot be seen: whose logo it is, 1 to 300 characters.
    #[serde(default)]
    pub alt: String,
    /// The [turns](crate::Hearing::turns) that one saw.
    #[serde(default)]
    pub turns: Option<i64>,
}

/// A logo that can be kept, if the hearing has such a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidLogo {
    /// The picture.
    pub picture: Uuid,
    /// What stands for it where it cannot be seen.
    pub alt: String,
    /// The turns that somebody saw.
    pub turns: i64,
}

impl NewLogo {
    /// The logo when every field can be taken.
    ///
    /// # Errors
    /// Every field that cannot.
    pub fn check(&self) -> Result<ValidLogo, Vec<FieldFlaw>> {
        let mut flaws = Flaws::default();
        if self.picture.is_empty() {
            flaws.note("picture", Flaw::Missing);
        }
        let chosen = illustration(&mut flaws, &self.picture, &self.alt);
        if self.turns.is_none() {
            flaws.note("turns", Flaw::Missing);
        }
        let (picture, alt) = chosen.unwrap_or_default();
        flaws.or(ValidLogo { picture, alt, turns: self.turns.unwrap_or_default() })
    }
}

/// How wide and how high a logo of so many dots is drawn, in CSS pixels: never larger than it is, and in
/// its own proportions.
#[must_use]
pub fn logo_size(width: i64, height: i64) -> (i64, i64) {
    let (width, height) = (width.max(1), height.max(1));
    let scaled = |side: i64, by: i64, of: i64| ((side * by + of / 2) / of).max(1);
    let (most_wide, most_high) = (WIDTH.min(width), HEIGHT.min(height));
    if width * most_high > height * most_wide {
        (most_wide, scaled(height, most_wide, width))
    } else {
        (scaled(width, most_high, height), most_high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_is_a_picture_with_words_chosen_by_somebody_who_has_seen_the_hearing() {
        let good = NewLogo {
            picture: "01a206a8efd473cd859630aa8882c370".to_owned(),
            alt: " Københavns  Kommune ".to_owned(),
            turns: Some(3),
        };
        let kept = good.check().unwrap();
        assert_eq!((kept.alt.as_str(), kept.turns), ("Københavns Kommune", 3));
        let told = |new: &NewLogo| {
            let flaws = new.check().unwrap_err();
            flaws.into_iter().map(|flaw| (flaw.field, flaw.flaw)).collect::<Vec<_>>()
        };
        let flaw = |field: &str, flaw| (field.to_owned(), flaw);
        assert_eq!(
            told(&NewLogo::default()),
            [flaw("picture", Flaw::Missing), flaw("turns", Flaw::Missing)]
        );
        let bare = NewLogo { alt: "\u{200B}".to_owned(), ..good.clone() };
        assert_eq!(told(&bare), [flaw("alt", Flaw::Missing)]);
        let long = NewLogo { alt: "x".repeat(301), ..good.clone() };
        assert_eq!(told(&long), [flaw("alt", Flaw::TooLong)]);
        let strange = NewLogo { picture: "../../x".to_owned(), ..good };
        assert_eq!(told(&strange), [flaw("picture", Flaw::Unknown)]);
    }

    #[test]
    fn whatever_its_form_a_logo_stays_in_its_place() {
        for (dots, drawn) in [
            ((800, 200), (104, 26)),
            ((400, 400), (32, 32)),
            ((300, 1_200), (8, 32)),
            ((8_000, 1), (104, 1)),
            ((1, 8_000), (1, 32)),
            ((40, 16), (40, 16)),
            ((60, 64), (30, 32)),
            ((0, 0), (1, 1)),
        ] {
            assert_eq!(logo_size(dots.0, dots.1), drawn, "{dots:?}");
        }
    }
}
