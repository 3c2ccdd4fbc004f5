//! One comment in its context: what it hangs on, what it answers, what was answered.

use leptos::prelude::*;
use model::{Comment, Consultation};

use super::App;
use super::section::link_text;
use crate::components::{Ctx, Frame, Post, otherwise, section_href};
use crate::i18n::{t, t_with};
use crate::page_data::PlaceLink;
use crate::place::Place;
use crate::route::Route;

/// The page of a comment.
#[component]
pub fn CommentPage(
    /// The consultation.
    consultation: Consultation,
    /// What the comment hangs on.
    place: PlaceLink,
    /// The comment.
    comment: Comment,
    /// The top of its thread, when it is an answer.
    #[prop(optional_no_strip)]
    root: Option<Comment>,
    /// The answers.
    replies: model::Thread,
) -> impl IntoView {
    let app = App::get();
    let c = consultation.summary.slug.clone();
    let (at, text, href) = whereabouts(&c, &place);
    let phase = consultation.summary.period().phase(app.now());
    let ctx = Ctx::new(at, phase);
    let is_answer = root.is_some();
    let id = comment.id.clone();
    let mut top = root.unwrap_or(comment);
    top.first_replies = replies.items;
    let title = if is_answer { t("comment.answer") } else { t("comment.title") };
    let find = is_answer.then(|| {
        let href = format!("#k-{id}");
        view! { <p><a href=href>{t("comment.find")}</a></p> }
    });
    let more = replies.next.map(|after| {
        let href = app.here().with(|look| look.after = Some(after)).href();
        view! { <p class="next"><a class="button" href=href>{t("thread.more")}</a></p> }
    });
    view! {
        <Frame consultation=Some(consultation.clone()) layout="site--text">
            <p class="eyebrow"><span>{t("comment.on")}</span> " " <a href=href>{text}</a></p>
            <h1 tabindex="-1" id="titel">{title}</h1>
            {find}
            <div class="posts" id="svar">
                <Post comment=top ctx alone=true/>
            </div>
            {more}
            {otherwise(&consultation)}
        </Frame>
    }
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
            let n = number.to_string();
            let name = t_with("proposal.number", &[("n", &n)]);
            let text = match title {
                Some(title) => format!("{name}: {title}"),
                None => name,
            };
            let href = here.to(at.route()).href();
            (at, text, href)
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
