//! The list of consultations, and a consultation's front page.

use leptos::prelude::*;
use model::{Consultation, ConsultationSummary, News, Phase};

use super::App;
use crate::components::{Ctx, Frame, Line, ThreadSection, otherwise};
use crate::i18n::{t, t_with, tn};
use crate::place::Place;
use crate::route::Route;
use crate::when;

/// Every consultation.
#[component]
pub fn HomePage(
    /// They.
    consultations: Vec<ConsultationSummary>,
) -> impl IntoView {
    let empty = consultations.is_empty();
    let cards: Vec<_> = consultations.iter().map(card).collect();
    view! {
        <Frame layout="site--text">
            <h1 tabindex="-1" id="titel">{t("home.title")}</h1>
            <p class="lede">{t("home.lede")}</p>
            {empty.then(|| view! { <p class="empty">{t("home.empty")}</p> })}
            <ul class="cards">{cards}</ul>
        </Frame>
    }
}

fn card(summary: &ConsultationSummary) -> impl IntoView + use<> {
    let app = App::get();
    let href = app.here().to(Route::Front { c: summary.slug.clone() }).href();
    let counts = (tn("comments", summary.counts.comments), tn("proposals", summary.counts.proposals));
    view! {
        <li class="card">
            <a href=href><span class="card__title">{summary.title.clone()}</span></a>
            <p class="card__facts">
                <span>{deadline(summary)}</span>
                <span>{counts.0}</span>
                <span>{counts.1}</span>
            </p>
        </li>
    }
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
#[component]
pub fn FrontPage(
    /// The consultation.
    consultation: Consultation,
    /// A page of its general thread.
    thread: model::Thread,
    /// Its newest news.
    #[prop(optional_no_strip)]
    news: Option<News>,
) -> impl IntoView {
    let app = App::get();
    let c = consultation.summary.slug.clone();
    let ctx = Ctx::new(
        Place::General { c },
        consultation.summary.period().phase(app.now()),
    );
    let notice = consultation.notice.clone().map(|text| view! { <p class="notice">{text}</p> });
    let lede = consultation.lede.clone().map(|text| view! { <p class="lede">{text}</p> });
    let parts = (steps(&consultation), contents(&consultation), also(&consultation, news.as_ref()));
    let end = otherwise(&consultation);
    let count = consultation.general;
    view! {
        <Frame consultation=Some(consultation.clone()) layout="site--front">
            {notice}
            <p class="eyebrow"><span>{t("front.what")}</span></p>
            <h1 tabindex="-1" id="titel">{consultation.summary.title.clone()}</h1>
            {lede}
            {parts}
            <ThreadSection
                ctx
                page=thread
                consultation
                title=t("front.general")
                label=t("composer.general")
                count
            />
            {end}
        </Frame>
    }
}

fn steps(consultation: &Consultation) -> impl IntoView + use<> {
    let summary = &consultation.summary;
    let open = summary.period().phase(App::get().now()) == Phase::Open;
    let first = consultation.outline.iter().find(|item| item.depth > 1);
    let begin = first.or(consultation.outline.first()).map(|item| {
        let key = item.key.clone();
        let href = App::get().here().to(Route::Section { c: summary.slug.clone(), key }).href();
        view! { <p><a class="button button--strong" href=href>{t("front.begin")}</a></p> }
    });
    let how = open.then(|| {
        view! {
            <ol class="steps">
                <li>{t("front.step.read")}</li>
                <li>{t("front.step.say")}</li>
                <li>{t("front.step.follow")}</li>
            </ol>
        }
    });
    view! {
        <p class="deadline">{deadline(summary)}</p>
        {how}
        {begin}
    }
}

fn contents(consultation: &Consultation) -> impl IntoView + use<> {
    let here = App::get().here();
    let c = &consultation.summary.slug;
    let lines: Vec<_> = consultation
        .outline
        .iter()
        .map(|item| view! { <Line item=item.clone() here=here.clone() c=c.clone()/> })
        .collect();
    view! {
        <section aria-labelledby="teksten">
            <h2 id="teksten">{t("front.contents")}</h2>
            <ol class="contents__list contents__list--front">{lines}</ol>
        </section>
    }
}

fn also(consultation: &Consultation, news: Option<&News>) -> impl IntoView + use<> {
    let here = App::get().here();
    let c = consultation.summary.slug.clone();
    let proposals = consultation.summary.counts.proposals;
    let newest = news.map(|news| {
        let href = here.to(Route::News { c: c.clone(), id: news.id.clone() }).href();
        view! {
            <li class="card">
                <a href=href><span class="eyebrow">{t("front.newest")}</span><span class="card__title">{news.title.clone()}</span></a>
                <p class="card__facts"><span>{when::date(news.created)}</span></p>
            </li>
        }
    });
    let result = here.to(Route::Result { c: c.clone() }).href();
    view! {
        <ul class="cards cards--two">
            <li class="card">
                <a href=here.to(Route::Proposals { c: c.clone() }).href()>
                    <span class="eyebrow">{t("nav.proposals")}</span>
                    <span class="card__title">{tn("proposals", proposals)}</span>
                </a>
                <p class="card__facts"><span>{t("front.proposals")}</span></p>
            </li>
            {newest}
            <li class="card">
                <a href=result><span class="eyebrow">{t("nav.result")}</span><span class="card__title">{t("front.result")}</span></a>
            </li>
        </ul>
    }
}
