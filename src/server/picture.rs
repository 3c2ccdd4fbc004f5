//! Pictures as they are taken in: what they are is found in their bytes, whatever somebody calls them,
//! and only what is needed to draw them is kept. Where, when and with which camera one was taken, by
//! whom, its first draft in small, and what else was hung behind it goes; of all that a camera notes,
//! only which side is up is needed.

mod jpeg;
mod png;
mod webp;

use model::{MediaType, PICTURE_SIDE_MAX};

/// Why bytes are not taken for a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// They are no PNG, JPEG or WebP.
    Unknown,
    /// They begin as one, but are not whole.
    Broken,
    /// It has more dots than any page needs.
    TooWide,
}

/// A picture with nothing in it but the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clean {
    /// What it is made of.
    pub media_type: MediaType,
    /// How wide it is shown, in dots.
    pub width: u32,
    /// How high it is shown, in dots.
    pub height: u32,
    /// What is kept of it.
    pub bytes: Vec<u8>,
}

/// Takes a picture for what it is, and leaves out what is no part of it.
///
/// # Errors
/// When it is no picture of ours.
pub fn clean(bytes: &[u8]) -> Result<Clean, Unfit> {
    let (media_type, read) = if bytes.starts_with(png::MAGIC) {
        (MediaType::Png, png::read(bytes))
    } else if bytes.starts_with(jpeg::MAGIC) {
        (MediaType::Jpeg, jpeg::read(bytes))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        (MediaType::Webp, webp::read(bytes))
    } else {
        return Err(Unfit::Unknown);
    };
    let Read { width, height, bytes } =
        read.filter(|read| read.width > 0 && read.height > 0).ok_or(Unfit::Broken)?;
    if width.max(height) > PICTURE_SIDE_MAX {
        return Err(Unfit::TooWide);
    }
    Ok(Clean { media_type, width, height, bytes })
}

/// What a reader of one kind of file found.
struct Read {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

/// Two bytes of a number, the higher one first.
fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

/// Four bytes of a number, the highest one first.
fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Two bytes of a number, the lower one first.
fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

/// Four bytes of a number, the lowest one first.
fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_is_told_whatever_it_is() {
        for bytes in [
            &b""[..],
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"GIF89a\x01\0\x01\0",
            b"%PDF-1.7",
            b"RIFF\x04\0\0\0WAVE",
            b"\x89PN",
        ] {
            assert_eq!(clean(bytes), Err(Unfit::Unknown), "{bytes:?}");
        }
    }

    #[test]
    fn every_picture_that_is_cut_off_is_broken() {
        for whole in [png::tests::photo(), jpeg::tests::photo(6), webp::tests::photo()] {
            assert!(clean(&whole).is_ok());
            for length in 12..whole.len() {
                let cut = clean(&whole[..length]);
                assert_eq!(cut, Err(Unfit::Broken), "{length} of {}", whole.len());
            }
        }
    }

    #[test]
    fn nothing_that_a_camera_or_a_person_noted_is_kept() {
        for whole in [png::tests::photo(), jpeg::tests::photo(1), webp::tests::photo()] {
            let kept = clean(&whole).unwrap();
            let text = String::from_utf8_lossy(&kept.bytes).into_owned();
            assert!(String::from_utf8_lossy(&whole).contains("SECRET"));
            assert!(!text.contains("SECRET") && text.contains("DOTS"), "{text}");
            assert_eq!(clean(&kept.bytes).unwrap(), kept, "what is clean stays as it is");
        }
    }
}
