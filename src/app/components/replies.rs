use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Comment;

use crate::api;
use crate::citizen::{App, focus};
use crate::components::{Ctx, Post, part_if, press_link, saying, told};
use crate::i18n::tn;
use crate::route::Route;

/// The answers under a comment: the first ones, and the rest when they are wanted.
#[component]
pub fn Replies(
    /// The comment that is answered.
    comment: Comment,
    /// The thread.
    ctx: Ctx,
    /// The answer that was just sent.
    fresh: RwSignal<Option<Comment>>,
    /// Whether all the answers stand here already.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let total = comment.replies;
    let id = comment.id.clone();
    let read = RwSignal::new(comment.first_replies);
    let sent = RwSignal::new(Vec::<Comment>::new());
    let trouble = RwSignal::new(None::<String>);
    let add = Callback::new(move |new: Comment| sent.update(|sent| sent.push(new)));
    // What the composer above sends stands with what was sent from the answers themselves.
    let all = Memo::new(move |_| {
        let mut all = read.get();
        let fresh = fresh.get();
        let new: Vec<Comment> = fresh.into_iter().chain(sent.get()).collect();
        for one in new {
            if !all.iter().any(|other| other.id == one.id) {
                all.push(one);
            }
        }
        all
    });
    let here = App::get().here();
    let route = Route::Comment { c: ctx.place.consultation().to_owned(), id: id.clone() };
    let href = here.to(route).href();
    let left = move || {
        let have = i64::try_from(read.read().len()).unwrap_or_default();
        if whole { 0 } else { (total - have).max(0) }
    };
    let after = StoredValue::new(None::<String>);
    let rest = part_if(move || {
        let (n, id) = (left(), id.clone());
        (n > 0).then(|| {
            press_link("act", href.clone(), tn("replies.more", n), move |ev| {
                ev.prevent_default();
                more(id.clone(), read, after, trouble);
            })
        })
    });
    view! {
        <div class="answers" class:answers--none=move || all.read().is_empty()>
            <For
                each=move || all.get()
                key=|comment| comment.id.clone()
                children=move |comment| {
                    let ctx = ctx.clone();
                    view! { <Post comment ctx answered=Some(add)/> }
                }
            />
            {rest}
            {saying("trouble", move || trouble.get())}
        </div>
    }
}

/// Reads on in the answers; the first time it reads the first page over.
fn more(
    id: String,
    read: RwSignal<Vec<Comment>>,
    after: StoredValue<Option<String>>,
    trouble: RwSignal<Option<String>>,
) {
    spawn_local(async move {
        let from = after.get_value();
        match api::comment::replies(&id, from.as_deref()).await {
            Ok(page) => {
                after.set_value(page.next);
                trouble.try_set(None);
                let have: Vec<String> =
                    read.with_untracked(|read| read.iter().map(|c| c.id.clone()).collect());
                let first = page.items.iter().find(|c| !have.contains(&c.id));
                let first = first.map(|comment| format!("k-{}", comment.id));
                let _ = read.try_update(|read| {
                    read.extend(page.items.into_iter().filter(|c| !have.contains(&c.id)));
                });
                if let Some(first) = first {
                    focus(&first);
                }
            }
            Err(refusal) => {
                trouble.try_set(Some(told(&refusal)));
            }
        }
    });
}
