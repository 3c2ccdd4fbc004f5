//! What a person did to a part of the page before it came to life, or before it was drawn anew.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// All that a selector finds.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// Fields, what is open, and where the cursor stands.
pub struct Kept {
    fields: Vec<Field>,
    open: Vec<String>,
    focus: Option<String>,
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

/// Calls a method that web-sys has no name for.
pub fn call(element: &Element, name: &str, arguments: &[JsValue]) {
    if let Ok(function) = property(element, name).dyn_into::<js_sys::Function>() {
        let _ = function.apply(element, &arguments.iter().collect());
    }
}

impl Kept {
    /// What was done to a part of the page.
    pub fn of(part: &Element) -> Self {
        let number = |element: &Element, name| property(element, name).as_f64().map(|n| n as u32);
        let fields = all(part, "textarea[id],input[id]:not([readonly]),select[id]")
            .iter()
            .map(|field| Field {
                id: field.id(),
                value: property(field, "value").as_string().unwrap_or_default(),
                checked: property(field, "checked").is_truthy(),
                start: number(field, "selectionStart"),
                end: number(field, "selectionEnd"),
            })
            .collect();
        let active = document().active_element().filter(|element| part.contains(Some(element)));
        Self {
            fields,
            open: all(part, "details[open][id]").iter().map(Element::id).collect(),
            focus: active.map(|element| element.id()).filter(|id| !id.is_empty()),
        }
    }

    /// Puts what was typed and opened into the new part before it is seen.
    pub fn fill(&self, aside: &Element) {
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

    /// Tells the new part of it, and puts the cursor where it was.
    pub fn restore(&self) {
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
