//! One's own posts and drafts. The link `/mine#token` brings who one is to another browser.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Comment, Me, Proposal};

use super::proposals::name;
use super::{App, How, go};
use crate::api::{self, Answer};
use crate::components::{Frame, LinkToCopy, body, marker, told};
use crate::drafts;
use crate::i18n::{t, tn};
use crate::route::Route;
use crate::session::Identity;
use crate::text::beginning;
use crate::when;

/// The page of one's own posts. The server knows nobody: it paints what to do without the app.
#[component]
pub fn MinePage() -> impl IntoView {
    let app = App::get();
    let found = RwSignal::new(None::<Answer<Me>>);
    // The secret in the link: taken off the address at once, so that it is not passed on by mistake.
    let offered = RwSignal::new(None::<String>);
    if cfg!(feature = "csr") {
        let known = app.session.me.with_untracked(|me| me.as_ref().map(|me| me.token.clone()));
        match (take_fragment(), known) {
            (Some(token), None) => take_over(app, token, found),
            (Some(token), Some(known)) if token != known => offered.set(Some(token)),
            (_, Some(_)) => load(app, found),
            (None, None) => {}
        }
    }
    view! {
        <Frame layout="site--text">
            <h1 tabindex="-1" id="titel">{t("nav.mine")}</h1>
            <p class="lede">{t("mine.lede")}</p>
            <noscript><p class="notice">{t("mine.unscripted")}</p></noscript>
            {move || offered.get().map(|token| question(app, token, offered, found))}
            {move || posts(app, found)}
            {move || written(app)}
        </Frame>
    }
}

/// The secret in the address, which is taken out of it.
fn take_fragment() -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let token = location.hash().ok()?.trim_start_matches('#').to_owned();
    let plain = token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    if token.len() < 16 || !plain {
        return None;
    }
    let path = location.pathname().ok()?;
    let history = window.history().ok()?;
    let state = history.state().unwrap_or(wasm_bindgen::JsValue::NULL);
    let _ = history.replace_state_with_url(&state, "", Some(&path));
    Some(token)
}

/// Takes over who one is from the link, once the server knows them.
fn take_over(app: App, token: String, found: RwSignal<Option<Answer<Me>>>) {
    api::identify(Some(token.clone()));
    spawn_local(async move {
        let answer = api::participant::me().await;
        match &answer {
            Ok(me) => {
                app.session.take_up(Identity {
                    id: me.id.clone(),
                    token,
                    name: me.name.clone(),
                    kind: me.kind,
                    district: me.district.clone(),
                });
                app.say(t("mine.taken"));
            }
            // Back to whom this browser wrote as before.
            Err(_) => api::identify(
                app.session.me.with_untracked(|me| me.as_ref().map(|me| me.token.clone())),
            ),
        }
        found.try_set(Some(answer));
    });
}

fn load(app: App, found: RwSignal<Option<Answer<Me>>>) {
    spawn_local(async move {
        let answer = api::participant::me().await;
        if let Err(refusal) = &answer {
            app.session.heed(refusal);
        }
        found.try_set(Some(answer));
    });
}

fn question(
    app: App,
    token: String,
    offered: RwSignal<Option<String>>,
    found: RwSignal<Option<Answer<Me>>>,
) -> impl IntoView {
    let take = move |_| {
        offered.set(None);
        take_over(app, token.clone(), found);
    };
    let keep = move |_| {
        offered.set(None);
        load(app, found);
    };
    view! {
        <div class="panel" role="group" aria-label=t("mine.another")>
            <p>{t("mine.another")}</p>
            <div class="buttons">
                <button type="button" class="button button--strong" id="overtag" on:click=take>{t("mine.take")}</button>
                <button type="button" class="button" id="behold" on:click=keep>{t("mine.keep")}</button>
            </div>
        </div>
    }
}

fn posts(app: App, found: RwSignal<Option<Answer<Me>>>) -> AnyView {
    match found.get() {
        None if app.session.known() => view! { <p class="hint">{t("loading")}</p> }.into_any(),
        None => view! { <p class="empty">{t("mine.nobody")}</p> }.into_any(),
        Some(Err(refusal)) => view! {
            <p class="trouble">{told(&refusal)}</p>
            <button type="button" class="button" on:click=move |_| load(app, found)>{t("again")}</button>
        }
        .into_any(),
        Some(Ok(me)) => mine(app, &me).into_any(),
    }
}

fn mine(app: App, me: &Me) -> impl IntoView + use<> {
    let comments: Vec<_> = me.comments.iter().map(comment).collect();
    let proposals: Vec<_> = me.proposals.iter().map(proposal).collect();
    let empty = comments.is_empty() && proposals.is_empty();
    let link = app.session.me.with_untracked(|me| me.as_ref().map(|me| me.token.clone()));
    let site = app.shown.with_untracked(|shown| shown.public_url.clone());
    let link = link.map(|token| format!("{site}{}#{token}", app.here().to(Route::Mine).href()));
    let forget = move |_| {
        app.session.forget();
        app.say(t("mine.forgotten"));
        go(app, app.here(), How::Replace);
    };
    view! {
        <p><span>{t("as.you")}</span> " " <bdi><strong>{me.name.clone()}</strong></bdi></p>
        {empty.then(|| view! { <p class="empty">{t("mine.empty")}</p> })}
        {(!proposals.is_empty()).then(|| view! { <h2>{t("nav.proposals")}</h2> })}
        <ul class="cards">{proposals}</ul>
        {(!comments.is_empty()).then(|| view! { <h2>{t("thread.title")}</h2> })}
        <ul class="cards">{comments}</ul>
        <h2>{t("own.title")}</h2>
        <p>{t("own.why")}</p>
        {link.map(|link| view! { <LinkToCopy link/> })}
        <h2>{t("mine.forget")}</h2>
        <p>{t("mine.forget.what")}</p>
        <button type="button" class="button" id="glem" on:click=forget>{t("mine.forget")}</button>
    }
}

fn comment(comment: &Comment) -> impl IntoView + use<> {
    let state = (comment.state != model::PostState::Visible)
        .then(|| marker(comment.state, comment.rule.as_deref()));
    let text = comment.body.as_deref().map(|text| body(text, false));
    view! {
        <li class="card">
            <p class="by"><span class="when">{when::date_and_time(comment.created)}</span></p>
            {state}
            {text}
            <p class="card__facts">
                <span>{tn("supports", comment.support)}</span>
                <span>{tn("replies", comment.replies)}</span>
            </p>
        </li>
    }
}

fn proposal(proposal: &Proposal) -> impl IntoView + use<> {
    let here = App::get().here();
    let route = Route::Proposal { c: proposal.consultation.clone(), id: proposal.id.clone() };
    let state = (proposal.state != model::PostState::Visible)
        .then(|| marker(proposal.state, proposal.rule.as_deref()));
    view! {
        <li class="card">
            <a href=here.to(route).href()><span class="card__title">{name(proposal)}</span></a>
            {state}
            <p class="card__facts"><span>{tn("supports", proposal.support)}</span></p>
        </li>
    }
}

/// What was begun and not sent.
fn written(app: App) -> Option<impl IntoView> {
    // Asked again when somebody is forgotten, and their drafts with them.
    app.session.me.track();
    let drafts: Vec<_> = drafts::list()
        .into_iter()
        .map(|(place, text)| {
            view! {
                <li class="card">
                    <a href=drafts::href(&place)><span class="card__title">{t("mine.go-on")}</span></a>
                    <p dir="auto">{beginning(&text, 160)}</p>
                </li>
            }
        })
        .collect();
    (!drafts.is_empty()).then(|| {
        view! {
            <h2>{t("mine.drafts")}</h2>
            <p class="hint">{t("mine.drafts.what")}</p>
            <ul class="cards">{drafts}</ul>
        }
    })
}
