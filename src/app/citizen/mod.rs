//! The citizens' app: one page at a time, drawn from what it shows.

mod comment;
mod embed;
mod front;
#[cfg(feature = "csr")]
mod loader;
mod mine;
#[cfg(feature = "csr")]
mod navigation;
mod news;
mod page;
mod paragraph;
mod proposal_form;
mod proposals;
mod propose;
mod section;
#[cfg(feature = "csr")]
mod takeover;
mod texts;

use std::sync::Arc;

use leptos::prelude::*;
use model::Moment;

use crate::components::{Live, part};
use crate::i18n::t;
use crate::page_data::PageData;
use crate::route::Address;
use crate::session::Session;
pub use page::title;
#[cfg(feature = "csr")]
pub use takeover::start;

/// A page and how it is looked at.
#[derive(Clone)]
pub struct Shown {
    /// Its address.
    pub address: Address,
    /// What it shows.
    pub data: Arc<PageData>,
    /// The moment as of which it is told.
    pub now: Moment,
    /// The site's own address, without a slash at the end.
    pub public_url: String,
}

/// What every component can ask for: the page as a whole, and who writes.
#[derive(Clone, Copy)]
pub struct App {
    /// The page that is shown.
    pub shown: RwSignal<Shown>,
    /// Its address, with the paragraph that is open just now.
    pub current: RwSignal<Address>,
    /// Whether another page is on its way for so long that one should be told.
    pub waiting: RwSignal<bool>,
    /// The last message for those who hear the page.
    pub status: RwSignal<String>,
    /// The proposal that was just sent from here.
    pub sent: RwSignal<Option<String>>,
    /// Who writes.
    pub session: Session,
}

impl App {
    /// The app that surrounds a component.
    #[must_use]
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// The address of the page that is being drawn.
    #[must_use]
    pub fn here(&self) -> Address {
        self.shown.with_untracked(|shown| shown.address.clone())
    }

    /// The moment as of which the page is told.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.shown.with_untracked(|shown| shown.now)
    }

    /// Says something to those who hear the page; seen by nobody.
    pub fn say(&self, text: impl Into<String>) {
        self.status.set(text.into());
    }
}

/// The whole site around one page.
#[component]
pub fn Site(
    /// The first page.
    shown: Shown,
) -> impl IntoView {
    let app = App {
        current: RwSignal::new(shown.address.clone()),
        shown: RwSignal::new(shown),
        waiting: RwSignal::new(false),
        status: RwSignal::new(String::new()),
        sent: RwSignal::new(None),
        session: Session::start(),
    };
    provide_context(app);
    #[cfg(feature = "csr")]
    navigation::start(app);
    view! {
        <a class="skip" href="#main">{t("skip")}</a>
        <div class="progress" hidden=move || !app.waiting.get()></div>
        {part(move || page::page(&app.shown.get()))}
        <p class="vh" role="status" id="status">
            <Live text=Signal::derive(move || app.status.get())/>
        </p>
    }
}

/// What the clock says, in the browser; the server is told the time instead.
#[must_use]
pub fn clock() -> Moment {
    if cfg!(feature = "csr") { Moment(js_sys::Date::now() as i64) } else { Moment(0) }
}

/// Moves the focus to an element once it is there.
pub fn focus(id: &str) {
    if cfg!(feature = "csr") {
        let id = id.to_owned();
        request_animation_frame(move || {
            let found = document().get_element_by_id(&id);
            if let Some(element) = found {
                let element: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(element);
                let _ = element.focus();
            }
        });
    }
}

/// How a step is kept in the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// As a new step, which "back" undoes.
    Push,
    /// In place of the present one.
    Replace,
}

/// Goes to a page.
pub fn go(app: App, to: Address, how: How) {
    #[cfg(feature = "csr")]
    navigation::go(app, to, how, None);
    #[cfg(not(feature = "csr"))]
    let _ = (app, to, how);
}
