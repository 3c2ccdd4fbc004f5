//! Measures: what a moderator does about a person, a thread or a hearing. Each asks for a rule and a
//! reason when it restricts somebody.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{FieldFlaw, Measure, NewMeasure, QueueItem, Rule, Standing};

use super::route::PostId;
use super::{Desk, Opened, draft, load, words};
use crate::api;
use crate::components::{Live, flaw_text, flaws};
use crate::i18n::{t, t_of};
use crate::when;

/// For how many hours somebody can be paused at a press; nothing for until it is lifted.
const HOURS: [(&str, &str); 4] =
    [("24", "day"), ("72", "three-days"), ("168", "week"), ("", "until-lifted")];

/// What can be done about the author of the post and about its thread.
pub fn panel(desk: Desk) -> AnyView {
    let about = Memo::new(move |_| match desk.opened.get() {
        Opened::Item(item) => Some(About::of(&item)),
        _ => None,
    });
    (move || {
        let about = about.get()?;
        let person = about.person.clone().map(|person| person_acts(desk, &person, &about.within));
        let lock = if about.locked { Measure::Unlock } else { Measure::Lock };
        let of = format!("threads/{}", about.thread);
        let thread = measure(desk, of, lock, &about.within, None);
        Some(view! {
            <div class="measures" role="group" aria-label=t("desk.measures")>
                {person}
                {thread}
            </div>
        })
    })
    .into_any()
}

/// What the measures depend on; drawn anew only when that changes.
#[derive(Clone, PartialEq)]
struct About {
    post: PostId,
    person: Option<Standing>,
    thread: String,
    locked: bool,
    within: Within,
}

/// In which hearing a measure is taken.
#[derive(Clone, PartialEq)]
pub struct Within {
    /// The hearing's name in addresses.
    pub hearing: String,
    /// The rules that stand in it.
    pub rules: Vec<Rule>,
}

impl About {
    fn of(item: &QueueItem) -> Self {
        Self {
            post: PostId::of(item),
            person: item.standing.clone(),
            thread: item.thread.clone(),
            locked: item.locked,
            within: Within { hearing: item.consultation.clone(), rules: item.rules.clone() },
        }
    }
}

fn person_acts(desk: Desk, person: &Standing, within: &Within) -> AnyView {
    let of = format!("participants/{}", person.id);
    let paused = person.paused_until.filter(|until| *until > crate::citizen::clock());
    let pause = if paused.is_some() { Measure::Resume } else { Measure::Pause };
    let hold = if person.held { Measure::Release } else { Measure::Hold };
    let told = paused.map(|until| {
        let text = if until == model::UNTIL_LIFTED {
            t("desk.paused.until-lifted").to_owned()
        } else {
            crate::i18n::t_with("desk.paused.until", &[("at", &when::date_and_time(until))])
        };
        view! { <p class="sign">{text}</p> }
    });
    let held = person.held.then(|| view! { <p class="sign">{t("desk.held.person")}</p> });
    let pause = measure(desk, of.clone(), pause, within, None);
    let hold = measure(desk, of, hold, within, None);
    view! { {told} {held} {pause} {hold} }.into_any()
}

/// One measure: a press when it lifts something, a small form when it restricts somebody. `done` is
/// told when it was taken; else the post is fetched anew.
pub fn measure(
    desk: Desk,
    of: String,
    kind: Measure,
    within: &Within,
    done: Option<Callback<()>>,
) -> AnyView {
    let form = Form::new(desk, of, kind, &within.hearing, done);
    let name = t_of("desk.measure", kind.word()).unwrap_or_default();
    let trouble = Signal::derive(move || form.trouble.get());
    if !kind.restricts() {
        return view! {
            <div class="measure">
                <button type="button" class="act" on:click=move |_| form.send()>{name}</button>
                <p class="trouble"><Live text=trouble/></p>
            </div>
        }
        .into_any();
    }
    let option = |rule: &Rule| {
        view! { <option value=rule.id.clone()>{rule.title.clone()}</option> }.into_any()
    };
    let rules: Vec<AnyView> = within.rules.iter().map(option).collect();
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        form.send();
    };
    view! {
        <details class="measure" prop:open=form.begun>
            <summary class="act">{name}" …"</summary>
            <form method="dialog" on:submit=submit>
                <p class="hint">{t_of("desk.measure.what", kind.word())}</p>
                {(kind == Measure::Pause).then(|| hours(form))}
                <label>
                    {t("desk.form.rule")}
                    <select on:change:target=move |ev| form.rule.set(ev.target().value())>
                        <option value="">{t("desk.form.rule.choose")}</option>
                        {rules}
                    </select>
                </label>
                <label>
                    {t_of("desk.measure.why", kind.word())}
                    <textarea
                        rows="3"
                        prop:value=move || form.reason.get()
                        on:input:target=move |ev| form.write(ev.target().value())
                    ></textarea>
                </label>
                <p class="trouble"><Live text=trouble/></p>
                <button type="submit" class="button">{name}</button>
            </form>
        </details>
    }
    .into_any()
}

fn hours(form: Form) -> AnyView {
    let options: Vec<AnyView> = HOURS
        .iter()
        .map(|(hours, name)| {
            view! { <option value=*hours>{t_of("desk.hours", name)}</option> }.into_any()
        })
        .collect();
    view! {
        <label>
            {t("desk.hours")}
            <select on:change:target=move |ev| form.hours.set(ev.target().value())>{options}</select>
        </label>
    }
    .into_any()
}

/// Under which name the reason for a measure is kept.
fn kept(of: &str, kind: Measure) -> String {
    format!("tiltag/{of}/{}", kind.word())
}

/// What is wrong with the rule or the reason.
fn trouble(flaws: &[FieldFlaw]) -> Option<&'static str> {
    Some(words::rule_trouble(flaws))
        .filter(|told| !told.is_empty())
        .or_else(|| flaw_text(flaws, "reason"))
}

#[derive(Clone, Copy)]
struct Form {
    desk: Desk,
    of: StoredValue<String>,
    hearing: StoredValue<String>,
    kind: Measure,
    rule: RwSignal<String>,
    reason: RwSignal<String>,
    /// Whether a reason was begun before, in this tab: a sign-in that ends takes nothing along.
    begun: bool,
    hours: RwSignal<String>,
    trouble: RwSignal<String>,
    busy: RwSignal<bool>,
    done: Option<Callback<()>>,
}

impl Form {
    fn new(
        desk: Desk,
        of: String,
        kind: Measure,
        hearing: &str,
        done: Option<Callback<()>>,
    ) -> Self {
        let reason = draft::read_under::<String>(&kept(&of, kind)).unwrap_or_default();
        Self {
            desk,
            of: StoredValue::new(of),
            hearing: StoredValue::new(hearing.to_owned()),
            kind,
            rule: RwSignal::new(String::new()),
            begun: !reason.is_empty(),
            reason: RwSignal::new(reason),
            hours: RwSignal::new(HOURS[0].0.to_owned()),
            trouble: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            done,
        }
    }

    fn write(self, reason: String) {
        draft::keep_under(&self.of.with_value(|of| kept(of, self.kind)), &reason);
        self.reason.set(reason);
    }

    fn filled(self) -> NewMeasure {
        NewMeasure {
            rule: Some(self.rule.get_untracked()),
            reason: Some(self.reason.get_untracked()),
            hours: self.hours.get_untracked().parse().ok().filter(|_| self.kind == Measure::Pause),
            consultation: Some(self.hearing.get_value()),
        }
    }

    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        let new = self.filled();
        if let Err(wrong) = new.check(self.kind) {
            self.trouble.set(trouble(&wrong).unwrap_or_default().to_owned());
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let of = self.of.get_value();
            let answer = api::desk::standing::take(&of, self.kind, &new).await;
            self.busy.try_set(false);
            match answer {
                Ok(()) => {
                    draft::forget_under(&kept(&of, self.kind));
                    self.trouble.try_set(String::new());
                    self.desk.say(t_of("desk.measure.done", self.kind.word()).unwrap_or_default());
                    match self.done {
                        Some(done) => done.run(()),
                        None => load::again(self.desk),
                    }
                }
                Err(refusal) => {
                    if !load::heed(self.desk, &refusal) {
                        let told = trouble(&flaws(&refusal)).map(str::to_owned);
                        self.trouble.try_set(told.unwrap_or_else(|| words::told(&refusal)));
                    }
                }
            }
        });
    }
}
