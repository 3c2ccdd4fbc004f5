//! The moderators' desk: list, context, decision. Its texts and its code are its own, so that a
//! phone that reads the hearing never loads them.
//!
//! The address says which view and which post is looked at. What the page shows follows from it and
//! from what has been loaded; [`navigation`] goes to addresses, [`load`] brings what they need, and
//! [`decide`] carries decisions out.

mod about;
mod account;
mod appeal;
mod colleague;
mod copied;
mod decide;
mod difficulty;
mod draft;
mod entrance;
mod erasure;
mod expiry;
mod export;
#[cfg(test)]
mod families;
mod filter;
mod form;
mod frame;
mod hearing;
mod history;
mod keys;
mod leaving;
mod list;
mod listed;
mod live;
mod load;
mod looks;
mod measures;
mod moderation;
mod navigation;
mod news;
mod office;
mod panel;
mod picture;
mod post;
mod proposal;
mod queue;
mod record;
mod route;
mod selected;
mod several;
mod shortcuts;
mod sign_in;
mod statement;
mod sure;
mod words;

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use model::{QueueCounts, QueueItem, SignedIn};

use crate::components::Live;
use crate::i18n::{self, t};
use crate::route::Lang;
use decide::Done;
#[cfg(test)]
pub use families::families;
pub use filter::Filter;
use form::Form;
use list::{List, Lists};
use route::{PostId, Route};

/// The desk's own texts, by key.
pub const TEXTS: &str = include_str!("../locales/desk.da.json");

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
    Staff(SignedIn),
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
    /// The posts that are picked, to decide on them at once.
    pub picked: RwSignal<Vec<PostId>>,
    /// Which part of the queue is looked at.
    pub filter: RwSignal<Filter>,
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
    /// Whether one has to sign in again soon.
    pub ending: RwSignal<bool>,
    /// What draws the pages that are no lists of posts, where that was loaded.
    pages: Option<Pages>,
    /// How many wait for an answer who asked that what they wrote is deleted.
    pub erasures: RwSignal<i64>,
}

/// Draws a page that is no list of posts.
type Pages = fn(Desk, Screen) -> AnyView;

impl Desk {
    fn new(route: Route, pages: Option<Pages>) -> Self {
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
            picked: RwSignal::new(Vec::new()),
            filter: RwSignal::new(navigation::filter_here()),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            alarm: RwSignal::new(None),
            status: RwSignal::new(String::new()),
            waiting: RwSignal::new(false),
            keys: RwSignal::new(shortcuts::wanted()),
            names: RwSignal::new(HashMap::new()),
            invitation: RwSignal::new(None),
            ending: RwSignal::new(false),
            pages,
            erasures: RwSignal::new(0),
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

    /// Whether the pages that are no lists of posts can be drawn here.
    #[must_use]
    pub const fn has_pages(self) -> bool {
        self.pages.is_some()
    }

    /// The list that the address shows.
    #[must_use]
    pub fn list(self) -> Option<List> {
        self.route.with_untracked(Route::queue).map(|view| self.lists.of(view))
    }

    /// Whether who is signed in may invite others.
    #[must_use]
    pub fn is_admin(self) -> bool {
        self.who.with(|who| matches!(who, Who::Staff(staff) if staff.role == model::Role::Admin))
    }

    /// Whether who is signed in may write what the site says of itself.
    #[must_use]
    pub fn is_editor(self) -> bool {
        let may = |staff: &SignedIn| staff.role.covers(model::Role::Editor);
        self.who.with(|who| matches!(who, Who::Staff(staff) if may(staff)))
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

/// Starts the queue in the page's `#app`: what moderators load first. A link to a page that is no list of
/// posts loads all of the desk.
pub fn start_queue() {
    begin(None);
}

/// Starts all of the desk in the page's `#app`.
pub fn start() {
    begin(Some(page));
}

fn begin(pages: Option<Pages>) {
    i18n::add(TEXTS);
    i18n::speak(Lang::Da);
    let Some(app) = document().get_element_by_id("app") else { return };
    app.set_inner_html("");
    let app: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(app);
    leptos::mount::mount_to(app, move || site(pages)).forget();
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
    Difficulties,
    Moderation,
    Appeals,
    Erasures,
    Record,
    Export,
    Account,
    Colleagues,
    Statements,
    News,
    Hearings,
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
        (Who::Staff(_), Route::Difficulties) => Screen::Difficulties,
        (Who::Staff(_), Route::Moderation) => Screen::Moderation,
        (Who::Staff(_), Route::Appeals) => Screen::Appeals,
        (Who::Staff(_), Route::Erasures { .. } | Route::Erasure { .. }) => Screen::Erasures,
        (Who::Staff(_), Route::Record) => Screen::Record,
        (Who::Staff(_), Route::Export) => Screen::Export,
        (Who::Staff(_), Route::Account) => Screen::Account,
        (Who::Staff(_), Route::Colleagues) => Screen::Colleagues,
        (Who::Staff(_), Route::NewsList | Route::News { .. }) => Screen::News,
        (Who::Staff(_), Route::Hearings | Route::Hearing { .. } | Route::Embedding { .. }) => {
            Screen::Hearings
        }
        (Who::Staff(_), Route::Statements | Route::Statement { .. }) => Screen::Statements,
    }
}

fn page(desk: Desk, screen: Screen) -> AnyView {
    let page = match screen {
        Screen::Difficulties => difficulty::page(desk),
        Screen::Moderation => moderation::page(desk),
        Screen::Appeals => appeal::page(desk),
        Screen::Erasures => erasure::page(desk),
        Screen::Record => record::page(desk),
        Screen::Export => export::page(desk),
        Screen::Account => account::page(desk),
        Screen::Colleagues => colleague::page(desk),
        Screen::Statements => statement::page(desk),
        Screen::News => news::page(desk),
        Screen::Hearings => hearing::page(desk),
        _ => return ().into_any(),
    };
    frame::around(desk, page)
}

fn site(pages: Option<Pages>) -> impl IntoView {
    let desk = Desk::new(navigation::here(), pages);
    provide_context(desk);
    navigation::start(desk);
    shortcuts::start(desk);
    expiry::start(desk);
    selected::start();
    let screen = Memo::new(move |_| desk.who.with(|who| desk.route.with(|r| screen(who, r))));
    let shown = move || match screen.get() {
        Screen::Blank => ().into_any(),
        Screen::Unreachable => entrance::unreachable(desk),
        Screen::Insecure => entrance::insecure(),
        Screen::NotFound => entrance::not_found(),
        Screen::SignIn => sign_in::sign_in(desk),
        Screen::Invitation => sign_in::invitation(desk),
        Screen::Queue => frame::queue(desk),
        screen => desk.pages.map_or_else(|| ().into_any(), |draw| draw(desk, screen)),
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
