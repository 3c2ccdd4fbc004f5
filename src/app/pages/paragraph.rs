//! A block of a section's text, and the way to its thread.

use super::talk::comments;
use crate::citizen::App;
use crate::components::{Ctx, beside, theirs};
use crate::i18n::t;
use crate::markup::{Html, html, none, raw};
use crate::route::Edition;
use crate::text::{self, beginning};

/// What stands at a paragraph that is open.
#[derive(Clone, Copy)]
pub enum Open<'a> {
    /// What people wrote about it.
    Thread(&'a model::Thread),
    /// That it has left the site.
    Gone,
}

/// A block of the text, the quiet way to its thread, and the thread when it is open.
pub fn block(
    ctx: &Ctx,
    block: &text::Block,
    count: i64,
    open: Option<Open>,
    edition: Option<Edition>,
) -> Html {
    let Some(id) = &block.id else {
        return html!("<div class=block><div{}>{}</div></div>", theirs(), raw(&block.html));
    };
    let class = if open.is_some() { "block block--open" } else { "block" };
    let words = ctx.words(id).unwrap_or_default();
    let thread = match open {
        None => none(),
        Some(Open::Gone) => gone(&words),
        Some(Open::Thread(page)) => {
            let mut ctx = ctx.clone();
            ctx.at_paragraph = true;
            beside(&ctx, id, &words, page)
        }
    };
    html!(
        "<div class='{}'><div class=block__text{}>{}</div><p class=block__acts>{}\
         <a class=share data-act=del href='#{}'>[[paragraph.share]]</a></p>{}</div>",
        class,
        theirs(),
        raw(&block.html),
        way(ctx, id, count, open.is_some(), edition),
        *id,
        thread
    )
}

/// In the place of a thread that has left the site: nobody is to think that nobody wrote.
fn gone(words: &str) -> Html {
    html!(
        "<section class=beside aria-label='[[paragraph.thread]]'><p class=beside__about>\
         <span>[[paragraph.about]]</span> <bdi class=mark{}>{}</bdi></p>\
         <p class=empty>[[stays.none.here]]</p></section>",
        theirs(),
        beginning(words, 60)
    )
}

/// The link under a paragraph. Without the app it leads to the page with the thread open.
fn way(ctx: &Ctx, id: &str, count: i64, open: bool, edition: Option<Edition>) -> Html {
    if count == 0 && !ctx.open() {
        return none();
    }
    let href = App::get().here().with(|look| {
        look.edition = edition;
        look.paragraph = (!open).then(|| id.to_owned());
        look.after = None;
    });
    let name = match count {
        0 => t("paragraph.comment").to_owned(),
        n => comments(n),
    };
    html!(
        "<a class='{}' id='om-{}' data-talk='{}' data-n={}{} href='{}#{}' \
         aria-expanded={}><span>{}</span>{}</a>",
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
