//! A block of a section's text, with its thread opening in place.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Anchor, Consultation, Page, Sort};

use super::App;
use crate::api;
use crate::api::comment::Wanted;
use crate::components::{Ctx, Thread, button, comments, drawn, part, part_if, told, when, whether};
use crate::i18n::t;
use crate::markup::html;
use crate::text;

/// A block of the text and the quiet way to its thread.
#[component]
pub fn Block(
    /// The block.
    block: text::Block,
    /// How many comments there are at it.
    count: i64,
    /// The section's thread.
    ctx: Ctx,
    /// The consultation.
    consultation: Consultation,
    /// Its thread, when it was painted open.
    painted: Option<model::Thread>,
) -> impl IntoView {
    let Some(id) = block.id.clone() else {
        return view! { <div class="block"><div inner_html=block.html></div></div> }.into_any();
    };
    let current = App::get().current;
    let wanted = id.clone();
    let open =
        Memo::new(move |_| current.with(|here| here.look.paragraph.as_ref() == Some(&wanted)));
    let way = way(id.clone(), count, ctx.open, open);
    let painted = StoredValue::new(painted);
    let words = ctx.quotes.get(&id).cloned().unwrap_or_default();
    let anchor = Anchor {
        paragraph: id.clone(),
        quote: Some(quote(&words)),
        prefix: None,
        suffix: None,
        version: Some(consultation.version),
    };
    let beside = part_if(move || {
        open.get().then(|| {
            let page = painted.try_update_value(Option::take).flatten();
            let (ctx, consultation) = (ctx.clone(), consultation.clone());
            view! { <Beside ctx consultation anchor=anchor.clone() count page/> }.into_any()
        })
    });
    view! {
        <div class="block" class:block--open=move || open.get()>
            <div class="block__text" data-text=id inner_html=block.html></div>
            {way}
            {beside}
        </div>
    }
    .into_any()
}

/// The words that a comment on a whole paragraph carries along, to find the paragraph again in a
/// later version: its beginning, as it stands there.
fn quote(words: &str) -> String {
    let beginning = text::beginning(words, 160);
    beginning.trim_end_matches(" …").to_owned()
}

/// The link under a paragraph. Without the app it leads to the page with the thread open.
fn way(id: String, count: i64, can_post: bool, open: Memo<bool>) -> Option<AnyView> {
    if count == 0 && !can_post {
        return None;
    }
    let here = App::get().here();
    let to = here.with(|look| {
        look.paragraph = Some(id.clone());
        look.after = None;
    });
    let (to, from) = (to.href(), here.with(|look| look.paragraph = None).href());
    let anchor = format!("#{id}");
    let text = match count {
        0 => t("paragraph.comment").to_owned(),
        n => comments(n),
    };
    let close = part_if(move || {
        open.get().then(|| view! { <span class="talk__close">{t("close")}</span> }.into_any())
    });
    let class = if count == 0 { "talk talk--none" } else { "talk" };
    Some(
        view! {
            <p class="block__acts">
                <a
                    class=class
                    id=format!("om-{id}")
                    data-replace=when(move || open.get())
                    href=move || if open.get() { format!("{from}{anchor}") } else { format!("{to}{anchor}") }
                    aria-expanded=whether(move || open.get())
                >
                    <span>{text}</span>
                    {close}
                </a>
            </p>
        }
        .into_any(),
    )
}

/// A paragraph's thread: under it on a phone, beside it on a wide screen.
#[component]
fn Beside(
    ctx: Ctx,
    consultation: Consultation,
    anchor: Anchor,
    count: i64,
    page: Option<model::Thread>,
) -> impl IntoView {
    let mut ctx = ctx;
    ctx.at_paragraph = true;
    let empty = (count == 0).then(Page::empty);
    let loaded = RwSignal::new(page.or(empty).map(Ok));
    let load = {
        let (place, paragraph) = (ctx.place.clone(), anchor.paragraph.clone());
        move || {
            let (place, paragraph) = (place.clone(), paragraph.clone());
            spawn_local(async move {
                let wanted =
                    Wanted { sort: Some(Sort::Oldest), after: None, paragraph: Some(&paragraph) };
                loaded.try_set(Some(api::comment::list(&place, &wanted).await));
            });
        }
    };
    if cfg!(feature = "csr") && loaded.with_untracked(Option::is_none) {
        load();
    }
    let quoted = anchor.quote.clone().map(|words| text::beginning(&words, 60));
    view! {
        <section class="beside" aria-label=t("paragraph.thread")>
            <p class="beside__about">
                <span>{t("paragraph.about")}</span> " " <span class="mark">{quoted}</span>
            </p>
            {part(move || match loaded.get() {
                None => drawn(html!("<p class=hint>[[loading]]</p>")),
                Some(Ok(page)) => {
                    let (ctx, consultation) = (ctx.clone(), consultation.clone());
                    let label = t("composer.paragraph").to_owned();
                    view! { <Thread ctx page consultation anchor=Some(anchor.clone()) label/> }.into_any()
                }
                Some(Err(refusal)) => {
                    let load = load.clone();
                    let again = button("button", "igen".to_owned(), t("again"), move |_| load());
                    view! { {drawn(html!("<p class=trouble>{}</p>", told(&refusal)))} {again} }.into_any()
                }
            })}
        </section>
    }
}
