//! Pages of plain text: the rules, privacy, accessibility; and the page in place of one that cannot
//! be shown.

use leptos::prelude::*;
use model::{Code, Problem, RULES};

use super::App;
use crate::api::Refusal;
use crate::components::{heading, still, told};
use crate::i18n::{t, t_of};
use crate::markup::{Html, all, button_link, leaf, link, none, tag};
use crate::route::Route;

const LAYOUT: &str = "site--text";

/// A heading and what stands under it.
fn part(title: &str, texts: &[&str]) -> Html {
    let texts: Vec<Html> = texts.iter().map(|text| leaf("p", "", text)).collect();
    all(&[leaf("h2", "", title), all(&texts)])
}

/// The rules for posts.
pub fn rules() -> AnyView {
    let rules: Vec<Html> = RULES
        .iter()
        .map(|(id, _)| {
            let title = leaf("strong", "", t_of("rule", id).unwrap_or_default());
            let what = leaf("p", "", t_of("rule-text", id).unwrap_or_default());
            tag("li", &[("id", id)], &[title, what])
        })
        .collect();
    let hidden = [t("rules.hidden.what"), t("rules.hidden.marker"), t("rules.hidden.answer")];
    let page = [
        heading(t("rules.title")),
        leaf("p", "lede", t("rules.lede")),
        tag("ol", &[("class", "rules")], &rules),
        part(t("rules.hidden"), &hidden),
        part(t("rules.report"), &[t("rules.report.how")]),
        part(t("rules.staff"), &[t("rules.staff.what")]),
    ];
    still(None, LAYOUT, &page)
}

/// What is stored about whom.
pub fn privacy() -> AnyView {
    let mine = App::get().here().to(Route::Mine).href();
    let who = [t("privacy.who.all"), t("privacy.who.only"), t("privacy.who.law")];
    let page = [
        heading(t("privacy.title")),
        leaf("p", "lede", t("privacy.lede")),
        part(t("privacy.what"), &[t("privacy.what.post"), t("privacy.what.not")]),
        part(t("privacy.who"), &who),
        part(t("privacy.browser"), &[t("privacy.browser.what"), t("privacy.browser.cookies")]),
        part(t("privacy.delete"), &[t("privacy.delete.how"), t("privacy.delete.law")]),
        tag("p", &[], &[link(&mine, t("privacy.mine"))]),
        part(t("privacy.complain"), &[t("privacy.complain.where")]),
    ];
    still(None, LAYOUT, &page)
}

/// The accessibility statement.
pub fn accessibility() -> AnyView {
    let how = [t("accessibility.how.what"), t("accessibility.how.tested")];
    let trouble = [t("accessibility.trouble.what"), t("accessibility.trouble.law")];
    let page = [
        heading(t("accessibility.title")),
        leaf("p", "lede", t("accessibility.lede")),
        part(t("accessibility.how"), &how),
        part(t("accessibility.limits"), &[t("accessibility.limits.what")]),
        part(t("accessibility.trouble"), &trouble),
        tag("p", &[], &[link("/was", t("accessibility.was"))]),
    ];
    still(None, LAYOUT, &page)
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
    let again = if not_found { none() } else { button_link(&here.href(), true, t("again")) };
    let front = here.route.consultation().map(|c| Route::Front { c: c.to_owned() });
    let front = front.filter(|front| *front != here.route).map_or_else(none, |front| {
        tag("p", &[], &[link(&here.to(front).href(), t("refused.home"))])
    });
    let page = [
        heading(title),
        leaf("p", "lede", &what),
        again,
        front,
        tag("p", &[], &[link(&here.to(Route::Home).href(), t("refused.all"))]),
    ];
    still(None, LAYOUT, &page)
}
