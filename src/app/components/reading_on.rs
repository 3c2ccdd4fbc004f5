//! Reading on: the next page of a thread, and of the answers to a comment.

use leptos::prelude::*;
use model::Comment;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use crate::api;
use crate::citizen::{App, focus};
use crate::components::acts::{insert, mark};
use crate::components::panel::{child, trouble};
use crate::components::post::{more_answers, post};
use crate::components::{Ctx, not_read};
use crate::markup::html;
use crate::percent::encode;

/// Reads on in a thread, and moves the way to the next page on.
pub fn more(app: App, ctx: Ctx, button: Element) {
    let path = button.get_attribute("data-next").unwrap_or_default();
    let Some(way) = button.parent_element() else { return };
    let label = on_its_way(&button);
    spawn_local(async move {
        let list =
            way.previous_element_sibling().and_then(|empty| empty.previous_element_sibling());
        let Some(list) = list else { return };
        let answer = api::comment::page(&path).await;
        button.set_inner_html(&label);
        match answer {
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
            Err(refusal) => tell(&way, &not_read(&refusal)),
        }
    });
}

/// Says on a button that what it asks for is on its way; answers with what it said.
fn on_its_way(button: &Element) -> String {
    let label = button.inner_html();
    button.set_inner_html(&html!("<span>[[loading]]</span>").into_string());
    label
}

/// The path of the page that follows the one at `path`.
fn next(path: &str, after: &str) -> String {
    let (base, query) = path.split_once('?').unwrap_or((path, ""));
    let rest = query.split('&').filter(|pair| !pair.starts_with("after=") && !pair.is_empty());
    let after = format!("after={}", encode(after));
    let pairs: Vec<&str> = rest.chain([after.as_str()]).collect();
    format!("{base}?{}", pairs.join("&"))
}

/// Tells beside a button or a link what went wrong; an empty text takes it away.
pub fn tell(way: &Element, text: &str) {
    if let Some(old) = child(way, "trouble") {
        old.remove();
    }
    if !text.is_empty() {
        let html = html!("<span class=trouble>{}</span>", text).into_string();
        let _ = way.insert_adjacent_html("beforeend", &html);
    }
}

/// Reads on in the answers; the first time it reads the first page over.
pub fn answers(app: App, ctx: Ctx, root: Element, more: Element, id: String) {
    let after = more.get_attribute("data-after").filter(|after| !after.is_empty());
    let label = on_its_way(&more);
    spawn_local(async move {
        let answer = api::comment::replies(&id, after.as_deref()).await;
        more.set_inner_html(&label);
        match answer {
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
                trouble(&root, &not_read(&refusal));
                app.say(not_read(&refusal));
            }
        }
    });
}
