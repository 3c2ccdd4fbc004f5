//! The document as parsed once: its events, cut at the top-level headings into parts, with the
//! footnotes beside them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::mask::{Mark, Masked, options};
use super::refuse;
use super::source::Lines;
use super::trailer::Trailer;
use super::{Fault, MAX_HTML, MAX_SECTIONS};

/// A footnote's definition.
pub(super) struct Note {
    /// Its events, without the definition's own start and end.
    pub(super) events: Range<usize>,
    /// The part that it stands in.
    pub(super) part: usize,
    /// Whether any text refers to it.
    pub(super) wanted: bool,
}

/// A heading and what stands under it, as ranges of events.
pub(super) struct Part {
    pub(super) level: u8,
    pub(super) line: usize,
    pub(super) trailer: Trailer,
    /// What is between the heading's start and end.
    pub(super) heading: Range<usize>,
    /// The blocks of the full edition.
    pub(super) full: Vec<Range<usize>>,
    /// The blocks of the short edition, when there is one.
    pub(super) short: Option<Vec<Range<usize>>>,
}

/// A text that was parsed and in which nothing stands that must not come in.
pub(super) struct Document<'a> {
    pub(super) text: &'a str,
    pub(super) lines: &'a Lines,
    pub(super) events: Vec<(Event<'a>, Range<usize>)>,
    pub(super) notes: Vec<Note>,
    /// The first definition of each name; later ones are never referred to.
    pub(super) names: HashMap<String, usize>,
    pub(super) parts: Vec<Part>,
}

impl<'a> Document<'a> {
    /// Parses a masked text.
    ///
    /// # Errors
    /// What must not come in, or is not a text with headings.
    pub(super) fn read(masked: &'a Masked, lines: &'a Lines) -> Result<Self, Fault> {
        let parser = Parser::new_ext(&masked.text, options());
        // A definition that no link uses shows in no event.
        let definitions = parser.reference_definitions().iter();
        let bad = definitions
            .filter_map(|(_, link)| Some((link.span.start, refuse::scheme(&link.dest)?)))
            .min_by_key(|(at, _)| *at);
        if let Some((at, scheme)) = bad {
            return Err(refuse::url(lines.line(at), scheme));
        }
        let events: Vec<_> = parser.into_offset_iter().collect();
        refuse::check(&masked.text, &events, lines)?;
        let mut cutter = Cutter::new(masked, lines, &events);
        cutter.cut()?;
        let parts = cutter.parts;
        let mut document =
            Self { text: &masked.text, lines, events, notes: vec![], names: HashMap::new(), parts };
        document.find_notes()?;
        Ok(document)
    }

    /// The line at which an event stands.
    pub(super) fn line(&self, event: usize) -> usize {
        self.events.get(event).map_or(1, |(_, range)| self.lines.line(range.start))
    }

    /// Finds the footnotes, and which of them the text refers to, itself or by way of others.
    ///
    /// # Errors
    /// When their copies in all the sections would be too large.
    fn find_notes(&mut self) -> Result<(), Fault> {
        let mut open = Vec::new();
        let mut references = HashSet::new();
        for (at, (event, _)) in self.events.iter().enumerate() {
            match event {
                Event::Start(Tag::FootnoteDefinition(name)) => {
                    let part = self.parts.partition_point(|part| part.heading.start <= at);
                    let note = self.notes.len();
                    self.names.entry(name.to_lowercase()).or_insert(note);
                    open.push(note);
                    let part = part.saturating_sub(1);
                    self.notes.push(Note { events: at + 1..at + 1, part, wanted: false });
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    if let Some(note) = open.pop() {
                        self.notes[note].events.end = at;
                    }
                }
                Event::FootnoteReference(name) => {
                    let part = self.parts.partition_point(|part| part.heading.start <= at);
                    references.insert((part, open.last().copied(), name.to_lowercase()));
                }
                _ => {}
            }
        }
        let mut from: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        let mut copies = 0;
        for (_, place, name) in references {
            if let Some(&note) = self.names.get(&name) {
                from.entry(place).or_default().push(note);
                copies += self.bytes(&self.notes[note].events);
            }
        }
        if copies > MAX_HTML {
            return Err(too_large());
        }
        let mut found = from.remove(&None).unwrap_or_default();
        while let Some(note) = found.pop() {
            self.notes[note].wanted = true;
            found.extend(from.remove(&Some(note)).unwrap_or_default());
        }
        Ok(())
    }

    /// How much of the file some events are.
    fn bytes(&self, events: &Range<usize>) -> usize {
        let inside = self.events.get(events.clone()).unwrap_or_default();
        match (inside.first(), inside.last()) {
            (Some((_, first)), Some((_, last))) => last.end.saturating_sub(first.start),
            _ => 0,
        }
    }
}

/// The fault of a text that becomes more than [`MAX_HTML`].
pub(super) fn too_large() -> Fault {
    Fault::whole("the text becomes too large as HTML; refer to long footnotes less often")
}

/// Cuts the events into parts.
struct Cutter<'e, 'a> {
    masked: &'e Masked,
    lines: &'e Lines,
    events: &'e [(Event<'a>, Range<usize>)],
    parts: Vec<Part>,
    /// The lines of the keys that were given.
    keys: HashMap<&'e str, usize>,
    /// Marks that were met as blocks of their own.
    met: HashSet<usize>,
    /// What stands before the first heading.
    before: Vec<Range<usize>>,
    /// The byte at which the short edition that is open began.
    open: Option<usize>,
    /// Whether a short edition may begin: nothing stands between here and the heading.
    fresh: bool,
}

impl<'e, 'a> Cutter<'e, 'a> {
    fn new(masked: &'e Masked, lines: &'e Lines, events: &'e [(Event<'a>, Range<usize>)]) -> Self {
        Self {
            masked,
            lines,
            events,
            parts: Vec::new(),
            keys: HashMap::new(),
            met: HashSet::new(),
            before: Vec::new(),
            open: None,
            fresh: false,
        }
    }

    fn cut(&mut self) -> Result<(), Fault> {
        let mut at = 0;
        while let Some((event, place)) = self.events.get(at) {
            let end = self.end(at);
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    self.heading(*level as u8, at..end, place.start)?;
                }
                Event::Rule if self.masked.marks.contains_key(&place.start) => {
                    self.met.insert(place.start);
                    self.mark(place.start)?;
                }
                Event::Start(Tag::FootnoteDefinition(_)) => {}
                _ => self.block(at..end),
            }
            at = end;
        }
        self.closed("the end of the text")?;
        // A mark that was no block of its own stands in a list or a quote.
        if let Some(&place) = self.masked.marks.keys().filter(|at| !self.met.contains(at)).min() {
            let message = "`:::` cannot stand in a list or quote; begin the line with it";
            return Err(Fault::at(self.lines.line(place), message));
        }
        if self.parts.is_empty() {
            let message = "the text has no heading; begin at least one line with # and a title";
            return Err(Fault::whole(message));
        }
        Ok(())
    }

    /// The event after the block that begins here.
    fn end(&self, start: usize) -> usize {
        let mut depth = 0usize;
        for (at, (event, _)) in self.events.iter().enumerate().skip(start) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return at + 1;
            }
        }
        self.events.len()
    }

    fn heading(&mut self, level: u8, events: Range<usize>, place: usize) -> Result<(), Fault> {
        self.closed("the next heading")?;
        let line = self.lines.line(place);
        if self.parts.len() == MAX_SECTIONS {
            let message = format!("the text has over {MAX_SECTIONS} headings; split it");
            return Err(Fault::at(line, message));
        }
        let trailer = self.masked.trailers.get(&place);
        if let Some(key) = trailer.and_then(|trailer| trailer.key.as_ref())
            && let Some(first) = self.keys.insert(key.as_str(), line)
        {
            let message = format!("the key `{key}` stands at line {first} already; choose another");
            return Err(Fault::at(line, message));
        }
        let trailer = trailer.cloned().unwrap_or_default();
        let heading = events.start + 1..events.end - 1;
        let full = std::mem::take(&mut self.before);
        self.parts.push(Part { level, line, trailer, heading, full, short: None });
        self.fresh = true;
        Ok(())
    }

    fn block(&mut self, events: Range<usize>) {
        self.fresh = false;
        let open = self.open.is_some();
        match self.parts.last_mut() {
            Some(part) if open => part.short.get_or_insert_default().push(events),
            Some(part) => part.full.push(events),
            None => self.before.push(events),
        }
    }

    fn mark(&mut self, place: usize) -> Result<(), Fault> {
        let fault = |message: &str| Err(Fault::at(self.lines.line(place), message));
        match (self.masked.marks.get(&place), self.open) {
            (Some(Mark::Open), Some(first)) => {
                let first = self.lines.line(first);
                fault(&format!("a short edition is open since line {first}; close it with `:::`"))
            }
            (Some(Mark::Open), None) if !self.fresh => {
                fault("a short edition stands directly under its heading; move it there")
            }
            (Some(Mark::Open), None) => {
                self.open = Some(place);
                Ok(())
            }
            (_, None) => fault("`:::` closes nothing; a short edition begins with `:::kort`"),
            (_, Some(_)) => {
                self.open = None;
                self.fresh = false;
                Ok(())
            }
        }
    }

    fn closed(&self, at: &str) -> Result<(), Fault> {
        self.open.map_or(Ok(()), |place| {
            let message =
                format!("this short edition is not closed before {at}; end it with `:::`");
            Err(Fault::at(self.lines.line(place), message))
        })
    }
}

/// Whether a tag counts as a level. Items and paragraphs come with their lists and do not.
pub(super) fn nests(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Item
            | TagEnd::Paragraph
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Heading(_)
    )
}
