//! What was sent and has not arrived: it waits for a connection, or was refused.

use leptos::prelude::*;
use model::{NewComment, NewProposal};

use super::drafts::called;
use crate::citizen::{App, focus, on_its_way, take_back, take_back_proposal};
use crate::components::{Live, body, button, drawn, nothing, part};
use crate::drafts;
use crate::i18n::t;
use crate::markup::html;
use crate::outbox::{self, Entry};

/// The posts that have not arrived, each with its place and why.
pub fn waiting(app: App) -> AnyView {
    part(move || {
        app.session.me.track();
        app.session.moved.track();
        let (comments, proposals) = (outbox::all::<NewComment>(), outbox::all::<NewProposal>());
        if comments.is_empty() && proposals.is_empty() {
            return nothing();
        }
        let many = comments.len();
        let comments = comments.into_iter().enumerate().map(|(at, entry)| {
            let words = entry.new.body.clone();
            let back = move |entry: &Entry<NewComment>| {
                settled(&entry.new.client_key)?;
                take_back(app, entry);
                Ok(())
            };
            card(at, entry, &words, t("waiting.back"), back)
        });
        let proposals = proposals.into_iter().enumerate().map(|(at, entry)| {
            let words = drafts::words(&entry.new);
            let back = move |entry: &Entry<NewProposal>| {
                settled(&entry.new.client_key)?;
                take_back_proposal(app, entry).then_some(()).ok_or(t("mine.draft.first"))
            };
            card(many + at, entry, &words, t("propose.take-back"), back)
        });
        let cards: Vec<AnyView> = comments.chain(proposals).collect();
        view! {
            {drawn(html!("<h2 id=venter tabindex=-1>[[mine.waiting]]</h2>"))}
            <ul class="cards">{cards}</ul>
        }
        .into_any()
    })
}

/// What is just being tried again has to come back first.
fn settled(key: &str) -> Result<(), &'static str> {
    if on_its_way(key) { Err(t("mine.waiting.sending")) } else { Ok(()) }
}

/// One of them; `back` makes a draft of it again, or tells why not yet.
fn card<T: Send + Sync + 'static>(
    at: usize,
    entry: Entry<T>,
    words: &str,
    name_of_back: &'static str,
    back: impl Fn(&Entry<T>) -> Result<(), &'static str> + Send + 'static,
) -> AnyView {
    let name = RwSignal::new(String::new());
    called(&entry.draft, name);
    let state = match &entry.refused {
        Some(why) => html!("<p class=trouble>{}</p>", *why),
        None => html!("<p class=hint>[[mine.waiting.what]]</p>"),
    };
    let said = drawn(html!("{}{}", body(words, false), state));
    let trouble = RwSignal::new(String::new());
    // From now on it is a draft among the others.
    let back = move |_| match back(&entry) {
        Ok(()) => focus("kladder"),
        Err(why) => {
            trouble.set(why.to_owned());
            App::get().say(why);
        }
    };
    view! {
        <li class="card">
            <p class="eyebrow"><Live text=name.into()/></p>
            {said}
            <div class="acts">{button("act", format!("venter-{at}-ret"), name_of_back, back)}</div>
            <p class="trouble"><Live text=trouble.into()/></p>
        </li>
    }
    .into_any()
}
