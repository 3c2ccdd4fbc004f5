//! Pages of plain text: what the site says of itself; and the page in place of one that cannot be shown.

use model::{Code, Statement};

use super::frame::{Layout, frame, heading};
use super::title::statement_title;
use crate::citizen::App;
use crate::components;
use crate::markup::{Html, html, none, raw};
use crate::when;

/// What else the site says of itself.
pub fn statement(statement: &Statement) -> Html {
    let page = html!("{}{}", heading(statement_title(statement.name)), words(statement));
    frame(None, Layout::Text, &page)
}

/// The words of a statement, and since when they are as they are.
pub fn words(statement: &Statement) -> Html {
    let spoken = App::get().here().lang.tag();
    let lang = match statement.lang.as_str() {
        lang if lang == spoken => none(),
        lang => html!(" lang='{}'", lang),
    };
    let changed = statement.changed.map_or_else(none, |changed| {
        html!(
            "<p class=hint><span>[[statement.changed]]</span> <span>{}</span></p>",
            when::date(changed)
        )
    });
    html!("<div class=text{}>{}</div>{}", lang, raw(&statement.html), changed)
}

/// In place of a page that cannot be shown.
pub fn refused(code: Option<Code>) -> Html {
    frame(None, Layout::Text, &components::refused(&App::get().here(), code))
}
