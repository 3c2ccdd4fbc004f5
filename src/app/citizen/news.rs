//! The hearing's own blog, and what became of the hearing.

use leptos::prelude::*;
use model::{Consultation, News, Page, Phase};

use super::App;
use crate::components::{Ctx, Frame, ThreadSection, otherwise};
use crate::i18n::{t, t_with, tn};
use crate::place::Place;
use crate::route::Route;
use crate::text::{beginning, words_of};
use crate::when;

/// The list of news.
#[component]
pub fn NewsListPage(
    /// The consultation.
    consultation: Consultation,
    /// A page of it.
    news: Page<News>,
) -> impl IntoView {
    let here = App::get().here();
    let c = consultation.summary.slug.clone();
    let empty = news.items.is_empty();
    let cards: Vec<_> = news.items.iter().map(|news| card(news, &c)).collect();
    let more = news.next.clone().map(|after| {
        let href = here.with(|look| look.after = Some(after)).href();
        view! { <p class="next"><a class="button" href=href>{t("news.more")}</a></p> }
    });
    view! {
        <Frame consultation=Some(consultation.clone()) layout="site--text">
            <h1 tabindex="-1" id="titel">{t("nav.news")}</h1>
            <p class="lede">{t("news.lede")}</p>
            {empty.then(|| view! { <p class="empty">{t("news.empty")}</p> })}
            <ul class="cards">{cards}</ul>
            {more}
            {otherwise(&consultation)}
        </Frame>
    }
}

fn card(news: &News, c: &str) -> impl IntoView + use<> {
    let here = App::get().here();
    let href = here.to(Route::News { c: c.to_owned(), id: news.id.clone() }).href();
    view! {
        <li class="card">
            <a href=href><span class="card__title">{news.title.clone()}</span></a>
            <p>{beginning(&words_of(&news.html), 160)}</p>
            <p class="card__facts">
                <span>{when::date(news.created)}</span>
                <span>{tn("comments", news.comments)}</span>
            </p>
        </li>
    }
}

/// One piece of news.
#[component]
pub fn NewsPage(
    /// The consultation.
    consultation: Consultation,
    /// The news.
    news: News,
    /// A page of its thread.
    thread: model::Thread,
) -> impl IntoView {
    let app = App::get();
    let c = consultation.summary.slug.clone();
    let phase = consultation.summary.period().phase(app.now());
    let ctx = Ctx::new(Place::News { c: c.clone(), id: news.id.clone() }, phase);
    let all = app.here().to(Route::NewsList { c }).href();
    let lang = consultation.lang.clone();
    let end = otherwise(&consultation);
    view! {
        <Frame consultation=Some(consultation.clone()) layout="site--text">
            <p class="eyebrow"><a href=all>{t("nav.news")}</a> " · " <span>{when::date(news.created)}</span></p>
            <h1 tabindex="-1" id="titel">{news.title}</h1>
            <div class="text" lang=lang inner_html=news.html></div>
            <ThreadSection
                ctx
                page=thread
                consultation
                title=t("thread.title")
                label=t("composer.news")
                count=news.comments
            />
            {end}
        </Frame>
    }
}

/// What became of the hearing; until there is something, what will come and when.
#[component]
pub fn ResultPage(
    /// The consultation.
    consultation: Consultation,
) -> impl IntoView {
    let summary = &consultation.summary;
    let day = when::last_day(summary.closes);
    let state = match summary.period().phase(App::get().now()) {
        Phase::Closed => t_with("result.closed", &[("date", &day)]),
        _ => t_with("result.open", &[("date", &day)]),
    };
    let who = consultation.committee.clone().map(|who| {
        view! { <p><span>{t("result.committee")}</span> " " <span>{who}</span></p> }
    });
    let c = summary.slug.clone();
    let news = App::get().here().to(Route::NewsList { c }).href();
    view! {
        <Frame consultation=Some(consultation.clone()) layout="site--text">
            <h1 tabindex="-1" id="titel">{t("result.title")}</h1>
            <p class="lede">{state}</p>
            <p>{t("result.what")}</p>
            <ul class="plain">
                <li>{t("result.answers")}</li>
                <li>{t("result.text")}</li>
                <li>{t("result.memo")}</li>
            </ul>
            {who}
            <p><a href=news>{t("result.follow")}</a></p>
            {otherwise(&consultation)}
        </Frame>
    }
}
