//! What one can do with oneself: keep the link, go on elsewhere, take one's data, be forgotten here.

use std::time::Duration;

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::api::{self, Answer};
use crate::citizen::{App, focus};
use crate::components::{
    LinkToCopy, Live, button, drawn, handover_link, own_link, part, part_if, told,
};
use crate::i18n::t;
use crate::markup::html;
use crate::storage;

/// The name of the file with one's data.
const FILE: &str = "bland-dig-mine-data.json";

/// The parts below one's posts.
pub fn tools(app: App, token: &str) -> AnyView {
    let link = own_link(app, token);
    view! {
        {drawn(html!("<h2>[[own.title]]</h2><p>[[own.why]]</p>"))}
        <LinkToCopy link/>
        {elsewhere(app)}
        {data(app)}
        {forget(app)}
    }
    .into_any()
}

/// Whoever asked hears what went wrong, beside the button.
fn heard<T>(app: App, answer: Answer<T>, trouble: RwSignal<String>) -> Option<T> {
    match answer {
        Ok(value) => {
            trouble.try_set(String::new());
            Some(value)
        }
        Err(refusal) => {
            app.session.heed(&refusal);
            app.say(told(&refusal));
            trouble.try_set(told(&refusal));
            None
        }
    }
}

/// "Brug en anden telefon": a link that works once.
fn elsewhere(app: App) -> AnyView {
    let (link, trouble) = (RwSignal::new(None::<String>), RwSignal::new(String::new()));
    let make = move |_| {
        spawn_local(async move {
            if let Some(handover) = heard(app, api::handover::add().await, trouble) {
                link.try_set(Some(handover_link(app, &handover.secret)));
                app.say(t("mine.move.ready"));
                focus("flyt-link");
            }
        });
    };
    view! {
        {drawn(html!("<h2>[[mine.move]]</h2><p>[[mine.move.what]]</p>"))}
        {button("button", "flyt".to_owned(), t("mine.move.make"), make)}
        {part_if(move || {
            let link = link.get()?;
            Some(view! {
                <div class="panel">
                    <p>{t("mine.move.ready")}</p>
                    <LinkToCopy link named=("flyt-link", t("mine.move.field"))/>
                </div>
            }.into_any())
        })}
        <p class="trouble"><Live text=trouble.into()/></p>
    }
    .into_any()
}

/// "Hent mine data": a file that the browser saves.
fn data(app: App) -> AnyView {
    let trouble = RwSignal::new(String::new());
    let get = move |_| {
        spawn_local(async move {
            let text = heard(app, api::own::data().await, trouble);
            if text.is_some_and(|text| save(&text).is_some()) {
                app.say(t("mine.data.done"));
            }
        });
    };
    view! {
        {drawn(html!("<h2>[[mine.data]]</h2><p>[[mine.data.what]]</p>"))}
        {button("button", "hent-data".to_owned(), t("mine.data.get"), get)}
        <p class="trouble"><Live text=trouble.into()/></p>
    }
    .into_any()
}

/// Has the browser save a text as a file: only so can a file be asked for with a token.
fn save(text: &str) -> Option<()> {
    let kind = web_sys::BlobPropertyBag::new();
    kind.set_type("application/json");
    let parts = Array::of1(&JsValue::from_str(text));
    let file = web_sys::Blob::new_with_str_sequence_and_options(&parts, &kind).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&file).ok()?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(FILE);
    document().body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    // Not before the browser has read it.
    set_timeout(move || drop(web_sys::Url::revoke_object_url(&address)), Duration::from_secs(60));
    Some(())
}

/// "Slet mig fra denne enhed", after a question.
pub fn forget(app: App) -> AnyView {
    let asked = RwSignal::new(false);
    let ask = move |_| {
        asked.set(true);
        focus("glem-nej");
    };
    let no = move |_| {
        asked.set(false);
        focus("glem");
    };
    let yes = move |_| {
        forget_all(app);
        app.say(t("mine.forgotten"));
        focus("titel");
    };
    view! {
        {drawn(html!("<h2>[[mine.forget]]</h2><p>[[mine.forget.what]]</p>"))}
        {part(move || {
            if !asked.get() {
                return button("button", "glem".to_owned(), t("mine.forget"), ask);
            }
            view! {
                <div class="panel" role="group" aria-label=t("mine.forget")>
                    <p>{t("mine.forget.sure")}</p>
                    <div class="buttons">
                        {button("button button--strong", "glem-ja".to_owned(), t("mine.forget.yes"), yes)}
                        {button("button", "glem-nej".to_owned(), t("cancel"), no)}
                    </div>
                </div>
            }
            .into_any()
        })}
    }
    .into_any()
}

/// Forgets all that this browser keeps of us: what is remembered, what a visit remembers, and the
/// pages that were kept for when there is no network.
fn forget_all(app: App) {
    if let Ok(Some(visit)) = window().session_storage() {
        let keys = (0..visit.length().unwrap_or(0)).filter_map(|at| visit.key(at).ok().flatten());
        let ours: Vec<String> = keys.filter(|key| key.starts_with(storage::OURS)).collect();
        for key in ours {
            let _ = visit.remove_item(&key);
        }
    }
    spawn_local(async {
        // Not there on plain HTTP.
        let caches = Reflect::get(&window(), &JsValue::from_str("caches")).unwrap_or_default();
        let Some(names) = ask(&caches, "keys", &JsValue::UNDEFINED) else { return };
        let names = JsFuture::from(names).await.unwrap_or_default();
        for name in Array::from(&names).iter() {
            if let Some(gone) = ask(&caches, "delete", &name) {
                let _ = JsFuture::from(gone).await;
            }
        }
    });
    // Last: with it goes what stands here.
    app.session.forget();
}

fn ask(of: &JsValue, what: &str, with: &JsValue) -> Option<Promise> {
    let call: Function = Reflect::get(of, &JsValue::from_str(what)).ok()?.dyn_into().ok()?;
    call.call1(of, with).ok()?.dyn_into().ok()
}
