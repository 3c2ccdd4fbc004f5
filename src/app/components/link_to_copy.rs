use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::citizen::App;
use crate::components::Live;
use crate::i18n::t;
use crate::route::Route;

/// The link that brings who one is to another browser: the secret stands where no server sees it.
#[must_use]
pub fn own_link(app: App, token: &str) -> String {
    format!("{}{}#{token}", app.site(), app.here().to(Route::Mine).href())
}

/// The link that makes another browser the same person, once.
#[must_use]
pub fn handover_link(app: App, secret: &str) -> String {
    own_link(app, &format!("{ONCE}{secret}"))
}

/// What a secret that works once begins with in a link.
pub const ONCE: &str = "flyt-";

/// An address in a field, and a button that copies it.
#[component]
pub fn LinkToCopy(
    /// The address.
    link: String,
    /// The field's id and its label, when it is not one's own link.
    #[prop(optional)]
    named: Option<(&'static str, &'static str)>,
) -> impl IntoView {
    let (id, label) = named.unwrap_or(("eget-link", t("own.field")));
    let copied = RwSignal::new(false);
    let app = App::get();
    let text = link.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let done = copy(&text).await;
            copied.try_set(done);
            app.say(if done { t("copied") } else { t("copy.failed") });
        });
    };
    view! {
        <div class="copy">
            <input type="text" id=id readonly aria-label=label value=link/>
            <button type="button" class="button" id=format!("{id}-kopi") on:click=copy>
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

/// Offers an address to the device's own way of sharing; tells whether it has one. What is done there
/// is nobody's business.
#[cfg(feature = "csr")]
pub async fn share(url: &str) -> bool {
    use wasm_bindgen::{JsCast, JsValue};
    let Some(window) = web_sys::window() else { return false };
    let navigator = window.navigator();
    let share = js_sys::Reflect::get(&navigator, &JsValue::from_str("share"));
    let Some(share) = share.ok().and_then(|it| it.dyn_into::<js_sys::Function>().ok()) else {
        return false;
    };
    let what = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&what, &JsValue::from_str("url"), &JsValue::from_str(url));
    if let Ok(done) = share.call1(&navigator, &what)
        && let Ok(promise) = done.dyn_into::<js_sys::Promise>()
    {
        let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    }
    true
}
