//! PNG (ISO/IEC 15948): a row of chunks, each with its length, its name and a checksum.

use super::{Read, be32};

pub(super) const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What is drawn, and in which colours. Not what moves: `acTL`, `fcTL` and `fdAT` are left out, and the
/// first picture of a film stays.
const KEPT: [&[u8; 4]; 10] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP"];

pub(super) fn read(bytes: &[u8]) -> Option<Read> {
    let mut out = MAGIC.to_vec();
    let (mut at, mut size, mut drawn) = (MAGIC.len(), None, false);
    loop {
        let length = usize::try_from(be32(bytes, at)?).ok()?;
        let end = at.checked_add(length)?.checked_add(12)?;
        let (chunk, name) = (bytes.get(at..end)?, bytes.get(at + 4..at + 8)?);
        if name == b"IHDR" && length == 13 {
            size = Some((be32(chunk, 8)?, be32(chunk, 12)?));
        }
        // The first chunk says how large it is.
        let (width, height) = size?;
        drawn |= name == b"IDAT";
        if KEPT.iter().any(|kept| *kept == name) {
            out.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return drawn.then_some(Read { width, height, bytes: out });
        }
        at = end;
    }
}

#[cfg(test)]
pub(super) mod tests {
    use crate::picture::clean;

    fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length, &name[..], data, b"sum!"].concat()
    }

    /// One of 3 by 2 dots, with much beside them.
    pub fn photo() -> Vec<u8> {
        let head = [&[0, 0, 0, 3, 0, 0, 0, 2][..], &[8, 2, 0, 0, 0]].concat();
        [
            super::MAGIC.to_vec(),
            chunk(b"IHDR", &head),
            chunk(b"tEXt", b"Author\0SECRET"),
            chunk(b"eXIf", b"MM SECRET"),
            chunk(b"iTXt", b"XML:com.adobe.xmp SECRET"),
            chunk(b"IDAT", b"DOTS"),
            chunk(b"tIME", b"SECRET"),
            chunk(b"IEND", b""),
        ]
        .concat()
    }

    #[test]
    fn its_first_chunk_says_how_large_it_is() {
        let read = clean(&photo()).unwrap();
        assert_eq!((read.width, read.height), (3, 2));
        let behind = [photo(), b"SECRET".to_vec()].concat();
        assert_eq!(clean(&behind).unwrap(), read);
    }
}
