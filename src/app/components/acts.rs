use leptos::prelude::*;
use model::{Comment, PostState, can_edit};

use crate::api::support::Post;
use crate::citizen::App;
use crate::components::own_link::copy;
use crate::components::{Ctx, SupportButton, button, part, press_link};
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
    let address = href.clone();
    let copy_link = move |ev: leptos::ev::MouseEvent| {
        ev.prevent_default();
        choose(Panel::Nothing);
        let site = app.shown.with_untracked(|shown| shown.public_url.clone());
        let text = format!("{site}{address}");
        leptos::task::spawn_local(async move {
            let done = copy(&text).await;
            app.say(if done { t("copied") } else { t("copy.failed") });
        });
    };
    let name = id.clone();
    let list = part(move || {
        let entry = |to: Panel, word: &str, text: &'static str| {
            button("more__act", format!("{name}-{word}"), text, move |_| choose(to))
        };
        if !mine.get() {
            return entry(Panel::Report, "anmeld", t("post.report"));
        }
        let young = can_edit(created, crate::citizen::clock());
        let change = young.then(|| entry(Panel::Change, "ret", t("post.change")));
        let withdraw = (state == PostState::Visible)
            .then(|| entry(Panel::Withdraw, "traek", t("post.withdraw")));
        view! { {change} {withdraw} }.into_any()
    });
    let link = press_link("more__act", href, t("post.link").to_owned(), copy_link);
    view! {
        <details class="more" id=format!("{id}-mere") node_ref=menu>
            <summary><span>{t("post.more")}</span></summary>
            <div class="more__list">
                {list}
                {link}
            </div>
        </details>
    }
}
