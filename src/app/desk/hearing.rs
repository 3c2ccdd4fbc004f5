//! Hearings: the list of them, how one is made, and the page of one, in parts: its text, its dates, what
//! is said about it, and its preview.

mod create;
mod dates;
mod embedding;
#[cfg(test)]
mod families;
mod field;
mod logo;
mod look;
mod preview;
mod publish;
mod report;
mod rules;
mod snippet;
mod text;

#[cfg(test)]
pub use families::families;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, FieldFlaw, Hearing, HearingState, Moment};

use super::listed::listed;
use super::route::Route;
use super::sure::{Texts, sure};
use super::{Desk, load, navigation, words};
use crate::api::{self, Answer, Refusal};
use crate::citizen::focus;
use crate::components::{Live, drawn, flaws, part_if};
use crate::i18n::{t, t_of, t_with, tn};
use crate::markup::{Html, all, html, none};
use crate::when;
use field::{field, wrong};

/// "1. december 2026 kl. 8.00 – 26. januar 2027 kl. 23.59", for an entry of the record.
#[must_use]
pub fn said(detail: &str) -> String {
    if detail == "never" {
        return t("desk.hearing.never").to_owned();
    }
    let times = detail.split('/').map(|time| Moment::try_from(time.to_owned()));
    match times.collect::<Result<Vec<_>, _>>() {
        Ok(times) => times.into_iter().map(when::date_and_time).collect::<Vec<_>>().join(" – "),
        Err(_) => detail.to_owned(),
    }
}

/// The list of hearings, or the one that the address names.
pub fn page(desk: Desk) -> AnyView {
    let named = |route: &Route| match route {
        Route::Hearing { slug } => Some((slug.clone(), false)),
        Route::Embedding { slug } => Some((slug.clone(), true)),
        _ => None,
    };
    let one = |desk, (slug, elsewhere)| {
        let page = Page::new(desk, slug);
        if elsewhere { embedding::page(page) } else { page.draw() }
    };
    listed(desk, named, one, list)
}

/// Why something could not be fetched or kept.
fn told(desk: Desk, refusal: &Refusal, reading: bool) -> String {
    load::heed(desk, refusal);
    match (refusal.code(), reading) {
        (Some(Code::Forbidden), _) => t("desk.statement.forbidden").to_owned(),
        (Some(Code::NotFound), _) => t("desk.hearing.missing").to_owned(),
        (Some(Code::State), _) => t("desk.hearing.state").to_owned(),
        (Some(Code::TooLarge), _) => t("desk.hearing.fault.too-large").to_owned(),
        (Some(Code::Timeout), _) => t("desk.hearing.slow").to_owned(),
        (_, true) => words::not_loaded(refusal),
        (_, false) => words::told(refusal),
    }
}

fn list(desk: Desk) -> AnyView {
    let lines = RwSignal::new(html!("<p class=hint>[[desk.waiting]]</p>").into_string());
    spawn_local(async move {
        let html = match api::desk::hearing::list().await {
            Ok(page) if page.items.is_empty() => html!("<p>[[desk.hearing.none]]</p>"),
            Ok(page) => {
                let lines: Vec<Html> = page.items.iter().map(line).collect();
                html!("<ul class='plain-list record'>{}</ul>", all(&lines))
            }
            Err(refusal) => {
                html!("<p class=trouble role=alert>{}</p>", told(desk, &refusal, true))
            }
        };
        lines.try_set(html.into_string());
    });
    view! {
        {drawn(html!("<h1>[[desk.hearing.title]]</h1><p>[[desk.hearing.lede]]</p>"))}
        {create::form(desk)}
        <div inner_html=move || lines.get()></div>
    }
    .into_any()
}

fn line(one: &Hearing) -> Html {
    let route = Route::Hearing { slug: one.slug.clone() };
    html!(
        "<li><p><a href='{}'>{}</a></p><p class=hint>{} · {} · {}</p></li>",
        route.href(),
        one.title,
        state(one),
        tn("comments", one.counts.comments),
        tn("desk.hearing.proposals", one.counts.proposals)
    )
}

/// "Åben · 1. december 2026 kl. 8.00 – 26. januar 2027 kl. 23.59".
fn state(one: &Hearing) -> Html {
    let name = t_of("desk.hearing.state", one.state.word()).unwrap_or_default();
    let dates = match (one.opens, one.closes) {
        (Some(opens), Some(closes)) => {
            html!(" · {} – {}", when::date_and_time(opens), when::date_and_time(closes))
        }
        _ => none(),
    };
    html!("<strong>{}</strong>{}", name, dates)
}

/// Whether everybody can read it.
pub fn is_public(one: &Hearing) -> bool {
    !matches!(one.state, HearingState::Draft | HearingState::Scheduled)
}

/// What the page of one hearing knows.
#[derive(Clone, Copy)]
struct Page {
    desk: Desk,
    slug: StoredValue<String>,
    /// The hearing as this page knows it.
    held: RwSignal<Option<Hearing>>,
    flaws: RwSignal<Vec<FieldFlaw>>,
    trouble: RwSignal<String>,
    /// What was done last.
    done: RwSignal<String>,
    busy: RwSignal<bool>,
    /// What one is asked about before it is done.
    asked: RwSignal<&'static str>,
}

impl Page {
    fn new(desk: Desk, slug: String) -> Self {
        let page = Self {
            desk,
            slug: StoredValue::new(slug),
            held: RwSignal::new(None),
            flaws: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(String::new()),
            done: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            asked: RwSignal::new(""),
        };
        page.fetch();
        page
    }

    fn slug(self) -> String {
        self.slug.get_value()
    }

    /// How often it was changed, as far as this page knows.
    fn turns(self) -> i64 {
        self.held.with_untracked(|held| held.as_ref().map_or(0, |one| one.turns))
    }

    fn fetch(self) {
        let slug = self.slug();
        spawn_local(async move {
            match api::desk::hearing::read(&slug).await {
                Ok(hearing) => {
                    self.held.try_set(Some(hearing));
                }
                Err(refusal) => {
                    self.trouble.try_set(told(self.desk, &refusal, true));
                }
            }
        });
    }

    /// Does something to the hearing, unless something is on its way; then says that it is done.
    fn does<F>(self, done: &'static str, act: impl FnOnce(String) -> F)
    where
        F: Future<Output = Answer<Hearing>> + 'static,
    {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.asked.set("");
        self.trouble.set(String::new());
        self.done.set(String::new());
        self.flaws.set(Vec::new());
        let act = act(self.slug());
        spawn_local(async move { self.answered(act.await, done) });
    }

    fn answered(self, answer: Answer<Hearing>, done: &'static str) {
        self.busy.try_set(false);
        match answer {
            Ok(hearing) => {
                self.held.try_set(Some(hearing));
                self.tell(done);
            }
            Err(refusal) if refusal.code() == Some(Code::Changed) => {
                self.trouble.try_set(t("desk.hearing.overtaken").to_owned());
                focus("main");
                self.fetch();
            }
            Err(refusal) => {
                self.flaws.try_set(flaws(&refusal));
                self.trouble.try_set(told(self.desk, &refusal, false));
                navigation::focus_first(&["#main [aria-invalid]", "#main"]);
            }
        }
    }

    fn tell(self, done: &str) {
        self.desk.say(done);
        self.done.try_set(done.to_owned());
        // Where it is told; what was pressed may be gone.
        focus("main");
    }

    fn wrong(self, field: &'static str) -> impl Fn() -> String + Send + Sync + 'static {
        move || wrong(self.flaws, field).to_owned()
    }

    fn draw(self) -> AnyView {
        // Each part is drawn once: what is typed survives that another one is saved.
        let there = Memo::new(move |_| self.held.with(Option::is_some));
        let head =
            part_if(move || self.held.with(|held| held.as_ref().map(|one| drawn(head(one)))));
        let parts = part_if(move || {
            there.get().then(|| {
                view! {
                    {text::part(self)}
                    {dates::part(self)}
                    {publish::part(self)}
                    {look::part(self)}
                    {logo::part(self)}
                    {rules::part(self)}
                    {preview::part(self)}
                    {self.elsewhere()}
                    {self.colleagues()}
                }
                .into_any()
            })
        });
        view! {
            {head}
            <p class="trouble" role="alert"><Live text=self.trouble.into()/></p>
            <p><Live text=self.done.into()/></p>
            {parts}
        }
        .into_any()
    }

    fn elsewhere(self) -> AnyView {
        let there = Route::Embedding { slug: self.slug() };
        drawn(html!(
            "<section class=panel><h2>[[desk.embed.title]]</h2><p>[[desk.embed.lede]]</p>\
             <p><a href='{}'>[[desk.embed.code]]</a></p></section>",
            there.href()
        ))
    }

    fn colleagues(self) -> AnyView {
        let way = if self.desk.is_admin() {
            html!("<p><a href='{}'>[[desk.colleague.invite]]</a></p>", Route::Colleagues.href())
        } else {
            html!("<p class=hint>[[desk.hearing.colleagues]]</p>")
        };
        drawn(html!("<section class=panel><h2>[[desk.colleague.title]]</h2>{}</section>", way))
    }

    /// A button that asks before it does something.
    fn asking(
        self,
        id: &'static str,
        name: &'static str,
        question: &'static str,
        act: impl Fn() + Copy + Send + 'static,
    ) -> AnyView {
        sure(self.asked, "button", id, Texts { name, question, yes: name }, act)
    }
}

fn head(one: &Hearing) -> Html {
    let see = if is_public(one) {
        html!(
            "<p><a href='/{}' target=_blank rel=noopener>[[desk.hearing.see]] [[desk.new-tab]]</a></p>",
            one.slug
        )
    } else {
        none()
    };
    let put_off = one.announced.map_or_else(none, |was| {
        let text = t_with("desk.hearing.put-off", &[("date", &when::date_and_time(was))]);
        html!("<p class=hint>{}</p>", text)
    });
    html!(
        "<p><a href='{}'>[[desk.hearing.all]]</a></p><h1>{}</h1><p>{}</p><p class=hint>/{}</p>{}{}",
        Route::Hearings.href(),
        one.title,
        state(one),
        one.slug,
        put_off,
        see
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_of_the_record_tells_times_as_people_do() {
        let detail = "2026-12-01T07:00:00Z/2027-01-26T22:59:00Z";
        assert_eq!(said(detail), "1. december 2026 kl. 8.00 – 26. januar 2027 kl. 23.59");
        assert_eq!(said("En park for alle"), "En park for alle");
    }

    #[test]
    fn a_line_tells_where_a_hearing_is_in_its_life() {
        let one = Hearing {
            slug: "park".to_owned(),
            title: "En park for <alle>".to_owned(),
            sender: None,
            case_number: None,
            state: HearingState::Draft,
            opens: None,
            closes: None,
            announced: None,
            version: 0,
            counts: model::Counts::default(),
            preview: false,
            districts: Vec::new(),
            accent: None,
            logo: None,
            sites: Vec::new(),
            turns: 0,
        };
        let html = line(&one).into_string();
        for part in ["/desk/hoeringer/park", "En park for &lt;alle&gt;", "Udkast"] {
            assert!(html.contains(part), "{part}: {html}");
        }
        let open = Hearing {
            state: HearingState::Open,
            opens: Some(Moment(1_796_300_000_000)),
            closes: Some(Moment(1_796_400_000_000)),
            announced: Some(Moment(1_796_350_000_000)),
            ..one
        };
        let html = head(&open).into_string();
        assert!(html.contains("href='/park'") && html.contains("Åben") && html.contains("Fristen"));
    }
}
