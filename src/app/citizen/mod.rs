//! The citizens' app: what comes to life on a painted page, and the way from page to page.

#[cfg(feature = "csr")]
mod carry;
#[cfg(feature = "csr")]
pub mod difficulty;
#[cfg(feature = "csr")]
mod edition;
#[cfg(feature = "csr")]
mod forms;
#[cfg(feature = "csr")]
pub mod islands;
#[cfg(feature = "csr")]
mod kept;
#[cfg(feature = "csr")]
pub mod live;
mod mine;
#[cfg(feature = "csr")]
mod navigation;
#[cfg(feature = "csr")]
pub mod paragraph;
pub mod propose;
#[cfg(feature = "csr")]
mod proposing;
#[cfg(feature = "csr")]
pub mod selection;
#[cfg(feature = "csr")]
pub mod sending;
#[cfg(feature = "csr")]
mod start;
#[cfg(feature = "csr")]
mod under_way;

use std::cell::Cell;

use leptos::prelude::*;
use model::{Moment, NewProposal};

use crate::components::Ctx;
use crate::facts::Facts;
use crate::lang::Lang;
use crate::markup::{Html, html};
use crate::place::Place;
use crate::route::Address;
use crate::session::Session;
#[cfg(feature = "csr")]
pub use forms::start_whole;
#[cfg(feature = "csr")]
pub use kept::all;
pub use mine::Mine;
#[cfg(feature = "csr")]
pub use start::start;

/// What every part of a page can ask for: the page as a whole, and who writes.
#[derive(Clone, Copy)]
pub struct App {
    address: StoredValue<Address>,
    facts: StoredValue<Facts>,
    painted: Moment,
    /// Who writes.
    pub session: Session,
}

impl App {
    /// The app on a page; from now on it surrounds every component.
    pub fn begin(address: Address, facts: Facts, now: Moment) -> Self {
        let app = Self {
            address: StoredValue::new(address),
            facts: StoredValue::new(facts),
            painted: now,
            session: Session::start(),
        };
        if cfg!(feature = "csr") {
            BROWSER.set(Some(app));
        } else {
            provide_context(app);
        }
        app
    }

    /// The app that surrounds a component.
    #[must_use]
    pub fn get() -> Self {
        // An answer from the network finds no surroundings; the browser has just one app anyway.
        BROWSER.get().unwrap_or_else(expect_context::<Self>)
    }

    /// The app that surrounds a component, if it is one of the citizens'.
    #[must_use]
    pub fn find() -> Option<Self> {
        BROWSER.get().or_else(use_context::<Self>)
    }

    /// The address of the page, with the paragraph that is open on it just now.
    #[must_use]
    pub fn here(&self) -> Address {
        self.address.get_value()
    }

    /// The moment as of which things are told: in the browser its clock.
    #[must_use]
    pub fn now(&self) -> Moment {
        if cfg!(feature = "csr") { clock() } else { self.painted }
    }

    /// Another page is there.
    pub fn move_to(&self, address: Address, facts: Facts) {
        self.address.set_value(address);
        // The program stays the one that it was.
        let release = self.facts.with_value(|own| own.release.clone());
        self.facts.set_value(Facts { release, ..facts });
    }

    /// Another paragraph is open on the same page.
    pub fn turn_to(&self, address: Address) {
        self.address.set_value(address);
    }

    /// The version of the text that is shown.
    #[must_use]
    pub fn version(&self) -> Option<i64> {
        self.facts.with_value(|facts| facts.hearing.as_ref().map(|hearing| hearing.version))
    }

    /// Whether another release of the site made these facts than this program. Of what was kept for
    /// times without a connection nobody knows (`sw.js`).
    #[must_use]
    pub fn is_older_than(&self, facts: &Facts) -> bool {
        let differs = |own: &String| facts.release.as_ref().is_some_and(|other| other != own);
        self.facts.with_value(|own| own.release.as_ref().is_some_and(differs))
    }

    /// The language of what the city and people wrote, when the page speaks another.
    #[must_use]
    pub fn their_lang(&self) -> Option<String> {
        let hearing = |facts: &Facts| facts.hearing.as_ref().map(|hearing| hearing.lang.clone());
        // Of what stands in several hearings, as one's own posts do, Danish is the best guess.
        let many = || (self.here().lang != Lang::Da).then(|| Lang::Da.tag().to_owned());
        self.facts.with_value(hearing).unwrap_or_else(many)
    }

    /// The page's thread, if it has one.
    #[must_use]
    pub fn thread(&self) -> Option<Ctx> {
        self.facts.with_value(|facts| {
            let place = Place::of(&Address::parse(facts.place.as_deref()?, "").route)?;
            let hearing = facts.hearing.as_ref()?;
            Some(Ctx::new(place, hearing.period()).locked(hearing.locked))
        })
    }

    /// The site's own address, without a slash at the end.
    #[must_use]
    pub fn site(&self) -> String {
        window().location().origin().unwrap_or_default()
    }

    /// Says something to those who hear the page; seen by nobody.
    pub fn say(&self, text: impl Into<String>) {
        if let Some(status) = document().get_element_by_id("status") {
            let text: String = text.into();
            // Alone in an element of its own: see `Live`.
            status.set_inner_html(&html!("<span>{}</span>", text).into_string());
        }
    }
}

/// The site around whatever page is shown.
#[must_use]
pub fn site(page: &Html) -> Html {
    html!(
        "<a class=skip href='#main'>[[skip]]</a><div class=progress id=vent hidden></div>\
         <div id=side>{}</div><p class=vh role=status id=status></p>",
        *page
    )
}

thread_local! {
    // Never set on the server, where a thread paints for many.
    static BROWSER: Cell<Option<App>> = const { Cell::new(None) };
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
        request_animation_frame(move || focus_now(&id));
    }
}

/// Moves the focus to an element that is there. What takes the place of something that had the focus
/// gets it in the same turn: a key that is pressed before the next frame must not find it nowhere, nor
/// the focus jump back after it.
pub fn focus_now(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let element: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(element);
        let _ = element.focus();
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

/// Whether a post of this client key is on its way just now; see `under_way.rs`.
pub fn on_its_way(key: &str) -> bool {
    #[cfg(feature = "csr")]
    return under_way::has(key);
    #[cfg(not(feature = "csr"))]
    {
        let _ = key;
        false
    }
}

/// Makes a draft again of what waits or was refused; see `sending.rs`.
pub fn take_back(app: App, entry: &crate::outbox::Entry) {
    #[cfg(feature = "csr")]
    sending::take_back(app, entry);
    #[cfg(not(feature = "csr"))]
    let _ = (app, entry);
}

/// Makes a draft again of a proposal that waits or was refused; see `propose/post.rs`.
pub fn take_back_proposal(app: App, entry: &crate::outbox::Entry<NewProposal>) -> bool {
    #[cfg(feature = "csr")]
    return propose::take_back(app, entry);
    #[cfg(not(feature = "csr"))]
    {
        let _ = (app, entry);
        false
    }
}

/// Puts a post into its thread and on its way; see `sending.rs`.
pub fn post_now(
    app: App,
    entry: crate::outbox::Entry,
    back: impl FnOnce(&crate::api::Refusal) -> bool + 'static,
) {
    #[cfg(feature = "csr")]
    sending::post_now(app, entry, back);
    #[cfg(not(feature = "csr"))]
    let _ = (app, entry, back);
}
