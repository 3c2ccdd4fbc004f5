//! The list of consultations, and a consultation's front page.

use leptos::prelude::*;
use model::{Consultation, ConsultationSummary, News, Phase};

use super::App;
use crate::components::{Ctx, Frame, Talk, ThreadSection, heading, line, otherwise, still};
use crate::i18n::{t, t_with, tn};
use crate::markup::{Html, all, button_link, leaf, none, tag, text};
use crate::place::Place;
use crate::route::Route;
use crate::when;

/// Every consultation.
pub fn home(consultations: &[ConsultationSummary]) -> AnyView {
    let cards: Vec<Html> = consultations.iter().map(card).collect();
    let empty = if cards.is_empty() { leaf("p", "empty", t("home.empty")) } else { none() };
    let page = [
        heading(t("home.title")),
        leaf("p", "lede", t("home.lede")),
        empty,
        tag("ul", &[("class", "cards")], &cards),
    ];
    still(None, "site--text", &page)
}

fn card(summary: &ConsultationSummary) -> Html {
    let href = App::get().here().to(Route::Front { c: summary.slug.clone() }).href();
    let facts = [
        leaf("span", "", &deadline(summary)),
        leaf("span", "", &tn("comments", summary.counts.comments)),
        leaf("span", "", &tn("proposals", summary.counts.proposals)),
    ];
    let title = tag("a", &[("href", &href)], &[leaf("span", "card__title", &summary.title)]);
    tag("li", &[("class", "card")], &[title, tag("p", &[("class", "card__facts")], &facts)])
}

/// Until when, in a sentence.
fn deadline(summary: &ConsultationSummary) -> String {
    let period = summary.period();
    let (opens, closes) = (when::date(summary.opens), when::last_day(summary.closes));
    match period.phase(App::get().now()) {
        Phase::Upcoming => t_with("front.opens", &[("date", &opens)]),
        Phase::Open => t_with("front.until", &[("date", &closes)]),
        Phase::Closed => t_with("front.closed", &[("date", &closes)]),
    }
}

/// A consultation's front page.
pub fn front(
    consultation: Consultation,
    thread: model::Thread,
    news: Option<&News>,
) -> AnyView {
    let app = App::get();
    let c = consultation.summary.slug.clone();
    let phase = consultation.summary.period().phase(app.now());
    let ctx = Ctx::new(Place::General { c }, phase);
    let said = |class: &str, text: Option<&String>| text.map_or_else(none, |text| leaf("p", class, text));
    let html = all(&[
        said("notice", consultation.notice.as_ref()),
        leaf("p", "eyebrow", t("front.what")),
        heading(&consultation.summary.title),
        said("lede", consultation.lede.as_ref()),
        steps(&consultation),
        outline(&consultation),
        also(&consultation, news),
    ])
    .into_string();
    let end = otherwise(&consultation).into_string();
    let talk = Talk {
        title: t("front.general"),
        label: t("composer.general"),
        count: consultation.general,
    };
    let around = Some(consultation.clone());
    let page = view! {
        <div inner_html=html></div>
        <ThreadSection ctx page=thread consultation talk/>
        <div inner_html=end></div>
    }
    .into_any();
    view! { <Frame consultation=around layout="site--front" page/> }.into_any()
}

fn steps(consultation: &Consultation) -> Html {
    let summary = &consultation.summary;
    let open = summary.period().phase(App::get().now()) == Phase::Open;
    let first = consultation.outline.iter().find(|item| item.depth > 1);
    let begin = first.or(consultation.outline.first()).map_or_else(none, |item| {
        let route = Route::Section { c: summary.slug.clone(), key: item.key.clone() };
        button_link(&App::get().here().to(route).href(), true, t("front.begin"))
    });
    let steps = [t("front.step.read"), t("front.step.say"), t("front.step.follow")];
    let how = if open {
        tag("ol", &[("class", "steps")], &steps.map(|step| leaf("li", "", step)))
    } else {
        none()
    };
    all(&[leaf("p", "deadline", &deadline(summary)), how, begin])
}

fn outline(consultation: &Consultation) -> Html {
    let here = App::get().here();
    let c = &consultation.summary.slug;
    let lines: Vec<Html> = consultation.outline.iter().map(|item| line(item, &here, c)).collect();
    tag(
        "section",
        &[("aria-labelledby", "teksten")],
        &[
            tag("h2", &[("id", "teksten")], &[text(t("front.contents"))]),
            tag("ol", &[("class", "contents__list contents__list--front")], &lines),
        ],
    )
}

fn also(consultation: &Consultation, news: Option<&News>) -> Html {
    let here = App::get().here();
    let c = consultation.summary.slug.clone();
    let way = |route: Route, what: &str, title: &str, more: &str| {
        let inside = [leaf("span", "eyebrow", what), leaf("span", "card__title", title)];
        let link = tag("a", &[("href", &here.to(route).href())], &inside);
        let more = if more.is_empty() { none() } else { leaf("p", "card__facts", more) };
        tag("li", &[("class", "card")], &[link, more])
    };
    let proposals = tn("proposals", consultation.summary.counts.proposals);
    let newest = news.map_or_else(none, |news| {
        let route = Route::News { c: c.clone(), id: news.id.clone() };
        way(route, t("front.newest"), &news.title, &when::date(news.created))
    });
    let cards = [
        way(
            Route::Proposals { c: c.clone() },
            t("nav.proposals"),
            &proposals,
            t("front.proposals"),
        ),
        newest,
        way(Route::Result { c: c.clone() }, t("nav.result"), t("front.result"), ""),
    ];
    tag("ul", &[("class", "cards cards--two")], &cards)
}
