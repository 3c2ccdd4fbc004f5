//! The moderators' desk: list, context, decision. Its texts and its code are its own, so that a
//! phone that reads the hearing never loads them.
//!
//! The address says which view and which post is looked at. What the page shows follows from it and
//! from what has been loaded; [`navigation`] goes to addresses, [`load`] brings what they need, and
//! [`decide`] carries decisions out.

mod about;
mod decide;
mod draft;
mod entrance;
mod form;
mod frame;
mod history;
mod keys;
mod list;
mod load;
mod navigation;
mod panel;
mod post;
mod proposal;
mod queue;
mod route;
mod shortcuts;
mod sign_in;
mod words;

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use model::{QueueCounts, QueueItem, Staff};

use crate::components::Live;
use crate::i18n::{self, t};
use crate::route::Lang;
use decide::Done;
use form::Form;
use list::{List, Lists};
use route::Route;

/// The desk's own texts, by key.
pub const TEXTS: &str = include_str!("../locales/desk.da.json");

/// The keys of [`TEXTS`] that are put together at run time, for the test that each is there.
#[cfg(test)]
pub fn families() -> Vec<String> {
    use model::{DecisionKind, PostState, QueueView, RULES};
    let mut keys = Vec::new();
    for family in ["view", "heading", "empty"] {
        keys.extend(QueueView::ALL.iter().map(|x| format!("desk.{family}.{}", x.word())));
    }
    keys.extend(RULES.iter().map(|x| format!("desk.reason.{}", x.0)));
    keys.extend(DecisionKind::ALL.iter().map(|x| format!("desk.decided.{}", x.word())));
    let unusual = PostState::ALL.iter().filter(|state| **state != PostState::Visible);
    keys.extend(unusual.map(|x| format!("desk.state.{}", x.word())));
    keys.extend(["redacted", "withdrawn"].map(|x| format!("desk.nothing.{x}")));
    let codes = ["sign-in-failed", "not-found", "state", "invalid", "internal", "unavailable"];
    keys.extend(codes.map(|x| format!("desk.code.{x}")));
    keys
}

/// Who sits at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Not known yet.
    Unknown,
    /// It cannot be found out, and what is told about that.
    Unreachable(String),
    /// Nobody. `ended` when somebody was signed in a moment ago.
    Nobody {
        /// Whether somebody was signed in a moment ago.
        ended: bool,
    },
    /// A member of staff.
    Staff(Staff),
}

/// The post of the address.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// The address names none.
    Nothing,
    /// It is on its way.
    Waiting,
    /// It is here.
    Item(Arc<QueueItem>),
    /// There is none of that name.
    Missing,
    /// It did not come, and what is told about that.
    Failed(String),
}

/// What every part of the desk can ask for.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Where one is.
    pub route: RwSignal<Route>,
    /// Who is signed in.
    pub who: RwSignal<Who>,
    /// What has been loaded of the queue.
    pub lists: Lists,
    /// How many posts wait in each view.
    pub counts: RwSignal<Option<QueueCounts>>,
    /// The post of the address when it stands in no list.
    pub aside: RwSignal<Opened>,
    /// The post of the address.
    pub opened: Memo<Opened>,
    /// The form that hides a post.
    pub form: Form,
    /// What was decided last, to be taken back.
    pub done: RwSignal<Option<Done>>,
    /// Whether a decision is being saved.
    pub busy: RwSignal<bool>,
    /// Why the last decision was not saved.
    pub trouble: RwSignal<Option<String>>,
    /// What is told about everything else that went wrong.
    pub alarm: RwSignal<Option<String>>,
    /// The last message for those who hear the page.
    pub status: RwSignal<String>,
    /// Whether something is on its way for so long that one should be told.
    pub waiting: RwSignal<bool>,
    /// Whether keys decide.
    pub keys: RwSignal<bool>,
    /// Titles and quoted words that posts refer to, by [`about`]'s names.
    pub names: RwSignal<HashMap<String, String>>,
    /// The secret of an invitation link, out of the address.
    pub invitation: RwSignal<Option<String>>,
}

impl Desk {
    fn new(route: Route) -> Self {
        let route = RwSignal::new(route);
        let lists = Lists::new();
        let aside = RwSignal::new(Opened::Nothing);
        let opened = Memo::new(move |_| {
            route.with(|route| match (route.queue(), route.post()) {
                (Some(view), Some(post)) => {
                    lists.of(view).find(post).map_or_else(|| aside.get(), Opened::Item)
                }
                _ => Opened::Nothing,
            })
        });
        Self {
            route,
            who: RwSignal::new(Who::Unknown),
            lists,
            counts: RwSignal::new(None),
            aside,
            opened,
            form: Form::new(),
            done: RwSignal::new(None),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            alarm: RwSignal::new(None),
            status: RwSignal::new(String::new()),
            waiting: RwSignal::new(false),
            keys: RwSignal::new(shortcuts::wanted()),
            names: RwSignal::new(HashMap::new()),
            invitation: RwSignal::new(None),
        }
    }

    /// The desk that surrounds a component.
    #[must_use]
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// Says something to those who hear the page; seen by nobody.
    pub fn say(self, text: impl Into<String>) {
        let mut text = text.into();
        // The same words twice are no change, and nobody would hear the second time.
        if self.status.with_untracked(|before| *before == text) {
            text.push('\u{a0}');
        }
        self.status.set(text);
    }

    /// The list that the address shows.
    #[must_use]
    pub fn list(self) -> Option<List> {
        self.route.with_untracked(Route::queue).map(|view| self.lists.of(view))
    }

    /// The mail address of who is signed in.
    #[must_use]
    pub fn email(self) -> Option<String> {
        self.who.with_untracked(|who| match who {
            Who::Staff(staff) => Some(staff.email.clone()),
            _ => None,
        })
    }
}

/// Starts the desk in the page's `#app`.
pub fn start() {
    i18n::add(TEXTS);
    i18n::speak(Lang::Da);
    let Some(app) = document().get_element_by_id("app") else { return };
    app.set_inner_html("");
    let app: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(app);
    leptos::mount::mount_to(app, || view! { <Site/> }).forget();
}

/// What is shown instead of the queue, or the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Screen {
    Blank,
    Unreachable,
    Insecure,
    SignIn,
    Invitation,
    Queue,
    NotFound,
}

fn screen(who: &Who, route: &Route) -> Screen {
    match (who, route) {
        _ if !navigation::is_secure() => Screen::Insecure,
        (_, Route::NotFound) => Screen::NotFound,
        (_, Route::Invitation) => Screen::Invitation,
        (Who::Unknown, _) => Screen::Blank,
        (Who::Unreachable(_), _) => Screen::Unreachable,
        (Who::Nobody { .. }, _) => Screen::SignIn,
        (Who::Staff(_), Route::Home) => Screen::Blank,
        (Who::Staff(_), Route::Queue { .. }) => Screen::Queue,
    }
}

#[component]
fn Site() -> impl IntoView {
    let desk = Desk::new(navigation::here());
    provide_context(desk);
    navigation::start(desk);
    shortcuts::start(desk);
    let screen = Memo::new(move |_| desk.who.with(|who| desk.route.with(|r| screen(who, r))));
    let shown = move || match screen.get() {
        Screen::Blank => ().into_any(),
        Screen::Unreachable => entrance::unreachable(desk),
        Screen::Insecure => entrance::insecure(),
        Screen::NotFound => entrance::not_found(),
        Screen::SignIn => sign_in::sign_in(desk),
        Screen::Invitation => sign_in::invitation(desk),
        Screen::Queue => frame::queue(desk),
    };
    view! {
        <a class="skip" href="#main">{t("skip")}</a>
        <div class="progress" hidden=move || !desk.waiting.get()></div>
        {shown}
        <p class="vh" role="status">
            <Live text=Signal::derive(move || desk.status.get())/>
        </p>
    }
}
