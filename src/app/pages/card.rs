//! A hearing or a section as a card on another site: what it is, how long it goes on, what was said last,
//! and the way in.

use model::{Comment, Consultation, Phase, Section};

use super::frame::{is_gone, left};
use crate::citizen::App;
use crate::components::theirs;
use crate::i18n::{t, tn};
use crate::markup::{Html, all, button_link, html, none};
use crate::route::Route;
use crate::text::beginning;
use crate::when;

/// Most characters of a comment.
const SHOWN: usize = 140;

/// The card. The page's head sends its links to a new tab.
pub fn card(consultation: &Consultation, section: Option<&Section>, newest: &[Comment]) -> Html {
    let summary = &consultation.summary;
    let c = summary.slug.clone();
    let proposals = summary.counts.proposals;
    let (route, title, comments, proposals) = match section {
        Some(section) => {
            let key = section.key.clone();
            (Route::Section { c, key }, &section.title, section.count, none())
        }
        None => {
            let proposals = html!("<span>{}</span>", tn("proposals", proposals));
            (Route::Front { c }, &summary.title, summary.counts.comments, proposals)
        }
    };
    let there = App::get().here().to(route).href();
    let said: Vec<Html> = newest.iter().filter_map(|one| said(one, &summary.slug)).collect();
    let said = if said.is_empty() || is_gone(consultation) {
        none()
    } else {
        html!("<ul class=cards>{}</ul>", all(&said))
    };
    let around =
        section.map_or_else(none, |_| html!("<span{}>{}</span> · ", theirs(), summary.title));
    let open = summary.period().phase(App::get().now()) == Phase::Open;
    html!(
        "<main id=main class=embed><p class=eyebrow>{}{}</p>\
         <h1 tabindex=-1 id=titel><a href='{}'{}>{}</a></h1>\
         <p class=card__facts><span>{}</span>{}</p>{}{}</main>",
        around,
        left(consultation),
        there,
        theirs(),
        *title,
        tn("comments", comments),
        proposals,
        said,
        button_link(&there, true, if open { t("card.join") } else { t("card.read") })
    )
}

/// Who said what, when; nothing of what cannot be read.
fn said(comment: &Comment, c: &str) -> Option<Html> {
    let (author, body) = (comment.author.as_ref()?, comment.body.as_deref()?);
    let route = Route::Comment { c: c.to_owned(), id: comment.id.clone() };
    Some(html!(
        "<li class=card><a href='{}'><span dir=auto{}>{}</span></a>\
         <p class=card__facts><bdi>{}</bdi><span>{}</span></p></li>",
        App::get().here().to(route).href(),
        theirs(),
        beginning(&model::one_line(body), SHOWN),
        author.name,
        when::date(comment.created)
    ))
}
