//! What was begun and not sent.

use leptos::prelude::*;

use crate::citizen::{App, focus};
use crate::components::{Live, body, button, drawn, nothing, part};
use crate::drafts;
use crate::i18n::t;
use crate::markup::html;

/// A draft that was deleted a moment ago.
#[derive(Clone)]
struct Deleted {
    place: String,
    kept: String,
    /// Whose it was: it does not come back for somebody else.
    of: Option<String>,
}

/// The drafts of this browser, each with its place. One that is deleted by mistake comes back.
pub fn drafts(app: App) -> AnyView {
    let deleted = RwSignal::new(None::<Deleted>);
    part(move || {
        // Asked again when somebody is forgotten, and their drafts with them; and when what was sent is
        // a draft again.
        app.session.moved.track();
        let me = app.session.me.with(|me| me.as_ref().map(|me| me.id.clone()));
        let gone = deleted.get().filter(|gone| gone.of == me);
        let drafts = drafts::list();
        if drafts.is_empty() && gone.is_none() {
            return nothing();
        }
        let cards: Vec<AnyView> = drafts
            .into_iter()
            .enumerate()
            .map(|(at, (place, words))| card(app, at, place, &words, deleted))
            .collect();
        view! {
            {drawn(html!(
                "<h2 id=kladder tabindex=-1>[[mine.drafts]]</h2>\
                 <p class=hint>[[mine.drafts.what]]</p>"
            ))}
            {gone.map(|gone| undo(app, gone, deleted))}
            <ul class="cards">{cards}</ul>
        }
        .into_any()
    })
}

fn card(
    app: App,
    at: usize,
    place: String,
    words: &str,
    deleted: RwSignal<Option<Deleted>>,
) -> AnyView {
    let name = RwSignal::new(String::new());
    called(&place, name);
    // All of it: where a hearing has ended there is no other place to read it.
    let said = drawn(body(words, false));
    let href = format!("{}{}", App::get().here().lang.prefix(), drafts::href(&place));
    let delete = move |_| {
        if let Some(kept) = drafts::take(&place) {
            let of = app.session.me.with_untracked(|me| me.as_ref().map(|me| me.id.clone()));
            deleted.set(Some(Deleted { place: place.clone(), kept, of }));
            app.say(t("mine.draft.deleted"));
            focus("kladde-fortryd");
        }
    };
    view! {
        <li class="card">
            <p class="eyebrow"><Live text=name.into()/></p>
            {said}
            <div class="acts">
                <a class="act" href=href>{t("mine.go-on")}</a>
                {button("act", format!("kladde-{at}-slet"), t("mine.draft.delete"), delete)}
            </div>
        </li>
    }
    .into_any()
}

fn undo(app: App, gone: Deleted, deleted: RwSignal<Option<Deleted>>) -> AnyView {
    let back = move |_| {
        drafts::put_back(&gone.place, &gone.kept);
        deleted.set(None);
        app.say(t("draft.kept"));
        focus("kladder");
    };
    view! {
        <div class="panel">
            <p>{t("mine.draft.deleted")}</p>
            {button("button", "kladde-fortryd".to_owned(), t("mine.draft.undo"), back)}
        </div>
    }
    .into_any()
}

/// Finds out what the page is called that a draft is for: a draft knows only its address.
pub(super) fn called(place: &str, name: RwSignal<String>) {
    #[cfg(feature = "csr")]
    {
        let path = drafts::path(place).to_owned();
        wasm_bindgen_futures::spawn_local(async move {
            let (bare, query) = path.split_once('?').unwrap_or((&path, ""));
            let address = crate::route::Address::parse(bare, query);
            let page = crate::api::page::read(&address).await;
            // Without network the address must do.
            name.try_set(page.map_or(path, |page| page.title));
        });
    }
    #[cfg(not(feature = "csr"))]
    name.set(drafts::path(place).to_owned());
}
