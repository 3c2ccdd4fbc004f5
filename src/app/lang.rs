//! The languages of the interface.

/// A language of the interface. Danish has no prefix in addresses, others have their tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Danish: no prefix in the address.
    #[default]
    Da,
    /// English: `/en/…`.
    En,
}

impl Lang {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Da, Self::En];

    /// As in BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Da => "da",
            Self::En => "en",
        }
    }

    /// What stands before every path.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Da => "",
            Self::En => "/en",
        }
    }

    /// What it calls itself.
    #[must_use]
    #[cfg(feature = "ssr")]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Da => "Dansk",
            Self::En => "English",
        }
    }

    /// As Open Graph wants it: with a country.
    #[must_use]
    #[cfg(feature = "ssr")]
    pub const fn locale(self) -> &'static str {
        match self {
            Self::Da => "da_DK",
            Self::En => "en_GB",
        }
    }
}
