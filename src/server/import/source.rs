//! The file itself: what can be read at all, and where its lines begin.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{Fault, MAX_BYTES, MAX_MARKS};

/// Stands before a footnote's number while HTML is made. A noncharacter, which no text may hold.
pub(super) const NOTE_OPEN: char = '\u{FDD0}';
/// Stands after it.
pub(super) const NOTE_CLOSE: char = '\u{FDD1}';

/// Reads a text file: UTF-8, with or without a byte order mark, at most [`MAX_BYTES`].
///
/// # Errors
/// When there is no such file, it is a folder or cannot be opened, it is too large, or it is not
/// UTF-8 (with the line of the first wrong byte).
pub fn read(path: &Path) -> Result<String, Fault> {
    let name = path.display();
    let cannot = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Fault::whole(format!("{name}: no such file")),
        std::io::ErrorKind::PermissionDenied => {
            Fault::whole(format!("{name}: this user may not read the file"))
        }
        _ => Fault::whole(format!("{name}: cannot be read ({error})")),
    };
    let known = path.metadata().map_err(cannot)?;
    if known.is_dir() {
        return Err(Fault::whole(format!("{name}: is a folder; name a Markdown file in it")));
    }
    if known.len() > MAX_BYTES as u64 {
        return Err(too_large(path));
    }
    // The length that was asked for is not trusted: a file may grow, and a pipe has none.
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(cannot)?;
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() > MAX_BYTES {
        return Err(too_large(path));
    }
    text(bytes, path)
}

fn too_large(path: &Path) -> Fault {
    let megabytes = MAX_BYTES / 1024 / 1024;
    Fault::whole(format!(
        "{}: is over {megabytes} MB; split the text or leave out what is not text",
        path.display()
    ))
}

fn text(bytes: Vec<u8>, path: &Path) -> Result<String, Fault> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let message = format!("{}: is UTF-16; save it as UTF-8", path.display());
        return Err(Fault::at(1, message));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + good.iter().filter(|&&byte| byte == b'\n').count();
            Err(Fault::at(line, format!("{}: is not UTF-8; save it as UTF-8", path.display())))
        }
    }
}

/// The signs of Markdown, and the end of a line.
const MARKS: &[u8] = b"\n[]()*_`&<>!~|\\#-+=:";

/// The text with line feeds alone as line ends and without a byte order mark.
///
/// # Errors
/// When it is over [`MAX_BYTES`] or [`MAX_MARKS`], or holds NUL or a noncharacter: then it is not a text, and those
/// of U+FDD0 to U+FDEF are used inside here.
pub(super) fn normalize(source: &str) -> Result<Cow<'_, str>, Fault> {
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    if source.len() > MAX_BYTES {
        let megabytes = MAX_BYTES / 1024 / 1024;
        return Err(Fault::whole(format!("the text is over {megabytes} MB; split it")));
    }
    let marks = source.bytes().filter(|byte| MARKS.contains(byte)).count();
    if marks > MAX_MARKS {
        return Err(Fault::whole(format!(
            "the text has {marks} line breaks and signs such as * and [; at most {MAX_MARKS} are taken"
        )));
    }
    if let Some(at) = source.find(|c| c == '\0' || ('\u{FDD0}'..='\u{FDEF}').contains(&c)) {
        let line = 1 + source[..at].matches('\n').count();
        let message = "a NUL or noncharacter stands here; this is not a text file, or it was \
            damaged: remove it";
        return Err(Fault::at(line, message));
    }
    if source.contains('\r') {
        Ok(Cow::Owned(source.replace("\r\n", "\n").replace('\r', "\n")))
    } else {
        Ok(Cow::Borrowed(source))
    }
}

/// Where the lines of a text begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    /// Of a text whose lines end with a line feed.
    pub(super) fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The line, from 1, in which this byte stands.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|&start| start <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: &[u8]) -> std::path::PathBuf {
        let path =
            std::env::temp_dir().join(format!("blanddig-import-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        path
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let fault = read(Path::new("/nowhere/text.md")).unwrap_err();
        assert_eq!(fault.to_string(), "/nowhere/text.md: no such file");
    }

    #[test]
    fn a_folder_is_no_text() {
        assert!(read(&std::env::temp_dir()).unwrap_err().message.contains("is a folder"));
    }

    #[test]
    fn the_first_wrong_byte_has_a_line() {
        let path = file("latin1", b"# Titel\n\nUdm\xE6rket\n");
        assert_eq!(read(&path).unwrap_err().line, Some(3));
        let path = file("utf16", b"\xFF\xFE#\0 \0T\0");
        assert!(read(&path).unwrap_err().message.contains("UTF-16"));
    }

    #[test]
    fn ten_megabytes_go_in_and_a_byte_more_does_not() {
        let mut bytes = vec![b'a'; MAX_BYTES];
        assert_eq!(read(&file("full", &bytes)).unwrap().len(), MAX_BYTES);
        bytes.push(b'a');
        assert!(read(&file("over", &bytes)).unwrap_err().message.contains("over 10 MB"));
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(read(&file("bom", "\u{FEFF}# Å".as_bytes())).unwrap(), "# Å");
    }

    #[test]
    fn lines_are_counted_from_one() {
        let lines = Lines::of("a\nbc\n\nd");
        assert_eq!([0, 1, 2, 4, 5, 6].map(|at| lines.line(at)), [1, 1, 2, 2, 3, 4]);
    }

    #[test]
    fn line_ends_of_other_systems_are_folded() {
        assert_eq!(normalize("a\r\nb\rc").unwrap(), "a\nb\nc");
        assert_eq!(normalize("a\n\0").unwrap_err().line, Some(2));
    }
}
