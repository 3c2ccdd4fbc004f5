//! A post that is on its way, as it stands in its thread before the server has it.

use leptos::prelude::*;
use model::{Author, ParticipantKind};

use crate::citizen::App;
use crate::components::post::author_line;
use crate::components::{Ctx, body};
use crate::i18n::t;
use crate::markup::{Html, html, none};
use crate::outbox::Entry;

/// How far it has come.
pub enum Progress {
    /// On its way.
    Sending,
    /// Without a connection: it will go by itself.
    Offline,
    /// It did not arrive, and why; whether it can go again as it is.
    Failed(String, bool),
}

/// The post, found by its client key.
pub fn waiting(ctx: &Ctx, entry: &Entry, progress: &Progress) -> Html {
    let me = App::get().session.me.with_untracked(Clone::clone);
    let author = Author {
        name: me.as_ref().map(|me| me.name.clone()).unwrap_or_default(),
        kind: me.as_ref().map_or(ParticipantKind::Citizen, |me| me.kind),
        district: me.and_then(|me| me.district),
        staff: false,
    };
    let key = &entry.new.client_key;
    html!(
        "<article class='post{}' id='{}' data-key='{}' tabindex=-1><div class=post__said>{}{}</div>\
         <div class=waiting>{}</div></article>",
        if entry.new.parent.is_some() { " post--answer" } else { "" },
        ctx.id(key),
        *key,
        author_line(&author, entry.created, false, None),
        body(&entry.new.body, false),
        self::progress(progress)
    )
}

/// How far it has come, in words, with what one can do about it.
pub fn progress(progress: &Progress) -> Html {
    let again = html!("<button type=button class=act data-act=igen>[[again]]</button>");
    let back = html!("<button type=button class=act data-act=hent>[[waiting.back]]</button>");
    // Whoever closes the page loses it where the browser stores nothing.
    let session = App::get().session;
    let keeps = session.remembers.get_untracked();
    let loose = if keeps { none() } else { html!("<p class=hint>[[waiting.loose]]</p>") };
    match progress {
        Progress::Sending => html!("<p class=hint>{}</p>", t("composer.sending")),
        Progress::Offline => html!(
            "<p class=hint>[[waiting.offline]]</p>{}<div class=acts>{}{}</div>",
            loose,
            again,
            back
        ),
        Progress::Failed(why, again_as_it_is) => html!(
            "<p class=trouble>{}</p>{}<div class=acts>{}{}</div>",
            *why,
            loose,
            if *again_as_it_is { again } else { none() },
            back
        ),
    }
}
