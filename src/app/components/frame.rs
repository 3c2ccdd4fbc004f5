use leptos::prelude::*;
use model::{Consultation, Phase};

use crate::citizen::App;
use crate::components::contents;
use crate::i18n::{number, t, tn};
use crate::markup::{Html, all, leaf, link, none, pair, tag, text};
use crate::route::Route;
use crate::when;

/// What stands around every page of the site: head, contents, foot.
#[component]
pub fn Frame(
    /// The consultation that the page belongs to.
    consultation: Option<Consultation>,
    /// How the page is laid out: a class.
    layout: &'static str,
    /// The page.
    page: AnyView,
) -> impl IntoView {
    let beside = consultation.as_ref().map(|consultation| {
        let lines = contents(consultation).into_string();
        view! {
            <nav id="indhold" class="contents" popover="" aria-label=t("contents.title") inner_html=lines></nav>
        }
    });
    view! {
        <header class="top" inner_html=top(consultation.as_ref()).into_string()></header>
        <div class=format!("site {layout}")>
            {beside}
            <main id="main" class="page">{page}</main>
        </div>
        <footer class="foot" inner_html=foot().into_string()></footer>
    }
}

/// A page without state.
pub fn still(consultation: Option<Consultation>, layout: &'static str, page: &[Html]) -> AnyView {
    let html = all(page).into_string();
    let page = view! { <div class="still" inner_html=html></div> }.into_any();
    view! { <Frame consultation layout page/> }.into_any()
}

fn top(consultation: Option<&Consultation>) -> Html {
    let here = App::get().here();
    let home = consultation.map_or(Route::Home, |c| Route::Front { c: c.summary.slug.clone() });
    let brand =
        tag("a", &[("class", "brand"), ("href", &here.to(home).href())], &[text(t("site.name"))]);
    let rest = consultation.map_or_else(none, |consultation| {
        let c = consultation.summary.slug.clone();
        let proposals = tag(
            "a",
            &[("href", &here.to(Route::Proposals { c: c.clone() }).href())],
            &[
                text(t("nav.proposals")),
                text(" "),
                leaf("span", "", &number(consultation.summary.counts.proposals)),
            ],
        );
        all(&[
            leaf("span", "top__what", &consultation.summary.title),
            tag(
                "nav",
                &[("class", "top__links"), ("aria-label", t("nav.label"))],
                &[
                    proposals,
                    link(&here.to(Route::NewsList { c }).href(), t("nav.news")),
                    link(&here.to(Route::Mine).href(), t("nav.mine")),
                ],
            ),
            leaf("span", "chip top__left", &left(consultation)),
            tag(
                "button",
                &[("type", "button"), ("class", "top__menu"), ("id", "menu"), ("popovertarget", "indhold")],
                &[text(t("nav.menu"))],
            ),
        ])
    });
    tag("div", &[("class", "top__in")], &[brand, rest])
}

/// How long there is left, or that it is over.
fn left(consultation: &Consultation) -> String {
    let now = App::get().now();
    let period = consultation.summary.period();
    match period.phase(now) {
        Phase::Upcoming => t("left.upcoming").to_owned(),
        Phase::Closed => t("left.closed").to_owned(),
        Phase::Open => match period.days_left(now) {
            1 => t("left.last").to_owned(),
            days => tn("left", days),
        },
    }
}

fn foot() -> Html {
    let here = App::get().here();
    let way = |route, name| link(&here.to(route).href(), name);
    let links = [
        way(Route::Rules, t("rules.title")),
        way(Route::Privacy, t("privacy.title")),
        way(Route::Accessibility, t("accessibility.title")),
        way(Route::Mine, t("nav.mine")),
    ];
    tag(
        "div",
        &[("class", "foot__in")],
        &[
            leaf("p", "", t("foot.what")),
            tag("nav", &[("class", "foot__links"), ("aria-label", t("foot.label"))], &links),
        ],
    )
}

/// How to answer without this site: the same right for those who cannot or will not use it.
pub fn otherwise(consultation: &Consultation) -> Html {
    if consultation.mail.is_none() && consultation.letter.is_none() {
        return none();
    }
    let mail = consultation.mail.as_ref().map_or_else(none, |mail| {
        pair("", t("otherwise.mail"), link(&format!("mailto:{mail}"), mail))
    });
    let letter = consultation.letter.as_ref().map_or_else(none, |letter| {
        let lines: Vec<_> = letter.lines().map(|line| leaf("span", "", line)).collect();
        let address = tag("address", &[("class", "letter")], &lines);
        all(&[leaf("p", "", t("otherwise.letter")), address])
    });
    let case = consultation.case_number.as_ref().map_or_else(none, |case| {
        pair("", t("otherwise.case"), leaf("span", "", case))
    });
    let until = leaf("span", "", &when::last_day(consultation.summary.closes));
    tag(
        "section",
        &[("class", "otherwise"), ("aria-labelledby", "andre-veje")],
        &[
            tag("h2", &[("id", "andre-veje")], &[text(t("otherwise.title"))]),
            mail,
            letter,
            case,
            pair("", t("otherwise.until"), until),
        ],
    )
}

/// The heading of a page.
pub fn heading(content: &str) -> Html {
    tag("h1", &[("tabindex", "-1"), ("id", "titel"), ("dir", "auto")], &[text(content)])
}
