//! The form for a proposal.

use leptos::prelude::*;
use model::{Consultation, FieldFlaw, NewProposal, ProposalKind, Section, TITLE_MAX};

use super::App;
use super::propose::Form;
use super::proposals::runs;
use super::section::link_text;
use crate::components::{Errors, Frame, IntroductionFields, Live, error_of, otherwise};
use crate::i18n::{t, t_of};
use crate::route::Route;
use crate::text::{beginning, blocks, words_of};
use crate::when;

/// What the ids of the form begin with.
pub const ID: &str = "forslag";

/// The form for a proposal, or the choice of its kind.
#[component]
pub fn NewProposalPage(
    /// The consultation.
    consultation: Consultation,
    /// The section that it is about.
    #[prop(optional_no_strip)]
    section: Option<Section>,
) -> impl IntoView {
    let app = App::get();
    let phase = consultation.summary.period().phase(app.now());
    let kind = app.here().look.kind;
    let inside = match (phase, kind) {
        (model::Phase::Open, Some(kind)) => form(&consultation, section, kind).into_any(),
        (model::Phase::Open, None) => view! {
            <p class="lede">{t("propose.which")}</p>
            {choices()}
        }
        .into_any(),
        (model::Phase::Upcoming, _) => {
            let day = when::date_and_time(consultation.summary.opens);
            view! { <p class="notice"><span>{t("thread.upcoming")}</span> " " <span>{day}</span></p> }
                .into_any()
        }
        (model::Phase::Closed, _) => {
            let day = when::last_day(consultation.summary.closes);
            view! { <p class="notice"><span>{t("thread.closed")}</span> " " <span>{day}</span></p> }
                .into_any()
        }
    };
    view! {
        <Frame consultation=Some(consultation.clone()) layout="site--text">
            <h1 tabindex="-1" id="titel">{t("propose.title")}</h1>
            {inside}
            {otherwise(&consultation)}
        </Frame>
    }
}

fn choices() -> impl IntoView {
    let here = App::get().here();
    let cards: Vec<_> = ProposalKind::ALL
        .iter()
        .map(|&kind| {
            let href = here.with(|look| look.kind = Some(kind)).href();
            view! {
                <li class="card">
                    <a href=href><span class="card__title">{t_of("proposal.kind", kind.word())}</span></a>
                    <p>{t_of("proposal.about", kind.word())}</p>
                </li>
            }
        })
        .collect();
    view! { <ul class="cards">{cards}</ul> }
}

fn form(
    consultation: &Consultation,
    section: Option<Section>,
    kind: ProposalKind,
) -> impl IntoView + use<> {
    let form = Form::start(consultation, section.as_ref(), kind);
    let here = App::get().here();
    let others = here.to(Route::NewProposal { c: consultation.summary.slug.clone() });
    let fields = match kind {
        ProposalKind::Idea => idea(form).into_any(),
        ProposalKind::Wording => wording(form, section.as_ref()).into_any(),
        ProposalKind::Partnership => view! { {idea(form)} {partnership(form)} }.into_any(),
    };
    view! {
        <p class="lede">
            <span>{t_of("proposal.about", kind.word())}</span> " "
            <a href=others.href()>{t("propose.other")}</a>
        </p>
        <Errors flaws=form.flaws id=ID name=label/>
        <form class="form" id=ID method="dialog" on:submit=move |ev| form.submit(&ev)>
            {sections(consultation, form, kind)}
            {fields}
            <IntroductionFields intro=form.intro id="forslag-dig".to_owned()/>
            <p class="hint">{t("propose.public")}</p>
            <div class="composer__send">
                <p class="hint">{move || form.condition()}</p>
                <button
                    type="submit"
                    class="button button--strong"
                    id="forslag-send"
                    aria-disabled=move || form.sending.get().then_some("true")
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
fn sections(
    consultation: &Consultation,
    form: Form,
    kind: ProposalKind,
) -> impl IntoView + use<> {
    let chosen = form.section.get_untracked();
    let options: Vec<_> = consultation
        .outline
        .iter()
        .map(|item| {
            let link = model::OutlineLink {
                key: item.key.clone(),
                label: item.label.clone(),
                title: item.title.clone(),
            };
            let selected = item.key == chosen;
            view! { <option value=item.key.clone() selected=selected>{link_text(&link)}</option> }
        })
        .collect();
    let none = if kind == ProposalKind::Wording { t("propose.choose") } else { t("propose.whole") };
    view! {
        <div class="field">
            <label for="forslag-section">{t("propose.section")}</label>
            <select
                id="forslag-section"
                aria-describedby="forslag-section-fejl"
                on:change:target=move |ev| form.choose(ev.target().value())
            >
                <option value="">{none}</option>
                {options}
            </select>
            {error(form.flaws, "section")}
        </div>
    }
}

fn error(flaws: RwSignal<Vec<FieldFlaw>>, field: &'static str) -> impl IntoView {
    view! {
        <p class="trouble" id=format!("{ID}-{field}-fejl")>
            <Live text=Signal::derive(move || error_of(flaws, field).unwrap_or_default().to_owned())/>
        </p>
    }
}

/// A field of one line.
fn line(form: Form, name: &'static str, value: RwSignal<String>, hint: &'static str) -> AnyView {
    let id = format!("{ID}-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label(name)}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            <input
                id=id.clone()
                type="text"
                dir="auto"
                maxlength=TITLE_MAX.to_string()
                aria-invalid=move || error_of(form.flaws, name).is_some().then_some("true")
                aria-describedby=format!("{id}-fejl")
                prop:value=move || value.get()
                on:input:target=move |ev| form.typed(value, ev.target().value())
            />
            {error(form.flaws, name)}
        </div>
    }
    .into_any()
}

/// A field of several lines.
fn area(form: Form, name: &'static str, value: RwSignal<String>, hint: &'static str) -> AnyView {
    let id = format!("{ID}-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label(name)}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            <textarea
                id=id.clone()
                rows="5"
                dir="auto"
                aria-invalid=move || error_of(form.flaws, name).is_some().then_some("true")
                aria-describedby=format!("{id}-fejl")
                prop:value=move || value.get()
                on:input:target=move |ev| form.typed(value, ev.target().value())
            ></textarea>
            {error(form.flaws, name)}
        </div>
    }
    .into_any()
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
    let preview = move || {
        let (original, replacement) = (form.original.get(), form.replacement.get());
        let changed = !original.trim().is_empty() && original.trim() != replacement.trim();
        changed.then(|| {
            view! {
                <section class="wording" aria-labelledby="forslag-forskel">
                    <h2 id="forslag-forskel">{t("proposal.difference")}</h2>
                    {runs(&original, &replacement)}
                    <p class="hint">{t("diff.key")}</p>
                </section>
            }
        })
    };
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
    let buttons: Vec<_> = blocks(&section.html)
        .into_iter()
        .map(|block| words_of(&block.html))
        .filter(|words| !words.is_empty())
        .enumerate()
        .map(|(n, words)| {
            let shown = beginning(&words, 110);
            let id = format!("{ID}-vaelg-{n}");
            view! {
                <li><button type="button" class="pick" id=id on:click=move |_| form.begin_from(&words)>{shown}</button></li>
            }
        })
        .collect();
    (!buttons.is_empty()).then(|| {
        view! {
            <details class="extra" id="forslag-vaelg" open=form.original.with_untracked(String::is_empty)>
                <summary><span>{t("propose.pick")}</span></summary>
                <ul class="picks">{buttons}</ul>
            </details>
        }
    })
}

/// The title that a wording gets: what it is about.
#[must_use]
pub fn wording_title(new: &NewProposal, consultation: &Consultation) -> String {
    let key = new.section.as_deref().unwrap_or_default();
    let item = consultation.outline.iter().find(|item| item.key == key);
    let name = item.map_or("", |item| item.label.as_deref().unwrap_or(&item.title));
    beginning(&format!("{} {name}", t("propose.wording.title")), TITLE_MAX - 2)
}
