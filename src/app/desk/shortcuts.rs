//! What the keys do. They can be turned off (WCAG 2.1.4): who speaks to the computer would press
//! them with every word.

use leptos::ev;
use leptos::prelude::*;
use model::DecisionKind;
use wasm_bindgen::JsCast;

use super::keys::{self, Act, Press};
use super::navigation::{self, Focus, How};
use super::route::Route;
use super::{Desk, Opened, decide, load, several, words};
use crate::i18n::t;
use crate::storage;

const NAME: &str = "desk.keys";

/// Whether this browser's moderator wants the keys.
#[must_use]
pub fn wanted() -> bool {
    storage::read(NAME).as_deref() != Some("off")
}

/// Turns the keys on or off, for this browser.
pub fn want(desk: Desk, on: bool) {
    desk.keys.set(on);
    if on {
        storage::remove(NAME);
    } else {
        storage::write(NAME, "off");
    }
}

/// From now on keys are listened to.
pub fn start(desk: Desk) {
    window_event_listener(ev::keydown, move |ev| {
        let queue = desk.route.with_untracked(|route| route.queue().is_some());
        let signed_in = desk.email().is_some();
        if !queue || !signed_in || ev.default_prevented() || ev.is_composing() {
            return;
        }
        let press = Press {
            modified: ev.ctrl_key() || ev.meta_key() || ev.alt_key(),
            repeated: ev.repeat(),
            typing: is_typing(&ev),
        };
        let act = keys::act(&ev.key(), press, desk.form.open.get_untracked());
        // Esc is no letter: it works for everybody.
        let act = act.filter(|act| desk.keys.get_untracked() || *act == Act::Close);
        if let Some(act) = act {
            ev.prevent_default();
            perform(desk, act);
        }
    });
}

fn is_typing(ev: &ev::KeyboardEvent) -> bool {
    let element = ev.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(element) = element else { return false };
    let kind = element.get_attribute("type").unwrap_or_default();
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(kind.as_str(), "radio" | "checkbox" | "button" | "submit"),
        _ => element.closest("[contenteditable]").is_ok_and(|found| found.is_some()),
    }
}

/// Does what a key or a button asks for.
pub fn perform(desk: Desk, act: Act) {
    match act {
        Act::Next => turn(desk, true),
        Act::Previous => turn(desk, false),
        _ => judge(desk, act),
    }
}

/// Goes to the next post or to the one before.
fn turn(desk: Desk, on: bool) {
    let route = desk.route.get_untracked();
    let (Some(view), Some(list)) = (route.queue(), desk.list()) else { return };
    match untrack(|| list.neighbour(route.post(), on)) {
        Some(post) => {
            let how = if route.post().is_some() { How::Replace } else { How::Push };
            decide::let_go(desk);
            navigation::go(desk, Route::Queue { view, post: Some(post) }, how, Focus::Post);
        }
        None if on => {
            load::more(desk, view, false);
            desk.say(t("desk.last"));
        }
        None => desk.say(t("desk.first")),
    }
}

fn judge(desk: Desk, act: Act) {
    let undo = untrack(|| can_undo(desk));
    let Opened::Item(item) = desk.opened.get_untracked() else {
        if undo && act == Act::Restore {
            decide::undo(desk);
        }
        return;
    };
    let post = super::route::PostId::of(&item);
    let can = |kind: DecisionKind| kind.after(words::state(&item)).is_some();
    match act {
        Act::Hide if can(DecisionKind::Hide) => desk.form.show(&item, DecisionKind::Hide),
        Act::Redact if can(DecisionKind::Redact) => desk.form.show(&item, DecisionKind::Redact),
        Act::Note => desk.form.show(&item, DecisionKind::Note),
        Act::Uphold if words::is_appealed(&item) => desk.form.show(&item, DecisionKind::Uphold),
        Act::Discount if words::has_burst(&item) => {
            desk.form.show(&item, DecisionKind::Discount);
        }
        Act::Pick => several::pick(desk, &post),
        Act::Approve if can(DecisionKind::Approve) => {
            decide::pass(desk, post, DecisionKind::Approve);
        }
        Act::Restore if can(DecisionKind::Restore) => {
            decide::pass(desk, post, DecisionKind::Restore);
        }
        Act::Restore if undo => decide::undo(desk),
        Act::Rule(number) => desk.form.choose(&item, number),
        Act::Close => desk.form.close(&post),
        _ => {}
    }
}

/// Whether the last decision can be taken back.
#[must_use]
pub fn can_undo(desk: Desk) -> bool {
    desk.done.with(|done| done.as_ref().is_some_and(decide::Done::can_be_undone))
}
