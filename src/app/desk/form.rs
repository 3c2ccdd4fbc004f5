//! The form of a decision that needs words: which rule, why, and what is struck out.

use leptos::prelude::*;
use model::{DECISION_REASON_MAX, DecisionKind, FieldFlaw, QueueItem, Rule};

use super::draft::{self, Draft};
use super::route::PostId;
use super::{Desk, Opened, decide, navigation, panel, selected, words};
use crate::components::{Live, flaw_text};
use crate::i18n::{number, t, t_of, t_with};

/// What the form knows.
#[derive(Clone, Copy)]
pub struct Form {
    /// Whether it is shown.
    pub open: RwSignal<bool>,
    /// What has been chosen and written.
    pub draft: RwSignal<Draft>,
    /// What of it cannot be taken.
    pub flaws: RwSignal<Vec<FieldFlaw>>,
}

impl Form {
    /// Closed and empty.
    #[must_use]
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            draft: RwSignal::new(Draft::default()),
            flaws: RwSignal::new(Vec::new()),
        }
    }

    /// Makes it ready for a post: as one left it, or closed.
    pub fn load(self, post: Option<&PostId>) {
        let kept = post.and_then(draft::read);
        self.flaws.set(Vec::new());
        self.open.set(kept.is_some());
        self.draft.set(kept.unwrap_or_default());
    }

    /// Opens it; it begins with the rule that most readers named, and with the words that are selected.
    pub fn show(self, item: &QueueItem, kind: DecisionKind) {
        if self.draft.with_untracked(|draft| draft.kind != kind || draft.is_empty()) {
            self.draft.set(Draft::with(kind, words::likely_rule(item)));
        }
        if kind == DecisionKind::Redact {
            self.add_selected();
        }
        self.open.set(true);
        navigation::focus_first(match kind {
            DecisionKind::Redact => &["#ord"],
            DecisionKind::Hide | DecisionKind::Discount => {
                &["#skjul input:checked", "#skjul input"]
            }
            _ => &["#begrundelse"],
        });
    }

    /// Takes the words that are selected in the post among those to be struck out.
    fn add_selected(self) {
        let Some(words) = selected::take() else { return };
        self.draft.update(|draft| {
            let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
            for line in lines {
                if draft.words.lines().all(|known| known.trim() != line) {
                    let gap = if draft.words.is_empty() || draft.words.ends_with('\n') {
                        ""
                    } else {
                        "\n"
                    };
                    draft.words.push_str(&format!("{gap}{line}\n"));
                }
            }
        });
    }

    /// Closes it. What was written stays, should one open it again.
    pub fn close(self, post: &PostId) {
        if !self.draft.with_untracked(Draft::is_own) {
            draft::forget(post);
        }
        self.flaws.set(Vec::new());
        self.open.set(false);
        navigation::focus_first(&["#skjul-knap", "#vis-knap", "#note-knap"]);
    }

    /// Changes what is chosen or written, and keeps it.
    fn change(self, post: &PostId, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.draft.with_untracked(|draft| draft::keep(post, draft));
        self.flaws.set(Vec::new());
    }

    /// Chooses a rule of the post's hearing by its number.
    pub fn choose(self, item: &QueueItem, number: i64) {
        if let Some(rule) = item.rules.iter().find(|rule| rule.number == number) {
            self.change(&PostId::of(item), |draft| draft.choose(&rule.id));
        }
    }
}

/// The form for the post that is looked at.
pub fn form(desk: Desk, post: PostId) -> AnyView {
    let form = desk.form;
    let no_rule = move || form.flaws.with(|flaws| words::rule_trouble(flaws));
    let kind = form.draft.with_untracked(|draft| draft.kind);
    let post = StoredValue::new(post);
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        decide::send(desk, &post.get_value());
    };
    let rule = kind.needs_rule().then(|| {
        view! {
            <fieldset aria-describedby="regel-fejl">
                <legend><h3>{t("desk.form.rule")}</h3></legend>
                <div class="hide__rules">{rules(desk)}</div>
                <p class="trouble" id="regel-fejl">
                    <Live text=Signal::derive(move || no_rule().to_owned())/>
                </p>
            </fieldset>
        }
    });
    view! {
        <form class="hide" id="skjul" method="dialog" on:submit=submit>
            {(kind == DecisionKind::Redact).then(|| struck(form, post))}
            {rule}
            {reason(desk, post)}
            {send(desk, post)}
        </form>
    }
    .into_any()
}

/// What is to be struck out: selected in the post, or typed.
fn struck(form: Form, post: StoredValue<PostId>) -> AnyView {
    let wrong = move || {
        let wrong = form.flaws.with(|flaws| flaws.iter().any(|flaw| flaw.field == "words"));
        if wrong { t("desk.form.words.wrong") } else { "" }
    };
    view! {
        <div class="field">
            <label for="ord"><h3>{t("desk.form.words")}</h3></label>
            <textarea
                id="ord"
                rows="3"
                aria-invalid=move || (!wrong().is_empty()).then_some("true")
                aria-describedby="ord-hint ord-fejl"
                prop:value=move || form.draft.with(|draft| draft.words.clone())
                on:input:target=move |ev| {
                    let words = ev.target().value();
                    form.change(&post.get_value(), |draft| draft.words = words);
                }
            ></textarea>
            <p class="hint" id="ord-hint">{t("desk.form.words.hint")}</p>
            <p class="trouble" id="ord-fejl">
                <Live text=Signal::derive(move || wrong().to_owned())/>
            </p>
            <button type="button" class="act" on:click=move |_| form.add_selected()>
                {t("desk.form.words.add")}
            </button>
        </div>
    }
    .into_any()
}

fn send(desk: Desk, post: StoredValue<PostId>) -> AnyView {
    let kind = desk.form.draft.with_untracked(|draft| draft.kind);
    let name = t_of("desk.form.send", kind.word()).unwrap_or_default();
    let text = move || if desk.busy.get() { t("desk.saving") } else { name }.to_owned();
    view! {
        <div class="hide__send">
            {panel::trouble(desk)}
            <button
                type="submit"
                class="button button--strong"
                aria-disabled=move || desk.busy.get().then_some("true")
            >
                <Live text=Signal::derive(text)/>
                <kbd class="enter" aria-hidden="true">"Enter"</kbd>
                <kbd class="ctrl-enter" aria-hidden="true">"Ctrl+Enter"</kbd>
            </button>
            <button
                type="button"
                class="button"
                on:click=move |_| desk.form.close(&post.get_value())
            >
                <span>{t("desk.form.cancel")}</span>
                <kbd aria-hidden="true">"Esc"</kbd>
            </button>
        </div>
    }
    .into_any()
}

/// The rules that stand in the hearing of the post.
fn rules(desk: Desk) -> AnyView {
    let rules = Memo::new(move |_| match desk.opened.get() {
        Opened::Item(item) => item.rules.clone(),
        _ => Vec::new(),
    });
    (move || rules.get().into_iter().map(|one| rule(desk, one)).collect::<Vec<_>>()).into_any()
}

fn rule(desk: Desk, rule: Rule) -> AnyView {
    let (form, id, number) = (desk.form, rule.id, rule.number);
    let choose = move |_| {
        if let Opened::Item(item) = desk.opened.get_untracked() {
            form.choose(&item, number);
        }
    };
    view! {
        <label class="choice">
            <input
                type="radio"
                name="regel"
                prop:checked=move || form.draft.with(|draft| draft.rule.as_ref() == Some(&id))
                on:change=choose
            />
            <kbd aria-hidden="true">{number}</kbd>
            <span>
                <span class="vh">{t("desk.form.rule.number")} " " {number} ": "</span>
                <span dir="auto">{rule.title}</span>
            </span>
        </label>
    }
    .into_any()
}

/// For whom one writes, and what becomes of it.
fn reader(kind: DecisionKind) -> (&'static str, &'static str) {
    match kind {
        DecisionKind::Note => (t("desk.form.note"), t("desk.form.note.hint")),
        DecisionKind::Discount => (t("desk.form.reason"), t("desk.form.discount.hint")),
        _ => (t("desk.form.reason"), t("desk.form.reason.hint")),
    }
}

/// The field with the words that the author will read.
fn reason(desk: Desk, post: StoredValue<PostId>) -> AnyView {
    let form = desk.form;
    let kind = form.draft.with_untracked(|draft| draft.kind);
    let wrong = move || form.flaws.with(|flaws| flaw_text(flaws, "reason")).unwrap_or_default();
    let invalid = move || (!wrong().is_empty()).then_some("true");
    let left = move || {
        let length = form.draft.with(|draft| draft.reason.trim().chars().count());
        let left = i64::try_from(DECISION_REASON_MAX).unwrap_or_default()
            - i64::try_from(length).unwrap_or_default();
        match left {
            ..0 => t_with("desk.form.over", &[("n", &number(-left))]),
            0..200 => t_with("desk.form.left", &[("n", &number(left))]),
            _ => reader(kind).1.to_owned(),
        }
    };
    let keyed = move |ev: leptos::ev::KeyboardEvent| {
        if ev.key() == "Enter" && (ev.ctrl_key() || ev.meta_key()) {
            ev.prevent_default();
            decide::send(desk, &post.get_value());
        }
    };
    let label = reader(form.draft.with_untracked(|draft| draft.kind)).0;
    let own = move || form.draft.with(|draft| draft.is_own() && draft.has_sentence());
    view! {
        <div class="field">
            <label for="begrundelse"><h3>{label}</h3></label>
            <textarea
                id="begrundelse"
                rows="6"
                aria-invalid=invalid
                aria-describedby="begrundelse-hint begrundelse-fejl"
                prop:value=move || form.draft.with(|draft| draft.reason.clone())
                on:input:target=move |ev| {
                    let text = ev.target().value();
                    form.change(&post.get_value(), |draft| draft.reason = text);
                }
                on:keydown=keyed
            ></textarea>
            <p class="hint" id="begrundelse-hint"><Live text=Signal::derive(left)/></p>
            <p class="trouble" id="begrundelse-fejl">
                <Live text=Signal::derive(move || wrong().to_owned())/>
            </p>
            <button
                type="button"
                class="act"
                hidden=move || !own()
                on:click=move |_| {
                    form.change(&post.get_value(), Draft::reset);
                    navigation::focus_first(&["#begrundelse"]);
                }
            >
                {t("desk.form.reset")}
            </button>
        </div>
    }
    .into_any()
}
