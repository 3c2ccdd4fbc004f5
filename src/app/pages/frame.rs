//! What stands around every page of the site: head, contents, foot.

use model::{Consultation, Illustration, Phase, StatementName, logo_size, picture_address};

use super::contents::contents;
use super::rules::reasons;
use super::title::statement_title;
use crate::citizen::App;
use crate::components::theirs;
use crate::i18n::{number, t, t_with, tn};
use crate::markup::{Html, all, html, none};
use crate::route::{Lang, Route};
use crate::when;

/// How wide a page is, and what stands beside it.
#[derive(Clone, Copy)]
pub enum Layout {
    /// A consultation's front page.
    Front,
    /// A section with its talk beside it.
    Reading,
    /// Text in one column.
    Text,
}

/// A page in its frame.
pub fn frame(consultation: Option<&Consultation>, layout: Layout, page: &Html) -> Html {
    let beside = consultation.map_or_else(none, |consultation| {
        html!(
            "<nav id=indhold class=contents popover aria-label='[[contents.title]]'>{}</nav>",
            contents(consultation)
        )
    });
    let layout = match layout {
        Layout::Front => "site--front",
        Layout::Reading => "site--reading",
        Layout::Text => "site--text",
    };
    html!(
        "<header class=top>{}</header><div class='site {}'>{}<main id=main class=page>{}{}{}</main></div>\
         <footer class=foot>{}</footer>{}",
        top(consultation),
        layout,
        beside,
        consultation.map_or_else(none, gone),
        *page,
        consultation.map_or_else(none, stays),
        foot(consultation),
        consultation.map_or_else(none, reasons)
    )
}

fn top(consultation: Option<&Consultation>) -> Html {
    let here = App::get().here();
    let home = consultation.map_or(Route::Home, |c| Route::Front { c: c.summary.slug.clone() });
    let rest = consultation.map_or_else(languages, |consultation| {
        let c = consultation.summary.slug.clone();
        html!(
            "<span class=top__what{}>{}</span>\
             <nav class=top__links aria-label='[[nav.label]]'>\
             <a href='{}'>[[nav.proposals]] <span>{}</span></a>\
             <a href='{}'>[[nav.news]]</a><a href='{}'>[[nav.mine]]</a></nav>\
             <span class='chip top__left'>{}</span><span class=top__wide>{}</span>\
             <button type=button class=top__menu id=menu popovertarget=indhold>[[nav.menu]]</button>",
            theirs(),
            consultation.summary.title,
            here.to(Route::Proposals { c: c.clone() }).href(),
            number(consultation.summary.counts.proposals),
            here.to(Route::NewsList { c }).href(),
            here.to(Route::Mine).href(),
            left(consultation),
            languages()
        )
    });
    let logo = consultation.and_then(|consultation| consultation.logo.as_ref());
    html!(
        "<div class=top__in><a class=brand href='{}'>{}</a>{}</div>",
        here.to(home).href(),
        logo.map_or_else(|| html!("[[site.name]]"), brand),
        rest
    )
}

/// The city's logo stands where the site's name does, which is said with it. Its place is kept free by
/// its own attributes, so nothing moves when it comes.
fn brand(logo: &Illustration) -> Html {
    let (width, height) = logo_size(logo.width, logo.height);
    html!(
        "<img src='{}' alt='{}' width={} height={}{}><span class=vh> · [[site.name]]</span>",
        picture_address(&logo.id),
        logo.alt,
        width.to_string(),
        height.to_string(),
        theirs()
    )
}

/// The way to the same page in the other languages, each by its own name. The browser loads it: the
/// page brings the texts of its language along.
pub fn languages() -> Html {
    let here = App::get().here();
    // Links leave a frame unless they say that they stay.
    let framed = matches!(here.route, Route::Embed { .. });
    let others = Lang::ALL.into_iter().filter(|lang| *lang != here.lang);
    let ways: Vec<Html> = others
        .map(|lang| {
            html!(
                "<a class=lang lang='{}' hreflang='{}'{} href='{}'>{}</a>",
                lang.tag(),
                lang.tag(),
                if framed { html!(" target=_self") } else { none() },
                here.speaking(lang).href(),
                lang.name()
            )
        })
        .collect();
    all(&ways)
}

/// How long there is left, or that it is over.
pub fn left(consultation: &Consultation) -> String {
    let now = App::get().now();
    let period = consultation.summary.period();
    match period.phase(now) {
        _ if period.is_unset() => t("left.upcoming").to_owned(),
        Phase::Upcoming => t("left.upcoming").to_owned(),
        Phase::Closed => t("left.closed").to_owned(),
        Phase::Open => match period.days_left(now) {
            1 => t("left.last").to_owned(),
            days => tn("left", days),
        },
    }
}

fn foot(consultation: Option<&Consultation>) -> Html {
    let here = App::get().here();
    let to = |route| here.to(route).href();
    // A hearing has rules of its own.
    let statement = |name: &StatementName| match (name, consultation) {
        (StatementName::Rules, Some(consultation)) => {
            let rules = Route::Rules { c: consultation.summary.slug.clone() };
            html!("<a href='{}'>[[rules.hearing]]</a>", to(rules))
        }
        _ => html!("<a href='{}'>{}</a>", to(Route::Statement(*name)), statement_title(*name)),
    };
    let feed = match &here.route {
        Route::Front { .. } | Route::Section { .. } => {
            let page = to(here.route.clone());
            html!(
                "<a href='{}.atom' type='application/atom+xml' target=_self>[[feed.link]]</a>",
                page
            )
        }
        _ => none(),
    };
    html!(
        "<div class=foot__in><p>[[foot.what]]</p>\
         <nav class=foot__links aria-label='[[foot.label]]'>\
         {}<a href='{}'>[[nav.mine]]</a>{}{}</nav></div>",
        all(&StatementName::ALL.iter().map(statement).collect::<Vec<_>>()),
        to(Route::Mine),
        feed,
        languages()
    )
}

/// Until when one can read what people wrote.
pub fn stays(consultation: &Consultation) -> Html {
    if is_gone(consultation) {
        return none();
    }
    let until = when::last_day(consultation.leaves);
    html!("<p class=hint>{}</p>", t_with("stays.until", &[("date", &until)]))
}

/// Whether what people wrote has left the site.
pub fn is_gone(consultation: &Consultation) -> bool {
    consultation.has_left(App::get().now())
}

/// That one no longer can read it.
pub fn gone(consultation: &Consultation) -> Html {
    if !is_gone(consultation) {
        return none();
    }
    let since = when::date(consultation.leaves);
    html!("<p class=notice>{}</p>", t_with("stays.gone", &[("date", &since)]))
}

/// How to answer without this site: the same right for those who cannot or will not use it.
pub fn otherwise(consultation: &Consultation) -> Html {
    if consultation.mail.is_none() && consultation.letter.is_none() {
        return none();
    }
    let mail = consultation.mail.as_ref().map_or_else(none, |mail| {
        html!("<p><span>[[otherwise.mail]]</span> <a href='mailto:{}'>{}</a></p>", *mail, *mail)
    });
    let letter = consultation.letter.as_ref().map_or_else(none, |letter| {
        let lines: Vec<_> = letter.lines().map(|line| html!("<span>{}</span>", line)).collect();
        html!(
            "<p>[[otherwise.letter]]</p><address class=letter{}>{}</address>",
            theirs(),
            all(&lines)
        )
    });
    let case = consultation.case_number.as_ref().map_or_else(none, |case| {
        html!("<p><span>[[otherwise.case]]</span> <span>{}</span></p>", *case)
    });
    html!(
        "<section class=otherwise aria-labelledby=andre-veje>\
         <h2 id=andre-veje>[[otherwise.title]]</h2>{}{}{}\
         <p><span>[[otherwise.until]]</span> <span>{}</span></p></section>",
        mail,
        letter,
        case,
        when::last_day(consultation.summary.closes)
    )
}

/// The heading of a page.
pub fn heading(content: &str) -> Html {
    html!("<h1 tabindex=-1 id=titel dir=auto>{}</h1>", content)
}

/// A heading in the words of the city or of a participant.
pub fn their_heading(content: &str) -> Html {
    html!("<h1 tabindex=-1 id=titel dir=auto{}>{}</h1>", theirs(), content)
}
