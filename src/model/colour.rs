//! Colours: a city's own, made such that everybody can read what is written in it.
//!
//! The measure is the contrast of WCAG 2.2 (relative luminance, success criterion 1.4.3): 4.5 for text.

/// The least contrast of text.
const READABLE: f64 = 4.5;
/// What text of the colour stands on, light and dark: the darkest and the lightest ground of the style
/// (style/tokens.css, `--shade`).
const LIGHT: Rgb = Rgb([0xf1, 0xee, 0xe8]);
const DARK: Rgb = Rgb([0x1c, 0x26, 0x30]);
/// What is written on a button of the colour.
const ON_LIGHT: Rgb = Rgb([0xff, 0xff, 0xff]);
const ON_DARK: Rgb = Rgb([0x0c, 0x1a, 0x28]);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rgb([u8; 3]);

impl Rgb {
    fn read(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        // `from_str_radix` takes a sign.
        let plain = hex.bytes().all(|b| b.is_ascii_hexdigit());
        plain.then_some(Self([part(0)?, part(2)?, part(4)?]))
    }

    fn written(self) -> String {
        let [r, g, b] = self.0;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// So many hundredths of the way to another colour.
    fn towards(self, other: Self, hundredths: u32) -> Self {
        let mix = |at: usize| {
            let (from, to) = (u32::from(self.0[at]), u32::from(other.0[at]));
            let mixed = (from * (100 - hundredths) + to * hundredths) / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Self([mix(0), mix(1), mix(2)])
    }

    /// The colour nearest to it on the way to `end` that can be read on and under these.
    fn readable(self, end: Self, others: [Self; 2]) -> Self {
        let good = |colour: &Self| others.iter().all(|other| colour.contrast(*other) >= READABLE);
        let way = (0..=100).map(|hundredths| self.towards(end, hundredths));
        way.into_iter().find(good).unwrap_or(end)
    }
}

/// A colour in light and dark surroundings, each as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colours {
    /// In light ones: the colour itself, or darker.
    pub light: String,
    /// In dark ones: the colour itself, or lighter.
    pub dark: String,
    /// Whether the colour itself could not be read in light surroundings.
    pub darkened: bool,
}

impl Colours {
    /// Of a colour written as `#rrggbb`; `None` when it is written in any other way.
    #[must_use]
    pub fn of(accent: &str) -> Option<Self> {
        let own = Rgb::read(accent)?;
        let light = own.readable(Rgb([0; 3]), [LIGHT, ON_LIGHT]);
        let dark = own.readable(Rgb([0xff; 3]), [DARK, ON_DARK]);
        Some(Self { light: light.written(), dark: dark.written(), darkened: light != own })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_measured_as_the_guidelines_do() {
        let [black, white] = [Rgb([0; 3]), Rgb([0xff; 3])];
        assert!((black.contrast(white) - 21.0).abs() < 0.001);
        let grey = Rgb::read("#767676").unwrap();
        assert!((grey.contrast(white) - 4.54).abs() < 0.01);
    }

    #[test]
    fn whatever_the_colour_it_can_be_read_in_light_and_dark() {
        for r in (0..=255u8).step_by(51) {
            for g in (0..=255u8).step_by(51) {
                for b in (0..=255u8).step_by(51) {
                    let colours = Colours::of(&Rgb([r, g, b]).written()).unwrap();
                    let light = Rgb::read(&colours.light).unwrap();
                    let dark = Rgb::read(&colours.dark).unwrap();
                    assert!(
                        light.contrast(LIGHT) >= READABLE && light.contrast(ON_LIGHT) >= READABLE
                    );
                    assert!(dark.contrast(DARK) >= READABLE && dark.contrast(ON_DARK) >= READABLE);
                }
            }
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        let blue = Colours::of("#0b4f8a").unwrap();
        assert_eq!((&*blue.light, blue.darkened), ("#0b4f8a", false));
        let yellow = Colours::of("#ffdd00").unwrap();
        assert!(yellow.darkened && yellow.dark == "#ffdd00");
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        for text in ["", "red", "#fff", "#12345g", "#+12345", "#æøå", "#1234567", "0b4f8a"] {
            assert_eq!(Colours::of(text), None, "{text}");
        }
    }
}
