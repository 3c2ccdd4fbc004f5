//! Writing an answer, or changing one. What is typed is kept in this tab until the server has it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{BODY_MAX, NewOfficeReply, Question};
use serde::Serialize;

use super::{About, settled};
use crate::api;
use crate::components::Live;
use crate::desk::route::PostId;
use crate::desk::{Desk, draft};
use crate::i18n::{number, t, t_with};
use crate::json::Value;
use crate::session::client_key;
use crate::wire::Read;

/// The field for an answer, or for the change of one.
pub(super) fn write(desk: Desk, about: &About) -> AnyView {
    let form = Form::new(desk, about);
    let change = about.own.is_some();
    let (name, what, send) = if change {
        (t("desk.office.change").to_owned(), t("desk.office.change.what"), t("desk.office.save"))
    } else {
        let name = t_with("desk.office.reply", &[("sender", &about.sender)]);
        (name, t("desk.office.reply.what"), t("desk.office.send"))
    };
    let what = if about.private { t("desk.office.private") } else { what };
    let asked = about.question.is_some_and(|question| question != Question::Not);
    let checks = (!change).then(|| checks(form, asked, about.private));
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        form.send();
    };
    let busy = move || if form.busy.get() { t("desk.saving") } else { send }.to_owned();
    view! {
        <details class="measure" prop:open=form.begun>
            <summary class="act">{name}" …"</summary>
            <form method="dialog" on:submit=submit>
                <p class="hint">{what}</p>
                <label>
                    {t("desk.office.field")}
                    <textarea
                        rows="6"
                        prop:value=move || form.kept.with(|kept| kept.text.clone())
                        on:input:target=move |ev| {
                            let text = ev.target().value();
                            form.change(|kept| kept.text = text);
                        }
                    ></textarea>
                </label>
                {checks}
                <p class="trouble"><Live text=form.trouble.into()/></p>
                <button type="submit" class="button">
                    <Live text=Signal::derive(busy)/>
                </button>
            </form>
        </details>
    }
    .into_any()
}

fn checks(form: Form, asked: bool, private: bool) -> AnyView {
    let check = |name: &'static str, of: fn(&mut Kept) -> &mut bool| {
        let on = move || form.kept.with(|kept| *of(&mut kept.clone()));
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=on
                    on:change:target=move |ev| {
                        let on = ev.target().checked();
                        form.change(|kept| *of(kept) = on);
                    }
                />
                <span>{name}</span>
            </label>
        }
        .into_any()
    };
    let answered = asked.then(|| check(t("desk.office.answered"), |kept| &mut kept.answered));
    let pinned = (!private).then(|| check(t("desk.office.pinned"), |kept| &mut kept.pinned));
    view! { {pinned} {answered} }.into_any()
}

/// An answer that is not sent yet, kept in this tab: a sign-in that ends takes nothing along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Kept {
    text: String,
    pinned: bool,
    answered: bool,
    /// Sent twice, it is the same answer.
    key: String,
}

impl Read for Kept {
    fn read(value: &Value) -> Option<Self> {
        let flag = |name: &str| bool::read(&value.field(name)?);
        Some(Self {
            text: value.field("text")?.text()?,
            pinned: flag("pinned")?,
            answered: flag("answered")?,
            key: value.field("key")?.text()?,
        })
    }
}

#[derive(Clone, Copy)]
struct Form {
    desk: Desk,
    post: StoredValue<PostId>,
    change: bool,
    begun: bool,
    kept: RwSignal<Kept>,
    trouble: RwSignal<String>,
    busy: RwSignal<bool>,
}

impl Form {
    fn new(desk: Desk, about: &About) -> Self {
        let before = draft::read_under::<Kept>(&name(&about.post));
        let fresh = || Kept {
            text: about.own.clone().unwrap_or_default(),
            pinned: false,
            answered: about.question == Some(Question::Open),
            key: client_key(),
        };
        Self {
            desk,
            post: StoredValue::new(about.post.clone()),
            change: about.own.is_some(),
            begun: before.is_some(),
            kept: RwSignal::new(before.unwrap_or_else(fresh)),
            trouble: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
        }
    }

    fn change(self, how: impl FnOnce(&mut Kept)) {
        self.kept.update(how);
        let name = self.post.with_value(name);
        self.kept.with_untracked(|kept| draft::keep_under(&name, kept));
    }

    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        let kept = self.kept.get_untracked();
        let text = kept.text.trim();
        if text.is_empty() {
            return self.trouble.set(t("desk.office.empty").to_owned());
        }
        let over = text.chars().count().saturating_sub(BODY_MAX);
        if over > 0 {
            let over = number(i64::try_from(over).unwrap_or_default());
            return self.trouble.set(t_with("desk.form.over", &[("n", &over)]));
        }
        self.busy.set(true);
        spawn_local(async move {
            let post = self.post.get_value();
            let answer = if self.change {
                api::desk::office::change(&post.id, kept.text.clone()).await
            } else {
                let new = NewOfficeReply {
                    body: kept.text,
                    client_key: kept.key,
                    pinned: kept.pinned,
                    answered: kept.answered,
                };
                api::desk::office::add(post.kind, &post.id, &new).await
            };
            self.busy.try_set(false);
            if answer.is_ok() {
                draft::forget_under(&name(&post));
            }
            let said = if self.change { "change" } else { "reply" };
            settled(self.desk, &post, self.trouble, answer, said).await;
        });
    }
}

/// Under which name an answer to a post is kept.
fn name(post: &PostId) -> String {
    format!("svar/{}", post.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_the_same() {
        let kept = Kept {
            text: "Ja \"snart\"".to_owned(),
            pinned: true,
            answered: false,
            key: "12345678".to_owned(),
        };
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(crate::wire::read::<Kept>(&text), Some(kept));
    }
}
