use leptos::prelude::*;
use model::Comment;
use wasm_bindgen_futures::spawn_local;

use crate::api;
use crate::api::support::Post;
use crate::citizen::{App, focus};
use crate::components::{Entry, Live, button, drawn, part, told, when};
use crate::i18n::t;
use crate::markup::html;

/// The field in which one changes one's own comment.
#[component]
pub fn Change(
    /// The comment.
    id: String,
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
    load(id.clone(), field.clone(), text, loaded, trouble);
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        if !loaded.get_untracked() {
            return;
        }
        let id = id.clone();
        spawn_local(async move {
            match api::comment::change(&id, text.get_untracked()).await {
                Ok(new) => {
                    app.say(t("change.done"));
                    on_changed.run(new);
                    close.run(());
                }
                Err(refusal) => {
                    app.session.heed(&refusal);
                    app.say(told(&refusal));
                    trouble.try_set(told(&refusal));
                }
            }
        });
    };
    let cancel =
        button("button", format!("{base}-ret-fortryd"), t("cancel"), move |_| close.run(()));
    let words = part(move || {
        if !loaded.get() {
            return drawn(html!("<p class=hint>[[loading]]</p>"));
        }
        let field = field.clone();
        let words = Entry { rows: Some("4"), ..Entry::of(field.clone(), text) }.draw();
        view! { <label for=field>{t("change.label")}</label> {words} }.into_any()
    });
    view! {
        <form class="composer composer--open" method="dialog" on:submit=submit>
            {words}
            <p class="trouble"><Live text=trouble.into()/></p>
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

/// Fetches the words: the page has them with their links drawn, the server as they were typed. Nobody
/// types before they are there, to be overwritten.
fn load(
    id: String,
    field: String,
    text: RwSignal<String>,
    loaded: RwSignal<bool>,
    trouble: RwSignal<String>,
) {
    spawn_local(async move {
        match api::comment::read(&id).await {
            Ok(comment) => {
                text.try_set(comment.body.unwrap_or_default());
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
