//! Asking that somebody else looks at a decision again, at the post that it is about, or where one is told
//! what one is restricted to.

use leptos::prelude::*;
use model::{Appeal, NewAppeal, PostState, Restriction};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use crate::api;
use crate::api::support::Post;
use crate::citizen::App;
use crate::components::{body, flaw_text, told};
use crate::i18n::{t, t_with};
use crate::markup::{Html, html, none};
use crate::when;

/// Stands in the place of a post's id when the decision is about oneself.
const ME: &str = "mig";

/// How it stands with an appeal, or the way to one.
pub fn appeal(state: PostState, appeal: Option<&Appeal>, id: &str) -> Html {
    match appeal {
        Some(appeal) => stand(appeal),
        None if matches!(state, PostState::Hidden | PostState::Redacted) => form(id),
        None => none(),
    }
}

/// The same about what one is restricted to.
pub fn about_me(told: &Restriction) -> Html {
    match &told.appeal {
        Some(appeal) => stand(appeal),
        None => html!("<div data-id='{}'>{}</div>", ME, form(ME)),
    }
}

fn stand(appeal: &Appeal) -> Html {
    let answer = appeal.answer.as_deref().map_or_else(none, |words| body(words, false));
    let stand = match appeal.granted {
        None => t("mine.appeal.open"),
        Some(true) => t("mine.appeal.granted"),
        Some(false) => t("mine.appeal.refused"),
    };
    let sent = t_with("mine.appeal.sent", &[("at", &when::date_and_time(appeal.created))]);
    html!(
        "<p class=when>{}</p>{}<p><strong>{}</strong></p>{}",
        sent,
        body(&appeal.text, false),
        stand,
        answer
    )
}

fn form(id: &str) -> Html {
    html!(
        "<details class=appeal><summary class=act>[[mine.appeal]]</summary>\
         <p class=hint id='klage-{}-hint'>[[mine.appeal.how]]</p>\
         <label for='klage-{}'>[[mine.appeal.text]]</label>\
         <textarea id='klage-{}' rows=4 aria-describedby='klage-{}-hint klage-{}-fejl'></textarea>\
         <p class=trouble id='klage-{}-fejl' role=alert></p>\
         <button type=button class=button data-klag>[[mine.appeal.send]]</button></details>",
        id,
        id,
        id,
        id,
        id,
        id
    )
}

/// Sends an appeal, when its button was pressed; without a kind of post it is about oneself.
pub fn pressed(app: App, kind: Option<Post>, ev: &leptos::ev::MouseEvent) {
    let target = ev.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let button = target.and_then(|target| target.closest("[data-klag]").ok().flatten());
    let card = button.and_then(|button| button.closest("[data-id]").ok().flatten());
    if let Some(id) = card.and_then(|card| card.get_attribute("data-id")) {
        send(app, kind, id);
    }
}

/// Sends what stands in the field.
fn send(app: App, kind: Option<Post>, id: String) {
    let find = |name: String| document().get_element_by_id(&name);
    let Some(field) = find(format!("klage-{id}")) else { return };
    let field: web_sys::HtmlTextAreaElement = field.unchecked_into();
    let say = move |id: &str, text: &str| {
        if let Some(line) = document().get_element_by_id(&format!("klage-{id}-fejl")) {
            line.set_text_content(Some(text));
        }
    };
    let new = NewAppeal { text: field.value() };
    if let Err(flaws) = new.check() {
        say(&id, flaw_text(&flaws, "text").unwrap_or(t("code.invalid")));
        let _ = field.focus();
        return;
    }
    spawn_local(async move {
        let answer = match kind {
            Some(kind) => api::own::appeal(kind, &id, &new).await,
            None => api::own::appeal_measure(&new).await,
        };
        match answer {
            Ok(()) => {
                app.say(t("mine.appeal.open"));
                // The cards are drawn anew, with the appeal in its place.
                app.session.moved.set(());
            }
            Err(refusal) => {
                app.session.heed(&refusal);
                say(&id, &told(&refusal));
            }
        }
    });
}
