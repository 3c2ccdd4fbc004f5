//! The words that are selected in the post, for who strikes them out: a press on a button takes the
//! selection away in some browsers, so it is noted as it is made.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

thread_local! {
    static SELECTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on what is selected in the post is noted.
pub fn start() {
    let changed = Closure::<dyn FnMut()>::new(note);
    let _ = document()
        .add_event_listener_with_callback("selectionchange", changed.as_ref().unchecked_ref());
    // For as long as the page lives.
    changed.forget();
}

fn note() {
    let Some(selection) = window().get_selection().ok().flatten() else { return };
    let inside = selection
        .anchor_node()
        .and_then(|node| node.parent_element())
        .and_then(|element| element.closest("#indlaeg").ok().flatten());
    let words: String = selection.to_string().into();
    if inside.is_some() && !words.trim().is_empty() {
        SELECTED.set(Some(words));
    }
}

/// The words that were selected last, once; those of another post are none.
pub fn take() -> Option<String> {
    let post = document().get_element_by_id("indlaeg")?.text_content()?;
    SELECTED.take().filter(|words| words.lines().all(|line| post.contains(line.trim())))
}
