//! What the server paints: every page as HTML, read with no script at all. The parts that come to
//! life in the browser are [`island`]s in it; the app fetches further pages painted, too, so that a
//! phone carries no page that it does not show.

mod card;
mod colophon;
mod comment;
mod contents;
mod edition;
mod embed;
mod frame;
mod front;
mod glossary;
mod history;
mod marks;
mod mine;
mod news;
mod offline;
mod paragraph;
mod proposals;
mod propose;
mod rules;
mod search;
mod section;
mod talk;
mod texts;
mod title;

use crate::markup::Html;
use crate::page_data::PageData;
pub use offline::line;
use paragraph::Open;
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
        PageData::Section { consultation, section, glossary, thread, marks, paragraph } => {
            let gone = frame::is_gone(consultation);
            let open = |thread| if gone { Open::Gone } else { Open::Thread(thread) };
            let paragraph = paragraph.as_ref().map(open);
            let extras = section::Extras { glossary, marks, paragraph };
            section::section_page(consultation, section, thread, &extras)
        }
        PageData::Comment { consultation, place, comment, root, after, replies } => {
            let answers = comment::Answers { after: after.as_deref(), page: replies };
            comment::comment_page(consultation, place, comment, root.as_deref(), &answers)
        }
        PageData::History { consultation, place, comment, earlier } => {
            history::history(consultation, place, comment, earlier)
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
        PageData::Card { consultation, section, newest } => {
            card::card(consultation, section.as_deref(), newest)
        }
        PageData::Mine => mine::mine(),
        PageData::Rules { statement, used, consultations } => {
            rules::site(statement, used, consultations)
        }
        PageData::HearingRules { consultation, rules } => rules::hearing(consultation, rules),
        PageData::Statement(statement) => texts::statement(statement),
        PageData::Offline => offline::page(),
        PageData::Refused { code } => texts::refused(*code),
    }
}
