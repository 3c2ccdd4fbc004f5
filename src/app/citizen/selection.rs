//! Words of the text that somebody selects can be commented on: "Kommentér" appears below them. It
//! stands in the page behind their paragraph, so that it scrolls with the words, is the next stop of
//! the keyboard, and leaves the place above to the system's own menu.

use std::cell::{Cell, RefCell};

use leptos::ev;
use leptos::prelude::*;
use model::{Anchor, CONTEXT_MAX, QUOTE_MAX};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, Node, Range};

use super::kept::all;
use super::{App, How, focus, islands, navigation};
use crate::drafts;
use crate::markup::html;
use crate::timer::after;

/// A selection has come to rest after so many milliseconds.
const REST: i32 = 250;
/// The button's class.
const BUTTON: &str = "choose";

thread_local! {
    static CHANGES: Cell<u32> = const { Cell::new(0) };
    // What the button that is shown would comment on: when it is pressed, a phone has already let go
    // of the selection.
    static SELECTED: RefCell<Option<(Element, Anchor)>> = const { RefCell::new(None) };
    // The paragraph's field that was opened for some words on this visit.
    static OPENED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// From now on selected words can be commented on.
pub fn start(app: App) {
    let changed = Closure::<dyn FnMut()>::new(move || {
        let change = CHANGES.get().wrapping_add(1);
        CHANGES.set(change);
        after(REST, move || {
            if CHANGES.get() == change {
                offer(app);
            }
        });
    });
    let listener = changed.into_js_value();
    let _ =
        document().add_event_listener_with_callback("selectionchange", listener.unchecked_ref());
    window_event_listener(ev::mousedown, |ev| {
        let target = ev.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.class_list().contains(BUTTON)) {
            // The words stay selected.
            ev.prevent_default();
        }
    });
}

/// Shows the button below what is selected, or takes it away.
fn offer(app: App) {
    let old = SELECTED.take();
    if let Some((button, _)) = old {
        button.remove();
    }
    SELECTED.set(selected(app));
}

fn selected(app: App) -> Option<(Element, Anchor)> {
    let selection = window().get_selection().ok()??;
    if selection.is_collapsed() || !app.thread()?.open() {
        return None;
    }
    let words = selection.get_range_at(0).ok()?.clone_range();
    let start = words.start_container().ok()?;
    let within = element(&start)?.closest(".block__text").ok()??;
    let block: HtmlElement = within.parent_element()?.dyn_into().ok()?;
    let way = block.query_selector("[data-talk]").ok()??;
    let whole = document().create_range().ok()?;
    whole.select_node_contents(&within).ok()?;
    if !within.contains(words.end_container().ok().as_ref()) {
        words.set_end(&whole.end_container().ok()?, whole.end_offset().ok()?).ok()?;
    }
    let (before, after) = (whole.clone_range(), whole);
    before.set_end(&start, words.start_offset().ok()?).ok()?;
    after.set_start(&words.end_container().ok()?, words.end_offset().ok()?).ok()?;
    let quote = read(&words)?;
    if quote.is_empty() {
        return None;
    }
    let head: String = quote.chars().take(QUOTE_MAX).collect();
    let after = format!("{} {}", &quote[head.len()..], read(&after)?);
    let before: Vec<char> = read(&before)?.chars().collect();
    let anchor = Anchor {
        paragraph: way.get_attribute("data-talk")?,
        prefix: Some(before[before.len().saturating_sub(CONTEXT_MAX)..].iter().collect()),
        suffix: Some(after.trim_start().chars().take(CONTEXT_MAX).collect()),
        quote: Some(head),
        version: app.version(),
        found: None,
    };
    let button = show(&within, &block, &words)?;
    Some((button, anchor))
}

fn element(node: &Node) -> Option<Element> {
    node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())
}

/// The words of a part of the text, without what the page has put in between.
fn read(range: &Range) -> Option<String> {
    let part = document().create_element("div").ok()?;
    let words = range.clone_contents().ok()?;
    part.append_child(&words).ok()?;
    for note in all(&part, ".footnote,.vh") {
        note.remove();
    }
    Some(part.text_content()?.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Puts the button below the last line of the words.
fn show(within: &Element, block: &HtmlElement, words: &Range) -> Option<Element> {
    let button = html!(
        "<button type=button class='button {}' data-act=om>[[paragraph.comment]]</button>",
        BUTTON
    );
    within.insert_adjacent_html("afterend", &button.into_string()).ok()?;
    let button: HtmlElement = within.next_element_sibling()?.dyn_into().ok()?;
    let (place, words) = (block.get_bounding_client_rect(), words.get_bounding_client_rect());
    let room = (place.width() - f64::from(button.offset_width())).max(0.0);
    // As whole numbers: writing others brings along 10 KB of program (brotli).
    let x = (words.left() - place.left()).clamp(0.0, room) as i32;
    let y = (words.bottom() - place.top()) as i32;
    let _ = button.style().set_property("translate", &format!("{x}px {y}px"));
    Some(button.into())
}

/// Whether a press on marked words only ended a selection that began within them.
pub fn ended(link: &Element, ev: &ev::MouseEvent) -> bool {
    let selection = window().get_selection().ok().flatten();
    // A key presses with no number of clicks.
    ev.detail() > 0
        && link.class_list().contains("said")
        && selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Opens the field of the paragraph for the words that were selected.
pub fn take(app: App) {
    let Some((button, anchor)) = SELECTED.take() else { return };
    button.remove();
    let Some(ctx) = app.thread() else { return };
    let paragraph = anchor.paragraph.clone();
    let draft = ctx.place.draft(Some(&paragraph));
    keep(&draft, &anchor);
    OPENED.set(draft);
    let field = format!("ny-{paragraph}-tekst");
    if app.here().look.paragraph.as_ref() == Some(&paragraph) {
        renew(app, &paragraph);
    } else {
        let to = app.here().with(|look| {
            look.paragraph = Some(paragraph);
            look.after = None;
        });
        navigation::go(app, to, How::Push, Some(format!("#{field}")));
    }
}

/// The field is for the paragraph as a whole again.
pub fn drop(app: App, button: &Element) {
    let slot = button.closest("[data-paragraph]").ok().flatten();
    let paragraph = slot.and_then(|slot| slot.get_attribute("data-paragraph"));
    if let (Some(paragraph), Some(ctx)) = (paragraph, app.thread()) {
        forget(&ctx.place.draft(Some(&paragraph)));
        renew(app, &paragraph);
    }
}

fn renew(app: App, paragraph: &str) {
    let selector = format!("[data-island=composer][data-paragraph=\"{paragraph}\"]");
    if let Ok(Some(slot)) = document().query_selector(&selector) {
        islands::renew(app, &slot);
    }
    focus(&format!("ny-{paragraph}-tekst"));
}

/// The words that a draft is about are kept beside it.
fn name(draft: &str) -> String {
    format!("{draft}>citat")
}

/// The words that a paragraph's field is for: those chosen on this visit, or with its draft.
pub fn chosen(draft: &str) -> Option<Anchor> {
    let now = OPENED.with_borrow(|opened| opened == draft);
    let begun = || drafts::read::<drafts::Draft>(draft).is_some();
    if now || begun() { drafts::read(&name(draft)) } else { None }
}

/// Keeps the words that a draft is about.
pub fn keep(draft: &str, anchor: &Anchor) {
    drafts::keep(&name(draft), anchor, |_| ());
}

/// Forgets them: they were sent, or are not meant any more.
pub fn forget(draft: &str) {
    drafts::forget(&name(draft));
}
