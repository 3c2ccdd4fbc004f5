//! What others write meanwhile: counted and offered ("3 nye – vis"), never put in while somebody
//! reads. The stream is open as long as the page is looked at; where there is none, the thread is
//! asked for now and then.

use std::cell::{Cell, RefCell};

use leptos::ev;
use leptos::prelude::*;
use model::{Comment, Sort};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{EventSource, MessageEvent};

use super::{App, How, focus, go, paragraph, under_way};
use crate::api;
use crate::api::comment::{Wanted, list_path};
use crate::components::{Ctx, answer, child, everywhere, mark, not_read, post};
use crate::i18n::{number, tn};
use crate::json::Value;
use crate::markup::html;
use crate::place::Place;
use crate::timer::after;

/// How often, in milliseconds, the thread is asked for where there is no stream.
const POLL: i32 = 60_000;
/// What comes within so many milliseconds is told of together.
const PAUSE: i32 = 1_500;
/// A stream that opens so long after the page began, in milliseconds, has missed something: a slow phone's, that
/// of a frame, where the app comes when somebody is about to write, and any that opens again.
const LATE: f64 = 3_000.0;
/// More than so many at once, and the page is loaded anew instead.
const MANY: usize = 20;

struct Stream {
    c: String,
    source: EventSource,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

/// A comment that is not on the page yet.
struct New {
    id: String,
    /// The top that it answers under, and the paragraph that it is about; empty for none.
    root: String,
    paragraph: String,
}

thread_local! {
    static STREAM: RefCell<Option<Stream>> = const { RefCell::new(None) };
    // What is new, in the order in which it was heard of.
    static NEW: RefCell<Vec<New>> = const { RefCell::new(Vec::new()) };
    // The newest post that the page came with: ids are in the order of time, and what is older was not
    // shown because it stands on another page of the thread.
    static CAME: RefCell<String> = const { RefCell::new(String::new()) };
    // The number of the event that was heard last: a stream that is opened again goes on from there.
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
    // How many comments the thread has, as was heard last; 0 before that.
    static COUNT: Cell<i64> = const { Cell::new(0) };
    // What the page's paragraphs count beyond what it came with.
    static COUNTED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static TELLING: Cell<bool> = const { Cell::new(false) };
}

/// From now on what others write on the page's thread is offered.
pub fn start(app: App) {
    let seen = ev::Custom::<web_sys::Event>::new("visibilitychange");
    window_event_listener(seen, move |_| follow(app));
    CAME.set(newest());
    poll(app);
    follow(app);
}

fn poll(app: App) {
    after(POLL, move || {
        let closed = |stream: &Stream| stream.source.ready_state() == EventSource::CLOSED;
        if !document().hidden() && STREAM.with_borrow(|it| it.as_ref().is_none_or(closed)) {
            ask(app);
        }
        poll(app);
    });
}

/// Another page is there: its thread is listened to from here on.
pub fn turn(app: App) {
    NEW.take();
    COUNTED.take();
    COUNT.set(0);
    CAME.set(newest());
    follow(app);
}

fn follow(app: App) {
    let c = app.thread().map(|ctx| ctx.place.consultation().to_owned());
    let c = c.filter(|_| !document().hidden());
    STREAM.with_borrow_mut(|stream| {
        if stream.as_ref().map(|stream| &stream.c) == c.as_ref() {
            return;
        }
        if let Some(old) = stream.take() {
            old.source.close();
            if c.as_ref().is_some_and(|c| *c != old.c) {
                LAST.take();
            }
        }
        *stream = c.and_then(|c| open(app, c));
    });
}

fn open(app: App, c: String) -> Option<Stream> {
    let last = LAST.with_borrow(|last| (!last.is_empty()).then(|| format!("?after={last}")));
    let url = format!("/api/consultations/{c}/live{}", last.unwrap_or_default());
    let source = EventSource::new(&url).ok()?;
    let heard = move |event: MessageEvent| {
        let Some(text) = event.data().as_string() else {
            // It has opened, be it once more: what was heard last may be longer ago than events are kept.
            if event.time_stamp() > LATE {
                ask(app);
            }
            return;
        };
        LAST.set(event.last_event_id());
        if let (Some(ctx), Some(event)) = (app.thread(), Value::parse(&text))
            && let Some(new) = new_in(&ctx.place, &event)
        {
            COUNT.set(event.field("comments").and_then(|count| count.number()).unwrap_or_default());
            // One's own.
            if on_page(&new.id) {
                show_count();
            }
            note(app, new);
        }
    };
    let heard = Closure::wrap(Box::new(heard) as Box<dyn FnMut(MessageEvent)>);
    source.set_onopen(Some(heard.as_ref().unchecked_ref()));
    source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    Some(Stream { c, source, _heard: heard })
}

/// The comment that an event tells of, when it stands in this thread.
fn new_in(place: &Place, event: &Value) -> Option<New> {
    let text = |name: &str| event.field(name).and_then(|value| value.text());
    let plain = |id: &str| id.replace('-', "");
    let here = match place {
        Place::Section { key, .. } => text("section")? == *key,
        Place::Proposal { id, .. } => text("proposal")? == plain(id),
        Place::News { id, .. } => text("news")? == plain(id),
        Place::General { .. } => {
            ["section", "proposal", "news"].iter().all(|name| text(name).is_none())
        }
    };
    // It may have been hidden or taken back since.
    let readable = event.field("readable").and_then(|value| value.flag()) != Some(false);
    let comment = readable && text("kind").as_deref() == Some("comment");
    let id = text("post").filter(|_| here && comment)?;
    let or_none = |name: &str| text(name).unwrap_or_default();
    Some(New { id, root: or_none("root"), paragraph: or_none("paragraph") })
}

/// How many comments the page's thread has now. The number changes only when the reader has done
/// something: nothing moves while somebody reads.
pub fn show_count() {
    let count = COUNT.get();
    let title = document().get_element_by_id("kommentarer-titel");
    if let Some(shown) = title.and_then(|title| child(&title, "count")).filter(|_| count > 0) {
        shown.set_text_content(Some(&number(count)));
    }
}

fn on_page(id: &str) -> bool {
    !everywhere(&format!("[data-id=\"{id}\"]")).is_empty()
}

fn newest() -> String {
    let posts = everywhere("article[data-id]");
    posts.iter().filter_map(|post| post.get_attribute("data-id")).max().unwrap_or_default()
}

fn note(app: App, one: New) {
    let unheard = NEW.with_borrow_mut(|new| {
        if CAME.with_borrow(|came| one.id <= *came) || place_of(&one).is_none() {
            return false;
        }
        count(&one.id, &one.paragraph);
        let known = on_page(&one.id) || new.iter().any(|other| other.id == one.id);
        if !known {
            new.push(one);
        }
        !known
    });
    if unheard && !TELLING.replace(true) {
        after(PAUSE, move || tell(app));
    }
}

/// Counts a comment at its paragraph, once: one's own is heard of on two ways.
pub fn count(id: &str, paragraph: &str) {
    let new = COUNTED.with_borrow_mut(|counted| {
        let new = !counted.iter().any(|other| other == id);
        if new {
            counted.push(id.to_owned());
        }
        new
    });
    if new {
        paragraph::one_more(paragraph);
    }
}

/// The id of what a comment would be put into: the thread of its paragraph if that is open, the top
/// that it answers if that is here, else the page's own thread. None for an answer to what stands on
/// another page of the thread.
fn place_of(new: &New) -> Option<String> {
    let New { root, paragraph, .. } = new;
    let places = match root.as_str() {
        "" => [format!("ny-{paragraph}-liste"), "ny-liste".to_owned()],
        root => [format!("a-{root}"), format!("k-{root}")],
    };
    places.into_iter().find(|id| document().get_element_by_id(id).is_some())
}

/// Asks for the newest of the thread.
fn ask(app: App) {
    let Some(ctx) = app.thread() else { return };
    // Only a page that begins with the newest tells what is newer than all that was shown.
    let look = app.here().look;
    if look.after.is_some() || look.sort.is_some_and(|sort| sort != Sort::Newest) {
        return;
    }
    let wanted = Wanted { sort: Some(Sort::Newest), after: None, paragraph: None };
    let path = list_path(&ctx.place, &wanted);
    spawn_local(async move {
        if let Ok(page) = api::comment::page(&path).await {
            for comment in page.items.into_iter().rev() {
                let paragraph = comment.anchor.map(|anchor| anchor.paragraph).unwrap_or_default();
                for answer in comment.first_replies {
                    let (root, paragraph) = (comment.id.clone(), paragraph.clone());
                    note(app, New { id: answer.id, root, paragraph });
                }
                note(app, New { id: comment.id, root: String::new(), paragraph });
            }
        }
    });
}

/// Offers what is new at the lower edge of the window, where it moves nothing: in the thread of a
/// paragraph when it would come there, else in the page's own.
fn tell(app: App) {
    // What is on its way may be among them.
    if under_way::any() {
        return after(PAUSE, move || tell(app));
    }
    TELLING.set(false);
    // One's own have arrived by another way.
    let (count, first) = NEW.with_borrow_mut(|new| {
        new.retain(|new| !on_page(&new.id));
        (new.len(), new.first().and_then(place_of))
    });
    if let Some(old) = document().get_element_by_id("nye") {
        old.remove();
    }
    let first = first.and_then(|id| document().get_element_by_id(&id));
    let thread = first.and_then(|at| at.closest(".beside, .thread, #side").ok().flatten());
    let Some(thread) = thread.filter(|_| count > 0) else { return };
    let text = tn("thread.new", i64::try_from(count).unwrap_or_default());
    let offer = html!(
        "<div class=newer id=nye><button type=button class=button data-act=nye><span>{}</span>\
         </button></div>",
        text
    );
    let _ = thread.insert_adjacent_html("beforeend", &offer.into_string());
    app.say(text);
}

/// Shows what is new: it was asked for.
pub fn show(app: App) {
    let Some(ctx) = app.thread() else { return };
    let new = NEW.take();
    if let Some(offer) = document().get_element_by_id("nye") {
        offer.remove();
    }
    if new.len() > MANY {
        let here = app.here().with(|look| {
            look.after = None;
            look.sort = None;
        });
        return go(app, here, How::Replace);
    }
    spawn_local(async move {
        let mut first = None;
        for new in new {
            match api::comment::read(&new.id).await {
                Ok(comment) => {
                    if let Some(dom) = put(app, &ctx, &new, &comment) {
                        first.get_or_insert(dom);
                        mark(&[comment]);
                    }
                }
                // Offered again, in a while.
                Err(refusal) => {
                    if refusal.passes() {
                        app.say(not_read(&refusal));
                        NEW.with_borrow_mut(|later| later.push(new));
                    }
                }
            }
        }
        if let Some(first) = first {
            show_count();
            focus(&first);
        } else {
            tell(app);
        }
    });
}

/// Puts a comment where it belongs on the page, if that is there; answers with its id there.
fn put(app: App, ctx: &Ctx, new: &New, comment: &Comment) -> Option<String> {
    if on_page(&comment.id) {
        return None;
    }
    let place = place_of(new)?;
    let list = document().get_element_by_id(&place)?;
    let mut ctx = ctx.clone();
    ctx.at_paragraph = list.closest(".beside").is_ok_and(|beside| beside.is_some());
    let html = post(&ctx, comment, false);
    if !new.root.is_empty() {
        answer(&place, &html).then_some(())?;
    } else {
        let newest = app.here().look.sort.is_none_or(|sort| sort == Sort::Newest);
        let end = ctx.at_paragraph || !newest;
        let end = if end { "beforeend" } else { "afterbegin" };
        list.insert_adjacent_html(end, &html.into_string()).ok()?;
    }
    Some(ctx.id(&comment.id))
}
