//! A page that lists things, and shows one of them where the address names it.

use leptos::prelude::*;

use super::Desk;
use super::route::Route;
use crate::components::part;

/// The page: what the address names, else the list of all.
pub fn listed<T: Clone + PartialEq + Send + Sync + 'static>(
    desk: Desk,
    named: fn(&Route) -> Option<T>,
    one: fn(Desk, T) -> AnyView,
    list: fn(Desk) -> AnyView,
) -> AnyView {
    let open = Memo::new(move |_| desk.route.with(named));
    let shown = part(move || match open.get() {
        Some(which) => one(desk, which),
        None => list(desk),
    });
    view! {
        <main id="main" class="desk-page" tabindex="-1">
            {shown}
        </main>
    }
    .into_any()
}
