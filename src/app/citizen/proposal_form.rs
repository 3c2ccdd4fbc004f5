//! The form for a proposal.

use leptos::prelude::*;
use model::{Consultation, FieldFlaw, NewProposal, OutlineLink, ProposalKind, Section, TITLE_MAX};

use super::App;
use super::proposals::runs;
use super::propose::Form;
use super::section::link_text;
use crate::components::{
    Entry, IntroductionFields, Live, between, drawn, error_of, errors, frame, not_open, nothing,
    otherwise, part, part_if, still, when,
};
use crate::i18n::{t, t_of};
use crate::markup::{Html, all, html};
use crate::route::Route;
use crate::text::{beginning, blocks, words_of};

const LAYOUT: &str = "site--text";

/// What the ids of the form begin with.
pub const ID: &str = "forslag";

/// The form for a proposal, or the choice of its kind.
pub fn new_proposal(consultation: &Consultation, section: Option<&Section>) -> AnyView {
    let title = html!("<h1 tabindex=-1 id=titel>[[propose.title]]</h1>");
    let end = otherwise(consultation);
    if let Some(why) = not_open(consultation) {
        return still(Some(consultation), LAYOUT, html!("{}{}{}", title, why, end));
    }
    let Some(kind) = App::get().here().look.kind else {
        let which = html!("{}<p class=lede>[[propose.which]]</p>{}{}", title, choices(), end);
        return still(Some(consultation), LAYOUT, which);
    };
    let form = form(consultation, section, kind).into_any();
    frame(Some(consultation), LAYOUT, between(title, form, end))
}

fn choices() -> Html {
    let here = App::get().here();
    let cards: Vec<Html> = ProposalKind::ALL
        .iter()
        .map(|&kind| {
            html!(
                "<li class=card><a href='{}'><span class=card__title>{}</span></a><p>{}</p></li>",
                here.with(|look| look.kind = Some(kind)).href(),
                t_of("proposal.kind", kind.word()).unwrap_or_default(),
                t_of("proposal.about", kind.word()).unwrap_or_default()
            )
        })
        .collect();
    html!("<ul class=cards>{}</ul>", all(&cards))
}

fn form(
    consultation: &Consultation,
    section: Option<&Section>,
    kind: ProposalKind,
) -> impl IntoView + use<> {
    let form = Form::start(consultation, section, kind);
    let here = App::get().here();
    let others = here.to(Route::NewProposal { c: consultation.summary.slug.clone() });
    let about = t_of("proposal.about", kind.word()).unwrap_or_default();
    let lede = html!(
        "<p class=lede><span>{}</span> <a href='{}'>[[propose.other]]</a></p>",
        about,
        others.href()
    );
    let fields = match kind {
        ProposalKind::Idea => idea(form).into_any(),
        ProposalKind::Wording => wording(form, section).into_any(),
        ProposalKind::Partnership => view! { {idea(form)} {partnership(form)} }.into_any(),
    };
    view! {
        {drawn(lede)}
        {errors(form.flaws, ID, label)}
        <form class="form" id=ID method="dialog" on:submit=move |ev| form.submit(&ev)>
            {sections(consultation, form, kind)}
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
fn sections(consultation: &Consultation, form: Form, kind: ProposalKind) -> impl IntoView + use<> {
    let chosen = form.section.get_untracked();
    let none = if kind == ProposalKind::Wording { t("propose.choose") } else { t("propose.whole") };
    let mut options = vec![html!("<option value=''>{}</option>", none)];
    for item in &consultation.outline {
        let (label, title) = (item.label.clone(), item.title.clone());
        let name = link_text(&OutlineLink { key: String::new(), label, title });
        let selected = if item.key == chosen { " selected" } else { "" };
        options.push(html!("<option value='{}'{}>{}</option>", item.key, selected, name));
    }
    view! {
        <div class="field">
            <label for="forslag-section">{t("propose.section")}</label>
            <select
                id="forslag-section"
                aria-describedby="forslag-section-fejl"
                inner_html=all(&options).into_string()
                on:change:target=move |ev| form.choose(ev.target().value())
            ></select>
            {error(form.flaws, "section")}
        </div>
    }
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

fn idea(form: Form) -> impl IntoView {
    view! {
        {line(form, "title", form.title, t("propose.name.hint"))}
        {area(form, "body", form.body, "")}
    }
}

fn partnership(form: Form) -> impl IntoView {
    view! {
        {line(form, "organisation", form.organisation, "")}
        {line(form, "contact", form.contact, t("propose.contact.hint"))}
    }
}

fn wording(form: Form, section: Option<&Section>) -> impl IntoView + use<> {
    let choose = section.map(|section| paragraphs(form, section));
    let preview = part_if(move || {
        let (original, replacement) = (form.original.get(), form.replacement.get());
        let changed = !original.trim().is_empty() && original.trim() != replacement.trim();
        changed.then(|| {
            drawn(html!(
                "<section class=wording aria-label='[[proposal.difference]]'>\
                 <h2>[[proposal.difference]]</h2>{}<p class=hint>[[diff.key]]</p></section>",
                runs(&original, &replacement)
            ))
        })
    });
    view! {
        {choose}
        {area(form, "original", form.original, t("propose.original.hint"))}
        {area(form, "replacement", form.replacement, t("propose.replacement.hint"))}
        {preview}
        {area(form, "reason", form.reason, "")}
    }
}

/// The section's paragraphs, to begin from one of them.
fn paragraphs(form: Form, section: &Section) -> impl IntoView + use<> {
    let words: Vec<String> = blocks(&section.html)
        .into_iter()
        .map(|block| words_of(&block.html))
        .filter(|words| !words.is_empty())
        .collect();
    let picks: Vec<Html> = words
        .iter()
        .enumerate()
        .map(|(n, words)| {
            html!(
                "<li><button type=button class=pick id='{}{}'>{}</button></li>",
                PICK,
                n.to_string(),
                beginning(words, 110)
            )
        })
        .collect();
    let pick = move |ev: leptos::ev::MouseEvent| {
        let id = event_target::<web_sys::Element>(&ev).id();
        let n = id.strip_prefix(PICK).and_then(|n| n.parse::<usize>().ok());
        if let Some(words) = n.and_then(|n| words.get(n)) {
            form.begin_from(words);
        }
    };
    (!picks.is_empty()).then(|| {
        let open = form.original.with_untracked(String::is_empty);
        view! {
            <details class="extra" id="forslag-vaelg" open=open>
                <summary><span>{t("propose.pick")}</span></summary>
                <ul class="picks" inner_html=all(&picks).into_string() on:click=pick></ul>
            </details>
        }
    })
}

/// What the ids of the buttons that choose a paragraph begin with.
const PICK: &str = "forslag-vaelg-";

/// The title that a wording gets: what it is about.
#[must_use]
pub fn wording_title(new: &NewProposal, consultation: &Consultation) -> String {
    let key = new.section.as_deref().unwrap_or_default();
    let item = consultation.outline.iter().find(|item| item.key == key);
    let name = item.map_or("", |item| item.label.as_deref().unwrap_or(&item.title));
    beginning(&format!("{} {name}", t("propose.wording.title")), TITLE_MAX - 2)
}
