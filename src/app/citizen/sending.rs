//! Posts on their way: seen at once, sent when there is a connection, and never lost in between.

use std::cell::{Cell, RefCell};

use leptos::ev;
use leptos::prelude::*;
use model::{Code, Comment, NewComment, Visibility};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};

use super::carry::carry;
use super::navigation::focus_quietly;
use super::{App, How, focus, focus_now, go, islands, kept, live, proposing, selection, under_way};
use crate::api::Refusal;
use crate::components::{
    Ctx, OwnLink, Progress, answer, bring_back, child, clear_aside, close, everywhere, open, post,
    progress, told, waiting,
};
use crate::drafts::{self, Draft};
use crate::i18n::t;
use crate::markup::{Html, html};
use crate::outbox::{self, Entry};
use crate::route::Route;
use crate::timer::after;

/// After so many milliseconds what waits is tried again, on a page that is looked at.
const AGAIN: i32 = 45_000;

thread_local! {
    static ROUND: Cell<bool> = const { Cell::new(false) };
    // Whether another round was asked for in the middle of one.
    static ONCE_MORE: Cell<bool> = const { Cell::new(false) };
    // What was said last of a post that did not go through.
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// From now on what waits is sent: at once, when the network is back, and again after a while.
pub fn start(app: App) {
    window_event_listener(ev::Custom::<web_sys::Event>::new("online"), move |_| deliver(app));
    deliver(app);
    after_a_while(app);
}

fn after_a_while(app: App) {
    after(AGAIN, move || {
        if !document().hidden() && !ROUND.get() {
            deliver(app);
        }
        after_a_while(app);
    });
}

/// Sends all that waits. The network may come back in the middle of a round that goes wrong without it:
/// then another one follows.
fn deliver(app: App) {
    if ROUND.replace(true) {
        return ONCE_MORE.set(true);
    }
    spawn_local(async move {
        round(app).await;
        ROUND.set(false);
        if ONCE_MORE.take() {
            deliver(app);
        }
    });
}

/// Sends it, one after the other; the first that has to wait on ends it.
async fn round(app: App) {
    for entry in outbox::all::<NewComment>() {
        if !send_again(app, &entry.new.client_key).await {
            return;
        }
    }
    proposing::deliver(app).await;
}

/// Puts a post into its thread and on its way. `back` is told when it was refused for good: it tells
/// whether it took the words back to where they were written.
pub fn post_now(app: App, entry: Entry, back: impl FnOnce(&Refusal) -> bool + 'static) {
    if !outbox::put(&entry) {
        app.session.remembers.set(false);
    }
    drafts::forget(&entry.draft);
    SAID.take();
    app.say(t("composer.sending"));
    if let Some(entry) = set_out(&entry.new.client_key) {
        spawn_local(async move {
            send(app, entry, back).await;
        });
    }
}

/// Sends a post that has waited, and says so where it stands.
async fn send_again(app: App, key: &str) -> bool {
    let Some(entry) = set_out(key) else { return true };
    tell(key, &Progress::Sending);
    send(app, entry, |_| false).await
}

/// Sends one post that was set out; false when there was no answer, or no more may be sent just now.
async fn send(app: App, entry: Entry, back: impl FnOnce(&Refusal) -> bool) -> bool {
    let key = entry.new.client_key.clone();
    let answer = carry(app, &entry).await;
    if !came_back(&entry) {
        return true;
    }
    match answer {
        Ok(comment) => {
            outbox::forget::<NewComment>(&key);
            SAID.take();
            clear_aside();
            arrived(app, &key, &comment);
            app.session.moved.set(());
            true
        }
        Err(refusal) => {
            app.session.heed(&refusal);
            failed(app, &entry, &refusal, back);
            refusal != Refusal::NoAnswer && refusal.code() != Some(Code::TooMany)
        }
    }
}

/// Sets a post out on its way, as it waits now. `None` when it is under way already, or does not wait
/// any more: another page of this browser may have sent it, or its writer may be somebody else by now.
fn set_out(key: &str) -> Option<Entry> {
    let entry = outbox::find::<NewComment>(key).filter(|entry| entry.refused.is_none())?;
    under_way::depart(key).then_some(entry)
}

/// It is back from there; tells whether no other words wait under its key by now, from another page.
fn came_back(entry: &Entry) -> bool {
    let key = &entry.new.client_key;
    under_way::arrive(key);
    outbox::find::<NewComment>(key).is_none_or(|now| now.created == entry.created)
}

fn failed(app: App, entry: &Entry, refusal: &Refusal, back: impl FnOnce(&Refusal) -> bool) {
    let key = &entry.new.client_key;
    let online = window().navigator().on_line();
    let progress = if refusal.passes() {
        clear_aside();
        match (refusal, online) {
            (Refusal::NoAnswer, false) => Progress::Offline,
            _ => Progress::Failed(told(refusal), true),
        }
    } else {
        bring_back();
        if back(refusal) {
            keep_chosen(entry);
            outbox::forget::<NewComment>(key);
            for one in standing(key) {
                one.remove();
            }
            return;
        }
        // Nobody is there to take the words back, or something else is being written by now: they
        // stay until they are asked for. Who sent much at once waits a little longer.
        let (why, passes) = (told(refusal), refusal.code() == Some(Code::TooMany));
        // Unless its writer was forgotten meanwhile.
        if !passes && outbox::find::<NewComment>(key).is_some() {
            outbox::put(&Entry { refused: Some(why.clone()), ..entry.clone() });
            app.session.moved.set(());
        }
        Progress::Failed(why, passes)
    };
    let said = match &progress {
        Progress::Failed(why, _) => why.clone(),
        _ => t("waiting.offline").to_owned(),
    };
    tell(key, &progress);
    // Tried again and again, it is said once.
    if SAID.replace(said.clone()) != said {
        app.say(said);
    }
}

/// Makes a draft again of what was sent, behind what is being written in its place by now.
pub fn take_back(app: App, entry: &Entry) {
    let key = &entry.new.client_key;
    if outbox::find::<NewComment>(key).is_none() || under_way::has(key) {
        // It has arrived meanwhile, or is about to.
        return app.session.moved.set(());
    }
    outbox::forget::<NewComment>(key);
    let sent = Draft {
        text: entry.new.body.clone(),
        client_key: entry.new.client_key.clone(),
        private: entry.new.visibility.is_some(),
        again: true,
    };
    let draft = drafts::read::<Draft>(&entry.draft).unwrap_or_default().and(sent);
    app.session.keep_draft(&entry.draft, &draft, RwSignal::new(false));
    keep_chosen(entry);
    drafts::flush();
    app.session.moved.set(());
}

/// The words of the text that a comment was about are kept with its draft again.
fn keep_chosen(entry: &Entry) {
    let chosen = entry.new.anchor.as_ref().filter(|anchor| anchor.prefix.is_some());
    // Unless something else is being written there, about other words.
    if let Some(anchor) = chosen.filter(|_| selection::chosen(&entry.draft).is_none()) {
        selection::keep(&entry.draft, anchor);
    }
}

/// The post, wherever it stands on the page.
fn standing(key: &str) -> Vec<Element> {
    everywhere(&format!("[data-key=\"{key}\"]"))
}

fn tell(key: &str, how: &Progress) {
    for one in standing(key) {
        if let Some(line) = child(&one, "waiting") {
            let active = document().active_element();
            let pressed = active.is_some_and(|at| line.contains(Some(&at)));
            line.set_inner_html(&progress(how).into_string());
            if pressed {
                // What was pressed is gone.
                focus_now(&one.id());
            }
        }
    }
}

/// The server has it: from now on it is a post like others.
fn arrived(app: App, key: &str, comment: &Comment) {
    app.say(t("composer.sent"));
    let Some(ctx) = app.thread() else { return };
    let public = comment.visibility == Visibility::Public;
    if let Some(anchor) = comment.anchor.as_ref().filter(|_| public) {
        live::count(&comment.id, &anchor.paragraph);
    }
    let active = document().active_element();
    for one in standing(key) {
        let mut ctx = ctx.clone();
        ctx.at_paragraph = one.closest(".beside").is_ok_and(|beside| beside.is_some());
        let id = ctx.id(&comment.id);
        let focused = active.as_ref().is_some_and(|at| one.contains(Some(at)));
        // It may stand there already: an earlier answer was lost on the way.
        if document().get_element_by_id(&id).is_some() {
            one.remove();
        } else {
            one.set_outer_html(&post(&ctx, comment, false).into_string());
            if let Some(new) = document().get_element_by_id(&id) {
                let sent = html!("<p class='hint sent'>[[waiting.sent]]</p>").into_string();
                if let Some(said) = child(&new, "post__said") {
                    let _ = said.insert_adjacent_html("afterend", &sent);
                }
                if app.session.offer_link.get_untracked() {
                    let back = StoredValue::new(id.clone());
                    open(&new, "mit-link", move || view! { <OwnLink back/> }.into_any());
                }
            }
        }
        if focused {
            focus_now(&id);
        }
    }
    live::show_count();
}

/// Shows a post that was just sent in its thread, and moves there.
pub fn show(entry: &Entry) {
    if let Some(ctx) = App::get().thread() {
        put(&ctx, entry, &Progress::Sending, true);
    }
}

/// Moves the focus to a post that has just been put into its thread, and then there. The field from
/// which it was sent is left first, and folds up: in one go with all else that has changed.
fn reach(id: String) {
    let left = document().active_element().and_then(|left| left.dyn_into::<HtmlElement>().ok());
    let form = left.as_ref().and_then(|left| left.closest("form").ok().flatten());
    if let Some(left) = left {
        let _ = left.blur();
    }
    let at_once = move |at_once| {
        if let Some(form) = &form {
            let _ = form.class_list().toggle_with_force("composer--sent", at_once);
        }
    };
    at_once(true);
    // After the field was emptied, which Leptos does at the end of this turn.
    queue_microtask(move || {
        let Some(post) = document().get_element_by_id(&id) else { return at_once(false) };
        focus_quietly(&post);
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        post.scroll_into_view_with_scroll_into_view_options(&nearest);
        at_once(false);
    });
}

/// Puts a post on its way into its thread, when that is on the page.
fn put(ctx: &Ctx, entry: &Entry, progress: &Progress, focused: bool) {
    let paragraph = entry.new.anchor.as_ref().map(|anchor| anchor.paragraph.as_str());
    let list = paragraph.map_or_else(|| "ny-liste".to_owned(), |id| format!("ny-{id}-liste"));
    let find = |id: &str| document().get_element_by_id(id);
    for at_paragraph in [true, false] {
        let mut ctx = ctx.clone();
        ctx.at_paragraph = at_paragraph;
        let html = || -> Html { waiting(&ctx, entry, progress) };
        let shown = match &entry.new.parent {
            Some(parent) => answer(&ctx.id(parent), &html()),
            None if at_paragraph == paragraph.is_some() => find(&list).is_some_and(|list| {
                let place = if at_paragraph { "beforeend" } else { "afterbegin" };
                list.insert_adjacent_html(place, &html().into_string()).is_ok()
            }),
            None => false,
        };
        if shown {
            nobody_no_more();
        }
        if shown && focused {
            return reach(ctx.id(&entry.new.client_key));
        }
    }
}

/// The page no longer says that nobody has written.
fn nobody_no_more() {
    for line in everywhere(".empty--posts") {
        line.remove();
    }
}

/// Shows on a page that has just come what waits for it from before.
pub fn show_waiting(app: App) {
    let Some(ctx) = app.thread() else { return };
    let place = ctx.place.path();
    for entry in outbox::all::<NewComment>() {
        let key = &entry.new.client_key;
        if entry.place == place && standing(key).is_empty() {
            let progress = match &entry.refused {
                Some(why) => Progress::Failed(why.clone(), false),
                None if under_way::has(key) => Progress::Sending,
                None => Progress::Offline,
            };
            put(&ctx, &entry, &progress, false);
        }
    }
}

/// What was pressed on a post that waits: to try again, or to write on in it.
pub fn press(app: App, act: &str, post: &Element) {
    let key = post.get_attribute("data-key").unwrap_or_default();
    match (act, outbox::find::<NewComment>(&key)) {
        // Meanwhile its writer is somebody else in this browser.
        ("igen", Some(Entry { refused: Some(why), .. })) => {
            tell(&key, &Progress::Failed(why, false))
        }
        ("igen", Some(_)) => {
            SAID.take();
            spawn_local(async move {
                send_again(app, &key).await;
            });
        }
        ("hent", Some(entry)) => {
            take_back(app, &entry);
            write_on(app, &entry, post);
        }
        // Another page of this browser has sent it, or taken it back.
        _ => post.remove(),
    }
}

/// Takes a post on its way off the page, and opens the field where it was written: there it is a draft.
/// Where there is no field any more, as when the hearing has ended, it stands among one's drafts.
fn write_on(app: App, entry: &Entry, waiting: &Element) {
    let closest = |selector: &str| waiting.closest(selector).ok().flatten();
    let within = |part: Option<&Element>, selector: &str| part?.query_selector(selector).ok()?;
    let slot = within(closest(".thread, .beside").as_ref(), "[data-island=composer]");
    let top = closest(".answers").and_then(|answers| answers.parent_element());
    let answered = entry.new.parent.as_ref().and_then(|parent| {
        let is_top = top.as_ref()?.get_attribute("data-id").as_ref() == Some(parent);
        let answer = || within(top.as_ref(), &format!("[data-id=\"{parent}\"]"));
        if is_top { top.clone() } else { answer() }
    });
    waiting.remove();
    // The field of an answer is made when "Svar" is pressed.
    let reply = answered.as_ref().and_then(|post| {
        close(&post.id());
        within(child(post, "acts").as_ref(), "[data-act=svar]")
    });
    match (reply, slot) {
        // This is a press itself; one within another would not be heard.
        (Some(reply), _) => queue_microtask(move || kept::call(&reply, "click", &[])),
        (None, Some(slot)) if entry.new.parent.is_none() => {
            // What was done to the field is in the draft.
            islands::sleep(&slot);
            islands::renew(app, &slot);
            focus(&format!("{}-tekst", slot.get_attribute("data-id").unwrap_or_default()));
        }
        _ => go(app, app.here().to(Route::Mine), How::Push),
    }
}
