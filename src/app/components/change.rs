use leptos::prelude::*;
use model::Comment;
use wasm_bindgen_futures::spawn_local;

use crate::api;
use crate::api::support::Post;
use crate::citizen::{App, focus};
use crate::components::composer::hints;
use crate::components::{Entry, Live, button, drawn, flaw_text, flaws, part, told, when};
use crate::drafts::{self, Draft};
use crate::i18n::t;
use crate::markup::html;
use crate::private::revealing;

/// The field in which one changes one's own comment.
#[component]
pub fn Change(
    /// The comment.
    id: String,
    /// The name under which the change is a draft until it is saved.
    draft: String,
    /// What the ids begin with.
    base: String,
    /// Closes it.
    close: Callback<()>,
    /// Told of the comment with its new words.
    on_changed: Callback<Comment>,
) -> impl IntoView {
    let app = App::get();
    let loaded = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let trouble = RwSignal::new(String::new());
    let field = format!("{base}-ret");
    let draft = StoredValue::new(draft);
    // Whether the writer was asked about what the text reveals.
    let asked = StoredValue::new(false);
    load(id.clone(), draft, field.clone(), text, loaded, trouble);
    let wrong = format!("{field}-fejl");
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        if !loaded.get_untracked() {
            return;
        }
        if text.with_untracked(|text| revealing(text).is_some()) && !asked.get_value() {
            asked.set_value(true);
            app.say(t("composer.sure"));
            return trouble.set(t("composer.sure").to_owned());
        }
        let (draft, words) = (draft.get_value(), text.get_untracked());
        save(app, id.clone(), draft, words, on_changed, close, trouble);
    };
    let typed = move |words: String| {
        text.set(words.clone());
        asked.set_value(false);
        let change = Draft { text: words, ..Draft::default() };
        app.session.keep_draft(&draft.get_value(), &change, RwSignal::new(false));
    };
    let cancel = button("button", format!("{base}-ret-fortryd"), t("cancel"), move |_| {
        drafts::forget(&draft.get_value());
        close.run(());
    });
    let words = part(move || {
        if !loaded.get() {
            return drawn(html!("<p class=hint>[[loading]]</p>"));
        }
        words_of(field.clone(), text, Box::new(typed))
    });
    view! {
        <form class="composer composer--open" method="dialog" on:submit=submit>
            {words}
            {part(move || drawn(hints(text)))}
            <p class="trouble" id=wrong><Live text=trouble.into()/></p>
            <div class="buttons">
                <button
                    type="submit"
                    class="button button--strong"
                    aria-disabled=when(move || !loaded.get())
                >
                    {t("change.save")}
                </button>
                {cancel}
            </div>
        </form>
    }
}

fn words_of(id: String, text: RwSignal<String>, typed: Box<dyn Fn(String) + Send>) -> AnyView {
    let words = Entry { rows: Some("4"), typed, ..Entry::of(id.clone(), text) }.draw();
    let seen = drawn(html!("<p class=hint>[[change.seen]]</p>"));
    view! { <label for=id>{t("change.label")}</label> {words} {seen} }.into_any()
}

/// Saves the words. The form may be gone when the answer comes: what is needed then is none of its own.
fn save(
    app: App,
    id: String,
    draft: String,
    words: String,
    on_changed: Callback<Comment>,
    close: Callback<()>,
    trouble: RwSignal<String>,
) {
    spawn_local(async move {
        match api::comment::change(&id, words).await {
            Ok(new) => {
                drafts::forget(&draft);
                app.say(t("change.done"));
                on_changed.run(new);
                close.run(());
            }
            Err(refusal) => {
                app.session.heed(&refusal);
                let why = flaw_text(&flaws(&refusal), "body");
                let why = why.map_or_else(|| told(&refusal), str::to_owned);
                app.say(why.clone());
                trouble.try_set(why);
            }
        }
    });
}

/// Fetches the words: the page has them with their links drawn, the server as they were typed. Nobody
/// types before they are there, to be overwritten. What was typed on an earlier visit has the last word.
fn load(
    id: String,
    draft: StoredValue<String>,
    field: String,
    text: RwSignal<String>,
    loaded: RwSignal<bool>,
    trouble: RwSignal<String>,
) {
    spawn_local(async move {
        match api::comment::read(&id).await {
            Ok(comment) => {
                let begun = drafts::read::<Draft>(&draft.try_get_value().unwrap_or_default());
                text.try_set(begun.map_or(comment.body.unwrap_or_default(), |draft| draft.text));
                loaded.try_set(true);
                focus(&field);
            }
            Err(refusal) => {
                trouble.try_set(told(&refusal));
            }
        }
    });
}

/// The question before one takes one's own post back.
#[component]
pub fn Withdraw(
    /// What kind of post.
    post: Post,
    /// Which one.
    id: String,
    /// What the ids begin with.
    base: String,
    /// Closes it.
    close: Callback<()>,
    /// Told when nobody can read the post any more.
    gone: Callback<()>,
) -> impl IntoView {
    let app = App::get();
    let trouble = RwSignal::new(String::new());
    let (sure, done) = match post {
        Post::Comment => (t("withdraw.sure"), t("withdraw.done")),
        Post::Proposal => (t("withdraw.sure-proposal"), t("withdraw.done-proposal")),
    };
    let withdraw = move |_| {
        let id = id.clone();
        spawn_local(async move {
            let answer = match post {
                Post::Comment => api::comment::withdraw(&id).await,
                Post::Proposal => api::proposal::withdraw(&id).await,
            };
            match answer {
                Ok(()) => {
                    app.say(done);
                    close.run(());
                    gone.run(());
                }
                Err(refusal) => {
                    app.session.heed(&refusal);
                    trouble.try_set(told(&refusal));
                }
            }
        });
    };
    view! {
        <div class="panel" role="group" aria-label=t("post.withdraw")>
            <p>{sure}</p>
            <p class="trouble"><Live text=trouble.into()/></p>
            <div class="buttons">
                {button("button button--strong", format!("{base}-ja"), t("withdraw.yes"), withdraw)}
                {button("button", format!("{base}-nej"), t("cancel"), move |_| close.run(()))}
            </div>
        </div>
    }
}
