//! The page on which a text is written.

use leptos::prelude::*;
use model::StatementName;

use super::editor::Editor;
use super::{Which, earlier, state};
use crate::components::{Entry, Live, button, drawn, error_of, labelled, part_if, when};
use crate::desk::looks::looks;
use crate::desk::route::Route;
use crate::desk::sure::{Texts, sure};
use crate::i18n::{t, t_of};
use crate::markup::{Html, all, html};
use crate::route::Lang;

impl Editor {
    pub(super) fn draw(self) -> AnyView {
        let which = self.which();
        let name = t_of("desk.statement.name", which.name.word()).unwrap_or_default();
        let other = Lang::ALL.into_iter().filter(|lang| *lang != which.lang);
        let others: Vec<Html> = other
            .map(|lang| {
                let there = Which { lang, ..which };
                let name = t_of("desk.statement.in", lang.tag()).unwrap_or_default();
                html!(" · <a href='{}'>[[desk.statement.other]] {}</a>", there.route().href(), name)
            })
            .collect();
        let head = html!(
            "<p><a href='{}'>[[desk.statement.all]]</a></p><h1>{} <span>{}</span></h1>\
             <p><a href='{}' target=_blank rel=noopener>[[desk.statement.see]] [[desk.new-tab]]</a>{}</p>",
            Route::Statements.href(),
            name,
            t_of("desk.statement.in", which.lang.tag()).unwrap_or_default(),
            which.page(),
            all(&others)
        );
        // Drawn once: what is typed, and where, survives that it is saved.
        let there = Memo::new(move |_| self.held.with(Option::is_some));
        let state = part_if(move || {
            self.held.with(|held| {
                held.as_ref().map(|one| drawn(html!("<p class=hint>{}</p>", state(one))))
            })
        });
        view! {
            {drawn(head)}
            {state}
            <p class="trouble" role="alert"><Live text=self.trouble.into()/></p>
            <p><Live text=Signal::derive(move || self.done.get().to_owned())/></p>
            {self.overtaken()}
            {part_if(move || there.get().then(|| self.form()))}
            {self.looks()}
            {self.earlier.draw(self)}
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        let which = self.which();
        let submit = move |ev: leptos::ev::SubmitEvent| {
            ev.prevent_default();
            self.save();
        };
        let wrong = move || error_of(self.flaws, "markdown");
        let field = Entry {
            rows: Some("18"),
            typed: Box::new(move |text| self.typed(text)),
            invalid: when(move || wrong().is_some()),
            ..Entry::of("sidetekst".to_owned(), self.text)
        };
        let hint = if which.name == StatementName::Accessibility {
            html!(
                "<p class=hint>[[desk.statement.how]]</p><p class=hint>[[desk.statement.was]]</p>"
            )
        } else {
            html!("<p class=hint>[[desk.statement.how]]</p>")
        };
        let send =
            move || if self.busy.get() { t("desk.saving") } else { t("desk.statement.save") };
        let changed = Memo::new(move |_| {
            self.held.with(|held| {
                held.as_ref().is_some_and(|one| self.text.with(|text| one.markdown != *text))
            })
        });
        let undo = part_if(move || {
            changed.get().then(|| {
                button("act", "fortryd".to_owned(), t("desk.statement.undo"), move |_| {
                    self.put_back()
                })
            })
        });
        view! {
            <form class="entrance__form" novalidate on:submit=submit>
                {drawn(hint)}
                {labelled(t("desk.statement.text"), field, "trouble", move || wrong().unwrap_or_default())}
                <div class="buttons">
                    <button type="submit" class="button button--strong" aria-disabled=when(move || self.busy.get())>
                        <Live text=Signal::derive(move || send().to_owned())/>
                    </button>
                    {button("button", "vis".to_owned(), t("desk.statement.look"), move |_| self.look())}
                    {undo}
                </div>
            </form>
            {self.standard()}
        }
        .into_any()
    }

    /// The way back to the program's own text.
    fn standard(self) -> AnyView {
        let own = Memo::new(move |_| {
            self.held.with(|held| held.as_ref().is_some_and(|one| !one.standard))
        });
        part_if(move || {
            let texts = Texts {
                name: t("desk.statement.reset"),
                question: t("desk.statement.reset.sure"),
                yes: t("desk.statement.reset.yes"),
            };
            own.get().then(|| sure(self.asked, "act", "standard", texts, move || self.reset()))
        })
    }

    /// What somebody else saved meanwhile.
    fn overtaken(self) -> AnyView {
        part_if(move || {
            let theirs = self.held.with(|held| held.as_ref().map(earlier::words_of))?;
            self.overtaken.get().then(|| {
                drawn(html!(
                    "<section class=panel aria-labelledby=overhalet><h2 id=overhalet tabindex=-1>\
                     [[desk.statement.overtaken]]</h2><p>[[desk.statement.overtaken.what]]</p>{}</section>",
                    theirs
                ))
            })
        })
    }

    fn looks(self) -> AnyView {
        part_if(move || {
            let html = self.preview.get()?;
            Some(looks(html, self.which().lang.tag().to_owned()))
        })
    }
}
