//! In a frame on another site: the same thread in a bare layout.

use model::{Consultation, Section};

use super::frame::{gone, is_gone, languages, otherwise, stays};
use super::rules::reasons;
use super::talk::{Talk, talk};
use crate::citizen::App;
use crate::components::{Ctx, theirs};
use crate::i18n::t;
use crate::markup::{Html, html};
use crate::place::Place;
use crate::route::Route;

/// The thread of a section, or the general one, for a frame. The page's head sends its links to a
/// new tab; those within the frame say so themselves.
pub fn embed(
    consultation: &Consultation,
    section: Option<&Section>,
    thread: &model::Thread,
) -> Html {
    let here = App::get().here();
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
    let href = here.to(place.route()).href();
    let front = here.to(Route::Front { c: place.consultation().to_owned() }).href();
    let ctx = Ctx::new(place, consultation.summary.period()).locked(consultation.locked);
    let about = Talk { title: t("thread.title"), label, count, gone: is_gone(consultation) };
    html!(
        "<main id=main class=embed>{}<p class=eyebrow><a href='{}'{}>{}</a></p>\
         <h1 tabindex=-1 id=titel><a href='{}'{}>{}</a></h1>{}{}{}\
         <p class=next><a class=button href='{}' data-act=flyt>[[embed.own]]</a></p>\
         <p class=next>{}</p></main>{}",
        gone(consultation),
        front,
        theirs(),
        consultation.summary.title,
        href,
        theirs(),
        title,
        talk(&ctx, thread, about),
        otherwise(consultation),
        stays(consultation),
        href,
        languages(),
        reasons(consultation)
    )
}
