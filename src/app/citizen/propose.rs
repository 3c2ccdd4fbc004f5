//! What the form for a proposal does: keep the draft, check, send.

use leptos::ev;
use leptos::prelude::*;
use model::{FieldFlaw, NewParticipant, NewProposal, Proposal, ProposalKind, TITLE_MAX};
use wasm_bindgen_futures::spawn_local;

use super::{App, How, focus, go};
use crate::api::{self, Answer};
use crate::components::{Introduction, flaws, told};
use crate::drafts;
use crate::i18n::t;
use crate::markup::{Html, html, none};
use crate::route::{Address, Route};
use crate::session::client_key;
use crate::text::beginning;

/// The form as it is being filled in.
#[derive(Clone, Copy)]
pub struct Form {
    app: App,
    kind: ProposalKind,
    c: StoredValue<String>,
    key: StoredValue<String>,
    /// The section it is about.
    pub section: RwSignal<String>,
    /// In a few words.
    pub title: RwSignal<String>,
    /// In full.
    pub body: RwSignal<String>,
    /// The words that should go.
    pub original: RwSignal<String>,
    /// The words that should come.
    pub replacement: RwSignal<String>,
    /// Why.
    pub reason: RwSignal<String>,
    /// Who offers to take part.
    pub organisation: RwSignal<String>,
    /// How to reach them.
    pub contact: RwSignal<String>,
    /// Who sends it, when nobody is known yet.
    pub intro: Introduction,
    /// What is wrong with it.
    pub flaws: RwSignal<Vec<FieldFlaw>>,
    /// Whether it is on its way.
    pub sending: RwSignal<bool>,
    saved: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
}

fn text(field: Option<String>) -> RwSignal<String> {
    RwSignal::new(field.unwrap_or_default())
}

impl Form {
    /// The form, with what was typed before.
    #[must_use]
    pub fn start(c: String, about: Option<String>, kind: ProposalKind) -> Self {
        let draft = drafts::read::<NewProposal>(&place(&c)).unwrap_or_default();
        let chosen = about.or(draft.section);
        Self {
            app: App::get(),
            kind,
            c: StoredValue::new(c),
            key: StoredValue::new(draft.client_key),
            section: text(chosen),
            title: RwSignal::new(draft.title),
            body: RwSignal::new(draft.body),
            original: text(draft.original),
            replacement: text(draft.replacement),
            reason: text(draft.reason),
            organisation: text(draft.organisation),
            contact: text(draft.contact),
            intro: Introduction::new(),
            flaws: RwSignal::new(Vec::new()),
            sending: RwSignal::new(false),
            saved: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    fn slug(self) -> String {
        self.c.get_value()
    }

    /// What has been filled in.
    fn filled(self) -> NewProposal {
        let some = |field: RwSignal<String>| Some(field.get_untracked());
        NewProposal {
            kind: self.kind.word().to_owned(),
            section: some(self.section).filter(|key| !key.is_empty()),
            title: self.title.get_untracked(),
            body: self.body.get_untracked(),
            original: some(self.original),
            replacement: some(self.replacement),
            reason: some(self.reason),
            organisation: some(self.organisation),
            contact: some(self.contact),
            client_key: self.key.get_value(),
        }
    }

    /// Something was typed into a field.
    pub fn typed(self, field: RwSignal<String>, text: String) {
        field.set(text);
        self.keep();
    }

    fn keep(self) {
        if self.key.with_value(String::is_empty) {
            self.key.set_value(client_key());
        }
        self.saved.set(false);
        self.trouble.set(None);
        self.app.session.keep_draft(&place(&self.slug()), &self.filled(), self.saved);
    }

    /// Another section was chosen: the page is loaded with its paragraphs, and the draft stays.
    pub fn choose(self, key: String) {
        self.section.set(key.clone());
        self.keep();
        drafts::flush();
        if self.kind == ProposalKind::Wording {
            let here: Address = self.app.here();
            let to = here.with(|look| look.about = (!key.is_empty()).then_some(key));
            go(self.app, to, How::Replace);
        }
    }

    /// Begins from a paragraph; a replacement that was written already stays.
    pub fn begin_from(self, words: &str) {
        let untouched = self.replacement.with_untracked(String::is_empty)
            || self.replacement.get_untracked() == self.original.get_untracked();
        self.original.set(words.to_owned());
        if untouched {
            self.replacement.set(words.to_owned());
        }
        self.keep();
        focus("forslag-replacement");
    }

    /// What the button says.
    #[must_use]
    pub fn button(&self) -> &'static str {
        match (self.sending.get(), self.trouble.read().is_some()) {
            (true, _) => t("composer.sending"),
            (false, true) => t("composer.again"),
            (false, false) => t("propose.send"),
        }
    }

    /// How it stands: refused, or kept.
    #[must_use]
    pub fn condition(self) -> Html {
        let remembers = self.app.session.remembers.get();
        match (self.trouble.get(), self.saved.get()) {
            (Some(trouble), _) => html!("<span class=trouble>{}</span>", trouble),
            (None, _) if !remembers => html!("<span>[[draft.not-kept]]</span>"),
            (None, true) => html!("<span>[[draft.kept]]</span>"),
            (None, false) => none(),
        }
    }

    /// Checks, and sends when everything can be taken.
    pub fn submit(self, ev: &ev::SubmitEvent) {
        ev.prevent_default();
        if self.sending.get_untracked() {
            return;
        }
        if self.key.with_value(String::is_empty) {
            self.key.set_value(client_key());
        }
        let mut new = self.filled();
        if self.kind == ProposalKind::Wording && new.title.trim().is_empty() {
            new.title = wording_title();
        }
        let wrong = new.check().err().unwrap_or_default();
        let known = self.app.session.me.with_untracked(Option::is_some);
        let person = if known { None } else { self.intro.check() };
        let nameless = !known && person.is_none();
        let refused = !wrong.is_empty();
        self.flaws.set(wrong);
        if refused {
            focus("forslag-fejl");
        } else if nameless {
            focus("forslag-dig-navn");
        } else {
            self.send(new, person);
        }
    }

    fn send(self, new: NewProposal, person: Option<NewParticipant>) {
        self.sending.set(true);
        self.trouble.set(None);
        let c = self.slug();
        spawn_local(async move {
            let answer = self.carry(&c, &new, person).await;
            self.sending.try_set(false);
            match answer {
                Ok(proposal) => {
                    drafts::forget(&place(&c));
                    self.app.sent.set_value(Some(proposal.id.clone()));
                    let to = self.app.here().to(Route::Proposal { c, id: proposal.id });
                    go(self.app, to, How::Push);
                }
                Err(refusal) => {
                    self.app.session.heed(&refusal);
                    self.app.say(told(&refusal));
                    self.trouble.try_set(Some(told(&refusal)));
                    let fields = flaws(&refusal);
                    if !fields.is_empty() {
                        self.flaws.try_set(fields);
                        focus("forslag-fejl");
                    }
                }
            }
        });
    }

    async fn carry(
        self,
        c: &str,
        new: &NewProposal,
        person: Option<NewParticipant>,
    ) -> Answer<Proposal> {
        if let Some(person) = person {
            self.app.session.introduce(person).await?;
        }
        api::proposal::add(c, new).await
    }
}

/// The name under which the draft is kept.
fn place(c: &str) -> String {
    format!("/{c}/forslag/nyt")
}

/// The title that a wording gets: what it is about.
fn wording_title() -> String {
    let chosen = document().query_selector("#forslag-section option:checked").ok().flatten();
    let name = chosen.and_then(|option| option.get_attribute("data-name")).unwrap_or_default();
    beginning(&format!("{} {name}", t("propose.wording.title")), TITLE_MAX - 2)
}
