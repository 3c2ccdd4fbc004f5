//! How the app takes over the page that the server painted: nothing moves, nothing typed is lost.
//!
//! The new page is built aside, gets what the person did to the old one, and takes its place at
//! once. The text of the section is not drawn again: its elements move over.

use std::sync::Arc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::navigation::here;
use super::{Shown, Site, clock, loader};
use crate::page_data::{PageData, Snapshot, edition};
use crate::route::{Address, Edition};
use crate::{i18n, wire};

/// Starts the app on the page that is there; on an empty one it begins by loading.
pub fn start() {
    let Some(app) = document().get_element_by_id("app") else { return };
    let address = here();
    i18n::speak(address.lang);
    match painted(&app, &address) {
        Some(shown) => take_over(&app, shown),
        None => leptos::task::spawn_local(async move {
            let data = Arc::new(loader::load(&address).await);
            let public_url = window().location().origin().unwrap_or_default();
            document().set_title(&super::title(&data));
            take_over(&app, Shown { address, data, now: clock(), public_url });
        }),
    }
}

/// What the painted page shows: its JSON, with the text from the page itself.
fn painted(app: &Element, address: &Address) -> Option<Shown> {
    let text = document().get_element_by_id("data")?.text_content()?;
    let Snapshot { mut data, now, public_url } = wire::read(&text)?;
    app.first_element_child()?;
    if let PageData::Section { section, .. } = &mut data {
        let html: String = all(app, "[data-text]").iter().map(Element::inner_html).collect();
        match (edition(section, &address.look), &mut section.plain_html) {
            (Edition::Short, Some(plain)) => *plain = html,
            _ => section.html = html,
        }
    }
    Some(Shown { address: address.clone(), data: Arc::new(data), now, public_url })
}

fn take_over(app: &Element, shown: Shown) {
    let Ok(aside) = document().create_element("div") else { return };
    let aside: HtmlElement = aside.unchecked_into();
    mount_to(aside.clone(), move || view! { <Site shown/> }).forget();
    let kept = Kept::of(app);
    for new in all(&aside, "[data-text]") {
        let name = new.get_attribute("data-text").unwrap_or_default();
        if let Ok(Some(old)) = app.query_selector(&format!("[data-text=\"{name}\"]")) {
            let _ = new.replace_with_with_node_1(&old);
        }
    }
    kept.fill(&aside);
    let fragment = document().create_document_fragment();
    while let Some(child) = aside.first_child() {
        let _ = fragment.append_child(&child);
    }
    app.replace_children_with_node_1(&fragment);
    kept.restore();
    press_again();
}

fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// What the person did to the painted page.
struct Kept {
    fields: Vec<Field>,
    open: Vec<String>,
    focus: Option<String>,
    menu: bool,
}

struct Field {
    id: String,
    value: String,
    checked: bool,
    start: Option<u32>,
    end: Option<u32>,
}

fn property(element: &Element, name: &str) -> JsValue {
    js_sys::Reflect::get(element, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn set_property(element: &Element, name: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(element, &JsValue::from_str(name), value);
}

fn call(element: &Element, name: &str, arguments: &[JsValue]) {
    if let Ok(function) = property(element, name).dyn_into::<js_sys::Function>() {
        let _ = function.apply(element, &arguments.iter().collect());
    }
}

impl Kept {
    fn of(app: &Element) -> Self {
        let number = |element: &Element, name| property(element, name).as_f64().map(|n| n as u32);
        let fields = all(app, "textarea[id],input[id]:not([readonly]),select[id]")
            .iter()
            .map(|field| Field {
                id: field.id(),
                value: property(field, "value").as_string().unwrap_or_default(),
                checked: property(field, "checked").is_truthy(),
                start: number(field, "selectionStart"),
                end: number(field, "selectionEnd"),
            })
            .collect();
        let active = document().active_element().filter(|element| app.contains(Some(element)));
        Self {
            fields,
            open: all(app, "details[open][id]").iter().map(Element::id).collect(),
            focus: active.map(|element| element.id()).filter(|id| !id.is_empty()),
            menu: app.query_selector("#indhold:popover-open").is_ok_and(|menu| menu.is_some()),
        }
    }

    /// Puts what was typed and opened into the new page before it is seen.
    fn fill(&self, aside: &Element) {
        let find = |id: &str| aside.query_selector(&format!("[id=\"{id}\"]")).ok().flatten();
        for id in &self.open {
            if let Some(details) = find(id) {
                let _ = details.set_attribute("open", "");
            }
        }
        for field in &self.fields {
            let Some(new) = find(&field.id) else { continue };
            // A draft from before stays unless something new was typed.
            if !field.value.is_empty()
                && property(&new, "type").as_string().as_deref() != Some("radio")
            {
                set_property(&new, "value", &JsValue::from_str(&field.value));
            }
            if property(&new, "checked").is_truthy() != field.checked {
                set_property(&new, "checked", &JsValue::from_bool(field.checked));
            }
        }
    }

    /// Tells the new page of it, and puts the cursor where it was.
    fn restore(&self) {
        for field in &self.fields {
            let Some(new) = document().get_element_by_id(&field.id) else { continue };
            let kind = if field.checked { "change" } else { "input" };
            let text =
                !field.value.is_empty() && matches!(new.tag_name().as_str(), "TEXTAREA" | "INPUT");
            if text || field.checked {
                let init = web_sys::EventInit::new();
                init.set_bubbles(true);
                if let Ok(event) = web_sys::Event::new_with_event_init_dict(kind, &init) {
                    let _ = new.dispatch_event(&event);
                }
            }
        }
        if self.menu
            && let Some(menu) = document().get_element_by_id("indhold")
        {
            call(&menu, "showPopover", &[]);
        }
        let focus = self.focus.as_deref().and_then(|id| document().get_element_by_id(id));
        if let Some(element) = focus {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            call(&element, "focus", &[options.into()]);
            let field = self.fields.iter().find(|field| Some(&field.id) == self.focus.as_ref());
            if let Some((start, end)) = field.and_then(|field| field.start.zip(field.end)) {
                call(&element, "setSelectionRange", &[start.into(), end.into()]);
            }
        }
    }
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
            call(&button, "click", &[]);
        }
    }
    // From here on the app answers itself.
    let _ = js_sys::Reflect::set(&window(), &JsValue::from_str("blanddig"), &JsValue::NULL);
}
