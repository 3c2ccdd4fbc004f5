//! How the app arrives: nothing on the page moves, and nothing that was done before is lost.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::navigation::{self, here};
use super::{App, clock, islands, kept};
use crate::facts::Facts;
use crate::markup::Html;
use crate::{components, i18n, wire};

/// Starts the app on the page that is there; on an empty one it begins by loading.
pub fn start() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    let Some(root) = document().get_element_by_id("app") else { return };
    // The owner of everything that lives as long as the page stands in the browser.
    let owner = Owner::new();
    owner.set();
    let address = here();
    i18n::speak(address.lang);
    let data = document().get_element_by_id("data").and_then(|data| data.text_content());
    let facts = data.and_then(|text| wire::read::<Facts>(&text));
    let painted = facts.is_some();
    let app = App::begin(address.clone(), facts.unwrap_or_default(), clock());
    let refused = root.query_selector("[data-refused]").is_ok_and(|found| found.is_some());
    navigation::start(app, painted && !refused);
    components::listen(app);
    if painted {
        islands::wake(app, &root);
        // After what was typed is back in its fields.
        queue_microtask(press_again);
    } else {
        root.set_inner_html(&super::site(&Html::default()).into_string());
        navigation::open(app, address);
    }
    std::mem::forget(owner);
}

/// Presses what was pressed before the app had arrived; `early.js` kept count.
fn press_again() {
    let pressed = js_sys::Reflect::get(&window(), &JsValue::from_str("blanddig"));
    let Ok(pressed) = pressed.map(JsCast::unchecked_into::<js_sys::Array>) else { return };
    if !js_sys::Array::is_array(&pressed) {
        return;
    }
    for id in pressed.iter().filter_map(|id| id.as_string()) {
        if let Some(button) = document().get_element_by_id(&id) {
            kept::call(&button, "click", &[]);
        }
    }
    // From here on the app answers itself.
    let _ = js_sys::Reflect::set(&window(), &JsValue::from_str("blanddig"), &JsValue::NULL);
}
