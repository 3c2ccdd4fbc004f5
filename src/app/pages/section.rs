//! A section: its text, the talk that hangs on it, and the way on.

use std::collections::HashMap;
use std::sync::Arc;

use model::{Consultation, Funding, OutlineItem, OutlineLink, Section, reading_minutes};

use super::contents::section_href;
use super::frame::{Layout, frame, heading, otherwise};
use super::paragraph::block;
use super::talk::{Talk, comments, talk};
use crate::citizen::App;
use crate::components::Ctx;
use crate::i18n::{number, t, t_with, tn};
use crate::markup::{Html, all, button_link, current, html, none};
use crate::page_data::edition;
use crate::place::Place;
use crate::route::{Address, Edition, Route};
use crate::text::{blocks, words_of};

/// The page of a section.
pub fn section_page(
    consultation: &Consultation,
    section: &Section,
    thread: &model::Thread,
    paragraph: Option<&model::Thread>,
) -> Html {
    let here = App::get().here();
    let c = consultation.summary.slug.clone();
    let shown = edition(section, &here.look);
    let html = match (shown, &section.plain_html) {
        (Edition::Short, Some(plain)) => plain,
        _ => &section.html,
    };
    let blocks = blocks(html);
    let quotes: HashMap<String, String> = blocks
        .iter()
        .filter_map(|block| Some((block.id.clone()?, words_of(&block.html))))
        .collect();
    let place = Place::Section { c: c.clone(), key: section.key.clone() };
    let mut ctx = Ctx::new(place, consultation.summary.period());
    ctx.quotes = Arc::new(quotes);
    let words: Vec<Html> = blocks
        .iter()
        .map(|one| {
            let open = paragraph.filter(|_| one.id.is_some() && one.id == here.look.paragraph);
            block(&ctx, one, count_at(section, one.id.as_deref()), open)
        })
        .collect();
    let about =
        Talk { title: t("thread.title"), label: t("composer.section"), count: section.count };
    let page = html!(
        "<article class=section>{}{}{}<div class=text lang='{}'>{}</div></article>\
         <div>{}</div>{}<div>{}{}</div>",
        head(section, &here, shown),
        if section.version < consultation.version {
            html!("<p class=notice>[[section.gone]]</p>")
        } else {
            none()
        },
        facts(section, &here, &c),
        consultation.lang,
        all(&words),
        rest(consultation, section, &here),
        talk(&ctx, thread, about),
        turn(section, &here, &c),
        otherwise(consultation)
    );
    frame(Some(consultation), Layout::Reading, &page)
}

fn count_at(section: &Section, id: Option<&str>) -> i64 {
    let found = section.paragraphs.iter().find(|count| Some(count.paragraph.as_str()) == id);
    found.map_or(0, |count| count.count)
}

/// Where I am, what it is called, in which edition I read it.
fn head(section: &Section, here: &Address, shown: Edition) -> Html {
    let label = section.label.as_ref();
    let label = label.map_or_else(none, |label| html!("<span>{}</span> · ", *label));
    let numbers = [("n", &*number(section.position)), ("of", &*number(section.sections))];
    let way = |to: Edition, name: &str| {
        let href = here.with(|look| {
            look.edition = Some(to);
            look.paragraph = None;
        });
        html!("<a href='{}'{}>{}</a>", href.href(), current(shown == to, "true"), name)
    };
    let switch = match section.plain_html {
        Some(_) => html!(
            "<nav class=switch aria-label='[[edition.label]]'>{}{}</nav>",
            way(Edition::Short, t("edition.short")),
            way(Edition::Full, t("edition.full"))
        ),
        None => none(),
    };
    let words = match (shown, &section.plain_html) {
        (Edition::Short, Some(plain)) => {
            i64::try_from(words_of(plain).split(' ').count()).unwrap_or_default()
        }
        _ => section.words,
    };
    html!(
        "<p class=eyebrow>{}<span>{}</span></p>{}\
         <div class=section__bar>{}<span class=reading>{}</span></div>",
        label,
        t_with("section.at", &numbers),
        heading(&section.title),
        switch,
        tn("section.minutes", reading_minutes(words))
    )
}

/// Who is responsible, whether there is money, which goal it serves.
fn facts(section: &Section, here: &Address, c: &str) -> Html {
    let responsible = section.responsible.as_ref().map_or_else(none, |who| {
        html!("<div><dt>[[facts.responsible]]</dt><dd>{}</dd></div>", *who)
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
            "<div><dt>[[facts.serves]]</dt><dd><a href='{}'>{}</a></dd></div>",
            section_href(here, c, &goal.key),
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
        "<li class=card><a href='{}'>{}<span class=card__title>{}</span></a>{}</li>",
        section_href(here, c, &item.key),
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
                "<a class=turn__{} href='{}'><span class=turn__way>{}</span><span>{}</span></a>",
                class,
                section_href(here, c, &link.key),
                name,
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
