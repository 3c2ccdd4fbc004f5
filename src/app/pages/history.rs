//! What a comment said before, and what changed word by word.

use model::{Comment, Consultation, Page, Revision};

use super::comment::whereabouts;
use super::frame::{Layout, frame, heading};
use crate::citizen::App;
use crate::components::{author_line, body, difference};
use crate::i18n::{t, t_with};
use crate::markup::{Html, all, button_link, html, none};
use crate::page_data::PlaceLink;
use crate::when;

/// The page of a comment's earlier wordings: the first as it was, and then each change.
pub fn history(
    consultation: &Consultation,
    place: &PlaceLink,
    comment: &Comment,
    earlier: &Page<Revision>,
) -> Html {
    let here = App::get().here();
    let (_, name, href) = whereabouts(&consultation.summary.slug, place);
    let back = here.to(here.route.clone()).href();
    let author = comment
        .author
        .as_ref()
        .map_or_else(none, |author| author_line(author, comment.created, false, Some(&back)));
    let more = earlier.next.clone().map_or_else(none, |after| {
        let href = here.with(|look| look.after = Some(after)).href();
        button_link(&href, false, t("history.more"))
    });
    let page = html!(
        "<p class=eyebrow><span>[[comment.on]]</span> <a href='{}'>{}</a></p>{}{}{}{}{}",
        href,
        name,
        heading(t("history.title")),
        author,
        wordings(comment, earlier),
        more,
        button_link(&back, true, t("history.back"))
    );
    frame(Some(consultation), Layout::Text, &page)
}

fn wordings(comment: &Comment, earlier: &Page<Revision>) -> Html {
    let Some(first) = earlier.items.first() else {
        return html!("<p class=empty>[[history.none]]</p>");
    };
    let title = match first.number {
        1 => t("history.first").to_owned(),
        number => t_with("history.wording", &[("n", &number.to_string())]),
    };
    let now = comment.body.as_deref().filter(|_| earlier.next.is_none());
    let after = earlier.items.iter().skip(1).map(|next| next.body.as_str()).chain(now);
    let changes: Vec<Html> = earlier.items.iter().zip(after).map(change).collect();
    html!(
        "<section class=reason><h2>{}</h2>{}</section><p class=hint>[[diff.key]]</p>{}",
        title,
        body(&first.body, true),
        all(&changes)
    )
}

/// From one wording to the next.
fn change((before, after): (&Revision, &str)) -> Html {
    let at = t_with("history.at", &[("at", &when::date_and_time(before.replaced))]);
    html!("<section class=reason><h2>{}</h2>{}</section>", at, difference(&before.body, after))
}
