//! The pages that are forms: the proposal's, and one's own. They weigh as much as reading and talking
//! together, and most people never open them: a first visit loads a program without them
//! (`reader.rs`), and a link to one of these pages loads the whole (`citizen.rs`).

use leptos::prelude::*;
use web_sys::Element;

use super::islands::Draw;
use super::{App, Mine, propose, proposing};
use crate::i18n;

/// Starts all of the citizens' app.
pub fn start_whole() {
    i18n::add(i18n::FORMS);
    proposing::use_whole(|app| Box::pin(propose::deliver(app)));
    super::start(Some(form));
}

/// How a part of such a page is drawn.
fn form(app: App, slot: &Element) -> Option<Draw> {
    match slot.get_attribute("data-island")?.as_str() {
        "form" => propose::take_over(app, slot),
        "mine" => Some(Box::new(|| view! { <Mine/> }.into_any())),
        _ => None,
    }
}
