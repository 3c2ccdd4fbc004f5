use leptos::prelude::*;
use model::{DISTRICT_MAX, FieldFlaw, NAME_MAX, NewParticipant, ParticipantKind};

use crate::citizen::App;
use crate::components::{Entry, Live, drawn, error_of, part, when};
use crate::i18n::{t, t_of};
use crate::markup::{Html, all, html, none};
use crate::route::Route;
use crate::session::client_key;

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
    /// Nothing said yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            kind: RwSignal::new(ParticipantKind::Citizen),
            district: RwSignal::new(String::new()),
            key: StoredValue::new(String::new()),
            flaws: RwSignal::new(Vec::new()),
        }
    }

    /// The person, when what they gave can be taken; otherwise the fields tell what is missing.
    #[must_use]
    pub fn check(&self) -> Option<NewParticipant> {
        if self.key.with_value(String::is_empty) {
            self.key.set_value(client_key());
        }
        let district = self.district.get_untracked();
        let new = NewParticipant {
            name: self.name.get_untracked(),
            kind: Some(self.kind.get_untracked().word().to_owned()),
            district: (!district.trim().is_empty()).then_some(district),
            email: None,
            client_key: Some(self.key.get_value()),
        };
        let flaws = new.check().err().unwrap_or_default();
        let good = flaws.is_empty();
        self.flaws.set(flaws);
        good.then_some(new)
    }
}

/// The fields of an introduction; for those who are known already, as whom they write.
#[component]
pub fn IntroductionFields(
    /// What is filled in.
    intro: Introduction,
    /// What the fields' ids begin with.
    id: String,
) -> impl IntoView {
    let session = App::get().session;
    let known = Memo::new(move |_| session.me.with(|me| me.as_ref().map(|me| me.name.clone())));
    part(move || match known.get() {
        Some(name) => {
            let mine = App::get().here().to(Route::Mine).href();
            drawn(html!(
                "<p class=as><span>[[as.you]]</span> <bdi>{}</bdi> · <a href='{}'>[[as.change]]</a></p>",
                name,
                mine
            ))
        }
        None => fields(intro, &id),
    })
}

fn fields(intro: Introduction, id: &str) -> AnyView {
    let (name_id, district_id) = (format!("{id}-navn"), format!("{id}-bydel"));
    let error_id = format!("{name_id}-fejl");
    let wrong = move || error_of(intro.flaws, "name");
    let name = Entry {
        max: NAME_MAX,
        invalid: when(move || wrong().is_some()),
        ..Entry::of(name_id.clone(), intro.name)
    }
    .draw();
    let district =
        Entry { max: DISTRICT_MAX, ..Entry::of(district_id.clone(), intro.district) }.draw();
    let hint = Signal::derive(move || wrong().unwrap_or(t("intro.pseudonym")).to_owned());
    view! {
        <div class="field">
            <label for=name_id>{t("intro.name")}</label>
            {name}
            <p class="hint" id=error_id><Live text=hint/></p>
        </div>
        <details class="extra" id=format!("{id}-mere")>
            <summary><span>{t("intro.more")}</span></summary>
            <fieldset
                class="choices"
                inner_html=kinds(id).into_string()
                on:change=move |ev| {
                    if let Some(kind) = ParticipantKind::from_word(&event_target_value(&ev)) {
                        intro.kind.set(kind);
                    }
                }
            ></fieldset>
            <div class="field">
                <label for=district_id>{t("intro.district")}</label>
                {district}
            </div>
        </details>
    }
    .into_any()
}

fn kinds(id: &str) -> Html {
    let name = format!("{id}-som");
    let choices: Vec<Html> = ParticipantKind::ALL
        .iter()
        .map(|&kind| {
            let label = t_of("as", kind.word()).unwrap_or_default();
            choice(&name, kind.word(), kind == ParticipantKind::Citizen, label)
        })
        .collect();
    html!("<legend>[[intro.kind]]</legend>{}", all(&choices))
}

/// One of several, as a radio button.
pub fn choice(name: &str, value: &str, chosen: bool, label: &str) -> Html {
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
