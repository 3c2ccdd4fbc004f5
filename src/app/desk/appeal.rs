//! Appeals against pauses and holds: those that wait for whoever sits here, each with its answer. Those
//! against decisions on posts stand in the queue.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, Measure, MeasureAppeal, NewAppealAnswer};

use super::route::Route;
use super::{Desk, draft, load, navigation, words};
use crate::api;
use crate::citizen::focus;
use crate::components::{
    Entry, Live, body, button, drawn, flaw_text, labelled, nothing, part, part_if, when,
};
use crate::i18n::{number, t, t_with};
use crate::markup::{Html, html, none};
use crate::when;

/// The way to the page, with how many wait.
pub fn tab(desk: Desk) -> AnyView {
    let to = Route::Appeals;
    let here = move || desk.route.with(|route| (*route == Route::Appeals).then_some("page"));
    let count = move || {
        let waiting = desk.counts.get().map(|counts| counts.measures);
        waiting.filter(|n| *n > 0).map(number).unwrap_or_default()
    };
    view! {
        <a class="tab" href=to.href() aria-current=here>
            {navigation::page_name(&to)} " " <Live text=Signal::derive(count)/>
        </a>
    }
    .into_any()
}

/// The page.
pub fn page(desk: Desk) -> AnyView {
    let list = List::new(desk);
    let head = html!("<h1>[[desk.appeal.heading]]</h1><p>[[desk.appeal.lede]]</p>");
    view! {
        <main id="main" class="desk-page" tabindex="-1">
            {drawn(head)}
            <p class="trouble" role="alert"><Live text=list.trouble.into()/></p>
            <p id="gjort" tabindex="-1"><Live text=list.done.into()/></p>
            {list.draw()}
        </main>
    }
    .into_any()
}

/// The list as far as it was read.
#[derive(Clone, Copy)]
struct List {
    desk: Desk,
    found: RwSignal<Option<Vec<MeasureAppeal>>>,
    next: RwSignal<Option<String>>,
    trouble: RwSignal<String>,
    /// What was done, or that somebody was quicker.
    done: RwSignal<String>,
}

impl List {
    fn new(desk: Desk) -> Self {
        let list = Self {
            desk,
            found: RwSignal::new(None),
            next: RwSignal::new(None),
            trouble: RwSignal::new(String::new()),
            done: RwSignal::new(String::new()),
        };
        list.fetch(None);
        list
    }

    fn fetch(self, after: Option<String>) {
        spawn_local(async move {
            match api::desk::appeal::list(after.as_deref()).await {
                Ok(page) => {
                    self.trouble.try_set(String::new());
                    self.next.try_set(page.next);
                    self.found.try_update(|found| {
                        let earlier = found.take().filter(|_| after.is_some());
                        let all = earlier.into_iter().flatten().chain(page.items);
                        *found = Some(all.collect());
                    });
                    self.desk.counts.try_update(|counts| {
                        if let Some(counts) = counts {
                            counts.measures = page.total;
                        }
                    });
                }
                Err(refusal) => {
                    load::heed(self.desk, &refusal);
                    self.trouble.try_set(words::not_loaded(&refusal));
                    // Those that were read before stay.
                    self.found.try_update(|found| {
                        let _ = found.get_or_insert_default();
                    });
                }
            }
        });
    }

    fn draw(self) -> AnyView {
        let cards = part(move || match self.found.get() {
            None => drawn(html!("<p class=hint>[[desk.waiting]]</p>")),
            // Whether there are any is not known when they could not be read.
            Some(_) if self.trouble.with_untracked(|text| !text.is_empty()) => nothing(),
            Some(found) if found.is_empty() => {
                drawn(html!("<p class=empty>[[desk.appeal.none]]</p>"))
            }
            Some(found) => {
                let cards: Vec<AnyView> =
                    found.into_iter().map(|one| Card::new(self, &one).draw(&one)).collect();
                view! { <ul class="plain-list record">{cards}</ul> }.into_any()
            }
        });
        let more = part_if(move || {
            let after = self.next.get()?;
            let press = move |_| self.fetch(Some(after.clone()));
            Some(button("button", "flere".to_owned(), t("desk.more"), press))
        });
        view! { {cards} {more} }.into_any()
    }

    /// Tells what was done, where the focus is, and reads the list anew.
    fn tell(self, text: &'static str) {
        self.desk.say(text);
        self.done.try_set(text.to_owned());
        focus("gjort");
        self.fetch(None);
    }
}

/// An appeal with the answer that is being written.
#[derive(Clone, Copy)]
struct Card {
    list: List,
    id: StoredValue<String>,
    reason: RwSignal<String>,
    wrong: RwSignal<&'static str>,
    trouble: RwSignal<String>,
    busy: RwSignal<bool>,
}

impl Card {
    fn new(list: List, one: &MeasureAppeal) -> Self {
        Self {
            list,
            id: StoredValue::new(one.id.clone()),
            reason: RwSignal::new(draft::read_under(&kept(&one.id)).unwrap_or_default()),
            wrong: RwSignal::new(""),
            trouble: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
        }
    }

    fn draw(self, one: &MeasureAppeal) -> AnyView {
        let reason = Entry {
            rows: Some("4"),
            typed: Box::new(move |text| {
                draft::keep_under(&kept(&self.id.get_value()), &text);
                self.reason.set(text);
            }),
            invalid: when(move || !self.wrong.get().is_empty()),
            ..Entry::of(field(&one.id), self.reason)
        };
        let lift = match one.measure {
            // What is over, or gave way to another measure, cannot be lifted.
            _ if !one.holds => t("desk.appeal.grant"),
            Measure::Pause => t("desk.measure.resume"),
            _ => t("desk.measure.release"),
        };
        let press = |granted| move |_| self.send(granted);
        view! {
            <li>
                {drawn(known(one))}
                {labelled(t("desk.appeal.reason"), reason, "trouble", move || self.wrong.get())}
                <p class="hint">{t("desk.appeal.reason.hint")}</p>
                <div class="acts">
                    {button("button", format!("ophaev-{}", one.id), lift, press(true))}
                    {button("button", format!("staar-{}", one.id), t("desk.appeal.uphold"), press(false))}
                </div>
                <p class="trouble" role="alert"><Live text=self.trouble.into()/></p>
            </li>
        }
        .into_any()
    }

    fn send(self, granted: bool) {
        if self.busy.get_untracked() {
            return;
        }
        let id = self.id.get_value();
        let new = NewAppealAnswer { granted, reason: Some(self.reason.get_untracked()) };
        let flaws = new.check().err().unwrap_or_default();
        self.wrong.set(flaw_text(&flaws, "reason").unwrap_or_default());
        self.trouble.set(String::new());
        if !flaws.is_empty() {
            return focus(&field(&id));
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = api::desk::appeal::answer(&id, &new).await;
            self.busy.try_set(false);
            match answer {
                Ok(()) => {
                    draft::forget_under(&kept(&id));
                    self.list.tell(t("desk.appeal.done"));
                }
                Err(refusal) if matches!(refusal.code(), Some(Code::State | Code::NotFound)) => {
                    self.list.tell(t("desk.appeal.overtaken"));
                }
                Err(refusal) => {
                    load::heed(self.list.desk, &refusal);
                    self.trouble.try_set(words::told(&refusal));
                }
            }
        });
    }
}

/// Under this name what is being written is kept.
fn kept(id: &str) -> String {
    format!("klage/{id}")
}

/// The id of the field for the answer.
fn field(id: &str) -> String {
    format!("svar-{id}")
}

/// What was decided about whom, why, and what they say against it.
fn known(one: &MeasureAppeal) -> Html {
    let what = match one.measure {
        Measure::Pause => t("desk.appeal.paused"),
        _ => t("desk.appeal.held"),
    };
    let by = one.by.as_deref().unwrap_or_default();
    let at = when::date_and_time(one.at);
    let rule = one.by_rule.as_ref().map_or_else(none, |rule| {
        let n = rule.number.to_string();
        html!("<p class=hint>{}</p>", t_with("desk.rule", &[("n", &n), ("rule", &rule.title)]))
    });
    let why = one.reason.as_deref().map_or_else(none, |words| {
        html!(
            "<p class=hint>[[desk.appeal.told]]</p><div class=theirs>{}</div>",
            body(words, false)
        )
    });
    let over = if one.holds { none() } else { html!("<p class=sign>[[desk.appeal.over]]</p>") };
    html!(
        "<h2><bdi>{}</bdi></h2><p>{}</p>{}{}{}<p class=hint>{}</p><div class=theirs>{}</div>",
        one.name,
        t_with("desk.appeal.by", &[("what", what), ("at", &at), ("by", by)]),
        over,
        rule,
        why,
        t_with("desk.appeal.says", &[("at", &when::date_and_time(one.appeal.created))]),
        body(&one.appeal.text, false)
    )
}
