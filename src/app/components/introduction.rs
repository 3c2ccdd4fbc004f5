use leptos::prelude::*;
use model::{DISTRICT_MAX, FieldFlaw, NAME_MAX, NewParticipant, ParticipantKind};

use crate::citizen::App;
use crate::components::{Live, error_of};
use crate::i18n::{t, t_of};
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
    move || match known.get() {
        Some(name) => view! {
            <p class="as">
                <span>{t("as.you")}</span> " " <bdi>{name}</bdi>
                " · " <a href="/mine">{t("as.change")}</a>
            </p>
        }
        .into_any(),
        None => fields(intro, &id).into_any(),
    }
}

fn fields(intro: Introduction, id: &str) -> impl IntoView + use<> {
    let (name_id, district_id) = (format!("{id}-navn"), format!("{id}-bydel"));
    let error_id = format!("{name_id}-fejl");
    let wrong = move || error_of(intro.flaws, "name");
    view! {
        <div class="field">
            <label for=name_id.clone()>{t("intro.name")}</label>
            <input
                id=name_id
                type="text"
                autocomplete="nickname"
                maxlength=NAME_MAX.to_string()
                aria-invalid=move || wrong().is_some().then_some("true")
                aria-describedby=error_id.clone()
                prop:value=move || intro.name.get()
                on:input:target=move |ev| intro.name.set(ev.target().value())
            />
            <p class="hint" id=error_id>
                <Live text=Signal::derive(move || wrong().unwrap_or(t("intro.pseudonym")).to_owned())/>
            </p>
        </div>
        <details class="extra" id=format!("{id}-mere")>
            <summary><span>{t("intro.more")}</span></summary>
            <fieldset class="choices">
                <legend>{t("intro.kind")}</legend>
                {kinds(intro, id)}
            </fieldset>
            <div class="field">
                <label for=district_id.clone()>{t("intro.district")}</label>
                <input
                    id=district_id
                    type="text"
                    maxlength=DISTRICT_MAX.to_string()
                    prop:value=move || intro.district.get()
                    on:input:target=move |ev| intro.district.set(ev.target().value())
                />
            </div>
        </details>
    }
}

fn kinds(intro: Introduction, id: &str) -> Vec<impl IntoView + use<>> {
    ParticipantKind::ALL
        .iter()
        .map(|&kind| {
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        id=format!("{id}-{}", kind.word())
                        name=format!("{id}-som")
                        checked=kind == ParticipantKind::Citizen
                        on:change=move |_| intro.kind.set(kind)
                    />
                    <span>{t_of("as", kind.word())}</span>
                </label>
            }
        })
        .collect()
}
