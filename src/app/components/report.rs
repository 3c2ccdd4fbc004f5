use leptos::prelude::*;
use model::{FieldFlaw, Flaw, NewReport};
use wasm_bindgen_futures::spawn_local;

use crate::api::support::Post;
use crate::api::{self, Answer};
use crate::citizen::{App, focus};
use crate::components::{
    Entry, Introduction, IntroductionFields, Live, button, error_of, flaws, labelled, part,
    part_if, saying, told, when,
};
use crate::i18n::t;
use crate::session::client_key;

/// "Anmeld": a reader says that a post breaks a rule.
#[component]
pub fn Report(
    /// What kind of post.
    post: Post,
    /// Which one.
    id: String,
    /// What the ids begin with.
    base: String,
    /// Closes it.
    close: Callback<()>,
) -> impl IntoView {
    let state = State {
        app: App::get(),
        reason: RwSignal::new(String::new()),
        text: RwSignal::new(String::new()),
        key: StoredValue::new(client_key()),
        flaws: RwSignal::new(Vec::new()),
        trouble: RwSignal::new(String::new()),
        ask_name: RwSignal::new(false),
        intro: Introduction::new(),
        done: RwSignal::new(false),
    };
    part(move || {
        if !state.done.get() {
            return form(state, post, id.clone(), base.clone(), close);
        }
        let close = closing(&base, t("close"), close);
        view! { <div class="panel"><p>{t("report.thanks")}</p>{close}</div> }.into_any()
    })
}

#[derive(Clone, Copy)]
struct State {
    app: App,
    reason: RwSignal<String>,
    text: RwSignal<String>,
    key: StoredValue<String>,
    flaws: RwSignal<Vec<FieldFlaw>>,
    trouble: RwSignal<String>,
    ask_name: RwSignal<bool>,
    intro: Introduction,
    done: RwSignal<bool>,
}

fn form(state: State, post: Post, id: String, base: String, close: Callback<()>) -> AnyView {
    let of = base.clone();
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        state.send(post, id.clone(), of.clone());
    };
    let field = format!("{base}-anmeld-tekst");
    let words = Entry {
        rows: Some("2"),
        invalid: when(move || error_of(state.flaws, "text").is_some()),
        ..Entry::of(field, state.text)
    };
    let close = closing(&base, t("cancel"), close);
    let reason = saying("trouble", move || state.flaws.with(|flaws| trouble(flaws)));
    let too_long = move || error_of(state.flaws, "text").unwrap_or_default();
    let ask = part_if(move || {
        let id = base.clone();
        let intro = state.intro;
        state
            .ask_name
            .get()
            .then(|| view! { <IntroductionFields intro id in_steps=true/> }.into_any())
    });
    view! {
        <form class="panel" method="dialog" on:submit=submit>
            <fieldset
                class="choices"
                inner_html=reasons()
                on:change=move |ev| state.reason.set(event_target_value(&ev))
            ></fieldset>
            {reason}
            {labelled(t("report.text"), words, "trouble", too_long)}
            {ask}
            <p class="trouble"><Live text=state.trouble.into()/></p>
            <div class="buttons">
                <button type="submit" class="button button--strong">{t("report.send")}</button>
                {close}
            </div>
        </form>
    }
    .into_any()
}

fn closing(base: &str, text: &'static str, close: Callback<()>) -> AnyView {
    let id = format!("{base}-anmeld-luk");
    button("button", id, text, move |_| close.run(()))
}

/// The choices, as the page brings them along: rules are the hearing's (`pages/rules.rs`).
fn reasons() -> String {
    document().get_element_by_id("grunde").map(|kept| kept.inner_html()).unwrap_or_default()
}

/// What is wrong with the choice: there is none, or its rule was retired since the page was made.
fn trouble(flaws: &[FieldFlaw]) -> Option<String> {
    let found = flaws.iter().find(|flaw| flaw.field == "reason")?;
    let told = if found.flaw == Flaw::Missing { t("flaw.unknown") } else { t("report.gone") };
    Some(told.to_owned())
}

impl State {
    fn send(self, post: Post, id: String, base: String) {
        let new = NewReport {
            reason: self.reason.get_untracked(),
            text: Some(self.text.get_untracked()),
            client_key: self.key.get_value(),
        };
        let wrong = new.check().err().unwrap_or_default();
        let sound = wrong.is_empty();
        self.flaws.set(wrong);
        if !sound {
            return;
        }
        let person = if self.ask_name.get_untracked() { self.intro.check() } else { None };
        if self.ask_name.get_untracked() && person.is_none() && !self.app.session.known() {
            return;
        }
        spawn_local(async move {
            match self.carry(post, &id, &new, person).await {
                Ok(()) => {
                    self.app.say(t("report.thanks"));
                    self.done.try_set(true);
                    focus(&format!("{base}-anmeld-luk"));
                }
                Err(refusal) => {
                    self.app.session.heed(&refusal);
                    // Where only participants can report, a stranger is asked for a name first.
                    if refusal.code() == Some(model::Code::Unauthorized) {
                        self.ask_name.try_set(true);
                    }
                    self.flaws.try_set(flaws(&refusal));
                    self.trouble.try_set(told(&refusal));
                    self.app.say(told(&refusal));
                }
            }
        });
    }

    async fn carry(
        self,
        post: Post,
        id: &str,
        new: &NewReport,
        person: Option<model::NewParticipant>,
    ) -> Answer<()> {
        match person {
            Some(person) => self.app.session.introduce(person).await?,
            None => self.app.session.ensure().await?,
        }
        api::report::add(post, id, new).await
    }
}
