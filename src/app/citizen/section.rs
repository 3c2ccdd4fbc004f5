//! A section: its text, the talk that hangs on it, and the way on.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::either::Either;
use leptos::prelude::*;
use model::{Consultation, Funding, OutlineItem, OutlineLink, Section, reading_minutes};

use super::App;
use super::paragraph::Block;
use crate::components::{Count, Ctx, Frame, ThreadSection, otherwise, section_href};
use crate::i18n::{number, t, t_with, tn};
use crate::page_data::edition;
use crate::place::Place;
use crate::route::{Address, Edition, Route};
use crate::text::{blocks, words_of};

/// The page of a section.
#[component]
pub fn SectionPage(
    /// The consultation.
    consultation: Consultation,
    /// The section.
    section: Section,
    /// A page of its thread.
    thread: model::Thread,
    /// The thread of the paragraph that is open.
    #[prop(optional_no_strip)]
    paragraph: Option<model::Thread>,
) -> impl IntoView {
    let app = App::get();
    let here = app.here();
    let c = consultation.summary.slug.clone();
    let shown = edition(&section, &here.look);
    let html = match (shown, &section.plain_html) {
        (Edition::Short, Some(plain)) => plain.clone(),
        _ => section.html.clone(),
    };
    let blocks = blocks(&html);
    let quotes: HashMap<String, String> = blocks
        .iter()
        .filter_map(|block| Some((block.id.clone()?, words_of(&block.html))))
        .collect();
    let place = Place::Section { c: c.clone(), key: section.key.clone() };
    let mut ctx = Ctx::new(place, consultation.summary.period().phase(app.now()));
    ctx.quotes = Arc::new(quotes);
    let text: Vec<_> = blocks
        .into_iter()
        .map(|block| {
            let count = count_at(&section, block.id.as_deref());
            let open = paragraph.clone().filter(|_| block.id == here.look.paragraph);
            view! {
                <Block block count ctx=ctx.clone() consultation=consultation.clone() painted=open/>
            }
        })
        .collect();
    let lang = consultation.lang.clone();
    let rest = rest(&consultation, &section, &here);
    let end = (turn(&section, &here, &c), otherwise(&consultation));
    let count = section.count;
    view! {
        <Frame consultation=Some(consultation.clone()) layout="site--reading">
            <article class="section">
                {head(&section, &here, shown)}
                {facts(&section, &here, &c)}
                <div class="text" lang=lang>{text}</div>
            </article>
            {rest}
            <ThreadSection
                ctx
                page=thread
                consultation
                title=t("thread.title")
                label=t("composer.section")
                count
            />
            {end}
        </Frame>
    }
}

fn count_at(section: &Section, id: Option<&str>) -> i64 {
    let found = section.paragraphs.iter().find(|count| Some(count.paragraph.as_str()) == id);
    found.map_or(0, |count| count.count)
}

/// Where I am, what it is called, in which edition I read it.
fn head(section: &Section, here: &Address, shown: Edition) -> impl IntoView + use<> {
    let label = section.label.clone().map(|label| view! { <span>{label}</span> " · " });
    let at = t_with(
        "section.at",
        &[("n", &number(section.position)), ("of", &number(section.sections))],
    );
    let link = |to: Edition, text| {
        let href = here.with(|look| {
            look.edition = Some(to);
            look.paragraph = None;
        });
        let current = (shown == to).then_some("true");
        view! { <a href=href.href() aria-current=current>{text}</a> }
    };
    let switch = section.plain_html.is_some().then(|| {
        view! {
            <nav class="switch" aria-label=t("edition.label")>
                {link(Edition::Short, t("edition.short"))}
                {link(Edition::Full, t("edition.full"))}
            </nav>
        }
    });
    let words = match (shown, &section.plain_html) {
        (Edition::Short, Some(plain)) => {
            // The page's own JSON has no text; by then the line is drawn from the painted one.
            i64::try_from(words_of(plain).split(' ').count()).unwrap_or_default()
        }
        _ => section.words,
    };
    let minutes = tn("section.minutes", reading_minutes(words));
    view! {
        <p class="eyebrow">{label}<span>{at}</span></p>
        <h1 tabindex="-1" id="titel">{section.title.clone()}</h1>
        <div class="section__bar">{switch}<span class="reading">{minutes}</span></div>
    }
}

/// Who is responsible, whether there is money, which goal it serves.
fn facts(section: &Section, here: &Address, c: &str) -> Option<impl IntoView + use<>> {
    let responsible = section.responsible.clone().map(|who| {
        view! { <div><dt>{t("facts.responsible")}</dt><dd>{who}</dd></div> }
    });
    let funding = section.funding.map(|funding| {
        let (class, text) = match funding {
            Funding::Funded => ("badge badge--funded", t("facts.funded")),
            Funding::Idea => ("badge badge--idea", t("facts.idea")),
        };
        view! { <div><dt>{t("facts.funding")}</dt><dd><span class=class>{text}</span></dd></div> }
    });
    let serves = section.serves.as_ref().map(|goal| {
        let href = section_href(here, c, &goal.key);
        view! { <div><dt>{t("facts.serves")}</dt><dd><a href=href>{link_text(goal)}</a></dd></div> }
    });
    let any = responsible.is_some() || funding.is_some() || serves.is_some();
    any.then(|| view! { <dl class="facts">{responsible}{funding}{serves}</dl> })
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
fn rest(
    consultation: &Consultation,
    section: &Section,
    here: &Address,
) -> impl IntoView + use<> {
    let c = &consultation.summary.slug;
    let propose = here.to(Route::NewProposal { c: c.clone() }).with(|look| {
        look.kind = Some(model::ProposalKind::Wording);
        look.about = Some(section.key.clone());
    });
    let cards: Vec<_> = children(&consultation.outline, &section.key)
        .into_iter()
        .map(|item| card(item, here, c))
        .collect();
    let parts = (!cards.is_empty()).then(|| {
        view! {
            <section class="parts" aria-labelledby="dele">
                <h2 id="dele">{t("section.parts")}</h2>
                <ul class="cards">{cards}</ul>
            </section>
        }
    });
    view! {
        <p class="propose"><a class="button" href=propose.href()>{t("section.propose")}</a></p>
        {parts}
    }
}

fn card(item: &OutlineItem, here: &Address, c: &str) -> impl IntoView + use<> {
    let href = section_href(here, c, &item.key);
    let label = item.label.clone().map(|label| view! { <span class="eyebrow">{label}</span> });
    view! {
        <li class="card">
            <a href=href>{label}<span class="card__title">{item.title.clone()}</span></a>
            <Count n=item.count/>
        </li>
    }
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
fn turn(section: &Section, here: &Address, c: &str) -> impl IntoView + use<> {
    let way = |link: &Option<OutlineLink>, class: &'static str, text: &'static str| match link {
        Some(link) => {
            let href = section_href(here, c, &link.key);
            Either::Left(view! {
                <a class=class href=href>
                    <span class="turn__way">{text}</span>
                    <span>{link_text(link)}</span>
                </a>
            })
        }
        None => Either::Right(()),
    };
    view! {
        <nav class="turn" aria-label=t("turn.label")>
            {way(&section.previous, "turn__back", t("turn.back"))}
            {way(&section.next, "turn__on", t("turn.on"))}
        </nav>
    }
}
