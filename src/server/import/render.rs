//! Parts become sections: their headings are split, their two editions become HTML.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::Event;

use super::clean::Cleaner;
use super::document::{Document, Part, too_large};
use super::edition::Edition;
use super::finish::{Piece, Words, pieces};
use super::ids::Ids;
use super::{DraftSection, Fault, MAX_HTML, MAX_TITLE, heading, whole_heading};

use model::SectionKind;

/// The sections of a document, and what was left out of it.
///
/// # Errors
/// A heading without words or with too many, or a text that becomes too much HTML.
pub(super) fn sections(
    document: &Document<'_>,
    lang: Option<&str>,
) -> Result<(Vec<DraftSection>, Vec<Fault>), Fault> {
    let mut maker = Maker {
        document,
        cleaner: Cleaner::new(),
        words: Words::of(lang),
        orphans: orphans(document),
        remarks: Vec::new(),
        size: 0,
    };
    let mut sections = Vec::with_capacity(document.parts.len());
    for at in 0..document.parts.len() {
        sections.push(maker.section(at)?);
    }
    let mut remarks = maker.remarks;
    // A footnote is made once for every section that refers to it, and remarked on once.
    remarks.sort_by_key(|remark| remark.line);
    remarks.dedup();
    Ok((sections, remarks))
}

/// The footnotes that no text refers to, by the part that they stand in.
fn orphans(document: &Document<'_>) -> Vec<Vec<usize>> {
    let mut orphans = vec![Vec::new(); document.parts.len()];
    for (at, note) in document.notes.iter().enumerate() {
        if !note.wanted
            && let Some(part) = orphans.get_mut(note.part)
        {
            part.push(at);
        }
    }
    orphans
}

struct Maker<'d, 'a> {
    document: &'d Document<'a>,
    cleaner: Cleaner,
    words: Words,
    orphans: Vec<Vec<usize>>,
    remarks: Vec<Fault>,
    /// Bytes of HTML so far.
    size: usize,
}

impl Maker<'_, '_> {
    fn section(&mut self, at: usize) -> Result<DraftSection, Fault> {
        let part = &self.document.parts[at];
        let (heading, heading_notes) = self.heading(part)?;
        let mut ids = Ids::default();
        let mut links = Vec::new();
        let mut remarks = Vec::new();
        let mut full = Edition::new("fn-", &mut links, &mut remarks);
        for note in heading_notes {
            full.number(note);
        }
        full.loose = std::mem::take(&mut self.orphans[at]);
        let (html, text) = self.edition(&part.full, full, &mut ids)?;
        let short = Edition::new("fn-kort-", &mut links, &mut remarks);
        let plain_html = match &part.short {
            Some(blocks) => Some(self.edition(blocks, short, &mut ids)?.0),
            None => None,
        };
        self.remarks.append(&mut remarks);
        let whole = whole_heading(heading.label.as_deref(), &heading.title);
        let deeper = self.document.parts.get(at + 1).is_some_and(|next| next.level > part.level);
        let chapter = part.level == 1 || (html.is_empty() && deeper);
        let fallback = if chapter { SectionKind::Chapter } else { SectionKind::Text };
        let trailer = part.trailer.clone();
        Ok(DraftSection {
            given_key: trailer.key,
            label: heading.label,
            title: heading.title,
            depth: part.level,
            kind: trailer.kind.or(heading.kind).unwrap_or(fallback),
            responsible: trailer.responsible,
            funding: trailer.funding,
            serves: trailer.serves,
            words: count(&whole) + count(&text),
            html,
            plain_html: plain_html.filter(|html| !html.is_empty()),
            text,
            line: part.line,
            links,
        })
    }

    /// The words of a heading, and the footnotes that stand in it.
    fn heading(&self, part: &Part) -> Result<(heading::Heading, Vec<usize>), Fault> {
        let mut text = String::new();
        let mut notes = Vec::new();
        for (event, _) in &self.document.events[part.heading.clone()] {
            match event {
                Event::Text(words) | Event::Code(words) => text.push_str(words),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                    text.push(' ');
                }
                Event::FootnoteReference(name) => {
                    notes.extend(self.document.names.get(&name.to_lowercase()));
                }
                _ => {}
            }
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return Err(Fault::at(
                part.line,
                "this heading has no words; give the section a title",
            ));
        }
        if text.chars().count() > MAX_TITLE {
            let message = format!("this heading is over {MAX_TITLE} characters; shorten it");
            return Err(Fault::at(part.line, message));
        }
        Ok((heading::split(&text), notes))
    }

    /// The HTML and the text of one edition.
    fn edition(
        &mut self,
        blocks: &[Range<usize>],
        mut edition: Edition<'_>,
        ids: &mut Ids,
    ) -> Result<(String, String), Fault> {
        let mut raw = String::new();
        for block in blocks {
            edition.raw(self.document, block.clone(), &mut raw);
        }
        for note in std::mem::take(&mut edition.loose) {
            edition.number(note);
        }
        let mut made = pieces(&self.cleaner.clean(&raw), edition.prefix, self.words);
        let notes = self.notes(&mut edition, &made)?;
        made.extend(notes);
        let mut html = String::new();
        let mut text = String::new();
        for piece in made {
            if !html.is_empty() {
                html.push('\n');
            }
            html.push_str(&piece.with_id(ids));
            if !text.is_empty() && !piece.text.is_empty() {
                text.push('\n');
            }
            text.push_str(&piece.text);
        }
        self.grow(html.len())?;
        Ok((html, text))
    }

    fn grow(&mut self, bytes: usize) -> Result<(), Fault> {
        self.size += bytes;
        if self.size > MAX_HTML {
            return Err(too_large());
        }
        Ok(())
    }

    /// The footnotes at the end of an edition. One may refer to others, which follow it.
    fn notes(&mut self, edition: &mut Edition<'_>, made: &[Piece]) -> Result<Option<Piece>, Fault> {
        let mut items = Vec::new();
        let mut at = 0;
        let mut bytes = 0;
        while let Some(&note) = edition.order.get(at) {
            let mut raw = String::new();
            edition.raw(self.document, self.document.notes[note].events.clone(), &mut raw);
            bytes += raw.len();
            if self.size + bytes > MAX_HTML {
                self.grow(bytes)?;
            }
            items.push(pieces(&self.cleaner.clean(&raw), edition.prefix, self.words));
            at += 1;
        }
        if items.is_empty() {
            return Ok(None);
        }
        let shown = made.iter().chain(items.iter().flatten()).flat_map(|piece| &piece.notes);
        let shown: HashSet<&str> = shown.map(String::as_str).collect();
        let html = "<section class=\"footnotes\"><ol>".to_owned();
        let mut piece = Piece { html, ..Piece::default() };
        for (number, item) in (1..).zip(&items) {
            let links = edition.back(number, &shown, self.words);
            let mut html: String = item.iter().map(|piece| piece.html.as_str()).collect();
            // The way back stands in the last line of the note, not under it.
            let place = if html.ends_with("</p>") { html.len() - 4 } else { html.len() };
            html.insert_str(place, &links);
            piece.html.push_str(&format!("<li id=\"{}{number}\">{html}</li>", edition.prefix));
            for part in item {
                if !piece.text.is_empty() {
                    piece.text.push('\n');
                }
                piece.text.push_str(&part.text);
            }
        }
        piece.html.push_str("</ol></section>");
        Ok(Some(piece))
    }
}

/// Words, for the time it takes to read them.
fn count(text: &str) -> i64 {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    i64::try_from(words.count()).unwrap_or(i64::MAX)
}
