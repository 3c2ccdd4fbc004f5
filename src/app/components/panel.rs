//! What opens under a post: one thing at a time, and gone when it is closed.

use std::cell::RefCell;

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Marks what was set aside.
const ASIDE: &str = "hidden";

type Open = UnmountHandle<<AnyView as Render>::State>;

thread_local! {
    // The post's id, what is open under it, and how to take that away.
    static OPEN: RefCell<Vec<(String, &'static str, Element, Open)>> = const { RefCell::new(Vec::new()) };
}

/// Opens something under the acts of a post; what is open there already goes, and pressing for the
/// same thing once more only closes it.
pub fn open(post: &Element, what: &'static str, draw: impl FnOnce() -> AnyView + 'static) {
    let id = post.id();
    let seen = child(post, "post__panel").is_some_and(|slot| !slot.has_attribute(ASIDE));
    if close(&id) == Some(what) && seen {
        return;
    }
    let Ok(slot) = document().create_element("div") else { return };
    slot.set_class_name("post__panel");
    let Some(acts) = child(post, "acts") else { return };
    let _ = acts.insert_adjacent_element("afterend", &slot);
    let place: HtmlElement = slot.clone().unchecked_into();
    let handle = mount_to(place, draw);
    // To what there is to fill in or answer; an offer leaves the focus where it is. At once, for
    // whoever types on.
    focus(&slot, "input:not([readonly]),textarea,[role=group] button");
    OPEN.with_borrow_mut(|open| open.push((id, what, slot, handle)));
}

/// What is open under a post has been sent: out of sight, until it is known whether it was taken.
pub fn set_aside(post: &str) {
    OPEN.with_borrow(|open| {
        for (_, _, slot, _) in open.iter().filter(|(id, ..)| id == post) {
            let _ = slot.set_attribute(ASIDE, "");
        }
    });
}

/// Shows again what was set aside: it was refused.
pub fn bring_back() {
    OPEN.with_borrow(|open| {
        for (_, _, slot, _) in open {
            let _ = slot.remove_attribute(ASIDE);
        }
    });
}

/// Closes all that was set aside: it was taken, or waits elsewhere.
pub fn clear_aside() {
    let aside = OPEN.with_borrow(|open| {
        let aside = open.iter().filter(|(_, _, slot, _)| slot.has_attribute(ASIDE));
        aside.map(|(id, ..)| id.clone()).collect::<Vec<_>>()
    });
    for post in aside {
        close(&post);
    }
}

/// Closes what is open under a post; tells what it was.
pub fn close(post: &str) -> Option<&'static str> {
    let found = OPEN.with_borrow_mut(|open| {
        let at = open.iter().position(|(id, ..)| id == post)?;
        Some(open.remove(at))
    });
    let (_, what, slot, handle) = found?;
    let within = document().active_element().is_some_and(|at| slot.contains(Some(&at)));
    slot.remove();
    if within && let Some(post) = document().get_element_by_id(post) {
        // Back to where it was opened; what was chosen from "Mere" is hidden again.
        let button = child(&post, "acts").is_some_and(|acts| {
            focus(&acts, &format!(":scope > [data-act={what}]")) || focus(&acts, "summary")
        });
        if !button && let Some(post) = post.dyn_ref::<HtmlElement>() {
            let _ = post.focus();
        }
    }
    // It may be its own button that closes it: it goes when that is done.
    request_animation_frame(move || drop(handle));
    Some(what)
}

/// Moves the focus to the first element within another that a selector finds; tells whether there
/// is one.
fn focus(within: &Element, selector: &str) -> bool {
    let found = within.query_selector(selector).ok().flatten();
    let found = found.and_then(|found| found.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|found| found.focus().is_ok())
}

/// Lets go of what is open within a part of the page that goes.
pub fn close_within(part: &Element) {
    let gone = OPEN.with_borrow_mut(|open| {
        let (gone, rest): (Vec<_>, Vec<_>) =
            open.drain(..).partition(|(_, _, slot, _)| part.contains(Some(slot)));
        *open = rest;
        gone
    });
    drop(gone);
}

/// The element of a class directly within a post, not within one of its answers.
#[must_use]
pub fn child(post: &Element, class: &str) -> Option<Element> {
    let children = post.children();
    (0..children.length())
        .filter_map(|at| children.item(at))
        .find(|element| element.class_list().contains(class))
}

/// Tells under a post what went wrong; an empty text takes it away.
pub fn trouble(post: &Element, text: &str) {
    if let Some(old) = child(post, "trouble") {
        old.remove();
    }
    let Some(acts) = child(post, "acts").filter(|_| !text.is_empty()) else { return };
    if let Ok(line) = document().create_element("p") {
        line.set_class_name("trouble");
        line.set_text_content(Some(text));
        let _ = acts.insert_adjacent_element("afterend", &line);
    }
}
