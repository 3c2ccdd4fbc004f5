use leptos::prelude::*;
use model::Comment;
use wasm_bindgen_futures::spawn_local;

use crate::api;
use crate::citizen::{App, focus};
use crate::components::{Entry, Live, button, told};
use crate::i18n::t;

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
    let text = RwSignal::new(String::new());
    let trouble = RwSignal::new(String::new());
    // The page has the words with their links drawn; the server has them as they were typed.
    let name = id.clone();
    spawn_local(async move {
        match api::comment::read(&name).await {
            Ok(comment) => {
                text.try_set(comment.body.unwrap_or_default());
            }
            Err(refusal) => {
                trouble.try_set(told(&refusal));
            }
        }
    });
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
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
    let field = format!("{base}-ret");
    focus(&field);
    let words = Entry { rows: Some("4"), ..Entry::of(field.clone(), text) }.draw();
    let cancel =
        button("button", format!("{base}-ret-fortryd"), t("cancel"), move |_| close.run(()));
    view! {
        <form class="composer composer--open" method="dialog" on:submit=submit>
            <label for=field>{t("change.label")}</label>
            {words}
            <p class="trouble"><Live text=trouble.into()/></p>
            <div class="buttons">
                <button type="submit" class="button button--strong">{t("change.save")}</button>
                {cancel}
            </div>
        </form>
    }
}

/// The question before one takes one's own comment back.
#[component]
pub fn Withdraw(
    /// The comment.
    id: String,
    /// What the ids begin with.
    base: String,
    /// Closes it.
    close: Callback<()>,
    /// Told of the comment that nobody can read any more.
    gone: Callback<Comment>,
) -> impl IntoView {
    let app = App::get();
    let trouble = RwSignal::new(String::new());
    let withdraw = move |_| {
        let id = id.clone();
        spawn_local(async move {
            let answer = match api::comment::read(&id).await {
                Ok(comment) => api::comment::withdraw(&id).await.map(|()| comment),
                Err(refusal) => Err(refusal),
            };
            match answer {
                Ok(comment) => {
                    app.say(t("withdraw.done"));
                    close.run(());
                    gone.run(comment);
                }
                Err(refusal) => {
                    app.session.heed(&refusal);
                    trouble.try_set(told(&refusal));
                }
            }
        });
    };
    focus(&format!("{base}-ja"));
    view! {
        <div class="panel" role="group" aria-label=t("post.withdraw")>
            <p>{t("withdraw.sure")}</p>
            <p class="trouble"><Live text=trouble.into()/></p>
            <div class="buttons">
                {button("button button--strong", format!("{base}-ja"), t("withdraw.yes"), withdraw)}
                {button("button", format!("{base}-nej"), t("cancel"), move |_| close.run(()))}
            </div>
        </div>
    }
}
