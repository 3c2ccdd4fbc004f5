//! A new hearing: what it is called, where it is found, who sends it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{FieldFlaw, NewHearing};

use super::{field, told, wrong};
use crate::api;
use crate::citizen::focus;
use crate::components::{Live, button, drawn, flaws, part};
use crate::desk::Desk;
use crate::desk::navigation::{self, Focus, How};
use crate::desk::route::Route;
use crate::i18n::t;
use crate::markup::html;

#[derive(Clone, Copy)]
struct Form {
    desk: Desk,
    open: RwSignal<bool>,
    title: RwSignal<String>,
    /// Empty when it is to be made from the title.
    slug: RwSignal<String>,
    sender: RwSignal<String>,
    case_number: RwSignal<String>,
    flaws: RwSignal<Vec<FieldFlaw>>,
    trouble: RwSignal<String>,
    busy: RwSignal<bool>,
}

/// The button, and the form behind it.
pub(super) fn form(desk: Desk) -> AnyView {
    let text = || RwSignal::new(String::new());
    let form = Form {
        desk,
        open: RwSignal::new(false),
        title: text(),
        slug: text(),
        sender: text(),
        case_number: text(),
        flaws: RwSignal::new(Vec::new()),
        trouble: text(),
        busy: RwSignal::new(false),
    };
    part(move || {
        if form.open.get() {
            return form.draw();
        }
        button("button button--strong", "ny-hoering".to_owned(), t("desk.hearing.new"), move |_| {
            form.open.set(true);
            focus("hoering-titel");
        })
    })
}

impl Form {
    fn draw(self) -> AnyView {
        let submit = move |ev: leptos::ev::SubmitEvent| {
            ev.prevent_default();
            self.send();
        };
        let wrong = move |field: &'static str| move || wrong(self.flaws, field).to_owned();
        view! {
            <section class="panel" aria-labelledby="ny">
                {drawn(html!("<h2 id=ny>[[desk.hearing.new]]</h2><p>[[desk.hearing.new.what]]</p>"))}
                <form class="entrance__form" novalidate on:submit=submit>
                    {field("text", "hoering-titel", t("desk.hearing.name"), self.title, wrong("title"))}
                    {field("text", "hoering-adresse", t("desk.hearing.slug"), self.slug, wrong("slug"))}
                    {drawn(html!("<p class=hint>[[desk.hearing.address]]</p>"))}
                    {field("text", "hoering-afsender", t("desk.hearing.sender"), self.sender, wrong("sender"))}
                    {field("text", "hoering-sag", t("desk.hearing.case"), self.case_number, wrong("case_number"))}
                    <p class="trouble" role="alert"><Live text=self.trouble.into()/></p>
                    <button type="submit" class="button button--strong">{t("desk.hearing.create")}</button>
                </form>
            </section>
        }
        .into_any()
    }

    fn send(self) {
        let text = |signal: RwSignal<String>| Some(signal.get_untracked());
        let new = NewHearing {
            title: self.title.get_untracked(),
            slug: text(self.slug),
            sender: text(self.sender),
            case_number: text(self.case_number),
        };
        self.trouble.set(String::new());
        self.flaws.set(Vec::new());
        if self.busy.get_untracked() {
            return;
        }
        // The server judges it: what makes an address of a title knows the letters of all languages,
        // which weighs more than the rest of the page.
        self.busy.set(true);
        spawn_local(async move {
            let answer = api::desk::hearing::add(&new).await;
            self.busy.try_set(false);
            match answer {
                Ok(hearing) => {
                    self.desk.say(t("desk.hearing.created"));
                    let to = Route::Hearing { slug: hearing.slug };
                    navigation::go(self.desk, to, How::Push, Focus::Nothing);
                    focus("main");
                }
                Err(refusal) => {
                    self.flaws.try_set(flaws(&refusal));
                    self.trouble.try_set(told(self.desk, &refusal, false));
                    self.lead();
                }
            }
        });
    }

    /// Leads to the first field that cannot be taken.
    fn lead(self) {
        let first = self.flaws.with_untracked(|flaws| flaws.first().map(|one| one.field.clone()));
        match first.as_deref() {
            Some("title") => focus("hoering-titel"),
            Some("slug") => focus("hoering-adresse"),
            Some("sender") => focus("hoering-afsender"),
            Some(_) => focus("hoering-sag"),
            None => {}
        }
    }
}
