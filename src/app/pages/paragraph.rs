//! A block of a section's text, and the way to its thread.

use super::talk::comments;
use crate::citizen::App;
use crate::components::{Ctx, beside};
use crate::i18n::t;
use crate::markup::{Html, html, none, raw};
use crate::text;

/// A block of the text, the quiet way to its thread, and the thread when it is open.
pub fn block(ctx: &Ctx, block: &text::Block, count: i64, open: Option<&model::Thread>) -> Html {
    let Some(id) = &block.id else {
        return html!("<div class=block><div>{}</div></div>", raw(&block.html));
    };
    let class = if open.is_some() { "block block--open" } else { "block" };
    let thread = open.map_or_else(none, |page| {
        let mut ctx = ctx.clone();
        ctx.at_paragraph = true;
        let words = ctx.words(id).unwrap_or_default();
        beside(&ctx, id, &words, page)
    });
    html!(
        "<div class='{}'><div class=block__text>{}</div>{}{}</div>",
        class,
        raw(&block.html),
        way(ctx, id, count, open.is_some()),
        thread
    )
}

/// The link under a paragraph. Without the app it leads to the page with the thread open.
fn way(ctx: &Ctx, id: &str, count: i64, open: bool) -> Html {
    if count == 0 && !ctx.open() {
        return none();
    }
    let href = App::get().here().with(|look| {
        look.paragraph = (!open).then(|| id.to_owned());
        look.after = None;
    });
    let name = match count {
        0 => t("paragraph.comment").to_owned(),
        n => comments(n),
    };
    html!(
        "<p class=block__acts><a class='{}' id='om-{}' data-talk='{}' data-n={}{} href='{}#{}' \
         aria-expanded={}><span>{}</span>{}</a></p>",
        if count == 0 { "talk talk--none" } else { "talk" },
        id,
        id,
        count.to_string(),
        if open { html!(" data-replace") } else { none() },
        href.href(),
        id,
        if open { "true" } else { "false" },
        name,
        if open { html!("<span class=talk__close>[[close]]</span>") } else { none() }
    )
}
