use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{FieldFlaw, NewReport, REPORT_MAX, REPORT_OTHER, RULES};

use crate::api::support::Post;
use crate::api::{self, Answer};
use crate::citizen::App;
use crate::components::{Introduction, IntroductionFields, Live, Panel, error_of, flaws, told};
use crate::i18n::{t, t_of};
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
    /// What is open under the post.
    panel: RwSignal<Panel>,
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
    move || {
        if state.done.get() {
            return view! {
                <div class="panel">
                    <p>{t("report.thanks")}</p>
                    <button type="button" class="button" on:click=move |_| panel.set(Panel::Nothing)>
                        {t("close")}
                    </button>
                </div>
            }
            .into_any();
        }
        form(state, post, id.clone(), base.clone(), panel).into_any()
    }
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

fn form(
    state: State,
    post: Post,
    id: String,
    base: String,
    panel: RwSignal<Panel>,
) -> impl IntoView {
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        state.send(post, id.clone());
    };
    let field = format!("{base}-anmeld-tekst");
    let name = format!("{base}-anmeld");
    view! {
        <form class="panel" method="dialog" on:submit=submit>
            <fieldset class="choices">
                <legend>{t("report.why")}</legend>
                {reasons(state, &name)}
            </fieldset>
            <p class="trouble">
                <Live text=Signal::derive(move || error_of(state.flaws, "reason").unwrap_or_default().to_owned())/>
            </p>
            <div class="field">
                <label for=field.clone()>{t("report.text")}</label>
                <textarea
                    id=field
                    rows="2"
                    maxlength=REPORT_MAX.to_string()
                    on:input:target=move |ev| state.text.set(ev.target().value())
                ></textarea>
            </div>
            {move || state.ask_name.get().then(|| {
                view! { <IntroductionFields intro=state.intro id=base.clone()/> }
            })}
            <p class="trouble"><Live text=state.trouble.into()/></p>
            <div class="buttons">
                <button type="submit" class="button button--strong">{t("report.send")}</button>
                <button type="button" class="button" on:click=move |_| panel.set(Panel::Nothing)>
                    {t("cancel")}
                </button>
            </div>
        </form>
    }
}

fn reasons(state: State, name: &str) -> Vec<impl IntoView + use<>> {
    let rules = RULES.iter().map(|(id, _)| (*id, t_of("rule", id).unwrap_or_default()));
    rules
        .chain([(REPORT_OTHER, t("report.other"))])
        .map(|(id, title)| {
            view! {
                <label class="choice">
                    <input type="radio" name=name.to_owned() on:change=move |_| state.reason.set(id.to_owned())/>
                    <span>{title}</span>
                </label>
            }
        })
        .collect()
}

impl State {
    fn send(self, post: Post, id: String) {
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
        if let Some(person) = person {
            self.app.session.introduce(person).await?;
        }
        api::report::add(post, id, new).await
    }
}
