use model::{Code, FieldFlaw, Flaw, Problem};

use crate::api::Refusal;
use crate::i18n::{t, t_of, tn};
use crate::markup::{Html, html, none};
use crate::route::{Address, Route};

/// What a refusal says to the person whose act was refused.
#[must_use]
pub fn told(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoAnswer => t("code.none").to_owned(),
        Refusal::Told { problem, retry_after: Some(seconds) } if problem.code == Code::TooMany => {
            tn("wait", i64::from(seconds.div_ceil(60)).max(1))
        }
        Refusal::Told { problem, .. } => {
            t_of("code", problem.code.word()).unwrap_or(t("code.internal")).to_owned()
        }
    }
}

/// What a refusal says to somebody who wanted to read: nothing of theirs was to be sent.
#[must_use]
pub fn not_read(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoAnswer => t("refused.offline").to_owned(),
        told_so => told(told_so),
    }
}

/// The fields that were refused.
#[must_use]
pub fn flaws(refusal: &Refusal) -> Vec<FieldFlaw> {
    match refusal {
        Refusal::Told { problem, .. } => problem.fields.clone(),
        Refusal::NoAnswer => Vec::new(),
    }
}

/// What is wrong with a field, in a sentence; `None` when nothing is.
#[must_use]
pub fn flaw_text(flaws: &[FieldFlaw], field: &str) -> Option<&'static str> {
    let flaw = flaws.iter().find(|flaw| flaw.field == field)?;
    // A section is chosen, not written.
    let what = if field == "section" { Flaw::Unknown } else { flaw.flaw };
    t_of("flaw", what.word())
}

/// In place of a page that cannot be shown; no code when no answer came at all.
pub fn refused(here: &Address, code: Option<Code>) -> Html {
    let not_found = code == Some(Code::NotFound);
    let (title, what) = match code {
        Some(Code::NotFound) if matches!(here.route, Route::Comment { .. }) => {
            (t("refused.no-comment"), t("refused.no-comment.what").to_owned())
        }
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
    html!(
        "<h1 tabindex=-1 id=titel data-refused>{}</h1><p class=lede>{}</p>{}{}\
         <p><a href='{}'>[[refused.all]]</a></p>",
        title,
        what,
        again,
        front,
        here.to(Route::Home).href()
    )
}
