//! Decisions: carried out, taken back, and what follows at the desk.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, DecisionKind, Moment, NewDecision, QueueItem, QueueView};

use super::navigation::{self, Focus, How};
use super::route::{PostId, Route};
use super::{Desk, Opened, draft, load, several, words};
use crate::api::{self, Refusal};
use crate::citizen::clock;
use crate::i18n::{t, t_with};

/// What was decided last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// On which posts.
    pub posts: Vec<PostId>,
    /// What.
    pub kind: DecisionKind,
    /// "Skjult efter regel 3".
    pub text: String,
    /// Whose post it was, or how many they were.
    pub whose: String,
    /// When.
    pub at: Moment,
}

impl Done {
    /// Whether it changed something that can be taken back.
    #[must_use]
    pub const fn can_be_undone(&self) -> bool {
        !matches!(self.kind, DecisionKind::Note | DecisionKind::Undo)
    }
}

/// How long at least one can take back what one decided, in milliseconds.
const UNDO: i64 = 10_000;

/// Whoever goes on to another post is past what was decided last, after a while.
pub fn let_go(desk: Desk) {
    let old = |done: &Option<Done>| done.as_ref().is_some_and(|done| clock().0 > done.at.0 + UNDO);
    if desk.done.with_untracked(old) {
        desk.done.set(None);
    }
}

/// What one sees after a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    /// The next post of the list.
    Next,
    /// The post itself, for another look.
    Stay,
}

/// Carries out what the form is for, when all that it needs is there.
pub fn send(desk: Desk, post: &PostId) {
    let draft = desk.form.draft.get_untracked();
    match draft.decision() {
        Ok(new) => {
            // Should the answer never come, the words are still here.
            draft::keep(post, &draft);
            let then = if draft.kind == DecisionKind::Note { Then::Stay } else { Then::Next };
            run(desk, post.clone(), draft.kind, new, then);
        }
        Err(flaws) => {
            let has = |field: &str| flaws.iter().any(|flaw| flaw.field == field);
            let first: &[&str] = match (has("words"), has("rule")) {
                (true, _) => &["#ord"],
                (false, true) => &["#skjul input[type=radio]"],
                (false, false) => &["#begrundelse"],
            };
            desk.form.flaws.set(flaws);
            navigation::focus_first(first);
        }
    }
}

/// Approves a post or shows it again.
pub fn pass(desk: Desk, post: PostId, kind: DecisionKind) {
    run(desk, post, kind, NewDecision::default(), Then::Next);
}

/// Takes back what was decided last, and opens the post again.
pub fn undo(desk: Desk) {
    let Some(done) = desk.done.get_untracked().filter(Done::can_be_undone) else { return };
    match done.posts.as_slice() {
        [post] => run(desk, post.clone(), DecisionKind::Undo, NewDecision::default(), Then::Stay),
        _ => several::undo(desk, &done.posts),
    }
}

fn run(desk: Desk, post: PostId, kind: DecisionKind, new: NewDecision, then: Then) {
    if desk.busy.get_untracked() {
        return;
    }
    desk.busy.set(true);
    desk.trouble.set(None);
    // What one looked at: should somebody have been quicker, nothing of theirs is overwritten. Taking
    // back is about one's own decision, whatever was written down since.
    let item = known(desk, &post).filter(|_| kind != DecisionKind::Undo);
    let new = NewDecision { stand: item.map(|item| item.stand.clone()), ..new };
    spawn_local(async move {
        let answer = api::desk::decision::add(post.kind, &post.id, kind, &new).await;
        desk.busy.set(false);
        match answer {
            Ok(item) => settled(desk, &post, kind, item, then),
            Err(refusal) => refused(desk, post, kind, &new, refusal, then).await,
        }
    });
}

/// The post as it was seen here.
fn known(desk: Desk, post: &PostId) -> Option<Arc<QueueItem>> {
    let opened = desk.opened.get_untracked();
    let opened = match opened {
        Opened::Item(item) if PostId::of(&item) == *post => Some(item),
        _ => None,
    };
    opened.or_else(|| untrack(|| desk.list()?.find(post)))
}

/// What follows when a decision was saved.
fn settled(desk: Desk, post: &PostId, kind: DecisionKind, item: QueueItem, then: Then) {
    draft::forget(post);
    let text = item.decisions.last().map(words::decision_line).unwrap_or_default();
    let done = Done {
        posts: vec![post.clone()],
        kind,
        text: if kind == DecisionKind::Undo { t("desk.decided.undo").to_owned() } else { text },
        whose: item.author.name.clone(),
        at: clock(),
    };
    announce(desk, &done);
    desk.done.set(Some(done));
    let Some(view) = desk.route.with_untracked(Route::queue) else { return };
    let list = desk.lists.of(view);
    for other in QueueView::ALL.iter().filter(|other| **other != view) {
        desk.lists.of(*other).load.set(super::list::Load::Stale);
    }
    desk.picked.update(|picked| picked.retain(|one| one != post));
    let next = if kind == DecisionKind::Note { None } else { list.remove(post) };
    let here = desk.route.with_untracked(|route| route.post() == Some(post));
    if then == Then::Stay {
        desk.form.open.set(false);
        list.renew(post, item.clone());
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

pub(super) fn announce(desk: Desk, done: &Done) {
    let what = [("what", done.text.as_str()), ("name", done.whose.as_str())];
    let said = t_with("desk.done.said", &what);
    if done.can_be_undone() {
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
    let mut text = words::told(&refusal);
    if matches!(refusal.code(), Some(Code::State | Code::Changed))
        && let Ok(item) = api::desk::queue::read(post.kind, &post.id).await
    {
        if is_ours(desk, kind, new, &item) {
            settled(desk, &post, kind, item, then);
            return;
        }
        if let Some(by) = words::overtaken_by(&item, known(desk, &post).as_deref()) {
            text = by;
        }
        overtaken(desk, &post, item);
    }
    let flaws = crate::components::flaws(&refusal);
    if flaws.iter().any(|flaw| flaw.field == "rule") {
        // The hearing has other rules by now.
        load::renew(desk, &post).await;
        text = words::rule_trouble(&flaws).to_owned();
        navigation::focus_first(&["#skjul input[type=radio]"]);
    }
    if desk.form.open.get_untracked() {
        text = format!("{text} {}", t("desk.form.kept"));
    }
    desk.form.flaws.set(flaws);
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
