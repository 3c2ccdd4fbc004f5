//! Sending a proposal: it goes into the outbox, and from there to the server.

use leptos::ev;
use leptos::prelude::*;
use model::NewProposal;

use super::form::Form;
use super::step::Step;
use super::way;
use crate::citizen::{clock, focus};
use crate::i18n::t;
use crate::markup::{Html, html, none};
use crate::outbox::Entry;
use crate::route::{Address, Lang};

impl Form {
    /// What the button says.
    pub(super) fn button(self) -> &'static str {
        match (self.at.get(), self.trouble.read().is_some()) {
            (Step::Check, true) => t("composer.again"),
            (Step::Check, false) => t("propose.send"),
            _ => t("step.on"),
        }
    }

    /// How it stands: refused, or kept.
    pub(super) fn condition(self) -> Html {
        let remembers = self.app.session.remembers.get();
        match (self.trouble.get(), self.saved.get()) {
            (Some(trouble), _) => html!("<span class=trouble>{}</span>", trouble),
            (None, _) if !remembers => html!("<span>[[draft.not-kept]]</span>"),
            (None, true) => html!("<span>[[draft.kept]]</span>"),
            (None, false) => none(),
        }
    }

    /// Goes on; from the last step, sends when everything can be taken.
    pub(super) fn submit(self, ev: &ev::SubmitEvent) {
        ev.prevent_default();
        if self.at.get_untracked() != Step::Check {
            self.on();
            return;
        }
        let wrong = self.all_flaws();
        if wrong.is_empty() {
            self.send();
        } else {
            self.lead_back(wrong);
        }
    }

    fn send(self) {
        if self.nameless()
            && let Some(person) = self.intro.check()
        {
            self.app.session.begin(person);
        }
        let form = Address::new(Lang::Da, self.app.here().route).href();
        let entry = Entry {
            place: form,
            draft: self.place.get_value(),
            new: as_kept(self.whole()),
            created: clock(),
            refused: None,
            again: self.again.get_value(),
        };
        self.trouble.set(None);
        self.sending.set(true);
        self.out.set(Some(entry.clone()));
        focus(way::HEADING);
        #[cfg(feature = "csr")]
        super::post::propose_now(self.app, &entry);
        #[cfg(not(feature = "csr"))]
        drop(entry);
    }
}

/// A proposal in the words in which the server keeps it, to know it again (`citizen/carry.rs`).
fn as_kept(new: NewProposal) -> NewProposal {
    let Ok(valid) = new.check() else { return new };
    NewProposal {
        kind: new.kind,
        client_key: new.client_key,
        section: valid.section,
        title: valid.title,
        body: valid.body,
        original: valid.original,
        replacement: valid.replacement,
        reason: valid.reason,
        organisation: valid.organisation,
        contact: valid.contact,
        homepage: new.homepage,
    }
}
