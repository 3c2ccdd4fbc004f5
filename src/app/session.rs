//! Who writes in this browser: a token, a name, and nothing more. The server never sees this file's
//! state; on the server the session is nobody's.

use leptos::prelude::*;
use model::{Code, NewParticipant, ParticipantKind, Welcome};
use serde::{Deserialize, Serialize};

use crate::api::{self, Answer, Refusal};
use crate::components::{INTRODUCTION, keep_said};
use crate::{drafts, storage, wire};

/// Who this browser writes as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The participant's permanent name.
    pub id: String,
    /// The secret that proves it. Empty for somebody who said who they are while there was no
    /// connection; their `id` is then the client key with which they sign up.
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
    /// Set whenever a post has arrived, was refused, or is a draft again.
    pub moved: RwSignal<()>,
    /// Set whenever a proposal is being sent or was tried, here or perhaps in another page.
    pub tried: RwSignal<()>,
}

const NAME: &str = "me";

/// Somebody whom the server does not know yet.
fn person(new: NewParticipant) -> Identity {
    let kind = new.kind.as_deref().and_then(ParticipantKind::from_word);
    Identity {
        id: new.client_key.unwrap_or_default(),
        token: String::new(),
        name: new.name.trim().to_owned(),
        kind: kind.unwrap_or(ParticipantKind::Citizen),
        district: new.district,
    }
}

/// Whom the browser remembers.
fn stored() -> Option<Identity> {
    wire::read(&storage::read(NAME)?)
}

/// From now on the API is asked in the name of this person.
fn identify(me: Option<&Identity>) {
    api::identify(me.map(|me| me.token.clone()).filter(|token| !token.is_empty()));
}

impl Session {
    /// The session that the browser remembers; nobody's on the server.
    #[must_use]
    pub fn start() -> Self {
        let me = stored();
        if cfg!(feature = "csr") {
            identify(me.as_ref());
        }
        let remembers = !cfg!(feature = "csr") || storage::write("probe", "1");
        storage::remove("probe");
        Self {
            me: RwSignal::new(me),
            remembers: RwSignal::new(remembers),
            offer_link: RwSignal::new(false),
            moved: RwSignal::new(()),
            tried: RwSignal::new(()),
        }
    }

    /// Another page of this browser took somebody up, or forgot them: so does this one.
    #[cfg(feature = "csr")]
    pub fn follow(self) {
        window_event_listener(leptos::ev::Custom::<web_sys::Event>::new("storage"), move |_| {
            self.tried.set(());
            let known = stored();
            if self.me.with_untracked(|me| *me != known) {
                identify(known.as_ref());
                if known.is_none() {
                    drafts::drop_waiting();
                    self.offer_link.set(false);
                }
                self.me.set(known);
            }
        });
    }

    /// Whether somebody is known.
    #[must_use]
    pub fn known(&self) -> bool {
        self.me.with(Option::is_some)
    }

    /// From now on this browser writes as this participant.
    pub fn take_up(&self, me: Identity) {
        identify(Some(&me));
        let kept = serde_json::to_string(&me).is_ok_and(|text| storage::write(NAME, &text));
        if !kept {
            self.remembers.set(false);
        }
        storage::remove(INTRODUCTION);
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

    /// Takes note of what a new person says of themselves; they sign up when the server is there.
    pub fn begin(&self, new: NewParticipant) {
        self.take_up(person(new));
    }

    /// The server knows them now.
    fn join(&self, welcome: Welcome, me: Identity) {
        self.take_up(Identity { id: welcome.id, token: welcome.token, ..me });
        self.offer_link.set(true);
    }

    /// Makes sure that the server knows whoever writes here.
    ///
    /// # Errors
    /// What the server says to a new person.
    pub async fn ensure(self) -> Answer<()> {
        let mut me = self.me.get_untracked();
        if me.as_ref().is_none_or(|me| me.token.is_empty()) {
            // Another page of this browser may have got to know them meanwhile.
            let known = stored();
            if known.is_some() && known != me {
                identify(known.as_ref());
                self.me.set(known.clone());
                me = known;
            }
        }
        let Some(me) = me.filter(|me| me.token.is_empty()) else { return Ok(()) };
        let new = NewParticipant {
            name: me.name.clone(),
            kind: Some(me.kind.word().to_owned()),
            district: me.district.clone(),
            email: None,
            client_key: Some(me.id.clone()),
        };
        match api::participant::add(&new).await {
            Ok(welcome) => {
                self.join(welcome, me);
                Ok(())
            }
            Err(refusal) => {
                // Asked again for what was refused.
                if !refusal.passes() {
                    keep_said(&me.name, me.kind, me.district.as_deref().unwrap_or_default());
                    self.give_up();
                }
                Err(refusal)
            }
        }
    }

    /// Makes sure that there is somebody to act as; a new person is made from what they gave. What
    /// does not wait in the outbox needs an answer now: until then nobody is known.
    ///
    /// # Errors
    /// What the server says to the new person.
    pub async fn introduce(self, new: NewParticipant) -> Answer<()> {
        if self.me.with_untracked(Option::is_some) {
            return self.ensure().await;
        }
        let welcome = api::participant::add(&new).await?;
        self.join(welcome, person(new));
        Ok(())
    }

    fn give_up(&self) {
        api::identify(None);
        storage::remove(NAME);
        self.me.set(None);
    }

    /// The secret of whoever writes here, once the server knows them.
    #[must_use]
    pub fn token(&self) -> Option<String> {
        self.me.with(|me| me.as_ref().map(|me| me.token.clone())).filter(|token| !token.is_empty())
    }

    /// Takes note of a refusal: a token that nobody knows any more is given up, so that the name is
    /// asked again. Somebody whom the server does not know yet has none.
    pub fn heed(&self, refusal: &Refusal) {
        let known = self.me.with_untracked(|me| me.as_ref().is_some_and(|me| !me.token.is_empty()));
        if refusal.code() == Some(Code::Unauthorized) && known {
            self.give_up();
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
