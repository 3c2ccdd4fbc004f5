use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Comment, PostState};

use crate::api;
use crate::citizen::App;
use crate::components::{Entry, Live, Panel, button, told};
use crate::i18n::t;

/// The field in which one changes one's own comment.
#[component]
pub fn Change(
    /// The comment, which gets the new words.
    comment: RwSignal<Comment>,
    /// What the ids begin with.
    id: String,
    /// What is open under it.
    panel: RwSignal<Panel>,
) -> impl IntoView {
    let app = App::get();
    let text = RwSignal::new(comment.with_untracked(|c| c.body.clone().unwrap_or_default()));
    let trouble = RwSignal::new(String::new());
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let post = comment.with_untracked(|comment| comment.id.clone());
        spawn_local(async move {
            match api::comment::change(&post, text.get_untracked()).await {
                Ok(new) => {
                    app.say(t("change.done"));
                    comment.try_set(new);
                    panel.try_set(Panel::Nothing);
                }
                Err(refusal) => {
                    app.session.heed(&refusal);
                    app.say(told(&refusal));
                    trouble.try_set(told(&refusal));
                }
            }
        });
    };
    let field = format!("{id}-ret");
    let words = Entry { rows: Some("4"), ..Entry::of(field.clone(), text) }.draw();
    let close = button("button", format!("{id}-ret-fortryd"), t("cancel"), move |_| {
        panel.set(Panel::Nothing);
    });
    view! {
        <form class="composer composer--open" method="dialog" on:submit=submit>
            <label for=field>{t("change.label")}</label>
            {words}
            <p class="trouble"><Live text=trouble.into()/></p>
            <div class="buttons">
                <button type="submit" class="button button--strong">{t("change.save")}</button>
                {close}
            </div>
        </form>
    }
}

/// The question before one takes one's own comment back.
#[component]
pub fn Withdraw(
    /// The comment.
    comment: RwSignal<Comment>,
    /// What the ids begin with.
    id: String,
    /// What is open under it.
    panel: RwSignal<Panel>,
) -> impl IntoView {
    let app = App::get();
    let trouble = RwSignal::new(String::new());
    let withdraw = move |_| {
        let post = comment.with_untracked(|comment| comment.id.clone());
        spawn_local(async move {
            match api::comment::withdraw(&post).await {
                Ok(()) => {
                    app.say(t("withdraw.done"));
                    panel.try_set(Panel::Nothing);
                    let _ = comment.try_update(|comment| {
                        comment.state = PostState::Withdrawn;
                        comment.author = None;
                        comment.body = None;
                        comment.anchor = None;
                    });
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
            <p>{t("withdraw.sure")}</p>
            <p class="trouble"><Live text=trouble.into()/></p>
            <div class="buttons">
                {button("button button--strong", format!("{id}-ja"), t("withdraw.yes"), withdraw)}
                {button("button", format!("{id}-nej"), t("cancel"), move |_| panel.set(Panel::Nothing))}
            </div>
        </div>
    }
}
