//! What a hearing is called, who sends it, which districts it offers, and its city's colour.

use leptos::prelude::*;
use model::{Colours, NewLook};

use super::{Page, field, wrong};
use crate::api;
use crate::components::{Entry, Live, drawn, labelled, when};
use crate::i18n::{t, t_with};
use crate::markup::html;

#[derive(Clone, Copy)]
struct Form {
    page: Page,
    title: RwSignal<String>,
    sender: RwSignal<String>,
    case_number: RwSignal<String>,
    districts: RwSignal<String>,
    accent: RwSignal<String>,
}

/// The part of the page.
pub(super) fn part(page: Page) -> AnyView {
    let held = page.held.get_untracked();
    let text = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
    let form = Form {
        page,
        title: text(held.as_ref().map(|one| one.title.clone())),
        sender: text(held.as_ref().and_then(|one| one.sender.clone())),
        case_number: text(held.as_ref().and_then(|one| one.case_number.clone())),
        districts: text(held.as_ref().map(|one| one.districts.join("\n"))),
        accent: text(held.as_ref().and_then(|one| one.accent.clone())),
    };
    form.draw()
}

/// What becomes of a colour, in a sentence; nothing when it is none.
fn said(accent: &str) -> String {
    match Colours::of(&accent.trim().to_lowercase()) {
        Some(colours) if colours.darkened => {
            t_with("desk.hearing.accent.darkened", &[("colour", &colours.light)])
        }
        Some(_) => t("desk.hearing.accent.good").to_owned(),
        None => t("desk.hearing.accent.how").to_owned(),
    }
}

impl Form {
    fn draw(self) -> AnyView {
        let page = self.page;
        let submit = move |ev: leptos::ev::SubmitEvent| {
            ev.prevent_default();
            self.send();
        };
        let bad = move || wrong(page.flaws, "districts");
        let districts = Entry {
            rows: Some("5"),
            invalid: when(move || !bad().is_empty()),
            ..Entry::of("hoering-bydele".to_owned(), self.districts)
        };
        let bad = move || match bad() {
            "" => t("desk.hearing.districts.how"),
            told => told,
        };
        let colour = Signal::derive(move || self.accent.with(|accent| said(accent)));
        // A field for colours always holds one.
        let picked = move || {
            self.accent.with(|accent| match Colours::of(accent) {
                Some(_) => accent.clone(),
                None => "#0b4f8a".to_owned(),
            })
        };
        view! {
            <section class="panel" aria-labelledby="om">
                {drawn(html!("<h2 id=om>[[desk.hearing.look]]</h2>"))}
                <form class="entrance__form" novalidate on:submit=submit>
                    {field("text", "hoering-titel", t("desk.hearing.name"), self.title, page.wrong("title"))}
                    {field("text", "hoering-afsender", t("desk.hearing.sender"), self.sender, page.wrong("sender"))}
                    {field("text", "hoering-sag", t("desk.hearing.case"), self.case_number, page.wrong("case_number"))}
                    {labelled(t("desk.hearing.districts"), districts, "hint", bad)}
                    {field("text", "hoering-farve", t("desk.hearing.accent"), self.accent, page.wrong("accent"))}
                    <div class="field">
                        <label for="hoering-palet">{t("desk.hearing.accent.pick")}</label>
                        <input
                            id="hoering-palet"
                            type="color"
                            prop:value=picked
                            on:input:target=move |ev| self.accent.set(ev.target().value())
                        />
                    </div>
                    <p class="hint"><Live text=colour/></p>
                    <button type="submit" class="button button--strong">{t("desk.statement.save")}</button>
                </form>
            </section>
        }
        .into_any()
    }

    fn send(self) {
        let some = |signal: RwSignal<String>| Some(signal.get_untracked());
        let new = NewLook {
            title: self.title.get_untracked(),
            sender: some(self.sender),
            case_number: some(self.case_number),
            districts: self
                .districts
                .with_untracked(|text| text.lines().map(str::to_owned).collect()),
            accent: some(self.accent),
            turns: Some(self.page.turns()),
        };
        self.page.does(t("desk.hearing.look.saved"), move |slug| async move {
            api::desk::hearing::change(&slug, &new).await
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_chooses_a_colour_hears_what_becomes_of_it() {
        assert!(said("#FFDD00").contains('#'));
        assert_eq!(said("#0b4f8a"), t("desk.hearing.accent.good"));
        assert_eq!(said("gul"), t("desk.hearing.accent.how"));
    }
}
