//! The city's logo: a picture is chosen, looked at as it will stand in the head of the pages, told in
//! words, kept and taken away.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{NewLogo, logo_size, picture_address};
use web_sys::HtmlInputElement;

use super::{Page, field, told};
use crate::api;
use crate::citizen::focus;
use crate::components::{Live, drawn, part_if, when};
use crate::desk::picture;
use crate::i18n::t;
use crate::markup::html;

/// A picture that can be a logo, and how large it is.
#[derive(Clone, PartialEq, Eq)]
struct Look {
    id: String,
    width: i64,
    height: i64,
}

#[derive(Clone, Copy)]
struct Form {
    page: Page,
    /// What was sent and is not the logo yet.
    chosen: RwSignal<Option<Look>>,
    alt: RwSignal<String>,
    /// Whether a picture is on its way.
    sending: RwSignal<bool>,
    /// What is wrong with the picture that was chosen.
    unfit: RwSignal<String>,
}

/// The part of the page.
pub(super) fn part(page: Page) -> AnyView {
    let alt = page.held.with_untracked(|held| {
        let logo = held.as_ref().and_then(|one| one.logo.as_ref());
        logo.map(|logo| logo.alt.clone()).unwrap_or_default()
    });
    let form = Form {
        page,
        chosen: RwSignal::new(None),
        alt: RwSignal::new(alt),
        sending: RwSignal::new(false),
        unfit: RwSignal::new(String::new()),
    };
    form.draw()
}

impl Form {
    fn draw(self) -> AnyView {
        let page = self.page;
        let submit = move |ev: leptos::ev::SubmitEvent| {
            ev.prevent_default();
            self.save();
        };
        let look = Memo::new(move |_| self.look());
        let shown = part_if(move || look.get().map(|look| self.shown(&look)));
        let held = Memo::new(move |_| self.held().is_some());
        let removing = part_if(move || {
            let question = t("desk.hearing.logo.remove.sure");
            let name = t("desk.hearing.logo.remove");
            held.get().then(|| page.asking("logo-fjern", name, question, move || self.remove()))
        });
        view! {
            <section class="panel" aria-labelledby="logo">
                {drawn(html!("<h2 id=logo>[[desk.hearing.logo]]</h2><p class=hint>[[desk.hearing.logo.how]]</p>"))}
                <form class="entrance__form" novalidate on:submit=submit>
                    {self.picking()}
                    {shown}
                </form>
                {removing}
            </section>
        }
        .into_any()
    }

    /// What is the logo now.
    fn held(self) -> Option<Look> {
        self.page.held.with(|held| {
            let logo = held.as_ref()?.logo.as_ref()?;
            Some(Look { id: logo.id.clone(), width: logo.width, height: logo.height })
        })
    }

    /// What is looked at.
    fn look(self) -> Option<Look> {
        self.chosen.get().or_else(|| self.held())
    }

    fn picking(self) -> AnyView {
        let gone = self.page.wrong("picture");
        let said = Signal::derive(move || match self.sending.get() {
            true => t("desk.news.picture.sending").to_owned(),
            false => Some(self.unfit.get()).filter(|why| !why.is_empty()).unwrap_or_else(&gone),
        });
        view! {
            <div class="field">
                <label for="logo-billede">{t("desk.hearing.logo.pick")}</label>
                <input
                    id="logo-billede"
                    type="file"
                    accept="image/png,image/jpeg,image/webp"
                    aria-describedby="logo-billede-fejl"
                    aria-invalid=when(move || !self.sending.get() && !said.with(String::is_empty))
                    on:change:target=move |ev| self.picked(&ev.target())
                />
                <p class="trouble" id="logo-billede-fejl" role="status"><Live text=said/></p>
            </div>
        }
        .into_any()
    }

    /// As it will stand in the head of the pages, and the words for it.
    fn shown(self, look: &Look) -> AnyView {
        let (width, height) = logo_size(look.width, look.height);
        let head = html!(
            "<div class=top><div class=top__in><span class=brand>\
             <img src='{}' alt='{}' width='{}' height='{}'></span></div></div>",
            picture_address(&look.id),
            t("desk.news.picture.chosen"),
            width.to_string(),
            height.to_string()
        );
        let wrong = self.page.wrong("alt");
        view! {
            {drawn(head)}
            {field("text", "logo-alt", t("desk.hearing.logo.alt"), self.alt, wrong)}
            <button type="submit" class="button button--strong">{t("desk.hearing.logo.save")}</button>
        }
        .into_any()
    }

    fn picked(self, input: &HtmlInputElement) {
        let Some(file) = picture::chosen(input) else { return };
        self.unfit.set(String::new());
        self.sending.set(true);
        let slug = self.page.slug();
        spawn_local(async move {
            let answer = picture::send(&slug, &file, picture::LOGO).await;
            // Whoever has gone on meanwhile wants it no more.
            if self.sending.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(sent) => {
                    let look = Look { id: sent.id, width: sent.width, height: sent.height };
                    self.chosen.try_set(Some(look));
                    focus("logo-alt");
                }
                Err(refusal) => {
                    let told = || told(self.page.desk, &refusal, false);
                    let why = picture::unfit(&refusal).map_or_else(told, str::to_owned);
                    self.unfit.try_set(why);
                }
            }
        });
    }

    fn save(self) {
        let Some(look) = untrack(|| self.look()) else { return };
        let new = NewLogo {
            picture: look.id,
            alt: self.alt.get_untracked(),
            turns: Some(self.page.turns()),
        };
        self.page.does(t("desk.hearing.logo.saved"), move |slug| async move {
            let answer = api::desk::logo::choose(&slug, &new).await;
            if answer.is_ok() {
                self.chosen.try_set(None);
            }
            answer
        });
    }

    fn remove(self) {
        let turns = self.page.turns();
        self.page.does(t("desk.hearing.logo.removed"), move |slug| async move {
            let answer = api::desk::logo::remove(&slug, turns).await;
            if answer.is_ok() {
                self.chosen.try_set(None);
                self.alt.try_set(String::new());
            }
            answer
        });
    }
}
