//! One's mail address: given, changed, removed; and confirmed by the link in a mail
//! (`/mine?bekraeft=secret`).

use leptos::prelude::*;
use model::{Code, Me, ParticipantChange};
use wasm_bindgen_futures::spawn_local;

use crate::api::{self, Answer, Refusal};
use crate::citizen::{App, focus};
use crate::components::{
    Live, button, drawn, flaw_text, flaws, not_read, part, part_if, told, when,
};
use crate::i18n::{t, t_with};
use crate::markup::html;

/// What stands before the secret in the address.
const CONFIRM: &str = "bekraeft=";

/// What became of the link that this page was opened by, and the address that one has.
#[derive(Clone, Copy)]
pub struct Email {
    /// What is told of the link.
    link: RwSignal<Option<String>>,
    /// One's address, with whether it is confirmed.
    known: RwSignal<Option<Result<(String, bool), Refusal>>>,
    typed: RwSignal<String>,
    wrong: RwSignal<String>,
    said: RwSignal<String>,
    busy: RwSignal<bool>,
}

impl Email {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self {
            link: RwSignal::new(None),
            known: RwSignal::new(None),
            typed: RwSignal::new(String::new()),
            wrong: RwSignal::new(String::new()),
            said: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
        }
    }

    /// Confirms the address when the page was opened by the link in a mail; in whichever browser that
    /// is.
    pub fn follow(self, app: App) {
        let Some(secret) = in_address() else { return };
        spawn_local(async move {
            let text = match api::participant::confirm(secret).await {
                Ok(()) => {
                    self.read(app);
                    t("mine.mail.confirmed").to_owned()
                }
                Err(refusal) => match refusal.code() {
                    Some(Code::LinkSpent | Code::Invalid) => t("mine.mail.spent").to_owned(),
                    _ => format!("{} {}", told(&refusal), t("mine.mail.later")),
                },
            };
            app.say(text.clone());
            self.link.try_set(Some(text));
        });
    }

    /// What became of the link.
    pub fn outcome(self) -> AnyView {
        part_if(move || {
            let text = self.link.get()?;
            Some(drawn(html!("<p class=panel><span>{}</span></p>", text)))
        })
    }

    /// Asks for the address that one has.
    fn read(self, app: App) {
        if app.session.me.with_untracked(|me| me.as_ref().is_none_or(|me| me.token.is_empty())) {
            return;
        }
        spawn_local(async move {
            let answer = api::participant::me().await;
            if let Err(refusal) = &answer {
                app.session.heed(refusal);
            }
            self.take(answer);
        });
    }

    fn take(self, answer: Answer<Me>) {
        let known = answer.map(|me| (me.email.unwrap_or_default(), me.email_confirmed));
        if let Ok((email, _)) = &known {
            self.typed.try_set(email.clone());
        }
        self.known.try_set(Some(known));
    }

    /// The part of the page that is about it.
    pub fn draw(self, app: App) -> AnyView {
        if cfg!(feature = "csr") {
            self.read(app);
        }
        view! {
            {drawn(html!("<h2 id=mail-titel tabindex=-1>[[mine.mail]]</h2><p>[[mine.mail.what]]</p>"))}
            {part(move || match self.known.get() {
                None => drawn(html!("<p class=hint>[[loading]]</p>")),
                Some(Ok((email, confirmed))) => self.form(app, &email, confirmed),
                Some(Err(refusal)) => {
                    let again = move |_| {
                        self.known.set(None);
                        self.read(app);
                    };
                    let again = button("button", "mail-igen".to_owned(), t("again"), again);
                    view! { {drawn(html!("<p class=trouble>{}</p>", not_read(&refusal)))} {again} }
                        .into_any()
                }
            })}
            <p><Live text=self.said.into()/></p>
        }
        .into_any()
    }

    fn form(self, app: App, email: &str, confirmed: bool) -> AnyView {
        let submit = move |ev: leptos::ev::SubmitEvent| {
            ev.prevent_default();
            let typed = self.typed.get_untracked();
            self.change(app, if typed.trim().is_empty() { None } else { Some(typed) });
        };
        let (again, given) = (email.to_owned(), !email.is_empty());
        let save = if given { t("mine.mail.change") } else { t("mine.mail.save") };
        let stands = given.then(|| stands(email, confirmed));
        let resend = (given && !confirmed).then(|| {
            let press = move |_| self.change(app, Some(again.clone()));
            button("button", "mail-gensend".to_owned(), t("mine.mail.again"), press)
        });
        let remove = given.then(|| {
            let press = move |_| self.change(app, Some(String::new()));
            button("button", "mail-fjern".to_owned(), t("mine.mail.remove"), press)
        });
        view! {
            {stands}
            <form novalidate on:submit=submit>
                {self.field()}
                <div class="buttons">
                    <button type="submit" class="button" aria-disabled=when(move || self.busy.get())>
                        {save}
                    </button>
                    {resend}
                    {remove}
                </div>
            </form>
        }
        .into_any()
    }

    fn field(self) -> AnyView {
        view! {
            <div class="field">
                <label for="mail">{t("mine.mail.field")}</label>
                <input
                    id="mail"
                    type="email"
                    autocomplete="email"
                    aria-describedby="mail-fejl"
                    aria-invalid=when(move || !self.wrong.get().is_empty())
                    prop:value=move || self.typed.get()
                    on:input:target=move |ev| self.typed.set(ev.target().value())
                />
                <p class="trouble" id="mail-fejl"><Live text=self.wrong.into()/></p>
            </div>
        }
        .into_any()
    }

    /// Gives another address, the same once more, or none; `None` is nothing at all.
    fn change(self, app: App, email: Option<String>) {
        self.said.set(String::new());
        let Some(email) = email else {
            return self.refuse(t("flaw.missing").to_owned());
        };
        if self.busy.get_untracked() {
            return;
        }
        self.wrong.set(String::new());
        self.busy.set(true);
        let change = ParticipantChange { email: Some(email), ..ParticipantChange::default() };
        spawn_local(async move {
            let answer = api::participant::change(&change).await;
            self.busy.try_set(false);
            match answer {
                Ok(me) => {
                    let text = match &me.email {
                        None => t("mine.mail.removed").to_owned(),
                        Some(_) if me.email_confirmed => t("mine.mail.confirmed").to_owned(),
                        Some(email) => t_with("mine.mail.sent", &[("email", email)]),
                    };
                    self.take(Ok(me));
                    app.say(text.clone());
                    self.said.try_set(text);
                    focus("mail-titel");
                }
                Err(refusal) => {
                    app.session.heed(&refusal);
                    match flaw_text(&flaws(&refusal), "email") {
                        Some(_) => self.refuse(t("mine.mail.wrong").to_owned()),
                        None => self.refuse(told(&refusal)),
                    }
                }
            }
        });
    }

    fn refuse(self, why: String) {
        self.wrong.try_set(why);
        focus("mail");
    }
}

/// Whether an address is confirmed, in a sentence with the address in it.
fn stands(email: &str, confirmed: bool) -> AnyView {
    let text = if confirmed { t("mine.mail.is-confirmed") } else { t("mine.mail.is-not") };
    drawn(html!("<p><bdi>{}</bdi> · <span>{}</span></p>", email, text))
}

/// The secret in the address, which is taken out of it: it works once, and is nobody else's business.
fn in_address() -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let search = location.search().ok()?;
    let secret = read(&search)?;
    let path = location.pathname().ok()?;
    let history = window.history().ok()?;
    let state = history.state().unwrap_or(wasm_bindgen::JsValue::NULL);
    let _ = history.replace_state_with_url(&state, "", Some(&path));
    Some(secret)
}

fn read(search: &str) -> Option<String> {
    let mut pairs = search.trim_start_matches('?').split('&');
    pairs.find_map(|pair| pair.strip_prefix(CONFIRM)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_found_wherever_it_stands_in_the_address() {
        assert_eq!(read("?bekraeft=a-b_c"), Some("a-b_c".to_owned()));
        assert_eq!(read("?udgave=fuld&bekraeft=abc&x="), Some("abc".to_owned()));
        assert_eq!([read(""), read("?x=bekraeft"), read("?soeg=bekraeft=a")], [None, None, None]);
    }
}
