//! The office: what an editor does in the threads in the hearing's name. Answers, the one that is
//! pinned, and questions that wait.

mod write;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Mark, OFFICE, PostState, Question, QueueItem, QueueView, Visibility};

use super::list::Load;
use super::route::{PostId, Route};
use super::{Desk, Opened, load, words};
use crate::api::support::Post;
use crate::api::{self, Answer};
use crate::components::{Live, flaw_text, flaws};
use crate::i18n::{t, t_of};
use crate::text::beginning;
use write::write;

/// Most characters of an answer that stands under its post.
const SHOWN: usize = 200;

/// What an editor can do in the hearing's name about the post that is open.
pub fn panel(desk: Desk) -> AnyView {
    let about = Memo::new(move |_| match desk.opened.get() {
        Opened::Item(item) => Some(About::of(&item)),
        _ => None,
    });
    (move || {
        let about = about.get().filter(|_| desk.is_editor())?;
        Some(view! {
            <section class="measures office" aria-labelledby="kommunens-svar">
                <h3 id="kommunens-svar">{t("desk.office")}</h3>
                {question(&about)}
                {answers(desk, &about)}
                {about.reads.then(|| write(desk, &about))}
                {acts(desk, &about)}
            </section>
        })
    })
    .into_any()
}

/// What the office needs to know of a post; drawn anew only when that changes.
#[derive(Clone, PartialEq)]
struct About {
    post: PostId,
    /// Whether the public can read it.
    reads: bool,
    /// The words, when the office wrote it.
    own: Option<String>,
    /// Whether it can stand before the others: an answer under a comment, or the office's to a proposal.
    can_pin: bool,
    pinned: bool,
    /// Whether nobody else can read it: then nobody else reads the answer.
    private: bool,
    question: Option<Question>,
    /// What the office answered to it: id, words, and whether it is pinned.
    office: Vec<(String, String, bool)>,
    sender: String,
}

impl About {
    fn of(item: &QueueItem) -> Self {
        let comment = item.comment.as_ref();
        let office = item.office.iter().map(|reply| {
            let words = reply.body.as_deref().unwrap_or_default();
            (reply.id.clone(), beginning(words, SHOWN), reply.mark == Some(Mark::Pinned))
        });
        Self {
            post: PostId::of(item),
            reads: matches!(words::state(item), PostState::Visible | PostState::Redacted),
            own: comment.filter(|_| item.author.staff).and_then(|comment| comment.body.clone()),
            can_pin: comment.is_some_and(|comment| {
                comment.parent.is_some() || item.author.staff && comment.proposal.is_some()
            }),
            pinned: comment.is_some_and(|comment| comment.mark == Some(Mark::Pinned)),
            private: comment.is_some_and(|it| it.visibility == Visibility::Municipality),
            question: item.question,
            office: office.collect(),
            sender: item.sender.clone().unwrap_or_else(|| OFFICE.to_owned()),
        }
    }
}

fn question(about: &About) -> AnyView {
    let text = match about.question {
        Some(Question::Open) => t("desk.office.question.open"),
        Some(Question::Answered) => t("desk.office.question.answered"),
        Some(Question::Not) | None => return ().into_any(),
    };
    view! { <p class="sign">{text}</p> }.into_any()
}

/// What the office has answered, each with the way to where it can be changed.
fn answers(desk: Desk, about: &About) -> AnyView {
    let view = desk.route.with_untracked(Route::queue).unwrap_or(QueueView::Asked);
    let line = |(id, words, pinned): &(String, String, bool)| {
        let post = Some(PostId { kind: Post::Comment, id: id.clone() });
        let href = Route::Queue { view, post }.href();
        let pinned = pinned.then(|| view! { <span class="badge">{t("mark.pinned")}</span> });
        view! {
            <li class="theirs">
                <p><bdi>{words.clone()}</bdi> " " {pinned}</p>
                <a class="act" href=href>{t("desk.office.see")}</a>
            </li>
        }
        .into_any()
    };
    let lines: Vec<AnyView> = about.office.iter().map(line).collect();
    if lines.is_empty() {
        return ().into_any();
    }
    view! { <ul class="plain-list">{lines}</ul> }.into_any()
}

/// What can be done at a press.
#[derive(Clone, Copy)]
enum Act {
    Pin,
    Unpin,
    Ask(Question),
    Withdraw,
}

impl Act {
    const fn word(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Unpin => "unpin",
            Self::Ask(question) => question.word(),
            Self::Withdraw => "withdraw",
        }
    }

    async fn carry(self, id: &str) -> Answer<()> {
        match self {
            Self::Pin => api::desk::office::pin(id, true).await,
            Self::Unpin => api::desk::office::pin(id, false).await,
            Self::Ask(question) => api::desk::office::set_question(id, question).await,
            Self::Withdraw => api::desk::office::withdraw(id).await,
        }
    }
}

fn acts(desk: Desk, about: &About) -> AnyView {
    let mut acts = Vec::new();
    let comment = about.post.kind == Post::Comment;
    if about.reads && about.can_pin && !about.private {
        acts.push(if about.pinned { Act::Unpin } else { Act::Pin });
    }
    if about.reads && comment && about.own.is_none() {
        let all = [Question::Answered, Question::Open, Question::Not];
        let asked = about.question.unwrap_or(Question::Not);
        // What is no question cannot have an answer yet.
        let fits =
            |to: &Question| *to != asked && (asked != Question::Not || *to == Question::Open);
        acts.extend(all.into_iter().filter(fits).map(Act::Ask));
    }
    if about.reads && about.own.is_some() {
        acts.push(Act::Withdraw);
    }
    let trouble = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let post = StoredValue::new(about.post.clone());
    let button = |act: Act| {
        let press = move |_| {
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            spawn_local(async move {
                let post = post.get_value();
                let answer = act.carry(&post.id).await;
                busy.try_set(false);
                settled(desk, &post, trouble, answer, act.word()).await;
            });
        };
        let name = t_of("desk.office.act", act.word()).unwrap_or_default();
        view! { <button type="button" class="act" on:click=press>{name}</button> }.into_any()
    };
    let buttons: Vec<AnyView> = acts.into_iter().map(button).collect();
    view! { {buttons} <p class="trouble"><Live text=trouble.into()/></p> }.into_any()
}

/// What follows when the server has answered: the post is shown as it is now, and a question that has
/// its answer leaves the questions.
async fn settled(
    desk: Desk,
    post: &PostId,
    trouble: RwSignal<String>,
    answer: Answer<()>,
    what: &str,
) {
    match answer {
        Ok(()) => {
            trouble.try_set(String::new());
            desk.say(t_of("desk.office.done", what).unwrap_or_default());
            let asked = desk.lists.of(QueueView::Asked);
            let here = desk.route.with_untracked(Route::queue) == Some(QueueView::Asked);
            if let Ok(item) = api::desk::queue::read(post.kind, &post.id).await {
                let open = item.question == Some(Question::Open);
                if here && !open {
                    asked.remove(post);
                } else if let Some(list) = desk.list() {
                    list.renew(post, item.clone());
                }
                if desk.route.with_untracked(|route| route.post() == Some(post)) {
                    desk.aside.set(Opened::Item(Arc::new(item)));
                }
            }
            if !here {
                asked.load.set(Load::Stale);
            }
            load::counts(desk);
        }
        Err(refusal) => {
            if !load::heed(desk, &refusal) {
                let told = flaws(&refusal);
                let told = flaw_text(&told, "body").map(str::to_owned);
                trouble.try_set(told.unwrap_or_else(|| words::told(&refusal)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_has_a_name_and_says_that_it_is_done() {
        let acts = [Act::Pin, Act::Unpin, Act::Withdraw].into_iter();
        for act in acts.chain(Question::ALL.iter().map(|question| Act::Ask(*question))) {
            for family in ["desk.office.act", "desk.office.done"] {
                assert!(t_of(family, act.word()).is_some(), "{family}.{}", act.word());
            }
        }
    }
}
