//! The way through the steps: on, back, and back to one answer.

use leptos::ev;
use leptos::prelude::*;
use model::FieldFlaw;

use super::ID;
use super::form::Form;
use super::step::{Step, first_flawed, flaws_at};
use crate::citizen::{How, focus, go};
use crate::drafts;
use crate::i18n::{t, t_with};

/// The id of the heading of a step.
pub const HEADING: &str = "forslag-trin";

impl Form {
    /// From now on the browser's "back" goes one step back.
    pub(super) fn follow_history(self) {
        if cfg!(feature = "csr") {
            let handle = window_event_listener(ev::popstate, move |_| self.arrived());
            on_cleanup(move || handle.remove());
        }
    }

    /// The address names a step; which was there before, "back" leads to.
    fn arrived(self) {
        let to = Step::at(self.steps(), self.app.here().look.step);
        // Once it is on its way there is no step to go to.
        let gone =
            self.sent.with_untracked(Option::is_some) || self.out.with_untracked(Option::is_some);
        if gone || to == self.at.get_untracked() {
            return;
        }
        self.trail.update_value(|trail| {
            trail.pop();
            if trail.last() != Some(&to) {
                trail.push(to);
            }
        });
        self.show(to);
        focus(HEADING);
    }

    /// "Trin 2 af 4".
    pub(super) fn progress(self, at: Step) -> String {
        let steps = self.steps();
        let numbers = [("n", &*at.place(steps).to_string()), ("of", &*steps.len().to_string())];
        t_with("step.progress", &numbers)
    }

    pub(super) fn go(self, to: Step, how: How) {
        let place = to.place(self.steps());
        let step = (place > 1).then_some(place);
        go(self.app, self.app.here().with(|look| look.step = step), how);
    }

    fn show(self, to: Step) {
        self.trouble.set(None);
        self.tell(Vec::new());
        self.at.set(to);
        self.app.say(self.progress(to));
        if to == Step::Proposal {
            self.similar.ask(self.words());
        }
    }

    /// Goes to a step, as a step of the history.
    pub(super) fn walk(self, to: Step) {
        self.keep();
        drafts::flush();
        self.trail.update_value(|trail| trail.push(to));
        self.go(to, How::Push);
        self.show(to);
    }

    /// To the next step when all is well at this one; after a change straight to what comes next
    /// unanswered.
    pub(super) fn on(self) {
        let at = self.at.get_untracked();
        let flaws = self.all_flaws();
        let here = flaws_at(at, flaws.clone());
        if !here.is_empty() {
            self.refuse(here);
            return;
        }
        let steps = self.steps();
        let next = if self.changing.get_value() {
            first_flawed(&flaws).unwrap_or(Step::Check)
        } else {
            Step::at(steps, Some(at.place(steps) + 1))
        };
        if next == Step::Check {
            self.changing.set_value(false);
        }
        self.walk(next);
        focus(HEADING);
    }

    /// One step back: as the browser's "back" does, when that is where one comes from.
    pub(super) fn back(self) {
        self.keep();
        drafts::flush();
        let steps = self.steps();
        let to = Step::at(steps, Some(self.at.get_untracked().place(steps) - 1));
        let came = self.trail.with_value(|trail| trail.iter().rev().nth(1) == Some(&to));
        if came && let Ok(history) = window().history() {
            let _ = history.back();
            return;
        }
        self.trail.set_value(vec![to]);
        self.go(to, How::Replace);
        self.show(to);
        focus(HEADING);
    }

    /// Back to the field of an answer.
    pub(super) fn change(self, field: &str) {
        self.changing.set_value(true);
        self.walk(Step::of(field));
        focus(&format!("{ID}-{field}"));
    }

    /// Tells what is wrong, at the step where it can be put right.
    pub(super) fn lead_back(self, flaws: Vec<FieldFlaw>) {
        let Some(step) = first_flawed(&flaws) else { return };
        if step != self.at.get_untracked() {
            self.changing.set_value(true);
            self.walk(step);
        }
        self.refuse(flaws_at(step, flaws));
    }

    /// Tells what is wrong at this step.
    fn refuse(self, flaws: Vec<FieldFlaw>) {
        self.tell(flaws);
        focus("forslag-fejl");
    }

    /// Shows what is wrong; the title of the page says first that there is something.
    pub(super) fn tell(self, flaws: Vec<FieldFlaw>) {
        let wrong = !flaws.is_empty();
        self.flaws.set(flaws);
        if !wrong {
            self.intro.flaws.set(Vec::new());
        }
        if cfg!(feature = "csr") {
            let (title, mark) = (document().title(), t("errors.mark"));
            let bare = title.strip_prefix(mark).unwrap_or(&title);
            document().set_title(&if wrong { format!("{mark}{bare}") } else { bare.to_owned() });
        }
    }
}
