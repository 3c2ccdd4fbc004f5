//! What the desk fetches: who is signed in, the views, single posts, and how many wait.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, QueueCounts, QueueView};

use super::list::{List, Load};
use super::navigation::{self, Focus, How};
use super::route::{PostId, Route};
use super::{Desk, Opened, Who, about, live, words};
use crate::api::{self, Refusal};

/// How many posts are fetched at once.
const PAGE: u32 = 30;
/// With so few left below, the next page is fetched before anybody asks.
const FEW: usize = 10;
/// After this long one is told that something is on its way.
const PATIENCE: Duration = Duration::from_millis(300);
/// How often the counts are looked at while the desk is in sight.
const EVERY: Duration = Duration::from_secs(60);

/// Takes note of a refusal: who is no longer signed in is asked to sign in again, where they are.
/// Answers whether it was that.
pub fn heed(desk: Desk, refusal: &Refusal) -> bool {
    let ended = refusal.code() == Some(Code::Unauthorized);
    if ended {
        let before = desk.who.get_untracked();
        if !matches!(before, Who::Nobody { .. }) {
            desk.who.set(Who::Nobody { ended: matches!(before, Who::Staff(_)) });
            navigation::focus(Focus::SignIn);
        }
    }
    ended
}

/// Finds out who is signed in, and goes on from there.
pub fn who(desk: Desk) {
    let wait = Wait::start(desk);
    spawn_local(async move {
        let answer = api::desk::session::read().await;
        wait.end(desk);
        match answer {
            Ok(staff) => {
                desk.who.set(Who::Staff(staff));
                navigation::arrive(desk, false);
            }
            Err(refusal) => {
                if !heed(desk, &refusal) {
                    desk.who.set(Who::Unreachable(words::not_loaded(&refusal)));
                }
            }
        }
    });
}

/// Fetches the first page of a view. What is there stays until it comes.
pub fn view(desk: Desk, view: QueueView) {
    let list = desk.lists.of(view);
    if list.load.get_untracked() == Load::Loading {
        return;
    }
    list.load.set(Load::Loading);
    let wait = Wait::start(desk);
    spawn_local(async move {
        let answer = api::desk::queue::list(view, &desk.filter.get_untracked(), PAGE, None).await;
        wait.end(desk);
        match answer {
            Ok(page) => {
                desk.counts.set(Some(page.counts));
                keep_open(desk, view);
                list.begin(page);
                settle(desk, view);
            }
            Err(refusal) => {
                let ended = heed(desk, &refusal);
                let failed = || Load::Failed(words::not_loaded(&refusal));
                list.load.set(if ended { Load::Stale } else { failed() });
            }
        }
    });
}

/// A post that is looked at stays, even when the list comes back without it.
fn keep_open(desk: Desk, view: QueueView) {
    let here = desk.route.with_untracked(|route| route.queue() == Some(view));
    if let (true, Opened::Item(item)) = (here, desk.opened.get_untracked()) {
        desk.aside.set(Opened::Item(item));
    }
}

/// After a list has changed: where one is in it; on a wide screen the first post is opened, since
/// there is room for it.
pub fn settle(desk: Desk, view: QueueView) {
    let list = desk.lists.of(view);
    let route = desk.route.get_untracked();
    if route.queue() != Some(view) {
        return;
    }
    match route.post() {
        Some(post) => {
            if let Some(at) = list.position(post) {
                list.at.set(at);
            }
        }
        None if navigation::is_wide() => {
            if let Some(post) = untrack(|| list.neighbour(None, true)) {
                let route = Route::Queue { view, post: Some(post) };
                navigation::go(desk, route, How::Replace, Focus::Nothing);
            }
        }
        None => {}
    }
}

/// Fetches the next page of a view; `focus` goes to its first post when it was asked for.
pub fn more(desk: Desk, view: QueueView, focus: bool) {
    let list = desk.lists.of(view);
    let Some(after) = list.next.get_untracked() else { return };
    if list.more.get_untracked() {
        return;
    }
    list.more.set(true);
    desk.alarm.set(None);
    spawn_local(async move {
        let answer =
            api::desk::queue::list(view, &desk.filter.get_untracked(), PAGE, Some(&after)).await;
        list.more.set(false);
        match answer {
            Ok(page) => {
                let first = list.items.with_untracked(Vec::len);
                desk.counts.set(Some(page.counts));
                list.extend(page);
                settle(desk, view);
                if focus {
                    navigation::focus(Focus::Line(first));
                }
            }
            Err(refusal) => {
                if !heed(desk, &refusal) && focus {
                    desk.alarm.set(Some(words::not_loaded(&refusal)));
                }
            }
        }
    });
}

/// Fetches more before the list runs out, so that nobody waits in the middle of five hundred posts.
pub fn top_up(desk: Desk, view: QueueView) {
    let list: List = desk.lists.of(view);
    let at = list.at.get_untracked();
    if list.items.with_untracked(Vec::len).saturating_sub(at) < FEW {
        more(desk, view, false);
    }
}

/// Fetches one post, for an address that the list does not hold.
pub fn post(desk: Desk, post: PostId) {
    desk.aside.set(Opened::Waiting);
    let wait = Wait::start(desk);
    spawn_local(async move {
        let answer = api::desk::queue::read(post.kind, &post.id).await;
        wait.end(desk);
        // Somebody who has gone on is not called back.
        if desk.route.with_untracked(|route| route.post() != Some(&post)) {
            return;
        }
        match answer {
            Ok(item) => desk.aside.set(Opened::Item(Arc::new(item))),
            Err(refusal) => {
                desk.aside.set(match refusal.code() {
                    Some(Code::NotFound) => Opened::Missing,
                    _ => Opened::Failed(words::not_loaded(&refusal)),
                });
                heed(desk, &refusal);
            }
        }
    });
}

/// Fetches the post that is looked at anew: something about it has changed.
pub fn again(desk: Desk) {
    let Some(post) = desk.route.with_untracked(|route| route.post().cloned()) else { return };
    spawn_local(async move { renew(desk, &post).await });
}

/// Fetches a post anew; it is shown as it is now wherever it stands.
pub async fn renew(desk: Desk, post: &PostId) {
    if let Ok(item) = api::desk::queue::read(post.kind, &post.id).await {
        if let Some(list) = desk.list() {
            list.renew(post, item.clone());
        }
        if desk.route.with_untracked(|route| route.post() == Some(post)) {
            desk.aside.set(Opened::Item(Arc::new(item)));
        }
    }
}

/// Looks how many wait. Nobody is told when it fails: the next look may not.
pub fn counts(desk: Desk) {
    let Some(view) = desk.route.with_untracked(Route::queue) else { return };
    spawn_local(async move {
        match api::desk::queue::list(view, &desk.filter.get_untracked(), 1, None).await {
            Ok(page) => desk.counts.set(Some(page.counts)),
            Err(refusal) => {
                heed(desk, &refusal);
            }
        }
    });
}

/// How many posts have come to a view since its list was fetched.
#[must_use]
pub fn arrived(counts: QueueCounts, view: QueueView, known: i64) -> i64 {
    (counts.of(view) - known).max(0)
}

/// From now on the counts are looked at now and then, and what posts refer to is fetched.
pub fn start(desk: Desk) {
    let look = move || {
        let signed_in = desk.who.with_untracked(|who| matches!(who, Who::Staff(_)));
        if signed_in && !document().hidden() && !desk.busy.get_untracked() {
            counts(desk);
        }
    };
    // For as long as the page lives, which is as long as the desk does.
    let _ = set_interval_with_handle(look, EVERY);
    live::start(desk);
    Effect::new(move |_| {
        if let Opened::Item(item) = desk.opened.get() {
            about::fetch(desk, &item);
        }
    });
}

/// Something that is on its way: told only when it takes long enough to be noticed.
struct Wait(Option<TimeoutHandle>);

impl Wait {
    fn start(desk: Desk) -> Self {
        Self(set_timeout_with_handle(move || desk.waiting.set(true), PATIENCE).ok())
    }

    fn end(self, desk: Desk) {
        if let Some(timer) = self.0 {
            timer.clear();
        }
        desk.waiting.set(false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_come_since_is_offered() {
        let counts = QueueCounts { reported: 9, new: 3, ..QueueCounts::default() };
        assert_eq!(arrived(counts, QueueView::Reported, 7), 2);
        assert_eq!(arrived(counts, QueueView::New, 3), 0);
        assert_eq!(arrived(counts, QueueView::Hidden, 2), 0);
    }
}
