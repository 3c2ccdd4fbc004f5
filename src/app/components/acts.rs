//! What is done with posts. They are HTML, as many as there are; one listener above them all finds
//! out which button of which post was pressed (`data-act`).

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use model::{Comment, PostState, Support, can_edit};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use crate::api;
use crate::api::support::Post as Kind;
use crate::citizen::{App, How, all as all_in, clock, focus, go, paragraph};
use crate::components::change::{Change, Withdraw};
use crate::components::introduce::Introduce;
use crate::components::own_link::copy;
use crate::components::panel::{child, close, open, trouble};
use crate::components::post::{marker, more_answers, own_acts, post, said};
use crate::components::report::Report;
use crate::components::{Composer, Ctx, OwnLink, Task, told};
use crate::i18n::{number, t, t_with};
use crate::markup::{Html, all};
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
    if act == "igen" {
        return paragraph::again(app, &button);
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

/// Reads on in a thread, and moves the way to the next page on.
fn more(app: App, ctx: Ctx, button: Element) {
    let path = button.get_attribute("data-next").unwrap_or_default();
    let Some(way) = button.parent_element() else { return };
    spawn_local(async move {
        let list =
            way.previous_element_sibling().and_then(|empty| empty.previous_element_sibling());
        let Some(list) = list else { return };
        match api::comment::page(&path).await {
            Ok(page) => {
                tell(&way, "");
                match page.next {
                    Some(after) => {
                        let here = app.here().with(|look| look.after = Some(after.clone()));
                        let _ = button.set_attribute("data-next", &next(&path, &after));
                        let _ = button.set_attribute("href", &(here.href() + "#kommentarer"));
                    }
                    None => way.remove(),
                }
                insert(&list.id(), "beforeend", &ctx, &page.items);
                mark(&page.items);
            }
            Err(refusal) => tell(&way, &told(&refusal)),
        }
    });
}

/// The path of the page that follows the one at `path`.
fn next(path: &str, after: &str) -> String {
    let (base, query) = path.split_once('?').unwrap_or((path, ""));
    let rest = query.split('&').filter(|pair| !pair.starts_with("after=") && !pair.is_empty());
    let after = format!("after={}", crate::route::encode(after));
    let pairs: Vec<&str> = rest.chain([after.as_str()]).collect();
    format!("{base}?{}", pairs.join("&"))
}

/// Tells under the way to more what went wrong.
fn tell(way: &Element, text: &str) {
    if let Some(old) = child(way, "trouble") {
        old.remove();
    }
    if !text.is_empty() {
        let html = crate::markup::html!("<span class=trouble>{}</span>", text).into_string();
        let _ = way.insert_adjacent_html("beforeend", &html);
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
        match api::support::set(kind, &id, supported).await {
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
    let (ctx, dom) = (ctx.clone(), post.id());
    let on_sent = Callback::new(move |new: Comment| {
        close(&dom);
        answered(&ctx, &dom, &new);
        // The field is gone, and with it the place where a newcomer is offered the link.
        if let Some(post) = document().get_element_by_id(&ctx.id(&new.id))
            && App::get().session.offer_link.get_untracked()
        {
            let back = StoredValue::new(post.id());
            open(&post, "mit-link", move || view! { <OwnLink back/> }.into_any());
        }
    });
    open(post, "svar", move || {
        view! { <Composer task id=base label on_sent open=true/> }.into_any()
    });
}

/// Puts an answer that was just sent at the end of the answers that are shown.
pub fn answered(ctx: &Ctx, dom: &str, new: &Comment) {
    let Some(answered) = document().get_element_by_id(dom) else { return };
    let root = match answered.class_list().contains("post--answer") {
        true => answered.parent_element().and_then(|list| list.parent_element()),
        false => Some(answered.clone()),
    };
    let Some(list) = root.and_then(|root| child(&root, "answers")) else { return };
    let html = post(ctx, new, false).into_string();
    let _ = match child(&list, "more-answers") {
        Some(more) => more.insert_adjacent_html("beforebegin", &html),
        None => list.insert_adjacent_html("beforeend", &html),
    };
    focus(&ctx.id(&new.id));
}

/// Reads on in the answers; the first time it reads the first page over.
fn answers(app: App, ctx: Ctx, root: Element, more: Element, id: String) {
    let after = more.get_attribute("data-after").filter(|after| !after.is_empty());
    spawn_local(async move {
        match api::comment::replies(&id, after.as_deref()).await {
            Ok(page) => {
                trouble(&root, "");
                let new: Vec<&Comment> = page
                    .items
                    .iter()
                    .filter(|one| document().get_element_by_id(&ctx.id(&one.id)).is_none())
                    .collect();
                for one in &new {
                    let html = post(&ctx, one, false).into_string();
                    let _ = more.insert_adjacent_html("beforebegin", &html);
                }
                let list = more.parent_element();
                let shown = list.map_or(0, |list| i64::from(list.child_element_count()) - 1);
                let left = if page.next.is_some() { (page.total - shown).max(1) } else { 0 };
                let rest = more_answers(&ctx, &id, left, page.next.as_deref()).into_string();
                more.set_outer_html(&rest);
                if let Some(first) = new.first() {
                    focus(&ctx.id(&first.id));
                }
            }
            Err(refusal) => {
                trouble(&root, &told(&refusal));
                app.say(told(&refusal));
            }
        }
    });
}

fn change(ctx: Ctx, post: &Element, id: String, close: Callback<()>) {
    let dom = post.id();
    let on_changed = Callback::new(move |new: Comment| redraw(&ctx, &new));
    open(post, "ret", move || view! { <Change id base=dom close on_changed/> }.into_any());
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

fn everywhere(selector: &str) -> Vec<Element> {
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
