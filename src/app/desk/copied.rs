//! A text to take along: a field that holds it, and a button that copies it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Live, copy};
use crate::i18n::t;

/// The field under its label, with a line that says what it is for.
pub fn copied(
    id: &'static str,
    label: &'static str,
    how: &'static str,
    text: Signal<String>,
) -> AnyView {
    // The text that was copied last: another one is not.
    let taken = RwSignal::new(String::new());
    let press = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            if copy(&text).await {
                taken.try_set(text);
            }
        });
    };
    let name = Signal::derive(move || {
        let done = taken.with(|taken| !taken.is_empty() && *taken == text.get());
        (if done { t("copied") } else { t("copy") }).to_owned()
    });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <p class="hint" id=format!("{id}-om")>{how}</p>
            <textarea id=id rows="3" readonly aria-describedby=format!("{id}-om") prop:value=move || text.get()></textarea>
            <button type="button" class="button" id=format!("{id}-kopi") on:click=press>
                <Live text=name/>
            </button>
        </div>
    }
    .into_any()
}
