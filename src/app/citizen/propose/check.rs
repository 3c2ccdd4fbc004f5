//! All answers, to be read once more: what everybody will be able to read, and what only the
//! municipality sees.

use leptos::prelude::*;
use model::ProposalKind;
use wasm_bindgen::JsCast;

use super::fields::label;
use super::form::Form;
use super::step::NAME;
use crate::components::{body, difference, drawn};
use crate::i18n::t;
use crate::markup::{Html, all, html, none};
use crate::private::{Revealing, revealing};

impl Form {
    /// The last step.
    pub(super) fn check(self) -> AnyView {
        let change = move |ev: leptos::ev::MouseEvent| {
            let pressed = ev.target().and_then(|target| target.dyn_into().ok());
            let pressed =
                pressed.and_then(|at: web_sys::Element| at.closest("[data-field]").ok()?);
            if let Some(field) = pressed.and_then(|button| button.get_attribute("data-field")) {
                self.change(&field);
            }
        };
        view! { <div on:click=change>{drawn(self.answers())}</div> }.into_any()
    }

    fn answers(self) -> Html {
        let contact = self.contact.get_untracked();
        let private = if self.kind == ProposalKind::Partnership {
            html!(
                "<h3>[[check.private]]</h3><dl class=check>{}</dl>",
                row("contact", t("check.contact"), &said(&contact))
            )
        } else {
            none()
        };
        let warning = self
            .reveals()
            .map_or_else(none, |what| html!("<p class=warning>{}</p>", what.warning()));
        html!(
            "<h3>[[check.public]]</h3><p class=hint>[[propose.public]]</p>\
             <dl class=check>{}</dl>{}{}<input name=homepage id=hjemmeside hidden autocomplete=off>",
            all(&self.public()),
            warning,
            private
        )
    }

    /// What everybody will be able to read.
    fn public(self) -> Vec<Html> {
        let text = |field: RwSignal<String>| said(&field.get_untracked());
        let named = |field: &'static str, value: &Html| row(field, label(field), value);
        let section = said(&self.chosen(|choice| choice.name.clone()));
        let mut rows = vec![row("section", t("check.section"), &section)];
        if self.kind == ProposalKind::Wording {
            let (old, new) = (self.original.get_untracked(), self.replacement.get_untracked());
            let change =
                html!("{}<p class=hint>[[diff.key]]</p>", difference(old.trim(), new.trim()));
            rows.push(row("replacement", t("proposal.difference"), &change));
            rows.push(named("reason", &text(self.reason)));
        } else {
            rows.push(named("title", &text(self.title)));
            rows.push(named("body", &text(self.body)));
        }
        if self.kind == ProposalKind::Partnership {
            rows.push(named("organisation", &text(self.organisation)));
        }
        rows.push(match self.app.session.me.get_untracked() {
            // As whom one writes is changed on one's own page.
            Some(me) => html!("<div><dt>[[as.you]]</dt><dd><bdi>{}</bdi></dd></div>", me.name),
            None => named(NAME, &said(&self.intro.given().name)),
        });
        rows
    }

    /// What the public part seems to reveal.
    fn reveals(self) -> Option<Revealing> {
        [self.title, self.body, self.replacement, self.reason]
            .into_iter()
            .find_map(|field| field.with_untracked(|text| revealing(text)))
    }
}

/// An answer, or that there is none.
fn said(text: &str) -> Html {
    if text.trim().is_empty() { html!("<p>[[check.none]]</p>") } else { body(text.trim(), true) }
}

/// A question, its answer, and the way back to it.
fn row(field: &str, name: &str, answer: &Html) -> Html {
    html!(
        "<div><dt>{}</dt><dd>{}</dd><dd class=check__act>\
         <button type=button class=act id='forslag-ret-{}' data-field='{}'><span>[[post.change]]</span>\
         <span class=vh> {}</span></button></dd></div>",
        name,
        *answer,
        field,
        field,
        name
    )
}

/// What stands in the field that nobody can see.
pub(super) fn trap() -> Option<String> {
    let field: web_sys::HtmlInputElement =
        document().get_element_by_id("hjemmeside")?.dyn_into().ok()?;
    Some(field.value()).filter(|text| !text.is_empty())
}
