//! What is done with a piece of news: it is looked at, kept and deleted.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, DeskNews, FieldFlaw, NewNews};

use super::editor::Editor;
use super::{done, told};
use crate::api::{self, Answer, Refusal};
use crate::citizen::focus;
use crate::components::flaws;
use crate::desk::draft;
use crate::desk::navigation::{self, Focus, How};
use crate::desk::route::Route;
use crate::i18n::t;

/// The fields in their order, with their ids.
const FIELDS: [(&str, &str); 6] = [
    ("title", "nyt-titel"),
    ("markdown", "nyt-tekst"),
    ("picture", "nyt-billede"),
    ("alt", "nyt-alt"),
    ("state", "nyt-draft"),
    ("publish", "nyt-tid"),
];

impl Editor {
    /// Tells what cannot be taken, and leads to the first such field; whether there is one.
    fn told_flaws(self, flaws: Vec<FieldFlaw>) -> bool {
        let wrong = |field: &&(&str, &str)| flaws.iter().any(|flaw| flaw.field == field.0);
        if let Some((_, id)) = FIELDS.iter().find(wrong) {
            focus(id);
        }
        let some = !flaws.is_empty();
        self.flaws.try_set(flaws);
        some
    }

    pub(super) fn save(self) {
        self.trouble.set(String::new());
        if self.busy.get_untracked() {
            return;
        }
        let new = self.as_it_stands();
        if self.told_flaws(new.check().err().unwrap_or_default()) {
            return;
        }
        self.busy.set(true);
        let (c, id, kept) = (self.c.get_value(), self.id.get_value(), self.kept_as());
        spawn_local(async move {
            let answer = match &id {
                Some(id) => api::desk::news::change(id, &new).await,
                None => api::desk::news::add(&c, &new).await,
            };
            self.answered(answer, id.is_none(), &kept);
        });
    }

    fn answered(self, answer: Answer<DeskNews>, new: bool, kept: &str) {
        // Whoever has gone on meanwhile is not called back.
        let left = self.busy.try_set(false).is_some();
        match answer {
            Ok(news) => {
                draft::forget_under(kept);
                self.desk.say(done(&news));
                if left {
                    return;
                }
                if new {
                    let to = Route::News { c: news.consultation, id: Some(news.id) };
                    navigation::go(self.desk, to, How::Replace, Focus::Nothing);
                    return focus("nyt-stand");
                }
                self.overtaken.try_set(false);
                self.preview.try_set(None);
                self.done.try_set(done(&news));
                self.hold(news, None);
            }
            Err(refusal) if refusal.code() == Some(Code::Changed) && !left => self.catch_up(),
            Err(refusal) => self.fail(&refusal),
        }
    }

    fn fail(self, refusal: &Refusal) {
        let why = told(self.desk, refusal, false);
        let of_fields = self.told_flaws(flaws(refusal));
        self.trouble.try_set(if of_fields { String::new() } else { why });
    }

    /// Somebody else was quicker: shows theirs beside what stands in the fields. Whoever saves once
    /// more has seen it.
    fn catch_up(self) {
        let Some(Some(id)) = self.id.try_get_value() else { return };
        let mine: NewNews = self.as_it_stands();
        spawn_local(async move {
            match api::desk::news::read(&id).await {
                Ok(news) => {
                    self.overtaken.try_set(true);
                    self.hold(news, Some(&mine));
                    focus("overhalet");
                }
                Err(refusal) => self.fail(&refusal),
            }
        });
    }

    pub(super) fn look(self) {
        let new = self.as_it_stands();
        if self.told_flaws(new.check_words().err().unwrap_or_default()) {
            return;
        }
        let c = self.c.get_value();
        spawn_local(async move {
            match api::desk::news::preview(&c, &new).await {
                Ok(preview) => {
                    self.preview.try_set(Some(preview.html));
                    focus("udseende");
                }
                Err(refusal) => self.fail(&refusal),
            }
        });
    }

    pub(super) fn delete(self) {
        self.asked.set("");
        let held =
            self.held.with_untracked(|held| held.as_ref().map(|one| (one.id.clone(), one.number)));
        let (Some((id, number)), kept) = (held, self.kept_as()) else { return };
        spawn_local(async move {
            match api::desk::news::remove(&id, number).await {
                Ok(()) => {
                    draft::forget_under(&kept);
                    self.desk.say(t("desk.news.deleted"));
                    navigation::go(self.desk, Route::NewsList, How::Replace, Focus::Nothing);
                    focus("main");
                }
                Err(refusal) if refusal.code() == Some(Code::Changed) => self.catch_up(),
                Err(refusal) => self.fail(&refusal),
            }
        });
    }
}
