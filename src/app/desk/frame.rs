//! What stands around the queue: the name, the views with how many wait, who is signed in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::QueueView;

use super::list::Lists;
use super::navigation::{self, Focus, How};
use super::route::Route;
use super::{Desk, Opened, Who, draft, entrance, load, panel, post, queue, words};
use crate::api;
use crate::components::Live;
use crate::i18n::{number, t, t_of};

/// The queue: list, context and decision.
pub fn queue(desk: Desk) -> AnyView {
    let heading = move || {
        let view = desk.route.with(Route::queue).unwrap_or(QueueView::Reported);
        t_of("desk.heading", view.word()).unwrap_or_default().to_owned()
    };
    let alarm =
        move || desk.alarm.get().map(|text| view! { <p class="notice" role="alert">{text}</p> });
    let with_post = move || desk.route.with(|route| route.post().is_some());
    view! {
        <header class="desk-top">
            <div class="desk-top__in">
                <div inner_html=entrance::brand()></div>
                <nav class="tabs" aria-label=t("desk.views")>{tabs(desk)}</nav>
                {account(desk)}
            </div>
            {alarm}
        </header>
        <main id="main" class="desk" class:desk--post=with_post tabindex="-1">
            <h1 class="vh"><Live text=Signal::derive(heading)/></h1>
            {queue::list(desk)}
            {post::opened(desk)}
            {panel::panel(desk)}
        </main>
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
            <a class="tab" href=Route::view(view).href() aria-current=current>
                {t_of("desk.view", view.word())} " " <Live text=Signal::derive(count)/>
            </a>
        }
        .into_any()
    };
    QueueView::ALL.iter().map(tab).collect()
}

fn account(desk: Desk) -> AnyView {
    let email = move || desk.email().unwrap_or_default();
    view! {
        <div class="account">
            <span class="account__who"><Live text=Signal::derive(email)/></span>
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
    for view in QueueView::ALL {
        let list: super::list::List = Lists::of(desk.lists, *view);
        list.items.set(Vec::new());
        list.next.set(None);
        list.load.set(super::list::Load::Stale);
    }
    desk.aside.set(Opened::Nothing);
    desk.counts.set(None);
    desk.done.set(None);
    desk.form.load(None);
    navigation::go(desk, Route::Home, How::Push, Focus::SignIn);
    desk.say(t("desk.sign-out.done"));
}
