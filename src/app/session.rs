//! Who writes in this browser: a token, a name, and nothing more. The server never sees this file's
//! state; on the server the session is nobody's.

use leptos::prelude::*;
use model::{Code, NewParticipant, ParticipantKind};
use serde::{Deserialize, Serialize};

use crate::api::{self, Answer, Refusal};
use crate::{drafts, storage, wire};

/// Who this browser writes as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The participant's permanent name.
    pub id: String,
    /// The secret that proves it.
    pub token: String,
    /// The name shown.
    pub name: String,
    /// On whose behalf.
    pub kind: ParticipantKind,
    /// Where in the city.
    pub district: Option<String>,
}

/// Who writes, as a handle that every component can hold.
#[derive(Clone, Copy)]
pub struct Session {
    /// Who, if anybody.
    pub me: RwSignal<Option<Identity>>,
    /// Whether this browser remembers: false when storage is blocked or full.
    pub remembers: RwSignal<bool>,
    /// Whether the link to one's own posts should be offered: after the first post.
    pub offer_link: RwSignal<bool>,
}

const NAME: &str = "me";

impl Session {
    /// The session that the browser remembers; nobody's on the server.
    #[must_use]
    pub fn start() -> Self {
        let me = storage::read(NAME).and_then(|text| wire::read::<Identity>(&text));
        if cfg!(feature = "csr") {
            api::identify(me.as_ref().map(|me| me.token.clone()));
        }
        let remembers = !cfg!(feature = "csr") || storage::write("probe", "1");
        storage::remove("probe");
        Self {
            me: RwSignal::new(me),
            remembers: RwSignal::new(remembers),
            offer_link: RwSignal::new(false),
        }
    }

    /// Whether somebody is known.
    #[must_use]
    pub fn known(&self) -> bool {
        self.me.with(Option::is_some)
    }

    /// From now on this browser writes as this participant.
    pub fn take_up(&self, me: Identity) {
        api::identify(Some(me.token.clone()));
        let kept = serde_json::to_string(&me).is_ok_and(|text| storage::write(NAME, &text));
        if !kept {
            self.remembers.set(false);
        }
        self.me.set(Some(me));
    }

    /// Forgets who wrote, and what was being written.
    pub fn forget(&self) {
        api::identify(None);
        for name in storage::names("") {
            storage::remove(&name);
        }
        self.me.set(None);
        self.offer_link.set(false);
    }

    /// Makes sure that there is somebody to post as; a new person is made from what they gave.
    ///
    /// # Errors
    /// What the server says to the new person.
    pub async fn introduce(self, new: NewParticipant) -> Answer<()> {
        if self.me.with_untracked(Option::is_some) {
            return Ok(());
        }
        let welcome = api::participant::add(&new).await?;
        let kind = new.kind.as_deref().and_then(ParticipantKind::from_word);
        self.take_up(Identity {
            id: welcome.id,
            token: welcome.token,
            name: new.name.trim().to_owned(),
            kind: kind.unwrap_or(ParticipantKind::Citizen),
            district: new.district,
        });
        self.offer_link.set(true);
        Ok(())
    }

    /// Takes note of a refusal: a token that nobody knows any more is given up, so that the name is
    /// asked again.
    pub fn heed(&self, refusal: &Refusal) {
        if refusal.code() == Some(Code::Unauthorized) && self.me.with_untracked(Option::is_some) {
            api::identify(None);
            storage::remove(NAME);
            self.me.set(None);
        }
    }

    /// Keeps a draft, and notices when the browser does not.
    pub fn keep_draft(self, place: &str, draft: &impl Serialize, saved: RwSignal<bool>) {
        drafts::keep(place, draft, move |kept| {
            if kept {
                saved.try_set(true);
            } else {
                self.remembers.try_set(false);
            }
        });
    }
}

/// A new client key: what makes a repeated post the same post.
#[must_use]
pub fn client_key() -> String {
    let random = || format!("{:016x}", (js_sys::Math::random() * 9e15) as u64);
    // `crypto.randomUUID` is missing on plain HTTP off loopback.
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let has = crypto.as_ref().is_some_and(|crypto| {
        js_sys::Reflect::has(crypto, &wasm_bindgen::JsValue::from_str("randomUUID"))
            .unwrap_or_default()
    });
    match crypto {
        Some(crypto) if has => crypto.random_uuid(),
        _ => random() + &random(),
    }
}
