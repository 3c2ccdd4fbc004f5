//! Which page draws what is shown.

use leptos::prelude::*;

use super::comment::CommentPage;
use super::embed::EmbedPage;
use super::front::{FrontPage, HomePage};
use super::mine::MinePage;
use super::news::{NewsListPage, NewsPage, ResultPage};
use super::proposal_form::NewProposalPage;
use super::proposals::{ProposalPage, ProposalsPage, name};
use super::section::{SectionPage, link_text};
use super::texts::{AccessibilityPage, PrivacyPage, RefusedPage, RulesPage};
use super::Shown;
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
    match PageData::clone(&shown.data) {
        PageData::Home { consultations } => view! { <HomePage consultations/> }.into_any(),
        PageData::Front { consultation, thread, news } => {
            view! { <FrontPage consultation=*consultation thread news/> }.into_any()
        }
        PageData::Section { consultation, section, thread, paragraph } => {
            view! { <SectionPage consultation=*consultation section=*section thread paragraph/> }
                .into_any()
        }
        PageData::Comment { consultation, place, comment, root, replies } => view! {
            <CommentPage
                consultation=*consultation
                place
                comment=*comment
                root=root.map(|root| *root)
                replies
            />
        }
        .into_any(),
        PageData::Proposals { consultation, proposals } => {
            view! { <ProposalsPage consultation=*consultation proposals/> }.into_any()
        }
        PageData::NewProposal { consultation, section } => view! {
            <NewProposalPage consultation=*consultation section=section.map(|section| *section)/>
        }
        .into_any(),
        PageData::Proposal { consultation, proposal, thread } => {
            view! { <ProposalPage consultation=*consultation proposal=*proposal thread/> }.into_any()
        }
        PageData::NewsList { consultation, news } => {
            view! { <NewsListPage consultation=*consultation news/> }.into_any()
        }
        PageData::News { consultation, news, thread } => {
            view! { <NewsPage consultation=*consultation news=*news thread/> }.into_any()
        }
        PageData::Result { consultation } => {
            view! { <ResultPage consultation=*consultation/> }.into_any()
        }
        PageData::Embed { consultation, section, thread } => view! {
            <EmbedPage consultation=*consultation section=section.map(|section| *section) thread/>
        }
        .into_any(),
        other => plain(&other),
    }
}

/// The pages that belong to no consultation.
fn plain(data: &PageData) -> AnyView {
    match data {
        PageData::Mine => view! { <MinePage/> }.into_any(),
        PageData::Rules => view! { <RulesPage/> }.into_any(),
        PageData::Privacy => view! { <PrivacyPage/> }.into_any(),
        PageData::Accessibility => view! { <AccessibilityPage/> }.into_any(),
        PageData::Refused { code } => view! { <RefusedPage code=*code/> }.into_any(),
        _ => ().into_any(),
    }
}
