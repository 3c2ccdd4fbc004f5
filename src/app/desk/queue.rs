//! The list: the posts of a view, one line each.

use std::sync::Arc;

use leptos::prelude::*;
use model::{PostState, QueueItem, QueueView};

use super::list::{List, Load};
use super::route::{PostId, Route};
use super::{Desk, filter, load, navigation, post, several, words};
use crate::citizen::clock;
use crate::components::Live;
use crate::i18n::{t, t_of, t_with, tn};
use crate::markup::{Html, all, leaf, none, tag, text};

/// Most characters of a post that its line shows.
const SHOWN: usize = 140;

/// The list of the view that the address names.
pub fn list(desk: Desk) -> AnyView {
    let view = Memo::new(move |_| desk.route.with(Route::queue).unwrap_or(QueueView::Reported));
    let inside = move || {
        let view = view.get();
        column(desk, view, desk.lists.of(view))
    };
    view! {
        <section class="desk__list" id="liste" tabindex="-1" aria-label=t("desk.list")>
            {filter::filter(desk)}
            {several::bar(desk)}
            {inside}
        </section>
    }
    .into_any()
}

fn column(desk: Desk, view: QueueView, list: List) -> AnyView {
    let empty = move || {
        let ready = list.load.with(|load| *load == Load::Ready);
        (ready && list.items.read().is_empty() && list.next.read().is_none())
            .then(|| empty(desk, view))
    };
    // Only the line that is left and the one that is come to are told, however many there are.
    let open = Selector::new(move || desk.route.with(|route| route.post().map(PostId::path)));
    view! {
        {move || fresh(desk, view, list)}
        {move || failed(desk, view, list)}
        {empty}
        <ol class="lines">
            <For
                each=move || list.items.get()
                key=key
                children=move |item| line(desk, view, &item, open.clone())
            />
        </ol>
        {move || more(desk, view, list)}
    }
    .into_any()
}

/// A line is drawn anew when what it says has changed.
fn key(item: &Arc<QueueItem>) -> String {
    let state = words::state(item).word();
    format!("{} {state} {}", PostId::of(item).path(), words::reports(item))
}

fn line(desk: Desk, view: QueueView, item: &QueueItem, open: Selector<Option<String>>) -> AnyView {
    let id = PostId::of(item);
    let route = Route::Queue { view, post: Some(id.clone()) };
    let href = move || navigation::href(desk, &route);
    let (here, picked, post) = (Some(id.path()), id.clone(), id);
    let current = move || open.selected(&here).then_some("page");
    let is_picked = move || desk.picked.with(|all| all.contains(&picked));
    let html = line_html(view, item).into_string();
    let label = t_with("desk.pick", &[("what", &words::name(item))]);
    view! {
        <li class="pickable">
            <label class="pick-box">
                <input
                    type="checkbox"
                    aria-label=label
                    prop:checked=is_picked
                    on:change=move |_| several::pick(desk, &post)
                />
            </label>
            <a class="line" href=href aria-current=current inner_html=html></a>
        </li>
    }
    .into_any()
}

fn line_html(view: QueueView, item: &QueueItem) -> Html {
    let created = item
        .comment
        .as_ref()
        .map(|comment| comment.created)
        .or_else(|| item.proposal.as_ref().map(|proposal| proposal.created));
    let at = created.map_or_else(none, |at| post::time(at, clock()));
    let reports = match words::reports(item) {
        0 => none(),
        n => all(&[text(" · "), leaf("span", "line__reports", &tn("desk.reports", n))]),
    };
    let kind = item
        .proposal
        .as_ref()
        .map_or_else(none, |_| all(&[leaf("span", "badge", t("desk.proposal")), text(" ")]));
    let rule = item.comment.as_ref().and_then(|comment| comment.by_rule.as_ref());
    let rule = rule.or_else(|| item.proposal.as_ref()?.by_rule.as_ref());
    let why = match (view, rule) {
        (QueueView::Hidden, Some(rule)) => {
            all(&[text(" · "), leaf("span", "", &words::rule_short(rule))])
        }
        _ => none(),
    };
    let withdrawn = match words::state(item) {
        PostState::Withdrawn => all(&[text(" · "), leaf("span", "", t("desk.state.withdrawn"))]),
        _ => none(),
    };
    let held = item.held.filter(|_| view == QueueView::Held);
    let held = held.and_then(|held| t_of("desk.held.short", held.word()));
    let held = held.map_or_else(none, |held| all(&[text(" · "), leaf("span", "", held)]));
    let facts = [at, reports, why, held, withdrawn];
    let head = [
        leaf("bdi", "line__name", &item.author.name),
        text(" "),
        tag("span", &[("class", "line__facts")], &facts),
    ];
    let first = leaf("span", "line__words", &words::first_words(item, SHOWN));
    let first = tag("span", &[("class", "line__first"), ("dir", "auto")], &[kind, first]);
    all(&[tag("span", &[("class", "line__head")], &head), first])
}

/// "Vis 2 nye": nothing is put in while somebody reads.
fn fresh(desk: Desk, view: QueueView, list: List) -> Option<AnyView> {
    if list.load.get() != Load::Ready {
        return None;
    }
    let n = load::arrived(desk.counts.get()?, view, list.total.get());
    (n > 0).then(|| {
        view! {
            <button type="button" class="fresh" on:click=move |_| load::view(desk, view)>
                {tn("desk.fresh", n)}
            </button>
        }
        .into_any()
    })
}

fn failed(desk: Desk, view: QueueView, list: List) -> Option<AnyView> {
    let Load::Failed(why) = list.load.get() else { return None };
    Some(
        view! {
            <div class="desk__note" role="alert">
                <p>{why}</p>
                <button type="button" class="button" on:click=move |_| load::view(desk, view)>
                    {t("again")}
                </button>
            </div>
        }
        .into_any(),
    )
}

/// Nothing left in a view: said with what waits elsewhere.
fn empty(desk: Desk, view: QueueView) -> AnyView {
    let counts = desk.counts.get().unwrap_or_default();
    let elsewhere = [
        (QueueView::Reported, counts.reported, tn("desk.see.reported", counts.reported)),
        (QueueView::Held, counts.held, tn("desk.see.held", counts.held)),
        (QueueView::Appealed, counts.appealed, tn("desk.see.appealed", counts.appealed)),
        (QueueView::New, counts.new, tn("desk.see.new", counts.new)),
    ];
    let links: Vec<_> = elsewhere
        .into_iter()
        .filter(|(other, n, _)| *other != view && *n > 0)
        .map(|(other, _, text)| {
            view! { <a class="button" href=Route::view(other).href()>{text}</a> }
        })
        .collect();
    view! {
        <div class="desk__note">
            <p class="desk__empty">{t_of("desk.empty", view.word())}</p>
            {links}
        </div>
    }
    .into_any()
}

fn more(desk: Desk, view: QueueView, list: List) -> Option<AnyView> {
    list.next.read().as_ref()?;
    let text = move || {
        if list.more.get() { t("desk.waiting").to_owned() } else { t("desk.more").to_owned() }
    };
    let known = i64::try_from(list.items.read().len()).unwrap_or_default();
    let of = [("n", crate::i18n::number(known)), ("of", crate::i18n::number(list.total.get()))];
    let shown = t_with("desk.shown", &[(of[0].0, &of[0].1), (of[1].0, &of[1].1)]);
    Some(
        view! {
            <div class="desk__note">
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || list.more.get().then_some("true")
                    on:click=move |_| load::more(desk, view, true)
                >
                    <Live text=Signal::derive(text)/>
                </button>
                <p class="hint">{shown}</p>
            </div>
        }
        .into_any(),
    )
}
