//! Words in addresses: how a heading becomes one, and which are taken.

use unicode_normalization::UnicodeNormalization;

/// Most characters of a slug.
pub const SLUG_MAX: usize = 60;

/// First parts of an address that belong to the program and never to a consultation.
pub const RESERVED_CONSULTATIONS: &[&str] = &[
    "api",
    "assets",
    "desk",
    "embed",
    "en",
    "da",
    "mine",
    "regler",
    "privatliv",
    "tilgaengelighed",
    "cookies",
    "kontakt",
    "was",
    "udkast",
    "oembed",
    "k",
    "sw.js",
    "embed.js",
    "counts.js",
    "healthz",
    "readyz",
    "metrics",
    "robots.txt",
    "apple-touch-icon.png",
];

/// Second parts of an address that belong to the program and never to a section.
pub const RESERVED_SECTIONS: &[&str] = &["forslag", "nyt", "resultat", "kommentar", "regler"];

/// Whether this is 1 to 60 of the characters a-z, 0-9 and hyphen, with a letter or digit at both ends.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    (1..=SLUG_MAX).contains(&text.len())
        && text.bytes().all(|b| plain(b) || b == b'-')
        && text.bytes().next().is_some_and(plain)
        && text.bytes().next_back().is_some_and(plain)
}

/// Whether a consultation may have this name.
#[must_use]
pub fn is_consultation_slug(text: &str) -> bool {
    is_slug(text) && !RESERVED_CONSULTATIONS.contains(&text)
}

/// A heading as a part of an address: `Mål 1` becomes `maal-1`. Empty when nothing is left.
///
/// Danish and German letters are written out as their own languages do; other accents fall away.
#[must_use]
pub fn slugify(text: &str) -> String {
    let mut slug = String::new();
    for c in text.to_lowercase().chars() {
        match c {
            'å' => slug.push_str("aa"),
            'æ' | 'ä' => slug.push_str("ae"),
            'ø' | 'ö' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            '§' => slug.push_str("paragraf-"),
            _ => {
                for base in c.nfkd() {
                    if base.is_ascii_alphanumeric() {
                        slug.push(base.to_ascii_lowercase());
                    } else if !is_mark(base) {
                        slug.push('-');
                    }
                }
            }
        }
    }
    shorten(&slug)
}

/// Accents that NFKD splits off a letter.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// One hyphen between words, none at the ends, cut after a whole word.
fn shorten(raw: &str) -> String {
    let mut slug = String::new();
    for word in raw.split('-').filter(|word| !word.is_empty()) {
        let word = &word[..word.len().min(SLUG_MAX)];
        if !slug.is_empty() && slug.len() + 1 + word.len() > SLUG_MAX {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_becomes_an_address() {
        assert_eq!(slugify("Mål 1"), "maal-1");
        assert_eq!(slugify("Børn & unge – i Ørestad"), "boern-unge-i-oerestad");
        assert_eq!(slugify("§ 4a"), "paragraf-4a");
        assert_eq!(slugify("Élan für Straße"), "elan-fuer-strasse");
        assert_eq!(slugify("…"), "");
        // A letter that only its compatible form has in both cases.
        assert_eq!(slugify("𝒥"), "j");
    }

    #[test]
    fn a_long_heading_is_cut_after_a_word() {
        let slug = slugify(&"integration ".repeat(20));
        assert!(slug.len() <= SLUG_MAX && slug.ends_with("integration"));
        assert_eq!(slugify(&"x".repeat(200)).len(), SLUG_MAX);
    }

    #[test]
    fn the_programs_own_addresses_are_taken() {
        assert!(!is_consultation_slug("api"));
        assert!(!is_consultation_slug("-x"));
        assert!(is_consultation_slug("integrationspolitik"));
    }
}
