//! Several posts at once: picked in the list, approved or hidden together, taken back together.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{
    Decided, DecisionKind, NewDecisions, PostRef, QueueItem, QueueView, Rule, STANDARD_RULES,
};

use super::decide::{self, Done};
use super::route::{PostId, Route};
use super::{Desk, draft, load, navigation, words};
use crate::api::support::Post;
use crate::api::{self, Refusal};
use crate::citizen::clock;
use crate::components::{Live, flaws};
use crate::i18n::{t, tn};

/// Under which name the reason for several posts is kept in this tab: a sign-in that ends takes nothing
/// along.
const KEPT: &str = "flere";

/// Picks a post, or no longer.
pub fn pick(desk: Desk, post: &PostId) {
    desk.picked.update(|picked| match picked.iter().position(|one| one == post) {
        Some(at) => drop(picked.remove(at)),
        None => picked.push(post.clone()),
    });
    let n = desk.picked.with_untracked(Vec::len);
    desk.say(tn("desk.picked", i64::try_from(n).unwrap_or_default()));
}

/// What can be done with the posts that are picked; nothing as long as none is.
pub fn bar(desk: Desk) -> AnyView {
    let some = Memo::new(move |_| desk.picked.with(|picked| !picked.is_empty()));
    (move || {
        some.get().then(|| {
            let hiding = RwSignal::new(draft::read_under::<String>(KEPT).is_some());
            let count = move || {
                let n = desk.picked.with(Vec::len);
                tn("desk.picked", i64::try_from(n).unwrap_or_default())
            };
            let forget = move |_| {
                desk.picked.set(Vec::new());
                navigation::focus_first(&["#liste"]);
            };
            view! {
                <div class="picked" role="group" aria-label=t("desk.several")>
                    <p><Live text=Signal::derive(count)/></p>
                    <div class="picked__acts">
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| all(desk, DecisionKind::Approve, None, None)
                        >
                            {t("desk.act.approve")}
                        </button>
                        <button
                            type="button"
                            class="button"
                            aria-expanded=move || if hiding.get() { "true" } else { "false" }
                            on:click=move |_| hiding.update(|open| *open = !*open)
                        >
                            {t("desk.act.hide")}
                        </button>
                        <button type="button" class="act" on:click=forget>
                            {t("desk.picked.none")}
                        </button>
                    </div>
                    {move || hiding.get().then(|| hide(desk))}
                </div>
            }
        })
    })
    .into_any()
}

/// The rule and the reason for all of them.
fn hide(desk: Desk) -> AnyView {
    let rule = RwSignal::new(String::new());
    let reason = RwSignal::new(draft::read_under::<String>(KEPT).unwrap_or_default());
    let wrong = RwSignal::new("");
    let rules = Memo::new(move |_| shared(desk));
    let options = move || options(rules.get(), &rule.get_untracked());
    let choose = move |id: String| {
        let own = reason.with_untracked(|reason| is_own(reason));
        if !own {
            reason.set(draft::sentence(DecisionKind::Hide, &id).to_owned());
        }
        rule.set(id);
    };
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let (id, why) = (rule.get_untracked(), reason.get_untracked());
        if id.is_empty() {
            wrong.set(t("desk.rule.missing"));
        } else if rules.with_untracked(|rules| rules.iter().all(|rule| rule.id != id)) {
            wrong.set(t("desk.rule.gone"));
        } else if why.trim().is_empty() {
            wrong.set(t("flaw.missing"));
        } else {
            wrong.set("");
            // What is written stays until the server has it.
            all(desk, DecisionKind::Hide, Some(id), Some(why));
        }
    };
    view! {
        <form class="picked__hide" method="dialog" on:submit=submit>
            <label>
                {t("desk.form.rule")}
                <select on:change:target=move |ev| choose(ev.target().value())>
                    <option value="">{t("desk.form.rule.choose")}</option>
                    {options}
                </select>
            </label>
            <label>
                {t("desk.form.reason")}
                <textarea
                    rows="4"
                    prop:value=move || reason.get()
                    on:input:target=move |ev| {
                        let text = ev.target().value();
                        draft::keep_under(KEPT, &text);
                        reason.set(text);
                    }
                ></textarea>
            </label>
            <p class="trouble"><Live text=Signal::derive(move || wrong.get().to_owned())/></p>
            <button type="submit" class="button button--strong">{t("desk.several.hide")}</button>
        </form>
    }
    .into_any()
}

/// The rules to choose from, and which is chosen.
fn options(rules: Vec<Rule>, chosen: &str) -> Vec<AnyView> {
    let option = |one: Rule| {
        let selected = chosen == one.id;
        view! { <option value=one.id selected=selected>{one.title}</option> }.into_any()
    };
    rules.into_iter().map(option).collect()
}

/// Whether a reason is in the moderator's own words.
fn is_own(reason: &str) -> bool {
    let kind = DecisionKind::Hide;
    let sentences = STANDARD_RULES.map(|rule| draft::sentence(kind, rule));
    !reason.trim().is_empty() && !sentences.contains(&reason)
}

/// The rules that stand in the hearings of all posts that are picked.
fn shared(desk: Desk) -> Vec<Rule> {
    let list = desk.route.with(Route::queue).map(|view| desk.lists.of(view));
    let Some(list) = list else { return Vec::new() };
    let picked = desk.picked.get();
    let items = list.items.get();
    let mut picked = items.iter().filter(|item| picked.contains(&PostId::of(item)));
    let mut rules = picked.next().map(|item| item.rules.clone()).unwrap_or_default();
    for item in picked {
        // Hearings may give the same name to rules of their own that say something else.
        let same = |one: &Rule| {
            item.rules.iter().any(|rule| (&rule.id, &rule.title) == (&one.id, &one.title))
        };
        rules.retain(same);
    }
    rules
}

fn named(post: &PostId, stand: Option<String>) -> PostRef {
    let kind = match post.kind {
        Post::Comment => "comment",
        Post::Proposal => "proposal",
    };
    PostRef { kind: kind.to_owned(), id: post.id.clone(), stand }
}

/// Does the same to all posts that are picked.
fn all(desk: Desk, kind: DecisionKind, rule: Option<String>, reason: Option<String>) {
    let posts = desk.picked.get_untracked();
    let list = desk.list();
    let stand = |post: &PostId| untrack(|| Some(list?.find(post)?.stand.clone()));
    let posts = posts.iter().map(|post| named(post, stand(post))).collect();
    run(desk, kind, NewDecisions { act: kind.word().to_owned(), posts, rule, reason });
}

/// Takes back what was done to several posts.
pub fn undo(desk: Desk, posts: &[PostId]) {
    let posts = posts.iter().map(|post| named(post, None)).collect();
    let act = DecisionKind::Undo.word().to_owned();
    let new = NewDecisions { act, posts, ..NewDecisions::default() };
    run(desk, DecisionKind::Undo, new);
}

fn run(desk: Desk, kind: DecisionKind, new: NewDecisions) {
    if desk.busy.get_untracked() {
        return;
    }
    desk.busy.set(true);
    desk.alarm.set(None);
    spawn_local(async move {
        let answer = api::desk::decision::several(&new).await;
        desk.busy.set(false);
        match answer {
            Ok(decided) => settled(desk, kind, &decided),
            Err(refusal) => refused(desk, &refusal),
        }
    });
}

fn settled(desk: Desk, kind: DecisionKind, decided: &Decided) {
    let posts: Vec<PostId> = decided.items.iter().map(PostId::of).collect();
    let n = i64::try_from(posts.len()).unwrap_or_default();
    let done = Done {
        posts,
        kind,
        text: words::decided(kind).to_owned(),
        whose: tn("desk.record", n),
        at: clock(),
    };
    decide::announce(desk, &done);
    draft::forget_under(KEPT);
    desk.done.set(Some(done));
    desk.picked.set(Vec::new());
    if !decided.left.is_empty() {
        let left = i64::try_from(decided.left.len()).unwrap_or_default();
        desk.alarm.set(Some(tn("desk.several.left", left)));
    }
    let Some(view) = desk.route.with_untracked(Route::queue) else { return };
    leave(desk, view, &decided.items);
    leave(desk, view, &decided.left);
    for other in QueueView::ALL.iter().filter(|other| **other != view) {
        desk.lists.of(*other).load.set(super::list::Load::Stale);
    }
    if kind == DecisionKind::Undo {
        load::view(desk, view);
    } else {
        load::counts(desk);
        load::settle(desk, view);
    }
    navigation::focus_first(&["#liste"]);
}

fn leave(desk: Desk, view: QueueView, items: &[QueueItem]) {
    for item in items {
        desk.lists.of(view).remove(&PostId::of(item));
    }
}

fn refused(desk: Desk, refusal: &Refusal) {
    if load::heed(desk, refusal) {
        return;
    }
    let flaws = flaws(refusal);
    let gone = words::rule_trouble(&flaws);
    if gone.is_empty() {
        return desk.alarm.set(Some(words::told(refusal)));
    }
    // A hearing has other rules by now.
    desk.alarm.set(Some(gone.to_owned()));
    if let Some(view) = desk.route.with_untracked(Route::queue) {
        load::view(desk, view);
    }
}
