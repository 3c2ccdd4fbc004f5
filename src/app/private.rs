//! What somebody may not want everybody to read: a person number, a phone number, a mail address.
//!
//! It is looked for with each key, on the phone. So it goes through the bytes once for each kind and
//! asks no table. A warning that comes too often is not read any more: years, amounts, dates and
//! case numbers, of which hearings are full, must pass.

use crate::i18n::t;

/// What a text seems to reveal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revealing {
    /// A Danish person number.
    PersonNumber,
    /// A phone number.
    Phone,
    /// A mail address.
    Mail,
}

impl Revealing {
    /// What the writer is told of it.
    #[must_use]
    pub fn warning(self) -> &'static str {
        match self {
            Self::PersonNumber => t("composer.person-number"),
            Self::Phone => t("composer.phone"),
            Self::Mail => t("composer.mail"),
        }
    }
}

/// What a text seems to reveal, the gravest of it; `None` for most texts.
#[must_use]
pub fn revealing(text: &str) -> Option<Revealing> {
    let bytes = text.as_bytes();
    let found = |here: fn(&[u8], usize) -> bool| (0..bytes.len()).any(|at| here(bytes, at));
    if found(is_person_number) {
        Some(Revealing::PersonNumber)
    } else if found(is_phone) {
        Some(Revealing::Phone)
    } else if found(is_mail) {
        Some(Revealing::Mail)
    } else {
        None
    }
}

fn is_digit(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(u8::is_ascii_digit)
}

/// A letter or digit, also one of several bytes.
fn is_word(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80)
}

/// Whether a number begins here.
fn begins(text: &[u8], at: usize) -> bool {
    is_digit(text, at) && (at == 0 || !is_digit(text, at - 1))
}

/// How many bytes part two groups of digits here: a hyphen, a dash, a space or one that does not
/// break, or a hyphen between spaces.
fn gap(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let gaps: [&[u8]; 5] = [b" - ", b" ", b"-", "\u{A0}".as_bytes(), "–".as_bytes()];
    gaps.iter().find(|gap| rest.starts_with(gap)).map_or(0, |gap| gap.len())
}

/// Where a number of such groups of digits ends, when one begins here; `None` for another one.
fn grouped(text: &[u8], from: usize, groups: &[usize]) -> Option<usize> {
    let mut at = from;
    for (n, digits) in groups.iter().enumerate() {
        if n > 0 {
            let gap = gap(text, at);
            if gap == 0 {
                return None;
            }
            at += gap;
        }
        if !(at..at + digits).all(|at| is_digit(text, at)) {
            return None;
        }
        at += digits;
    }
    (!is_digit(text, at)).then_some(at)
}

/// Six digits that begin with a day, and four: the first of them is the only thing that is common to
/// all, since numbers without a valid check digit have been given out since 2007.
fn is_person_number(text: &[u8], at: usize) -> bool {
    let two = |at: usize| (text[at] - b'0') * 10 + (text[at + 1] - b'0');
    begins(text, at)
        && (grouped(text, at, &[6, 4]).is_some() || grouped(text, at, &[10]).is_some())
        && (1..=31).contains(&two(at))
        && (1..=12).contains(&two(at + 2))
}

/// Eight digits as Danes write them, of which the first is 2 to 9; or a number with a country's code.
fn is_phone(text: &[u8], at: usize) -> bool {
    if text[at] == b'+' || (begins(text, at) && text[at..].starts_with(b"0045")) {
        return is_abroad(text, at + 1);
    }
    if !begins(text, at) || text[at] < b'2' || is_part_of_more(text, at) {
        return false;
    }
    let bare = grouped(text, at, &[8]);
    let pairs = grouped(text, at, &[2, 2, 2, 2]);
    let halves = grouped(text, at, &[4, 4]).or_else(|| grouped(text, at, &[2, 6]));
    let Some(end) = bare.or(pairs).or(halves) else { return false };
    let dated = bare.is_some() && is_date(&text[at..end]);
    // "2010 2011", "2010-2011"
    let years = halves.is_some() && is_year(&text[at..]) && is_year(&text[end - 4..]);
    // A list of small numbers goes on, or has begun before.
    let list = pairs.is_some()
        && (is_digit(text, end + gap(text, end)) || (at > 1 && is_digit(text, at - 2)));
    !(dated || years || list || counts(text, at, end))
}

/// A plus or two zeros, and eight to fifteen digits with nothing but gaps between them.
fn is_abroad(text: &[u8], from: usize) -> bool {
    let (mut at, mut digits) = (from, 0);
    while let Some(b) = text.get(at) {
        match b {
            b'0'..=b'9' => (digits, at) = (digits + 1, at + 1),
            b'(' | b')' if at > from => at += 1,
            _ if at > from && gap(text, at) > 0 => at += gap(text, at),
            _ => break,
        }
    }
    (9..=16).contains(&digits)
}

/// Whether a number that begins here belongs to something longer: an address, a case, an amount.
fn is_part_of_more(text: &[u8], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    match text[before] {
        b'/' | b'=' | b'#' | b'_' | b'&' => true,
        b'-' | b'.' | b',' => before > 0 && is_digit(text, before - 1),
        _ => is_word(text, before) && !text[..at].ends_with("\u{A0}".as_bytes()),
    }
}

/// Whether a number from `at` to `end` tells how much, or names a case or a company.
fn counts(text: &[u8], at: usize, end: usize) -> bool {
    let after = text.get(end..).unwrap_or_default();
    let goes_on = matches!(after.first(), Some(b'-' | b'.' | b',')) && is_digit(text, end + 1);
    let unit = after.trim_ascii_start();
    let word = text[..at].trim_ascii_end().rsplit(u8::is_ascii_whitespace).next();
    let word = word.unwrap_or_default();
    let is = |what: &&[u8]| word.get(..what.len()).is_some_and(|w| w.eq_ignore_ascii_case(what));
    goes_on
        || is_word(text, end)
        || [&b"kr"[..], b"mio", b"euro", b",-", b"%", b"pct", b"proc"]
            .iter()
            .any(|what| unit.starts_with(what))
        || [&b"kr."[..], b"cvr", b"sag", b"journal"].iter().any(is)
}

/// "20100914"
fn is_date(digits: &[u8]) -> bool {
    let two = |at: usize| (digits[at] - b'0') * 10 + (digits[at + 1] - b'0');
    is_year(digits) && (1..=12).contains(&two(4)) && (1..=31).contains(&two(6))
}

/// A year that a hearing speaks of.
fn is_year(digits: &[u8]) -> bool {
    digits.starts_with(b"20")
}

/// An @ with a name before it, and after it words parted by dots, the last of at least two letters.
fn is_mail(text: &[u8], at: usize) -> bool {
    if text[at] != b'@' || at == 0 || !(is_word(text, at - 1) || b"_-+".contains(&text[at - 1])) {
        return false;
    }
    let rest = &text[at + 1..];
    let end =
        rest.iter().position(|b| !(b.is_ascii_alphanumeric() || *b >= 0x80 || b"-.".contains(b)));
    let host = &rest[..end.unwrap_or(rest.len())];
    let mut words = host.split(|b| *b == b'.').take_while(|word| !word.is_empty());
    words.next().is_some() && words.last().is_some_and(|word| word.len() > 1 && !is_digit(word, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(kind: Option<Revealing>, texts: &[&str]) {
        for text in texts {
            assert_eq!(revealing(text), kind, "{text}");
        }
    }

    #[test]
    fn a_person_number_is_noticed() {
        each(
            Some(Revealing::PersonNumber),
            &[
                "mit nummer er 010190-1234.",
                "0101901234",
                "311299 1234",
                "010190\u{A0}1234",
                "cpr 010190 - 1234, tlf. 22 33 44 55, mona@example.dk",
            ],
        );
        each(
            None,
            &["sag 2010-150914", "990190-1234", "011390-1234", "010190-12345", "10101901234"],
        );
    }

    #[test]
    fn a_phone_number_is_noticed_however_it_is_written() {
        each(
            Some(Revealing::Phone),
            &[
                "22334455",
                "Ring 22 33 44 55, så tager vi den.",
                "Ring på 2233 4455.",
                "tlf.22334455",
                "Tlf: 22-33-44-55",
                "(22334455)",
                "22\u{A0}33\u{A0}44\u{A0}55",
                "+45 22334455",
                "+4522334455",
                "(+45) 22 33 44 55",
                "0045 22 33 44 55",
                "Ring til +46 70 123 45 67",
                "+49 (0) 30 123456",
                "33663366 eller 33663367",
                "kontakt 86 10 20 10 (hverdage)",
                "Mødet er kl. 19. Ring 40 11 22 33 først.",
                "20 10 20 10",
                "mit nr. 20223344",
                "Skriv 22 33 44 55",
            ],
        );
    }

    #[test]
    fn other_numbers_are_no_phone_numbers() {
        each(
            None,
            &[
                "10.000.000 kr.",
                "10000000 kroner",
                "25 000 000 kr.",
                "25000000 kr. om året",
                "kr. 25000000",
                "25000000,-",
                "2.5000000",
                "2010-150914",
                "sag nr. 2010-150914",
                "sag 20101509",
                "sagsnr. 20150914",
                "CVR-nr. 29189846",
                "cvr 29189846",
                "2010-2011",
                "2010 2011",
                "20100914",
                "14.09.2010",
                "den 14-09-2010 kl. 12.30",
                "§ 20, stk. 2, nr. 4",
                "25 30 35 40 45",
                "5 25 30 35 40",
                "25 30 35 40 procent",
                "22 33 44",
                "223344556",
                "123456789012",
                "https://kk.dk/sag/22334455",
                "https://kk.dk/?id=22334455",
                "2200 København N",
                "Indsats 1, mål 2 og 3",
                "1 + 2 = 3",
                "C+12",
                "p-22334455a",
                "fra 2006 til 2010 var 1400 unge med",
            ],
        );
    }

    #[test]
    fn a_mail_address_is_noticed() {
        each(
            Some(Revealing::Mail),
            &[
                "mona@example.dk",
                "Skriv til mona.hansen+hoering@mail.example.dk.",
                "(søren@bådehavn.dk)",
                "<a_b-@x-y.info>",
            ],
        );
        each(
            None,
            &[
                "",
                "vi ses @ torvet.nu",
                "@mona.dk",
                "mona@",
                "mona@hjemme",
                "mona@example.",
                "a@b..dk",
                "3@4.50",
                "https://kort.example/@55.67,12.56",
            ],
        );
    }

    #[test]
    fn strange_texts_do_no_harm() {
        each(None, &["+", "@", "å@å", "👩‍👩‍👧", "1 - ", "–", "+45", "\u{A0}", "0045", "א@"]);
        each(None, &[&"9".repeat(10_000), &"@".repeat(10_000), &"1 ".repeat(5_000)]);
    }
}
