//! What one wants to be written to about.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Notices;

use crate::api;
use crate::components::Live;
use crate::desk::{Desk, load, words};
use crate::i18n::t;

/// The part of the account's page that is about it. Nothing can be chosen until it is known what was
/// chosen before.
pub fn notices(desk: Desk) -> AnyView {
    let wanted = RwSignal::new(None::<bool>);
    let trouble = RwSignal::new(String::new());
    spawn_local(async move {
        match api::desk::session::notices().await {
            Ok(notices) => {
                wanted.try_set(Some(notices.wants_mail));
            }
            Err(refusal) => {
                load::heed(desk, &refusal);
                trouble.try_set(words::not_loaded(&refusal));
            }
        }
    });
    view! {
        <section aria-labelledby="besked">
            <h2 id="besked">{t("desk.notices")}</h2>
            <label class="choice">
                <input
                    id="besked-mail"
                    type="checkbox"
                    disabled=move || wanted.get().is_none()
                    prop:checked=move || wanted.get().unwrap_or_default()
                    on:change:target=move |ev| choose(desk, wanted, trouble, ev.target().checked())
                />
                <span>{t("desk.notices.reports")}</span>
            </label>
            <p class="hint">{t("desk.notices.what")}</p>
            <p class="trouble" role="alert"><Live text=trouble.into()/></p>
        </section>
    }
    .into_any()
}

fn choose(desk: Desk, wanted: RwSignal<Option<bool>>, trouble: RwSignal<String>, wants: bool) {
    let before = wanted.get_untracked();
    wanted.set(Some(wants));
    spawn_local(async move {
        match api::desk::session::set_notices(&Notices { wants_mail: wants }).await {
            Ok(()) => {
                trouble.try_set(String::new());
                desk.say(if wants { t("desk.notices.on") } else { t("desk.notices.off") });
            }
            Err(refusal) => {
                load::heed(desk, &refusal);
                // The box tells what holds.
                wanted.try_set(before);
                trouble.try_set(words::told(&refusal));
            }
        }
    });
}
