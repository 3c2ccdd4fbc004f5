//! Pages of plain text: the rules, privacy, accessibility; and the page in place of one that cannot
//! be shown.

use leptos::prelude::*;
use model::{Code, Problem, RULES};

use super::App;
use crate::api::Refusal;
use crate::components::{still, told};
use crate::i18n::{t, t_of};
use crate::markup::{Html, all, html, none};
use crate::route::Route;

const LAYOUT: &str = "site--text";

/// The rules for posts.
pub fn rules() -> AnyView {
    let rules: Vec<Html> = RULES
        .iter()
        .map(|(id, _)| {
            let (title, what) = (t_of("rule", id), t_of("rule-text", id));
            let (title, what) = (title.unwrap_or_default(), what.unwrap_or_default());
            html!("<li id='{}'><strong>{}</strong><p>{}</p></li>", *id, title, what)
        })
        .collect();
    let page = html!(
        "<h1 tabindex=-1 id=titel>[[rules.title]]</h1><p class=lede>[[rules.lede]]</p>\
         <ol class=rules>{}</ol>\
         <h2>[[rules.hidden]]</h2><p>[[rules.hidden.what]]</p><p>[[rules.hidden.marker]]</p>\
         <p>[[rules.hidden.answer]]</p>\
         <h2>[[rules.report]]</h2><p>[[rules.report.how]]</p>\
         <h2>[[rules.staff]]</h2><p>[[rules.staff.what]]</p>",
        all(&rules)
    );
    still(None, LAYOUT, page)
}

/// What is stored about whom.
pub fn privacy() -> AnyView {
    let mine = App::get().here().to(Route::Mine).href();
    let page = html!(
        "<h1 tabindex=-1 id=titel>[[privacy.title]]</h1><p class=lede>[[privacy.lede]]</p>\
         <h2>[[privacy.what]]</h2><p>[[privacy.what.post]]</p><p>[[privacy.what.not]]</p>\
         <h2>[[privacy.who]]</h2><p>[[privacy.who.all]]</p><p>[[privacy.who.only]]</p>\
         <p>[[privacy.who.law]]</p>\
         <h2>[[privacy.browser]]</h2><p>[[privacy.browser.what]]</p><p>[[privacy.browser.cookies]]</p>\
         <h2>[[privacy.delete]]</h2><p>[[privacy.delete.how]]</p><p>[[privacy.delete.law]]</p>\
         <p><a href='{}'>[[privacy.mine]]</a></p>\
         <h2>[[privacy.complain]]</h2><p>[[privacy.complain.where]]</p>",
        mine
    );
    still(None, LAYOUT, page)
}

/// The accessibility statement.
pub fn accessibility() -> AnyView {
    let page = html!(
        "<h1 tabindex=-1 id=titel>[[accessibility.title]]</h1>\
         <p class=lede>[[accessibility.lede]]</p>\
         <h2>[[accessibility.how]]</h2><p>[[accessibility.how.what]]</p>\
         <p>[[accessibility.how.tested]]</p>\
         <h2>[[accessibility.limits]]</h2><p>[[accessibility.limits.what]]</p>\
         <h2>[[accessibility.trouble]]</h2><p>[[accessibility.trouble.what]]</p>\
         <p>[[accessibility.trouble.law]]</p>\
         <p><a href=/was>[[accessibility.was]]</a></p>"
    );
    still(None, LAYOUT, page)
}

/// In place of a page that cannot be shown; no code when no answer came at all.
pub fn refused(code: Option<Code>) -> AnyView {
    let here = App::get().here();
    let not_found = code == Some(Code::NotFound);
    let (title, what) = match code {
        Some(Code::NotFound) => (t("refused.not-found"), t("refused.not-found.what").to_owned()),
        None => (t("refused.offline"), t("refused.offline.what").to_owned()),
        Some(code) => {
            let problem = Problem::new(code);
            (t("refused.title"), told(&Refusal::Told { problem, retry_after: None }))
        }
    };
    // The app tries the page's own address again in place; without the app the browser does.
    let again = if not_found {
        none()
    } else {
        html!("<p><a class='button button--strong' href='{}'>[[again]]</a></p>", here.href())
    };
    let front = here.route.consultation().map(|c| Route::Front { c: c.to_owned() });
    let front = front.filter(|front| *front != here.route).map_or_else(none, |front| {
        html!("<p><a href='{}'>[[refused.home]]</a></p>", here.to(front).href())
    });
    let page = html!(
        "<h1 tabindex=-1 id=titel>{}</h1><p class=lede>{}</p>{}{}\
         <p><a href='{}'>[[refused.all]]</a></p>",
        title,
        what,
        again,
        front,
        here.to(Route::Home).href()
    );
    still(None, LAYOUT, page)
}
