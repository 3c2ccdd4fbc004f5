use leptos::prelude::*;

use crate::citizen::App;
use crate::components::{Introduction, IntroductionFields, flaws, saying, told};
use crate::i18n::t;

/// A name is asked for before the first act of somebody who writes nothing.
#[component]
pub fn Introduce(
    /// What the fields' ids begin with.
    id: String,
    /// What the button says.
    label: &'static str,
    /// Told when somebody is known.
    known: Callback<()>,
) -> impl IntoView {
    let app = App::get();
    let intro = Introduction::new();
    let trouble = RwSignal::new(None::<String>);
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Some(person) = intro.check() else { return };
        wasm_bindgen_futures::spawn_local(async move {
            match app.session.introduce(person).await {
                Ok(()) => known.run(()),
                Err(refusal) => {
                    intro.flaws.try_set(flaws(&refusal));
                    trouble.try_set(Some(told(&refusal)));
                }
            }
        });
    };
    let trouble = saying("trouble", move || trouble.get());
    view! {
        <form class="panel" method="dialog" on:submit=submit>
            <p>{t("support.name-first")}</p>
            <IntroductionFields intro id in_steps=true/>
            {trouble}
            <div class="buttons"><button type="submit" class="button button--strong">{label}</button></div>
        </form>
    }
}
