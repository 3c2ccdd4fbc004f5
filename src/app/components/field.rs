use leptos::prelude::*;
use model::FieldFlaw;

use crate::components::flaw_text;
use crate::i18n::{t, tn};

/// What is wrong with a field just now.
#[must_use]
pub fn error_of(flaws: RwSignal<Vec<FieldFlaw>>, field: &str) -> Option<&'static str> {
    flaws.with(|flaws| flaw_text(flaws, field))
}

/// All that is wrong with a form, above it, each with a link to its field.
#[component]
pub fn Errors(
    /// What is wrong.
    flaws: RwSignal<Vec<FieldFlaw>>,
    /// What the fields' ids begin with.
    id: &'static str,
    /// What a field is called.
    name: fn(&str) -> &'static str,
) -> impl IntoView {
    move || {
        let flaws = flaws.get();
        (!flaws.is_empty()).then(|| {
            let count = i64::try_from(flaws.len()).unwrap_or_default();
            let lines: Vec<_> = flaws
                .iter()
                .map(|flaw| {
                    let what = flaw_text(std::slice::from_ref(flaw), &flaw.field);
                    let href = format!("#{id}-{}", flaw.field);
                    view! { <li><a href=href>{name(&flaw.field)} ": " {what}</a></li> }
                })
                .collect();
            view! {
                <div class="errors" id=format!("{id}-fejl") tabindex="-1" role="alert">
                    <h2>{t("errors.title")}</h2>
                    <p>{tn("errors", count)}</p>
                    <ul>{lines}</ul>
                </div>
            }
        })
    }
}
