//! Decisions: carried out, taken back, and what follows at the desk.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, DecisionKind, NewDecision, QueueItem, QueueView};

use super::navigation::{self, Focus, How};
use super::route::{PostId, Route};
use super::{Desk, Opened, draft, load, words};
use crate::api::{self, Refusal};
use crate::i18n::{t, t_with};

/// What was decided last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// On which post.
    pub post: PostId,
    /// What.
    pub kind: DecisionKind,
    /// "Skjult efter regel 3".
    pub text: String,
    /// Whose post it was.
    pub author: String,
}

/// What one sees after a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    /// The next post of the list.
    Next,
    /// The post itself, for another look.
    Stay,
}

/// Hides the post that the form is for, when rule and reason are there.
pub fn hide(desk: Desk, post: &PostId) {
    let draft = desk.form.draft.get_untracked();
    match draft.decision() {
        Ok(new) => {
            // Should the answer never come, the words are still here.
            draft::keep(post, &draft);
            run(desk, post.clone(), DecisionKind::Hide, new, Then::Next);
        }
        Err(flaws) => {
            let rule = flaws.iter().any(|flaw| flaw.field == "rule");
            desk.form.flaws.set(flaws);
            navigation::focus_first(if rule { &["#skjul input"] } else { &["#begrundelse"] });
        }
    }
}

/// Approves a post or shows it again.
pub fn pass(desk: Desk, post: PostId, kind: DecisionKind) {
    run(desk, post, kind, NewDecision::default(), Then::Next);
}

/// Takes back that a post was hidden, and opens it again.
pub fn undo(desk: Desk) {
    let hidden = desk.done.get_untracked().filter(|done| done.kind == DecisionKind::Hide);
    if let Some(done) = hidden {
        run(desk, done.post, DecisionKind::Restore, NewDecision::default(), Then::Stay);
    }
}

fn run(desk: Desk, post: PostId, kind: DecisionKind, new: NewDecision, then: Then) {
    if desk.busy.get_untracked() {
        return;
    }
    desk.busy.set(true);
    desk.trouble.set(None);
    spawn_local(async move {
        let answer = api::desk::decision::add(post.kind, &post.id, kind, &new).await;
        desk.busy.set(false);
        match answer {
            Ok(item) => settled(desk, &post, kind, item, then),
            Err(refusal) => refused(desk, post, kind, &new, refusal, then).await,
        }
    });
}

/// What follows when a decision was saved.
fn settled(desk: Desk, post: &PostId, kind: DecisionKind, item: QueueItem, then: Then) {
    draft::forget(post);
    let text = item.decisions.last().map(words::decision_line).unwrap_or_default();
    let done = Done { post: post.clone(), kind, text, author: item.author.name.clone() };
    announce(desk, &done);
    desk.done.set(Some(done));
    let Some(view) = desk.route.with_untracked(Route::queue) else { return };
    let list = desk.lists.of(view);
    for other in QueueView::ALL.iter().filter(|other| **other != view) {
        desk.lists.of(*other).load.set(super::list::Load::Stale);
    }
    let next = list.remove(post);
    let here = desk.route.with_untracked(|route| route.post() == Some(post));
    if then == Then::Stay {
        desk.aside.set(Opened::Item(Arc::new(item)));
        let route = Route::Queue { view, post: Some(post.clone()) };
        navigation::go(desk, route, How::Replace, Focus::Post);
    } else if here {
        // Who has already gone on is left where they are.
        navigation::go(desk, Route::Queue { view, post: next }, How::Replace, Focus::Post);
    }
    load::counts(desk);
    load::top_up(desk, view);
}

fn announce(desk: Desk, done: &Done) {
    let what = [("what", done.text.as_str()), ("name", done.author.as_str())];
    let said = t_with("desk.done.said", &what);
    if done.kind == DecisionKind::Hide {
        desk.say(format!("{said} {}", t("desk.done.undo.said")));
    } else {
        desk.say(said);
    }
}

/// What follows when a decision was not saved. What was written stays.
async fn refused(
    desk: Desk,
    post: PostId,
    kind: DecisionKind,
    new: &NewDecision,
    refusal: Refusal,
    then: Then,
) {
    if load::heed(desk, &refusal) {
        return;
    }
    if refusal.code() == Some(Code::State)
        && let Ok(item) = api::desk::queue::read(post.kind, &post.id).await
    {
        if is_ours(desk, kind, new, &item) {
            settled(desk, &post, kind, item, then);
            return;
        }
        overtaken(desk, &post, item);
    }
    let mut text = words::told(&refusal);
    if desk.form.open.get_untracked() {
        text = format!("{text} {}", t("desk.form.kept"));
    }
    desk.form.flaws.set(crate::components::flaws(&refusal));
    desk.say(text.clone());
    desk.trouble.set(Some(text));
}

/// Whether a decision that is refused is there already: its first answer was lost on the way.
fn is_ours(desk: Desk, kind: DecisionKind, new: &NewDecision, item: &QueueItem) -> bool {
    let last = item.decisions.last();
    last.is_some_and(|last| {
        Some(&last.by) == desk.email().as_ref() && last.kind == kind && last.rule == new.rule
    })
}

/// Somebody else was quicker: the post leaves the list and is shown as it is now.
fn overtaken(desk: Desk, post: &PostId, item: QueueItem) {
    if let Some(list) = desk.list() {
        desk.aside.set(Opened::Item(Arc::new(item)));
        list.remove(post);
    }
    desk.form.open.set(false);
    navigation::focus(Focus::Post);
    load::counts(desk);
}
