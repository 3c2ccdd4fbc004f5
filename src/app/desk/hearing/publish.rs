//! A hearing is published, its end is put off, it is closed.

use leptos::prelude::*;
use model::{Hearing, HearingState, NewPeriod, PublishWhen, weeks_later};

use super::dates::{in_words, value};
use super::{Page, field, wrong};
use crate::api;
use crate::components::{Live, button, drawn, part as changing};
use crate::i18n::{t, t_with};
use crate::markup::html;
use crate::when;

/// The part of the page.
pub(super) fn part(page: Page) -> AnyView {
    let state = Memo::new(move |_| page.held.with(|held| held.as_ref().map(|one| one.state)));
    changing(move || match state.get() {
        Some(HearingState::Draft) => draft(page),
        Some(HearingState::Scheduled) => scheduled(page),
        Some(state) => public(page, state),
        None => ().into_any(),
    })
}

fn publish(page: Page, when: PublishWhen, done: &'static str) {
    let turns = page.turns();
    page.does(
        done,
        move |slug| async move { api::desk::hearing::publish(&slug, when, turns).await },
    );
}

fn draft(page: Page) -> AnyView {
    let open = move || publish(page, PublishWhen::Open, t("desk.hearing.published"));
    let now = move || publish(page, PublishWhen::Now, t("desk.hearing.published"));
    let opening = move || publish(page, PublishWhen::Opening, t("desk.hearing.scheduled"));
    // What is missing for it is told here as well: it may be a field that is not in sight.
    let missing = Signal::derive(move || {
        let text = wrong(page.flaws, "markdown");
        if text.is_empty() { text } else { t("desk.hearing.flaw.markdown.missing") }.to_owned()
    });
    view! {
        <section class="panel" aria-labelledby="offentliggoer">
            {drawn(html!("<h2 id=offentliggoer>[[desk.hearing.publish]]</h2><p>[[desk.hearing.publish.how]]</p>"))}
            <p class="trouble"><Live text=missing/></p>
            <div class="buttons">
                {page.asking("aabn", t("desk.hearing.publish.open"), t("desk.hearing.publish.open.sure"), open)}
                {page.asking("vis-nu", t("desk.hearing.publish.now"), t("desk.hearing.publish.now.sure"), now)}
                {page.asking("vis-senere", t("desk.hearing.publish.opening"), t("desk.hearing.publish.opening.sure"), opening)}
            </div>
        </section>
    }
    .into_any()
}

fn scheduled(page: Page) -> AnyView {
    let when = move |one: &Hearing| one.opens.map(when::date_and_time).unwrap_or_default();
    let said = Signal::derive(move || {
        let date = page.held.with(|held| held.as_ref().map(when).unwrap_or_default());
        t_with("desk.hearing.scheduled.when", &[("date", &date)])
    });
    let never = move |_| publish(page, PublishWhen::Never, t("desk.hearing.unscheduled"));
    view! {
        <section class="panel" aria-labelledby="offentliggoer">
            {drawn(html!("<h2 id=offentliggoer>[[desk.hearing.publish]]</h2>"))}
            <p><Live text=said/></p>
            {button("button", "vis-ikke".to_owned(), t("desk.hearing.unschedule"), never)}
        </section>
    }
    .into_any()
}

/// What can be done to the end of a published hearing.
fn public(page: Page, state: HearingState) -> AnyView {
    let ends = page.held.get_untracked().and_then(|one| one.closes);
    let closes = RwSignal::new(value(ends));
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let (closes, turns) = (closes.get_untracked(), Some(page.turns()));
        let new = NewPeriod { opens: None, closes, turns };
        page.does(t("desk.hearing.extended"), move |slug| async move {
            api::desk::hearing::extend(&slug, &new).await
        });
    };
    let later = move |weeks| {
        move |_| {
            let ends =
                page.held.with_untracked(|held| value(held.as_ref().and_then(|one| one.closes)));
            if let Some(later) = weeks_later(&ends, weeks) {
                closes.set(later);
            }
        }
    };
    let said = Signal::derive(move || closes.with(|closes| in_words(closes)).unwrap_or_default());
    let close = move || {
        let turns = page.turns();
        page.does(t("desk.hearing.closed"), move |slug| async move {
            api::desk::hearing::close(&slug, turns).await
        });
    };
    let closing = (state == HearingState::Open)
        .then(|| page.asking("luk", t("desk.hearing.close"), t("desk.hearing.close.sure"), close));
    view! {
        <section class="panel" aria-labelledby="forlaeng">
            {drawn(html!("<h2 id=forlaeng>[[desk.hearing.extend]]</h2><p>[[desk.hearing.extend.how]]</p>"))}
            <form class="entrance__form" novalidate on:submit=submit>
                {field("datetime-local", "hoering-slutter", t("desk.hearing.closes.new"), closes, page.wrong("closes"))}
                <div class="buttons" role="group" aria-label=t("desk.hearing.later")>
                    {button("button", "senere-2".to_owned(), t("desk.hearing.later.2"), later(2))}
                    {button("button", "senere-4".to_owned(), t("desk.hearing.weeks.4"), later(4))}
                </div>
                <p class="hint"><Live text=said/></p>
                <button type="submit" class="button button--strong">{t("desk.hearing.extend")}</button>
            </form>
            {closing}
        </section>
    }
    .into_any()
}
