//! One's own posts. The server knows nobody: it paints what to do without the app.

use crate::citizen::Mine;
use crate::components::island;
use crate::markup::{Html, html};
use crate::pages::frame::{Layout, frame};

/// The page of one's own posts.
pub fn mine() -> Html {
    use leptos::prelude::*;
    let posts = island("mine", &[], || view! { <Mine/> }.into_any());
    let page = html!(
        "<h1 tabindex=-1 id=titel>[[nav.mine]]</h1><p class=lede>[[mine.lede]]</p>\
         <noscript><p class=notice>[[mine.unscripted]]</p></noscript>{}",
        posts
    );
    frame(None, Layout::Text, &page)
}
