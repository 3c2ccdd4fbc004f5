//! In a frame on another site: the same thread in a bare layout.

use leptos::prelude::*;
use model::{Consultation, Section};

use super::App;
use crate::components::{Ctx, ThreadSection};
use crate::i18n::t;
use crate::place::Place;
use crate::route::Route;

/// The thread of a section, or the general one, for a frame. The page's head sends its links to a
/// new tab; those within the frame say so themselves.
#[component]
pub fn EmbedPage(
    /// The consultation.
    consultation: Consultation,
    /// The section.
    #[prop(optional_no_strip)]
    section: Option<Section>,
    /// A page of the thread.
    thread: model::Thread,
) -> impl IntoView {
    let app = App::get();
    let c = consultation.summary.slug.clone();
    let (place, title, count, label) = match section {
        Some(section) => (
            Place::Section { c, key: section.key },
            section.title,
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
    let all = app.here().to(Route::Front { c: place.consultation().to_owned() }).href();
    let ctx = Ctx::new(place, consultation.summary.period().phase(app.now()));
    let what = consultation.summary.title.clone();
    view! {
        <main id="main" class="embed">
            <p class="eyebrow"><a href=all>{what}</a></p>
            <h1 tabindex="-1" id="titel"><a href=href>{title}</a></h1>
            <ThreadSection ctx page=thread consultation title=t("thread.title") label count/>
        </main>
    }
}
