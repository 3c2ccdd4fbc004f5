use leptos::prelude::*;

use crate::markup::{Html, tag};

/// A part of a page that comes to life: painted as it begins, and taken over in place by the app
/// (`citizen/islands.rs`). `data` is all that the app has to know of it; drawn in the browser it is
/// empty until then.
pub fn island(name: &str, data: &[(&str, &str)], view: impl FnOnce() -> AnyView) -> Html {
    let attributes = [&[("data-island", name)], data].concat();
    #[cfg(feature = "ssr")]
    let inside = [crate::markup::raw(&view().to_html())];
    #[cfg(not(feature = "ssr"))]
    let inside: [Html; 0] = {
        let _ = view;
        []
    };
    tag("div", &attributes, &inside)
}
