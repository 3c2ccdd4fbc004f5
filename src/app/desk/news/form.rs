//! The page on which a piece of news is written.

use leptos::prelude::*;
use model::{Flaw, NewsState, picture_address};

use super::editor::Editor;
use super::state;
use crate::citizen::focus;
use crate::components::{Entry, Live, body, button, drawn, error_of, labelled, part_if, when};
use crate::desk::looks::looks;
use crate::desk::route::Route;
use crate::desk::sure::{Texts, sure};
use crate::i18n::{t, t_of};
use crate::markup::{Html, html, none};
use crate::route::{Address, Lang, Route as Place};

impl Editor {
    pub(super) fn draw(self) -> AnyView {
        let heading = match self.id.get_value() {
            Some(_) => t("desk.news.change"),
            None => t("desk.news.new"),
        };
        let head = html!(
            "<p><a href='{}'>[[desk.news.all]]</a></p><h1>{}</h1>",
            Route::NewsList.href(),
            heading
        );
        let state =
            part_if(move || self.held.with(|held| held.as_ref().map(|one| drawn(stand(one)))));
        view! {
            {drawn(head)}
            <div id="nyt-stand" tabindex="-1">{state}</div>
            <p class="trouble" role="alert"><Live text=self.trouble.into()/></p>
            <p><Live text=self.done.into()/></p>
            {self.overtaken()}
            {part_if(move || self.there.get().then(|| self.form()))}
            {self.looks()}
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        let submit = move |ev: leptos::ev::SubmitEvent| {
            ev.prevent_default();
            self.save();
        };
        let send =
            move || if self.busy.get() { t("desk.saving") } else { t("desk.statement.save") };
        let changed = Memo::new(move |_| self.is_changed());
        let undo = part_if(move || {
            changed.get().then(|| {
                button("act", "fortryd".to_owned(), t("desk.statement.undo"), move |_| {
                    self.put_back();
                    focus("nyt-titel");
                })
            })
        });
        view! {
            <form class="entrance__form" novalidate on:submit=submit>
                {self.field(t("desk.news.name"), "nyt-titel", "title", self.title, None)}
                {drawn(html!("<p class=hint>[[desk.news.how]]</p>"))}
                {self.field(t("desk.statement.text"), "nyt-tekst", "markdown", self.text, Some("12"))}
                {self.picture()}
                {self.publishing()}
                <div class="buttons">
                    <button type="submit" class="button button--strong" aria-disabled=when(move || self.busy.get())>
                        <Live text=Signal::derive(move || send().to_owned())/>
                    </button>
                    {button("button", "vis".to_owned(), t("desk.statement.look"), move |_| self.look())}
                    {undo}
                </div>
            </form>
            {self.deleting()}
        }
        .into_any()
    }

    fn field(
        self,
        label: &'static str,
        id: &'static str,
        name: &'static str,
        value: RwSignal<String>,
        rows: Option<&'static str>,
    ) -> AnyView {
        let wrong = move || error_of(self.flaws, name);
        let field = Entry {
            rows,
            typed: Box::new(move |text| {
                value.set(text);
                self.touched();
            }),
            invalid: when(move || wrong().is_some()),
            ..Entry::of(id.to_owned(), value)
        };
        labelled(label, field, "trouble", move || match wrong() {
            Some(_) if name == "alt" && self.has_flaw(name, Flaw::Missing) => {
                t("desk.news.alt.missing")
            }
            wrong => wrong.unwrap_or_default(),
        })
    }

    fn has_flaw(self, name: &str, flaw: Flaw) -> bool {
        self.flaws.with(|flaws| flaws.iter().any(|one| one.field == name && one.flaw == flaw))
    }

    /// The picture above the words, or the way to one.
    fn picture(self) -> AnyView {
        let said = move || {
            if self.sending.get() {
                t("desk.news.picture.sending").to_owned()
            } else if self.has_flaw("picture", Flaw::Unknown) {
                t("desk.hearing.flaw.picture.unknown").to_owned()
            } else {
                self.unfit.get()
            }
        };
        let there = part_if(move || {
            let id = self.picture.get()?;
            let remove = move |_| {
                self.picture.set(None);
                self.alt.set(String::new());
                self.touched();
                focus("nyt-billede");
            };
            let alt = self.field(t("desk.news.alt"), "nyt-alt", "alt", self.alt, None);
            Some(
                view! {
                    <div class="text"><img src=picture_address(&id) alt=t("desk.news.picture.chosen")/></div>
                    <p class="hint">{t("desk.news.alt.how")}</p>
                    {alt}
                    {button("act", "billede-fjern".to_owned(), t("desk.news.picture.remove"), remove)}
                }
                .into_any(),
            )
        });
        view! {
            <div class="field">
                <label for="nyt-billede">{t("desk.news.picture")}</label>
                <input
                    id="nyt-billede"
                    type="file"
                    accept="image/png,image/jpeg,image/webp"
                    aria-describedby="nyt-billede-fejl"
                    on:change:target=move |ev| self.chosen(&ev.target())
                />
                <p class="trouble" id="nyt-billede-fejl" role="status"><Live text=Signal::derive(said)/></p>
            </div>
            {there}
        }
        .into_any()
    }

    /// Whether and when everybody is to read it.
    fn publishing(self) -> AnyView {
        // What can be chosen follows from what holds.
        let read = Memo::new(move |_| self.held.with(|held| held.as_ref().is_some_and(is_read)));
        let choices = move || {
            let read = read.get();
            let all =
                NewsState::ALL.iter().filter(move |state| !read || **state != NewsState::Planned);
            all.map(|state| self.choice(*state, read)).collect::<Vec<_>>()
        };
        let time = part_if(move || (self.state.get() == NewsState::Planned).then(|| self.time()));
        view! {
            <fieldset>
                <legend>{t("desk.news.when")}</legend>
                {choices}
                {time}
            </fieldset>
        }
        .into_any()
    }

    fn choice(self, state: NewsState, read: bool) -> AnyView {
        let name = move || match state {
            NewsState::Published if !self.public.get() => t("desk.news.choice.waiting"),
            _ if read => t_of("desk.news.read-choice", state.word()).unwrap_or_default(),
            _ => t_of("desk.news.choice", state.word()).unwrap_or_default(),
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="nyt-stand"
                    id=format!("nyt-{}", state.word())
                    prop:checked=move || self.state.get() == state
                    on:change=move |_| {
                        self.state.set(state);
                        self.touched();
                    }
                />
                <Live text=Signal::derive(move || name().to_owned())/>
            </label>
        }
        .into_any()
    }

    fn time(self) -> AnyView {
        let wrong =
            move || self.flaws.with(|flaws| flaws.iter().any(|flaw| flaw.field == "publish"));
        let said = move || if wrong() { t("desk.news.time.wrong") } else { "" }.to_owned();
        view! {
            <div class="field">
                <label for="nyt-tid">{t("desk.news.time")}</label>
                <input
                    id="nyt-tid"
                    type="datetime-local"
                    aria-describedby="nyt-tid-fejl"
                    aria-invalid=when(wrong)
                    prop:value=move || self.at.get()
                    on:input:target=move |ev| {
                        self.at.set(ev.target().value());
                        self.touched();
                    }
                />
                <p class="trouble" id="nyt-tid-fejl"><Live text=Signal::derive(said)/></p>
            </div>
        }
        .into_any()
    }

    fn deleting(self) -> AnyView {
        let draft = Memo::new(move |_| {
            self.held.with(|held| held.as_ref().is_some_and(|one| one.state == NewsState::Draft))
        });
        part_if(move || {
            let texts = Texts {
                name: t("desk.news.delete"),
                question: t("desk.news.delete.sure"),
                yes: t("desk.news.delete.yes"),
            };
            draft.get().then(|| sure(self.asked, "act", "slet", texts, move || self.delete()))
        })
    }

    /// What somebody else saved meanwhile.
    fn overtaken(self) -> AnyView {
        part_if(move || {
            if !self.overtaken.get() {
                return None;
            }
            self.held.with(|held| {
                held.as_ref().map(|one| {
                    drawn(html!(
                        "<section class=panel aria-labelledby=overhalet><h2 id=overhalet tabindex=-1>\
                         [[desk.statement.overtaken]]</h2><p>[[desk.news.overtaken]]</p>\
                         <p class=hint>{}</p><h3 dir=auto>{}</h3><div class=said>{}</div></section>",
                        state(one),
                        one.title,
                        body(&one.markdown, false)
                    ))
                })
            })
        })
    }

    /// The words with title and picture, as everybody will see them.
    fn looks(self) -> AnyView {
        part_if(move || {
            let html = self.preview.get()?;
            let picture = self.picture.get_untracked().map_or_else(none, |id| {
                html!("<img src='{}' alt='{}'>", picture_address(&id), self.alt.get_untracked())
            });
            let head = html!("<h3 dir=auto>{}</h3>{}", self.title.get_untracked(), picture);
            let lang = self.held.with_untracked(|held| held.as_ref().map(|one| one.lang.clone()));
            Some(looks(head.into_string() + &html, lang.unwrap_or_else(|| "da".to_owned())))
        })
    }
}

/// Whether everybody can read it.
fn is_read(one: &model::DeskNews) -> bool {
    one.public && one.state == NewsState::Published
}

/// How far it has come, and where everybody reads it.
fn stand(one: &model::DeskNews) -> Html {
    let place = Place::News { c: one.consultation.clone(), id: one.id.clone() };
    let page = if is_read(one) {
        html!(
            "<p><a href='{}' target=_blank rel=noopener>[[desk.statement.see]] [[desk.new-tab]]</a></p>",
            Address::new(Lang::Da, place).href()
        )
    } else {
        none()
    };
    html!("<p class=hint>{}</p>{}", state(one), page)
}
