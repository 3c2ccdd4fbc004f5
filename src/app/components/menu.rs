//! The menu of a phone: the ways to the pages, above the page that one is on.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// Closes it, if it is open. A link in it that is followed in place leaves it standing otherwise.
pub fn close_menu() {
    let Ok(Some(menu)) = document().query_selector("nav:popover-open") else { return };
    let hide = js_sys::Reflect::get(&menu, &JsValue::from_str("hidePopover"));
    if let Some(hide) = hide.ok().and_then(|hide| hide.dyn_into::<js_sys::Function>().ok()) {
        let _ = hide.call0(&menu);
    }
}
