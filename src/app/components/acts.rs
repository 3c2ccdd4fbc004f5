use leptos::prelude::*;
use model::{Comment, PostState, can_edit};

use crate::api::support::Post;
use crate::citizen::App;
use crate::components::own_link::copy;
use crate::components::{Ctx, SupportButton};
use crate::i18n::t;
use crate::route::Route;

/// What is open under a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// Nothing.
    #[default]
    Nothing,
    /// The field for an answer.
    Reply,
    /// The form to report it.
    Report,
    /// The field to change it.
    Change,
    /// The question whether to take it back.
    Withdraw,
    /// The form for a name, before agreeing.
    Introduce,
}

/// What can be done with a post: agree, answer, and the rest behind "Mere".
pub fn acts(
    ctx: &Ctx,
    comment: &Comment,
    marks: RwSignal<model::Support>,
    mine: Signal<bool>,
    panel: RwSignal<Panel>,
    trouble: RwSignal<Option<String>>,
) -> impl IntoView + use<> {
    let base = ctx.id(&comment.id);
    let here = App::get().here();
    let route = Route::Comment { c: ctx.place.consultation().to_owned(), id: comment.id.clone() };
    let href = here.to(route).href();
    let reply = ctx.open.then(|| {
        // Without the app the link leads to the comment's own page.
        view! {
            <a
                class="act"
                id=format!("{base}-svar")
                href=format!("{href}#svar")
                on:click=move |ev| {
                    ev.prevent_default();
                    toggle(panel, Panel::Reply);
                }
            >
                {t("post.reply")}
            </a>
        }
    });
    let stranger = Callback::new(move |()| panel.set(Panel::Introduce));
    view! {
        <div class="acts">
            <SupportButton
                post=Post::Comment
                id=comment.id.clone()
                state=marks
                button=format!("{base}-enig")
                trouble
                stranger
            />
            {reply}
            <More id=base href created=comment.created state=comment.state mine panel/>
        </div>
    }
}

/// Opens a panel, or closes it when it is the one that is open.
pub fn toggle(panel: RwSignal<Panel>, wanted: Panel) {
    panel.update(|open| *open = if *open == wanted { Panel::Nothing } else { wanted });
}

/// What is seldom needed: report, copy the link, change, take back.
#[component]
pub fn More(
    /// What the ids begin with.
    id: String,
    /// The post's own address.
    href: String,
    /// When it was sent.
    created: model::Moment,
    /// How far it has come.
    state: PostState,
    /// Whether the reader wrote it.
    mine: Signal<bool>,
    /// What is open under it.
    panel: RwSignal<Panel>,
) -> impl IntoView {
    let app = App::get();
    let menu = NodeRef::<leptos::html::Details>::new();
    let choose = move |wanted: Panel| {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
        panel.set(wanted);
    };
    let link = href.clone();
    let copy_link = move |ev: leptos::ev::MouseEvent| {
        ev.prevent_default();
        choose(Panel::Nothing);
        let site = app.shown.with_untracked(|shown| shown.public_url.clone());
        let text = format!("{site}{link}");
        leptos::task::spawn_local(async move {
            let done = copy(&text).await;
            app.say(if done { t("copied") } else { t("copy.failed") });
        });
    };
    let own = move || {
        (mine.get() && state == PostState::Visible).then(|| {
            let change = can_edit(created, crate::citizen::clock()).then(|| {
                view! { <button type="button" on:click=move |_| choose(Panel::Change)>{t("post.change")}</button> }
            });
            view! {
                {change}
                <button type="button" on:click=move |_| choose(Panel::Withdraw)>{t("post.withdraw")}</button>
            }
        })
    };
    let report = move || {
        (!mine.get()).then(|| {
            view! { <button type="button" on:click=move |_| choose(Panel::Report)>{t("post.report")}</button> }
        })
    };
    view! {
        <details class="more" id=format!("{id}-mere") node_ref=menu>
            <summary><span>{t("post.more")}</span></summary>
            <div class="more__list">
                {report}
                <a href=href on:click=copy_link>{t("post.link")}</a>
                {own}
            </div>
        </details>
    }
}
