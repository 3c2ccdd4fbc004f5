//! A paragraph's thread opens under it, in place and with an address of its own.

use leptos::prelude::*;
use model::{Page, Sort, Thread};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::kept::all;
use super::{App, islands};
use crate::api::comment::{Wanted, list_path};
use crate::api::{self, Answer};
use crate::components::{Ctx, beside, child, told};
use crate::markup::{Html, html};

/// Opens the paragraph that the page's address names, and closes every other.
pub fn show(app: App) {
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
            load(app, block, link, id);
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

/// Puts the thread under its paragraph; until it is there, says that it is on its way.
pub fn load(app: App, block: Element, link: Element, id: String) {
    let Some(mut ctx) = app.thread() else { return };
    ctx.at_paragraph = true;
    if link.get_attribute("data-n").as_deref() == Some("0") {
        return draw(app, &block, &ctx, &id, Ok(Page::empty()));
    }
    put(&block, &html!("<section class=beside><p class=hint>[[loading]]</p></section>"));
    let wanted = Wanted { sort: Some(Sort::Oldest), after: None, paragraph: Some(&id) };
    let path = list_path(&ctx.place, &wanted);
    spawn_local(async move {
        let answer = api::comment::page(&path).await;
        // It may have been closed since.
        if block.class_list().contains("block--open") {
            draw(app, &block, &ctx, &id, answer);
        }
    });
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
                told(&refusal)
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
    load(app, block, link, id);
}
