//! The form as it is drawn: one step at a time.

use leptos::prelude::*;
use model::{PROPOSAL_MAX, ProposalKind};
use wasm_bindgen::JsCast;

use super::ID;
use super::form::{Choice, Form};
use super::receipt::receipt;
use super::step::{DISTRICT, Step};
use super::walk::HEADING;
use super::way::way;
use crate::citizen::focus;
use crate::components::{
    Entry, IntroductionFields, Live, button, difference, drawn, error_of, errors, nothing, part,
    part_if, theirs, when,
};
use crate::i18n::{number, t, t_with};
use crate::markup::{Html, all, html, none};

/// The form for a proposal.
#[component]
pub fn ProposalForm(
    /// The consultation.
    c: String,
    /// What kind of proposal.
    kind: ProposalKind,
    /// The sections to choose from.
    sections: Vec<Choice>,
    /// The painted section's paragraphs to begin from: `<li>`s with a button; may be empty.
    picks: String,
    /// The words of the paragraph from which one comes; may be empty.
    picked: String,
) -> impl IntoView {
    let form = Form::start(c, kind, sections);
    let about = form.app.here().look.about;
    if about.as_deref() == Some(&*form.section.get_untracked()) {
        form.picks.set(picks);
    } else if kind == ProposalKind::Wording && cfg!(feature = "csr") {
        form.load_picks();
    }
    if form.original.with_untracked(String::is_empty) && !picked.is_empty() {
        form.begin_from(&picked);
    }
    form.follow_history();
    form.follow_way();
    part(move || match (form.sent.get(), form.out.get()) {
        (Some(proposal), _) => receipt(form, &proposal),
        (None, Some(entry)) => way(form, &entry),
        (None, None) if form.loads() => form.loading(),
        (None, None) => form.draw(),
    })
}

/// What a field is called.
pub fn label(field: &str) -> &'static str {
    match field {
        "section" => t("propose.section"),
        "title" => t("propose.name"),
        "body" => t("propose.body"),
        "original" => t("propose.original"),
        "replacement" => t("propose.replacement"),
        "reason" => t("propose.reason"),
        "organisation" => t("propose.organisation"),
        "contact" => t("propose.contact"),
        DISTRICT => t("intro.district"),
        _ => t("intro.name"),
    }
}

impl Form {
    /// Whether a later step is wanted of the server, which has no draft.
    fn loads(self) -> bool {
        !cfg!(feature = "csr") && self.app.here().look.step.is_some()
    }

    /// Until the app is there with the draft: nothing to fill in, but all that the app has to know.
    fn loading(self) -> AnyView {
        let picks = self.picks.get_untracked();
        view! {
            {drawn(html!("<p class=hint>[[loading]]</p>"))}
            <div hidden>{self.section_field()} <ul class="picks" inner_html=picks></ul></div>
        }
        .into_any()
    }

    fn draw(self) -> AnyView {
        let to_field = move |ev: leptos::ev::MouseEvent| {
            let pressed = ev.target().and_then(|target| target.dyn_into().ok());
            let link = pressed.and_then(|at: web_sys::Element| at.closest("a[href^='#']").ok()?);
            if let Some(href) = link.and_then(|link| link.get_attribute("href")) {
                // Not as a step of the history: "back" means the step before this one.
                ev.prevent_default();
                focus(href.trim_start_matches('#'));
            }
        };
        let similar =
            part_if(move || (self.at.get() == Step::Proposal).then(|| self.similar.list(self)));
        view! {
            <div on:click=to_field>{errors(self.flaws, ID, label)}</div>
            <form class="form" id=ID method="dialog" on:submit=move |ev| self.submit(&ev)>
                {part(move || drawn(self.head(self.at.get())))}
                {part(move || self.fields(self.at.get()))}
                <div class="ways">
                    <div class="hint">{part(move || drawn(self.condition()))}</div>
                    {self.ways()}
                </div>
            </form>
            {similar}
        }
        .into_any()
    }

    fn head(self, at: Step) -> Html {
        html!(
            "<p class=eyebrow>{}</p><h2 id='{}' tabindex=-1>{}</h2>",
            self.progress(at),
            HEADING,
            at.heading(self.kind)
        )
    }

    /// On and back.
    fn ways(self) -> AnyView {
        let back = part_if(move || {
            let back = move |_| self.back();
            (self.at.get() != Step::About)
                .then(|| button("button", "forslag-tilbage".to_owned(), t("step.back"), back))
        });
        view! {
            <div class="buttons">
                <button type="submit" class="button button--strong" id="forslag-videre">
                    <Live text=Signal::derive(move || self.button().to_owned())/>
                </button>
                {back}
            </div>
        }
        .into_any()
    }

    fn fields(self, at: Step) -> AnyView {
        match (at, self.kind) {
            (Step::About, ProposalKind::Wording) => view! {
                {self.section_field()}
                {self.paragraphs()}
                {self.area("original", self.original, t("propose.original.hint"))}
            }
            .into_any(),
            (Step::About, _) => self.section_field(),
            (Step::Proposal, ProposalKind::Wording) => view! {
                {self.area("replacement", self.replacement, t("propose.replacement.hint"))}
                {self.preview()}
                {self.area("reason", self.reason, "")}
                {self.similar.line()}
            }
            .into_any(),
            (Step::Proposal, _) => view! {
                {self.line("title", self.title, t("propose.name.hint"))}
                {self.area("body", self.body, "")}
                {self.similar.line()}
            }
            .into_any(),
            (Step::Who, kind) => {
                let partner = (kind == ProposalKind::Partnership).then(|| self.partner());
                view! {
                    {partner}
                    <IntroductionFields intro=self.intro id="forslag-dig".to_owned()/>
                }
                .into_any()
            }
            (Step::Check, _) => self.check(),
        }
    }

    fn partner(self) -> AnyView {
        view! {
            {self.line("organisation", self.organisation, "")}
            {self.line("contact", self.contact, t("propose.contact.hint"))}
        }
        .into_any()
    }

    /// The choice of the section.
    fn section_field(self) -> AnyView {
        let chosen = self.section.get_untracked();
        let options = self.sections.with_value(|all| options(all, &chosen));
        view! {
            <div class="field">
                <label for="forslag-section">{label("section")}</label>
                <select
                    id="forslag-section"
                    aria-describedby="forslag-section-fejl"
                    aria-invalid=when(move || error_of(self.flaws, "section").is_some())
                    inner_html=options
                    on:change:target=move |ev| self.choose(ev.target().value())
                ></select>
                {self.error("section")}
            </div>
        }
        .into_any()
    }

    fn error(self, field: &'static str) -> AnyView {
        let text =
            Signal::derive(move || error_of(self.flaws, field).unwrap_or_default().to_owned());
        view! { <p class="trouble" id=format!("{ID}-{field}-fejl")><Live text/></p> }.into_any()
    }

    fn line(self, name: &'static str, value: RwSignal<String>, hint: &'static str) -> AnyView {
        self.entry(name, value, hint, Entry::of(format!("{ID}-{name}"), value))
    }

    fn area(self, name: &'static str, value: RwSignal<String>, hint: &'static str) -> AnyView {
        let entry = Entry { rows: Some("5"), ..Entry::of(format!("{ID}-{name}"), value) };
        self.entry(name, value, hint, entry)
    }

    /// A field with its name, what to know about it, and what is wrong with it.
    fn entry(
        self,
        name: &'static str,
        value: RwSignal<String>,
        hint: &'static str,
        entry: Entry,
    ) -> AnyView {
        let id = entry.id.clone();
        let long = entry.rows.is_some();
        let field = Entry {
            typed: Box::new(move |text| self.typed(value, text)),
            invalid: when(move || error_of(self.flaws, name).is_some()),
            described: format!("{ID}-{name}-hint {ID}-{name}-fejl"),
            ..entry
        }
        .draw();
        let hint_id = format!("{id}-hint");
        let hint = if hint.is_empty() { none() } else { html!("<span>{}</span>", hint) };
        view! {
            <div class="field">
                <label for=id>{label(name)}</label>
                <p class="hint" id=hint_id inner_html=hint.into_string()></p>
                {field}
                {if long { length(value) } else { nothing() }}
                {self.error(name)}
            </div>
        }
        .into_any()
    }

    /// What the new words change, as they are being written.
    fn preview(self) -> AnyView {
        part_if(move || {
            let (original, replacement) = (self.original.get(), self.replacement.get());
            let (original, replacement) = (original.trim(), replacement.trim());
            let changed = !original.is_empty() && original != replacement;
            changed.then(|| {
                drawn(html!(
                    "<section class=wording aria-label='[[proposal.difference]]'>\
                     <h3>[[proposal.difference]]</h3>{}<p class=hint>[[diff.key]]</p></section>",
                    difference(original, replacement)
                ))
            })
        })
    }
}

fn options(sections: &[Choice], chosen: &str) -> String {
    let options: Vec<Html> = sections
        .iter()
        .map(|section| {
            let selected = if section.key == chosen { html!(" selected") } else { none() };
            // The first choice is none of the city's sections.
            let lang = if section.key.is_empty() { none() } else { theirs() };
            html!(
                "<option value='{}' data-name='{}'{}{}>{}</option>",
                section.key,
                section.short,
                selected,
                lang,
                section.name
            )
        })
        .collect();
    all(&options).into_string()
}

/// How long a text is, once it nears what a field takes.
fn length(value: RwSignal<String>) -> AnyView {
    part_if(move || {
        let length = value.with(|text| text.trim().chars().count());
        (length > PROPOSAL_MAX / 10 * 9).then(|| {
            let count = |n: usize| number(i64::try_from(n).unwrap_or_default());
            let numbers = [("n", &*count(length)), ("max", &*count(PROPOSAL_MAX))];
            drawn(html!("<p class=hint>{}</p>", t_with("composer.length", &numbers)))
        })
    })
}
