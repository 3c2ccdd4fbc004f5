//! What is done with posts. They are HTML, as many as there are; one listener above them all finds
//! out which button of which post was pressed (`data-act`).

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use model::{Comment, PostState, Support, can_edit};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};

use crate::api;
use crate::api::support::Post as Kind;
use crate::citizen::{
    App, How, all as all_in, clock, difficulty, focus, go, live, paragraph, selection, sending,
};
use crate::components::change::{Change, Withdraw};
use crate::components::introduce::Introduce;
use crate::components::link_to_copy::{copy, handover_link, share};
use crate::components::panel::{child, close, open, set_aside, trouble};
use crate::components::post::{marker, own_acts, post, said};
use crate::components::reading_on::{answers, more};
use crate::components::report::Report;
use crate::components::{Composer, Ctx, Task, told};
use crate::i18n::{number, t, t_with, tn};
use crate::markup::{Html, all};
use crate::outbox::Entry;
use crate::route::Route;

/// From now on what is pressed on a post is done.
pub fn listen(app: App) {
    window_event_listener(leptos::ev::click, move |ev| pressed(app, &ev));
}

fn pressed(app: App, ev: &MouseEvent) {
    // With a key held down the browser opens a link elsewhere, as everywhere.
    if ev.ctrl_key() || ev.meta_key() || ev.shift_key() {
        return;
    }
    let target = ev.target().and_then(|target| target.dyn_into::<Element>().ok());
    let closest = |from: &Element, selector| from.closest(selector).ok().flatten();
    let Some(button) = target.and_then(|target| closest(&target, "[data-act]")) else { return };
    ev.prevent_default();
    let act = button.get_attribute("data-act").unwrap_or_default();
    if let Some(waiting) = closest(&button, "[data-key]") {
        return sending::press(app, &act, &waiting);
    }
    match act.as_str() {
        "nye" => return live::show(app),
        "igen" => return paragraph::again(app, &button),
        "om" => return selection::take(app),
        "hele" => return selection::drop(app, &button),
        "svaer" => return difficulty::press(app, button),
        "del" => return share_place(app, button),
        "flyt" => return lead_over(app, button.unchecked_into()),
        _ => {}
    }
    let ctx = app.thread().map(|mut ctx| {
        ctx.at_paragraph = closest(&button, ".beside").is_some();
        ctx
    });
    match (act.as_str(), closest(&button, "[data-id][id]"), ctx) {
        ("mere", _, Some(ctx)) => more(app, ctx, button),
        (_, Some(post), ctx) => act_on(app, ctx, &act, button, post),
        _ => {}
    }
}

/// From a frame on another site to a page of the site itself, as the same person: by a link that works
/// once.
fn lead_over(app: App, link: HtmlElement) {
    let known = app.session.me.with_untracked(Option::is_some);
    spawn_local(async move {
        if known && let Ok(handover) = api::handover::add().await {
            let to = link.get_attribute("href").unwrap_or_default();
            let over = handover_link(app, &handover.secret) + &to;
            let _ = link.set_attribute("href", &over);
        }
        // Followed by the browser. One that opens no page by itself does when it is pressed again.
        let _ = link.remove_attribute("data-act");
        link.click();
    });
}

/// Does what a button of a post says. One's own page has posts, but no thread.
fn act_on(app: App, ctx: Option<Ctx>, act: &str, button: Element, post: Element) {
    if let Ok(Some(menu)) = button.closest("details") {
        let _ = menu.remove_attribute("open");
    }
    let id = post.get_attribute("data-id").unwrap_or_default();
    let kind = if post.has_attribute("data-kind") { Kind::Proposal } else { Kind::Comment };
    let dom = post.id();
    let done = Callback::new({
        let dom = dom.clone();
        move |()| {
            close(&dom);
        }
    });
    match (act, ctx) {
        ("enig", _) => agree(app, kind, post, id),
        ("svar", Some(ctx)) => reply(&ctx, &post, id),
        ("anmeld", _) => open(&post, "anmeld", move || {
            view! { <Report post=kind id base=dom close=done/> }.into_any()
        }),
        ("ret", Some(ctx)) => change(ctx, &post, id, done),
        ("traek", _) => withdraw(app, kind, &post, id, done),
        ("link", _) => copy_link(app, &button),
        ("flere", Some(ctx)) => answers(app, ctx, post, button, id),
        _ => {}
    }
}

/// Puts comments into a list on the page, those aside that stand there already; the first of them
/// gets the focus.
pub fn insert(list: &str, place: &str, ctx: &Ctx, comments: &[Comment]) {
    let Some(list) = document().get_element_by_id(list) else { return };
    let new = |comment: &&Comment| document().get_element_by_id(&ctx.id(&comment.id)).is_none();
    let new: Vec<&Comment> = comments.iter().filter(new).collect();
    let html: Vec<Html> = new.iter().map(|comment| post(ctx, comment, false)).collect();
    let _ = list.insert_adjacent_html(place, &all(&html).into_string());
    if let Some(first) = new.first().copied().or(comments.first()) {
        focus(&ctx.id(&first.id));
    }
}

/// The buttons by which one agrees with a post: it may stand on the page twice.
fn buttons(id: &str) -> Vec<Element> {
    everywhere(&format!("[data-id=\"{id}\"] > .acts > [data-act=enig]"))
}

/// Shows how a post stands.
pub fn show_support(id: &str, state: Support) {
    for button in buttons(id) {
        let _ =
            button.set_attribute("aria-pressed", if state.supported { "true" } else { "false" });
        let _ = button.set_attribute("data-n", &state.support.to_string());
        if let Ok(Some(count)) = button.query_selector(".n") {
            let text = if state.support == 0 { String::new() } else { number(state.support) };
            count.set_text_content(Some(&text));
        }
        // A proposal's number stands beside its button.
        if let Some(line) = button.parent_element().and_then(|acts| child(&acts, "supporters")) {
            line.set_text_content(Some(&tn("supports", state.support)));
        }
    }
}

fn shown_support(id: &str) -> Option<Support> {
    let button = buttons(id).into_iter().next()?;
    Some(Support {
        support: button.get_attribute("data-n")?.parse().ok()?,
        supported: button.get_attribute("aria-pressed")? == "true",
    })
}

/// Turns one's support over: seen at once, and taken back when it is refused. Somebody who is not
/// known yet says a name first.
fn agree(app: App, kind: Kind, post: Element, id: String) {
    if app.session.me.with_untracked(Option::is_none) {
        let (place, name) = (post.clone(), post.id());
        let known = Callback::new(move |()| {
            close(&name);
            if let Some(post) = document().get_element_by_id(&name) {
                agree(app, kind, post, id.clone());
            }
        });
        open(&place, "enig", move || introduce(kind, &post.id(), known));
        return;
    }
    let Some(before) = shown_support(&id) else { return };
    let supported = !before.supported;
    let support = (before.support + if supported { 1 } else { -1 }).max(0);
    show_support(&id, Support { support, supported });
    trouble(&post, "");
    app.say(if supported { t("support.given") } else { t("support.taken") });
    spawn_local(async move {
        let answer = match app.session.ensure().await {
            Ok(()) => api::support::set(kind, &id, supported).await,
            Err(refusal) => Err(refusal),
        };
        match answer {
            Ok(now) => show_support(&id, now),
            Err(refusal) => {
                app.session.heed(&refusal);
                show_support(&id, before);
                trouble(&post, &told(&refusal));
                app.say(told(&refusal));
            }
        }
    });
}

fn introduce(kind: Kind, id: &str, known: Callback<()>) -> AnyView {
    let label = match kind {
        Kind::Comment => t("support.comment"),
        Kind::Proposal => t("support.proposal"),
    };
    view! { <Introduce id=id.to_owned() label known/> }.into_any()
}

fn reply(ctx: &Ctx, post: &Element, id: String) {
    let name = post.query_selector(".by__name").ok().flatten();
    let name = name.and_then(|name| name.text_content());
    let name = name.unwrap_or_else(|| t("post.somebody").to_owned());
    let label = t_with("composer.answer", &[("name", &name)]);
    let base = format!("{}-nyt", post.id());
    let task = Task { place: ctx.place.clone(), parent: Some(id), anchor: None };
    let dom = post.id();
    let on_sent = Callback::new(move |entry: Entry| {
        set_aside(&dom);
        sending::show(&entry);
    });
    open(post, "svar", move || {
        view! { <Composer task id=base label on_sent open=true/> }.into_any()
    });
}

/// Puts an answer at the end of the answers that are shown; tells whether what it answers is there.
pub fn answer(dom: &str, html: &Html) -> bool {
    let Some(answered) = document().get_element_by_id(dom) else { return false };
    let root = match answered.class_list().contains("post--answer") {
        true => answered.parent_element().and_then(|list| list.parent_element()),
        false => Some(answered.clone()),
    };
    let Some(list) = root.and_then(|root| child(&root, "answers")) else { return false };
    let html = html.clone().into_string();
    match child(&list, "more-answers") {
        Some(more) => more.insert_adjacent_html("beforebegin", &html),
        None => list.insert_adjacent_html("beforeend", &html),
    }
    .is_ok()
}

fn change(ctx: Ctx, post: &Element, id: String, close: Callback<()>) {
    let dom = post.id();
    let draft = format!("/{}/kommentar/{id}>ret", ctx.place.consultation());
    let on_changed = Callback::new(move |new: Comment| redraw(&ctx, &new));
    open(post, "ret", move || view! { <Change id draft base=dom close on_changed/> }.into_any());
}

fn withdraw(app: App, kind: Kind, post: &Element, id: String, close: Callback<()>) {
    let dom = post.id();
    let (name, place) = (id.clone(), dom.clone());
    let gone = Callback::new(move |()| {
        // Its own page is gone for everybody; among one's own posts it is still told of.
        if kind == Kind::Proposal && app.thread().is_some() {
            return go(app, app.here().to(Route::Mine), How::Replace);
        }
        for post in standing(&name) {
            if let Some(words) = child(&post, "post__said") {
                words.set_inner_html(&marker(PostState::Withdrawn, None).into_string());
            }
            if let Some(acts) = child(&post, "acts") {
                acts.remove();
            }
        }
        focus(&place);
    });
    open(post, "traek", move || view! { <Withdraw post=kind id base=dom close gone/> }.into_any());
}

/// A post, wherever it stands on the page.
fn standing(id: &str) -> Vec<Element> {
    everywhere(&format!("[data-id=\"{id}\"][id]"))
}

/// All that a selector finds on the page.
pub fn everywhere(selector: &str) -> Vec<Element> {
    document().document_element().map_or_else(Vec::new, |page| all_in(&page, selector))
}

/// Draws anew what a post says, wherever it stands on the page.
fn redraw(ctx: &Ctx, comment: &Comment) {
    for post in standing(&comment.id) {
        if let Some(words) = child(&post, "post__said") {
            words.set_inner_html(&said(ctx, comment, false).into_string());
        }
    }
}

/// Hands the address of a place in the text to what the device shares with, or copies it.
fn share_place(app: App, link: Element) {
    let here = app.here().with(|look| (look.paragraph, look.after) = (None, None)).href();
    let url = format!("{}{here}{}", app.site(), link.get_attribute("href").unwrap_or_default());
    spawn_local(async move {
        if share(&url).await {
            return;
        }
        let said = if copy(&url).await { t("copied") } else { t("copy.failed") };
        link.set_text_content(Some(said));
        app.say(said);
    });
}

fn copy_link(app: App, link: &Element) {
    let text = format!("{}{}", app.site(), link.get_attribute("href").unwrap_or_default());
    spawn_local(async move {
        let done = copy(&text).await;
        app.say(if done { t("copied") } else { t("copy.failed") });
    });
}

/// Brings in what the reader wrote and agreed with; nothing else on the page changes.
pub fn mark(comments: &[Comment]) {
    for comment in comments {
        // What the reader did since the question was asked stays as it is shown.
        let agreed = || shown_support(&comment.id).is_some_and(|shown| shown.supported);
        if comment.supported == Some(true) && !agreed() {
            show_support(&comment.id, Support { support: comment.support, supported: true });
        }
        if comment.mine == Some(true) {
            let young = can_edit(comment.created, clock());
            for own in everywhere(&format!("[data-id=\"{}\"] > .acts .more__own", comment.id)) {
                own.set_inner_html(&own_acts(true, young).into_string());
            }
        }
        mark(&comment.first_replies);
    }
}
