//! The form for a proposal, or the choice of its kind.

use leptos::prelude::*;
use model::{Consultation, OutlineLink, ProposalKind, Section};

use super::frame::{Layout, frame, otherwise};
use super::section::link_text;
use crate::citizen::App;
use crate::citizen::propose::{Choice, ProposalForm, picks};
use crate::components::{island, not_open};
use crate::i18n::{t, t_of};
use crate::markup::{Html, all, html, none};
use crate::route::Route;

/// The page on which one proposes.
pub fn new_proposal(consultation: &Consultation, section: Option<&Section>) -> Html {
    let inner = match (
        not_open(consultation.summary.period(), consultation.locked),
        App::get().here().look.kind,
    ) {
        (Some(why), _) => why,
        (None, None) => html!("<p class=lede>[[propose.which]]</p>{}", choices()),
        (None, Some(kind)) => form(consultation, section, kind),
    };
    let page = html!(
        "<h1 tabindex=-1 id=titel>[[propose.title]]</h1>{}{}",
        inner,
        otherwise(consultation)
    );
    frame(Some(consultation), Layout::Text, &page)
}

fn choices() -> Html {
    let here = App::get().here();
    let cards: Vec<Html> = ProposalKind::ALL
        .iter()
        .map(|&kind| {
            html!(
                "<li class=card><a href='{}'><span class=card__title>{}</span></a><p>{}</p></li>",
                here.with(|look| look.kind = Some(kind)).href(),
                t_of("proposal.kind", kind.word()).unwrap_or_default(),
                t_of("proposal.about", kind.word()).unwrap_or_default()
            )
        })
        .collect();
    html!("<ul class=cards>{}</ul>", all(&cards))
}

fn form(consultation: &Consultation, section: Option<&Section>, kind: ProposalKind) -> Html {
    let app = App::get();
    let others = app.here().to(Route::NewProposal { c: consultation.summary.slug.clone() });
    let sections = sections(consultation, kind);
    let section = section.filter(|_| kind == ProposalKind::Wording);
    let paragraph = app.here().look.paragraph;
    let text = section.map(|section| edition_with(section, paragraph.as_deref()));
    let picks = text.map_or_else(none, picks).into_string();
    let form = island("form", &[], || {
        let (c, picked) = (consultation.summary.slug.clone(), String::new());
        view! { <ProposalForm c kind sections picks picked/> }.into_any()
    });
    let by_letter = consultation.mail.is_some() || consultation.letter.is_some();
    html!(
        "<p class=lede><span>{}</span> <a href='{}'>[[propose.other]]</a></p>\
         <noscript><p class=notice><span>[[propose.unscripted]]</span>{}</p></noscript>{}",
        t_of("proposal.about", kind.word()).unwrap_or_default(),
        others.href(),
        if by_letter { html!(" <a href='#andre-veje'>[[propose.by-letter]]</a>") } else { none() },
        form
    )
}

/// The edition of a section that has the paragraph from which one comes; else the full one.
fn edition_with<'a>(section: &'a Section, paragraph: Option<&str>) -> &'a str {
    let id = paragraph.map(|id| format!("id=\"{id}\""));
    let has = |html: &str| id.as_ref().is_some_and(|id| html.contains(id.as_str()));
    let plain = section.plain_html.as_deref().filter(|plain| !has(&section.html) && has(plain));
    plain.unwrap_or(&section.html)
}

/// The sections to choose from; the first choice is none of them.
fn sections(consultation: &Consultation, kind: ProposalKind) -> Vec<Choice> {
    let none = if kind == ProposalKind::Wording { t("propose.choose") } else { t("propose.whole") };
    let none = Choice { key: String::new(), short: String::new(), name: none.to_owned() };
    let sections = consultation.outline.iter().map(|item| {
        let (label, title) = (item.label.clone(), item.title.clone());
        Choice {
            key: item.key.clone(),
            short: item.label.as_ref().unwrap_or(&item.title).clone(),
            name: link_text(&OutlineLink { key: String::new(), label, title }),
        }
    });
    std::iter::once(none).chain(sections).collect()
}
