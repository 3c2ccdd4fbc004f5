use leptos::ev;
use leptos::prelude::*;
use model::{Anchor, BODY_MAX, Comment, NewComment, Visibility};
use wasm_bindgen_futures::spawn_local;

use crate::api::{self, Answer, Refusal};
use crate::citizen::App;
use crate::components::{
    Entry, Introduction, IntroductionFields, Live, OwnLink, drawn, flaw_text, flaws, part, part_if,
    told, when,
};
use crate::drafts::{self, Draft};
use crate::i18n::{number, t, t_with};
use crate::markup::{Html, html, none};
use crate::place::Place;
use crate::route::Route;
use crate::session::client_key;
use crate::text::has_person_number;

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
    intro: Introduction,
    private: RwSignal<bool>,
    sending: RwSignal<bool>,
    saved: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
    welcomed: RwSignal<bool>,
    // The id, on the page, of what was sent last.
    last: StoredValue<String>,
    task: StoredValue<Task>,
    on_sent: Callback<Comment>,
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
    /// Told of the comment when the server has it.
    on_sent: Callback<Comment>,
    /// Shown open and ready for writing.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    let state = State::begin(task, on_sent);
    let class = if open { "composer composer--open" } else { "composer" };
    let text_id = format!("{id}-tekst");
    let words = Entry {
        rows: Some("3"),
        described: format!("{id}-fejl"),
        typed: Box::new(move |text| state.typed(text)),
        ..Entry::of(text_id.clone(), state.text)
    }
    .draw();
    let public = html!(
        "<p class=hint><span>[[composer.public]]</span> <a href='{}'>[[rules.title]]</a></p>",
        state.app.here().to(Route::Rules).href()
    );
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
            <div class="composer__more">
                {part(move || drawn(hints(state)))}
                <IntroductionFields intro=state.intro id=id.clone()/>
                <label class="choice">
                    <input
                        type="checkbox"
                        id=format!("{id}-kun")
                        on:change:target=move |ev| state.private.set(ev.target().checked())
                    />
                    <span>{t("composer.private")}</span>
                </label>
                {drawn(public)}
                <div class="composer__send">
                    <p class="hint" id=format!("{id}-fejl")>{part(move || drawn(condition(state)))}</p>
                    <button
                        type="submit"
                        class="button button--strong"
                        id=format!("{id}-send")
                        aria-disabled=when(move || state.sending.get())
                    >
                        <Live text=Signal::derive(move || state.button().to_owned())/>
                    </button>
                </div>
            </div>
        </form>
        {part_if(move || state.welcomed.get().then(|| view! { <OwnLink back=state.last/> }.into_any()))}
    }
}

/// What may be worth a second look before sending.
fn hints(state: State) -> Html {
    state.text.with(|text| {
        let length = text.chars().count();
        let seen = if has_person_number(text) {
            html!("<p class=warning>[[composer.person-number]]</p>")
        } else {
            none()
        };
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
    fn begin(task: Task, on_sent: Callback<Comment>) -> Self {
        let draft = drafts::read::<Draft>(&task.draft()).unwrap_or_default();
        Self {
            app: App::get(),
            saved: RwSignal::new(!draft.text.is_empty()),
            text: RwSignal::new(draft.text),
            key: StoredValue::new(draft.client_key),
            intro: Introduction::new(),
            private: RwSignal::new(false),
            sending: RwSignal::new(false),
            trouble: RwSignal::new(None),
            welcomed: RwSignal::new(false),
            last: StoredValue::new(String::new()),
            task: StoredValue::new(task),
            on_sent,
        }
    }

    fn button(&self) -> &'static str {
        match (self.sending.get(), self.trouble.read().is_some()) {
            (true, _) => t("composer.sending"),
            (false, true) => t("composer.again"),
            (false, false) => t("composer.send"),
        }
    }

    fn typed(self, text: String) {
        if self.key.with_value(String::is_empty) {
            self.key.set_value(client_key());
        }
        self.saved.set(false);
        self.trouble.set(None);
        let place = self.task.with_value(Task::draft);
        if text.trim().is_empty() {
            drafts::forget(&place);
        } else {
            let draft = Draft { text: text.clone(), client_key: self.key.get_value() };
            self.app.session.keep_draft(&place, &draft, self.saved);
        }
        self.text.set(text);
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
        if self.sending.get_untracked() {
            return;
        }
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
        };
        if let Err(flaws) = new.check() {
            self.refuse(flaw_text(&flaws, "body").unwrap_or(t("code.invalid")).to_owned());
            return;
        }
        let known = self.app.session.me.with_untracked(Option::is_some);
        let person = if known { None } else { self.intro.check() };
        if !known && person.is_none() {
            self.refuse(t("intro.first").to_owned());
            return;
        }
        self.trouble.set(None);
        self.sending.set(true);
        spawn_local(async move {
            let answer = self.carry(&task, &new, person).await;
            self.sending.try_set(false);
            match answer {
                Ok(comment) => self.sent(&task, comment),
                Err(refusal) => self.refused(&refusal),
            }
        });
    }

    async fn carry(
        self,
        task: &Task,
        new: &NewComment,
        person: Option<model::NewParticipant>,
    ) -> Answer<Comment> {
        if let Some(person) = person {
            self.app.session.introduce(person).await?;
            self.welcomed.try_set(true);
        }
        api::comment::add(&task.place, new).await
    }

    fn sent(self, task: &Task, comment: Comment) {
        drafts::forget(&task.draft());
        self.key.try_set_value(String::new());
        self.text.try_set(String::new());
        self.app.say(t("composer.sent"));
        let at = if task.anchor.is_some() { "a" } else { "k" };
        self.last.try_set_value(format!("{at}-{}", comment.id));
        self.on_sent.run(comment);
    }

    fn refused(self, refusal: &Refusal) {
        self.app.session.heed(refusal);
        let fields = flaws(refusal);
        let text = flaw_text(&fields, "body").map_or_else(|| told(refusal), str::to_owned);
        self.intro.flaws.try_set(fields);
        self.refuse(text);
    }

    fn refuse(self, text: String) {
        self.app.say(text.clone());
        self.trouble.try_set(Some(text));
    }
}
