//! The text of a hearing: pasted or taken from a file, looked at, brought in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, NewText, TextReport};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{Page, report, told};
use crate::api;
use crate::citizen::focus;
use crate::components::{Entry, Live, button, drawn, labelled, part_if};
use crate::desk::draft::{self, Wording};
use crate::i18n::{t, t_with};
use crate::markup::html;

/// A longer text is not kept in the tab: it stands in a file anyway.
const KEPT_MOST: usize = 200 * 1024;

#[derive(Clone, Copy)]
struct Text {
    page: Page,
    markdown: RwSignal<String>,
    number: RwSignal<i64>,
    /// What would happen with what stands in the field; none when that was changed since.
    report: RwSignal<Option<TextReport>>,
    trouble: RwSignal<String>,
    busy: RwSignal<bool>,
}

/// The part of the page.
pub(super) fn part(page: Page) -> AnyView {
    let text = Text {
        page,
        markdown: RwSignal::new(String::new()),
        number: RwSignal::new(0),
        report: RwSignal::new(None),
        trouble: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
    };
    text.fetch();
    text.draw()
}

impl Text {
    fn kept_as(self) -> String {
        format!("hoeringer/{}", self.page.slug())
    }

    /// Fetches the newest text; what was written before stands in the field again.
    fn fetch(self) {
        let slug = self.page.slug();
        spawn_local(async move {
            match api::desk::hearing::text(&slug).await {
                Ok(newest) => {
                    let kept = draft::read_under::<Wording>(&self.kept_as());
                    let kept = kept
                        .unwrap_or(Wording { markdown: newest.markdown, number: newest.number });
                    self.markdown.try_set(kept.markdown);
                    self.number.try_set(kept.number);
                }
                Err(refusal) => {
                    self.trouble.try_set(told(self.page.desk, &refusal, true));
                }
            }
        });
    }

    /// Takes note of what is typed.
    fn typed(self, markdown: String) {
        self.report.set(None);
        self.trouble.set(String::new());
        let draft = Wording { markdown, number: self.number.get_untracked() };
        if draft.markdown.len() <= KEPT_MOST {
            draft::keep_under(&self.kept_as(), &draft);
        } else {
            draft::forget_under(&self.kept_as());
        }
        self.markdown.set(draft.markdown);
    }

    /// Puts what stands in the chosen file into the field.
    fn take(self, ev: &leptos::ev::Event) {
        let Some(file) = ev.target().and_then(|field| chosen(&field)) else { return };
        spawn_local(async move {
            match JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()) {
                Some(text) => {
                    self.typed(text);
                    self.look();
                }
                None => drop(self.trouble.try_set(t("desk.hearing.file.failed").to_owned())),
            }
        });
    }

    fn new_text(self) -> NewText {
        let number = Some(self.number.get_untracked());
        NewText { markdown: self.markdown.get_untracked(), number }
    }

    fn look(self) {
        if self.busy.get_untracked() {
            return;
        }
        let (slug, new) = (self.page.slug(), self.new_text());
        self.busy.set(true);
        self.trouble.set(String::new());
        spawn_local(async move {
            let answer = api::desk::hearing::look(&slug, &new).await;
            self.busy.try_set(false);
            match answer {
                Ok(report) => {
                    self.report.try_set(Some(report));
                    focus("hvad-sker");
                }
                Err(refusal) => {
                    self.trouble.try_set(told(self.page.desk, &refusal, false));
                }
            }
        });
    }

    fn save(self) {
        if self.busy.get_untracked() {
            return;
        }
        let (slug, new) = (self.page.slug(), self.new_text());
        self.busy.set(true);
        spawn_local(async move {
            let answer = api::desk::hearing::save(&slug, &new).await;
            self.busy.try_set(false);
            match answer {
                Ok(report) => self.saved(report.number),
                Err(refusal) if refusal.code() == Some(Code::Changed) => self.catch_up(&new),
                Err(refusal) => {
                    self.trouble.try_set(told(self.page.desk, &refusal, false));
                }
            }
        });
    }

    fn saved(self, number: i64) {
        draft::forget_under(&self.kept_as());
        self.report.try_set(None);
        self.number.try_set(number);
        self.page.tell(&t_with("desk.hearing.text.saved", &[("n", &number.to_string())]));
        self.page.fetch();
    }

    /// There is another text than the one that this began from: somebody else's, or this very one,
    /// whose answer was lost. Whoever looks and saves once more has been told.
    fn catch_up(self, new: &NewText) {
        let (slug, mine) = (self.page.slug(), new.markdown.clone());
        spawn_local(async move {
            match api::desk::hearing::text(&slug).await {
                Ok(newest) if newest.markdown == mine => self.saved(newest.number),
                Ok(newest) => {
                    self.number.try_set(newest.number);
                    self.report.try_set(None);
                    let n = newest.number.to_string();
                    self.trouble.try_set(t_with("desk.hearing.text.overtaken", &[("n", &n)]));
                }
                Err(refusal) => {
                    self.trouble.try_set(told(self.page.desk, &refusal, true));
                }
            }
        });
    }

    fn draw(self) -> AnyView {
        let field = Entry {
            rows: Some("12"),
            typed: Box::new(move |text| self.typed(text)),
            ..Entry::of("hoering-tekst".to_owned(), self.markdown)
        };
        let state = Signal::derive(move || match self.number.get() {
            0 => t("desk.hearing.text.none").to_owned(),
            n => t_with("desk.hearing.text.number", &[("n", &n.to_string())]),
        });
        let report = part_if(move || {
            let found = self.report.get()?;
            let good = found.refusal.is_none();
            let save = good.then(|| {
                button(
                    "button button--strong",
                    "gem-udgave".to_owned(),
                    t("desk.hearing.text.save"),
                    move |_| self.save(),
                )
            });
            Some(view! { {report::draw(&found)} {save} }.into_any())
        });
        view! {
            <section class="panel" aria-labelledby="tekst">
                {drawn(html!("<h2 id=tekst>[[desk.hearing.text]]</h2><p>[[desk.hearing.text.how]]</p>"))}
                <p class="hint"><Live text=state/></p>
                <div class="field">
                    <label for="hoering-fil">{t("desk.hearing.file")}</label>
                    <input
                        id="hoering-fil"
                        type="file"
                        accept=".md,.markdown,.txt,text/markdown,text/plain"
                        on:change=move |ev| self.take(&ev)
                    />
                </div>
                {labelled(t("desk.hearing.text.field"), field, "trouble", || "")}
                <p class="trouble" role="alert"><Live text=self.trouble.into()/></p>
                <p>{button("button", "se-hvad".to_owned(), t("desk.hearing.text.look"), move |_| self.look())}</p>
                {report}
            </section>
        }
        .into_any()
    }
}

/// The file that was chosen in a field.
fn chosen(field: &web_sys::EventTarget) -> Option<web_sys::Blob> {
    let files = js_sys::Reflect::get(field, &JsValue::from_str("files")).ok()?;
    let file = js_sys::Reflect::get(&files, &JsValue::from_f64(0.0)).ok()?;
    file.dyn_into().ok()
}
