//! A paragraph's thread opens under it, in place and with an address of its own.

use leptos::prelude::*;
use model::{Page, Sort, Thread};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::kept::all;
use super::{App, focus, islands};
use crate::api::comment::{Wanted, list_path};
use crate::api::{self, Answer};
use crate::components::{Ctx, beside, child, everywhere, insert, not_read};
use crate::i18n::tn;
use crate::markup::{Html, html};

/// Opens the paragraph that the page's address names, and closes every other. A comment in it, or
/// its field, gets the focus when `wanted` names that.
pub fn show(app: App, wanted: &str) {
    let open = app.here().look.paragraph;
    let Some(page) = document().get_element_by_id("side") else { return };
    for link in all(&page, "[data-talk]") {
        let id = link.get_attribute("data-talk").unwrap_or_default();
        let Ok(Some(block)) = link.closest(".block") else { continue };
        let is_open = block.class_list().contains("block--open");
        let should = open.as_ref() == Some(&id);
        if is_open == should {
            continue;
        }
        turn(app, &block, &link, &id, should);
        if should {
            load(app, block, link, id, wanted.to_owned());
        } else if let Some(thread) = child(&block, "beside") {
            islands::sleep(&thread);
            thread.remove();
        }
    }
}

/// The link of a paragraph as it is while its thread is open, or closed.
fn turn(app: App, block: &Element, link: &Element, id: &str, open: bool) {
    let href = app.here().with(|look| {
        look.paragraph = (!open).then(|| id.to_owned());
        look.after = None;
    });
    let set = |name: &str, value: &str| {
        let _ = link.set_attribute(name, value);
    };
    set("href", &format!("{}#{id}", href.href()));
    set("aria-expanded", if open { "true" } else { "false" });
    let classes = block.class_list();
    if open {
        set("data-replace", "");
        let _ = classes.add_1("block--open");
        let close = html!("<span class=talk__close>[[close]]</span>").into_string();
        let _ = link.insert_adjacent_html("beforeend", &close);
    } else {
        let _ = link.remove_attribute("data-replace");
        let _ = classes.remove_1("block--open");
        if let Some(close) = child(link, "talk__close") {
            close.remove();
        }
    }
}

/// One more comment stands at a paragraph than its link says.
pub fn one_more(id: &str) {
    for link in everywhere(&format!("[data-talk=\"{id}\"]")) {
        let count = link.get_attribute("data-n").and_then(|n| n.parse().ok()).unwrap_or(0_i64) + 1;
        let _ = link.set_attribute("data-n", &count.to_string());
        let _ = link.class_list().remove_1("talk--none");
        if let Some(said) = link.first_element_child() {
            said.set_text_content(Some(&tn("comments", count)));
        }
    }
}

/// Puts the thread under its paragraph; until it is there, says that it is on its way.
fn load(app: App, block: Element, link: Element, id: String, wanted: String) {
    let Some(mut ctx) = app.thread() else { return };
    ctx.at_paragraph = true;
    if link.get_attribute("data-n").as_deref() == Some("0") {
        draw(app, &block, &ctx, &id, Ok(Page::empty()));
        return reach(ctx, &id, &wanted);
    }
    put(&block, &html!("<section class=beside><p class=hint>[[loading]]</p></section>"));
    let part = Wanted { sort: Some(Sort::Oldest), after: None, paragraph: Some(&id) };
    let path = list_path(&ctx.place, &part);
    spawn_local(async move {
        let answer = api::comment::page(&path).await;
        // It may have been closed since.
        if block.class_list().contains("block--open") {
            draw(app, &block, &ctx, &id, answer);
            reach(ctx, &id, &wanted);
        }
    });
}

/// Fetches the comment that a link names into the thread that is open, when it does not stand there.
pub fn fetch(app: App, hash: &str) {
    let wanted = hash.trim_start_matches('#');
    let open = app.here().look.paragraph.filter(|_| wanted.starts_with("a-"));
    let missing = document().get_element_by_id(wanted).is_none();
    if let (Some(id), Some(mut ctx)) = (open.filter(|_| missing), app.thread()) {
        ctx.at_paragraph = true;
        reach(ctx, &id, wanted);
    }
}

/// Moves the focus to a comment of the thread, or to its field. A comment that does not stand on the
/// thread's first page is read by itself.
fn reach(ctx: Ctx, id: &str, wanted: &str) {
    let comment = wanted.strip_prefix("a-");
    if document().get_element_by_id(wanted).is_some() {
        if comment.is_some() || wanted.starts_with("ny-") {
            focus(wanted);
        }
    } else if let Some(comment) = comment.map(str::to_owned) {
        let list = format!("ny-{id}-liste");
        spawn_local(async move {
            if let Ok(comment) = api::comment::read(&comment).await {
                insert(&list, "beforeend", &ctx, &[comment]);
            }
        });
    }
}

fn draw(app: App, block: &Element, ctx: &Ctx, id: &str, answer: Answer<Thread>) {
    match answer {
        Ok(page) => {
            put(block, &beside(ctx, id, &ctx.words(id).unwrap_or_default(), &page));
            if let Some(thread) = child(block, "beside") {
                islands::wake(app, &thread);
            }
        }
        Err(refusal) => put(
            block,
            &html!(
                "<section class=beside><p class=trouble>{}</p>\
                 <button type=button class=button id=igen data-act=igen>[[again]]</button></section>",
                not_read(&refusal)
            ),
        ),
    }
}

/// Puts a thread, or what is told instead, in place of the one that is there.
fn put(block: &Element, html: &Html) {
    if let Some(old) = child(block, "beside") {
        islands::sleep(&old);
        old.remove();
    }
    let _ = block.insert_adjacent_html("beforeend", &html.clone().into_string());
}

/// Tries once more to load the thread that a button stands in.
pub fn again(app: App, button: &Element) {
    let Ok(Some(block)) = button.closest(".block") else { return };
    let Ok(Some(link)) = block.query_selector("[data-talk]") else { return };
    let id = link.get_attribute("data-talk").unwrap_or_default();
    load(app, block, link, id, String::new());
}
