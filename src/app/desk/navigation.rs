//! Moving about the desk: links, "back", the title, and where the focus goes.

use leptos::ev;
use leptos::prelude::*;
use model::QueueView;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, HtmlElement};

use super::list::Load;
use super::route::Route;
use super::{Desk, Filter, Opened, Who, decide, load, words};
use crate::i18n::{number, t, t_of, t_with};

/// From this width on list and post stand side by side (style/desk.css says the same).
const WIDE: f64 = 768.0;

/// How a step is kept in the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// As a new step, which "back" undoes.
    Push,
    /// In place of the present one: "back" leads to the list and not through five hundred posts.
    Replace,
}

/// Where the focus goes once the page is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// Nowhere: it stays.
    Nothing,
    /// To the post, or to the list when there is none.
    Post,
    /// To a line of the list, by its place.
    Line(usize),
    /// To the first field of the form for signing in.
    SignIn,
}

/// The address that the browser shows.
#[must_use]
pub fn here() -> Route {
    Route::parse(&window().location().pathname().unwrap_or_default())
}

/// The part of the queue that the address names.
#[must_use]
pub fn filter_here() -> Filter {
    Filter::parse(&window().location().search().unwrap_or_default())
}

/// The address of a place, with the part of the queue that is looked at.
#[must_use]
pub fn href(desk: Desk, to: &Route) -> String {
    let query = to.queue().map(|_| desk.filter.with(Filter::query)).unwrap_or_default();
    to.href() + &query
}

/// Another part of the queue is looked at: the address says so.
pub fn rename(desk: Desk) {
    let view = desk.route.with_untracked(Route::queue).unwrap_or(QueueView::Reported);
    go(desk, Route::view(view), How::Replace, Focus::Nothing);
}

/// Whether the browser would keep the desk's cookie: on HTTPS, or on this very machine.
#[must_use]
pub fn is_secure() -> bool {
    window().is_secure_context()
}

/// Whether list and post stand side by side.
#[must_use]
pub fn is_wide() -> bool {
    window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|width| width >= WIDE)
}

/// From now on links within the desk are followed in place.
pub fn start(desk: Desk) {
    take_invitation(desk);
    window_event_listener(ev::click, move |ev| follow(desk, &ev));
    window_event_listener(ev::popstate, move |_| {
        take_invitation(desk);
        let left = desk.route.get_untracked();
        // A jump within the page, such as past the head, is no way to another place.
        let filter = filter_here();
        if here().queue().is_some() && desk.filter.with_untracked(|now| *now != filter) {
            desk.filter.set(filter);
            desk.lists.forget();
        }
        if left != here() {
            desk.route.set(here());
            arrive(desk, false);
            come_back(desk, &left);
        }
    });
    Effect::new(move |_| document().set_title(&title(desk)));
    load::start(desk);
    load::who(desk);
}

/// Takes the secret of an invitation link out of the address, so that it stays in no history.
fn take_invitation(desk: Desk) {
    let hash = window().location().hash().unwrap_or_default();
    let secret = hash.trim_start_matches('#');
    if here() == Route::Invitation && !secret.is_empty() && secret != "main" {
        desk.invitation.set(Some(secret.to_owned()));
        if let Ok(history) = window().history() {
            let href = Route::Invitation.href();
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&href));
        }
    }
}

/// Follows a link when it is one of ours and an ordinary press.
fn follow(desk: Desk, ev: &ev::MouseEvent) {
    let elsewhere = ev.ctrl_key() || ev.meta_key() || ev.shift_key() || ev.alt_key();
    if ev.default_prevented() || ev.button() != 0 || elsewhere {
        return;
    }
    let target = ev.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = target.and_then(|element| element.closest("a[href^='/desk']").ok().flatten());
    let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else {
        return;
    };
    if !matches!(link.target().as_str(), "" | "_self") {
        return;
    }
    let to = Route::parse(&link.pathname());
    if to.is_page() && !desk.has_pages() {
        // The browser goes there, and loads what draws it.
        return;
    }
    ev.prevent_default();
    if link.has_attribute("data-back") && came_from_list() {
        if let Ok(history) = window().history() {
            let _ = history.back();
        }
        return;
    }
    let from = desk.route.get_untracked();
    let how = if link.has_attribute("data-replace") { How::Replace } else { How::Push };
    let focus = if to.post().is_some() { Focus::Post } else { Focus::Nothing };
    let view = to.queue().filter(|_| to.post().is_none());
    decide::let_go(desk);
    go(desk, to, how, focus);
    match view {
        // A tab brings the newest; the way back to the list does not shuffle it.
        Some(view) if from.queue() != Some(view) || from.post().is_none() => load::view(desk, view),
        _ => come_back(desk, &from),
    }
}

/// Back at the list, the focus is at the post that one comes from.
fn come_back(desk: Desk, left: &Route) {
    let now = desk.route.get_untracked();
    let same = left.queue().is_some() && left.queue() == now.queue();
    if let (true, None, Some(post), Some(list)) = (same, now.post(), left.post(), desk.list()) {
        let at = list.position(post).unwrap_or_else(|| list.at.get_untracked());
        focus(Focus::Line(at));
    }
}

/// Whether "back" leads to the list: it is noted in the step of the history.
fn came_from_list() -> bool {
    let state = window().history().ok().and_then(|history| history.state().ok());
    state.is_some_and(|state| state.is_truthy())
}

/// Goes to an address, with a step in the history.
pub fn go(desk: Desk, to: Route, how: How, then: Focus) {
    if let Ok(history) = window().history() {
        let href = untrack(|| href(desk, &to));
        let from_list = desk.route.with_untracked(|from| {
            from.queue().is_some() && from.queue() == to.queue() && from.post().is_none()
        });
        let _ = match how {
            How::Push => {
                let state = JsValue::from_bool(from_list && to.post().is_some());
                history.push_state_with_url(&state, "", Some(&href))
            }
            How::Replace => {
                let state = history.state().unwrap_or(JsValue::NULL);
                history.replace_state_with_url(&state, "", Some(&href))
            }
        };
    }
    desk.route.set(to);
    arrive(desk, then == Focus::Post);
    focus(then);
}

/// Brings what an address needs. `top` shows a post from its beginning.
pub fn arrive(desk: Desk, top: bool) {
    desk.trouble.set(None);
    desk.alarm.set(None);
    if !desk.who.with_untracked(|who| matches!(who, Who::Staff(_))) {
        return;
    }
    let route = desk.route.get_untracked();
    let Some(view) = route.queue() else {
        if route == Route::Home {
            go(desk, Route::view(QueueView::Reported), How::Replace, Focus::Nothing);
        }
        return;
    };
    let list = desk.lists.of(view);
    desk.form.load(route.post());
    if list.load.with_untracked(|load| matches!(load, Load::Stale | Load::Failed(_))) {
        load::view(desk, view);
    } else if route.post().is_none() && is_wide() {
        load::settle(desk, view);
    }
    let Some(post) = route.post() else { return };
    if top {
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
    if let Some(at) = list.position(post) {
        list.at.set(at);
        load::top_up(desk, view);
        return;
    }
    let known = desk.aside.with_untracked(|aside| match aside {
        Opened::Item(item) => super::route::PostId::of(item) == *post,
        _ => false,
    });
    if !known {
        load::post(desk, post.clone());
    }
}

/// Moves the focus once the page is drawn.
pub fn focus(to: Focus) {
    request_animation_frame(move || {
        let found = match to {
            Focus::Nothing => None,
            Focus::Post => find("#indlaeg").or_else(|| find("#liste")),
            Focus::Line(at) => {
                let lines = document().query_selector_all("#liste .line").ok();
                let line = lines.and_then(|lines| lines.get(u32::try_from(at).ok()?));
                line.and_then(|line| line.dyn_into().ok()).or_else(|| find("#liste"))
            }
            Focus::SignIn => find("#email"),
        };
        let Some(element) = found else { return };
        // A post begins below what it answers: it must be in sight, and no more than that.
        let _ = element.focus();
        let line = find("#liste .line[aria-current]");
        if let Some(line) = line.filter(|_| to == Focus::Post) {
            reveal(&line);
        }
    });
}

/// Moves the focus to the first of these that is there, once it is drawn.
pub fn focus_first(selectors: &'static [&'static str]) {
    request_animation_frame(move || {
        if let Some(element) = selectors.iter().find_map(|selector| find(selector)) {
            let _ = element.focus();
        }
    });
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Scrolls the list, and only the list, so that a line of it can be seen.
fn reveal(line: &HtmlElement) {
    let Some(list) = find("#liste") else { return };
    let (line, frame) = (line.get_bounding_client_rect(), list.get_bounding_client_rect());
    let below = line.bottom() - frame.bottom();
    let above = line.top() - frame.top();
    if below > 0.0 {
        list.set_scroll_top(list.scroll_top() + below.ceil() as i32);
    } else if above < 0.0 {
        list.set_scroll_top(list.scroll_top() + above.floor() as i32);
    }
}

/// What the browser's tab says.
fn title(desk: Desk) -> String {
    let place = match (desk.who.get(), desk.route.get()) {
        (_, Route::Invitation) => t("desk.invitation").to_owned(),
        (Who::Staff(_), Route::Queue { view, .. }) => view_title(desk, view),
        (Who::Nobody { .. }, _) => t("desk.title.sign-in").to_owned(),
        (Who::Staff(_), route) => page_name(&route).to_owned(),
        _ => t("desk.title").to_owned(),
    };
    match desk.opened.get() {
        Opened::Item(item) if matches!(desk.who.get(), Who::Staff(_)) => {
            t_with("desk.title.at", &[("what", &words::name(&item)), ("where", &place)])
        }
        _ => t_with("desk.title.site", &[("where", &place)]),
    }
}

/// What a page that is no list of posts is called.
#[must_use]
pub fn page_name(route: &Route) -> &'static str {
    match route {
        Route::Difficulties => t("desk.difficulties"),
        Route::Moderation => t("desk.moderation.title"),
        Route::Appeals => t("desk.appeal.title"),
        Route::Erasures { answered: true } => t("desk.erasure.answered"),
        Route::Erasures { .. } | Route::Erasure { .. } => t("desk.erasure.title"),
        Route::Record => t("desk.journal.title"),
        Route::Export => t("desk.export.title"),
        Route::Account => t("desk.account.title"),
        Route::Colleagues => t("desk.colleague.title"),
        Route::Hearings | Route::Hearing { .. } => t("desk.hearing.title"),
        Route::Embedding { .. } => t("desk.embed.title"),
        Route::Statements => t("desk.statement.title"),
        Route::NewsList | Route::News { .. } => t("desk.news.title"),
        Route::Statement { name, .. } => {
            t_of("desk.statement.name", name.word()).unwrap_or_default()
        }
        _ => t("desk.title"),
    }
}

/// "Anmeldte (7)".
fn view_title(desk: Desk, view: QueueView) -> String {
    let name = t_of("desk.view", view.word()).unwrap_or_default();
    match desk.counts.get() {
        Some(counts) => {
            let n = number(load::arrived(counts, view, 0));
            t_with("desk.title.count", &[("view", name), ("n", &n)])
        }
        None => name.to_owned(),
    }
}
