//! The context: what the post is about, what it answers, the post itself, and what is known of it.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Author, Comment, Moment, ParticipantKind, PostState, QueueItem, RuleName, Visibility};

use super::route::{PostId, Route};
use super::{Desk, Opened, about, history, load, proposal, words};
use crate::citizen::clock;
use crate::components::body;
use crate::i18n::{t, t_of, t_with};
use crate::markup::{Html, all, leaf, named, none, tag, text};
use crate::route::{Address, Lang, Route as Public};
use crate::when;

/// The column of the post that the address names.
pub fn opened(desk: Desk) -> AnyView {
    // A new element for each post, so that the focus that moves to it is told.
    let which = Memo::new(move |_| match desk.opened.get() {
        Opened::Nothing => Shown::Nothing,
        Opened::Waiting => Shown::Waiting,
        Opened::Item(item) => Shown::Post(PostId::of(&item)),
        Opened::Missing => Shown::Missing,
        Opened::Failed(why) => Shown::Failed(why),
    });
    let inside = move || match which.get() {
        Shown::Nothing => choose(desk),
        Shown::Waiting => back(desk),
        Shown::Post(_) => post(desk),
        Shown::Missing => {
            view! { {back(desk)} <p class="desk__none">{t("desk.load.not-found")}</p> }.into_any()
        }
        Shown::Failed(why) => failed(desk, why),
    };
    view! { <div class="desk__post">{inside}</div> }.into_any()
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    Nothing,
    Waiting,
    Post(PostId),
    Missing,
    Failed(String),
}

/// Nothing is looked at; where there is something to look at, one is told.
fn choose(desk: Desk) -> AnyView {
    let some = move || {
        let view = desk.route.with(Route::queue);
        view.is_some_and(|view| desk.lists.of(view).items.with(|items| !items.is_empty()))
    };
    (move || some().then(|| view! { <p class="desk__none hint">{t("desk.choose")}</p> })).into_any()
}

/// On a phone the list is another page: the way back to it.
fn back(desk: Desk) -> AnyView {
    let view = desk.route.with_untracked(Route::queue).unwrap_or(model::QueueView::Reported);
    let name = t_of("desk.heading", view.word()).unwrap_or_default();
    view! {
        <p class="desk__back">
            <a class="act" href=Route::view(view).href() data-back="">{name}</a>
        </p>
    }
    .into_any()
}

fn failed(desk: Desk, why: String) -> AnyView {
    let again = move |_| {
        if let Some(post) = desk.route.with_untracked(|route| route.post().cloned()) {
            load::post(desk, post);
        }
    };
    view! {
        {back(desk)}
        <div class="desk__note" role="alert">
            <p>{why}</p>
            <button type="button" class="button" on:click=again>{t("again")}</button>
        </div>
    }
    .into_any()
}

fn post(desk: Desk) -> AnyView {
    let item = move || match desk.opened.get() {
        Opened::Item(item) => Some(item),
        _ => None,
    };
    let html = move |draw: fn(Desk, &QueueItem) -> Html| {
        move || {
            item().map(|item: Arc<QueueItem>| draw(desk, &item).into_string()).unwrap_or_default()
        }
    };
    let label = move || item().map(|item| words::name(&item)).unwrap_or_default();
    let chained = move || item().is_some_and(|item| !item.above.is_empty());
    view! {
        {back(desk)}
        <div inner_html=html(place)></div>
        <div class="talked" class:talked--chain=chained>
            <div class="above" inner_html=html(above)></div>
            <article
                class="judged"
                id="indlaeg"
                tabindex="-1"
                aria-label=label
                inner_html=html(words_of)
            ></article>
        </div>
        <div class="known" inner_html=html(history::known)></div>
    }
    .into_any()
}

/// Where the post stands: the hearing, and the part of its text, as a link to what everybody sees.
fn place(desk: Desk, item: &QueueItem) -> Html {
    let hearing = about::named(desk, &about::consultation(&item.consultation));
    let hearing = hearing.unwrap_or_else(|| item.consultation.clone());
    let (name, href) = target(desk, item);
    let new_tab = format!(" {}", t("desk.new-tab"));
    let link = [("href", href.as_str()), ("target", "_blank"), ("rel", "noopener")];
    let link = tag("a", &link, &[leaf("span", "", &name), leaf("span", "vh", &new_tab)]);
    let quote = about::quoted(desk, item).map_or_else(none, |words| {
        tag("p", &[("class", "quote"), ("dir", "auto")], &[text(&words)])
    });
    all(&[leaf("p", "eyebrow", &hearing), tag("h2", &[("class", "place")], &[link]), quote])
}

/// What the post stands on, and the page that shows the post to everybody.
fn target(desk: Desk, item: &QueueItem) -> (String, String) {
    let c = item.consultation.clone();
    let href = |route: Public| Address::new(Lang::Da, route).href();
    let section = item.place.as_ref().map(|place| match &place.label {
        Some(label) => format!("{label} · {}", place.title),
        None => place.title.clone(),
    });
    if let Some(proposal) = &item.proposal {
        let number = t_with("proposal.number", &[("n", &proposal.number.to_string())]);
        let name =
            section.map_or_else(|| number.clone(), |section| format!("{number} · {section}"));
        return (name, href(Public::Proposal { c, id: proposal.id.clone() }));
    }
    let Some(comment) = &item.comment else { return (String::new(), href(Public::Front { c })) };
    let named =
        |name: &str, until: &str| about::named(desk, name).unwrap_or_else(|| until.to_owned());
    let name = match (section, &comment.proposal, &comment.news) {
        (Some(section), ..) => section,
        (_, Some(id), _) => named(&about::proposal(id), t("desk.on.a-proposal")),
        (_, _, Some(id)) => named(&about::news(id), t("desk.on.some-news")),
        _ => t("desk.on.general").to_owned(),
    };
    (name, href(Public::Comment { c, id: comment.id.clone() }))
}

/// The posts that it answers, top first.
fn above(_: Desk, item: &QueueItem) -> Html {
    if item.above.is_empty() {
        return none();
    }
    let posts: Vec<Html> = item
        .above
        .iter()
        .map(|post| tag("article", &[("class", "over")], &[comment(post, false)]))
        .collect();
    all(&[leaf("h3", "vh", t("desk.above")), all(&posts), leaf("h3", "vh", t("desk.post"))])
}

/// The post itself, whole.
fn words_of(_: Desk, item: &QueueItem) -> Html {
    match (&item.comment, &item.proposal) {
        (Some(post), _) => comment(post, true),
        (None, Some(post)) => proposal::proposal(post),
        (None, None) => none(),
    }
}

fn comment(comment: &Comment, whole: bool) -> Html {
    let edited = comment.edited.is_some();
    let by =
        comment.author.as_ref().map_or_else(none, |author| by(author, comment.created, edited));
    let answers = comment.answers.as_ref().map_or_else(none, |name| {
        let to = [leaf("span", "", t("post.answers")), text(" "), leaf("bdi", "", name)];
        tag("p", &[("class", "post__answers")], &to)
    });
    let private = comment.visibility == Visibility::Municipality;
    let words = body(comment.body.as_deref().unwrap_or_default(), whole);
    all(&[by, answers, signs(comment.state, comment.by_rule.as_ref(), private), words])
}

/// How far a post has come and who may read it, when that is not as usual.
#[must_use]
pub fn signs(state: PostState, rule: Option<&RuleName>, private: bool) -> Html {
    let state = match (state, rule) {
        (PostState::Visible, _) => none(),
        (state, Some(rule)) => {
            let what = t_of("desk.state", state.word()).unwrap_or_default();
            leaf("p", "sign", &format!("{what} · {}", words::rule_line(Some(rule))))
        }
        (state, None) => leaf("p", "sign", t_of("desk.state", state.word()).unwrap_or_default()),
    };
    let private = if private { leaf("p", "sign", t("desk.private")) } else { none() };
    all(&[state, private])
}

/// Who wrote, as whom, when.
#[must_use]
pub fn by(author: &Author, created: Moment, edited: bool) -> Html {
    let badge = match (author.staff, author.kind) {
        (true, _) => t("badge.staff"),
        (_, ParticipantKind::Organisation) => t("badge.organisation"),
        (_, ParticipantKind::Party) => t("badge.party"),
        _ => "",
    };
    let district = author.district.as_deref().filter(|district| !author.name.contains(district));
    let some = |name: &str, class: &str, text: &str| {
        if text.is_empty() { none() } else { leaf(name, class, text) }
    };
    let parts = [
        leaf("bdi", "by__name", &author.name),
        some("bdi", "by__where", district.unwrap_or_default()),
        some("span", "badge", badge),
        tag("span", &[named("class", "when")], &[time(created, clock())]),
        some("span", "when", if edited { t("post.edited") } else { "" }),
    ];
    tag("p", &[("class", "by")], &parts)
}

/// When, as people say it; the exact time for who points at it.
#[must_use]
pub fn time(at: Moment, now: Moment) -> Html {
    let (machine, exact) = (when::machine(at), when::date_and_time(at));
    let attributes = [("datetime", machine.as_str()), ("title", exact.as_str())];
    tag("time", &attributes, &[text(&when::when(at, now.max(at)))])
}
