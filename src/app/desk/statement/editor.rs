//! What is done to a text: it is fetched, written, looked at and kept.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, FieldFlaw, NewStatement, Statement};

use super::earlier::Earlier;
use super::{Which, told};
use crate::api;
use crate::citizen::focus;
use crate::components::flaws;
use crate::desk::draft::Wording;
use crate::desk::{Desk, draft};
use crate::i18n::t;

/// What the page of one text knows.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    pub(super) desk: Desk,
    pub(super) which: StoredValue<Which>,
    /// What holds, as far as this page knows.
    pub(super) held: RwSignal<Option<Statement>>,
    pub(super) text: RwSignal<String>,
    /// The number of the text that what is written began from.
    number: RwSignal<i64>,
    /// Whether somebody else was quicker.
    pub(super) overtaken: RwSignal<bool>,
    pub(super) preview: RwSignal<Option<String>>,
    /// What one is asked about before it is done.
    pub(super) asked: RwSignal<&'static str>,
    pub(super) flaws: RwSignal<Vec<FieldFlaw>>,
    pub(super) trouble: RwSignal<String>,
    /// What was done last.
    pub(super) done: RwSignal<&'static str>,
    pub(super) busy: RwSignal<bool>,
    pub(super) earlier: Earlier,
}

impl Editor {
    pub(super) fn new(desk: Desk, which: Which) -> Self {
        let editor = Self {
            desk,
            which: StoredValue::new(which),
            held: RwSignal::new(None),
            text: RwSignal::new(String::new()),
            number: RwSignal::new(0),
            overtaken: RwSignal::new(false),
            preview: RwSignal::new(None),
            asked: RwSignal::new(""),
            flaws: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(String::new()),
            done: RwSignal::new(""),
            busy: RwSignal::new(false),
            earlier: Earlier::new(),
        };
        editor.fetch();
        editor
    }

    pub(super) fn which(self) -> Which {
        self.which.get_value()
    }

    /// Fetches what holds; what was written before stands in the field again.
    fn fetch(self) {
        let which = self.which();
        spawn_local(async move {
            match api::desk::statement::read(which.name, which.lang).await {
                Ok(statement) => {
                    let kept = draft::read_under::<Wording>(&which.draft());
                    let begun = kept.as_ref().map_or(statement.number, |kept| kept.number);
                    self.overtaken.try_set(begun != statement.number);
                    self.hold(statement, kept.map(|kept| kept.markdown));
                }
                Err(refusal) => {
                    self.trouble.try_set(told(self.desk, &refusal, true));
                }
            }
        });
    }

    /// From now on this holds. The field says the same, unless other words are given.
    fn hold(self, statement: Statement, words: Option<String>) {
        self.text.try_set(words.unwrap_or_else(|| statement.markdown.clone()));
        self.number.try_set(statement.number);
        self.held.try_set(Some(statement));
        self.earlier.fetch(self, None);
    }

    /// Takes note of what is typed.
    pub(super) fn typed(self, markdown: String) {
        let draft = Wording { markdown, number: self.number.get_untracked() };
        draft::keep_under(&self.which().draft(), &draft);
        self.flaws.set(Vec::new());
        self.preview.set(None);
        self.done.set("");
        self.text.set(draft.markdown);
    }

    /// Puts the words that hold back into the field.
    pub(super) fn put_back(self) {
        draft::forget_under(&self.which().draft());
        self.overtaken.set(false);
        self.preview.set(None);
        let held = self.held.with_untracked(|held| held.as_ref().map(|one| one.markdown.clone()));
        self.text.set(held.unwrap_or_default());
        focus("sidetekst");
    }

    fn new_statement(self) -> NewStatement {
        let number = Some(self.number.get_untracked());
        NewStatement { markdown: self.text.get_untracked(), number }
    }

    /// Checks what stands in the field; leads to it when it cannot be sent.
    fn checked(self) -> Option<NewStatement> {
        self.trouble.set(String::new());
        let new = self.new_statement();
        self.flaws.set(new.check().err().unwrap_or_default());
        let good = self.flaws.read_untracked().is_empty() && !self.busy.get_untracked();
        if !good {
            focus("sidetekst");
        }
        good.then_some(new)
    }

    pub(super) fn save(self) {
        let Some(new) = self.checked() else { return };
        let which = self.which();
        self.busy.set(true);
        spawn_local(async move {
            let answer = api::desk::statement::change(which.name, which.lang, &new).await;
            self.answered(answer, t("desk.statement.saved"));
        });
    }

    /// Lets the standard text hold again.
    pub(super) fn reset(self) {
        let (which, number) = (self.which(), self.number.get_untracked());
        self.asked.set("");
        self.trouble.set(String::new());
        self.busy.set(true);
        spawn_local(async move {
            let answer = api::desk::statement::reset(which.name, which.lang, number).await;
            self.answered(answer, t("desk.statement.reset.done"));
        });
    }

    fn answered(self, answer: api::Answer<Statement>, done: &'static str) {
        self.busy.try_set(false);
        match answer {
            Ok(statement) => {
                draft::forget_under(&self.which().draft());
                self.overtaken.try_set(false);
                self.preview.try_set(None);
                self.hold(statement, None);
                self.desk.say(done);
                self.done.try_set(done);
            }
            Err(refusal) if refusal.code() == Some(Code::Changed) => self.catch_up(),
            Err(refusal) => {
                self.flaws.try_set(flaws(&refusal));
                self.trouble.try_set(told(self.desk, &refusal, false));
            }
        }
    }

    /// Somebody else was quicker: shows theirs beside what stands in the field. Whoever saves once
    /// more has seen it.
    fn catch_up(self) {
        let which = self.which();
        spawn_local(async move {
            match api::desk::statement::read(which.name, which.lang).await {
                Ok(statement) => {
                    self.overtaken.try_set(true);
                    self.hold(statement, self.text.try_get_untracked());
                    focus("overhalet");
                }
                Err(refusal) => {
                    self.trouble.try_set(told(self.desk, &refusal, true));
                }
            }
        });
    }

    pub(super) fn look(self) {
        let Some(new) = self.checked() else { return };
        let which = self.which();
        spawn_local(async move {
            match api::desk::statement::preview(which.name, which.lang, &new).await {
                Ok(preview) => {
                    self.preview.try_set(Some(preview.html));
                    focus("udseende");
                }
                Err(refusal) => {
                    self.trouble.try_set(told(self.desk, &refusal, false));
                }
            }
        });
    }
}
