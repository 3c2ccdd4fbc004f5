//! A whole thread as a part of a page.

use model::{Sort, Thread};

use crate::citizen::App;
use crate::components::{Ctx, thread};
use crate::i18n::{number, t_of, tn};
use crate::markup::{Html, all, current, html, none};

/// How a thread presents itself.
#[derive(Clone, Copy)]
pub struct Talk {
    /// Its heading.
    pub title: &'static str,
    /// What a new comment is asked for with.
    pub label: &'static str,
    /// How many comments there are, replies counted.
    pub count: i64,
    /// Whether they have left the site.
    pub gone: bool,
}

/// A whole thread as a part of a page: heading, orders, comments.
#[must_use]
pub fn talk(ctx: &Ctx, page: &Thread, talk: Talk) -> Html {
    if talk.gone {
        return html!(
            "<section class=thread id=kommentarer aria-labelledby=kommentarer-titel>\
             <h2 id=kommentarer-titel tabindex=-1>{}</h2><p class=empty>[[stays.none]]</p></section>",
            talk.title
        );
    }
    let count = if talk.count == 0 { String::new() } else { number(talk.count) };
    let count = html!("<span class=count>{}</span>", count);
    html!(
        "<section class=thread id=kommentarer aria-labelledby=kommentarer-titel>\
         <div class=thread__head><h2 id=kommentarer-titel tabindex=-1>{} {}</h2>{}</div>{}{}</section>",
        talk.title,
        count,
        if page.items.len() > 1 { sorts() } else { none() },
        later(),
        thread(ctx, page, None, talk.label)
    )
}

/// Tells that one reads on from somewhere, with the way back to the beginning.
fn later() -> Html {
    let here = App::get().here();
    if here.look.after.is_none() {
        return none();
    }
    let href = here.with(|look| look.after = None).href();
    html!(
        "<p class=next><a class=act target=_self href='{}#kommentarer'>[[thread.first]]</a></p>",
        href
    )
}

fn sorts() -> Html {
    let here = App::get().here();
    let chosen = here.look.sort.unwrap_or(Sort::Newest);
    let ways: Vec<Html> = Sort::ALL
        .iter()
        .map(|&sort| {
            let href = here.with(|look| {
                look.sort = Some(sort);
                look.after = None;
                look.paragraph = None;
            });
            html!(
                "<a href='{}#kommentarer' target=_self{}>{}</a>",
                href.href(),
                current(sort == chosen, "true"),
                t_of("sort", sort.word()).unwrap_or_default()
            )
        })
        .collect();
    html!("<nav class=sorts aria-label='[[sort.label]]'>{}</nav>", all(&ways))
}

/// "3 kommentarer", for a place that has some.
#[must_use]
pub fn comments(n: i64) -> String {
    tn("comments", n)
}
