//! The parts of a page that come to life. The server paints them as they begin
//! ([`island`](crate::components::island)); here each is drawn by the same component, with what the
//! person has done to it since.

use std::cell::RefCell;

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use model::{Anchor, Comment, Support};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};

use super::kept::{Kept, all};
use super::{App, Mine, ProposalForm};
use crate::api;
use crate::components::{
    Composer, OwnLink, Task, answered, close_within, drawn, insert, mark, show_support,
};
use crate::i18n::t_with;
use crate::markup::html;
use crate::route::Route;
use crate::text::beginning;

type Alive = UnmountHandle<<AnyView as Render>::State>;

thread_local! {
    static ALIVE: RefCell<Vec<(Element, Alive)>> = const { RefCell::new(Vec::new()) };
}

/// Brings a part of the page to life, and learns what on it is the reader's own.
pub fn wake(app: App, root: &Element) {
    let kept: Vec<(Element, Kept)> = all(root, "[data-island]")
        .into_iter()
        .filter_map(|slot| {
            let draw = island(app, &slot)?;
            let kept = Kept::of(&slot);
            bring(slot.clone(), draw);
            Some((slot, kept))
        })
        .collect();
    // Leptos sets the values of fields at the end of this turn; still before anything is seen.
    queue_microtask(move || {
        for (slot, kept) in kept {
            kept.restore(&slot);
        }
    });
    if app.session.me.with_untracked(Option::is_some) {
        recognize(root);
    }
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

fn bring(slot: Element, draw: Box<dyn FnOnce() -> AnyView>) {
    let Ok(aside) = document().create_element("div") else { return };
    let aside: HtmlElement = aside.unchecked_into();
    let handle = mount_to(aside.clone(), draw);
    let fragment = document().create_document_fragment();
    while let Some(child) = aside.first_child() {
        let _ = fragment.append_child(&child);
    }
    slot.replace_children_with_node_1(&fragment);
    ALIVE.with_borrow_mut(|alive| alive.push((slot, handle)));
}

fn island(app: App, slot: &Element) -> Option<Box<dyn FnOnce() -> AnyView>> {
    let data = |name: &str| slot.get_attribute(name).unwrap_or_default();
    match data("data-island").as_str() {
        "composer" => composer(app, data),
        "form" => form(app, slot),
        "mine" => Some(Box::new(|| view! { <Mine/> }.into_any())),
        "receipt" => receipt(app, data),
        _ => None,
    }
}

fn composer(app: App, data: impl Fn(&str) -> String) -> Option<Box<dyn FnOnce() -> AnyView>> {
    let some = |text: String| (!text.is_empty()).then_some(text);
    let (id, label) = (data("data-id"), data("data-label"));
    let (parent, paragraph) = (some(data("data-parent")), some(data("data-paragraph")));
    let mut ctx = app.thread()?;
    ctx.at_paragraph = paragraph.is_some();
    let anchor = paragraph.map(|paragraph| Anchor {
        quote: ctx.words(&paragraph).map(|words| quote(&words)),
        paragraph,
        prefix: None,
        suffix: None,
        version: app.version(),
    });
    let task = Task { place: ctx.place.clone(), parent: parent.clone(), anchor };
    let list = format!("{id}-liste");
    let on_sent = Callback::new(move |new: Comment| match &parent {
        Some(parent) => answered(&ctx, &ctx.id(parent), &new),
        None => {
            insert(&list, if ctx.at_paragraph { "beforeend" } else { "afterbegin" }, &ctx, &[new])
        }
    });
    Some(Box::new(move || view! { <Composer task id label on_sent/> }.into_any()))
}

/// The words that a comment on a whole paragraph carries along, to find the paragraph again in a
/// later version: its beginning, as it stands there.
fn quote(words: &str) -> String {
    beginning(words, 160).trim_end_matches(" …").to_owned()
}

fn form(app: App, slot: &Element) -> Option<Box<dyn FnOnce() -> AnyView>> {
    let inside = |selector: &str| {
        slot.query_selector(selector).ok().flatten().map(|found| found.inner_html())
    };
    let here = app.here();
    let (c, kind) = (here.route.consultation()?.to_owned(), here.look.kind?);
    let sections = inside("#forslag-section").unwrap_or_default();
    let picks = inside(".picks").unwrap_or_default();
    Some(Box::new(move || view! { <ProposalForm c kind sections picks/> }.into_any()))
}

/// After one's own proposal was sent: its number, and what happens now.
fn receipt(app: App, data: impl Fn(&str) -> String) -> Option<Box<dyn FnOnce() -> AnyView>> {
    if app.sent.get_value()? != data("data-id") {
        return None;
    }
    let title = t_with("receipt.title", &[("n", &data("data-number"))]);
    let said = html!("<h2 id=kvittering>{}</h2><p>[[receipt.next]]</p>", title);
    Some(Box::new(move || {
        view! {
            <section class="panel panel--good" aria-labelledby="kvittering">
                {drawn(said)}
                <OwnLink back=StoredValue::new("titel".to_owned())/>
            </section>
        }
        .into_any()
    }))
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
