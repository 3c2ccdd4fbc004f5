//! The parts of a page that come to life. The server paints them as they begin
//! ([`island`](crate::components::island)); here each is drawn by the same component, with what the
//! person has done to it since.

use std::cell::{Cell, RefCell};

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use model::{Anchor, Support};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};

use super::kept::{Kept, all};
use super::{App, difficulty, selection, sending};
use crate::api;
use crate::components::{Composer, Task, close_within, drawn, mark, nothing, show_support};
use crate::markup::{Html, html};
use crate::route::Route;
use crate::text::beginning;

type Alive = UnmountHandle<<AnyView as Render>::State>;

/// Draws a part of the page, once.
pub type Draw = Box<dyn FnOnce() -> AnyView>;
/// Finds out how the part that a slot holds is drawn; `None` when it is none of its own.
pub type Island = fn(App, &Element) -> Option<Draw>;

thread_local! {
    static ALIVE: RefCell<Vec<(Element, Alive)>> = const { RefCell::new(Vec::new()) };
    // What a program brings to life beyond what is here. As a value and not as a call: what a first
    // visit loads must not refer to it.
    static MORE: Cell<Option<Island>> = const { Cell::new(None) };
}

/// Whether this is the whole app, and what it can bring to life beyond what a first visit loads.
pub fn with(more: Option<Island>) {
    MORE.set(more);
}

/// Whether this program can show a page: the forms are left out of what a first visit loads.
pub fn knows(route: &Route) -> bool {
    MORE.get().is_some() || !route.is_form()
}

/// Brings a part of the page to life, and learns what on it is the reader's own.
pub fn wake(app: App, root: &Element) {
    draw(app, root, false);
    recall(app, root);
}

/// Brings a part of the page to life; in steps where nothing has been done to it.
pub fn draw(app: App, root: &Element, in_steps: bool) {
    for slot in all(root, "[data-island]") {
        let in_steps = in_steps && Kept::of(&slot).is_untouched();
        begin(app, &slot, in_steps);
    }
}

/// Learns what on a part of the page is the reader's own.
pub fn recall(app: App, root: &Element) {
    sending::show_waiting(app);
    difficulty::recall(app);
    if app.session.token().is_some() {
        recognize(root);
    }
}

/// Draws an island, anew if it lives already, and does to it again what the person did to it.
pub fn renew(app: App, slot: &Element) {
    begin(app, slot, false);
}

fn begin(app: App, slot: &Element, in_steps: bool) {
    let Some(draw) = island(app, slot, in_steps) else { return };
    let kept = Kept::of(slot);
    sleep(slot);
    bring(slot.clone(), draw);
    let slot = slot.clone();
    // Leptos sets the values of fields at the end of this turn; still before anything is seen.
    queue_microtask(move || kept.restore(&slot));
}

/// Lets go of all that lives within a part of the page.
pub fn sleep(root: &Element) {
    close_within(root);
    let gone = ALIVE.with_borrow_mut(|alive| {
        let (gone, rest): (Vec<_>, Vec<_>) =
            alive.drain(..).partition(|(slot, _)| root.contains(Some(slot)));
        *alive = rest;
        gone
    });
    drop(gone);
}

fn bring(slot: Element, draw: Draw) {
    let Ok(aside) = document().create_element("div") else { return };
    let aside: HtmlElement = aside.unchecked_into();
    let handle = mount_to(aside.clone(), draw);
    let fragment = document().create_document_fragment();
    while let Some(child) = aside.first_child() {
        let _ = fragment.append_child(&child);
    }
    slot.replace_children_with_node_1(&fragment);
    // What is pressed in it from now on need not be pressed again: `early.js` reads this.
    let _ = slot.set_attribute("data-alive", "");
    ALIVE.with_borrow_mut(|alive| alive.push((slot, handle)));
}

fn island(app: App, slot: &Element, in_steps: bool) -> Option<Draw> {
    let data = |name: &str| slot.get_attribute(name).unwrap_or_default();
    match data("data-island").as_str() {
        "composer" => composer(app, data, in_steps),
        _ => MORE.get()?(app, slot),
    }
}

fn composer(app: App, data: impl Fn(&str) -> String, in_steps: bool) -> Option<Draw> {
    let some = |text: String| (!text.is_empty()).then_some(text);
    let (id, label) = (data("data-id"), data("data-label"));
    let (parent, paragraph) = (some(data("data-parent")), some(data("data-paragraph")));
    let mut ctx = app.thread()?;
    ctx.at_paragraph = paragraph.is_some();
    let draft = ctx.place.draft(paragraph.as_deref());
    let chosen = paragraph.as_ref().and_then(|_| selection::chosen(&draft));
    let about = chosen.as_ref().map(about);
    let whole = |paragraph: String| Anchor {
        quote: ctx.words(&paragraph).map(|words| quote(&words)),
        paragraph,
        prefix: None,
        suffix: None,
        version: app.version(),
        found: None,
    };
    let anchor = chosen.or_else(|| paragraph.map(whole));
    let task = Task { place: ctx.place.clone(), parent: parent.clone(), anchor };
    let on_sent = Callback::new(move |entry| {
        selection::forget(&draft);
        sending::show(&entry);
    });
    Some(Box::new(move || {
        let about = about.map_or_else(nothing, drawn);
        view! { {about} <Composer task id label on_sent in_steps/> }.into_any()
    }))
}

/// The words that the field is for, and the way back to the whole paragraph.
fn about(chosen: &Anchor) -> Html {
    let words = beginning(chosen.quote.as_deref().unwrap_or_default(), 160);
    html!(
        "<p class=about><span>[[composer.about]]</span> <span class=mark>»{}«</span> \
         <button type=button class=act data-act=hele>[[composer.about.whole]]</button></p>",
        words
    )
}

/// The words that a comment on a whole paragraph carries along, to find the paragraph again in a
/// later version: its beginning, as it stands there.
fn quote(words: &str) -> String {
    beginning(words, 160).trim_end_matches(" …").to_owned()
}

/// Learns what the reader wrote and agreed with: what was painted is the same for everyone.
fn recognize(root: &Element) {
    for list in all(root, "[data-list]") {
        let (path, one) = (list.get_attribute("data-list"), list.get_attribute("data-one"));
        spawn_local(async move {
            if let Ok(page) = api::comment::page(&path.unwrap_or_default()).await {
                mark(&page.items);
            }
            if let Some(one) = one
                && let Ok(comment) = api::comment::read(&one).await
            {
                mark(&[comment]);
            }
        });
    }
    if let (Route::Proposal { id, .. }, Some(_)) =
        (App::get().here().route, root.query_selector("[data-kind]").ok().flatten())
    {
        spawn_local(async move {
            if let Ok(own) = api::proposal::read(&id).await {
                if own.mine == Some(true)
                    && let Some(report) = document().get_element_by_id("anmeld")
                {
                    let _ = report.set_attribute("data-act", "traek");
                    report.set_inner_html(&html!("<span>[[post.withdraw]]</span>").into_string());
                }
                let supported = own.supported.unwrap_or_default();
                show_support(&id, Support { support: own.support, supported });
            }
        });
    }
}
