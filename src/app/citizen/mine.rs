//! One's own posts and drafts. The link `/mine#token` brings who one is to another browser.

use leptos::prelude::*;
use model::{Comment, Me, PostState, Proposal};
use wasm_bindgen_futures::spawn_local;

use super::{App, focus};
use crate::api::{self, Answer};
use crate::components::{
    LinkToCopy, body, button, drawn, marker, own_link, part, part_if, proposal_name, told,
};
use crate::drafts;
use crate::i18n::{t, tn};
use crate::markup::{Html, all, html, none};
use crate::route::Route;
use crate::session::Identity;
use crate::text::beginning;
use crate::when;

/// One's own posts and drafts. The server knows nobody and paints that.
#[component]
pub fn Mine() -> impl IntoView {
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
        {part_if(move || offered.get().map(|token| question(app, token, offered, found)))}
        {part(move || posts(app, found))}
        {part(move || drawn(written(app)))}
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
) -> AnyView {
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
                {button("button button--strong", "overtag".to_owned(), t("mine.take"), take)}
                {button("button", "behold".to_owned(), t("mine.keep"), keep)}
            </div>
        </div>
    }
    .into_any()
}

fn posts(app: App, found: RwSignal<Option<Answer<Me>>>) -> AnyView {
    match found.get() {
        None if app.session.known() => drawn(html!("<p class=hint>[[loading]]</p>")),
        None => drawn(html!("<p class=empty>[[mine.nobody]]</p>")),
        Some(Err(refusal)) => {
            let again = button("button", "igen".to_owned(), t("again"), move |_| load(app, found));
            view! { {drawn(html!("<p class=trouble>{}</p>", told(&refusal)))} {again} }.into_any()
        }
        Some(Ok(me)) => everything(app, &me, found),
    }
}

/// Name, posts, the link, and the way to be forgotten.
fn everything(app: App, me: &Me, found: RwSignal<Option<Answer<Me>>>) -> AnyView {
    let comments: Vec<Html> = me.comments.iter().map(comment).collect();
    let proposals: Vec<Html> = me.proposals.iter().map(proposal).collect();
    let part = |title: &str, cards: &[Html]| {
        if cards.is_empty() {
            return none();
        }
        html!("<h2>{}</h2><ul class=cards>{}</ul>", title, all(cards))
    };
    let empty = comments.is_empty() && proposals.is_empty();
    let html = html!(
        "<p><span>[[as.you]]</span> <bdi class=by__name>{}</bdi></p>{}{}{}\
         <h2>[[own.title]]</h2><p>[[own.why]]</p>",
        me.name,
        if empty { html!("<p class=empty>[[mine.empty]]</p>") } else { none() },
        part(t("nav.proposals"), &proposals),
        part(t("thread.title"), &comments)
    );
    let link = app.session.me.with_untracked(|me| me.as_ref().map(|me| me.token.clone()));
    let link = link.map(|token| own_link(app, &token));
    let forget = move |_| {
        app.session.forget();
        app.say(t("mine.forgotten"));
        found.set(None);
        focus("titel");
    };
    view! {
        {drawn(html)}
        {link.map(|link| view! { <LinkToCopy link/> })}
        {drawn(html!("<h2>[[mine.forget]]</h2><p>[[mine.forget.what]]</p>"))}
        {button("button", "glem".to_owned(), t("mine.forget"), forget)}
    }
    .into_any()
}

fn state(state: PostState, rule: Option<&str>, because: Option<&str>) -> Html {
    if state == PostState::Visible {
        return none();
    }
    let because = because.map_or_else(none, |words| {
        html!("<p class=when>[[mine.because]]</p>{}", body(words, false))
    });
    html!("{}{}", marker(state, rule), because)
}

fn comment(comment: &Comment) -> Html {
    let said = html!(
        "{}{}",
        state(comment.state, comment.rule.as_deref(), comment.hidden_because.as_deref()),
        comment.body.as_deref().map_or_else(none, |words| body(words, false))
    );
    html!(
        "<li class=card id='m-{}' data-id='{}' tabindex=-1><p class=when>{}</p>\
         <div class=post__said>{}</div>\
         <p class=card__facts><span>{}</span><span>{}</span></p>{}</li>",
        comment.id,
        comment.id,
        when::date_and_time(comment.created),
        said,
        tn("supports", comment.support),
        tn("replies", comment.replies),
        acts(&comment.id, comment.state)
    )
}

fn proposal(proposal: &Proposal) -> Html {
    let route = Route::Proposal { c: proposal.consultation.clone(), id: proposal.id.clone() };
    html!(
        "<li class=card id='m-{}' data-id='{}' data-kind=forslag tabindex=-1>\
         <a href='{}'><span class=card__title>{}</span></a><div class=post__said>{}</div>\
         <p class=card__facts>{}</p>{}</li>",
        proposal.id,
        proposal.id,
        App::get().here().to(route).href(),
        proposal_name(proposal),
        state(proposal.state, proposal.rule.as_deref(), proposal.hidden_because.as_deref()),
        tn("supports", proposal.support),
        acts(&proposal.id, proposal.state)
    )
}

/// What one can do with a post of one's own; nothing with one that is withdrawn, or hidden by a
/// moderator.
fn acts(id: &str, state: PostState) -> Html {
    if !matches!(state, PostState::Visible | PostState::Pending) {
        return none();
    }
    html!(
        "<div class=acts><button type=button class=act id='m-{}-traek' data-act=traek>\
         [[post.withdraw]]</button></div>",
        id
    )
}

/// What was begun and not sent.
fn written(app: App) -> Html {
    // Asked again when somebody is forgotten, and their drafts with them.
    app.session.me.track();
    let drafts: Vec<Html> = drafts::list()
        .into_iter()
        .map(|(place, words)| {
            html!(
                "<li class=card><a href='{}'><span class=card__title>[[mine.go-on]]</span></a>\
                 <p dir=auto>{}</p></li>",
                drafts::href(&place),
                beginning(&words, 160)
            )
        })
        .collect();
    if drafts.is_empty() {
        return none();
    }
    html!(
        "<h2>[[mine.drafts]]</h2><p class=hint>[[mine.drafts.what]]</p><ul class=cards>{}</ul>",
        all(&drafts)
    )
}
