//! What people type and paste: which characters are kept, and whether there is anything to see.
//!
//! Nobody's script is judged here. A name may be of emoji alone, a comment in any language; what
//! could disturb the page around it is held in its element where it is shown (`dir=auto`, `bdi`).

/// A text of several lines as it is kept: trimmed, with `\n` at each end of a line, and without what
/// no text needs.
///
/// Every character that Unicode counts as the end of a line becomes one (UAX #14, class BK; a text
/// copied from a word processor has U+000B within a paragraph). Control characters go, since
/// PostgreSQL takes no NUL and XML 1.0 hardly any of them; so do noncharacters, which are no text
/// (The Unicode Standard, section 23.7). Everything else stays as it was sent, also what sets the
/// direction of writing: Arabic and Hebrew need it, and moderators must see what was written.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut returned = false;
    for c in text.chars() {
        match c {
            // The second half of one end of a line.
            '\n' if returned => {}
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push(c),
            c if c.is_control() || is_noncharacter(c) => {}
            c => out.push(c),
        }
        returned = c == '\r';
    }
    out.trim().to_owned()
}

/// A name or a title as it is kept: one line, single spaces, and nothing that sets the direction of
/// what follows.
///
/// Such a line also stands where no element can hold it in: in the title of a tab, in a feed's
/// titles, in the label of a field. There an override that nobody closes would turn the words after
/// it around (UAX #9; UTR #36, section 2.6). The marks that only stand beside a character (U+200E,
/// U+200F, U+061C) turn nothing and stay.
#[must_use]
pub fn one_line(text: &str) -> String {
    undirected(&clean(text)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without what sets the direction of writing: embeddings, overrides and isolates (UAX #9).
#[must_use]
pub fn undirected(text: &str) -> String {
    text.replace(is_direction, "")
}

/// Whether a character begins or ends an embedding, an override or an isolate (UAX #9, sections 2.1
/// to 2.4), or is one of those that were given up for them (U+206A to U+206F).
#[must_use]
pub const fn is_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}')
}

/// Whether there is anything to see in a text. Who sends only characters that cannot be seen has
/// written nothing: readers would find an empty comment, or one by nobody.
#[must_use]
pub fn is_visible(text: &str) -> bool {
    text.chars().any(|c| !is_unseen(c))
}

/// Whether a character alone shows nothing: white space; what Unicode wants ignored when it is not
/// supported (the property `Default_Ignorable_Code_Point`: zero-width and direction characters, soft
/// hyphen, Hangul fillers, variation selectors, tags); the empty Braille pattern; and the marks that
/// need a letter to stand on, of the blocks that hold nothing else.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
            | '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// The 66 code points that will never be characters.
fn is_noncharacter(c: char) -> bool {
    matches!(u32::from(c), 0xFDD0..=0xFDEF) || u32::from(c) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_rid_of_what_no_text_needs() {
        assert_eq!(clean("  hej\u{0}\r\nmed\u{7F} dig \u{7}\n"), "hej\nmed dig");
        assert_eq!(clean("a\u{FFFF}b\u{FDD0}c\u{1FFFE}d"), "abcd");
    }

    #[test]
    fn every_end_of_a_line_is_one() {
        assert_eq!(
            clean("a\rb\r\nc\u{B}d\u{C}e\u{85}f\u{2028}g\u{2029}h"),
            "a\nb\nc\nd\ne\nf\ng\nh"
        );
        assert_eq!(clean("a\r\r\n\nb"), "a\n\n\nb");
    }

    #[test]
    fn what_was_written_stays_in_every_script() {
        for text in [
            "مرحبًا \u{202B}abc\u{202C} שלום \u{2067}x\u{2069}",
            "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇰 👍🏽 1️⃣",
            "می\u{200C}خواهم",
            "क्षि ༄༅ 漢字 e\u{301} Z\u{336}\u{335}a",
            "<b>&amp;</b>\tx",
        ] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn a_line_is_one_line_and_turns_nothing_around() {
        assert_eq!(
            one_line(" Mona\u{202E}\n\t fra\u{A0} \u{2066}Nørrebro\u{2069}"),
            "Mona fra Nørrebro"
        );
        assert_eq!(one_line("\u{200F}مونا\u{200F}"), "\u{200F}مونا\u{200F}");
    }

    #[test]
    fn what_nobody_can_see_is_nothing() {
        for text in [
            "",
            " \n\t",
            "\u{A0}\u{3000}",
            "\u{200B}",
            "\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}",
            "\u{2060}\u{FEFF}",
            "\u{AD}",
            "\u{3164}\u{FFA0}\u{115F}",
            "\u{2800}",
            "\u{202E}\u{202C}",
            "\u{2066}\u{2069}",
            "\u{301}\u{20DD}",
            "\u{FE0F}\u{E0041}",
            "\u{180E}",
            "\u{1D173}",
        ] {
            assert!(!is_visible(text), "{text:?}");
        }
        for text in
            ["x", ".", "\u{200B}x", "❤\u{FE0F}", "🇩🇰", "\u{202E}abc", "あ", "ً ا", "1\u{20E3}"]
        {
            assert!(is_visible(text), "{text:?}");
        }
    }
}
