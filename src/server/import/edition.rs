//! One edition of a section while it becomes HTML: which events stay, which become something else,
//! and the numbers of its footnotes.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use model::is_slug;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd, html::push_html};

use super::Fault;
use super::clean::address;
use super::document::Document;
use super::finish::Words;
use super::source::{NOTE_CLOSE, NOTE_OPEN};

/// The sanitizer's parser takes time in the square of a text without tags that is full of `&`, so
/// that a longer one is cut by comments, which do not come out of it.
const RUN: usize = 8 * 1024;
const CUT: &str = "<!---->";

const IMAGE: &str = "a picture was left out; its alternative text stays";
const LINK: &str = "a link was left out, for it goes neither to a section (#key), to a page of the \
    site (/…) nor to a web, mail or telephone address; its words stay";

/// An edition's footnotes, and what it says to the outside.
pub(super) struct Edition<'l> {
    /// What its footnotes' ids begin with, so that both editions can stand on one page.
    pub(super) prefix: &'static str,
    /// Its footnotes in the order of their numbers.
    pub(super) order: Vec<usize>,
    /// Footnotes that stand here and that nothing refers to.
    pub(super) loose: Vec<usize>,
    /// How often each of `order` is referred to.
    times: Vec<usize>,
    numbers: HashMap<usize, usize>,
    links: &'l mut Vec<(String, usize)>,
    remarks: &'l mut Vec<Fault>,
}

impl<'l> Edition<'l> {
    /// An empty one; the keys that its links point at and what is left out of it are added to the
    /// two lists.
    pub(super) fn new(
        prefix: &'static str,
        links: &'l mut Vec<(String, usize)>,
        remarks: &'l mut Vec<Fault>,
    ) -> Self {
        let (order, loose, times) = (Vec::new(), Vec::new(), Vec::new());
        Self { prefix, order, loose, times, numbers: HashMap::new(), links, remarks }
    }

    /// Place of a footnote among those of the edition, from 0.
    pub(super) fn number(&mut self, note: usize) -> usize {
        *self.numbers.entry(note).or_insert_with(|| {
            self.order.push(note);
            self.times.push(0);
            self.order.len() - 1
        })
    }

    /// What stands for a reference until the HTML is clean.
    fn refer(&mut self, note: usize) -> String {
        let at = self.number(note);
        self.times[at] += 1;
        format!("{NOTE_OPEN}{}-{}{NOTE_CLOSE}", at + 1, self.times[at])
    }

    /// The links from a footnote back to those of its references that the sanitizer left.
    pub(super) fn back(&self, number: usize, shown: &HashSet<&str>, words: Words) -> String {
        let (prefix, back) = (self.prefix, words.back);
        let times = self.times.get(number - 1).copied().unwrap_or_default();
        (1..=times)
            .filter(|time| shown.contains(format!("{number}-{time}").as_str()))
            .map(|time| {
                let again = if time == 1 { String::new() } else { format!("-{time}") };
                format!(" <a href=\"#{prefix}ref-{number}{again}\" aria-label=\"{back}\">↩</a>")
            })
            .collect()
    }

    /// The HTML of some events before it is cleaned.
    pub(super) fn raw(&mut self, document: &Document<'_>, events: Range<usize>, html: &mut String) {
        if let Some(mark) = lone_mark(document, &events) {
            let text = Event::Text(CowStr::Borrowed(mark));
            let paragraph = [Event::Start(Tag::Paragraph), text, Event::End(TagEnd::Paragraph)];
            return push_html(html, paragraph.into_iter());
        }
        let out = Vec::with_capacity(events.len());
        let mut flow =
            Flow { document, edition: self, out, links: Vec::new(), definitions: 0, run: 0 };
        for at in events {
            flow.event(at);
        }
        push_html(html, flow.out.into_iter());
    }
}

/// A list without a word in it, such as the lone `-` that stands for a paragraph that was taken
/// out: what is written, for an empty list says nothing to anyone.
fn lone_mark<'a>(document: &Document<'a>, events: &Range<usize>) -> Option<&'a str> {
    let (Event::Start(Tag::List(_)), place) = document.events.get(events.start)? else {
        return None;
    };
    let mut inside = document.events[events.clone()].iter();
    let empty = inside
        .all(|(event, _)| matches!(event, Event::Start(Tag::List(_) | Tag::Item) | Event::End(_)));
    empty.then(|| document.text[place.clone()].trim())
}

/// Events on their way to HTML.
struct Flow<'f, 'l, 'd, 'a> {
    document: &'d Document<'a>,
    edition: &'f mut Edition<'l>,
    out: Vec<Event<'a>>,
    /// Whether each open link goes anywhere.
    links: Vec<bool>,
    /// How many footnote definitions are open; they are shown elsewhere.
    definitions: usize,
    /// Bytes of text since the last tag.
    run: usize,
}

impl Flow<'_, '_, '_, '_> {
    fn event(&mut self, at: usize) {
        let document = self.document;
        let event = &document.events[at].0;
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => self.definitions += 1,
            Event::End(TagEnd::FootnoteDefinition) => {
                self.definitions = self.definitions.saturating_sub(1);
            }
            _ if self.definitions > 0 => {}
            // A heading in a list or quote is no section, and the page's outline is not its place.
            Event::Start(Tag::Heading { .. }) => {
                self.out.extend([Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)]);
            }
            Event::End(TagEnd::Heading(_)) => {
                self.out.extend([Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)]);
            }
            Event::Start(Tag::Image { .. }) => self.remark(at, IMAGE),
            Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let goes = *link_type == LinkType::Email || address(dest_url).is_some();
                self.links.push(goes);
                if !goes {
                    return self.remark(at, LINK);
                }
                let key = dest_url.strip_prefix('#').unwrap_or(dest_url);
                if is_slug(key) {
                    self.edition.links.push((key.to_owned(), document.line(at)));
                }
                self.out.push(event.clone());
            }
            Event::End(TagEnd::Link) => {
                if self.links.pop() == Some(true) {
                    self.out.push(event.clone());
                }
            }
            Event::FootnoteReference(name) => {
                if let Some(&note) = document.names.get(&name.to_lowercase()) {
                    let mark = self.edition.refer(note);
                    self.text(&mark);
                }
            }
            Event::Text(text) if self.run + text.len() > RUN => self.text(text),
            Event::Text(text) => {
                self.run += text.len();
                self.out.push(event.clone());
            }
            Event::Code(text) if text.len() > RUN => {
                self.out.push(Event::InlineHtml("<code>".into()));
                self.text(text);
                self.out.push(Event::InlineHtml("</code>".into()));
            }
            Event::SoftBreak => self.out.push(Event::SoftBreak),
            _ => {
                self.run = 0;
                self.out.push(event.clone());
            }
        }
    }

    /// Text, cut where its run becomes too long.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            if self.run >= RUN {
                self.out.push(Event::InlineHtml(CUT.into()));
                self.run = 0;
            }
            // A character that straddles the edge goes whole.
            let room = rest.ceil_char_boundary((RUN - self.run).min(rest.len()));
            let (now, later) = rest.split_at(room);
            self.out.push(Event::Text(now.to_owned().into()));
            self.run += room;
            rest = later;
        }
    }

    fn remark(&mut self, event: usize, message: &str) {
        self.edition.remarks.push(Fault::at(self.document.line(event), message));
    }
}
