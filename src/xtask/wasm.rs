//! The binary form of a program for the browser, as far as it is changed here: sections, numbers and
//! texts (WebAssembly Core Specification, chapter 5).

/// Bytes before the first section: magic number and version.
const HEAD: usize = 8;

/// The section that lists what a file imports (5.5.5).
pub const IMPORTS: u8 = 2;

/// The sections of a file, each after what it is; `None` when it cannot be read.
pub fn sections(wasm: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let mut rest = wasm.get(HEAD..)?;
    let mut sections = Vec::new();
    while let Some((&id, after)) = rest.split_first() {
        rest = after;
        let size = usize::try_from(number(&mut rest)?).ok()?;
        sections.push((id, take(&mut rest, size)?));
    }
    Some(sections)
}

/// The file with one of its sections replaced by what `change` makes of it; `None` when it cannot be
/// read.
pub fn with_section(
    wasm: &[u8],
    wanted: u8,
    mut change: impl FnMut(&[u8]) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let mut out = wasm.get(..HEAD)?.to_vec();
    for (id, section) in sections(wasm)? {
        let section = if id == wanted { change(section)? } else { section.to_vec() };
        out.push(id);
        write_number(section.len(), &mut out);
        out.extend(section);
    }
    Some(out)
}

/// The next so many bytes.
pub fn take<'a>(rest: &mut &'a [u8], size: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(size)?;
    *rest = after;
    Some(taken)
}

/// A whole number as WASM writes it (LEB128).
pub fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for at in 0..5 {
        let byte = take(rest, 1)?[0];
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Writes a whole number.
pub fn write_number(mut number: usize, out: &mut Vec<u8>) {
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

/// A text with its length before it.
pub fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let size = usize::try_from(number(rest)?).ok()?;
    std::str::from_utf8(take(rest, size)?).ok()
}

/// Writes a text with its length before it.
pub fn write_text(text: &str, out: &mut Vec<u8>) {
    write_number(text.len(), out);
    out.extend(text.as_bytes());
}
