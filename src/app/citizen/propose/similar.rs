//! Proposals like the one that is being written: it may be there already, to be supported.

use std::time::Duration;

use leptos::prelude::*;
use model::{Hit, ProposalKind, QUESTION_MOST};
use wasm_bindgen_futures::spawn_local;

use super::form::Form;
use crate::api;
use crate::citizen::focus;
use crate::components::{Live, drawn, part_if};
use crate::i18n::{t_with, tn};
use crate::markup::{Html, all, html};
use crate::route::Route;

/// How long after the last key one asks.
const PAUSE: Duration = Duration::from_millis(400);
/// Fewer words say too little.
const WORDS_LEAST: usize = 2;
/// The id of the heading of the list.
const HEADING: &str = "forslag-ligner";

/// What is like the proposal, as far as it is written.
#[derive(Clone, Copy)]
pub struct Similar {
    c: StoredValue<String>,
    found: RwSignal<Vec<Hit>>,
    // Which question is the last, and what it asked: an answer to an older one is not shown.
    asked: StoredValue<(u32, String)>,
    told: StoredValue<bool>,
}

impl Similar {
    /// Nothing asked yet, in a consultation.
    pub fn new(c: String) -> Self {
        Self {
            c: StoredValue::new(c),
            found: RwSignal::new(Vec::new()),
            asked: StoredValue::new((0, String::new())),
            told: StoredValue::new(false),
        }
    }

    /// Asks after a pause for what is like these words. Without an answer nothing is said.
    pub fn ask(self, words: String) {
        let (turn, before) = self.asked.get_value();
        if words == before {
            return;
        }
        let turn = turn.wrapping_add(1);
        let enough = words.split_whitespace().nth(WORDS_LEAST - 1).is_some();
        self.asked.set_value((turn, words.clone()));
        if !enough {
            self.found.set(Vec::new());
            return;
        }
        if cfg!(feature = "csr") {
            set_timeout(
                move || {
                    if self.is_last(turn) {
                        self.fetch(turn, words);
                    }
                },
                PAUSE,
            );
        }
    }

    /// Whether nothing was asked since; never, when the form is gone.
    fn is_last(self, turn: u32) -> bool {
        self.asked.try_with_value(|(last, _)| *last == turn).unwrap_or_default()
    }

    fn fetch(self, turn: u32, words: String) {
        spawn_local(async move {
            let answer = api::search::similar(&self.c.get_value(), &words).await;
            let Ok(page) = answer else { return };
            if !self.is_last(turn) {
                return;
            }
            let n = i64::try_from(page.items.len()).unwrap_or_default();
            self.found.set(page.items);
            if n > 0 && !self.told.get_value() {
                self.told.set_value(true);
                crate::citizen::App::get().say(tn("similar", n));
            }
        });
    }

    /// How many there are, in a line that is always there: nothing moves when it is said.
    pub fn line(self) -> AnyView {
        let said = Signal::derive(move || {
            let n = self.found.with(Vec::len);
            if n == 0 { String::new() } else { tn("similar", i64::try_from(n).unwrap_or_default()) }
        });
        view! {
            <p class="likely">
                <button type="button" class="act" id="forslag-ligner-vis" on:click=move |_| focus(HEADING)>
                    <Live text=said/>
                </button>
            </p>
        }
        .into_any()
    }

    /// The proposals, below all that one presses.
    pub fn list(self, form: Form) -> AnyView {
        part_if(move || {
            let found = self.found.get();
            if found.is_empty() {
                return None;
            }
            let rows: Vec<Html> = found.iter().map(|hit| row(form, hit)).collect();
            Some(drawn(html!(
                "<section class=similar aria-labelledby='{}'>\
                 <h3 id='{}' tabindex=-1>[[similar.title]]</h3><ul class=cards>{}</ul>\
                 <p class=hint>[[similar.hint]]</p></section>",
                HEADING,
                HEADING,
                all(&rows)
            )))
        })
    }
}

fn row(form: Form, hit: &Hit) -> Html {
    let route = Route::Proposal { c: form.c.get_value(), id: hit.name.clone() };
    let number = hit.number.unwrap_or_default().to_string();
    let number = t_with("proposal.number", &[("n", &number)]);
    let title = if hit.title.is_empty() { number.clone() } else { hit.title.clone() };
    html!(
        "<li class=card><a href='{}' target=_blank><span class=card__title dir=auto>{}</span>\
         <span class=vh> [[similar.tab]]</span></a>\
         <p class=card__facts><span>{}</span><span>{}</span></p></li>",
        form.app.here().to(route).href(),
        title,
        number,
        tn("supports", hit.support.unwrap_or_default())
    )
}

impl Form {
    /// The words that say what is proposed: of a wording, those that are new.
    pub(super) fn words(self) -> String {
        let text = |field: RwSignal<String>| field.get_untracked();
        let words = if self.kind == ProposalKind::Wording {
            let new = new_words(&text(self.original), &text(self.replacement));
            format!("{new} {}", text(self.reason))
        } else {
            format!("{} {}", text(self.title), text(self.body))
        };
        words.trim().chars().take(QUESTION_MOST).collect()
    }
}

/// The words of a text that another does not have.
fn new_words(old: &str, new: &str) -> String {
    let old: Vec<&str> = old.split_whitespace().collect();
    let new = new.split_whitespace().filter(|word| !old.contains(word));
    new.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::new_words;

    #[test]
    fn a_wording_is_looked_for_by_what_is_new_in_it() {
        let old = "Alle unge skal lære at svømme";
        assert_eq!(new_words(old, "Alle unge og ældre skal lære at cykle"), "og ældre cykle");
        assert_eq!(new_words(old, old), "");
    }
}
