//! The hearing's own blog, and what became of the hearing.

use model::{Consultation, Illustration, News, Page, Phase, picture_address};

use super::frame::{Layout, frame, is_gone, otherwise};
use super::talk::{Talk, talk};
use crate::citizen::App;
use crate::components::{Ctx, theirs};
use crate::i18n::{t, t_with, tn};
use crate::markup::{Html, all, button_link, html, none, raw};
use crate::place::Place;
use crate::route::Route;
use crate::text::{beginning, words_of};
use crate::when;

/// The list of news.
pub fn list(consultation: &Consultation, news: &Page<News>) -> Html {
    let here = App::get().here();
    let c = &consultation.summary.slug;
    let cards: Vec<Html> = news.items.iter().map(|news| card(news, c)).collect();
    let more = news.next.clone().map_or_else(none, |after| {
        let href = here.with(|look| look.after = Some(after)).href();
        button_link(&href, false, t("news.more"))
    });
    let page = html!(
        "<h1 tabindex=-1 id=titel>[[nav.news]]</h1><p class=lede>[[news.lede]]</p>{}\
         <ul class=cards>{}</ul>{}{}",
        if cards.is_empty() { html!("<p class=empty>[[news.empty]]</p>") } else { none() },
        all(&cards),
        more,
        otherwise(consultation)
    );
    frame(Some(consultation), Layout::Text, &page)
}

fn card(news: &News, c: &str) -> Html {
    let here = App::get().here();
    html!(
        "<li class=card><a href='{}'><span class=card__title{}>{}</span></a>{}<p{}>{}</p>\
         <p class=card__facts><span>{}</span><span>{}</span></p></li>",
        here.to(Route::News { c: c.to_owned(), id: news.id.clone() }).href(),
        theirs(),
        news.title,
        news.picture
            .as_ref()
            .map_or_else(none, |picture| html!("<div class=text>{}</div>", shown(picture))),
        theirs(),
        beginning(&words_of(&news.html), 160),
        when::date(news.created),
        tn("comments", news.comments)
    )
}

/// A picture, fetched when it comes into sight; its place is kept free until then.
fn shown(picture: &Illustration) -> Html {
    html!(
        "<img src='{}' alt='{}' width='{}' height='{}' loading=lazy{}>",
        picture_address(&picture.id),
        picture.alt,
        picture.width.to_string(),
        picture.height.to_string(),
        theirs()
    )
}

/// One piece of news.
pub fn one(consultation: &Consultation, news: &News, thread: &model::Thread) -> Html {
    let app = App::get();
    let c = consultation.summary.slug.clone();
    let place = Place::News { c: c.clone(), id: news.id.clone() };
    let ctx = Ctx::new(place, consultation.summary.period()).locked(consultation.locked);
    let about = Talk {
        title: t("thread.title"),
        label: t("composer.news"),
        count: news.comments,
        gone: is_gone(consultation),
    };
    let page = html!(
        "<article><p class=eyebrow><a href='{}'>[[nav.news]]</a> · <span>{}</span>{}</p>\
         <h1 tabindex=-1 id=titel{}>{}</h1><div class=text{}>{}{}</div></article>{}{}",
        app.here().to(Route::NewsList { c }).href(),
        when::date(news.created),
        news.edited.map_or_else(none, |at| {
            html!(" · <span>{}</span>", t_with("news.edited", &[("date", &when::date(at))]))
        }),
        theirs(),
        news.title,
        theirs(),
        news.picture.as_ref().map_or_else(none, shown),
        raw(&news.html),
        talk(&ctx, thread, about),
        otherwise(consultation)
    );
    frame(Some(consultation), Layout::Text, &page)
}

/// What became of the hearing; until there is something, what will come and when.
pub fn result(consultation: &Consultation) -> Html {
    let summary = &consultation.summary;
    let day = when::last_day(summary.closes);
    let state = match summary.period().phase(App::get().now()) {
        Phase::Closed => t_with("result.closed", &[("date", &day)]),
        _ => t_with("result.open", &[("date", &day)]),
    };
    let who = consultation.committee.as_ref().map_or_else(none, |who| {
        html!("<p><span>[[result.committee]]</span> <span{}>{}</span></p>", theirs(), *who)
    });
    let page = html!(
        "<h1 tabindex=-1 id=titel>[[result.title]]</h1><p class=lede>{}</p><p>[[result.what]]</p>\
         <ul class=plain><li>[[result.answers]]</li><li>[[result.text]]</li>\
         <li>[[result.memo]]</li></ul>{}<p><a href='{}'>[[result.follow]]</a></p>{}",
        state,
        who,
        App::get().here().to(Route::NewsList { c: summary.slug.clone() }).href(),
        otherwise(consultation)
    );
    frame(Some(consultation), Layout::Text, &page)
}
