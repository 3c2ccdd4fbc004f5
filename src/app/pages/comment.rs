//! One comment in its context: what it hangs on, what it answers, what was answered.

use model::{Comment, Consultation};

use super::contents::section_href;
use super::frame::{Layout, frame, heading, otherwise};
use super::section::link_text;
use crate::api;
use crate::citizen::App;
use crate::components::{Ctx, composer, post, theirs};
use crate::i18n::{t, t_with};
use crate::markup::{Html, button_link, html, none};
use crate::page_data::PlaceLink;
use crate::place::Place;
use crate::route::Route;

/// The answers under the top of a thread, as far as the page shows them.
pub struct Answers<'a> {
    /// Where they begin, when not with the first.
    pub after: Option<&'a str>,
    /// The answers.
    pub page: &'a model::Thread,
}

/// The page of a comment. An answer stands among those around it, and the app moves to whichever was
/// asked for (`data-find`).
pub fn comment_page(
    consultation: &Consultation,
    place: &PlaceLink,
    comment: &Comment,
    root: Option<&Comment>,
    answers: &Answers,
) -> Html {
    let here = App::get().here();
    let (at, name, href) = whereabouts(&consultation.summary.slug, place);
    let ctx = Ctx::new(at, consultation.summary.period()).locked(consultation.locked);
    let mut top = root.unwrap_or(comment).clone();
    top.first_replies = answers.page.items.clone();
    let (title, find) = match root {
        Some(_) => {
            (t("comment.answer"), html!("<p><a href='#k-{}'>[[comment.find]]</a></p>", comment.id))
        }
        None => (t("comment.title"), none()),
    };
    let first = answers.after.map_or_else(none, |_| {
        let href =
            here.to(Route::Comment { c: consultation.summary.slug.clone(), id: top.id.clone() });
        button_link(&href.href(), false, t("comment.first"))
    });
    let more = answers.page.next.clone().map_or_else(none, |after| {
        let href = here.with(|look| look.after = Some(after)).href();
        button_link(&href, false, t("thread.more"))
    });
    // Of an answer, too: so one can answer it without the app, and write on in what was begun.
    let reply = if comment.state.is_readable() && ctx.open() {
        let name =
            comment.author.as_ref().map_or(t("post.somebody"), |author| author.name.as_str());
        let label = t_with("composer.answer", &[("name", name)]);
        composer(&ctx, "ny", &label, Some(&comment.id), None)
    } else {
        none()
    };
    let page = html!(
        "<p class=eyebrow><span>[[comment.on]]</span> <a href='{}' dir=auto{}>{}</a></p>{}{}{}\
         <div class=posts id=svar-liste data-list='{}' data-one='{}'{}>{}</div>\
         <div id=svar>{}</div>{}{}",
        href,
        if matches!(place, PlaceLink::General) { none() } else { theirs() },
        name,
        heading(title),
        find,
        first,
        api::comment::replies_path(&top.id, answers.after),
        top.id,
        if here.look.after.is_none() { html!(" data-find='k-{}'", comment.id) } else { none() },
        post(&ctx, &top, true),
        reply,
        more,
        otherwise(consultation)
    );
    frame(Some(consultation), Layout::Text, &page)
}

/// What a comment hangs on: the place, what it is called, and the way there.
pub(super) fn whereabouts(c: &str, place: &PlaceLink) -> (Place, String, String) {
    let here = App::get().here();
    let c = c.to_owned();
    match place {
        PlaceLink::Section(link) => (
            Place::Section { c: c.clone(), key: link.key.clone() },
            link_text(link),
            section_href(&here, &c, &link.key),
        ),
        PlaceLink::Proposal { id, number, title } => {
            let at = Place::Proposal { c, id: id.clone() };
            let name = t_with("proposal.number", &[("n", &number.to_string())]);
            let name = match title {
                Some(title) => format!("{name}: {title}"),
                None => name,
            };
            let href = here.to(at.route()).href();
            (at, name, href)
        }
        PlaceLink::News { id, title } => {
            let at = Place::News { c, id: id.clone() };
            let href = here.to(at.route()).href();
            (at, title.clone(), href)
        }
        PlaceLink::General => {
            let href = here.to(Route::Front { c: c.clone() }).href() + "#kommentarer";
            (Place::General { c }, t("front.general").to_owned(), href)
        }
    }
}
