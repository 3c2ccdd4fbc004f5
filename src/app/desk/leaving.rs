//! From when on a hearing's replies cannot be read on the site: said to all at the desk, chosen by admins.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{DAY, Flaw, Leaving, Moment, NewLeaving};

use super::{Desk, load, words};
use crate::api;
use crate::components::{Live, drawn, flaws, nothing, part};
use crate::i18n::{t, t_with};
use crate::markup::{html, none};
use crate::when;

/// The part about it of a hearing's panel.
pub fn leaving(desk: Desk, slug: &str) -> AnyView {
    let (held, said) = (RwSignal::new(None::<Leaving>), RwSignal::new(String::new()));
    let slug = StoredValue::new(slug.to_owned());
    spawn_local(async move {
        match api::desk::leaving::read(&slug.get_value()).await {
            Ok(found) => drop(held.try_set(Some(found))),
            Err(refusal) => {
                load::heed(desk, &refusal);
                said.try_set(words::not_loaded(&refusal));
            }
        }
    });
    let until = part(move || {
        let Some(one) = held.get() else { return nothing() };
        if one.gone {
            let date = when::date(one.leaves);
            return drawn(html!("<p>{}</p>", t_with("desk.leaving.gone", &[("date", &date)])));
        }
        let date = when::last_day(one.leaves);
        let usual = if one.chosen { none() } else { html!(" <span>[[desk.leaving.usual]]</span>") };
        drawn(html!("<p>{}{}</p>", t_with("desk.leaving.until", &[("date", &date)]), usual))
    });
    let may = Memo::new(move |_| held.with(|held| held.is_some_and(|one| !one.gone)));
    let choose =
        part(
            move || {
                if may.get() && desk.is_admin() { form(desk, slug, held, said) } else { nothing() }
            },
        );
    view! {
        <h3>{t("desk.leaving")}</h3>
        {until}
        {choose}
        <p class="hint" role="status"><Live text=said.into()/></p>
    }
    .into_any()
}

fn form(
    desk: Desk,
    slug: StoredValue<String>,
    held: RwSignal<Option<Leaving>>,
    said: RwSignal<String>,
) -> AnyView {
    let last = held.with_untracked(|held| held.map(|one| iso(one.leaves.plus(-1))));
    let day = RwSignal::new(last.unwrap_or_default());
    let save = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let new = NewLeaving { day: first_without(&day.get_untracked()) };
        spawn_local(async move {
            let text = match api::desk::leaving::change(&slug.get_value(), &new).await {
                Ok(found) => {
                    held.try_set(Some(found));
                    t("desk.leaving.saved").to_owned()
                }
                Err(refusal) => {
                    load::heed(desk, &refusal);
                    match flaws(&refusal).first().map(|flaw| flaw.flaw) {
                        Some(Flaw::Malformed) => t("desk.leaving.malformed").to_owned(),
                        Some(_) => t("desk.leaving.unknown").to_owned(),
                        None => words::told(&refusal),
                    }
                }
            };
            said.try_set(text);
        });
    };
    let field = format!("dag-{}", slug.get_value());
    view! {
        <form class="entrance__form" novalidate on:submit=save>
            <div class="field">
                <label for=field.clone()>{t("desk.leaving.day")}</label>
                <input
                    type="date"
                    id=field.clone()
                    prop:value=move || day.get()
                    on:input:target=move |ev| day.set(ev.target().value())
                />
            </div>
            <p class="buttons">
                <button type="submit" class="button">{t("desk.leaving.save")}</button>
            </p>
        </form>
    }
    .into_any()
}

/// The day as a field for dates takes it.
fn iso(at: Moment) -> String {
    let day = at.in_denmark();
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

/// The day after the last on which the replies can be read; what is no day stays as it is, to be refused.
fn first_without(last: &str) -> Option<String> {
    // A day has at most 25 hours: a day and a half after its beginning is the next one.
    let next = Moment::day_in_denmark(last).map(|day| iso(day.plus(DAY + DAY / 2)));
    Some(next.unwrap_or_else(|| last.to_owned())).filter(|day| !day.is_empty())
}
