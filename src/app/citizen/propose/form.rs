//! What has been filled in, and where it is kept.

use leptos::prelude::*;
use model::{FieldFlaw, NewProposal, Proposal, ProposalKind, TITLE_MAX};
use serde::Serialize;

use super::similar::Similar;
use super::step::{DISTRICT, NAME, Step, first_flawed, steps};
use crate::citizen::{App, How};
use crate::components::Introduction;
use crate::drafts;
use crate::i18n::t;
use crate::json::Value;
use crate::outbox::{self, Entry};
use crate::route::{Address, Look};
use crate::session::client_key;
use crate::text::beginning;
use crate::wire::Read;

/// A section that one can choose; the first has no key, and says what it means to choose none.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its key.
    pub key: String,
    /// Its label, or its title when it has none.
    pub short: String,
    /// Label and title.
    pub name: String,
}

/// The form as it is being filled in.
#[derive(Clone, Copy)]
pub struct Form {
    pub(super) app: App,
    pub(super) kind: ProposalKind,
    pub(super) c: StoredValue<String>,
    pub(super) place: StoredValue<String>,
    pub(super) key: StoredValue<String>,
    /// Whether it was sent before under this key.
    pub(super) again: StoredValue<bool>,
    pub(super) sections: StoredValue<Vec<Choice>>,
    pub(super) section: RwSignal<String>,
    pub(super) title: RwSignal<String>,
    pub(super) body: RwSignal<String>,
    pub(super) original: RwSignal<String>,
    pub(super) replacement: RwSignal<String>,
    pub(super) reason: RwSignal<String>,
    pub(super) organisation: RwSignal<String>,
    pub(super) contact: RwSignal<String>,
    /// Who sends it, when nobody is known yet.
    pub(super) intro: Introduction,
    /// Whether one is asked who one is: a step does not go away once it was there.
    pub(super) asks: RwSignal<bool>,
    /// The step that is shown.
    pub(super) at: RwSignal<Step>,
    /// The steps that "back" leads through; the last is the one that is shown.
    pub(super) trail: StoredValue<Vec<Step>>,
    /// Whether one answer is being changed, to go straight back to the check.
    pub(super) changing: StoredValue<bool>,
    /// The chosen section's paragraphs, as `<li>`s, and what is said instead of them.
    pub(super) picks: RwSignal<String>,
    pub(super) picking: RwSignal<&'static str>,
    pub(super) similar: Similar,
    pub(super) flaws: RwSignal<Vec<FieldFlaw>>,
    pub(super) saved: RwSignal<bool>,
    pub(super) trouble: RwSignal<Option<String>>,
    /// The proposal on its way, and whether it is being sent just now.
    pub(super) out: RwSignal<Option<Entry<NewProposal>>>,
    pub(super) sending: RwSignal<bool>,
    /// The proposal, once it has arrived.
    pub(super) sent: RwSignal<Option<Proposal>>,
}

/// All that a draft holds.
#[derive(Default, Serialize)]
pub struct Answers {
    /// The proposal, as far as it is filled in.
    #[serde(flatten)]
    pub proposal: NewProposal,
    /// Whether it was sent before, in these words or others, and perhaps arrived.
    pub again: bool,
}

impl Read for Answers {
    fn read(value: &Value) -> Option<Self> {
        let again = value.field("again").and_then(|again| again.flag());
        Some(Self { proposal: NewProposal::read(value)?, again: again.unwrap_or_default() })
    }
}

/// The name under which the draft is kept: every way into the form has its own, and leads back to it.
fn place(here: &Address) -> String {
    let Look { kind, about, paragraph, .. } = here.look.clone();
    let bare = Address::new(crate::route::Lang::Da, here.route.clone());
    bare.with(|look| *look = Look { kind, about, paragraph, ..Look::default() }).href()
}

fn text(field: Option<String>) -> RwSignal<String> {
    RwSignal::new(field.unwrap_or_default())
}

impl Form {
    /// The form, with what was typed before.
    pub(super) fn start(c: String, kind: ProposalKind, sections: Vec<Choice>) -> Self {
        let app = App::get();
        let here = app.here();
        let place = place(&here);
        let mut draft = drafts::read::<Answers>(&place);
        // Loaded again, the page of what is on its way tells how far it has come. Whoever comes to the
        // form anew finds it empty.
        let all = if here.look.step.is_some() { outbox::all::<NewProposal>() } else { Vec::new() };
        let out = all.into_iter().find(|entry| draft.is_none() && entry.draft == place);
        if let Some(entry) = &out {
            draft = Some(Answers { proposal: entry.new.clone(), again: true });
        }
        // What was chosen in the draft, were it nothing, and not what the way in was about.
        let about = if draft.is_some() { None } else { here.look.about.clone() };
        let Answers { proposal: draft, again } = draft.unwrap_or_default();
        let chosen = about.or(draft.section).unwrap_or_default();
        // A section that the newest version no longer has cannot be chosen.
        let chosen = Some(chosen).filter(|key| sections.iter().any(|one| one.key == *key));
        let asks = app.session.me.with_untracked(Option::is_none);
        let form = Self {
            app,
            kind,
            similar: Similar::new(c.clone()),
            c: StoredValue::new(c),
            place: StoredValue::new(place),
            key: StoredValue::new(draft.client_key),
            again: StoredValue::new(again),
            sections: StoredValue::new(sections),
            section: text(chosen),
            title: RwSignal::new(draft.title),
            body: RwSignal::new(draft.body),
            original: text(draft.original),
            replacement: text(draft.replacement),
            reason: text(draft.reason),
            organisation: text(draft.organisation),
            contact: text(draft.contact),
            intro: Introduction::new(),
            asks: RwSignal::new(asks),
            at: RwSignal::new(Step::About),
            trail: StoredValue::new(Vec::new()),
            changing: StoredValue::new(false),
            picks: RwSignal::new(String::new()),
            picking: RwSignal::new(""),
            flaws: RwSignal::new(Vec::new()),
            out: RwSignal::new(out),
            sending: RwSignal::new(false),
            saved: RwSignal::new(false),
            trouble: RwSignal::new(None),
            sent: RwSignal::new(None),
        };
        form.begin_at(here.look.step);
        form
    }

    /// At the step of the address, unless an earlier one has not been answered.
    fn begin_at(self, step: Option<u8>) {
        if !cfg!(feature = "csr") {
            return;
        }
        let asked = Step::at(self.steps(), step);
        let first = if step.is_some() { first_flawed(&self.all_flaws()) } else { None };
        let at = first.map_or(asked, |first| first.min(asked));
        self.flaws_of_person(false);
        self.at.set(at);
        self.trail.set_value(vec![at]);
        if at != asked {
            self.go(at, How::Replace);
        }
        if at == Step::Proposal {
            self.similar.ask(self.words());
        }
    }

    pub(super) fn steps(self) -> &'static [Step] {
        steps(self.kind, self.asks.get_untracked())
    }

    /// What has been filled in.
    pub(super) fn filled(self) -> NewProposal {
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
            homepage: None,
        }
    }

    /// What is sent: a wording gets its title from what it is about.
    pub(super) fn whole(self) -> NewProposal {
        if self.key.with_value(String::is_empty) {
            self.key.set_value(client_key());
        }
        let mut new = self.filled();
        new.homepage = super::check::trap();
        if self.kind == ProposalKind::Wording {
            let about = self.chosen(|choice| choice.short.clone());
            new.title =
                beginning(&format!("{} {about}", t("propose.wording.title")), TITLE_MAX - 2);
        }
        new
    }

    /// What is said of the chosen section.
    pub(super) fn chosen(self, say: impl Fn(&Choice) -> String) -> String {
        let key = self.section.get_untracked();
        let found = self.sections.with_value(|all| all.iter().find(|one| one.key == key).map(say));
        found.unwrap_or_default()
    }

    /// Whether a name has to be given.
    pub(super) fn nameless(self) -> bool {
        self.app.session.me.with_untracked(Option::is_none)
    }

    /// All that is wrong with what has been filled in, at every step.
    pub(super) fn all_flaws(self) -> Vec<FieldFlaw> {
        let key = |flaw: &FieldFlaw| flaw.field != "client_key";
        let flaws = self.filled().check().err().unwrap_or_default();
        let mut flaws: Vec<FieldFlaw> = flaws.into_iter().filter(key).collect();
        flaws.extend(self.flaws_of_person(true));
        flaws
    }

    /// What is wrong with who sends it, under the names that its fields have in this form; shown at
    /// the fields when it is wanted.
    pub(super) fn flaws_of_person(self, wanted: bool) -> Vec<FieldFlaw> {
        if !wanted || !self.nameless() {
            self.intro.flaws.set(Vec::new());
            return Vec::new();
        }
        let _ = self.intro.check();
        self.intro.flaws.get_untracked().into_iter().filter_map(of_person).collect()
    }

    /// Something was typed into a field.
    pub(super) fn typed(self, field: RwSignal<String>, text: String) {
        field.set(text);
        self.keep();
        if Step::Proposal == self.at.get_untracked() {
            self.similar.ask(self.words());
        }
    }

    /// Keeps what has been filled in.
    pub(super) fn keep(self) {
        if self.key.with_value(String::is_empty) {
            self.key.set_value(client_key());
        }
        self.saved.set(false);
        self.trouble.set(None);
        let answers = Answers { proposal: self.filled(), again: self.again.get_value() };
        self.app.session.keep_draft(&self.place.get_value(), &answers, self.saved);
    }
}

/// A flaw of a participant as a flaw of this form; only what the form asks for.
pub(super) fn of_person(flaw: FieldFlaw) -> Option<FieldFlaw> {
    let field = match flaw.field.as_str() {
        "name" => NAME,
        "district" => DISTRICT,
        _ => return None,
    };
    Some(FieldFlaw { field: field.to_owned(), flaw: flaw.flaw })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_into_the_form_has_a_draft_and_its_steps_share_it() {
        let path = "/en/x/forslag/nyt";
        let query = "slags=ordlyd&om=maal-1&afsnit=p-1";
        let first = Address::parse(path, query);
        let third = Address::parse(path, &format!("{query}&trin=3"));
        assert_eq!(place(&first), format!("/x/forslag/nyt?{query}"));
        assert_eq!(place(&first), place(&third));
    }
}
