//! The steps of the form: what is asked in which.

use model::{FieldFlaw, ProposalKind};

use crate::i18n::t;

/// What is asked at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What it is about: the section, and the words that should go.
    About,
    /// What is proposed.
    Proposal,
    /// Who proposes it.
    Who,
    /// Everything, to be read once more.
    Check,
}

/// The id of the field for the name, without what all ids of the form begin with.
pub const NAME: &str = "dig-navn";
/// That of the field for the district.
pub const DISTRICT: &str = "dig-bydel";

/// The steps, in order. Who is known already is not asked; but a partner says who they are.
#[must_use]
pub const fn steps(kind: ProposalKind, asks: bool) -> &'static [Step] {
    if asks || matches!(kind, ProposalKind::Partnership) {
        &[Step::About, Step::Proposal, Step::Who, Step::Check]
    } else {
        &[Step::About, Step::Proposal, Step::Check]
    }
}

impl Step {
    /// The step at which a field stands.
    #[must_use]
    pub fn of(field: &str) -> Self {
        match field {
            "section" | "original" => Self::About,
            "organisation" | "contact" | NAME | DISTRICT => Self::Who,
            _ => Self::Proposal,
        }
    }

    /// The step at a place in an address, which counts from one.
    #[must_use]
    pub fn at(steps: &[Self], place: Option<u8>) -> Self {
        let place = usize::from(place.unwrap_or(1)).clamp(1, steps.len());
        steps.get(place - 1).copied().unwrap_or(Self::About)
    }

    /// Its place among the steps, from one.
    #[must_use]
    pub fn place(self, steps: &[Self]) -> u8 {
        let place = steps.iter().position(|step| *step == self).unwrap_or_default();
        u8::try_from(place + 1).unwrap_or(1)
    }

    /// What is asked, as a heading.
    #[must_use]
    pub fn heading(self, kind: ProposalKind) -> &'static str {
        match (self, kind) {
            (Self::About, ProposalKind::Wording) => t("step.words"),
            (Self::About, _) => t("step.about"),
            (Self::Proposal, ProposalKind::Idea) => t("step.idea"),
            (Self::Proposal, ProposalKind::Wording) => t("step.wording"),
            (Self::Proposal, ProposalKind::Partnership) => t("step.offer"),
            (Self::Who, _) => t("step.who"),
            (Self::Check, _) => t("step.check"),
        }
    }
}

/// The first step at which something is wrong.
#[must_use]
pub fn first_flawed(flaws: &[FieldFlaw]) -> Option<Step> {
    flaws.iter().map(|flaw| Step::of(&flaw.field)).min()
}

/// What is wrong at a step.
#[must_use]
pub fn flaws_at(step: Step, flaws: Vec<FieldFlaw>) -> Vec<FieldFlaw> {
    flaws.into_iter().filter(|flaw| Step::of(&flaw.field) == step).collect()
}

#[cfg(test)]
mod tests {
    use model::{Flaw, NewProposal};

    use super::*;

    #[test]
    fn who_is_known_is_not_asked_unless_they_offer_a_partnership() {
        assert_eq!(steps(ProposalKind::Idea, true).len(), 4);
        assert_eq!(steps(ProposalKind::Wording, false).len(), 3);
        assert_eq!(steps(ProposalKind::Partnership, false).len(), 4);
    }

    #[test]
    fn an_address_names_a_step_and_one_too_many_is_the_last() {
        let steps = steps(ProposalKind::Idea, false);
        assert_eq!(Step::at(steps, None), Step::About);
        assert_eq!(Step::at(steps, Some(3)), Step::Check);
        assert_eq!(Step::at(steps, Some(9)), Step::Check);
        for step in steps {
            assert_eq!(Step::at(steps, Some(step.place(steps))), *step);
        }
    }

    #[test]
    fn what_is_wrong_leads_to_the_first_step_that_asked_for_it() {
        let new = NewProposal { kind: "wording".to_owned(), ..NewProposal::default() };
        let flaws = new.check().unwrap_err();
        assert_eq!(first_flawed(&flaws), Some(Step::About));
        let fields = |step| flaws_at(step, flaws.clone()).into_iter().map(|flaw| flaw.field);
        assert_eq!(fields(Step::About).collect::<Vec<_>>(), ["section", "original"]);
        assert!(fields(Step::Proposal).any(|field| field == "reason"));
        let name = FieldFlaw { field: NAME.to_owned(), flaw: Flaw::Missing };
        assert_eq!(first_flawed(&[name]), Some(Step::Who));
        assert_eq!(first_flawed(&[]), None);
    }
}
