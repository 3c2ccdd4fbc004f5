//! One comment in its context: what it hangs on, what it answers, what was answered.

use leptos::prelude::*;
use model::{Comment, Consultation};

use super::App;
use super::section::link_text;
use crate::components::{Ctx, Post, between, frame, heading, otherwise, section_href};
use crate::i18n::{t, t_with};
use crate::markup::{button_link, html, none};
use crate::page_data::PlaceLink;
use crate::place::Place;
use crate::route::Route;

/// The page of a comment.
pub fn comment_page(
    consultation: &Consultation,
    place: &PlaceLink,
    comment: &Comment,
    root: Option<&Comment>,
    replies: &model::Thread,
) -> AnyView {
    let app = App::get();
    let c = consultation.summary.slug.clone();
    let (at, name, href) = whereabouts(&c, place);
    let phase = consultation.summary.period().phase(app.now());
    let ctx = Ctx::new(at, phase);
    let is_answer = root.is_some();
    let id = comment.id.clone();
    let mut top = root.unwrap_or(comment).clone();
    top.first_replies = replies.items.clone();
    let find =
        if is_answer { html!("<p><a href='#k-{}'>[[comment.find]]</a></p>", id) } else { none() };
    let above = html!(
        "<p class=eyebrow><span>[[comment.on]]</span> <a href='{}'>{}</a></p>{}{}",
        href,
        name,
        heading(if is_answer { t("comment.answer") } else { t("comment.title") }),
        find
    );
    let more = replies.next.clone().map_or_else(none, |after| {
        let href = app.here().with(|look| look.after = Some(after)).href();
        button_link(&href, false, t("thread.more"))
    });
    let post = view! {
        <div class="posts" id="svar"><Post comment=top ctx answered=None alone=true/></div>
    }
    .into_any();
    let below = html!("{}{}", more, otherwise(consultation));
    frame(Some(consultation), "site--text", between(above, post, below))
}

/// What a comment hangs on: the place, what it is called, and the way there.
fn whereabouts(c: &str, place: &PlaceLink) -> (Place, String, String) {
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
