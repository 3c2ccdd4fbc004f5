//! Pictures that tests make.

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("a short chunk").to_be_bytes();
    // Nothing here looks at the sum.
    [&length, &name[..], data, b"sum!"].concat()
}

/// A PNG of so many dots, in which these words stand twice: as its dots, and as what somebody noted.
#[must_use]
pub fn png(width: u32, height: u32, dots: &str, note: &str) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &head),
        chunk(b"tEXt", format!("Comment\0{note}").as_bytes()),
        chunk(b"eXIf", note.as_bytes()),
        chunk(b"IDAT", dots.as_bytes()),
        chunk(b"IEND", b""),
    ]
    .concat()
}
