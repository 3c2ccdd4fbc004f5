use leptos::ev;
use leptos::prelude::*;
use model::{Anchor, BODY_MAX, NewComment, Visibility};

use crate::api::Refusal;
use crate::citizen::{App, clock, focus, post_now};
use crate::components::{
    Entry, Introduction, IntroductionFields, Live, drawn, flaw_text, flaws, part, soon, told, when,
};
use crate::drafts::{self, Draft};
use crate::i18n::{number, t, t_with};
use crate::markup::{Html, html, none};
use crate::outbox;
use crate::place::Place;
use crate::private::revealing;
use crate::route::Route;
use crate::session::client_key;

/// From so many characters on, one is told how many are left.
const NEARLY: usize = BODY_MAX - 1_000;

/// What is being written.
#[derive(Clone)]
pub struct Task {
    /// The thread.
    pub place: Place,
    /// The post that is answered.
    pub parent: Option<String>,
    /// Where in the section.
    pub anchor: Option<Anchor>,
}

impl Task {
    /// The name under which its draft is kept.
    fn draft(&self) -> String {
        match &self.parent {
            Some(id) => format!("/{}/kommentar/{id}>svar", self.place.consultation()),
            None => self.place.draft(self.anchor.as_ref().map(|anchor| anchor.paragraph.as_str())),
        }
    }
}

/// What a composer knows.
#[derive(Clone, Copy)]
struct State {
    app: App,
    text: RwSignal<String>,
    key: StoredValue<String>,
    // Whether it was sent before, in these words or others.
    again: StoredValue<bool>,
    intro: Introduction,
    private: RwSignal<bool>,
    saved: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
    // Whether the writer was asked about what the text reveals.
    asked: RwSignal<bool>,
    // The id of the field.
    field: StoredValue<String>,
    task: StoredValue<Task>,
    on_sent: Callback<outbox::Entry>,
}

/// The field in which a comment or an answer is written.
#[component]
pub fn Composer(
    /// What is written.
    task: Task,
    /// What the ids of its fields begin with.
    id: String,
    /// What is asked for.
    label: String,
    /// Told of the comment when it is on its way.
    on_sent: Callback<outbox::Entry>,
    /// Shown open and ready for writing.
    #[prop(optional)]
    open: bool,
    /// Drawn in two steps: the field, and what is seen when somebody writes.
    #[prop(optional)]
    in_steps: bool,
) -> impl IntoView {
    let text_id = format!("{id}-tekst");
    let state = State::begin(task, text_id.clone(), on_sent);
    let class = if open { "composer composer--open" } else { "composer" };
    let words = Entry {
        rows: Some("3"),
        described: format!("{id}-fejl"),
        typed: Box::new(move |text| state.typed(text)),
        invalid: when(move || state.trouble.read().is_some()),
        ..Entry::of(text_id.clone(), state.text)
    }
    .draw();
    let base = id.clone();
    let more = soon(!in_steps, move || rest(state, &base, open || in_steps));
    view! {
        // A dialog form outside a dialog goes nowhere: pressed before the app has arrived it loses
        // nothing, and the press is done over when the app is there.
        <form
            class=class
            id=id.clone()
            method="dialog"
            on:submit=move |ev| state.submit(&ev)
            on:keydown=move |ev| state.keyed(&ev)
        >
            <label for=text_id>{label}</label>
            {words}
            <div class="composer__more">{more}</div>
        </form>
    }
}

/// What is seen when somebody writes.
fn rest(state: State, id: &str, in_steps: bool) -> AnyView {
    let c = state.task.with_value(|task| task.place.consultation().to_owned());
    let public = html!(
        "<p class=hint><span>[[composer.public]]</span> <a href='{}'>[[rules.hearing]]</a></p>\
         <input name=homepage hidden autocomplete=off>",
        state.app.here().to(Route::Rules { c }).href()
    );
    view! {
        {part(move || drawn(hints(state.text)))}
        <IntroductionFields intro=state.intro id=id.to_owned() in_steps/>
        <label class="choice">
            <input
                type="checkbox"
                id=format!("{id}-kun")
                prop:checked=state.private
                on:change:target=move |ev| state.choose(ev.target().checked())
            />
            <span>{t("composer.private")}</span>
        </label>
        {drawn(public)}
        <div class="composer__send">
            <p class="hint" id=format!("{id}-fejl")>{part(move || drawn(condition(state)))}</p>
            <button type="submit" class="button button--strong" id=format!("{id}-send")>
                <Live text=Signal::derive(move || state.button().to_owned())/>
            </button>
        </div>
    }
    .into_any()
}

/// What stands in the field that nobody can see, in the form of the field with this id.
fn trap(id: &str) -> Option<String> {
    let form = document().get_element_by_id(id)?.closest("form").ok()??;
    let field = form.query_selector("[name=homepage]").ok()??;
    let field: web_sys::HtmlInputElement = wasm_bindgen::JsCast::unchecked_into(field);
    Some(field.value()).filter(|text| !text.is_empty())
}

/// What may be worth a second look before sending.
pub fn hints(text: RwSignal<String>) -> Html {
    text.with(|text| {
        let length = text.chars().count();
        let seen = revealing(text);
        let seen = seen.map_or_else(none, |seen| html!("<p class=warning>{}</p>", seen.warning()));
        if length <= NEARLY {
            return seen;
        }
        let (n, max) = (number(i64::try_from(length).unwrap_or_default()), number(10_000));
        let left = t_with("composer.length", &[("n", &n), ("max", &max)]);
        html!("{}<p class=hint>{}</p>", seen, left)
    })
}

/// How it stands: refused, on its way, kept.
fn condition(state: State) -> Html {
    let trouble = state.trouble.get();
    if let Some(trouble) = trouble {
        return html!("<span class=trouble>{}</span>", trouble);
    }
    if state.text.read().trim().is_empty() {
        return none();
    }
    match (state.app.session.remembers.get(), state.saved.get()) {
        (false, _) => html!("<span>[[draft.not-kept]]</span>"),
        (true, true) => html!("<span>[[draft.kept]]</span>"),
        (true, false) => none(),
    }
}

impl State {
    /// What was begun before, or nothing yet.
    fn begin(task: Task, field: String, on_sent: Callback<outbox::Entry>) -> Self {
        let draft = drafts::read::<Draft>(&task.draft()).unwrap_or_default();
        Self {
            app: App::get(),
            saved: RwSignal::new(!draft.text.is_empty()),
            text: RwSignal::new(draft.text),
            key: StoredValue::new(draft.client_key),
            again: StoredValue::new(draft.again),
            intro: Introduction::new(),
            private: RwSignal::new(draft.private),
            trouble: RwSignal::new(None),
            asked: RwSignal::new(false),
            field: StoredValue::new(field),
            task: StoredValue::new(task),
            on_sent,
        }
    }

    fn button(&self) -> &'static str {
        match (self.trouble.read().is_some(), self.asked.get()) {
            (true, true) => t("composer.anyway"),
            (true, false) => t("composer.again"),
            (false, _) => t("composer.send"),
        }
    }

    fn typed(self, text: String) {
        if self.key.with_value(String::is_empty) {
            self.key.set_value(client_key());
        }
        self.saved.set(false);
        self.trouble.set(None);
        self.asked.set(false);
        self.text.set(text);
        self.keep();
    }

    fn choose(self, private: bool) {
        self.private.set(private);
        self.keep();
    }

    fn keep(self) {
        let place = self.task.with_value(Task::draft);
        let text = self.text.get_untracked();
        if text.trim().is_empty() {
            return drafts::forget(&place);
        }
        let (client_key, private) = (self.key.get_value(), self.private.get_untracked());
        let draft = Draft { text, client_key, private, again: self.again.get_value() };
        self.app.session.keep_draft(&place, &draft, self.saved);
    }

    fn keyed(self, ev: &ev::KeyboardEvent) {
        if ev.key() == "Enter" && (ev.ctrl_key() || ev.meta_key()) {
            ev.prevent_default();
            self.send();
        }
    }

    fn submit(self, ev: &ev::SubmitEvent) {
        ev.prevent_default();
        self.send();
    }

    fn send(self) {
        if self.key.with_value(String::is_empty) {
            self.key.set_value(client_key());
        }
        let task = self.task.get_value();
        let private = self.private.get_untracked();
        let new = NewComment {
            body: self.text.get_untracked(),
            client_key: self.key.get_value(),
            parent: task.parent.clone(),
            anchor: task.anchor.clone(),
            visibility: private.then(|| Visibility::Municipality.word().to_owned()),
            homepage: self.field.with_value(|id| trap(id)),
        };
        if let Err(flaws) = new.check() {
            self.refuse(flaw_text(&flaws, "body").unwrap_or(t("code.invalid")).to_owned());
            return;
        }
        if !private && revealing(&new.body).is_some() && !self.asked.get_untracked() {
            self.asked.set(true);
            return self.refuse(t("composer.sure").to_owned());
        }
        let session = self.app.session;
        if session.me.with_untracked(Option::is_none) {
            match self.intro.check() {
                Some(person) => session.begin(person),
                None => return self.refuse(t("intro.first").to_owned()),
            }
        }
        self.trouble.set(None);
        let entry = outbox::Entry {
            place: task.place.path(),
            draft: task.draft(),
            new,
            created: clock(),
            refused: None,
            again: self.again.get_value(),
        };
        self.key.set_value(String::new());
        self.again.set_value(false);
        self.text.set(String::new());
        self.on_sent.run(entry.clone());
        let words = entry.new.body.clone();
        post_now(self.app, entry, move |refusal| self.take_back(words, refusal));
    }

    /// Puts what was refused back into the field, and tells why; false when the field is gone, or
    /// something else is being written in it by now.
    fn take_back(self, words: String, refusal: &Refusal) -> bool {
        let free = self.text.try_with_untracked(|text| text.trim().is_empty()).unwrap_or(false);
        if free {
            self.typed(words);
            let fields = flaws(refusal);
            let text = flaw_text(&fields, "body").map_or_else(|| told(refusal), str::to_owned);
            self.intro.flaws.try_set(fields);
            self.refuse(text);
        }
        free
    }

    fn refuse(self, text: String) {
        self.app.say(text.clone());
        self.trouble.try_set(Some(text));
        focus(&self.field.get_value());
    }
}
