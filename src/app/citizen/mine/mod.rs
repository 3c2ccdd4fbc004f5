//! One's own posts, drafts and data. A link brings who one is to another browser: `/mine#token` for
//! as long as one likes, `/mine#flyt-secret` once, and `/mine#flyt-secret/page` leads on from a frame to a
//! page of the site.

mod appeal;
mod drafts;
mod email;
mod erasure;
mod link;
mod posts;
mod standing;
mod tools;
mod waiting;

use leptos::prelude::*;

use super::App;
use crate::components::{INTRODUCTION, drawn, part};
use crate::markup::html;
use crate::storage;
use email::Email;
use link::Links;

/// One's own posts, drafts and data. The server knows nobody and paints that.
#[component]
pub fn Mine() -> impl IntoView {
    let app = App::get();
    let (links, email) = (Links::new(), Email::new());
    if cfg!(feature = "csr") {
        links.follow(app);
        email.follow(app);
        // The page may stand open when the link is put into its address.
        let handle = window_event_listener(leptos::ev::hashchange, move |_| links.follow(app));
        on_cleanup(move || handle.remove());
    }
    view! {
        {links.draw(app)}
        {email.outcome()}
        {waiting::waiting(app)}
        {drafts::drafts(app)}
        {part(move || match app.session.me.get() {
            // Not until the first post has arrived does the server know them, and is there a link.
            Some(me) if me.token.is_empty() => {
                view! { {as_whom(&me.name)} {tools::forget(app)} }.into_any()
            }
            Some(me) => {
                view! {
                    {as_whom(&me.name)}
                    {part(move || {
                        // What was just said against it stands there.
                        app.session.moved.track();
                        standing::restriction(app)
                    })}
                    {part(move || {
                        // What has just arrived is among them.
                        app.session.moved.track();
                        posts::posts(app)
                    })}
                    {standing::reports(app)}
                    {erasure::erasures(app)}
                    {email.draw(app)}
                    {tools::tools(app, &me.token)}
                }
                    .into_any()
            }
            None if links.busy() => drawn(html!("<p class=hint>[[mine.move.taking]]</p>")),
            None => {
                let nobody = drawn(html!("<p class=empty>[[mine.nobody]]</p>"));
                // A name may have been typed, or words, and nothing sent.
                let begun = storage::read(INTRODUCTION).is_some() || !crate::drafts::list().is_empty();
                view! { {nobody} {begun.then(|| tools::forget(app))} }.into_any()
            }
        })}
    }
}

fn as_whom(name: &str) -> AnyView {
    drawn(html!("<p><span>[[as.you]]</span> <bdi class=by__name>{}</bdi></p>", name))
}
