use leptos::prelude::*;
use model::{FieldFlaw, NewParticipant, ParticipantKind};

use crate::citizen::App;
use crate::components::{Entry, drawn, error_of, labelled, part, soon, when};
use crate::i18n::{t, t_of};
use crate::markup::{Html, all, html, none};
use crate::route::Route;
use crate::session::client_key;
use crate::storage;

/// Where it is kept until it is sent: whoever goes on in another place does not say it again.
pub const INTRODUCTION: &str = "introduction";

/// Keeps what somebody says of themselves until they are known; then the browser remembers that
/// (`session.rs`). A line for each answer: none of them has more than one.
pub fn keep_said(name: &str, kind: ParticipantKind, district: &str) {
    storage::write(INTRODUCTION, &[name, kind.word(), district].join("\n"));
}

/// What a new person says of themselves, asked once, when they first send something.
#[derive(Clone, Copy)]
pub struct Introduction {
    name: RwSignal<String>,
    kind: RwSignal<ParticipantKind>,
    district: RwSignal<String>,
    // Kept over retries, so that a lost answer does not make two of the same person.
    key: StoredValue<String>,
    /// What was refused of it.
    pub flaws: RwSignal<Vec<FieldFlaw>>,
}

impl Introduction {
    /// What was said before, in whatever place of this browser; or nothing yet.
    #[must_use]
    pub fn new() -> Self {
        let said = storage::read(INTRODUCTION).unwrap_or_default();
        let mut said = said.split('\n');
        let name = said.next().unwrap_or_default().to_owned();
        let kind = said.next().and_then(ParticipantKind::from_word);
        Self {
            name: RwSignal::new(name),
            kind: RwSignal::new(kind.unwrap_or(ParticipantKind::Citizen)),
            district: RwSignal::new(said.next().unwrap_or_default().to_owned()),
            key: StoredValue::new(String::new()),
            flaws: RwSignal::new(Vec::new()),
        }
    }

    /// Keeps what was typed or chosen.
    fn keep(self) {
        let district = self.district.get_untracked();
        self.name.with_untracked(|name| keep_said(name, self.kind.get_untracked(), &district));
    }

    /// The person, when what they gave can be taken; otherwise the fields tell what is missing.
    #[must_use]
    pub fn check(&self) -> Option<NewParticipant> {
        if self.key.with_value(String::is_empty) {
            self.key.set_value(client_key());
        }
        let new = self.given();
        let flaws = new.check().err().unwrap_or_default();
        let good = flaws.is_empty();
        self.flaws.set(flaws);
        good.then_some(new)
    }

    /// What they gave so far.
    #[must_use]
    pub fn given(&self) -> NewParticipant {
        let district = self.district.get_untracked();
        NewParticipant {
            name: self.name.get_untracked(),
            kind: Some(self.kind.get_untracked().word().to_owned()),
            district: (!district.trim().is_empty()).then_some(district),
            email: None,
            client_key: Some(self.key.get_value()).filter(|key| !key.is_empty()),
        }
    }
}

/// The fields of an introduction; for those who are known already, as whom they write.
#[component]
pub fn IntroductionFields(
    /// What is filled in.
    intro: Introduction,
    /// What the fields' ids begin with.
    id: String,
    /// Drawn in two steps: the name, and what is folded away.
    #[prop(optional)]
    in_steps: bool,
) -> impl IntoView {
    let session = App::get().session;
    let known = Memo::new(move |_| session.me.with(|me| me.as_ref().map(|me| me.name.clone())));
    part(move || match known.get() {
        Some(name) => {
            let here = App::get().here();
            // A frame's storage is not the site's: the link must bring along who one is.
            let over = matches!(here.route, Route::Embed { .. });
            drawn(html!(
                "<p class=as><span>[[as.you]]</span> <bdi>{}</bdi> · <a href='{}'{}>[[as.change]]</a></p>",
                name,
                here.to(Route::Mine).href(),
                if over { html!(" data-act=flyt") } else { none() }
            ))
        }
        None => fields(intro, &id, in_steps),
    })
}

fn fields(intro: Introduction, id: &str, in_steps: bool) -> AnyView {
    let name = answer(intro, "name", format!("{id}-navn"), intro.name);
    let said = move || error_of(intro.flaws, "name").unwrap_or(t("intro.pseudonym"));
    let more_id = format!("{id}-mere");
    let id = id.to_owned();
    let more = soon(!in_steps, move || more_fields(intro, &id));
    let notice = html!(
        "<p class=hint>[[intro.notice]] <a href='{}/privatliv'>[[intro.privacy]]</a></p>",
        App::get().here().lang.prefix()
    );
    view! {
        {labelled(t("intro.name"), name, "hint", said)}
        <details class="extra" id=more_id>
            <summary><span>{t("intro.more")}</span></summary>
            {more}
        </details>
        {drawn(notice)}
    }
    .into_any()
}

/// On whose behalf they write, and where they live.
fn more_fields(intro: Introduction, id: &str) -> AnyView {
    let district = answer(intro, "district", format!("{id}-bydel"), intro.district);
    let said = move || error_of(intro.flaws, "district").unwrap_or_default();
    view! {
        <fieldset
            class="choices"
            inner_html=kinds(id, intro.kind.get_untracked()).into_string()
            on:change=move |ev| {
                if let Some(kind) = ParticipantKind::from_word(&event_target_value(&ev)) {
                    intro.kind.set(kind);
                    intro.keep();
                }
            }
        ></fieldset>
        {labelled(t("intro.district"), district, "trouble", said)}
    }
    .into_any()
}

/// The field for an answer, marked when it was refused.
fn answer(intro: Introduction, what: &'static str, id: String, value: RwSignal<String>) -> Entry {
    let wrong = move || error_of(intro.flaws, what).is_some();
    let typed = Box::new(move |text| {
        value.set(text);
        intro.keep();
    });
    Entry { invalid: when(wrong), typed, ..Entry::of(id, value) }
}

fn kinds(id: &str, chosen: ParticipantKind) -> Html {
    let name = format!("{id}-som");
    let choices: Vec<Html> = ParticipantKind::ALL
        .iter()
        .map(|&kind| {
            let label = t_of("as", kind.word()).unwrap_or_default();
            choice(&name, kind.word(), kind == chosen, label)
        })
        .collect();
    html!("<legend>[[intro.kind]]</legend>{}", all(&choices))
}

/// One of several, as a radio button.
fn choice(name: &str, value: &str, chosen: bool, label: &str) -> Html {
    html!(
        "<label class=choice><input type=radio id='{}-{}' name='{}' value='{}'{}><span>{}</span></label>",
        name,
        value,
        name,
        value,
        if chosen { html!(" checked") } else { none() },
        label
    )
}
