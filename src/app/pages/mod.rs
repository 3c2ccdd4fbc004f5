//! What the server paints: every page as HTML, read with no script at all. The parts that come to
//! life in the browser are [`island`]s in it; the app fetches further pages painted, too, so that a
//! phone carries no page that it does not show.

mod comment;
mod contents;
mod embed;
mod frame;
mod front;
mod mine;
mod news;
mod paragraph;
mod proposals;
mod propose;
mod search;
mod section;
mod talk;
mod texts;
mod title;

use crate::markup::Html;
use crate::page_data::PageData;
pub use title::title;

/// Draws a page.
#[must_use]
pub fn page(data: &PageData) -> Html {
    match data {
        PageData::Home { consultations } => front::home(consultations),
        PageData::Front { consultation, thread, news } => {
            front::front(consultation, thread, news.as_ref())
        }
        PageData::Search { consultation, question, hits } => {
            search::results(consultation, question, hits)
        }
        PageData::Section { consultation, section, thread, paragraph } => {
            section::section_page(consultation, section, thread, paragraph.as_ref())
        }
        PageData::Comment { consultation, place, comment, root, replies } => {
            comment::comment_page(consultation, place, comment, root.as_deref(), replies)
        }
        PageData::Proposals { consultation, proposals } => proposals::list(consultation, proposals),
        PageData::NewProposal { consultation, section } => {
            propose::new_proposal(consultation, section.as_deref())
        }
        PageData::Proposal { consultation, proposal, thread } => {
            proposals::one(consultation, proposal, thread)
        }
        PageData::NewsList { consultation, news } => news::list(consultation, news),
        PageData::News { consultation, news, thread } => news::one(consultation, news, thread),
        PageData::Result { consultation } => news::result(consultation),
        PageData::Embed { consultation, section, thread } => {
            embed::embed(consultation, section.as_deref(), thread)
        }
        PageData::Mine => mine::mine(),
        PageData::Rules => texts::rules(),
        PageData::Privacy => texts::privacy(),
        PageData::Accessibility => texts::accessibility(),
        PageData::Refused { code } => texts::refused(*code),
    }
}
