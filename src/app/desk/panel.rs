//! The decision: what can be done with the post, what was done last, and the way on.

use leptos::prelude::*;
use model::{DecisionKind, PostState};

use super::keys::Act;
use super::route::{PostId, Route};
use super::{Desk, Opened, decide, form, measures, office, shortcuts, words};
use crate::components::Live;
use crate::i18n::t;

/// The column of the decision.
pub fn panel(desk: Desk) -> AnyView {
    // Drawn anew only when another post or another state is looked at: what is being written stays.
    let post = Memo::new(move |_| match desk.opened.get() {
        Opened::Item(item) => {
            let (appealed, burst) = (words::is_appealed(&item), words::has_burst(&item));
            Some((PostId::of(&item), words::state(&item), appealed, burst))
        }
        _ => None,
    });
    let open = desk.form.open;
    let acts = move || match post.get() {
        None => ().into_any(),
        Some((post, ..)) if open.get() => form::form(desk, post),
        Some((_, state, appealed, burst)) => buttons(desk, state, appealed, burst),
    };
    view! {
        <section class="desk__act" aria-labelledby="afgoerelse">
            <h2 class="vh" id="afgoerelse">{t("desk.decision")}</h2>
            {acts}
            {move || done(desk)}
            {ways(desk)}
            {office::panel(desk)}
            {measures::panel(desk)}
        </section>
    }
    .into_any()
}

fn buttons(desk: Desk, state: PostState, appealed: bool, burst: bool) -> AnyView {
    let can = |kind: DecisionKind| kind.after(state).is_some();
    let redact = can(DecisionKind::Redact)
        .then(|| button(desk, Act::Redact, "ord-knap", false, t("desk.act.redact"), "O"));
    let uphold = appealed
        .then(|| button(desk, Act::Uphold, "fasthold-knap", false, t("desk.act.uphold"), "A"));
    let note = button(desk, Act::Note, "note-knap", false, t("desk.act.note"), "N");
    let hide = can(DecisionKind::Hide)
        .then(|| button(desk, Act::Hide, "skjul-knap", true, t("desk.act.hide"), "S"));
    let approve = can(DecisionKind::Approve)
        .then(|| button(desk, Act::Approve, "godkend-knap", false, approve_name(burst), "G"));
    let discount = burst
        .then(|| button(desk, Act::Discount, "stoetter-knap", false, t("desk.act.discount"), "T"));
    let restore = can(DecisionKind::Restore)
        .then(|| button(desk, Act::Restore, "vis-knap", true, t("desk.act.restore"), "F"));
    let nothing = (hide.is_none() && restore.is_none()).then(|| {
        view! { <p class="hint">{t("desk.nothing.withdrawn")}</p> }
    });
    view! {
        <div class="acts-bar">{trouble(desk)} {hide} {approve} {discount} {restore} {uphold} {redact} {note}</div>
        {nothing}
    }
    .into_any()
}

/// Approving a post counts the supports that wait with it.
fn approve_name(burst: bool) -> &'static str {
    if burst { t("desk.act.approve.count") } else { t("desk.act.approve") }
}

/// Why the last decision was not saved, next to the button that was pressed.
pub fn trouble(desk: Desk) -> AnyView {
    let text = Signal::derive(move || desk.trouble.get().unwrap_or_default());
    view! { <p class="trouble"><Live text/></p> }.into_any()
}

fn button(
    desk: Desk,
    act: Act,
    id: &'static str,
    strong: bool,
    text: &'static str,
    key: &'static str,
) -> AnyView {
    let class = match (strong, act) {
        (true, _) => "button button--strong",
        (false, Act::Redact | Act::Note) => "button minor",
        (false, _) => "button",
    };
    view! {
        <button
            type="button"
            class=class
            id=id
            aria-keyshortcuts=move || desk.keys.get().then_some(key)
            aria-disabled=move || desk.busy.get().then_some("true")
            on:click=move |_| shortcuts::perform(desk, act)
        >
            <span>{text}</span>
            {hint(desk, key)}
        </button>
    }
    .into_any()
}

/// The key that does it; for the eyes alone.
fn hint(desk: Desk, key: &'static str) -> impl IntoView {
    move || desk.keys.get().then(|| view! { <kbd aria-hidden="true">{key}</kbd> })
}

/// What was done last, with the way to take it back.
fn done(desk: Desk) -> Option<AnyView> {
    let done = desk.done.get()?;
    let undo = done.can_be_undone();
    // The key goes to the post that is open when that one is hidden.
    let key = move || match desk.opened.get() {
        Opened::Item(item) => DecisionKind::Restore.after(words::state(&item)).is_none(),
        _ => true,
    };
    let back = if undo {
        view! {
            <button
                type="button"
                class="button"
                aria-disabled=move || desk.busy.get().then_some("true")
                on:click=move |_| decide::undo(desk)
            >
                <span>{t("desk.undo")}</span>
                {move || key().then(|| hint(desk, "F"))}
            </button>
        }
        .into_any()
    } else {
        let view = desk.route.with_untracked(Route::queue)?;
        let post = done.posts.first()?.clone();
        let here = desk.route.with_untracked(|route| route.post() == Some(&post));
        let href = Route::Queue { view, post: Some(post) }.href();
        (!here)
            .then(|| view! { <a class="act" href=href data-replace="">{t("desk.look-again")}</a> })
            .into_any()
    };
    Some(
        view! {
            <div class="done">
                <p><span class="done__what">{done.text}</span> " · " <bdi>{done.whose}</bdi></p>
                {back}
            </div>
        }
        .into_any(),
    )
}

/// The way to the post before and to the next one, and whether keys decide.
fn ways(desk: Desk) -> AnyView {
    let way = move |on: bool, text: &'static str, key: &'static str| {
        let to = Memo::new(move |_| {
            let route = desk.route.get();
            let view = route.queue()?;
            let post = desk.lists.of(view).neighbour(route.post(), on)?;
            Some(Route::Queue { view, post: Some(post) }.href())
        });
        // A link that leads nowhere is no link; it stays in its place.
        let inside = move || view! { <span>{text}</span> {hint(desk, key)} };
        move || match to.get() {
            Some(href) => {
                view! { <a class="act" href=href data-replace="">{inside()}</a> }.into_any()
            }
            None => view! { <span class="act act--none" aria-hidden="true">{inside()}</span> }
                .into_any(),
        }
    };
    view! {
        <nav class="ways" aria-label=t("desk.ways")>
            {way(false, t("desk.previous"), "K")}
            {way(true, t("desk.next"), "J")}
        </nav>
        <label class="choice keys-choice">
            <input
                type="checkbox"
                prop:checked=move || desk.keys.get()
                on:change:target=move |ev| shortcuts::want(desk, ev.target().checked())
            />
            <span>{t("desk.keys")}</span>
        </label>
    }
    .into_any()
}
