use leptos::prelude::*;
use model::FieldFlaw;

use crate::components::{Flag, Live, drawn, flaw_text, part_if};
use crate::i18n::tn;
use crate::markup::{Html, all, html};

/// What is wrong with a field just now.
#[must_use]
pub fn error_of(flaws: RwSignal<Vec<FieldFlaw>>, field: &str) -> Option<&'static str> {
    flaws.with(|flaws| flaw_text(flaws, field))
}

/// A field to write in.
pub struct Entry {
    /// Its id.
    pub id: String,
    /// How many lines it has; `None` for a field of one line.
    pub rows: Option<&'static str>,
    /// What stands in it.
    pub value: RwSignal<String>,
    /// Told of what is typed.
    pub typed: Box<dyn Fn(String) + Send>,
    /// Whether what stands in it was refused.
    pub invalid: Flag,
    /// The id of what says more about it.
    pub described: String,
}

impl Entry {
    /// A field whose words go straight to a signal.
    #[must_use]
    pub fn of(id: String, value: RwSignal<String>) -> Self {
        Self {
            described: format!("{id}-fejl"),
            id,
            rows: None,
            value,
            typed: Box::new(move |text| value.set(text)),
            invalid: Box::new(|| None),
        }
    }

    /// The field.
    pub fn draw(self) -> AnyView {
        let (value, typed) = (self.value, self.typed);
        let read = Signal::derive(move || value.get());
        let write: Box<dyn FnMut(leptos::ev::Event) + Send> =
            Box::new(move |ev| typed(event_target_value(&ev)));
        match self.rows {
            // The placeholder is there for the style alone: it tells an empty field from another.
            Some(rows) => view! {
                <textarea
                    id=self.id
                    rows=rows
                    dir="auto"
                    placeholder=" "
                    aria-invalid=self.invalid
                    aria-describedby=self.described
                    prop:value=read
                    on:input=write
                ></textarea>
            }
            .into_any(),
            // Without `maxlength`: it would cut what is pasted without a word, and counts an emoji as
            // two. Who writes too much is told.
            None => view! {
                <input
                    id=self.id
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    aria-invalid=self.invalid
                    aria-describedby=self.described
                    prop:value=read
                    on:input=write
                />
            }
            .into_any(),
        }
    }
}

/// A field under its label, with a line of a class below it that says more: what is wrong with it, or
/// what it is for.
pub fn labelled(
    label: &'static str,
    field: Entry,
    class: &'static str,
    said: impl Fn() -> &'static str + Send + Sync + 'static,
) -> AnyView {
    let said: Box<dyn Fn() -> &'static str + Send + Sync> = Box::new(said);
    let (id, line) = (field.id.clone(), field.described.clone());
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {field.draw()}
            <p class=class id=line><Live text=Signal::derive(move || said().to_owned())/></p>
        </div>
    }
    .into_any()
}

/// All that is wrong with a form, above it, each with a link to its field.
pub fn errors(
    flaws: RwSignal<Vec<FieldFlaw>>,
    id: &'static str,
    name: fn(&str) -> &'static str,
) -> AnyView {
    part_if(move || {
        let flaws = flaws.get();
        if flaws.is_empty() {
            return None;
        }
        let lines: Vec<Html> = flaws
            .iter()
            .map(|flaw| {
                let what = flaw_text(std::slice::from_ref(flaw), &flaw.field).unwrap_or_default();
                let href = format!("#{id}-{}", flaw.field);
                html!("<li><a href='{}'>{}: {}</a></li>", href, name(&flaw.field), what)
            })
            .collect();
        let count = i64::try_from(flaws.len()).unwrap_or_default();
        Some(drawn(html!(
            "<div class=errors id='{}-fejl' tabindex=-1 role=alert><h2>[[errors.title]]</h2>\
             <p>{}</p><ul>{}</ul></div>",
            id,
            tn("errors", count),
            all(&lines)
        )))
    })
}
