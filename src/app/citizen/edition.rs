//! The two editions of a section stand in the page, one of them hidden. The address says which one
//! is shown; to change between them takes no network, and the reader stays at the same paragraph.

use std::cell::RefCell;

use leptos::prelude::*;
use web_sys::Element;

use super::App;
use super::kept::all;
use super::navigation::focus_quietly;
use crate::route::{Address, Edition, Route};

fn editions() -> Vec<Element> {
    let page = document().get_element_by_id("side");
    page.map_or_else(Vec::new, |page| all(&page, "[data-edition]"))
}

fn word(part: &Element) -> String {
    part.get_attribute("data-edition").unwrap_or_default()
}

fn is_text(part: &Element) -> bool {
    part.class_list().contains("text")
}

/// A link from section to section, painted when another edition was shown, leads on in this one.
pub fn carry(app: App, mut to: Address) -> Address {
    let here = app.here();
    let section = |address: &Address| matches!(address.route, Route::Section { .. });
    if section(&here) && section(&to) {
        let parts = editions();
        let shown = parts.iter().find(|part| is_text(part) && !part.has_attribute("hidden"));
        to.look.edition = match shown {
            Some(part) => (word(part) == Edition::Full.word()).then_some(Edition::Full),
            None => here.look.edition,
        };
    }
    to
}

/// Shows the edition that the address means: that of its paragraph, else the one that it names.
pub fn show(app: App) {
    let look = app.here().look;
    let parts = editions();
    let of_paragraph = look.paragraph.and_then(|id| document().get_element_by_id(&id));
    let of_paragraph = of_paragraph.and_then(|it| it.closest("[data-edition]").ok().flatten());
    let named = look.edition.unwrap_or(Edition::Short).word();
    let wanted = of_paragraph.map_or_else(|| named.to_owned(), |text| word(&text));
    let text = |new: bool| parts.iter().find(|p| is_text(p) && (word(p) == wanted) == new);
    let (Some(new), Some(old)) = (text(true), text(false)) else { return };
    if !new.has_attribute("hidden") {
        return;
    }
    let back = where_one_was(old);
    let place = if back.is_none() { Place::of(old) } else { None };
    let within = document().active_element().is_some_and(|at| old.contains(Some(&at)));
    for part in &parts {
        let is_wanted = word(part) == wanted;
        if !part.has_attribute("href") {
            let _ = part.toggle_attribute_with_force("hidden", !is_wanted);
        } else if is_wanted {
            let _ = part.set_attribute("aria-current", "true");
            app.say(part.text_content().unwrap_or_default());
        } else {
            let _ = part.remove_attribute("aria-current");
        }
    }
    let at = back.map(hold).or_else(|| place.and_then(|place| place.keep(new)));
    if within {
        focus_quietly(&at.unwrap_or_else(|| new.clone()));
    }
}

/// A paragraph of which no more is left on the screen is one that was read.
const READ: f64 = 48.0;

thread_local! {
    // The paragraph that one came to when the edition was last changed, and the one that one came from,
    // each with how high it began.
    static CAME: RefCell<Option<[(Element, f64); 2]>> = const { RefCell::new(None) };
}

/// A paragraph of the other edition and its height, for whoever turns back without having read on: how
/// many paragraphs each edition has must not lead them elsewhere.
fn where_one_was(old: &Element) -> Option<[(Element, f64); 2]> {
    let [(came, there), from] = CAME.take()?;
    let still = (came.get_bounding_client_rect().top() - there).abs() < 1.0;
    (still && old.contains(Some(&came))).then_some([from, (came, there)])
}

/// Puts a paragraph where it stood.
fn hold(way: [(Element, f64); 2]) -> Element {
    let [(block, top), _] = &way;
    let (block, by) = (block.clone(), block.get_bounding_client_rect().top() - top);
    window().scroll_by_with_x_and_y(0.0, by);
    CAME.set(Some(way));
    block
}

/// Where somebody reads.
enum Place {
    /// In a text: at which paragraph, how far among them it is, from 0 to 1, and how high it begins.
    Within { block: Element, share: f64, top: f64, line: f64 },
    /// Below it: how high it ends.
    Below(f64),
}

impl Place {
    /// None when the text has not begun yet at the top of the window: then nothing need move.
    fn of(text: &Element) -> Option<Self> {
        let bar = document().query_selector(".section__bar").ok().flatten();
        let line = bar.map_or(0.0, |bar| bar.get_bounding_client_rect().bottom().max(0.0));
        let whole = text.get_bounding_client_rect();
        if whole.top() >= line {
            return None;
        }
        if whole.bottom() <= line {
            return Some(Self::Below(whole.bottom()));
        }
        let line = line + READ;
        let blocks = all(text, ".block");
        let ends_below = |block: &Element| block.get_bounding_client_rect().bottom() > line;
        let last = blocks.len().checked_sub(1)?;
        let at = blocks.iter().position(ends_below).unwrap_or(last);
        let block = blocks.get(at)?.clone();
        let top = block.get_bounding_client_rect().top();
        Some(Self::Within { block, share: at as f64 / last.max(1) as f64, top, line })
    }

    /// Puts its counterpart in another text at the same height; so much of it that it can be seen.
    fn keep(&self, text: &Element) -> Option<Element> {
        let (block, by) = match self {
            Self::Below(bottom) => {
                (text.clone(), text.get_bounding_client_rect().bottom() - bottom)
            }
            Self::Within { block: old, share, top, line } => {
                let (share, stood, line) = (*share, *top, *line);
                let blocks = all(text, ".block");
                let at = (share * blocks.len().checked_sub(1)? as f64 + 0.5) as usize;
                let block = blocks.get(at)?.clone();
                let now = block.get_bounding_client_rect();
                let top = if stood + now.height() <= line { line - READ } else { stood };
                CAME.set(Some([(block.clone(), top), (old.clone(), stood)]));
                (block, now.top() - top)
            }
        };
        window().scroll_by_with_x_and_y(0.0, by);
        CAME.with_borrow_mut(|way| {
            // At the very top or bottom no page goes as far as it is asked to.
            if let Some([(came, top), _]) = way {
                *top = came.get_bounding_client_rect().top();
            }
        });
        Some(block)
    }
}
