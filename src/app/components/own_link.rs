use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::citizen::{App, focus};
use crate::components::{Live, button, drawn, part_if};
use crate::i18n::t;
use crate::markup::html;
use crate::route::Route;

/// "Gem dit link": a browser may forget who somebody is; the link does not.
#[component]
pub fn OwnLink(
    /// The id of what gets the focus when it is put aside.
    back: StoredValue<String>,
) -> impl IntoView {
    let app = App::get();
    let session = app.session;
    let link = move || {
        let token = session.me.with(|me| me.as_ref().map(|me| me.token.clone()))?;
        Some(own_link(app, &token))
    };
    part_if(move || {
        let link = link().filter(|_| session.offer_link.get())?;
        let why = if session.remembers.get() { t("own.why") } else { t("own.forgets") };
        let close = button("act", "link-luk".to_owned(), t("own.later"), move |_| {
            session.offer_link.set(false);
            focus(&back.get_value());
        });
        let said = drawn(html!("<strong>[[own.title]]</strong><p>{}</p>", why));
        Some(
            view! {
                <section class="panel own-link" aria-label=t("own.title")>
                    {said}
                    <LinkToCopy link/>
                    {close}
                </section>
            }
            .into_any(),
        )
    })
}

/// The link that brings who one is to another browser: the secret stands where no server sees it.
#[must_use]
pub fn own_link(app: App, token: &str) -> String {
    format!("{}{}#{token}", app.site(), app.here().to(Route::Mine).href())
}

/// An address in a field, and a button that copies it.
#[component]
pub fn LinkToCopy(
    /// The address.
    link: String,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let app = App::get();
    let text = link.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            if copy(&text).await {
                copied.try_set(true);
                app.say(t("copied"));
            }
        });
    };
    view! {
        <div class="copy">
            <input type="text" id="eget-link" readonly aria-label=t("own.field") value=link/>
            <button type="button" class="button" id="kopier-link" on:click=copy>
                <Live text=Signal::derive(move || {
                    (if copied.get() { t("copied") } else { t("copy") }).to_owned()
                })/>
            </button>
        </div>
    }
}

/// Puts a text on the clipboard; tells whether the browser allowed it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let navigator = window.navigator();
    // On plain HTTP off loopback there is no clipboard.
    let name = wasm_bindgen::JsValue::from_str("clipboard");
    let has = js_sys::Reflect::get(&navigator, &name).is_ok_and(|clipboard| clipboard.is_object());
    has && wasm_bindgen_futures::JsFuture::from(navigator.clipboard().write_text(text))
        .await
        .is_ok()
}
