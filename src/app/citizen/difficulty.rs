//! "Var det svært at forstå?": one tap, no name, and it can be taken back.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::App;
use crate::api;
use crate::components::{tell, told};
use crate::i18n::t;
use crate::session::client_key;
use crate::storage;

/// This device's key, made by chance when it is first needed.
fn device() -> String {
    storage::read("device").unwrap_or_else(|| {
        let key = client_key();
        storage::write("device", &key);
        key
    })
}

/// Under this name the browser remembers in which version a section was hard.
fn name(app: App) -> Option<String> {
    Some(format!("hard.{}", app.thread()?.place.path()))
}

/// Shows what was said from here before.
pub fn recall(app: App) {
    let Some(button) = document().get_element_by_id("svaer") else { return };
    let said = name(app).and_then(|name| storage::read(&name));
    if said.is_some() && said == app.version().map(|version| version.to_string()) {
        show(&button, true);
    }
}

/// Says that the section is hard, or takes it back: seen at once, and undone when it is refused.
pub fn press(app: App, button: Element) {
    let (Some(ctx), Some(name)) = (app.thread(), name(app)) else { return };
    let hard = !button.has_attribute("data-hard");
    let Some(line) = button.parent_element() else { return };
    app.say(show(&button, hard));
    tell(&line, "");
    let version = app.version().unwrap_or_default().to_string();
    spawn_local(async move {
        match api::difficulty::set(&ctx.place, device(), hard).await {
            Ok(()) if hard => {
                storage::write(&name, &version);
            }
            Ok(()) => storage::remove(&name),
            Err(refusal) => {
                show(&button, !hard);
                let why = told(&refusal);
                tell(&line, &why);
                app.say(why);
            }
        }
    });
}

/// How question and button stand now; answers with what is asked or said.
fn show(button: &Element, hard: bool) -> &'static str {
    let (said, act) = match hard {
        true => (t("difficulty.thanks"), t("cancel")),
        false => (t("difficulty.ask"), t("difficulty.yes")),
    };
    let _ = button.toggle_attribute_with_force("data-hard", hard);
    button.set_text_content(Some(act));
    if let Some(text) = button.previous_element_sibling() {
        text.set_text_content(Some(said));
    }
    said
}
