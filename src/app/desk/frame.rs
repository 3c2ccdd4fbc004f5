//! What stands around the queue: the name, the views with how many wait, who is signed in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::QueueView;

use super::navigation::{self, Focus, How};
use super::route::Route;
use super::{
    Desk, Opened, Who, appeal, draft, entrance, erasure, expiry, load, panel, post, queue, words,
};
use crate::api;
use crate::components::{Live, close_menu, part_if};
use crate::i18n::{number, t, t_of};

/// The queue: list, context and decision.
pub fn queue(desk: Desk) -> AnyView {
    let heading = move || {
        let view = desk.route.with(Route::queue).unwrap_or(QueueView::Reported);
        t_of("desk.heading", view.word()).unwrap_or_default().to_owned()
    };
    let with_post = move || desk.route.with(|route| route.post().is_some());
    view! {
        {top(desk)}
        <main id="main" class="desk" class:desk--post=with_post tabindex="-1">
            <h1 class="vh"><Live text=Signal::derive(heading)/></h1>
            {queue::list(desk)}
            {post::opened(desk)}
            {panel::panel(desk)}
        </main>
    }
    .into_any()
}

/// One of the pages that are no lists of posts.
pub fn around(desk: Desk, page: AnyView) -> AnyView {
    view! {
        {top(desk)}
        {page}
    }
    .into_any()
}

fn top(desk: Desk) -> AnyView {
    let alarm =
        move || desk.alarm.get().map(|text| view! { <p class="notice" role="alert">{text}</p> });
    view! {
        <header class="desk-top">
            <div class="desk-top__in">
                <div inner_html=entrance::brand()></div>
                <nav class="tabs" aria-label=t("desk.views")>{tabs(desk)}</nav>
                <nav
                    id="sider"
                    class="tabs tabs--pages"
                    popover="auto"
                    aria-label=t("desk.pages")
                    on:click=|_| close_menu()
                >
                    {pages(desk)}
                </nav>
                {account(desk)}
            </div>
            {alarm}
            {expiry::warning(desk)}
        </header>
    }
    .into_any()
}

fn tabs(desk: Desk) -> Vec<AnyView> {
    let tab = |&view: &QueueView| {
        let current = move || {
            desk.route.with(|route| route.queue() == Some(view)).then_some(
                // With a post open the tab is where one is, but not the page itself.
                if desk.route.with(|route| route.post().is_some()) { "true" } else { "page" },
            )
        };
        let count = move || {
            let count = desk.counts.get().map(|counts| load::arrived(counts, view, 0));
            count.map(number).unwrap_or_default()
        };
        view! {
            <a class="tab" href=move || navigation::href(desk, &Route::view(view)) aria-current=current>
                {t_of("desk.view", view.word())} " " <Live text=Signal::derive(count)/>
            </a>
        }
        .into_any()
    };
    QueueView::ALL.iter().map(tab).collect()
}

/// The ways to the pages that are no lists of posts.
fn pages(desk: Desk) -> Vec<AnyView> {
    let pages = [Route::Difficulties, Route::Moderation, Route::Record, Route::Export];
    let cases = part_if(move || desk.is_editor().then(|| erasure::tab(desk)));
    let hearings = part_if(move || desk.is_editor().then(|| page_tab(desk, Route::Hearings)));
    let editors = part_if(move || desk.is_editor().then(|| page_tab(desk, Route::Statements)));
    let news = part_if(move || desk.is_editor().then(|| page_tab(desk, Route::NewsList)));
    let admins = part_if(move || desk.is_admin().then(|| page_tab(desk, Route::Colleagues)));
    let more = [appeal::tab(desk), hearings, news, cases, editors, admins];
    pages.map(|to| page_tab(desk, to)).into_iter().chain(more).collect()
}

/// How many wait on these pages for an answer; nothing when nobody does.
fn waiting(desk: Desk) -> String {
    let measures = desk.counts.get().map_or(0, |counts| counts.measures);
    Some(desk.erasures.get() + measures).filter(|n| *n > 0).map(number).unwrap_or_default()
}

/// The way to a page that is no list of posts.
fn page_tab(desk: Desk, to: Route) -> AnyView {
    let (href, name) = (to.href(), navigation::page_name(&to));
    let here = move || {
        desk.route.with(|route| match route {
            route if *route == to => Some("page"),
            Route::Statement { .. } if to == Route::Statements => Some("true"),
            Route::News { .. } if to == Route::NewsList => Some("true"),
            Route::Hearing { .. } | Route::Embedding { .. } if to == Route::Hearings => {
                Some("true")
            }
            _ => None,
        })
    };
    view! {
        <a class="tab" href=href aria-current=here>
            {name}
        </a>
    }
    .into_any()
}

fn account(desk: Desk) -> AnyView {
    let email = move || desk.email().unwrap_or_default();
    view! {
        <div class="account">
            <button type="button" class="act desk-top__menu" popovertarget="sider">
                {t("desk.menu")} " " <Live text=Signal::derive(move || waiting(desk))/>
            </button>
            <a class="account__who" href=Route::Account.href()><Live text=Signal::derive(email)/></a>
            <a class="act account__short" href=Route::Account.href()>
                {t("desk.account.short")}
            </a>
            <button type="button" class="act" on:click=move |_| sign_out(desk)>
                {t("desk.sign-out")}
            </button>
        </div>
    }
    .into_any()
}

fn sign_out(desk: Desk) {
    spawn_local(async move {
        match api::desk::session::close().await {
            Ok(()) => left(desk),
            Err(refusal) if refusal.code() == Some(model::Code::Unauthorized) => left(desk),
            Err(refusal) => {
                let text = match refusal {
                    api::Refusal::NoAnswer => t("desk.sign-out.failed").to_owned(),
                    told => words::told(&told),
                };
                desk.alarm.set(Some(text));
            }
        }
    });
}

/// Nothing of what was read or written stays behind in this tab.
fn left(desk: Desk) {
    draft::forget_all();
    desk.who.set(Who::Nobody { ended: false });
    desk.lists.forget();
    desk.picked.set(Vec::new());
    desk.aside.set(Opened::Nothing);
    desk.counts.set(None);
    desk.done.set(None);
    desk.form.load(None);
    navigation::go(desk, Route::Home, How::Push, Focus::SignIn);
    desk.say(t("desk.sign-out.done"));
}
