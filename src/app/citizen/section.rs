//! A section: its text, the talk that hangs on it, and the way on.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use model::{Consultation, Funding, OutlineItem, OutlineLink, Section, reading_minutes};

use super::App;
use super::paragraph::Block;
use crate::components::{
    Ctx, Frame, Talk, ThreadSection, comments, heading, otherwise, section_href,
};
use crate::i18n::{number, t, t_with, tn};
use crate::markup::{Html, all, button_link, current, leaf, link, none, tag, text};
use crate::page_data::edition;
use crate::place::Place;
use crate::route::{Address, Edition, Route};
use crate::text::{blocks, words_of};

/// The page of a section.
pub fn section_page(
    consultation: Consultation,
    section: &Section,
    thread: model::Thread,
    paragraph: Option<&model::Thread>,
) -> AnyView {
    let app = App::get();
    let here = app.here();
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
    let mut ctx = Ctx::new(place, consultation.summary.period().phase(app.now()));
    ctx.quotes = Arc::new(quotes);
    let words: Vec<_> = blocks
        .into_iter()
        .map(|block| {
            let count = count_at(section, block.id.as_deref());
            let painted = paragraph.filter(|_| block.id == here.look.paragraph).cloned();
            view! { <Block block count ctx=ctx.clone() consultation=consultation.clone() painted/> }
                .into_any()
        })
        .collect();
    let lang = consultation.lang.clone();
    let head = all(&[head(section, &here, shown), facts(section, &here, &c)]).into_string();
    let rest = rest(&consultation, section, &here).into_string();
    let end = all(&[turn(section, &here, &c), otherwise(&consultation)]).into_string();
    let talk =
        Talk { title: t("thread.title"), label: t("composer.section"), count: section.count };
    let around = Some(consultation.clone());
    let page = view! {
        <article class="section">
            <div inner_html=head></div>
            <div class="text" lang=lang>{words}</div>
        </article>
        <div inner_html=rest></div>
        <ThreadSection ctx page=thread consultation talk/>
        <div inner_html=end></div>
    }
    .into_any();
    view! { <Frame consultation=around layout="site--reading" page/> }.into_any()
}

fn count_at(section: &Section, id: Option<&str>) -> i64 {
    let found = section.paragraphs.iter().find(|count| Some(count.paragraph.as_str()) == id);
    found.map_or(0, |count| count.count)
}

/// Where I am, what it is called, in which edition I read it.
fn head(section: &Section, here: &Address, shown: Edition) -> Html {
    let label = section.label.as_ref().map_or_else(none, |label| {
        all(&[leaf("span", "", label), text(" · ")])
    });
    let numbers = [("n", &*number(section.position)), ("of", &*number(section.sections))];
    let at = leaf("span", "", &t_with("section.at", &numbers));
    let way = |to: Edition, name: &str| {
        let href = here.with(|look| {
            look.edition = Some(to);
            look.paragraph = None;
        });
        tag("a", &[("href", &href.href()), current(shown == to, "true")], &[text(name)])
    };
    let switch = match section.plain_html {
        Some(_) => tag(
            "nav",
            &[("class", "switch"), ("aria-label", t("edition.label"))],
            &[way(Edition::Short, t("edition.short")), way(Edition::Full, t("edition.full"))],
        ),
        None => none(),
    };
    let words = match (shown, &section.plain_html) {
        (Edition::Short, Some(plain)) => {
            i64::try_from(words_of(plain).split(' ').count()).unwrap_or_default()
        }
        _ => section.words,
    };
    let minutes = leaf("span", "reading", &tn("section.minutes", reading_minutes(words)));
    all(&[
        tag("p", &[("class", "eyebrow")], &[label, at]),
        heading(&section.title),
        tag("div", &[("class", "section__bar")], &[switch, minutes]),
    ])
}

/// Who is responsible, whether there is money, which goal it serves.
fn facts(section: &Section, here: &Address, c: &str) -> Html {
    let fact = |what: &str, value: Html| {
        tag("div", &[], &[leaf("dt", "", what), tag("dd", &[], &[value])])
    };
    let mut facts = Vec::new();
    if let Some(who) = &section.responsible {
        facts.push(fact(t("facts.responsible"), text(who)));
    }
    if let Some(funding) = section.funding {
        let (class, name) = match funding {
            Funding::Funded => ("badge badge--funded", t("facts.funded")),
            Funding::Idea => ("badge badge--idea", t("facts.idea")),
        };
        facts.push(fact(t("facts.funding"), leaf("span", class, name)));
    }
    if let Some(goal) = &section.serves {
        let way = link(&section_href(here, c, &goal.key), &link_text(goal));
        facts.push(fact(t("facts.serves"), way));
    }
    if facts.is_empty() { none() } else { tag("dl", &[("class", "facts")], &facts) }
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
        tag(
            "section",
            &[("class", "parts"), ("aria-labelledby", "dele")],
            &[
                tag("h2", &[("id", "dele")], &[text(t("section.parts"))]),
                tag("ul", &[("class", "cards")], &cards),
            ],
        )
    };
    all(&[button_link(&propose.href(), false, t("section.propose")), parts])
}

fn card(item: &OutlineItem, here: &Address, c: &str) -> Html {
    let href = section_href(here, c, &item.key);
    let label = item.label.as_ref().map_or_else(none, |label| leaf("span", "eyebrow", label));
    let name = tag("a", &[("href", &href)], &[label, leaf("span", "card__title", &item.title)]);
    let count = match item.count {
        0 => none(),
        n => leaf("p", "card__facts", &comments(n)),
    };
    tag("li", &[("class", "card")], &[name, count])
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
            let href = section_href(here, c, &link.key);
            let inside = [leaf("span", "turn__way", name), leaf("span", "", &link_text(link))];
            tag("a", &[("class", class), ("href", &href)], &inside)
        })
    };
    let ways = [
        way(&section.previous, "turn__back", t("turn.back")),
        way(&section.next, "turn__on", t("turn.on")),
    ];
    tag("nav", &[("class", "turn"), ("aria-label", t("turn.label"))], &ways)
}
