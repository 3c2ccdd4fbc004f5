//! How a hearing is shown elsewhere: which sites may show it, the code for them with what it looks like, and
//! short addresses for paper.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Hearing, NewSites, OutlineLink};

use super::snippet::{Choice, Language, What};
use super::{Page, Route, is_public, told, wrong};
use crate::api;
use crate::components::{Entry, Live, button, drawn, labelled, part_if, when};
use crate::desk::copied::copied;
use crate::desk::navigation::focus_first;
use crate::i18n::{t, t_of};
use crate::markup::html;

/// The page of a hearing's embedding.
#[derive(Clone, Copy)]
struct Form {
    page: Page,
    sites: RwSignal<String>,
    sections: RwSignal<Vec<OutlineLink>>,
    choice: RwSignal<Choice>,
    /// The code of the short address that was asked for last.
    short: RwSignal<Option<String>>,
}

/// The page.
pub(super) fn page(page: Page) -> AnyView {
    let there = Memo::new(move |_| page.held.with(|held| held.as_ref().map(is_public)));
    let parts = part_if(move || there.get().map(|public| draw(page, public)));
    let waiting = part_if(move || {
        let nothing = there.get().is_none() && page.trouble.with(String::is_empty);
        nothing.then(|| drawn(html!("<p class=hint>[[desk.waiting]]</p>")))
    });
    let back = Route::Hearing { slug: page.slug() };
    let head = html!(
        "<p><a href='{}'>[[desk.embed.back]]</a></p><h1>[[desk.embed.title]]</h1><p>[[desk.embed.lede]]</p>",
        back.href()
    );
    view! {
        {drawn(head)}
        <p class="trouble" role="alert"><Live text=page.trouble.into()/></p>
        <p><Live text=page.done.into()/></p>
        {waiting}
        {parts}
    }
    .into_any()
}

fn draw(page: Page, public: bool) -> AnyView {
    let lines =
        |held: &Option<Hearing>| held.as_ref().map(|one| one.sites.join("\n")).unwrap_or_default();
    let form = Form {
        page,
        sites: RwSignal::new(page.held.with_untracked(lines)),
        sections: RwSignal::new(Vec::new()),
        choice: RwSignal::new(Choice {
            site: window().location().origin().unwrap_or_default(),
            slug: page.slug(),
            ..Choice::default()
        }),
        short: RwSignal::new(None),
    };
    if !public {
        return view! {
            {drawn(html!("<p class=sign>[[desk.embed.draft]]</p>"))}
            {form.allowed()}
        }
        .into_any();
    }
    form.fetch();
    view! {
        {form.code()}
        {form.allowed()}
        {form.paper()}
    }
    .into_any()
}

impl Form {
    fn fetch(self) {
        let slug = self.page.slug();
        spawn_local(async move {
            match api::consultation::read(&slug).await {
                Ok(hearing) => drop(self.sections.try_set(hearing.outline)),
                Err(refusal) => {
                    self.page.trouble.try_set(told(self.page.desk, &refusal, true));
                }
            }
        });
    }

    fn change(self, change: impl FnOnce(&mut Choice)) {
        self.choice.update(change);
        self.short.set(None);
    }

    /// Which sites may show it.
    fn allowed(self) -> AnyView {
        let submit = move |ev: leptos::ev::SubmitEvent| {
            ev.prevent_default();
            let sites = self.sites.with_untracked(|text| text.lines().map(str::to_owned).collect());
            let new = NewSites { sites, turns: Some(self.page.turns()) };
            self.page.does(t("desk.embed.sites.saved"), move |slug| async move {
                let answer = api::desk::embedding::set_sites(&slug, &new).await;
                if let Ok(hearing) = &answer {
                    self.sites.try_set(hearing.sites.join("\n"));
                }
                answer
            });
        };
        let bad = move || wrong(self.page.flaws, "sites");
        let sites = Entry {
            rows: Some("4"),
            invalid: when(move || !bad().is_empty()),
            ..Entry::of("indlejring-sider".to_owned(), self.sites)
        };
        let said = move || match bad() {
            "" => t("desk.embed.sites.how"),
            told => told,
        };
        view! {
            <section class="panel" aria-labelledby="maa-vise">
                {drawn(html!("<h2 id=maa-vise>[[desk.embed.sites]]</h2><p>[[desk.embed.sites.what]]</p>"))}
                <form class="entrance__form" novalidate on:submit=submit>
                    {labelled(t("desk.embed.sites.field"), sites, "hint", said)}
                    <button type="submit" class="button button--strong">{t("desk.statement.save")}</button>
                </form>
            </section>
        }
        .into_any()
    }

    /// What is chosen, the code for it, and what it looks like.
    fn code(self) -> AnyView {
        let script = Signal::derive(move || self.choice.with(Choice::script));
        let plain = Signal::derive(move || self.choice.with(Choice::plain).unwrap_or_default());
        let address = Signal::derive(move || {
            self.choice.with(|choice| format!("{}{}", choice.site, choice.page()))
        });
        let what = Memo::new(move |_| self.choice.with(|choice| choice.what));
        let first = part_if(move || {
            let how = t_of("desk.embed.script.how", what.get().word()).unwrap_or_default();
            Some(copied("kode-script", t("desk.embed.script"), how, script))
        });
        let frames = Memo::new(move |_| what.get() != What::Count);
        let rest = part_if(move || {
            frames.get().then(|| {
                let src = move || self.choice.with(Choice::frame);
                view! {
                    {copied("kode-ramme", t("desk.embed.plain"), t("desk.embed.plain.how"), plain)}
                    {copied("kode-adresse", t("desk.embed.bare"), t("desk.embed.bare.how"), address)}
                    {drawn(html!("<h3>[[desk.embed.preview]]</h3>"))}
                    <iframe class="embed-preview" title=t("desk.embed.preview") src=src></iframe>
                }
                .into_any()
            })
        });
        view! {
            <section class="panel" aria-labelledby="kode">
                {drawn(html!("<h2 id=kode>[[desk.embed.code]]</h2>"))}
                {self.choosing()}
                {first}
                {rest}
            </section>
        }
        .into_any()
    }

    fn choosing(self) -> AnyView {
        let whats = What::ALL.map(|what| {
            let name = t_of("desk.embed.what", what.word()).unwrap_or_default();
            (what.word(), name.to_owned())
        });
        let choose_what = move |word: String| {
            let what = What::ALL.into_iter().find(|what| what.word() == word).unwrap_or_default();
            self.change(|choice| choice.what = what);
        };
        let languages = Language::ALL.map(|language| {
            let name = match language {
                Language::Page => t("desk.embed.language.page"),
                Language::Danish => t("desk.embed.da"),
                Language::English => t("desk.embed.en"),
            };
            (language.code(), name.to_owned())
        });
        let choose_language = move |code: String| {
            let language = Language::ALL.into_iter().find(|language| language.code() == code);
            self.change(|choice| choice.language = language.unwrap_or_default());
        };
        let themes = [("", "auto"), ("light", "light"), ("dark", "dark")].map(|(value, word)| {
            (value, t_of("desk.embed.theme", word).unwrap_or_default().to_owned())
        });
        view! {
            <div class="choices">
                {chosen("indlejring-hvad", t("desk.embed.what"), options(whats), choose_what)}
                {self.sections()}
                {chosen(
                    "indlejring-sprog",
                    t("desk.embed.language"),
                    options(languages),
                    choose_language,
                )}
                {chosen(
                    "indlejring-udseende",
                    t("desk.embed.theme"),
                    options(themes),
                    move |value| self.change(|choice| choice.theme = value),
                )}
            </div>
        }
        .into_any()
    }

    fn sections(self) -> AnyView {
        let all = move || {
            let sections = self.sections.get();
            let one = |section: OutlineLink| {
                let name = match section.label {
                    Some(label) => format!("{label}: {}", section.title),
                    None => section.title,
                };
                view! { <option value=section.key>{name}</option> }.into_any()
            };
            sections.into_iter().map(one).collect::<Vec<_>>()
        };
        let options = view! {
            <option value="">{t("desk.embed.whole")}</option>
            {all}
        };
        let choose = move |value| self.change(|choice| choice.section = value);
        chosen("indlejring-afsnit", t("desk.embed.section"), options.into_any(), choose)
    }

    /// A short address and its QR code, of what is chosen above.
    fn paper(self) -> AnyView {
        let make = move |_| {
            let slug = self.page.slug();
            let section = self.choice.with_untracked(|choice| choice.section.clone());
            spawn_local(async move {
                match api::desk::embedding::short(&slug, &section).await {
                    Ok(short) => {
                        self.short.try_set(Some(short.code));
                        // What was asked for is told by being gone to.
                        focus_first(&["#kort-adresse"]);
                    }
                    Err(refusal) => {
                        self.page.trouble.try_set(told(self.page.desk, &refusal, false));
                    }
                }
            });
        };
        let made = part_if(move || {
            let code = self.short.get()?;
            let site = self.choice.with_untracked(|choice| choice.site.clone());
            let picture = format!("/k/{code}.svg");
            let address = Signal::derive(move || format!("{site}/k/{code}"));
            let drawing = html!(
                "<p><img src='{}' alt='[[desk.embed.qr]]' width=160 height=160></p>\
                 <p><a href='{}' download='qr.svg'>[[desk.embed.qr.save]]</a></p>",
                picture,
                picture
            );
            Some(
                view! {
                    {copied("kort-adresse", t("desk.embed.short"), t("desk.embed.short.how"), address)}
                    {drawn(drawing)}
                }
                .into_any(),
            )
        });
        view! {
            <section class="panel" aria-labelledby="papir">
                {drawn(html!("<h2 id=papir>[[desk.embed.paper]]</h2><p>[[desk.embed.paper.how]]</p>"))}
                {button("button", "kort-lav".to_owned(), t("desk.embed.short.make"), make)}
                {made}
            </section>
        }
        .into_any()
    }
}

/// One of several, under its label.
fn chosen(
    id: &'static str,
    label: &'static str,
    options: AnyView,
    choose: impl Fn(String) + Send + 'static,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change:target=move |ev| choose(ev.target().value())>{options}</select>
        </div>
    }
    .into_any()
}

fn options<const N: usize>(all: [(&'static str, String); N]) -> AnyView {
    let one = |(value, name)| view! { <option value=value>{name}</option> }.into_any();
    all.map(one).into_iter().collect::<Vec<_>>().into_any()
}
