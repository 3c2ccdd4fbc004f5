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
    touched: bool,
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

fn kind(field: &Element) -> String {
    property(field, "type").as_string().unwrap_or_default()
}

fn is_choice(field: &Element) -> bool {
    matches!(kind(field).as_str(), "radio" | "checkbox")
}

/// Tells a field's listeners that something was done to it.
fn tell(field: &Element, event: &str) {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    if let Ok(event) = web_sys::Event::new_with_event_init_dict(event, &init) {
        let _ = field.dispatch_event(&event);
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
                touched: match is_choice(field) {
                    true => property(field, "checked") != property(field, "defaultChecked"),
                    false => property(field, "value") != property(field, "defaultValue"),
                },
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

    /// Whether nothing was done to the part. A list to choose from tells nothing of before, and counts
    /// as touched.
    pub fn is_untouched(&self) -> bool {
        let touched = self.fields.iter().any(|field| field.touched);
        !touched && self.open.is_empty() && self.focus.is_none()
    }

    /// Does it again to the part as it is now, and tells the part of it; puts the cursor where it was.
    pub fn restore(&self, part: &Element) {
        let find = |id: &str| part.query_selector(&format!("[id=\"{id}\"]")).ok().flatten();
        for details in self.open.iter().filter_map(|id| find(id)) {
            let _ = details.set_attribute("open", "");
        }
        for field in &self.fields {
            if let Some(new) = find(&field.id) {
                field.restore(&new);
            }
        }
        let Some(element) = self.focus.as_deref().and_then(find) else { return };
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        call(&element, "focus", &[options.into()]);
        let field = self.fields.iter().find(|field| Some(&field.id) == self.focus.as_ref());
        if let Some((start, end)) = field.and_then(|field| field.start.zip(field.end)) {
            call(&element, "setSelectionRange", &[start.into(), end.into()]);
        }
    }
}

impl Field {
    fn restore(&self, new: &Element) {
        let kind = kind(new);
        let choice = is_choice(new);
        let event = if choice || kind.starts_with("select") { "change" } else { "input" };
        if choice {
            // What is chosen in a draft from before stays too, unless something else was chosen.
            if !self.touched || !self.checked || property(new, "checked").is_truthy() {
                return;
            }
            set_property(new, "checked", &JsValue::from_bool(true));
        } else {
            // A draft from before stays unless something new was typed.
            let value = JsValue::from_str(&self.value);
            if self.value.is_empty() || property(new, "value") == value {
                return;
            }
            set_property(new, "value", &value);
        }
        // A radio button that is no longer chosen says nothing; the one that is speaks for both.
        if kind != "radio" || self.checked {
            tell(new, event);
        }
    }
}
