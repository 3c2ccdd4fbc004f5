//! Exports: all posts of a hearing to be taken home, one row for each. The public part holds what
//! anybody can read on the site; the staff part all there is.

use serde::Serialize;

use crate::{
    Author, Comment, Found, Moment, OutlineLink, ParticipantKind, PostState, Proposal,
    ProposalKind, RuleName, Visibility, words,
};

words! {
    /// What a post is.
    PostForm {
        /// A comment.
        Comment = "comment",
        /// A proposal of something to do.
        Idea = "idea",
        /// A proposal of other words.
        Wording = "wording",
        /// An offer to do something together.
        Partnership = "partnership",
    }
}

impl From<ProposalKind> for PostForm {
    fn from(kind: ProposalKind) -> Self {
        match kind {
            ProposalKind::Idea => Self::Idea,
            ProposalKind::Wording => Self::Wording,
            ProposalKind::Partnership => Self::Partnership,
        }
    }
}

words! {
    /// On whose behalf a post was written.
    AuthorKind {
        /// Somebody's own.
        Citizen = "citizen",
        /// An association, a company, a school.
        Organisation = "organisation",
        /// A body that was asked to answer.
        Party = "party",
        /// The municipality.
        Staff = "staff",
    }
}

impl From<&Author> for AuthorKind {
    fn from(author: &Author) -> Self {
        match (author.staff, author.kind) {
            (true, _) => Self::Staff,
            (_, ParticipantKind::Citizen) => Self::Citizen,
            (_, ParticipantKind::Organisation) => Self::Organisation,
            (_, ParticipantKind::Party) => Self::Party,
        }
    }
}

/// A post as anybody may take it home. Of one that cannot be read there are its place, its date, its
/// state and the rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicPost {
    /// Permanent name.
    pub id: String,
    /// Where it is read on the site; `None` when the public sees nothing of it.
    pub address: Option<String>,
    /// What it is.
    pub post: PostForm,
    /// The number of a proposal.
    pub number: Option<i64>,
    /// The comment that it answers.
    pub parent: Option<String>,
    /// The proposal that it is a comment on.
    pub proposal: Option<String>,
    /// The news that it is a comment on.
    pub news: Option<String>,
    /// The key of the section that it is about.
    pub section: Option<String>,
    /// What that section is called: "Mål 1: Skygge om sommeren".
    pub section_title: Option<String>,
    /// The id of the paragraph, where it stands in the newest text.
    pub paragraph: Option<String>,
    /// The words of the text that it is about.
    pub quote: Option<String>,
    /// How its place was found in the newest text.
    pub found: Option<Found>,
    /// The title of a proposal.
    pub title: Option<String>,
    /// The words.
    pub text: Option<String>,
    /// The words that should go (wording).
    pub original: Option<String>,
    /// The words that should come (wording).
    pub replacement: Option<String>,
    /// Why (wording).
    pub reason: Option<String>,
    /// Who offers to take part (partnership).
    pub organisation: Option<String>,
    /// The name as it is shown.
    pub name: Option<String>,
    /// On whose behalf.
    pub kind: Option<AuthorKind>,
    /// Where in the city.
    pub district: Option<String>,
    /// When it was sent.
    pub date: Moment,
    /// When its author changed it last.
    pub edited: Option<Moment>,
    /// How far it has come.
    pub state: PostState,
    /// The rule by which it was hidden.
    pub rule: Option<String>,
    /// How that rule is named: "Regel 7: Skriv kort".
    pub rule_title: Option<String>,
    /// How many agree.
    pub support: i64,
}

impl PublicPost {
    /// A comment, as far as it is told here.
    #[must_use]
    pub fn of_comment(
        comment: Comment,
        section_title: Option<String>,
        address: Option<String>,
    ) -> Self {
        let by = comment.author.as_ref();
        let anchor = comment.anchor;
        Self {
            id: comment.id,
            address,
            post: PostForm::Comment,
            number: None,
            parent: comment.parent,
            proposal: comment.proposal,
            news: comment.news,
            section: comment.section,
            section_title,
            paragraph: anchor.as_ref().map(|anchor| anchor.paragraph.clone()),
            found: anchor.as_ref().and_then(|anchor| anchor.found),
            quote: anchor.and_then(|anchor| anchor.quote),
            title: None,
            text: comment.body,
            original: None,
            replacement: None,
            reason: None,
            organisation: None,
            name: by.map(|by| by.name.clone()),
            kind: by.map(AuthorKind::from),
            district: by.and_then(|by| by.district.clone()),
            date: comment.created,
            edited: comment.edited,
            state: comment.state,
            rule_title: comment.by_rule.as_ref().map(rule_title),
            rule: comment.rule,
            support: comment.support,
        }
    }

    /// A proposal, as far as it is told here.
    #[must_use]
    pub fn of_proposal(proposal: Proposal, address: Option<String>) -> Self {
        let by = proposal.author.as_ref();
        Self {
            id: proposal.id,
            address,
            post: proposal.kind.into(),
            number: Some(proposal.number),
            parent: None,
            proposal: None,
            news: None,
            section_title: proposal.section.as_ref().map(section_title),
            section: proposal.section.map(|section| section.key),
            paragraph: None,
            quote: None,
            found: None,
            title: proposal.title,
            text: proposal.body,
            original: proposal.original,
            replacement: proposal.replacement,
            reason: proposal.reason,
            organisation: proposal.organisation,
            name: by.map(|by| by.name.clone()),
            kind: by.map(AuthorKind::from),
            district: by.and_then(|by| by.district.clone()),
            date: proposal.created,
            edited: proposal.edited,
            state: proposal.state,
            rule_title: proposal.by_rule.as_ref().map(rule_title),
            rule: proposal.rule,
            support: proposal.support,
        }
    }
}

/// What a section is called in one line: its label and its title.
#[must_use]
pub fn section_title(section: &OutlineLink) -> String {
    match &section.label {
        Some(label) => format!("{label}: {}", section.title),
        None => section.title.clone(),
    }
}

/// What a rule is called in one line, as the site names it: its number and what it asks.
#[must_use]
pub fn rule_title(rule: &RuleName) -> String {
    format!("Regel {}: {}", rule.number, rule.title)
}

/// A post as staff take it home: all that stands in it, whatever its state, and what only staff may
/// know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffPost {
    /// The post, whole.
    #[serde(flatten)]
    pub post: PublicPost,
    /// For whom its author wrote it.
    pub visibility: Visibility,
    /// What the moderator wrote to the author of a post that is hidden or struck out.
    pub hidden_because: Option<String>,
    /// How many readers reported it.
    pub reports: i64,
    /// How many agreements wait for a moderator; they are not in `support`.
    pub support_waiting: i64,
    /// How many a moderator left uncounted; nor are they.
    pub support_uncounted: i64,
    /// How to reach who offers a partnership.
    pub contact: Option<String>,
    /// The permanent name of who wrote it; `None` for the municipality.
    pub participant: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_writes_for_the_municipality_is_told_from_a_party() {
        let by = |staff, kind| Author { name: "x".to_owned(), kind, district: None, staff };
        assert_eq!(AuthorKind::from(&by(true, ParticipantKind::Party)), AuthorKind::Staff);
        assert_eq!(AuthorKind::from(&by(false, ParticipantKind::Party)), AuthorKind::Party);
    }

    #[test]
    fn a_section_is_called_by_its_label_and_its_title() {
        let link = |label: Option<&str>| OutlineLink {
            key: "maal-1".to_owned(),
            label: label.map(str::to_owned),
            title: "Skygge".to_owned(),
        };
        assert_eq!(section_title(&link(Some("Mål 1"))), "Mål 1: Skygge");
        assert_eq!(section_title(&link(None)), "Skygge");
    }
}
