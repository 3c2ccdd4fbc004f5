//! Those who ask that what they wrote is deleted: the cases, the one that is due first at the top, and
//! the page on which one is answered.

mod answer;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, ErasureCase, Erasures};

use super::navigation;
use super::route::Route;
use super::{Desk, load, words};
use crate::api::{self, Refusal};
use crate::components::{Live, drawn, part, part_if};
use crate::i18n::{number, t, t_of, t_with, tn};
use crate::markup::{Html, all, html, none};
use crate::when;
use answer::Case;

/// The list of cases, or the one that the address names.
pub fn page(desk: Desk) -> AnyView {
    let route = Memo::new(move |_| desk.route.get());
    let shown = part(move || match route.get() {
        Route::Erasure { id } => Case::new(desk, id).draw(),
        Route::Erasures { answered } => List::new(desk, answered).draw(),
        _ => ().into_any(),
    });
    view! { <main id="main" class="desk-page" tabindex="-1">{shown}</main> }.into_any()
}

/// The way to the page, with how many cases wait.
pub fn tab(desk: Desk) -> AnyView {
    let to = Route::Erasures { answered: false };
    let here = move || {
        desk.route.with(|route| match route {
            Route::Erasures { answered: false } => Some("page"),
            Route::Erasures { .. } | Route::Erasure { .. } => Some("true"),
            _ => None,
        })
    };
    spawn_local(async move {
        if let Ok(found) = api::desk::erasure::list(false, None).await {
            desk.erasures.try_set(found.open);
        }
    });
    let count =
        move || Some(desk.erasures.get()).filter(|n| *n > 0).map(number).unwrap_or_default();
    view! {
        <a class="tab" href=to.href() aria-current=here>
            {navigation::page_name(&to)} " " <Live text=Signal::derive(count)/>
        </a>
    }
    .into_any()
}

/// Why something could not be fetched or kept.
fn told(desk: Desk, refusal: &Refusal, reading: bool) -> String {
    load::heed(desk, refusal);
    match (refusal.code(), reading) {
        (Some(Code::Forbidden), _) => t("desk.erasure.forbidden").to_owned(),
        (_, true) => words::not_loaded(refusal),
        (_, false) => words::told(refusal),
    }
}

/// "En kommentar fra Mona", "Alt, hvad Mona har skrevet".
fn name(one: &ErasureCase) -> String {
    let name = Some(one.author.name.as_str()).filter(|name| !name.is_empty());
    let name = [("name", name.unwrap_or(t("desk.erasure.nobody")))];
    match one.case.kind.as_deref() {
        Some("comment") => t_with("desk.erasure.comment", &name),
        Some(_) => t_with("desk.erasure.proposal", &name),
        None => t_with("desk.erasure.all", &name),
    }
}

/// Since when it waits and until when it may; or what was done.
fn stand(one: &ErasureCase) -> Html {
    let asked = t_with("desk.erasure.asked", &[("at", &when::date_and_time(one.case.created))]);
    let due = t_with("desk.erasure.due", &[("date", &when::date(one.case.due))]);
    let late = if one.overdue {
        html!(" <strong class=sign>[[desk.erasure.late]]</strong>")
    } else {
        none()
    };
    let Some(outcome) = one.case.outcome else {
        return html!("<p class=hint>{} · <span>{}</span></p>{}", asked, due, late);
    };
    let done = t_of("desk.erasure.outcome", outcome.word()).unwrap_or_default();
    let at = when::date_and_time(one.case.answered.unwrap_or(one.case.created));
    let by = one.by.as_deref().unwrap_or_default();
    let by = t_with("desk.erasure.by", &[("at", &at), ("name", by)]);
    html!("<p><strong>{}</strong></p><p class=hint>{} · {}</p>", done, asked, by)
}

/// A list as far as it was read.
#[derive(Clone, Copy)]
struct List {
    desk: Desk,
    answered: bool,
    cards: RwSignal<String>,
    /// What stands above them.
    head: RwSignal<String>,
    next: RwSignal<Option<String>>,
    trouble: RwSignal<String>,
}

impl List {
    fn new(desk: Desk, answered: bool) -> Self {
        let list = Self {
            desk,
            answered,
            cards: RwSignal::new(String::new()),
            head: RwSignal::new(html!("<p class=hint>[[desk.waiting]]</p>").into_string()),
            next: RwSignal::new(None),
            trouble: RwSignal::new(String::new()),
        };
        list.more(None);
        list
    }

    fn more(self, after: Option<String>) {
        spawn_local(async move {
            match api::desk::erasure::list(self.answered, after.as_deref()).await {
                Ok(found) => {
                    self.desk.erasures.try_set(found.open);
                    self.head.try_set(self.counts(&found).into_string());
                    let lines: Vec<Html> = found.items.iter().map(line).collect();
                    self.cards.try_update(|cards| cards.push_str(&all(&lines).into_string()));
                    self.next.try_set(found.next);
                    self.trouble.try_set(String::new());
                }
                Err(refusal) => {
                    self.head.try_set(String::new());
                    self.trouble.try_set(told(self.desk, &refusal, true));
                }
            }
        });
    }

    fn counts(self, found: &Erasures) -> Html {
        let open = match (self.answered, found.total) {
            (true, 0) => html!("<p class=empty>[[desk.erasure.none.answered]]</p>"),
            (true, _) => none(),
            (false, 0) => html!("<p class=empty>[[desk.erasure.none]]</p>"),
            (false, n) => html!("<p>{}</p>", tn("desk.erasure.open", n)),
        };
        let late = if found.overdue > 0 {
            html!("<p class=notice>{}</p>", tn("desk.erasure.overdue", found.overdue))
        } else {
            none()
        };
        html!("{}{}", open, late)
    }

    fn draw(self) -> AnyView {
        let title =
            if self.answered { t("desk.erasure.answered") } else { t("desk.erasure.title") };
        let other = Route::Erasures { answered: !self.answered }.href();
        let way =
            if self.answered { t("desk.erasure.waiting") } else { t("desk.erasure.answered") };
        let head = html!(
            "<h1>{}</h1><p>[[desk.erasure.lede]]</p><p><a href='{}'>{}</a></p>",
            title,
            other,
            way
        );
        let more = part_if(move || {
            let after = self.next.get()?;
            let press = move |_| self.more(Some(after.clone()));
            Some(crate::components::button("button", "flere".to_owned(), t("desk.more"), press))
        });
        view! {
            {drawn(head)}
            <p class="trouble" role="alert"><Live text=self.trouble.into()/></p>
            <div inner_html=move || self.head.get()></div>
            <ul class="plain-list record" inner_html=move || self.cards.get()></ul>
            {more}
        }
        .into_any()
    }
}

fn line(one: &ErasureCase) -> Html {
    let href = Route::Erasure { id: one.case.id.clone() }.href();
    html!("<li><p><a href='{}'><bdi>{}</bdi></a></p>{}</li>", href, name(one), stand(one))
}
