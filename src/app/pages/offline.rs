//! Without a connection: the page that a browser keeps for addresses that it has not kept, and the
//! line that says so on every other page. The service worker (`src/server/assets/sw.js`) fills in
//! what is kept; it looks for the very words of the tags here.

use crate::citizen::App;
use crate::markup::{Html, html};
use crate::pages::frame::{Layout, frame, heading};
use crate::route::Route;

/// In place of a page that was never read. The link without an address leads to the page that was
/// asked for, whichever that was.
pub fn page() -> Html {
    let page = html!(
        "<div data-refused>{}</div><p class=lede>[[offline.what]]</p>\
         <p><a class='button button--strong' href=''>[[again]]</a></p>\
         <section class=gemt aria-labelledby=kan-laeses><h2 id=kan-laeses>[[offline.list]]</h2>\
         <ul class='contents__list contents__list--front' id=gemt></ul></section>\
         <p><a href='{}'>[[refused.all]]</a></p>\
         <template><p class=notice>[[offline.kept]]</p></template>",
        heading(crate::i18n::t("refused.offline")),
        App::get().here().to(Route::Home).href()
    );
    frame(None, Layout::Text, &page)
}

/// Says that there is no connection, once `early.js` finds that there is none. What is announced is
/// what appears within the status, so that the status itself is always there.
pub fn line() -> Html {
    html!(
        "<div class=net id=net role=status><p hidden><strong>[[offline.line]]</strong> \
         <span>[[offline.line.what]]</span></p></div>"
    )
}
