//! Pages of plain text: the rules, privacy, accessibility; and the page in place of one that cannot
//! be shown.

use model::{Code, RULES};

use super::frame::{Layout, frame};
use crate::citizen::App;
use crate::components;
use crate::i18n::t_of;
use crate::markup::{Html, all, html};
use crate::route::Route;

/// The rules for posts.
pub fn rules() -> Html {
    let rules: Vec<Html> = RULES
        .iter()
        .map(|(id, _)| {
            let (title, what) = (t_of("rule", id), t_of("rule-text", id));
            let (title, what) = (title.unwrap_or_default(), what.unwrap_or_default());
            html!("<li id='{}'><strong>{}</strong><p>{}</p></li>", *id, title, what)
        })
        .collect();
    let page = html!(
        "<h1 tabindex=-1 id=titel>[[rules.title]]</h1><p class=lede>[[rules.lede]]</p>\
         <ol class=rules>{}</ol>\
         <h2>[[rules.hidden]]</h2><p>[[rules.hidden.what]]</p><p>[[rules.hidden.marker]]</p>\
         <p>[[rules.hidden.answer]]</p>\
         <h2>[[rules.report]]</h2><p>[[rules.report.how]]</p>\
         <h2>[[rules.staff]]</h2><p>[[rules.staff.what]]</p>",
        all(&rules)
    );
    frame(None, Layout::Text, &page)
}

/// What is stored about whom.
pub fn privacy() -> Html {
    let mine = App::get().here().to(Route::Mine).href();
    let page = html!(
        "<h1 tabindex=-1 id=titel>[[privacy.title]]</h1><p class=lede>[[privacy.lede]]</p>\
         <h2>[[privacy.what]]</h2><p>[[privacy.what.post]]</p><p>[[privacy.what.not]]</p>\
         <h2>[[privacy.who]]</h2><p>[[privacy.who.all]]</p><p>[[privacy.who.only]]</p>\
         <p>[[privacy.who.law]]</p>\
         <h2>[[privacy.browser]]</h2><p>[[privacy.browser.what]]</p><p>[[privacy.browser.cookies]]</p>\
         <h2>[[privacy.delete]]</h2><p>[[privacy.delete.how]]</p><p>[[privacy.delete.law]]</p>\
         <p><a href='{}'>[[privacy.mine]]</a></p>\
         <h2>[[privacy.complain]]</h2><p>[[privacy.complain.where]]</p>",
        mine
    );
    frame(None, Layout::Text, &page)
}

/// The accessibility statement.
pub fn accessibility() -> Html {
    let page = html!(
        "<h1 tabindex=-1 id=titel>[[accessibility.title]]</h1>\
         <p class=lede>[[accessibility.lede]]</p>\
         <h2>[[accessibility.how]]</h2><p>[[accessibility.how.what]]</p>\
         <p>[[accessibility.how.tested]]</p>\
         <h2>[[accessibility.limits]]</h2><p>[[accessibility.limits.what]]</p>\
         <h2>[[accessibility.trouble]]</h2><p>[[accessibility.trouble.what]]</p>\
         <p>[[accessibility.trouble.law]]</p>\
         <p><a href=/was>[[accessibility.was]]</a></p>"
    );
    frame(None, Layout::Text, &page)
}

/// In place of a page that cannot be shown.
pub fn refused(code: Option<Code>) -> Html {
    frame(None, Layout::Text, &components::refused(&App::get().here(), code))
}
