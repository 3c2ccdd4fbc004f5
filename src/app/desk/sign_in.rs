//! Signing in, and choosing a password by an invitation link.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{AcceptInvitation, Code, PASSWORD_MAX, PASSWORD_MIN, SignIn};

use super::entrance::page;
use super::navigation::{self, Focus, How, focus_first};
use super::route::Route;
use super::{Desk, Who, words};
use crate::api::{self, Refusal};
use crate::components::Live;
use crate::i18n::{number, t, t_with};

/// What a form of the entrance knows.
#[derive(Clone, Copy)]
struct Fields {
    email: RwSignal<String>,
    password: RwSignal<String>,
    shown: RwSignal<bool>,
    busy: RwSignal<bool>,
    email_wrong: RwSignal<String>,
    password_wrong: RwSignal<String>,
    trouble: RwSignal<String>,
}

impl Fields {
    fn new() -> Self {
        Self {
            email: RwSignal::new(String::new()),
            password: RwSignal::new(String::new()),
            shown: RwSignal::new(false),
            busy: RwSignal::new(false),
            email_wrong: RwSignal::new(String::new()),
            password_wrong: RwSignal::new(String::new()),
            trouble: RwSignal::new(String::new()),
        }
    }

    fn clear(self) {
        for text in [self.email_wrong, self.password_wrong, self.trouble] {
            text.set(String::new());
        }
    }
}

/// The form for signing in. Who comes from an address of the queue is back there afterwards.
pub fn sign_in(desk: Desk) -> AnyView {
    let fields = Fields::new();
    let ended = desk.who.with_untracked(|who| *who == Who::Nobody { ended: true });
    let hello = if ended { t("desk.sign-in.again") } else { t("desk.sign-in.lede") };
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        enter(desk, fields);
    };
    page(
        view! {
            <h1>{t("desk.sign-in")}</h1>
            <p>{hello}</p>
            {move || desk.alarm.get().map(|text| view! { <p class="done">{text}</p> })}
            <form class="entrance__form" novalidate on:submit=submit>
                {email_field(fields)}
                {password_field(fields, "current-password", None)}
                <p class="trouble"><Live text=fields.trouble.into()/></p>
                {send_button(fields, t("desk.sign-in.send"))}
            </form>
            <p class="hint">{t("desk.sign-in.forgotten")}</p>
        }
        .into_any(),
    )
}

fn enter(desk: Desk, fields: Fields) {
    fields.clear();
    let sign_in =
        SignIn { email: fields.email.get_untracked(), password: fields.password.get_untracked() };
    if sign_in.email.trim().is_empty() {
        fields.email_wrong.set(t("desk.email.missing").to_owned());
        focus_first(&["#email"]);
    }
    if sign_in.password.is_empty() {
        fields.password_wrong.set(t("desk.password.missing").to_owned());
        if !sign_in.email.trim().is_empty() {
            focus_first(&["#adgangskode"]);
        }
    }
    if fields.busy.get_untracked() || sign_in.email.trim().is_empty() || sign_in.password.is_empty()
    {
        return;
    }
    fields.busy.set(true);
    spawn_local(async move {
        let answer = match api::desk::session::open(&sign_in).await {
            // The answer says yes even to a browser that does not keep the cookie.
            Ok(_) => match api::desk::session::read().await {
                Err(refusal) if refusal.code() == Some(Code::Unauthorized) => Err(None),
                answer => answer.map_err(Some),
            },
            Err(refusal) => Err(Some(refusal)),
        };
        fields.busy.try_set(false);
        match answer {
            Ok(staff) => {
                desk.who.set(Who::Staff(staff));
                desk.say(t("desk.sign-in.done"));
                navigation::arrive(desk, false);
                navigation::focus(Focus::Post);
            }
            Err(None) => tell(desk, fields, t("desk.cookie").to_owned()),
            Err(Some(refusal)) => turned_away(desk, fields, &refusal),
        }
    });
}

fn turned_away(desk: Desk, fields: Fields, refusal: &Refusal) {
    if refusal.code() == Some(Code::SignInFailed) {
        fields.password_wrong.try_set(words::told(refusal));
        focus_first(&["#adgangskode"]);
    } else {
        let text = match refusal {
            Refusal::NoAnswer => t("desk.load.none").to_owned(),
            Refusal::Told { .. } => words::told(refusal),
        };
        tell(desk, fields, text);
    }
}

fn tell(desk: Desk, fields: Fields, text: String) {
    desk.say(text.clone());
    fields.trouble.try_set(text);
}

/// The form for choosing a password.
pub fn invitation(desk: Desk) -> AnyView {
    let fields = Fields::new();
    let length = [("n", number(i64::try_from(PASSWORD_MIN).unwrap_or_default()))];
    let hint = t_with("desk.invitation.hint", &[(length[0].0, &length[0].1)]);
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        accept(desk, fields);
    };
    let form = move || {
        let whole = desk.invitation.with(Option::is_some);
        let hint = hint.clone();
        if whole {
            view! {
                <p>{t("desk.invitation.lede")}</p>
                <form class="entrance__form" novalidate on:submit=submit>
                    {password_field(fields, "new-password", Some(hint))}
                    <p class="trouble"><Live text=fields.trouble.into()/></p>
                    {send_button(fields, t("desk.invitation.send"))}
                </form>
            }
            .into_any()
        } else {
            view! {
                <p>{t("desk.invitation.lost")}</p>
                <p class="next">
                    <a class="button" href=Route::Home.href()>{t("desk.sign-in")}</a>
                </p>
            }
            .into_any()
        }
    };
    page(view! { <h1>{t("desk.invitation")}</h1> {form} }.into_any())
}

fn accept(desk: Desk, fields: Fields) {
    fields.clear();
    let password = fields.password.get_untracked();
    let length = password.chars().count();
    if !(PASSWORD_MIN..=PASSWORD_MAX).contains(&length) {
        let text =
            if length > PASSWORD_MAX { t("desk.password.long") } else { t("desk.password.short") };
        fields.password_wrong.set(text.to_owned());
        focus_first(&["#adgangskode"]);
        return;
    }
    let Some(invitation) = desk.invitation.get_untracked() else { return };
    if fields.busy.get_untracked() {
        return;
    }
    fields.busy.set(true);
    spawn_local(async move {
        let answer = api::desk::session::accept(&AcceptInvitation { invitation, password }).await;
        fields.busy.try_set(false);
        match answer {
            Ok(()) => {
                desk.invitation.set(None);
                navigation::go(desk, Route::Home, How::Replace, Focus::SignIn);
                desk.alarm.set(Some(t("desk.invitation.done").to_owned()));
                desk.say(t("desk.invitation.done"));
            }
            Err(refusal) if refusal.code() == Some(Code::Invalid) => {
                tell(desk, fields, t("desk.invitation.used").to_owned());
            }
            Err(refusal) => turned_away(desk, fields, &refusal),
        }
    });
}

fn email_field(fields: Fields) -> AnyView {
    let wrong = fields.email_wrong;
    view! {
        <div class="field">
            <label for="email">{t("desk.email")}</label>
            <input
                id="email"
                type="email"
                inputmode="email"
                autocomplete="username"
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=move || (!wrong.read().is_empty()).then_some("true")
                aria-describedby="email-fejl"
                prop:value=move || fields.email.get()
                on:input:target=move |ev| fields.email.set(ev.target().value())
            />
            <p class="trouble" id="email-fejl"><Live text=wrong.into()/></p>
        </div>
    }
    .into_any()
}

fn password_field(fields: Fields, autocomplete: &'static str, hint: Option<String>) -> AnyView {
    let wrong = fields.password_wrong;
    let (label, described) = if hint.is_some() {
        (t("desk.password.new"), "adgangskode-hint adgangskode-fejl")
    } else {
        (t("desk.password"), "adgangskode-fejl")
    };
    view! {
        <div class="field">
            <label for="adgangskode">{label}</label>
            {hint.map(|hint| view! { <p class="hint" id="adgangskode-hint">{hint}</p> })}
            <input
                id="adgangskode"
                type=move || if fields.shown.get() { "text" } else { "password" }
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=move || (!wrong.read().is_empty()).then_some("true")
                aria-describedby=described
                prop:value=move || fields.password.get()
                on:input:target=move |ev| fields.password.set(ev.target().value())
            />
            <p class="trouble" id="adgangskode-fejl"><Live text=wrong.into()/></p>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || fields.shown.get()
                    on:change:target=move |ev| fields.shown.set(ev.target().checked())
                />
                <span>{t("desk.password.show")}</span>
            </label>
        </div>
    }
    .into_any()
}

fn send_button(fields: Fields, text: &'static str) -> AnyView {
    view! {
        <button
            type="submit"
            class="button button--strong"
            aria-disabled=move || fields.busy.get().then_some("true")
        >
            <Live text=Signal::derive(move || {
                if fields.busy.get() { t("desk.waiting") } else { text }.to_owned()
            })/>
        </button>
    }
    .into_any()
}
