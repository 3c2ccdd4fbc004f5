//! The citizens' app: what comes to life on a painted page, and the way from page to page.

#[cfg(feature = "csr")]
pub mod islands;
#[cfg(feature = "csr")]
mod kept;
mod mine;
#[cfg(feature = "csr")]
mod navigation;
#[cfg(feature = "csr")]
pub mod paragraph;
mod proposal_form;
mod propose;
#[cfg(feature = "csr")]
mod start;

use std::cell::Cell;

use leptos::prelude::*;
use model::Moment;

use crate::components::Ctx;
use crate::facts::Facts;
use crate::markup::{Html, html};
use crate::place::Place;
use crate::route::Address;
use crate::session::Session;
#[cfg(feature = "csr")]
pub use kept::all;
pub use mine::Mine;
pub use proposal_form::ProposalForm;
#[cfg(feature = "csr")]
pub use start::start;

/// What every part of a page can ask for: the page as a whole, and who writes.
#[derive(Clone, Copy)]
pub struct App {
    address: StoredValue<Address>,
    facts: StoredValue<Facts>,
    painted: Moment,
    /// The proposal that was just sent from here.
    pub sent: StoredValue<Option<String>>,
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
            sent: StoredValue::new(None),
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
        self.facts.set_value(facts);
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

    /// The page's thread, if it has one.
    #[must_use]
    pub fn thread(&self) -> Option<Ctx> {
        self.facts.with_value(|facts| {
            let place = Place::of(&Address::parse(facts.place.as_deref()?, "").route)?;
            Some(Ctx::new(place, facts.hearing.as_ref()?.period()))
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
