use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Support;

use crate::api;
use crate::api::support::Post;
use crate::citizen::App;
use crate::components::{Live, told, whether};
use crate::i18n::{number, t};

/// "Enig 23": one person agrees with one post. The answer is shown at once and taken back when the
/// server says no.
#[component]
pub fn SupportButton(
    /// What is agreed with.
    post: Post,
    /// Which one.
    id: String,
    /// How it stands.
    state: RwSignal<Support>,
    /// The button's id.
    button: String,
    /// What is wrong, for the place under the button.
    trouble: RwSignal<Option<String>>,
    /// Asked when nobody is known yet: to say a name first.
    stranger: Callback<()>,
) -> impl IntoView {
    let app = App::get();
    let press = move |_| {
        if !app.session.me.with_untracked(Option::is_some) {
            stranger.run(());
            return;
        }
        agree(app, post, id.clone(), state, trouble, stranger);
    };
    let word = match post {
        Post::Comment => t("support.comment"),
        Post::Proposal => t("support.proposal"),
    };
    view! {
        <button
            type="button"
            class="act support"
            id=button
            aria-pressed=whether(move || state.read().supported)
            on:click=press
        >
            <span>{word}</span>
            " "
            <Live text=Signal::derive(move || match state.read().support {
                0 => String::new(),
                n => number(n),
            })/>
        </button>
    }
}

/// Turns one's support over: seen at once, and taken back when it is refused.
pub fn agree(
    app: App,
    post: Post,
    id: String,
    state: RwSignal<Support>,
    trouble: RwSignal<Option<String>>,
    stranger: Callback<()>,
) {
    let before = state.get_untracked();
    let supported = !before.supported;
    let change = if supported { 1 } else { -1 };
    state.set(Support { support: (before.support + change).max(0), supported });
    trouble.set(None);
    app.say(if supported { t("support.given") } else { t("support.taken") });
    spawn_local(async move {
        match api::support::set(post, &id, supported).await {
            Ok(now) => {
                state.try_set(now);
            }
            Err(refusal) => {
                app.session.heed(&refusal);
                state.try_set(before);
                trouble.try_set(Some(told(&refusal)));
                app.say(told(&refusal));
                if !app.session.me.with_untracked(Option::is_some) {
                    stranger.run(());
                }
            }
        }
    });
}
