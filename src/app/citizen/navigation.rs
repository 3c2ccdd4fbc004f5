//! Moving between pages without loading the site anew: links, "back", scroll, focus, title.

use std::cell::Cell;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlAnchorElement, ScrollRestoration};

use super::kept::Kept;
use super::{App, How, edition, islands, live, paragraph, selection};
use crate::facts::Screen;
use crate::route::{Address, Route};
use crate::timer::after;
use crate::{api, components, drafts, i18n};

/// After so many milliseconds one is told that a page is on its way.
const PATIENCE: i32 = 300;

thread_local! {
    // Which journey is the last: an answer to an older one is not shown.
    static JOURNEY: Cell<u32> = const { Cell::new(0) };
    // Whether a page is shown: not before the first, and not while one that failed is told of.
    static WHOLE: Cell<bool> = const { Cell::new(false) };
    static SAVE_SCROLL: Cell<bool> = const { Cell::new(false) };
}

/// From now on links within the site are followed in place.
pub fn start(app: App, painted: bool) {
    WHOLE.set(painted);
    window_event_listener(ev::click, move |ev| follow(app, &ev));
    window_event_listener(ev::popstate, move |ev| {
        let y = ev.state().as_f64();
        if !islands::knows(&here().route) {
            let _ = window().location().reload();
            return;
        }
        go_to(app, here(), None, y);
    });
    window_event_listener(ev::scroll, |_| {
        if !SAVE_SCROLL.replace(true) {
            after(150, remember_scroll);
        }
    });
    window_event_listener(ev::pagehide, |_| {
        drafts::flush();
        restoration(ScrollRestoration::Auto);
    });
    let hidden = ev::Custom::<web_sys::Event>::new("visibilitychange");
    window_event_listener(hidden, |_| {
        drafts::flush();
    });
}

fn restoration(how: ScrollRestoration) {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(how);
    }
}

/// Keeps how far one has read with the step in the history, for "back".
fn remember_scroll() {
    SAVE_SCROLL.set(false);
    if let (Ok(history), Ok(y)) = (window().history(), window().scroll_y()) {
        let _ = history.replace_state(&JsValue::from_f64(y), "");
    }
}

/// The address that the browser shows.
#[must_use]
pub fn here() -> Address {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    Address::parse(&path, &location.search().unwrap_or_default())
}

/// Follows a link when it is one of ours and an ordinary press.
fn follow(app: App, ev: &ev::MouseEvent) {
    if ev.default_prevented()
        || ev.button() != 0
        || ev.ctrl_key()
        || ev.meta_key()
        || ev.shift_key()
        || ev.alt_key()
    {
        return;
    }
    let target = ev.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = target.and_then(|element| element.closest("a[href]").ok().flatten());
    let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else {
        return;
    };
    if link.has_attribute("data-act") {
        return;
    }
    if selection::ended(&link, ev) {
        return ev.prevent_default();
    }
    let elsewhere = !matches!(link.target().as_str(), "" | "_self") || embedded_link(app, &link);
    if elsewhere || link.has_attribute("download") || link.origin() != origin() {
        return;
    }
    let mut to = Address::parse(&link.pathname(), &link.search());
    if !link.has_attribute("data-edition") && to != here() {
        to = edition::carry(app, to);
    }
    let hash = link.hash();
    // A page in another language brings its texts along: it is loaded anew.
    let other = to.lang != app.here().lang;
    if other || to.route == Route::NotFound || !islands::knows(&to.route) {
        return;
    }
    let same = to == here();
    // The browser itself goes to a place on this page, unless the page is one that failed.
    if same && !hash.is_empty() {
        return paragraph::fetch(app, &hash);
    }
    ev.prevent_default();
    components::close_menu();
    let replace = same || link.has_attribute("data-replace");
    go(app, to, if replace { How::Replace } else { How::Push }, Some(hash));
}

/// In a frame, links leave it unless they say that they stay.
fn embedded_link(app: App, link: &HtmlAnchorElement) -> bool {
    matches!(app.here().route, Route::Embed { .. }) && link.target() != "_self"
}

fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Goes to a page, with a step in the history.
pub fn go(app: App, to: Address, how: How, hash: Option<String>) {
    let hash = hash.unwrap_or_default();
    let url = format!("{}{hash}", to.href());
    if !islands::knows(&to.route) {
        drafts::flush();
        let _ = window().location().assign(&url);
        return;
    }
    if let Ok(history) = window().history() {
        let _ = match how {
            How::Push => {
                remember_scroll();
                history.push_state_with_url(&JsValue::NULL, "", Some(&url))
            }
            How::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(&url)),
        };
    }
    restoration(ScrollRestoration::Manual);
    go_to(app, to, Some(hash), None);
}

/// Shows the page of an address. Another edition is no new page, nor is a paragraph that opens or
/// closes, nor a place on the same page: nothing is loaded, and nobody is moved.
fn go_to(app: App, to: Address, hash: Option<String>, scroll: Option<f64>) {
    let here = app.here();
    if WHOLE.get() && here.same_page(&to) {
        JOURNEY.set(JOURNEY.get().wrapping_add(1));
        wait(false);
        if here != to {
            app.turn_to(to);
            edition::show(app);
            paragraph::show(app, hash.as_deref().unwrap_or_default().trim_start_matches('#'));
            // Where one was: the browser does it by itself only on the page that it loaded.
            if let Some(y) = scroll {
                window().scroll_to_with_x_and_y(0.0, y);
            }
        } else if let Some(y) = scroll.or(hash.is_some_and(|hash| hash.is_empty()).then_some(0.0)) {
            window().scroll_to_with_x_and_y(0.0, y);
        }
        return;
    }
    load(app, to, hash, scroll);
}

/// The first page, when none was painted.
pub fn open(app: App, to: Address) {
    load(app, to, Some(window().location().hash().unwrap_or_default()), None);
}

fn load(app: App, to: Address, hash: Option<String>, scroll: Option<f64>) {
    let journey = JOURNEY.get().wrapping_add(1);
    JOURNEY.set(journey);
    after(PATIENCE, move || {
        if JOURNEY.get() == journey {
            wait(true);
        }
    });
    spawn_local(async move {
        let answer = api::page::read(&to).await;
        if JOURNEY.get() != journey {
            return;
        }
        JOURNEY.set(journey.wrapping_add(1));
        wait(false);
        match answer {
            Ok(screen) => arrive(app, to, screen, &hash.unwrap_or_default(), scroll),
            Err(refusal) => refuse(app, &to, refusal.code()),
        }
    });
}

/// Tells by a line that a page is on its way.
fn wait(waiting: bool) {
    if let Some(line) = document().get_element_by_id("vent") {
        let _ = line.toggle_attribute_with_force("hidden", !waiting);
    }
}

fn arrive(app: App, to: Address, screen: Screen, hash: &str, scroll: Option<f64>) {
    let Some(page) = document().get_element_by_id("side") else { return };
    // The site was upgraded meanwhile: the new page comes with its own program and style. Where the
    // browser stores nothing, what is being written would be lost by that.
    if app.is_older_than(&screen.facts) && app.session.remembers.get_untracked() && drafts::flush()
    {
        let _ = window().location().reload();
        return;
    }
    i18n::speak(to.lang);
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("lang", &screen.lang);
    }
    // Another look at the same page keeps what is typed on it, in a browser without storage too.
    let same_route = WHOLE.get() && app.here().route == to.route;
    let kept = same_route.then(|| Kept::of(&page));
    islands::sleep(&page);
    page.set_inner_html(&screen.html);
    document().set_title(&screen.title);
    app.move_to(to, screen.facts);
    WHOLE.set(true);
    islands::wake(app, &page);
    live::turn(app);
    if let Some(kept) = kept {
        let page = page.clone();
        queue_microtask(move || kept.restore(&page));
    }
    place(scroll, hash.trim_start_matches('#'), same_route);
    app.say(screen.title);
}

/// Tells in place of the page that it cannot be shown; what stands around it stays.
fn refuse(app: App, to: &Address, code: Option<model::Code>) {
    let element = |id: &str| document().get_element_by_id(id);
    let Some(page) = element("main").or_else(|| element("side")) else { return };
    islands::sleep(&page);
    let told = components::refused(to, code).into_string();
    let main = "<main id=main class=page>";
    let told = if page.id() == "main" { told } else { format!("{main}{told}</main>") };
    page.set_inner_html(&told);
    WHOLE.set(false);
    let heading = page.query_selector("h1").ok().flatten();
    let title = heading.and_then(|heading| heading.text_content()).unwrap_or_default();
    document().set_title(&title);
    place(None, "", false);
    app.say(title);
}

/// Where one stands on the new page: where one was, at the named place, or at its heading.
fn place(scroll: Option<f64>, hash: &str, same_route: bool) {
    let element = |id: &str| document().get_element_by_id(id);
    if let Some(y) = scroll {
        window().scroll_to_with_x_and_y(0.0, y);
        return;
    }
    let hash = if hash.is_empty() { sought() } else { hash.to_owned() };
    if let Some(place) = (!hash.is_empty()).then(|| element(&hash)).flatten() {
        place.scroll_into_view();
        focus_quietly(&place);
        return;
    }
    if !same_route {
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
    if let Some(heading) = element("titel") {
        focus_quietly(&heading);
    }
}

/// The id of the post that the page was asked for, when it stands among others.
fn sought() -> String {
    let list = document().query_selector("[data-find]").ok().flatten();
    list.and_then(|list| list.get_attribute("data-find")).unwrap_or_default()
}

/// Goes to the post that the first page was asked for, unless the browser went somewhere itself.
pub fn seek() {
    let location = window().location();
    let still = window().scroll_y().is_ok_and(|y| y == 0.0);
    if still && location.hash().is_ok_and(|hash| hash.is_empty()) && !sought().is_empty() {
        place(None, "", true);
    }
}

/// Focus without moving the page.
pub fn focus_quietly(element: &web_sys::Element) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    if !element.has_attribute("tabindex") {
        let _ = element.set_attribute("tabindex", "-1");
    }
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus_with_options(&options);
    }
}
