//! Asking that what one wrote is deleted: one post, at its card, or all of it; and what came of that.

use leptos::prelude::*;
use model::{Erasure, ErasureOutcome, NewErasure, Page};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use crate::api;
use crate::citizen::{App, focus};
use crate::components::{body, drawn, flaw_text, nothing, part, told};
use crate::i18n::{t, t_with};
use crate::markup::{Html, all, html, none};
use crate::route::Route;
use crate::when;

/// Stands in the place of a post's id when all that one wrote is asked for.
const ALL: &str = "alt";

/// The form by which one asks: for a post, by its id, or for all.
pub fn form(id: &str) -> Html {
    html!(
        "<details class=appeal><summary class=act>{}</summary>\
         <label for='slet-{}'>[[mine.erasure.why]]</label>\
         <textarea id='slet-{}' rows=3 aria-describedby='slet-{}-fejl'></textarea>\
         <p class=trouble id='slet-{}-fejl' role=alert></p>\
         <button type=button class=button data-slet='{}'>[[mine.erasure.send]]</button></details>",
        if id == ALL { t("mine.erasure.all") } else { t("mine.erasure") },
        id,
        id,
        id,
        id,
        id
    )
}

/// How to ask, and all that one asked for.
pub fn erasures(app: App) -> AnyView {
    let head = html!(
        "<h2 id=sletning tabindex=-1>[[mine.erasure]]</h2><p>[[mine.erasure.what]]</p>\
         <p>[[mine.erasure.kept]]</p>"
    );
    view! {
        {drawn(head)}
        {part(move || {
            app.session.moved.track();
            cases(app)
        })}
        <div inner_html=form(ALL).into_string() on:click=move |ev| pressed(app, &ev)></div>
    }
    .into_any()
}

fn cases(app: App) -> AnyView {
    let found: RwSignal<Option<Page<Erasure>>> = RwSignal::new(None);
    if cfg!(feature = "csr") {
        spawn_local(async move {
            match api::erasure::list().await {
                Ok(page) => drop(found.try_set(Some(page))),
                Err(refusal) => app.session.heed(&refusal),
            }
        });
    }
    part(move || match found.get() {
        Some(page) if !page.items.is_empty() => {
            let lines: Vec<Html> = page.items.iter().map(case).collect();
            drawn(html!("<ul class=cards>{}</ul>", all(&lines)))
        }
        _ => nothing(),
    })
}

fn case(one: &Erasure) -> Html {
    let what = match (one.kind.as_deref(), &one.consultation, &one.post) {
        (Some(kind), Some(c), Some(id)) => {
            let (c, id, proposal) = (c.clone(), id.clone(), kind == "proposal");
            let name =
                if proposal { t("mine.erasure.proposal") } else { t("mine.erasure.comment") };
            let route = if proposal { Route::Proposal { c, id } } else { Route::Comment { c, id } };
            html!("<a href='{}'>{}</a>", App::get().here().to(route).href(), name)
        }
        _ => html!("<span>[[mine.erasure.everything]]</span>"),
    };
    let theirs = |words: Option<&str>| words.map_or_else(none, |words| body(words, false));
    let stand = match one.outcome {
        None => t_with("mine.erasure.open", &[("date", &when::date(one.due))]),
        Some(ErasureOutcome::Unpublish) => t("mine.erasure.unpublish").to_owned(),
        Some(ErasureOutcome::Pseudonymise) => t("mine.erasure.pseudonymise").to_owned(),
        Some(ErasureOutcome::Refuse) => t("mine.erasure.refuse").to_owned(),
    };
    let reply = one.reply.as_deref().map_or_else(none, |words| {
        html!("<p class=when>[[mine.erasure.reply]]</p>{}", body(words, false))
    });
    html!(
        "<li class=card><p class=card__facts><span>{}</span></p><p>{}</p>{}<p><strong>{}</strong></p>{}</li>",
        t_with("mine.erasure.sent", &[("at", &when::date_and_time(one.created))]),
        what,
        theirs(one.reason.as_deref()),
        stand,
        reply
    )
}

/// Asks, when the button of a form was pressed.
pub fn pressed(app: App, ev: &leptos::ev::MouseEvent) {
    let target = ev.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let button = target.and_then(|target| target.closest("[data-slet]").ok().flatten());
    if let Some(id) = button.and_then(|button| button.get_attribute("data-slet")) {
        send(app, id);
    }
}

fn send(app: App, id: String) {
    let find = |name: String| document().get_element_by_id(&name);
    let Some(field) = find(format!("slet-{id}")) else { return };
    let field: web_sys::HtmlTextAreaElement = field.unchecked_into();
    let say = move |id: &str, text: &str| {
        if let Some(line) = document().get_element_by_id(&format!("slet-{id}-fejl")) {
            line.set_text_content(Some(text));
        }
    };
    let new = NewErasure {
        post: Some(id.clone()).filter(|id| id != ALL),
        reason: Some(field.value()).filter(|reason| !reason.trim().is_empty()),
    };
    if let Err(flaws) = new.check() {
        say(&id, flaw_text(&flaws, "reason").unwrap_or(t("code.invalid")));
        let _ = field.focus();
        return;
    }
    spawn_local(async move {
        match api::erasure::add(&new).await {
            Ok(case) => {
                field.set_value("");
                say(&id, "");
                app.say(t_with("mine.erasure.open", &[("date", &when::date(case.due))]));
                // The cards and the cases are drawn anew.
                app.session.moved.set(());
                focus("sletning");
            }
            Err(refusal) => {
                app.session.heed(&refusal);
                say(&id, &told(&refusal));
            }
        }
    });
}
