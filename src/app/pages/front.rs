//! The list of consultations, and a consultation's front page.

use model::{Consultation, ConsultationSummary, News, Phase};

use super::contents::line;
use super::frame::{Layout, frame, is_gone, otherwise, their_heading};
use super::talk::{Talk, talk};
use crate::citizen::App;
use crate::components::{Ctx, theirs};
use crate::i18n::{spoken, t, t_with, tn};
use crate::markup::{Html, all, button_link, html, none};
use crate::place::Place;
use crate::route::Route;
use crate::when;

/// Every consultation.
pub fn home(consultations: &[ConsultationSummary]) -> Html {
    let cards: Vec<Html> = consultations.iter().map(card).collect();
    let page = html!(
        "<h1 tabindex=-1 id=titel>[[home.title]]</h1><p class=lede>[[home.lede]]</p>{}\
         <ul class=cards>{}</ul>",
        if cards.is_empty() { html!("<p class=empty>[[home.empty]]</p>") } else { none() },
        all(&cards)
    );
    frame(None, Layout::Text, &page)
}

fn card(summary: &ConsultationSummary) -> Html {
    let foreign = summary.lang != spoken().tag();
    html!(
        "<li class=card><a href='{}'><span class=card__title{}>{}</span></a>\
         <p class=card__facts><span>{}</span><span>{}</span><span>{}</span></p></li>",
        App::get().here().to(Route::Front { c: summary.slug.clone() }).href(),
        if foreign { html!(" lang='{}'", summary.lang) } else { none() },
        summary.title,
        deadline(summary),
        tn("comments", summary.counts.comments),
        tn("proposals", summary.counts.proposals)
    )
}

/// Until when, in a sentence.
fn deadline(summary: &ConsultationSummary) -> String {
    let period = summary.period();
    if period.is_unset() {
        return t("front.undated").to_owned();
    }
    let (opens, closes) = (when::date(summary.opens), when::last_day(summary.closes));
    match period.phase(App::get().now()) {
        Phase::Upcoming => t_with("front.opens", &[("date", &opens)]),
        Phase::Open => t_with("front.until", &[("date", &closes)]),
        Phase::Closed => t_with("front.closed", &[("date", &closes)]),
    }
}

/// A consultation's front page.
pub fn front(consultation: &Consultation, thread: &model::Thread, news: Option<&News>) -> Html {
    let c = consultation.summary.slug.clone();
    let ctx =
        Ctx::new(Place::General { c }, consultation.summary.period()).locked(consultation.locked);
    let notice = consultation.notice.as_ref();
    let lede = consultation.lede.as_ref();
    let about = Talk {
        title: t("front.general"),
        label: t("composer.general"),
        count: consultation.general,
        gone: is_gone(consultation),
    };
    let page = html!(
        "<p class=eyebrow>[[front.what]]</p>{}{}{}{}{}{}{}{}{}",
        their_heading(&consultation.summary.title),
        lede.map_or_else(none, |text| html!("<p class=lede{}>{}</p>", theirs(), *text)),
        notice.map_or_else(none, |text| html!("<p class=notice{}>{}</p>", theirs(), *text)),
        steps(consultation),
        outline(consultation),
        also(consultation, news),
        talk(&ctx, thread, about),
        otherwise(consultation),
        files(&consultation.summary.slug)
    );
    frame(Some(consultation), Layout::Front, &page)
}

fn steps(consultation: &Consultation) -> Html {
    let summary = &consultation.summary;
    let open = summary.period().phase(App::get().now()) == Phase::Open;
    let first = consultation.outline.iter().find(|item| item.depth > 1);
    let begin = first.or(consultation.outline.first()).map_or_else(none, |item| {
        let route = Route::Section { c: summary.slug.clone(), key: item.key.clone() };
        button_link(&App::get().here().to(route).href(), true, t("front.begin"))
    });
    let how = if open {
        html!(
            "<ol class=steps><li>[[front.step.read]]</li><li>[[front.step.say]]</li>\
             <li>[[front.step.follow]]</li></ol>"
        )
    } else {
        none()
    };
    let put_off = consultation.announced.map_or_else(none, |was| {
        html!("<p class=hint>{}</p>", t_with("front.extended", &[("date", &when::last_day(was))]))
    });
    html!("<p class=deadline>{}</p>{}{}{}", deadline(summary), put_off, how, begin)
}

/// All that was said, to be taken home.
fn files(c: &str) -> Html {
    html!(
        "<p class=buttons><a class=act href='/api/consultations/{}/export.csv' download>\
         [[front.table]]</a> <a class=act href='/api/consultations/{}/export.json' download>\
         [[front.json]]</a></p>",
        c,
        c
    )
}

fn outline(consultation: &Consultation) -> Html {
    let here = App::get().here();
    let c = &consultation.summary.slug;
    let lines: Vec<Html> = consultation.outline.iter().map(|item| line(item, &here, c)).collect();
    html!(
        "<section aria-labelledby=teksten><h2 id=teksten>[[front.contents]]</h2>\
         <ol class='contents__list contents__list--front'>{}</ol></section>",
        all(&lines)
    )
}

fn also(consultation: &Consultation, news: Option<&News>) -> Html {
    let here = App::get().here();
    let c = consultation.summary.slug.clone();
    let newest = news.map_or_else(none, |news| {
        html!(
            "<li class=card><a href='{}'><span class=eyebrow>[[front.newest]]</span>\
             <span class=card__title{}>{}</span></a><p class=card__facts>{}</p></li>",
            here.to(Route::News { c: c.clone(), id: news.id.clone() }).href(),
            theirs(),
            news.title,
            when::date(news.created)
        )
    });
    html!(
        "<ul class='cards cards--two'><li class=card><a href='{}'>\
         <span class=eyebrow>[[nav.proposals]]</span><span class=card__title>{}</span></a>\
         <p class=card__facts>[[front.proposals]]</p></li>{}\
         <li class=card><a href='{}'><span class=eyebrow>[[nav.result]]</span>\
         <span class=card__title>[[front.result]]</span></a></li></ul>",
        here.to(Route::Proposals { c: c.clone() }).href(),
        tn("proposals", consultation.summary.counts.proposals),
        newest,
        here.to(Route::Result { c: c.clone() }).href()
    )
}
