//! A field of these pages, and what is wrong with it.

use leptos::prelude::*;
use model::FieldFlaw;

use crate::components::{Live, flaw_text, when};
use crate::i18n::t_of;

/// What is wrong with a field: in the words of that field, where there are such.
pub(super) fn wrong(flaws: RwSignal<Vec<FieldFlaw>>, field: &str) -> &'static str {
    flaws.with(|flaws| {
        let found = flaws.iter().find(|flaw| flaw.field == field);
        let own = found
            .and_then(|found| t_of("desk.hearing.flaw", &format!("{field}.{}", found.flaw.word())));
        own.or_else(|| flaw_text(flaws, field)).unwrap_or_default()
    })
}

/// A field of one line under its label, and below it what is wrong with it.
pub(super) fn field(
    kind: &'static str,
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    said: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    let said = Signal::derive(said);
    let line = format!("{id}-fejl");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type=kind
                autocomplete="off"
                aria-describedby=line.clone()
                aria-invalid=when(move || said.with(|said| !said.is_empty()))
                prop:value=move || value.get()
                on:input:target=move |ev| value.set(ev.target().value())
            />
            <p class="trouble" id=line><Live text=said/></p>
        </div>
    }
    .into_any()
}
