//! What moderators have restricted one to, and what came of what one reported.

use leptos::prelude::*;
use model::{OwnReport, Page, ReportOutcome, Restriction, RuleName};
use wasm_bindgen_futures::spawn_local;

use super::appeal;
use crate::api;
use crate::citizen::App;
use crate::components::{body, drawn, nothing, part, theirs};
use crate::i18n::{rule_title, t, t_with};
use crate::markup::{Html, all, html, none};
use crate::route::Route;
use crate::when;

/// That one cannot post, or that one's posts wait, and why.
pub fn restriction(app: App) -> AnyView {
    let told: RwSignal<Option<Restriction>> = RwSignal::new(None);
    if cfg!(feature = "csr") {
        spawn_local(async move {
            match api::participant::me().await {
                Ok(me) => drop(told.try_set(me.restriction)),
                Err(refusal) => app.session.heed(&refusal),
            }
        });
    }
    let told = part(move || told.get().map_or_else(nothing, |told| drawn(restricted(&told))));
    view! { <div on:click=move |ev| appeal::pressed(app, None, &ev)>{told}</div> }.into_any()
}

fn restricted(told: &Restriction) -> Html {
    let what = match told.paused_until {
        _ if told.over => t("mine.restricted.over").to_owned(),
        Some(until) => t_with("mine.paused.until", &[("at", &when::date_and_time(until))]),
        None if told.until_lifted => t("mine.paused").to_owned(),
        None => t("mine.held").to_owned(),
    };
    let rule = told.by_rule.as_ref().map_or_else(none, |rule| {
        let number = t_with("mine.rule", &[("n", &rule.number.to_string())]);
        html!("<p>{} {}</p>", number, asked(told.rule.as_deref().unwrap_or_default(), rule))
    });
    let why = told.reason.as_deref();
    let why = why
        .map_or_else(none, |why| html!("<p class=when>[[mine.because]]</p>{}", body(why, false)));
    html!(
        "<section class=notice><p><strong>{}</strong></p>{}{}{}</section>",
        what,
        rule,
        why,
        appeal::about_me(told)
    )
}

/// What a rule asks. A hearing's own stands in its language.
fn asked(id: &str, rule: &RuleName) -> Html {
    let lang = if rule.own { theirs() } else { none() };
    html!("<bdi{}>{}</bdi>", lang, rule_title(id, &rule.title))
}

/// The newest of what one reported, with what came of it; nothing when one reported nothing.
pub fn reports(app: App) -> AnyView {
    let told: RwSignal<Option<Page<OwnReport>>> = RwSignal::new(None);
    if cfg!(feature = "csr") {
        spawn_local(async move {
            match api::own::reports().await {
                Ok(page) => drop(told.try_set(Some(page))),
                Err(refusal) => app.session.heed(&refusal),
            }
        });
    }
    part(move || match told.get() {
        Some(page) if !page.items.is_empty() => drawn(listed(&page)),
        _ => nothing(),
    })
}

fn listed(page: &Page<OwnReport>) -> Html {
    let lines: Vec<Html> = page.items.iter().map(line).collect();
    html!(
        "<h2>[[mine.reports]] <span class=count>{}</span></h2><ul class=cards>{}</ul>",
        page.total.to_string(),
        all(&lines)
    )
}

fn line(report: &OwnReport) -> Html {
    let outcome = match report.outcome {
        None => t("mine.reports.open"),
        Some(ReportOutcome::Hidden) => t("mine.reports.hidden"),
        Some(ReportOutcome::Redacted) => t("mine.reports.redacted"),
        Some(ReportOutcome::Kept) => t("mine.reports.kept"),
        Some(ReportOutcome::Withdrawn) => t("mine.reports.withdrawn"),
    };
    let name = report.by_rule.as_ref();
    let name = name.map_or_else(|| html!("[[report.other]]"), |rule| asked(&report.reason, rule));
    let link = report.consultation.clone().map_or_else(none, |c| {
        let id = report.post.clone();
        let route =
            if report.proposal { Route::Proposal { c, id } } else { Route::Comment { c, id } };
        html!(" <a href='{}'>[[mine.see]]</a>", App::get().here().to(route).href())
    });
    html!(
        "<li class=card><p class=card__facts><span>{}</span></p><p>{}</p><p><strong>{}</strong>{}</p></li>",
        when::date_and_time(report.created),
        name,
        outcome,
        link
    )
}
