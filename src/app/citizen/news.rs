//! The hearing's own blog, and what became of the hearing.

use leptos::prelude::*;
use model::{Consultation, News, Page, Phase};

use super::App;
use crate::components::{Ctx, Frame, Talk, ThreadSection, heading, otherwise, still};
use crate::i18n::{t, t_with, tn};
use crate::markup::{Html, all, button_link, leaf, link, none, pair, raw, tag, text};
use crate::place::Place;
use crate::route::Route;
use crate::text::{beginning, words_of};
use crate::when;

const LAYOUT: &str = "site--text";

/// The list of news.
pub fn list(consultation: Consultation, news: &Page<News>) -> AnyView {
    let here = App::get().here();
    let c = &consultation.summary.slug;
    let cards: Vec<Html> = news.items.iter().map(|news| card(news, c)).collect();
    let more = news.next.clone().map_or_else(none, |after| {
        let href = here.with(|look| look.after = Some(after)).href();
        button_link(&href, false, t("news.more"))
    });
    let empty = if cards.is_empty() { leaf("p", "empty", t("news.empty")) } else { none() };
    let page = [
        heading(t("nav.news")),
        leaf("p", "lede", t("news.lede")),
        empty,
        tag("ul", &[("class", "cards")], &cards),
        more,
        otherwise(&consultation),
    ];
    still(Some(consultation), LAYOUT, &page)
}

fn card(news: &News, c: &str) -> Html {
    let here = App::get().here();
    let href = here.to(Route::News { c: c.to_owned(), id: news.id.clone() }).href();
    let facts = [
        leaf("span", "", &when::date(news.created)),
        leaf("span", "", &tn("comments", news.comments)),
    ];
    let inside = [
        tag("a", &[("href", &href)], &[leaf("span", "card__title", &news.title)]),
        leaf("p", "", &beginning(&words_of(&news.html), 160)),
        tag("p", &[("class", "card__facts")], &facts),
    ];
    tag("li", &[("class", "card")], &inside)
}

/// One piece of news.
pub fn one(consultation: Consultation, news: &News, thread: model::Thread) -> AnyView {
    let app = App::get();
    let c = consultation.summary.slug.clone();
    let phase = consultation.summary.period().phase(app.now());
    let ctx = Ctx::new(Place::News { c: c.clone(), id: news.id.clone() }, phase);
    let all_news = app.here().to(Route::NewsList { c }).href();
    let eyebrow = [
        link(&all_news, t("nav.news")),
        text(" · "),
        leaf("span", "", &when::date(news.created)),
    ];
    let html = all(&[
        tag("p", &[("class", "eyebrow")], &eyebrow),
        heading(&news.title),
        tag("div", &[("class", "text"), ("lang", &consultation.lang)], &[raw(&news.html)]),
    ])
    .into_string();
    let end = otherwise(&consultation).into_string();
    let talk = Talk { title: t("thread.title"), label: t("composer.news"), count: news.comments };
    let around = Some(consultation.clone());
    let page = view! {
        <article inner_html=html></article>
        <ThreadSection ctx page=thread consultation talk/>
        <div inner_html=end></div>
    }
    .into_any();
    view! { <Frame consultation=around layout=LAYOUT page/> }.into_any()
}

/// What became of the hearing; until there is something, what will come and when.
pub fn result(consultation: Consultation) -> AnyView {
    let summary = &consultation.summary;
    let day = when::last_day(summary.closes);
    let state = match summary.period().phase(App::get().now()) {
        Phase::Closed => t_with("result.closed", &[("date", &day)]),
        _ => t_with("result.open", &[("date", &day)]),
    };
    let who = consultation.committee.as_ref().map_or_else(none, |who| {
        pair("", t("result.committee"), leaf("span", "", who))
    });
    let news = App::get().here().to(Route::NewsList { c: summary.slug.clone() }).href();
    let promises = [t("result.answers"), t("result.text"), t("result.memo")];
    let page = [
        heading(t("result.title")),
        leaf("p", "lede", &state),
        leaf("p", "", t("result.what")),
        tag("ul", &[("class", "plain")], &promises.map(|promise| leaf("li", "", promise))),
        who,
        tag("p", &[], &[link(&news, t("result.follow"))]),
        otherwise(&consultation),
    ];
    still(Some(consultation), LAYOUT, &page)
}
