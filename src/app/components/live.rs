use leptos::prelude::*;

use crate::text::escape;

/// A text that changes, alone in its element.
///
/// A browser's page translation replaces text nodes; a new content of the element survives that,
/// where a change of the old text node would be lost.
#[component]
pub fn Live(
    /// What it says.
    text: Signal<String>,
) -> impl IntoView {
    view! { <span inner_html=move || escape(&text.get())></span> }
}
