//! Looking for words: the field, and what was found.

use model::{Consultation, Hit, HitKind, Page, question};

use super::frame::{Layout, frame, heading};
use crate::citizen::App;
use crate::components::theirs;
use crate::i18n::{t, t_with, tn};
use crate::markup::{Html, all, button_link, html, none};
use crate::route::{Edition, Route};

/// From here on the store does not count.
const MANY: i64 = 1000;

/// The field for a question; `id` keeps it apart from another one on the same page.
pub fn field(consultation: &Consultation, id: &str) -> Html {
    let here = App::get().here();
    let asked = here.look.question.as_deref().and_then(question).unwrap_or_default();
    html!(
        "<form class=search role=search action='{}'><label class=vh for='{}'>[[search.label]]</label>\
         <input type=search id='{}' name=soeg value='{}' maxlength=200 placeholder='[[search.label]]' \
         autocomplete=off><button class=button>[[search.find]]</button></form>",
        here.to(Route::Front { c: consultation.summary.slug.clone() }).href(),
        id,
        id,
        asked
    )
}

/// What was found.
pub fn results(consultation: &Consultation, asked: &str, hits: &Page<Hit>) -> Html {
    let here = App::get().here();
    let c = &consultation.summary.slug;
    let cards: Vec<Html> = hits.items.iter().map(|hit| card(hit, c)).collect();
    let said = match hits.total {
        0 => t("search.nothing").to_owned(),
        MANY.. => t("search.many").to_owned(),
        total => tn("search.found", total),
    };
    let help = if hits.total == 0 { html!("<p>[[search.help]]</p>") } else { none() };
    let more = hits.next.clone().map_or_else(none, |after| {
        let href = here.with(|look| look.after = Some(after)).href();
        button_link(&href, false, t("search.more"))
    });
    let page = html!(
        "<p class=eyebrow><a href='{}'{}>{}</a></p>{}{}<p class=hint>{}</p>{}\
         <ul class=cards>{}</ul>{}",
        here.to(Route::Front { c: c.clone() }).href(),
        theirs(),
        consultation.summary.title,
        heading(&t_with("search.title", &[("question", asked)])),
        field(consultation, "soeg"),
        said,
        help,
        all(&cards),
        more
    );
    frame(Some(consultation), Layout::Text, &page)
}

fn card(hit: &Hit, c: &str) -> Html {
    let here = App::get().here();
    let (c, name) = (c.to_owned(), hit.name.clone());
    let (route, kind) = match hit.kind {
        HitKind::Section => (Route::Section { c, key: name }, t("search.section")),
        HitKind::Proposal => (Route::Proposal { c, id: name }, t("search.proposal")),
        HitKind::Comment => (Route::Comment { c, id: name }, t("search.comment")),
    };
    // Where the words stand that were found: the short edition is shown without saying so.
    let edition = hit.full.then_some(Edition::Full);
    let title = match hit.number {
        Some(number) if hit.title.is_empty() => {
            t_with("proposal.number", &[("n", &number.to_string())])
        }
        _ => hit.title.clone(),
    };
    let place =
        hit.place.as_ref().map_or_else(none, |place| html!("<bdi{}>{}</bdi>", theirs(), *place));
    let excerpt: Vec<Html> = hit
        .excerpt
        .iter()
        .map(|piece| {
            if piece.found {
                html!("<mark>{}</mark>", piece.text)
            } else {
                html!("<span>{}</span>", piece.text)
            }
        })
        .collect();
    html!(
        "<li class=card><a href='{}'><span class=card__title dir=auto{}>{}</span></a>\
         <p dir=auto{}>{}</p><p class=card__facts><span>{}</span>{}</p></li>",
        here.to(route).with(|look| look.edition = edition).href(),
        theirs(),
        title,
        theirs(),
        all(&excerpt),
        kind,
        place
    )
}
