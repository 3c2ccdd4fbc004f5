//! How the app arrives: nothing on the page moves, and nothing that was done before is lost.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::navigation::{self, here};
use super::{App, clock, islands, kept, live, paragraph, selection, sending};
use crate::facts::Facts;
use crate::markup::Html;
use crate::timer::after;
use crate::{api, components, i18n, wire};

/// Starts the app on the page that is there; on an empty one it begins by loading. `more` is what it
/// brings to life beyond what a first visit loads.
pub fn start(more: Option<islands::Island>) {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    let Some(root) = document().get_element_by_id("app") else { return };
    islands::with(more);
    // A page in another language than Danish names its texts; without them the app speaks Danish.
    let texts = document().get_element_by_id("texts").and_then(|at| at.get_attribute("content"));
    spawn_local(async move {
        if let Some(texts) = texts
            && let Ok(texts) = api::page::texts(&texts).await
        {
            i18n::learn(&texts);
        }
        // A slow phone has been busy for long enough with making the program ready. Between that and
        // each of the steps that follow it answers to fingers.
        after(0, move || begin(root));
    });
}

/// Begins with what stands in the page.
fn begin(root: Element) {
    // The owner of everything that lives as long as the page stands in the browser.
    let owner = Owner::new();
    owner.set();
    std::mem::forget(owner);
    let address = here();
    i18n::speak(address.lang);
    let data = document().get_element_by_id("data").and_then(|data| data.text_content());
    let facts = data.and_then(|text| wire::read::<Facts>(&text));
    let painted = facts.is_some();
    let app = App::begin(address, facts.unwrap_or_default(), clock());
    let refused = root.query_selector("[data-refused]").is_ok_and(|found| found.is_some());
    // Before the islands: a form among them hears of "back" after the page's address has changed.
    navigation::start(app, painted && !refused);
    after(0, move || {
        if painted {
            // What was typed or pressed before has the last word on where the focus is.
            navigation::seek();
            islands::draw(app, &root, true);
            paragraph::fetch(app, &window().location().hash().unwrap_or_default());
        }
        after(0, move || answer(app, root, painted));
    });
}

/// From here on the app answers to what is pressed.
fn answer(app: App, root: Element, painted: bool) {
    components::listen(app);
    if !painted {
        root.set_inner_html(&super::site(&Html::default()).into_string());
        navigation::open(app, app.here());
    }
    press_again();
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute("data-alive", "");
    }
    after(0, move || {
        app.session.follow();
        sending::start(app);
        live::start(app);
        selection::start(app);
        if painted {
            islands::recall(app, &root);
        }
    });
}

/// Presses what was pressed before the app had arrived; `early.js` kept count.
fn press_again() {
    let name = JsValue::from_str("blanddig");
    let pressed =
        js_sys::Reflect::get(&window(), &name).map(JsCast::unchecked_into::<js_sys::Array>);
    // From here on the app answers itself.
    let _ = js_sys::Reflect::set(&window(), &name, &JsValue::NULL);
    let Ok(pressed) = pressed else { return };
    if !js_sys::Array::is_array(&pressed) {
        return;
    }
    for id in pressed.iter().filter_map(|id| id.as_string()) {
        if let Some(button) = document().get_element_by_id(&id) {
            kept::call(&button, "click", &[]);
        }
    }
}
