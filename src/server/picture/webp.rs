//! WebP (RFC 9649): a row of chunks, each with its name and its length, filled up to an even one.

use super::{Read, le16, le32};

/// What is drawn, and in which colours. One that moves is not taken: nothing would be left of it.
const KEPT: [&[u8; 4]; 5] = [b"VP8X", b"ICCP", b"ALPH", b"VP8 ", b"VP8L"];
/// That there is Exif and XMP.
const NOTES: u8 = 0b0000_1100;

pub(super) fn read(bytes: &[u8]) -> Option<Read> {
    let whole = usize::try_from(le32(bytes, 4)?).ok()?.checked_add(8)?;
    let bytes = bytes.get(..whole)?;
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    let (mut at, mut canvas, mut drawn) = (12, None, None);
    while at < bytes.len() {
        let length = usize::try_from(le32(bytes, at + 4)?).ok()?;
        let end = at.checked_add(8)?.checked_add(length)?;
        let (name, data) = (bytes.get(at..at + 4)?, bytes.get(at + 8..end)?);
        let begun = out.len();
        if KEPT.iter().any(|kept| *kept == name) {
            out.extend_from_slice(bytes.get(at..end)?);
            out.resize(out.len() + length % 2, 0);
        }
        match name {
            b"VP8X" => {
                canvas = Some((1 + le24(data, 4)?, 1 + le24(data, 7)?));
                out[begun + 8] &= !NOTES;
            }
            b"VP8 " => drawn = Some(lossy(data)?),
            b"VP8L" => drawn = Some(lossless(data)?),
            _ => {}
        }
        at = end + length % 2;
    }
    let length = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    let (width, height) = canvas.or(drawn).filter(|_| drawn.is_some())?;
    Some(Read { width, height, bytes: out })
}

fn le24(bytes: &[u8], at: usize) -> Option<u32> {
    Some(le16(bytes, at)? | (u32::from(*bytes.get(at + 2)?) << 16))
}

/// RFC 6386, section 9.1.
fn lossy(data: &[u8]) -> Option<(u32, u32)> {
    let begins = data.get(3..6)? == b"\x9d\x01\x2a";
    begins.then_some((le16(data, 6)? & 0x3FFF, le16(data, 8)? & 0x3FFF))
}

/// RFC 9649, section 3.4.
fn lossless(data: &[u8]) -> Option<(u32, u32)> {
    let size = le32(data, 1)?;
    (data.first() == Some(&0x2F)).then_some((1 + (size & 0x3FFF), 1 + ((size >> 14) & 0x3FFF)))
}

#[cfg(test)]
pub(super) mod tests {
    use crate::picture::{Unfit, clean};

    fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        let fill = &[0][..data.len() % 2];
        [&name[..], &length, data, fill].concat()
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        let inner = [b"WEBP".to_vec(), chunks.concat()].concat();
        let length = u32::try_from(inner.len()).unwrap().to_le_bytes();
        [&b"RIFF"[..], &length, &inner].concat()
    }

    /// One of 3 by 2 dots, with much beside them.
    pub fn photo() -> Vec<u8> {
        file(&[
            chunk(b"VP8X", &[0b0000_1100, 0, 0, 0, 2, 0, 0, 1, 0, 0]),
            chunk(b"VP8 ", b"abc\x9d\x01\x2a\x03\0\x02\0DOTS"),
            chunk(b"EXIF", b"SECRET!"),
            chunk(b"XMP ", b"SECRET"),
        ])
    }

    #[test]
    fn each_kind_says_how_large_it_is() {
        let size = |bytes: Vec<u8>| clean(&bytes).map(|read| (read.width, read.height));
        assert_eq!(size(photo()), Ok((3, 2)));
        assert_eq!(
            size(file(&[chunk(b"VP8 ", b"abc\x9d\x01\x2a\x03\x40\x02\0")])),
            Ok((3, 2)),
            "the upper bits are how it is to be scaled"
        );
        assert_eq!(size(file(&[chunk(b"VP8L", &[0x2F, 2, 0x40, 0, 0])])), Ok((3, 2)));
    }

    #[test]
    fn one_that_moves_or_is_empty_is_not_taken() {
        let head = chunk(b"VP8X", &[2, 0, 0, 0, 2, 0, 0, 1, 0, 0]);
        let film = file(&[head, chunk(b"ANIM", &[0; 6]), chunk(b"ANMF", &[0; 24])]);
        assert_eq!(clean(&film), Err(Unfit::Broken));
        assert_eq!(clean(&file(&[])), Err(Unfit::Broken));
        assert_eq!(clean(&file(&[chunk(b"VP8X", &[])])), Err(Unfit::Broken));
    }
}
