//! JPEG (ITU-T T.81): segments, each with a mark and its length, and between them the dots.

use super::{Read, be16, be32, le16, le32};

pub(super) const MAGIC: &[u8] = b"\xff\xd8\xff";

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;

pub(super) fn read(bytes: &[u8]) -> Option<Read> {
    let mut out = vec![0xFF, START];
    let (mut at, mut size, mut drawn, mut up) = (2, None, false, 1);
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        // Any number of FF may stand before a mark.
        while *bytes.get(at + 1)? == 0xFF {
            at += 1;
        }
        let mark = *bytes.get(at + 1)?;
        if mark == END {
            out.extend_from_slice(&[0xFF, END]);
            break;
        }
        let end = at + 2 + usize::try_from(be16(bytes, at + 2)?).ok()?;
        let (segment, data) = (bytes.get(at..end)?, bytes.get(at + 4..end)?);
        at = end;
        match mark {
            // C4, C8 and CC stand among them and are something else.
            0xC0..=0xCF if ![0xC4, 0xC8, 0xCC].contains(&mark) => {
                size = Some((be16(data, 3)?, be16(data, 1)?));
                out.extend_from_slice(segment);
            }
            0xE0 if data.starts_with(b"JFIF\0") => {
                // A small picture may stand in it, of what was there before it was cut.
                let head = data.get(..12)?;
                out.extend_from_slice(&[0xFF, 0xE0, 0, 16]);
                out.extend_from_slice(head);
                out.extend_from_slice(&[0, 0]);
            }
            0xE1 if data.starts_with(b"Exif\0\0") => {
                let noted = orientation(&data[6..]).filter(|up| (2..=8).contains(up));
                if let (Some(noted), 1) = (noted, up) {
                    up = noted;
                    out.extend_from_slice(&this_side_up(noted));
                }
            }
            0xE2 if data.starts_with(b"ICC_PROFILE\0") => out.extend_from_slice(segment),
            0xEE if data.starts_with(b"Adobe") => out.extend_from_slice(segment),
            SCAN => {
                out.extend_from_slice(segment);
                let end = dots(bytes, at)?;
                out.extend_from_slice(bytes.get(at..end)?);
                (at, drawn) = (end, true);
            }
            // Tables, and how often to begin anew.
            0xC4 | 0xCC | 0xDB..=0xDD => out.extend_from_slice(segment),
            _ => {}
        }
    }
    let (width, height) = size.filter(|_| drawn)?;
    // From the fifth on it lies on its side.
    let (width, height) = if up > 4 { (height, width) } else { (width, height) };
    Some(Read { width, height, bytes: out })
}

/// Where the dots that begin here end: at a mark that neither stands for FF itself nor begins anew.
fn dots(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}

/// Which side is up, 1 to 8, as a camera notes it (Exif 2.3, tag 0x0112).
fn orientation(tiff: &[u8]) -> Option<u8> {
    type Number = fn(&[u8], usize) -> Option<u32>;
    let (two, four): (Number, Number) = match tiff.get(..4)? {
        b"II*\0" => (le16, le32),
        b"MM\0*" => (be16, be32),
        _ => return None,
    };
    let list = usize::try_from(four(tiff, 4)?).ok()?;
    let entries = usize::try_from(two(tiff, list)?).ok()?;
    let entry = (0..entries)
        .map(|entry| list.saturating_add(2 + 12 * entry))
        .find(|entry| two(tiff, *entry) == Some(0x0112))?;
    u8::try_from(two(tiff, entry + 8)?).ok()
}

/// A note of which side is up, and of nothing else.
fn this_side_up(up: u8) -> Vec<u8> {
    let mut segment = vec![0xFF, 0xE1, 0, 34];
    segment.extend_from_slice(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.extend_from_slice(&[up, 0, 0, 0, 0, 0, 0]);
    segment
}

#[cfg(test)]
pub(super) mod tests {
    use crate::picture::clean;

    fn segment(mark: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, mark][..], &length, data].concat()
    }

    /// One of 3 by 2 dots with this side up, with much beside them.
    pub fn photo(up: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
        exif.extend_from_slice(b"\x0f\x01\x02\0\x06\0\0\0\x26\0\0\0");
        exif.extend_from_slice(&[0x12, 1, 3, 0, 1, 0, 0, 0, up, 0, 0, 0]);
        exif.extend_from_slice(b"\0\0\0\0SECRET");
        [
            vec![0xFF, 0xD8],
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x02\x01SECRET"),
            segment(0xE1, &exif),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0SECRET"),
            segment(0xE2, b"MPF\0SECRET"),
            segment(0xED, b"Photoshop 3.0\0SECRET"),
            segment(0xFE, b"SECRET"),
            segment(0xDB, b"table"),
            segment(0xC2, &[8, 0, 2, 0, 3, 1, 1, 0x11, 0]),
            segment(0xDA, b"scan"),
            b"DOTS\xff\0more\xff\xd0dots".to_vec(),
            segment(0xC4, b"table"),
            segment(0xDA, b"scan"),
            b"dots\xff\xff\xd9".to_vec(),
        ]
        .concat()
    }

    #[test]
    fn of_all_that_a_camera_notes_only_which_side_is_up_stays() {
        for up in 1..=8 {
            let read = clean(&photo(up)).unwrap();
            let size = if up > 4 { (2, 3) } else { (3, 2) };
            assert_eq!((read.width, read.height), size, "{up}");
            let notes = read.bytes.windows(4).filter(|bytes| bytes == b"Exif").count();
            assert_eq!(notes, usize::from(up > 1), "{up}");
        }
        for nonsense in [0, 9, 255] {
            let read = clean(&photo(nonsense)).unwrap();
            assert_eq!((read.width, read.height), (3, 2));
        }
    }

    #[test]
    fn what_hangs_behind_it_goes() {
        let behind = [photo(1), b"SECRET film".to_vec()].concat();
        assert_eq!(clean(&behind), clean(&photo(1)));
    }
}
