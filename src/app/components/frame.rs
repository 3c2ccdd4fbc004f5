use leptos::prelude::*;
use model::{Consultation, Phase};

use crate::citizen::App;
use crate::components::Contents;
use crate::i18n::{number, t, tn};
use crate::route::Route;
use crate::when;

/// What stands around every page of the site: head, contents, foot.
#[component]
pub fn Frame(
    /// The consultation that the page belongs to.
    #[prop(optional_no_strip)]
    consultation: Option<Consultation>,
    /// How the page is laid out: a class.
    #[prop(optional)]
    layout: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <Top consultation=consultation.clone()/>
        <div class=format!("site {layout}")>
            {consultation.map(|consultation| view! { <Contents consultation/> })}
            <main id="main" class="page">{children()}</main>
        </div>
        <Foot/>
    }
}

#[component]
fn Top(consultation: Option<Consultation>) -> impl IntoView {
    let here = App::get().here();
    let home = consultation
        .as_ref()
        .map_or(Route::Home, |c| Route::Front { c: c.summary.slug.clone() });
    let links = consultation.as_ref().map(|consultation| {
        let c = consultation.summary.slug.clone();
        view! {
            <nav class="top__links" aria-label=t("nav.label")>
                <a href=here.to(Route::Proposals { c: c.clone() }).href()>
                    {t("nav.proposals")} " " <span>{number(consultation.summary.counts.proposals)}</span>
                </a>
                <a href=here.to(Route::NewsList { c }).href()>{t("nav.news")}</a>
                <a href=here.to(Route::Mine).href()>{t("nav.mine")}</a>
            </nav>
        }
    });
    let what = consultation.as_ref().map(|consultation| {
        view! { <span class="top__what">{consultation.summary.title.clone()}</span> }
    });
    let left = consultation.as_ref().map(left);
    let menu = consultation.is_some().then(|| {
        view! {
            <button type="button" class="top__menu" id="menu" popovertarget="indhold">
                {t("nav.menu")}
            </button>
        }
    });
    view! {
        <header class="top">
            <div class="top__in">
                <a class="brand" href=here.to(home).href()>{t("site.name")}</a>
                {what}
                {links}
                {left}
                {menu}
            </div>
        </header>
    }
}

/// How long there is left, or that it is over.
fn left(consultation: &Consultation) -> impl IntoView + use<> {
    let now = App::get().now();
    let period = consultation.summary.period();
    let text = match period.phase(now) {
        Phase::Upcoming => t("left.upcoming").to_owned(),
        Phase::Closed => t("left.closed").to_owned(),
        Phase::Open => match period.days_left(now) {
            1 => t("left.last").to_owned(),
            days => tn("left", days),
        },
    };
    view! { <span class="chip top__left">{text}</span> }
}

#[component]
fn Foot() -> impl IntoView {
    let here = App::get().here();
    view! {
        <footer class="foot">
            <div class="foot__in">
                <p>{t("foot.what")}</p>
                <nav class="foot__links" aria-label=t("foot.label")>
                    <a href=here.to(Route::Rules).href()>{t("rules.title")}</a>
                    <a href=here.to(Route::Privacy).href()>{t("privacy.title")}</a>
                    <a href=here.to(Route::Accessibility).href()>{t("accessibility.title")}</a>
                    <a href=here.to(Route::Mine).href()>{t("nav.mine")}</a>
                </nav>
            </div>
        </footer>
    }
}

/// How to answer without this site: the same right for those who cannot or will not use it.
pub fn otherwise(consultation: &Consultation) -> impl IntoView + use<> {
    let mail = consultation.mail.clone().map(|mail| {
        view! {
            <p>
                <span>{t("otherwise.mail")}</span> " "
                <a href=format!("mailto:{mail}")>{mail.clone()}</a>
            </p>
        }
    });
    let letter = consultation.letter.clone().map(|letter| {
        let lines: Vec<_> =
            letter.lines().map(|line| view! { <span>{line.to_owned()}</span> }).collect();
        view! { <p>{t("otherwise.letter")}</p> <address class="letter">{lines}</address> }
    });
    let case = consultation.case_number.clone().map(|case| {
        view! { <p><span>{t("otherwise.case")}</span> " " <span>{case}</span></p> }
    });
    let until = when::last_day(consultation.summary.closes);
    (mail.is_some() || letter.is_some()).then(|| {
        view! {
            <section class="otherwise" aria-labelledby="andre-veje">
                <h2 id="andre-veje">{t("otherwise.title")}</h2>
                {mail}
                {letter}
                {case}
                <p><span>{t("otherwise.until")}</span> " " <span>{until}</span></p>
            </section>
        }
    })
}
