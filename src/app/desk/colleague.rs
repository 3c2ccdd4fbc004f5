//! Colleagues: an admin invites them, changes what they may do, and lets them go.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, Colleague, FieldFlaw, Flaw, Invitation, NewColleague, NewRole, Role};

use super::{Desk, load, words};
use crate::api::{self, Refusal};
use crate::citizen::focus;
use crate::components::{Live, button, drawn, flaws, part_if, when};
use crate::i18n::{t, t_of, t_with};
use crate::markup::{Html, all, html};
use crate::when;

/// What the page knows.
#[derive(Clone, Copy)]
struct Page {
    desk: Desk,
    found: RwSignal<Vec<Colleague>>,
    /// A link that was just made.
    link: RwSignal<Option<Invitation>>,
    /// Whom one is asked about before they are let go.
    asked: RwSignal<Option<String>>,
    email: RwSignal<String>,
    role: RwSignal<Role>,
    flaws: RwSignal<Vec<FieldFlaw>>,
    trouble: RwSignal<String>,
}

/// The page.
pub fn page(desk: Desk) -> AnyView {
    let page = Page {
        desk,
        found: RwSignal::new(Vec::new()),
        link: RwSignal::new(None),
        asked: RwSignal::new(None),
        email: RwSignal::new(String::new()),
        role: RwSignal::new(Role::Moderator),
        flaws: RwSignal::new(Vec::new()),
        trouble: RwSignal::new(String::new()),
    };
    page.fetch();
    let cards = move || {
        let found = page.found.get().into_iter().enumerate();
        found.map(|(at, one)| page.card(at, one)).collect::<Vec<_>>()
    };
    view! {
        <main id="main" class="desk-page" tabindex="-1">
            {drawn(html!("<h1>[[desk.colleague.title]]</h1><p>[[desk.colleague.lede]]</p>"))}
            {page.form()}
            {part_if(move || page.link.get().map(|link| made(&link)))}
            <p class="trouble" role="alert"><Live text=page.trouble.into()/></p>
            <ul class="plain-list record">{cards}</ul>
        </main>
    }
    .into_any()
}

/// The link that was made: it is shown this once.
fn made(link: &Invitation) -> AnyView {
    let site = window().location().origin().unwrap_or_default();
    let address = format!("{site}/desk/invitation#{}", link.secret);
    let said = t_with(
        "desk.colleague.link.for",
        &[("email", &link.colleague.email), ("date", &when::date_and_time(link.expires))],
    );
    view! {
        <section class="panel" aria-labelledby="link">
            <h2 id="link" tabindex="-1">{t("desk.colleague.link")}</h2>
            <p>{said}</p>
            <input type="text" id="kollega-link" readonly aria-label=t("desk.colleague.link") value=address/>
        </section>
    }
    .into_any()
}

impl Page {
    fn fetch(self) {
        spawn_local(async move {
            match api::desk::colleague::list().await {
                Ok(page) => {
                    // What has the focus is drawn anew with the list, and has it still.
                    let active = document().active_element().map(|active| active.id());
                    self.found.try_set(page.items);
                    if let Some(id) = active.filter(|id| !id.is_empty()) {
                        focus(&id);
                    }
                }
                Err(refusal) => self.tell(&refusal, true),
            }
        });
    }

    fn tell(self, refusal: &Refusal, reading: bool) {
        load::heed(self.desk, refusal);
        let text = match (refusal.code(), reading) {
            (Some(Code::Forbidden), _) => t("desk.colleague.forbidden").to_owned(),
            (Some(Code::State), _) => t("desk.colleague.state").to_owned(),
            (_, true) => words::not_loaded(refusal),
            (_, false) => words::told(refusal),
        };
        self.trouble.try_set(text);
    }

    fn form(self) -> AnyView {
        let submit = move |ev: leptos::ev::SubmitEvent| {
            ev.prevent_default();
            self.invite();
        };
        let wrong = move || {
            self.flaws
                .with(|flaws| flaws.iter().find(|one| one.field == "email").map(|one| one.flaw))
        };
        let told = move || match wrong() {
            Some(Flaw::Missing) => t("desk.email.missing").to_owned(),
            Some(_) => t("desk.colleague.email.wrong").to_owned(),
            None => String::new(),
        };
        view! {
            <section aria-labelledby="inviter">
                <h2 id="inviter">{t("desk.colleague.invite")}</h2>
                <form class="entrance__form" novalidate on:submit=submit>
                    <div class="field">
                        <label for="kollega-email">{t("desk.email")}</label>
                        <input
                            id="kollega-email"
                            type="email"
                            autocomplete="off"
                            autocapitalize="none"
                            aria-describedby="kollega-email-fejl"
                            aria-invalid=when(move || wrong().is_some())
                            prop:value=move || self.email.get()
                            on:input:target=move |ev| self.email.set(ev.target().value())
                        />
                        <p class="trouble" id="kollega-email-fejl"><Live text=Signal::derive(told)/></p>
                    </div>
                    <div class="field">
                        <label for="kollega-rolle">{t("desk.colleague.role")}</label>
                        <select
                            id="kollega-rolle"
                            inner_html=roles(self.role.get_untracked()).into_string()
                            on:change:target=move |ev| {
                                if let Some(role) = Role::from_word(&ev.target().value()) {
                                    self.role.set(role);
                                }
                            }
                        ></select>
                    </div>
                    <button type="submit" class="button button--strong">{t("desk.colleague.invite.make")}</button>
                </form>
            </section>
        }
        .into_any()
    }

    fn invite(self) {
        self.trouble.set(String::new());
        self.link.set(None);
        let new = NewColleague {
            email: self.email.get_untracked(),
            name: None,
            role: self.role.get_untracked().word().to_owned(),
        };
        self.flaws.set(new.check().err().unwrap_or_default());
        if !self.flaws.read_untracked().is_empty() {
            return focus("kollega-email");
        }
        spawn_local(async move {
            match api::desk::colleague::invite(&new).await {
                Ok(link) => {
                    self.email.try_set(String::new());
                    self.show(link);
                }
                Err(refusal) if refusal.code() == Some(Code::State) => {
                    load::heed(self.desk, &refusal);
                    self.trouble.try_set(t("desk.colleague.there").to_owned());
                }
                Err(refusal) => {
                    self.flaws.try_set(flaws(&refusal));
                    self.tell(&refusal, false);
                }
            }
        });
    }

    fn show(self, link: Invitation) {
        self.link.try_set(Some(link));
        self.desk.say(t("desk.colleague.link.made"));
        focus("link");
        self.fetch();
    }

    fn card(self, at: usize, one: Colleague) -> AnyView {
        let id = StoredValue::new(one.id.clone());
        let again = move |_| {
            spawn_local(async move {
                match api::desk::colleague::invite_again(&id.get_value()).await {
                    Ok(link) => self.show(link),
                    Err(refusal) => self.tell(&refusal, false),
                }
            });
        };
        let ask = move |_| {
            self.asked.set(Some(id.get_value()));
            focus(&format!("kollega-{at}-nej"));
        };
        let question = part_if(move || {
            let asked = self.asked.with(|asked| asked.as_ref() == Some(&id.get_value()));
            asked.then(|| self.question(at, id))
        });
        let state = match (one.joined, one.invited) {
            (true, None) => html!(""),
            (true, Some(_)) => html!(" · <span>[[desk.colleague.new-link]]</span>"),
            (false, _) => html!(" · <span>[[desk.colleague.invited]]</span>"),
        };
        let label = t_with("desk.colleague.role.of", &[("email", &one.email)]);
        view! {
            <li>
                {drawn(html!("<p><bdi>{}</bdi>{}</p>", one.email, state))}
                <div class="acts">
                    <select
                        aria-label=label
                        id=format!("kollega-{at}-rolle")
                        inner_html=roles(one.role).into_string()
                        on:change:target=move |ev| self.change(id, ev.target().value())
                    ></select>
                    {button("act", format!("kollega-{at}-link"), t("desk.colleague.link.new"), again)}
                    {button("act", format!("kollega-{at}-fjern"), t("desk.colleague.remove"), ask)}
                </div>
                {question}
            </li>
        }
        .into_any()
    }

    fn change(self, id: StoredValue<String>, role: String) {
        self.trouble.set(String::new());
        spawn_local(async move {
            match api::desk::colleague::change(&id.get_value(), &NewRole { role }).await {
                Ok(_) => self.desk.say(t("desk.colleague.role.changed")),
                Err(refusal) => self.tell(&refusal, false),
            }
            // Also what was not changed is shown as it is.
            self.fetch();
        });
    }

    /// Before somebody is let go.
    fn question(self, at: usize, id: StoredValue<String>) -> AnyView {
        let no = move |_| {
            self.asked.set(None);
            focus(&format!("kollega-{at}-fjern"));
        };
        let yes = move |_| {
            self.asked.set(None);
            spawn_local(async move {
                match api::desk::colleague::remove(&id.get_value()).await {
                    Ok(()) => self.desk.say(t("desk.colleague.removed")),
                    Err(refusal) => self.tell(&refusal, false),
                }
                focus("main");
                self.fetch();
            });
        };
        view! {
            <div class="panel" role="group" aria-label=t("desk.colleague.remove")>
                <p>{t("desk.colleague.remove.sure")}</p>
                <div class="buttons">
                    {button("button button--strong", format!("kollega-{at}-ja"), t("desk.colleague.remove.yes"), yes)}
                    {button("button", format!("kollega-{at}-nej"), t("desk.colleague.remove.no"), no)}
                </div>
            </div>
        }
        .into_any()
    }
}

fn roles(chosen: Role) -> Html {
    let option = |role: &Role| {
        let selected = if *role == chosen { html!(" selected") } else { html!("") };
        let name = t_of("desk.colleague.role", role.word()).unwrap_or_default();
        html!("<option value='{}'{}>{}</option>", role.word(), selected, name)
    };
    all(&Role::ALL.iter().map(option).collect::<Vec<_>>())
}
