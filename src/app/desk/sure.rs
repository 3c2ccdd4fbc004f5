//! A button that asks once more before it does something that everybody notices or nobody can undo.

use leptos::prelude::*;

use crate::citizen::focus;
use crate::components::{button, part};
use crate::i18n::t;

/// What such a button is called, what it asks, and what the one is called that does it.
pub struct Texts {
    /// The button's name.
    pub name: &'static str,
    /// The question.
    pub question: &'static str,
    /// The name of the button that does it.
    pub yes: &'static str,
}

/// The button, or its question. `asked` holds the id of the one that asks; one at a time does.
pub fn sure(
    asked: RwSignal<&'static str>,
    class: &'static str,
    id: &'static str,
    texts: Texts,
    act: impl Fn() + Copy + Send + 'static,
) -> AnyView {
    let Texts { name, question, yes } = texts;
    part(move || {
        let no_id = format!("{id}-nej");
        if asked.get() != id {
            return button(class, id.to_owned(), name, move |_| {
                asked.set(id);
                focus(&no_id);
            });
        }
        let no = move |_| {
            asked.set("");
            focus(id);
        };
        view! {
            <div class="panel" role="group" aria-label=name>
                <p>{question}</p>
                <div class="buttons">
                    {button("button button--strong", format!("{id}-ja"), yes, move |_| act())}
                    {button("button", no_id, t("desk.no"), no)}
                </div>
            </div>
        }
        .into_any()
    })
}
