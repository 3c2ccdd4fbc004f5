//! In a frame on another site: the same thread in a bare layout.

use leptos::prelude::*;
use model::{Consultation, Section};

use super::App;
use crate::components::{Ctx, Talk, ThreadSection, drawn};
use crate::i18n::t;
use crate::markup::html;
use crate::place::Place;
use crate::route::Route;

/// The thread of a section, or the general one, for a frame. The page's head sends its links to a
/// new tab; those within the frame say so themselves.
pub fn embed(
    consultation: &Consultation,
    section: Option<&Section>,
    thread: model::Thread,
) -> AnyView {
    let app = App::get();
    let c = consultation.summary.slug.clone();
    let (place, title, count, label) = match section {
        Some(section) => (
            Place::Section { c, key: section.key.clone() },
            section.title.clone(),
            section.count,
            t("composer.section"),
        ),
        None => (
            Place::General { c },
            consultation.summary.title.clone(),
            consultation.general,
            t("composer.general"),
        ),
    };
    let href = app.here().to(place.route()).href();
    let front = app.here().to(Route::Front { c: place.consultation().to_owned() }).href();
    let ctx = Ctx::new(place, consultation.summary.period().phase(app.now()));
    let head = html!(
        "<p class=eyebrow><a href='{}'>{}</a></p>\
         <h1 tabindex=-1 id=titel><a href='{}'>{}</a></h1>",
        front,
        consultation.summary.title,
        href,
        title
    );
    let around = consultation.clone();
    let talk = Talk { title: t("thread.title"), label, count };
    view! {
        <main id="main" class="embed">
            {drawn(head)}
            <ThreadSection ctx page=thread consultation=around talk/>
        </main>
    }
    .into_any()
}
