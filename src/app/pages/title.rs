//! What a page is called.

use model::StatementName;

use super::section::link_text;
use crate::components::proposal_name;
use crate::i18n::{t, t_with};
use crate::page_data::{PageData, PlaceLink};

/// The page's title, for the tab and for links to it.
#[must_use]
pub fn title(data: &PageData) -> String {
    let own = match data {
        PageData::Home { .. } => Some(t("home.title").to_owned()),
        PageData::Front { .. } => None,
        PageData::Search { question, .. } => {
            Some(t_with("search.title", &[("question", question)]))
        }
        PageData::Section { section, .. } => Some(match &section.label {
            Some(label) => format!("{label}: {}", section.title),
            None => section.title.clone(),
        }),
        PageData::Comment { place, .. } => Some(format!("{}: {}", t("comment.title"), on(place))),
        PageData::History { place, .. } => Some(format!("{}: {}", t("history.title"), on(place))),
        PageData::Proposals { .. } => Some(t("proposals.title").to_owned()),
        PageData::NewProposal { .. } => Some(t("propose.title").to_owned()),
        PageData::Proposal { proposal, .. } => Some(proposal_name(proposal)),
        PageData::NewsList { .. } => Some(t("nav.news").to_owned()),
        PageData::News { news, .. } => Some(news.title.clone()),
        PageData::Result { .. } => Some(t("result.title").to_owned()),
        PageData::Card { section, .. } | PageData::Embed { section, .. } => {
            section.as_ref().map(|section| section.title.clone())
        }
        PageData::Mine => Some(t("nav.mine").to_owned()),
        PageData::HearingRules { .. } => Some(t("rules.hearing").to_owned()),
        PageData::Rules { .. } => Some(t("rules.title").to_owned()),
        PageData::Statement(statement) => Some(statement_title(statement.name).to_owned()),
        PageData::Offline => Some(t("refused.offline").to_owned()),
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

/// What a page on the site itself is called.
pub fn statement_title(name: StatementName) -> &'static str {
    match name {
        StatementName::Rules => t("rules.title"),
        StatementName::Privacy => t("privacy.title"),
        StatementName::Cookies => t("cookies.title"),
        StatementName::Accessibility => t("accessibility.title"),
        StatementName::Contact => t("contact.title"),
    }
}

fn on(place: &PlaceLink) -> String {
    match place {
        PlaceLink::Section(link) => link_text(link),
        PlaceLink::Proposal { title, .. } => title.clone().unwrap_or_default(),
        PlaceLink::News { title, .. } => title.clone(),
        PlaceLink::General => t("front.general").to_owned(),
    }
}
