//! A case with its posts, and the answer to it. What is typed is kept in this tab until it was sent.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{
    Code, ErasureCase, ErasureOutcome, ErasurePost, NewErasureAnswer, PostState, QueueView,
};
use serde::Serialize;

use super::{name, stand, told};
use crate::api;
use crate::api::support::Post;
use crate::citizen::focus;
use crate::components::{Entry, Live, body, drawn, flaws, labelled, part, part_if, when};
use crate::desk::route::{PostId, Route};
use crate::desk::{Desk, draft};
use crate::i18n::{number, t, t_of};
use crate::json::Value;
use crate::markup::{Html, all, html, none};
use crate::when;
use crate::wire::Read;

/// An answer that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
struct Draft {
    outcome: String,
    reply: String,
}

impl Read for Draft {
    fn read(value: &Value) -> Option<Self> {
        let (outcome, reply) = (value.field("outcome")?.text()?, value.field("reply")?.text()?);
        Some(Self { outcome, reply })
    }
}

/// A case as far as it was read.
#[derive(Clone, Copy)]
pub(super) struct Case {
    desk: Desk,
    id: StoredValue<String>,
    held: RwSignal<Option<ErasureCase>>,
    outcome: RwSignal<String>,
    reply: RwSignal<String>,
    /// What is wrong with the two.
    wrong: [RwSignal<&'static str>; 2],
    trouble: RwSignal<String>,
    /// What was done, or that somebody was quicker.
    done: RwSignal<String>,
    busy: RwSignal<bool>,
}

impl Case {
    pub(super) fn new(desk: Desk, id: String) -> Self {
        let begun = draft::read_under::<Draft>(&kept(&id)).unwrap_or_default();
        let case = Self {
            desk,
            id: StoredValue::new(id),
            held: RwSignal::new(None),
            outcome: RwSignal::new(begun.outcome),
            reply: RwSignal::new(begun.reply),
            wrong: [RwSignal::new(""), RwSignal::new("")],
            trouble: RwSignal::new(String::new()),
            done: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
        };
        case.fetch();
        case
    }

    fn fetch(self) {
        spawn_local(async move {
            match api::desk::erasure::read(&self.id.get_value()).await {
                Ok(found) => drop(self.held.try_set(Some(found))),
                Err(refusal) => drop(self.trouble.try_set(told(self.desk, &refusal, true))),
            }
        });
    }

    pub(super) fn draw(self) -> AnyView {
        let back = Route::Erasures { answered: false }.href();
        let known =
            part_if(move || self.held.with(|held| held.as_ref().map(|one| drawn(known(one)))));
        let open = Memo::new(move |_| {
            self.held.with(|held| held.as_ref().is_some_and(|one| one.case.outcome.is_none()))
        });
        view! {
            {drawn(html!("<p><a href='{}'>[[desk.erasure.all-cases]]</a></p>", back))}
            <p class="trouble" role="alert"><Live text=self.trouble.into()/></p>
            <p id="gjort" tabindex="-1"><Live text=self.done.into()/></p>
            {known}
            {part_if(move || open.get().then(|| self.form()))}
        }
        .into_any()
    }

    fn form(self) -> AnyView {
        let submit = move |ev: leptos::ev::SubmitEvent| {
            ev.prevent_default();
            self.send();
        };
        let [no_outcome, no_reply] = self.wrong;
        let reply = Entry {
            rows: Some("8"),
            typed: Box::new(move |text| {
                self.reply.set(text);
                self.keep();
            }),
            invalid: when(move || !no_reply.get().is_empty()),
            ..Entry::of("svar".to_owned(), self.reply)
        };
        let choices = part(move || drawn(choices(&self.outcome.get_untracked())));
        let choose = move |ev: leptos::ev::Event| self.choose(event_target_value(&ev));
        let mailed = self.held.with_untracked(|held| held.as_ref().is_some_and(|one| one.mailed));
        let mailed = if mailed { t("desk.erasure.mailed") } else { t("desk.erasure.not-mailed") };
        let send = move || if self.busy.get() { t("desk.saving") } else { t("desk.erasure.send") };
        view! {
            <form class="panel" novalidate on:submit=submit aria-labelledby="svar-titel">
                <h2 id="svar-titel">{t("desk.erasure.answer")}</h2>
                <fieldset class="choices" aria-describedby="udfald-fejl" on:change=choose>
                    <legend>{t("desk.erasure.outcome")}</legend>
                    {choices}
                </fieldset>
                <p class="trouble" id="udfald-fejl"><Live text=Signal::derive(move || no_outcome.get().to_owned())/></p>
                <p class="hint">{t("desk.erasure.final")}</p>
                {labelled(t("desk.erasure.reply"), reply, "trouble", move || no_reply.get())}
                <p class="hint">{t("desk.erasure.reply.hint")}</p>
                <p class="hint">{mailed}</p>
                <button type="submit" class="button button--strong" aria-disabled=when(move || self.busy.get())>
                    <Live text=Signal::derive(move || send().to_owned())/>
                </button>
            </form>
        }
        .into_any()
    }

    /// A sentence comes with what is done, unless one has written another.
    fn choose(self, outcome: String) {
        let standard = |outcome: &str| t_of("desk.erasure.text", outcome).unwrap_or_default();
        let own = self.reply.with_untracked(|reply| {
            let sentence = |one: &ErasureOutcome| standard(one.word()) == reply;
            !reply.trim().is_empty() && !ErasureOutcome::ALL.iter().any(sentence)
        });
        if !own {
            self.reply.set(standard(&outcome).to_owned());
        }
        self.outcome.set(outcome);
        self.keep();
    }

    fn keep(self) {
        let (outcome, reply) = (self.outcome.get_untracked(), self.reply.get_untracked());
        draft::keep_under(&kept(&self.id.get_value()), &Draft { outcome, reply });
    }

    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        let [no_outcome, no_reply] = self.wrong;
        let new = NewErasureAnswer {
            outcome: self.outcome.get_untracked(),
            reply: self.reply.get_untracked(),
        };
        let found = new.check().err().unwrap_or_default();
        let has = |field: &str| found.iter().find(|flaw| flaw.field == field).map(|flaw| flaw.flaw);
        no_outcome.set(if has("outcome").is_some() {
            t("desk.erasure.outcome.missing")
        } else {
            ""
        });
        no_reply.set(match has("reply") {
            Some(model::Flaw::TooLong) => t("desk.erasure.reply.too-long"),
            Some(_) => t("desk.erasure.reply.missing"),
            None => "",
        });
        if let Some(first) = found.first() {
            let outcome = first.field == "outcome";
            return focus(if outcome { "udfald-unpublish" } else { "svar" });
        }
        self.busy.set(true);
        self.trouble.set(String::new());
        spawn_local(async move {
            let answer = api::desk::erasure::answer(&self.id.get_value(), &new).await;
            self.busy.try_set(false);
            match answer {
                Ok(case) => {
                    draft::forget_under(&kept(&self.id.get_value()));
                    self.held.try_set(Some(case));
                    self.desk.erasures.try_update(|open| *open -= 1);
                    self.tell(t("desk.erasure.done"));
                }
                Err(refusal) if refusal.code() == Some(Code::State) => {
                    self.fetch();
                    self.tell(t("desk.erasure.overtaken"));
                }
                Err(refusal) => {
                    let told = told(self.desk, &refusal, false);
                    drop(flaws(&refusal));
                    self.trouble.try_set(told);
                }
            }
        });
    }

    fn tell(self, text: &'static str) {
        self.desk.say(text);
        self.done.try_set(text.to_owned());
        focus("gjort");
    }
}

/// Under this name what is being written is kept.
fn kept(id: &str) -> String {
    format!("sletning/{id}")
}

fn choices(chosen: &str) -> Html {
    let choice = |one: &ErasureOutcome| {
        let word = one.word();
        let checked = if word == chosen { html!(" checked") } else { none() };
        html!(
            "<label class=choice><input type=radio name=udfald id='udfald-{}' value='{}'{}><span>{}</span></label>",
            word,
            word,
            checked,
            t_of("desk.erasure.outcome", word).unwrap_or_default()
        )
    };
    all(&ErasureOutcome::ALL.iter().map(choice).collect::<Vec<_>>())
}

/// All that is known of a case.
fn known(one: &ErasureCase) -> Html {
    let why = one.case.reason.as_deref().map_or_else(none, |words| {
        html!("<h2>[[desk.erasure.why]]</h2><div class=theirs>{}</div>", body(words, false))
    });
    let reply = one.case.reply.as_deref().map_or_else(none, |words| {
        html!("<h2>[[desk.erasure.reply]]</h2><div class=theirs>{}</div>", body(words, false))
    });
    let lines: Vec<Html> = one.posts.iter().map(post).collect();
    let shown = i64::try_from(lines.len()).unwrap_or_default();
    let newest = if shown < one.total {
        html!("<p class=hint>[[desk.erasure.posts.newest]]</p>")
    } else {
        none()
    };
    html!(
        "<h1><bdi>{}</bdi></h1>{}{}{}<h2>[[desk.erasure.posts]] <span class=count>{}</span></h2>{}\
         <ul class='plain-list record'>{}</ul>",
        name(one),
        stand(one),
        reply,
        why,
        number(one.total),
        newest,
        all(&lines)
    )
}

fn post(one: &ErasurePost) -> Html {
    let kind = if one.kind == "proposal" { Post::Proposal } else { Post::Comment };
    let id = Some(PostId { kind, id: one.id.clone() });
    let href = Route::Queue { view: QueueView::New, post: id }.href();
    let state = match one.state {
        PostState::Visible => none(),
        state => html!(" · {}", t_of("desk.state", state.word()).unwrap_or_default()),
    };
    let nameless = if one.nameless { html!(" · [[desk.erasure.nameless]]") } else { none() };
    html!(
        "<li><div class=theirs>{}</div><p class=hint>{}{}{} · <a href='{}'>[[desk.erasure.look]]</a></p></li>",
        body(&one.words, false),
        when::date_and_time(one.created),
        state,
        nameless,
        href
    )
}
