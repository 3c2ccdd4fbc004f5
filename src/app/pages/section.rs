//! A section: its text, the talk that hangs on it, and the way on.

use std::collections::HashMap;
use std::sync::Arc;

use model::{Consultation, Funding, Gloss, OutlineItem, OutlineLink, Section};

use super::colophon::colophon;
use super::contents::section_href;
use super::edition::{Told, editions, reading};
use super::frame::{Layout, frame, is_gone, otherwise, their_heading};
use super::glossary::{explanations, mark};
use super::marks::{marked, marks};
use super::paragraph::{Open, block};
use super::talk::{Talk, comments, talk};
use crate::citizen::App;
use crate::components::{Ctx, theirs};
use crate::i18n::{number, t, t_with};
use crate::markup::{Html, all, button_link, current, html, none};
use crate::page_data::Mark;
use crate::place::Place;
use crate::route::{Address, Edition, Route};
use crate::text::{Block, words_of};

/// What a section's text is shown with.
pub struct Extras<'a> {
    /// The words that are explained.
    pub glossary: &'a [Gloss],
    /// The words that people chose to comment on.
    pub marks: &'a [Mark],
    /// What stands at the paragraph that is open.
    pub paragraph: Option<Open<'a>>,
}

/// The page of a section.
pub fn section_page(
    consultation: &Consultation,
    section: &Section,
    thread: &model::Thread,
    extras: &Extras,
) -> Html {
    let app = App::get();
    let editions = editions(section, &app.here().look);
    if let Some(shown) = editions.iter().find(|told| told.shown) {
        // An address that names a paragraph need not name its edition; whoever reads on stays in it.
        app.turn_to(app.here().with(|look| look.edition = shown.look(look)));
    }
    let here = app.here();
    let c = consultation.summary.slug.clone();
    let quotes: HashMap<String, String> = editions
        .iter()
        .flat_map(|told| &told.blocks)
        .filter_map(|block| Some((block.id.clone()?, words_of(&block.html))))
        .collect();
    let place = Place::Section { c: c.clone(), key: section.key.clone() };
    let mut ctx = Ctx::new(place, consultation.summary.period()).locked(consultation.locked);
    ctx.quotes = Arc::new(quotes);
    let about = Talk {
        title: t("thread.title"),
        label: t("composer.section"),
        count: section.count,
        gone: is_gone(consultation),
    };
    let page = html!(
        "<article class=section>{}{}{}{}{}</article>\
         <div>{}</div>{}<div>{}{}</div>",
        head(section, &here, &editions),
        if section.version < consultation.version {
            html!("<p class=notice>[[section.gone]]</p>")
        } else {
            none()
        },
        facts(section, &here, &c),
        texts(&ctx, section, &editions, extras),
        colophon(consultation, section, &editions),
        rest(consultation, section, &here),
        talk(&ctx, thread, about),
        turn(section, &here, &c),
        otherwise(consultation)
    );
    frame(Some(consultation), Layout::Reading, &page)
}

/// Every edition of the text, what its words mean, and the question whether it was hard.
fn texts(ctx: &Ctx, section: &Section, editions: &[Told], extras: &Extras) -> Html {
    let look = App::get().here().look;
    let (mut explained, mut any_marks) = (Vec::new(), false);
    let text = |told: &Told| {
        let spans = marks(&told.blocks, extras.marks, told.edition);
        any_marks |= !spans.is_empty();
        let spans_of = |id: &Option<String>| {
            id.as_ref().and_then(|id| spans.get(id)).map_or(&[][..], Vec::as_slice)
        };
        let chosen: Vec<Block> = told
            .blocks
            .iter()
            .map(|one| Block {
                id: one.id.clone(),
                html: marked(&one.html, spans_of(&one.id)).into_string(),
            })
            .collect();
        let blocks: Vec<Html> = mark(&chosen, extras.glossary, &mut explained)
            .iter()
            .map(|one| {
                let open =
                    extras.paragraph.filter(|_| one.id.is_some() && one.id == look.paragraph);
                let count = count_at(section, one.id.as_deref());
                block(ctx, one, count, open, told.look(&look))
            })
            .collect();
        html!("<div class=text{}>{}</div>", told.attributes(), all(&blocks))
    };
    let texts: Vec<Html> = editions.iter().map(text).collect();
    html!(
        "{}{}{}<p class=hard><span>[[difficulty.ask]]</span> <button type=button class=act id=svaer \
         data-act=svaer>[[difficulty.yes]]</button></p>",
        all(&texts),
        if any_marks { html!("<p id=sagt hidden>[[mark.about]]</p>") } else { none() },
        explanations(extras.glossary, explained)
    )
}

fn count_at(section: &Section, id: Option<&str>) -> i64 {
    let found = section.paragraphs.iter().find(|count| Some(count.paragraph.as_str()) == id);
    found.map_or(0, |count| count.count)
}

/// Where I am, what it is called, how long it takes; in which edition and how large I read it.
fn head(section: &Section, here: &Address, editions: &[Told]) -> Html {
    let label = section.label.as_ref();
    let label = label.map_or_else(none, |label| html!("<span{}>{}</span> · ", theirs(), *label));
    let numbers = [("n", &*number(section.position)), ("of", &*number(section.sections))];
    let way = |told: &Told| {
        let href = here.with(|look| {
            look.edition = told.look(look);
            look.paragraph = None;
        });
        let name = match told.edition {
            Edition::Short => t("edition.short"),
            Edition::Full => t("edition.full"),
        };
        html!(
            "<a data-edition={} href='{}'{}>{}</a>",
            told.edition.word(),
            href.href(),
            current(told.shown, "true"),
            name
        )
    };
    let ways: Vec<Html> = editions.iter().filter(|told| told.paired).map(way).collect();
    let switch = if ways.is_empty() {
        none()
    } else {
        html!("<nav class=switch aria-label='[[edition.label]]'>{}</nav>", all(&ways))
    };
    html!(
        "<p class=eyebrow>{}<span>{}</span> · {}</p>{}<div class=section__bar>{}\
         <span class=size dir=ltr role=group aria-label='[[size.label]]'>\
         <button type=button class=act data-size=-1>A−<span class=vh> [[size.less]]</span></button>\
         <button type=button class=act data-size=1>A+<span class=vh> [[size.more]]</span></button>\
         </span></div>",
        label,
        t_with("section.at", &numbers),
        reading(editions),
        their_heading(&section.title),
        switch
    )
}

/// Who is responsible, whether there is money, which goal it serves.
fn facts(section: &Section, here: &Address, c: &str) -> Html {
    let responsible = section.responsible.as_ref().map_or_else(none, |who| {
        html!("<div><dt>[[facts.responsible]]</dt><dd{}>{}</dd></div>", theirs(), *who)
    });
    let funding = section.funding.map_or_else(none, |funding| {
        let (class, name) = match funding {
            Funding::Funded => ("funded", t("facts.funded")),
            Funding::Idea => ("idea", t("facts.idea")),
        };
        html!(
            "<div><dt>[[facts.funding]]</dt><dd><span class='badge badge--{}'>{}</span></dd></div>",
            class,
            name
        )
    });
    let serves = section.serves.as_ref().map_or_else(none, |goal| {
        html!(
            "<div><dt>[[facts.serves]]</dt><dd><a href='{}'{}>{}</a></dd></div>",
            section_href(here, c, &goal.key),
            theirs(),
            link_text(goal)
        )
    });
    let facts = html!("{}{}{}", responsible, funding, serves);
    if facts == none() { facts } else { html!("<dl class=facts>{}</dl>", facts) }
}

/// A section's label and title, as far as it has them.
#[must_use]
pub fn link_text(link: &OutlineLink) -> String {
    match &link.label {
        Some(label) => format!("{label}: {}", link.title),
        None => link.title.clone(),
    }
}

/// What follows the text: the way to propose, and the sections within.
fn rest(consultation: &Consultation, section: &Section, here: &Address) -> Html {
    let c = &consultation.summary.slug;
    let propose = here.to(Route::NewProposal { c: c.clone() }).with(|look| {
        look.kind = Some(model::ProposalKind::Wording);
        look.about = Some(section.key.clone());
    });
    let cards: Vec<Html> = children(&consultation.outline, &section.key)
        .into_iter()
        .map(|item| card(item, here, c))
        .collect();
    let parts = if cards.is_empty() {
        none()
    } else {
        html!(
            "<section class=parts aria-labelledby=dele><h2 id=dele>[[section.parts]]</h2>\
             <ul class=cards>{}</ul></section>",
            all(&cards)
        )
    };
    html!("{}{}", button_link(&propose.href(), false, t("section.propose")), parts)
}

fn card(item: &OutlineItem, here: &Address, c: &str) -> Html {
    let label = item.label.as_ref();
    html!(
        "<li class=card><a href='{}'{}>{}<span class=card__title>{}</span></a>{}</li>",
        section_href(here, c, &item.key),
        theirs(),
        label.map_or_else(none, |label| html!("<span class=eyebrow>{}</span>", *label)),
        item.title,
        match item.count {
            0 => none(),
            n => html!("<p class=card__facts>{}</p>", comments(n)),
        }
    )
}

/// The sections directly within one.
fn children<'a>(outline: &'a [OutlineItem], key: &str) -> Vec<&'a OutlineItem> {
    let Some(at) = outline.iter().position(|item| item.key == key) else { return Vec::new() };
    let depth = outline[at].depth;
    let within: Vec<_> = outline[at + 1..].iter().take_while(|item| item.depth > depth).collect();
    let next = within.iter().map(|item| item.depth).min().unwrap_or_default();
    within.into_iter().filter(|item| item.depth == next).collect()
}

/// The way to the section before and after.
fn turn(section: &Section, here: &Address, c: &str) -> Html {
    let way = |link: &Option<OutlineLink>, class: &str, name: &str| {
        link.as_ref().map_or_else(none, |link| {
            html!(
                "<a class=turn__{} href='{}'><span class=turn__way>{}</span><span{}>{}</span></a>",
                class,
                section_href(here, c, &link.key),
                name,
                theirs(),
                link_text(link)
            )
        })
    };
    html!(
        "<nav class=turn aria-label='[[turn.label]]'>{}{}</nav>",
        way(&section.previous, "back", t("turn.back")),
        way(&section.next, "on", t("turn.on"))
    )
}
