//! What a text said before, newest first: to be read, and to be put into the field again.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Statement;

use super::editor::Editor;
use super::{state, told};
use crate::api;
use crate::citizen::focus;
use crate::components::{Live, body, button, drawn, part_if};
use crate::i18n::t;
use crate::markup::{Html, html};

/// What has been fetched of it.
#[derive(Clone, Copy)]
pub(super) struct Earlier {
    found: RwSignal<Vec<Statement>>,
    next: RwSignal<Option<String>>,
    trouble: RwSignal<String>,
}

/// The words of a text, as they were written.
pub(super) fn words_of(one: &Statement) -> Html {
    html!("<p class=hint>{}</p><div class=said>{}</div>", state(one), body(&one.markdown, false))
}

impl Earlier {
    pub(super) fn new() -> Self {
        Self {
            found: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            trouble: RwSignal::new(String::new()),
        }
    }

    /// Fetches the first page, or the one behind what is shown.
    pub(super) fn fetch(self, of: Editor, after: Option<String>) {
        let Some(which) = of.which.try_get_value() else { return };
        spawn_local(async move {
            let answer =
                api::desk::statement::history(which.name, which.lang, after.as_deref()).await;
            match answer {
                Ok(page) => {
                    self.trouble.try_set(String::new());
                    self.next.try_set(page.next);
                    self.found.try_update(|found| {
                        if after.is_none() {
                            found.clear();
                        }
                        found.extend(page.items);
                    });
                }
                Err(refusal) => {
                    self.trouble.try_set(told(of.desk, &refusal, true));
                }
            }
        });
    }

    pub(super) fn draw(self, of: Editor) -> AnyView {
        part_if(move || {
            // The first of them holds now, and stands in the field.
            let found = self.found.with(|found| found.iter().skip(1).cloned().collect::<Vec<_>>());
            if found.is_empty() && self.trouble.with(String::is_empty) {
                return None;
            }
            let lines = found.into_iter().enumerate().map(|(at, one)| line(of, at, one));
            let lines: Vec<AnyView> = lines.collect();
            let more = self.next.get().map(|after| {
                let press = move |_| self.fetch(of, Some(after.clone()));
                button("button", "flere".to_owned(), t("desk.more"), press)
            });
            Some(
                view! {
                    <section aria-labelledby="tidligere">
                        <h2 id="tidligere">{t("desk.statement.earlier")}</h2>
                        <ol class="plain-list record">{lines}</ol>
                        <p class="trouble" role="alert"><Live text=self.trouble.into()/></p>
                        {more}
                    </section>
                }
                .into_any(),
            )
        })
    }
}

fn line(of: Editor, at: usize, one: Statement) -> AnyView {
    let said = drawn(words_of(&one));
    let take = move |_| {
        of.typed(one.markdown.clone());
        focus("sidetekst");
    };
    view! {
        <li>
            {said}
            {button("act", format!("hent-{at}"), t("desk.statement.take"), take)}
        </li>
    }
    .into_any()
}
