//! How hearings are moderated: which posts wait, where, and whether anybody can post just now.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{HearingModeration, Measure, Mode, NewMode, OutlineLink, Role};

use super::measures::Within;
use super::{Desk, Who, leaving, load, measures, words};
use crate::api::consultation::Contents;
use crate::api::{self, Answer};
use crate::components::Live;
use crate::i18n::{t, t_of};
use crate::markup::html;

#[derive(Clone)]
struct Hearing {
    slug: String,
    contents: Contents,
    moderation: HearingModeration,
}

async fn read() -> Answer<Vec<Hearing>> {
    let mut hearings = Vec::new();
    for one in api::consultation::list().await?.items {
        let contents = api::consultation::read(&one.slug).await?;
        let moderation = api::desk::standing::read(&one.slug).await?;
        hearings.push(Hearing { slug: one.slug, contents, moderation });
    }
    Ok(hearings)
}

/// The page.
pub fn page(desk: Desk) -> AnyView {
    let hearings: RwSignal<Option<Vec<Hearing>>> = RwSignal::new(None);
    let trouble = RwSignal::new(String::new());
    let fetch = Callback::new(move |()| {
        spawn_local(async move {
            match read().await {
                Ok(all) => drop(hearings.try_set(Some(all))),
                Err(refusal) => {
                    load::heed(desk, &refusal);
                    trouble.try_set(words::not_loaded(&refusal));
                }
            }
        });
    });
    fetch.run(());
    let head = html!("<h1>[[desk.moderation.title]]</h1><p>[[desk.moderation.lede]]</p>");
    let shown = move || match hearings.get() {
        None => view! { <p class="hint">{t("desk.waiting")}</p> }.into_any(),
        Some(all) => {
            let all: Vec<AnyView> = all.iter().map(|one| hearing(desk, one, fetch)).collect();
            view! { {all} }.into_any()
        }
    };
    view! {
        <main id="main" class="desk-page" tabindex="-1">
            <div inner_html=head.into_string()></div>
            <p class="trouble" role="alert"><Live text=Signal::derive(move || trouble.get())/></p>
            {shown}
        </main>
    }
    .into_any()
}

fn hearing(desk: Desk, one: &Hearing, fetch: Callback<()>) -> AnyView {
    let slug = one.slug.clone();
    let within = Within { hearing: slug.clone(), rules: one.contents.rules.clone() };
    let stop = if one.moderation.stopped { Measure::Reopen } else { Measure::Stop };
    let stopped = one.moderation.stopped.then(|| view! { <p class="sign">{t("desk.stopped")}</p> });
    let editor = desk
        .who
        .with_untracked(|who| matches!(who, Who::Staff(staff) if staff.role.covers(Role::Editor)));
    let automatic =
        if one.moderation.automatic { t("desk.automatic.on") } else { t("desk.automatic.off") };
    view! {
        <section class="panel">
            <h2>{one.contents.title.clone()}</h2>
            {stopped}
            {measures::measure(desk, format!("consultations/{slug}"), stop, &within, Some(fetch))}
            {modes(desk, one, editor)}
            <p class="hint">{automatic}</p>
            {leaving::leaving(desk, &slug)}
        </section>
    }
    .into_any()
}

/// When posts are read: for the whole, and for sections that differ.
fn modes(desk: Desk, one: &Hearing, editor: bool) -> AnyView {
    let slug = one.slug.clone();
    if !editor {
        let mode = t_of("desk.mode", one.moderation.mode.word()).unwrap_or_default();
        return view! { <p>{mode}</p> <p class="hint">{t("desk.mode.editors")}</p> }.into_any();
    }
    let whole = choice(desk, &slug, None, t("desk.mode.whole"), Some(one.moderation.mode));
    let sections: Vec<AnyView> =
        one.contents.outline.iter().map(|section| in_section(desk, &slug, section, one)).collect();
    view! {
        {whole}
        <details>
            <summary class="act">{t("desk.mode.sections")}</summary>
            {sections}
        </details>
    }
    .into_any()
}

fn in_section(desk: Desk, slug: &str, section: &OutlineLink, one: &Hearing) -> AnyView {
    let own = one.moderation.sections.iter().find(|own| own.section == section.key);
    let name = match &section.label {
        Some(label) => format!("{label}: {}", section.title),
        None => section.title.clone(),
    };
    choice(desk, slug, Some(section.key.clone()), &name, own.map(|own| own.mode))
}

fn choice(
    desk: Desk,
    slug: &str,
    section: Option<String>,
    name: &str,
    now: Option<Mode>,
) -> AnyView {
    let said = RwSignal::new(String::new());
    let (slug, name) = (slug.to_owned(), name.to_owned());
    let inherit = section.is_some().then(|| {
        view! { <option value="" selected=now.is_none()>{t("desk.mode.inherit")}</option> }
    });
    let options: Vec<AnyView> = Mode::ALL
        .iter()
        .map(|mode| {
            let selected = now == Some(*mode);
            let name = t_of("desk.mode", mode.word());
            view! { <option value=mode.word() selected=selected>{name}</option> }.into_any()
        })
        .collect();
    let change = move |value: String| {
        let mode = Some(value).filter(|value| !value.is_empty());
        let new = NewMode { mode, section: section.clone() };
        let slug = slug.clone();
        spawn_local(async move {
            let text = match api::desk::standing::set_mode(&slug, &new).await {
                Ok(_) => t("desk.mode.saved").to_owned(),
                Err(refusal) => {
                    load::heed(desk, &refusal);
                    words::told(&refusal)
                }
            };
            said.try_set(text);
        });
    };
    view! {
        <label class="mode">
            <span>{name}</span>
            <select on:change:target=move |ev| change(ev.target().value())>{inherit} {options}</select>
            <span class="hint" role="status"><Live text=said.into()/></span>
        </label>
    }
    .into_any()
}
