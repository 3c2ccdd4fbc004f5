//! The form for a proposal, or the choice of its kind.

use leptos::prelude::*;
use model::{Consultation, OutlineLink, ProposalKind, Section};

use super::frame::{Layout, frame, otherwise};
use super::section::link_text;
use crate::citizen::{App, ProposalForm};
use crate::components::{island, not_open};
use crate::i18n::{t, t_of};
use crate::markup::{Html, all, html, none};
use crate::route::Route;
use crate::text::{beginning, blocks, words_of};

/// The page on which one proposes.
pub fn new_proposal(consultation: &Consultation, section: Option<&Section>) -> Html {
    let inner = match (not_open(consultation.summary.period()), App::get().here().look.kind) {
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
    let others = App::get().here().to(Route::NewProposal { c: consultation.summary.slug.clone() });
    let sections = sections(consultation, section, kind).into_string();
    let picks = section.filter(|_| kind == ProposalKind::Wording).map_or_else(none, paragraphs);
    let picks = picks.into_string();
    let form = island("form", &[], || {
        let c = consultation.summary.slug.clone();
        view! { <ProposalForm c kind sections picks/> }.into_any()
    });
    html!(
        "<p class=lede><span>{}</span> <a href='{}'>[[propose.other]]</a></p>{}",
        t_of("proposal.about", kind.word()).unwrap_or_default(),
        others.href(),
        form
    )
}

/// The sections to choose from.
fn sections(consultation: &Consultation, chosen: Option<&Section>, kind: ProposalKind) -> Html {
    let none = if kind == ProposalKind::Wording { t("propose.choose") } else { t("propose.whole") };
    let mut options = vec![html!("<option value=''>{}</option>", none)];
    for item in &consultation.outline {
        let (label, title) = (item.label.clone(), item.title.clone());
        let name = link_text(&OutlineLink { key: String::new(), label, title });
        let selected = if chosen.is_some_and(|one| one.key == item.key) { " selected" } else { "" };
        let short = item.label.as_ref().unwrap_or(&item.title);
        options.push(html!(
            "<option value='{}' data-name='{}'{}>{}</option>",
            item.key,
            *short,
            selected,
            name
        ));
    }
    all(&options)
}

/// The section's paragraphs, to begin from one of them.
fn paragraphs(section: &Section) -> Html {
    let picks: Vec<Html> = blocks(&section.html)
        .iter()
        .map(|block| words_of(&block.html))
        .filter(|words| !words.is_empty())
        .enumerate()
        .map(|(n, words)| {
            html!(
                "<li><button type=button class=pick id='forslag-vaelg-{}' data-words='{}'>{}</button></li>",
                n.to_string(),
                words,
                beginning(&words, 110)
            )
        })
        .collect();
    all(&picks)
}
