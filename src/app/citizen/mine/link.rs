//! The link in the address: whose it is, and whether this browser becomes them.

use leptos::prelude::*;
use model::Code;
use wasm_bindgen_futures::spawn_local;

use crate::api::{self, Answer, Refusal};
use crate::citizen::{App, How, focus, go};
use crate::components::{ONCE, button, drawn, part_if, told};
use crate::i18n::{t, t_with};
use crate::markup::html;
use crate::route::Address;
use crate::session::{Identity, client_key};
use crate::storage;

/// Where the key is kept under which a link that works once is used: an answer that was lost is
/// asked for again under the same one, also after the page was closed.
const KEY: &str = "handover";

/// What a link brings.
#[derive(Clone, PartialEq, Eq)]
enum Link {
    /// The token itself.
    Token(String),
    /// A secret that works once, and this browser's key for it.
    Once(String, String),
}

/// The links that this page was opened by.
#[derive(Clone, Copy)]
pub struct Links {
    /// Asked about: this browser knows somebody already.
    offered: RwSignal<Option<Link>>,
    /// On its way.
    taken: RwSignal<bool>,
    /// What went wrong, and with which one.
    trouble: RwSignal<Option<(String, Link)>>,
    /// The page to go on to then; empty to stay.
    to: RwSignal<String>,
}

impl Links {
    /// None yet.
    pub fn new() -> Self {
        Self {
            offered: RwSignal::new(None),
            taken: RwSignal::new(false),
            trouble: RwSignal::new(None),
            to: RwSignal::new(String::new()),
        }
    }

    /// Whether it is being found out who one is.
    pub fn busy(&self) -> bool {
        self.taken.get()
    }

    /// Does what the link in the address says; asks first when this browser is somebody already.
    pub fn follow(self, app: App) {
        let Some((link, to)) = in_address() else { return };
        self.to.set(to);
        match (app.session.me.get_untracked(), &link) {
            (None, _) => self.take(app, link),
            (Some(known), Link::Token(token)) if known.token == *token => self.go_on(app),
            (Some(known), Link::Once(..)) if self.may_go_on(app) => self.compare(app, known, link),
            _ => self.offered.set(Some(link)),
        }
    }

    /// From a frame that shares this browser's storage the very same person comes: they are not asked.
    fn compare(self, app: App, known: Identity, link: Link) {
        self.find_out(app, link, move |me| {
            if me.id == known.id {
                self.go_on(app);
            } else {
                self.offered.try_set(Some(Link::Token(me.token)));
            }
        });
    }

    /// Finds out whose link it is.
    fn find_out(self, app: App, link: Link, then: impl FnOnce(Identity) + 'static) {
        if self.taken.get_untracked() {
            return;
        }
        self.trouble.set(None);
        self.taken.set(true);
        spawn_local(async move {
            let answer = who(app, &link).await;
            self.taken.try_set(false);
            match answer {
                Ok(me) => {
                    storage::remove(KEY);
                    then(me);
                }
                // Pressed once more in the frame: it was used the first time, by who is known here since.
                Err(refusal) if refusal.code() == Some(Code::LinkSpent) && self.may_go_on(app) => {
                    self.go_on(app);
                }
                Err(refusal) => self.failed(app, &refusal, link),
            }
        });
    }

    /// Whether there is a page to go on to, and somebody who does.
    fn may_go_on(self, app: App) -> bool {
        let leads_on = self.to.with_untracked(|to| !to.is_empty());
        leads_on && app.session.me.with_untracked(Option::is_some)
    }

    fn failed(self, app: App, refusal: &Refusal, link: Link) {
        app.say(told(refusal));
        self.trouble.try_set(Some((told(refusal), link)));
    }

    /// Now that it is settled who one is.
    fn go_on(self, app: App) {
        match self.to.get_untracked() {
            here if here.is_empty() => focus("titel"),
            to => go(app, Address::parse(&to, ""), How::Replace),
        }
    }

    /// The question, and what went wrong.
    pub fn draw(self, app: App) -> AnyView {
        view! {
            {part_if(move || self.offered.get().map(|link| self.question(app, link)))}
            {part_if(move || {
                let (text, link) = self.trouble.get()?;
                let again = move |_| self.take(app, link.clone());
                Some(view! {
                    <div class="panel" role="group" aria-label=t("again")>
                        {drawn(html!("<p class=trouble><span>{}</span></p>", text))}
                        {button("button", "flyt-igen".to_owned(), t("again"), again)}
                    </div>
                }.into_any())
            })}
        }
        .into_any()
    }

    fn question(self, app: App, link: Link) -> AnyView {
        let me = app.session.me.with_untracked(|me| me.as_ref().map(|me| me.name.clone()));
        let asked = match &link {
            Link::Token(_) => t("mine.another").to_owned(),
            Link::Once(..) => {
                t_with("mine.move.known", &[("name", me.as_deref().unwrap_or_default())])
            }
        };
        let take = move |_| {
            self.offered.set(None);
            self.take(app, link.clone());
        };
        let keep = move |_| {
            self.offered.set(None);
            self.go_on(app);
        };
        view! {
            <div class="panel" role="group" aria-label=asked.clone()>
                <p>{asked.clone()}</p>
                <div class="buttons">
                    {button("button button--strong", "overtag".to_owned(), t("mine.take"), take)}
                    {button("button", "behold".to_owned(), t("mine.keep"), keep)}
                </div>
            </div>
        }
        .into_any()
    }

    /// Takes over who one is, once the server knows them.
    fn take(self, app: App, link: Link) {
        self.find_out(app, link, move |me| {
            let other = |known: &Identity| known.id != me.id;
            if app.session.me.with_untracked(|known| known.as_ref().is_some_and(other)) {
                // It would go out under another name than it was written under.
                withhold(t("waiting.other"));
            }
            app.session.take_up(me);
            app.say(t("mine.taken"));
            self.go_on(app);
        });
    }
}

/// What waits to be sent was written by somebody else than writes here now.
fn withhold(why: &str) {
    #[cfg(any(feature = "csr", test))]
    {
        crate::outbox::withhold::<model::NewComment>(why);
        crate::outbox::withhold::<model::NewProposal>(why);
    }
    #[cfg(not(any(feature = "csr", test)))]
    let _ = why;
}

/// Who a link belongs to.
async fn who(app: App, link: &Link) -> Answer<Identity> {
    let token = match link.clone() {
        Link::Token(token) => token,
        Link::Once(secret, key) => api::handover::take(secret, key).await?.token,
    };
    api::identify(Some(token.clone()));
    let answer = api::participant::me().await;
    // Until it is certain: whom this browser wrote as before.
    api::identify(app.session.me.with_untracked(|me| me.as_ref().map(|me| me.token.clone())));
    let me = answer?;
    Ok(Identity { id: me.id, token, name: me.name, kind: me.kind, district: me.district })
}

/// The link in the address, and the page to go on to. It is taken out of the address so that it is not
/// passed on by mistake.
fn in_address() -> Option<(Link, String)> {
    let window = web_sys::window()?;
    let location = window.location();
    let hash = location.hash().ok()?;
    let (secret, to) = hash.split_at(hash.find('/').unwrap_or(hash.len()));
    let link = read(secret.trim_start_matches('#'))?;
    let path = location.pathname().ok()?;
    let history = window.history().ok()?;
    let state = history.state().unwrap_or(wasm_bindgen::JsValue::NULL);
    let _ = history.replace_state_with_url(&state, "", Some(&path));
    let link = match link {
        Link::Once(secret, _) => Link::Once(secret, kept_key()),
        token => token,
    };
    // Whose token it is may be anybody: nobody is led on by it unasked.
    let to = if matches!(link, Link::Once(..)) { to } else { "" };
    Some((link, to.to_owned()))
}

fn kept_key() -> String {
    storage::read(KEY).unwrap_or_else(|| {
        let key = client_key();
        storage::write(KEY, &key);
        key
    })
}

fn read(text: &str) -> Option<Link> {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    if text.len() < 16 || !plain {
        return None;
    }
    Some(match text.strip_prefix(ONCE) {
        Some(secret) => Link::Once(secret.to_owned(), String::new()),
        None => Link::Token(text.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_works_once_is_told_from_a_token() {
        let secret = "a".repeat(43);
        assert!(read(&secret) == Some(Link::Token(secret.clone())));
        let once = read(&format!("flyt-{secret}"));
        assert!(once == Some(Link::Once(secret, String::new())));
        for none in ["", "titel", "kommentarer", "<script>alert(1)</script>"] {
            assert!(read(none).is_none(), "{none}");
        }
    }
}
