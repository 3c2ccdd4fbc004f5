//! Pages of plain text: the rules, privacy, accessibility; and the page in place of one that cannot
//! be shown.

use leptos::prelude::*;
use model::{Code, RULES};

use super::App;
use crate::components::{Frame, told};
use crate::api::Refusal;
use crate::i18n::{t, t_of};
use crate::route::Route;

/// A heading and what stands under it.
fn part(title: &'static str, texts: &[&'static str]) -> impl IntoView + use<> {
    let texts: Vec<_> = texts.iter().map(|text| view! { <p>{*text}</p> }).collect();
    view! { <h2>{title}</h2> {texts} }
}

/// The rules for posts.
#[component]
pub fn RulesPage() -> impl IntoView {
    let rules: Vec<_> = RULES
        .iter()
        .map(|(id, _)| {
            view! {
                <li id=*id>
                    <strong>{t_of("rule", id)}</strong>
                    <p>{t_of("rule-text", id)}</p>
                </li>
            }
        })
        .collect();
    view! {
        <Frame layout="site--text">
            <h1 tabindex="-1" id="titel">{t("rules.title")}</h1>
            <p class="lede">{t("rules.lede")}</p>
            <ol class="rules">{rules}</ol>
            {part(t("rules.hidden"), &[t("rules.hidden.what"), t("rules.hidden.marker"), t("rules.hidden.answer")])}
            {part(t("rules.report"), &[t("rules.report.how")])}
            {part(t("rules.staff"), &[t("rules.staff.what")])}
        </Frame>
    }
}

/// What is stored about whom.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let mine = App::get().here().to(Route::Mine).href();
    view! {
        <Frame layout="site--text">
            <h1 tabindex="-1" id="titel">{t("privacy.title")}</h1>
            <p class="lede">{t("privacy.lede")}</p>
            {part(t("privacy.what"), &[t("privacy.what.post"), t("privacy.what.not")])}
            {part(t("privacy.who"), &[t("privacy.who.all"), t("privacy.who.only"), t("privacy.who.law")])}
            {part(t("privacy.browser"), &[t("privacy.browser.what"), t("privacy.browser.cookies")])}
            {part(t("privacy.delete"), &[t("privacy.delete.how"), t("privacy.delete.law")])}
            <p><a href=mine>{t("privacy.mine")}</a></p>
            {part(t("privacy.complain"), &[t("privacy.complain.where")])}
        </Frame>
    }
}

/// The accessibility statement.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    view! {
        <Frame layout="site--text">
            <h1 tabindex="-1" id="titel">{t("accessibility.title")}</h1>
            <p class="lede">{t("accessibility.lede")}</p>
            {part(t("accessibility.how"), &[t("accessibility.how.what"), t("accessibility.how.tested")])}
            {part(t("accessibility.limits"), &[t("accessibility.limits.what")])}
            {part(t("accessibility.trouble"), &[t("accessibility.trouble.what"), t("accessibility.trouble.law")])}
            <p><a href="/was">{t("accessibility.was")}</a></p>
        </Frame>
    }
}

/// In place of a page that cannot be shown.
#[component]
pub fn RefusedPage(
    /// Why; `None` when no answer came.
    #[prop(optional_no_strip)]
    code: Option<Code>,
) -> impl IntoView {
    let app = App::get();
    let here = app.here();
    let not_found = code == Some(Code::NotFound);
    let (title, text) = match code {
        Some(Code::NotFound) => (t("refused.not-found"), t("refused.not-found.what").to_owned()),
        None => (t("refused.offline"), t("refused.offline.what").to_owned()),
        Some(code) => {
            let problem = model::Problem::new(code);
            (t("refused.title"), told(&Refusal::Told { problem, retry_after: None }))
        }
    };
    let home = match here.route.consultation() {
        Some(c) if !not_found || here.route != (Route::Front { c: c.to_owned() }) => {
            Route::Front { c: c.to_owned() }
        }
        _ => Route::Home,
    };
    let again = (!not_found).then(|| {
        // A link to the page itself: the app tries again in place, without it the browser does.
        view! { <p><a class="button button--strong" href=here.href()>{t("again")}</a></p> }
    });
    view! {
        <Frame layout="site--text">
            <h1 tabindex="-1" id="titel">{title}</h1>
            <p class="lede">{text}</p>
            {again}
            <p><a href=here.to(home).href()>{t("refused.home")}</a></p>
            <p><a href=here.to(Route::Home).href()>{t("refused.all")}</a></p>
        </Frame>
    }
}
