//! One's own account: another password, what one wants to be written to about, and where one is signed in.

mod notices;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, DeskDevice, Flaw, NewPassword, PASSWORD_MAX, PASSWORD_MIN};

use super::{Desk, load, words};
use crate::api::{self, Refusal};
use crate::citizen::focus;
use crate::components::{Live, button, drawn, flaws, when};
use crate::i18n::{number, t, t_with};
use crate::markup::{Html, html};
use crate::when;

/// The page.
pub fn page(desk: Desk) -> AnyView {
    let head = html!("<h1>[[desk.account.title]]</h1>");
    view! {
        <main id="main" class="desk-page" tabindex="-1">
            {drawn(head)}
            {password(desk)}
            {notices::notices(desk)}
            {devices(desk)}
        </main>
    }
    .into_any()
}

/// What the form for a password knows.
#[derive(Clone, Copy)]
struct Passwords {
    old: RwSignal<String>,
    new: RwSignal<String>,
    old_wrong: RwSignal<&'static str>,
    new_wrong: RwSignal<&'static str>,
    said: RwSignal<String>,
    busy: RwSignal<bool>,
}

fn password(desk: Desk) -> AnyView {
    let fields = Passwords {
        old: RwSignal::new(String::new()),
        new: RwSignal::new(String::new()),
        old_wrong: RwSignal::new(""),
        new_wrong: RwSignal::new(""),
        said: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
    };
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        fields.send(desk);
    };
    let n = number(i64::try_from(PASSWORD_MIN).unwrap_or_default());
    let hint = t_with("desk.invitation.hint", &[("n", &n)]);
    view! {
        <section aria-labelledby="kode">
            <h2 id="kode">{t("desk.account.password")}</h2>
            <p class="hint">{hint}" "{t("desk.account.password.others")}</p>
            <form class="entrance__form" novalidate on:submit=submit>
                {secret("kode-nu", t("desk.account.password.old"), fields.old, fields.old_wrong, "current-password")}
                {secret("kode-ny", t("desk.password.new"), fields.new, fields.new_wrong, "new-password")}
                <p><Live text=fields.said.into()/></p>
                <button type="submit" class="button button--strong" aria-disabled=when(move || fields.busy.get())>
                    {t("desk.invitation.send")}
                </button>
            </form>
        </section>
    }
    .into_any()
}

/// A field for a password.
fn secret(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    wrong: RwSignal<&'static str>,
    autocomplete: &'static str,
) -> AnyView {
    let line = format!("{id}-fejl");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="password"
                autocomplete=autocomplete
                aria-describedby=line.clone()
                aria-invalid=when(move || !wrong.get().is_empty())
                prop:value=move || value.get()
                on:input:target=move |ev| value.set(ev.target().value())
            />
            <p class="trouble" id=line><Live text=Signal::derive(move || wrong.get().to_owned())/></p>
        </div>
    }
    .into_any()
}

impl Passwords {
    fn send(self, desk: Desk) {
        self.old_wrong.set("");
        self.new_wrong.set("");
        self.said.set(String::new());
        let password = NewPassword { old: self.old.get_untracked(), new: self.new.get_untracked() };
        let length = password.new.chars().count();
        if password.old.is_empty() {
            self.old_wrong.set(t("desk.password.missing"));
        }
        if length < PASSWORD_MIN {
            self.new_wrong.set(t("desk.password.short"));
        } else if length > PASSWORD_MAX {
            self.new_wrong.set(t("desk.password.long"));
        }
        if self.wrong() || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = api::desk::session::set_password(&password).await;
            self.busy.try_set(false);
            match answer {
                Ok(()) => {
                    self.old.try_set(String::new());
                    self.new.try_set(String::new());
                    self.tell(desk, t("desk.account.password.done").to_owned());
                }
                Err(refusal) => self.refused(desk, &refusal),
            }
        });
    }

    /// Leads to the first field that was refused.
    fn wrong(self) -> bool {
        let old = !self.old_wrong.get_untracked().is_empty();
        let new = !self.new_wrong.get_untracked().is_empty();
        if old || new {
            focus(if old { "kode-nu" } else { "kode-ny" });
        }
        old || new
    }

    fn refused(self, desk: Desk, refusal: &Refusal) {
        load::heed(desk, refusal);
        let unknown =
            |field: &model::FieldFlaw| field.field == "old" && field.flaw == Flaw::Unknown;
        if refusal.code() == Some(Code::Invalid) && flaws(refusal).iter().any(unknown) {
            self.old_wrong.try_set(t("desk.account.password.wrong"));
            focus("kode-nu");
        } else {
            self.tell(desk, words::told(refusal));
        }
    }

    fn tell(self, desk: Desk, text: String) {
        desk.say(text.clone());
        self.said.try_set(text);
    }
}

fn devices(desk: Desk) -> AnyView {
    let found = RwSignal::new(Vec::<DeskDevice>::new());
    let trouble = RwSignal::new(String::new());
    fetch(desk, found, trouble);
    let cards = move || {
        found
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, one)| device(desk, at, one, found, trouble))
            .collect::<Vec<_>>()
    };
    view! {
        <section aria-labelledby="enheder">
            <h2 id="enheder" tabindex="-1">{t("desk.account.devices")}</h2>
            <p class="hint">{t("desk.account.devices.what")}</p>
            <ul class="plain-list record">{cards}</ul>
            <p class="trouble" role="alert"><Live text=trouble.into()/></p>
        </section>
    }
    .into_any()
}

fn fetch(desk: Desk, found: RwSignal<Vec<DeskDevice>>, trouble: RwSignal<String>) {
    spawn_local(async move {
        match api::desk::session::devices().await {
            Ok(page) => {
                trouble.try_set(String::new());
                found.try_set(page.items);
            }
            Err(refusal) => {
                load::heed(desk, &refusal);
                trouble.try_set(words::not_loaded(&refusal));
            }
        }
    });
}

fn device(
    desk: Desk,
    at: usize,
    one: DeskDevice,
    found: RwSignal<Vec<DeskDevice>>,
    trouble: RwSignal<String>,
) -> AnyView {
    let here = one.here;
    let close = move |_| {
        let id = one.id.clone();
        spawn_local(async move {
            match api::desk::session::close_device(&id).await {
                Ok(()) => {
                    desk.say(t("desk.account.devices.closed"));
                    focus("enheder");
                    fetch(desk, found, trouble);
                }
                Err(refusal) => {
                    load::heed(desk, &refusal);
                    trouble.try_set(words::told(&refusal));
                }
            }
        });
    };
    let act = (!here).then(|| button("act", format!("enhed-{at}"), t("desk.sign-out"), close));
    view! { <li>{drawn(said(&one.agent, one.since, here))} {act}</li> }.into_any()
}

fn said(agent: &Option<String>, since: model::Moment, here: bool) -> Html {
    let here =
        if here { html!(" · <strong>[[desk.account.devices.here]]</strong>") } else { html!("") };
    html!(
        "<p><bdi>{}</bdi>{}</p><p class=hint>[[desk.account.devices.since]] {}</p>",
        browser(agent.as_deref().unwrap_or_default()),
        here,
        when::date_and_time(since)
    )
}

/// "Firefox på Windows": a browser says much of itself, and most of it is history.
fn browser(agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    // Each also names those that it wants to be taken for: the newest comes first.
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => {
            t_with("desk.account.devices.browser", &[("browser", browser), ("system", system)])
        }
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => t("desk.account.devices.unknown").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn a_browser_is_called_what_people_call_it() {
        let chrome = "Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) \
            Chrome/131.0.0.0 Mobile Safari/537.36";
        assert_eq!(browser(chrome), "Chrome på Android");
        assert_eq!(browser(&format!("{chrome} Edg/131.0")), "Edge på Android");
        assert_eq!(
            browser("Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0"),
            "Firefox på Windows"
        );
        assert_eq!(browser("curl/8.5"), "Ukendt browser");
    }
}
