//! The form for a proposal: in steps, each with an address, its answers kept until they are sent.
//! Only the page of the form uses what stands in this folder.

mod check;
mod fields;
mod form;
mod picks;
#[cfg(feature = "csr")]
mod post;
mod receipt;
mod send;
mod similar;
mod step;
mod walk;
mod way;

#[cfg(feature = "csr")]
use leptos::prelude::*;
#[cfg(feature = "csr")]
use web_sys::Element;

#[cfg(feature = "csr")]
use super::App;
pub use fields::ProposalForm;
pub use form::Choice;
#[cfg(feature = "ssr")]
pub use picks::picks;
#[cfg(feature = "csr")]
pub use post::{deliver, take_back};

/// What the ids of the form begin with.
const ID: &str = "forslag";

/// Takes over the painted form: it holds the sections to choose from and the paragraphs to begin
/// from, in the hearing's own words.
#[cfg(feature = "csr")]
pub fn take_over(app: App, slot: &Element) -> Option<Box<dyn FnOnce() -> AnyView>> {
    let here = app.here();
    let (c, kind) = (here.route.consultation()?.to_owned(), here.look.kind?);
    let find = |selector: &str| slot.query_selector(selector).ok().flatten();
    let text = |element: &Element, name: &str| element.get_attribute(name).unwrap_or_default();
    let sections = super::all(slot, "#forslag-section option")
        .iter()
        .map(|option| Choice {
            key: text(option, "value"),
            short: text(option, "data-name"),
            name: option.text_content().unwrap_or_default(),
        })
        .collect();
    let picks = find(".picks").map(|list| list.inner_html()).unwrap_or_default();
    let paragraph = here.look.paragraph;
    let picked = paragraph.and_then(|id| find(&format!(".pick[data-paragraph=\"{id}\"]")));
    let picked = picked.map(|pick| text(&pick, "data-words")).unwrap_or_default();
    leave_untouched(slot);
    Some(Box::new(move || view! { <ProposalForm c kind sections picks picked/> }.into_any()))
}

/// A choice that nobody has made yet is not carried over to the form: a draft may be about another
/// section than the one that was painted as chosen.
#[cfg(feature = "csr")]
fn leave_untouched(slot: &Element) {
    use wasm_bindgen::JsCast;
    let find = |selector: &str| slot.query_selector(selector).ok().flatten();
    let Some(select) = find("#forslag-section") else { return };
    let select: web_sys::HtmlSelectElement = select.unchecked_into();
    let painted = find("#forslag-section option[selected]");
    let painted = painted.and_then(|option| option.get_attribute("value")).unwrap_or_default();
    if select.value() == painted {
        select.set_value("");
    }
}
