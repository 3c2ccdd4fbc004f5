//! The form for a proposal.

use leptos::prelude::*;
use model::{FieldFlaw, ProposalKind};

use super::App;
use super::propose::Form;
use crate::components::{
    Entry, IntroductionFields, Live, difference, drawn, error_of, errors, nothing, part, part_if,
    when,
};
use crate::i18n::t;
use crate::markup::html;

/// What the ids of the form begin with.
pub const ID: &str = "forslag";

/// The form for a proposal.
#[component]
pub fn ProposalForm(
    /// The consultation.
    c: String,
    /// What kind of proposal.
    kind: ProposalKind,
    /// The sections to choose from: `<option>`s.
    sections: String,
    /// The chosen section's paragraphs to begin from: `<li>`s with a button; may be empty.
    picks: String,
) -> impl IntoView {
    let form = Form::start(c, App::get().here().look.about, kind);
    let fields = match kind {
        ProposalKind::Idea => idea(form),
        ProposalKind::Wording => wording(form, picks),
        ProposalKind::Partnership => view! { {idea(form)} {partnership(form)} }.into_any(),
    };
    view! {
        {errors(form.flaws, ID, label)}
        <form class="form" id=ID method="dialog" on:submit=move |ev| form.submit(&ev)>
            {choice(form, sections)}
            {fields}
            <IntroductionFields intro=form.intro id="forslag-dig".to_owned()/>
            <p class="hint">{t("propose.public")}</p>
            <div class="composer__send">
                <p class="hint">{part(move || drawn(form.condition()))}</p>
                <button
                    type="submit"
                    class="button button--strong"
                    id="forslag-send"
                    aria-disabled=when(move || form.sending.get())
                >
                    <Live text=Signal::derive(move || form.button().to_owned())/>
                </button>
            </div>
        </form>
    }
}

/// What a field is called.
fn label(field: &str) -> &'static str {
    match field {
        "section" => t("propose.section"),
        "title" => t("propose.name"),
        "body" => t("propose.body"),
        "original" => t("propose.original"),
        "replacement" => t("propose.replacement"),
        "reason" => t("propose.reason"),
        "organisation" => t("propose.organisation"),
        "contact" => t("propose.contact"),
        _ => t("intro.name"),
    }
}

/// The choice of the section; the page then offers its paragraphs.
fn choice(form: Form, sections: String) -> AnyView {
    let chosen = form.section.get_untracked();
    // The draft may be about another section than the one that the page was painted with.
    let value = format!("value=\"{chosen}\"");
    let options = sections.replace('\'', "\"").replace(&value, &format!("{value} selected"));
    view! {
        <div class="field">
            <label for="forslag-section">{t("propose.section")}</label>
            <select
                id="forslag-section"
                aria-describedby="forslag-section-fejl"
                inner_html=options
                on:change:target=move |ev| form.choose(ev.target().value())
            ></select>
            {error(form.flaws, "section")}
        </div>
    }
    .into_any()
}

fn error(flaws: RwSignal<Vec<FieldFlaw>>, field: &'static str) -> AnyView {
    let text = Signal::derive(move || error_of(flaws, field).unwrap_or_default().to_owned());
    view! { <p class="trouble" id=format!("{ID}-{field}-fejl")><Live text/></p> }.into_any()
}

/// A field with its name, what to know about it, and what is wrong with it.
fn entry(
    form: Form,
    name: &'static str,
    value: RwSignal<String>,
    hint: &'static str,
    rows: Option<&'static str>,
) -> AnyView {
    let id = format!("{ID}-{name}");
    let field = Entry {
        rows,
        typed: Box::new(move |text| form.typed(value, text)),
        invalid: when(move || error_of(form.flaws, name).is_some()),
        ..Entry::of(id.clone(), value)
    }
    .draw();
    let hint = if hint.is_empty() { nothing() } else { drawn(html!("<p class=hint>{}</p>", hint)) };
    view! {
        <div class="field">
            <label for=id>{label(name)}</label>
            {hint}
            {field}
            {error(form.flaws, name)}
        </div>
    }
    .into_any()
}

fn line(form: Form, name: &'static str, value: RwSignal<String>, hint: &'static str) -> AnyView {
    entry(form, name, value, hint, None)
}

fn area(form: Form, name: &'static str, value: RwSignal<String>, hint: &'static str) -> AnyView {
    entry(form, name, value, hint, Some("5"))
}

fn idea(form: Form) -> AnyView {
    view! {
        {line(form, "title", form.title, t("propose.name.hint"))}
        {area(form, "body", form.body, "")}
    }
    .into_any()
}

fn partnership(form: Form) -> impl IntoView {
    view! {
        {line(form, "organisation", form.organisation, "")}
        {line(form, "contact", form.contact, t("propose.contact.hint"))}
    }
}

fn wording(form: Form, picks: String) -> AnyView {
    let preview = part_if(move || {
        let (original, replacement) = (form.original.get(), form.replacement.get());
        let changed = !original.trim().is_empty() && original.trim() != replacement.trim();
        changed.then(|| {
            drawn(html!(
                "<section class=wording aria-label='[[proposal.difference]]'>\
                 <h2>[[proposal.difference]]</h2>{}<p class=hint>[[diff.key]]</p></section>",
                difference(&original, &replacement)
            ))
        })
    });
    view! {
        {(!picks.is_empty()).then(|| paragraphs(form, picks))}
        {area(form, "original", form.original, t("propose.original.hint"))}
        {area(form, "replacement", form.replacement, t("propose.replacement.hint"))}
        {preview}
        {area(form, "reason", form.reason, "")}
    }
    .into_any()
}

/// The section's paragraphs, to begin from one of them.
fn paragraphs(form: Form, picks: String) -> AnyView {
    let pick = move |ev: leptos::ev::MouseEvent| {
        let pressed = event_target::<web_sys::Element>(&ev);
        if let Some(words) = pressed.get_attribute("data-words") {
            form.begin_from(&words);
        }
    };
    let open = form.original.with_untracked(String::is_empty);
    view! {
        <details class="extra" id="forslag-vaelg" open=open>
            <summary><span>{t("propose.pick")}</span></summary>
            <ul class="picks" inner_html=picks on:click=pick></ul>
        </details>
    }
    .into_any()
}
