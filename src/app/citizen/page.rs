//! Which page draws what is shown.

use leptos::prelude::*;

use super::comment::comment_page;
use super::embed::embed;
use super::mine::mine;
use super::proposal_form::new_proposal;
use super::proposals::name;
use super::section::{link_text, section_page};
use super::{Shown, front, news, proposals, texts};
use crate::i18n::t;
use crate::page_data::{PageData, PlaceLink};

/// The page's title, for the tab and for links to it.
#[must_use]
pub fn title(data: &PageData) -> String {
    let own = match data {
        PageData::Home { .. } => Some(t("home.title").to_owned()),
        PageData::Front { .. } => None,
        PageData::Section { section, .. } => Some(match &section.label {
            Some(label) => format!("{label}: {}", section.title),
            None => section.title.clone(),
        }),
        PageData::Comment { place, .. } => Some(format!("{}: {}", t("comment.title"), on(place))),
        PageData::Proposals { .. } => Some(t("proposals.title").to_owned()),
        PageData::NewProposal { .. } => Some(t("propose.title").to_owned()),
        PageData::Proposal { proposal, .. } => Some(name(proposal)),
        PageData::NewsList { .. } => Some(t("nav.news").to_owned()),
        PageData::News { news, .. } => Some(news.title.clone()),
        PageData::Result { .. } => Some(t("result.title").to_owned()),
        PageData::Embed { section, .. } => section.as_ref().map(|section| section.title.clone()),
        PageData::Mine => Some(t("nav.mine").to_owned()),
        PageData::Rules => Some(t("rules.title").to_owned()),
        PageData::Privacy => Some(t("privacy.title").to_owned()),
        PageData::Accessibility => Some(t("accessibility.title").to_owned()),
        PageData::Refused { code: Some(model::Code::NotFound) } => {
            Some(t("refused.not-found").to_owned())
        }
        PageData::Refused { .. } => Some(t("refused.title").to_owned()),
    };
    let around = match data.consultation() {
        Some(consultation) => consultation.summary.title.as_str(),
        None => t("site.name"),
    };
    own.map_or_else(|| around.to_owned(), |own| format!("{own} – {around}"))
}

fn on(place: &PlaceLink) -> String {
    match place {
        PlaceLink::Section(link) => link_text(link),
        PlaceLink::Proposal { title, .. } => title.clone().unwrap_or_default(),
        PlaceLink::News { title, .. } => title.clone(),
        PlaceLink::General => t("front.general").to_owned(),
    }
}

/// Draws a page.
pub fn page(shown: &Shown) -> AnyView {
    match &*shown.data {
        PageData::Home { consultations } => front::home(consultations),
        PageData::Front { consultation, thread, news } => {
            front::front(consultation, thread.clone(), news.as_ref())
        }
        PageData::Section { consultation, section, thread, paragraph } => {
            section_page(consultation, section, thread.clone(), paragraph.as_ref())
        }
        PageData::Comment { consultation, place, comment, root, replies } => {
            comment_page(consultation, place, comment, root.as_deref(), replies)
        }
        PageData::Proposals { consultation, proposals } => proposals::list(consultation, proposals),
        PageData::NewProposal { consultation, section } => {
            new_proposal(consultation, section.as_deref())
        }
        PageData::Proposal { consultation, proposal, thread } => {
            proposals::one(consultation, proposal, thread.clone())
        }
        PageData::NewsList { consultation, news } => news::list(consultation, news),
        PageData::News { consultation, news, thread } => {
            news::one(consultation, news, thread.clone())
        }
        PageData::Result { consultation } => news::result(consultation),
        PageData::Embed { consultation, section, thread } => {
            embed(consultation, section.as_deref(), thread.clone())
        }
        PageData::Mine => mine(),
        PageData::Rules => texts::rules(),
        PageData::Privacy => texts::privacy(),
        PageData::Accessibility => texts::accessibility(),
        PageData::Refused { code } => texts::refused(*code),
    }
}
