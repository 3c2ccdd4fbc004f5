//! What stands where the queue cannot: no answer, no HTTPS, no such page.

use leptos::prelude::*;

use super::route::Route;
use super::{Desk, Who, load};
use crate::components::Live;
use crate::i18n::t;
use crate::markup::{all, button_link, leaf, tag, text};

/// A page with one thing to say.
pub fn page(inside: AnyView) -> AnyView {
    view! {
        <header class="desk-top"><div class="desk-top__in" inner_html=brand()></div></header>
        <main id="main" class="entrance" tabindex="-1">{inside}</main>
    }
    .into_any()
}

/// The desk's name.
#[must_use]
pub fn brand() -> String {
    let inside = [text(t("site.name")), text(" "), leaf("span", "", t("desk.title"))];
    tag("p", &[("class", "brand")], &inside).into_string()
}

/// The server does not answer.
pub fn unreachable(desk: Desk) -> AnyView {
    let why = move || match desk.who.get() {
        Who::Unreachable(why) => why,
        _ => String::new(),
    };
    page(
        view! {
            <h1>{t("desk.unreachable")}</h1>
            <p><Live text=Signal::derive(why)/></p>
            <button type="button" class="button button--strong" on:click=move |_| load::who(desk)>
                {t("again")}
            </button>
        }
        .into_any(),
    )
}

/// The browser would not keep the cookie: signing in would seem to work and not last.
pub fn insecure() -> AnyView {
    let html = all(&[leaf("h1", "", t("desk.insecure")), leaf("p", "", t("desk.insecure.what"))]);
    page(view! { <div inner_html=html.into_string()></div> }.into_any())
}

/// No such place.
pub fn not_found() -> AnyView {
    let html = all(&[
        leaf("h1", "", t("refused.not-found")),
        leaf("p", "", t("refused.not-found.what")),
        button_link(&Route::Home.href(), true, t("desk.to-queue")),
    ]);
    page(view! { <div inner_html=html.into_string()></div> }.into_any())
}
