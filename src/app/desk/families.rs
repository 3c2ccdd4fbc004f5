//! The texts whose keys no source names as a whole.

use crate::route::Lang;

/// The keys of [`TEXTS`](super::TEXTS) that are put together at run time, for the test that each is there.
pub fn families() -> Vec<String> {
    use model::{
        DecisionKind, ErasureOutcome, Held, Measure, Mode, PostState, QueueView, RecordKind,
        STANDARD_RULES,
    };
    let mut keys = Vec::new();
    for family in ["view", "heading", "empty"] {
        keys.extend(QueueView::ALL.iter().map(|x| format!("desk.{family}.{}", x.word())));
    }
    for family in ["reason", "struck-reason"] {
        keys.extend(STANDARD_RULES.map(|rule| format!("desk.{family}.{rule}")));
    }
    keys.extend(DecisionKind::ALL.iter().map(|x| format!("desk.decided.{}", x.word())));
    keys.extend(
        ["hide", "redact", "note", "uphold", "discount"].map(|x| format!("desk.form.send.{x}")),
    );
    for family in ["desk.held", "desk.held.short"] {
        keys.extend(Held::ALL.iter().map(|x| format!("{family}.{}", x.word())));
    }
    for family in ["desk.measure", "desk.measure.done"] {
        keys.extend(Measure::ALL.iter().map(|x| format!("{family}.{}", x.word())));
    }
    let restricting = Measure::ALL.iter().filter(|measure| measure.restricts());
    for measure in restricting {
        keys.extend(["what", "why"].map(|x| format!("desk.measure.{x}.{}", measure.word())));
    }
    let acts = ["pin", "unpin", "withdraw"].into_iter();
    let acts = acts.chain(model::Question::ALL.iter().map(|x| x.word()));
    keys.extend(acts.clone().map(|x| format!("desk.office.act.{x}")));
    keys.extend(acts.chain(["reply", "change"]).map(|x| format!("desk.office.done.{x}")));
    keys.extend(model::Question::ALL.iter().map(|x| format!("desk.journal.question.{}", x.word())));
    keys.extend(["day", "three-days", "week", "until-lifted"].map(|x| format!("desk.hours.{x}")));
    keys.extend(Mode::ALL.iter().map(|x| format!("desk.mode.{}", x.word())));
    let unusual = PostState::ALL.iter().filter(|state| **state != PostState::Visible);
    keys.extend(unusual.map(|x| format!("desk.state.{}", x.word())));
    let codes = [
        "sign-in-failed",
        "not-found",
        "state",
        "changed",
        "forbidden",
        "invalid",
        "internal",
        "unavailable",
    ];
    keys.extend(codes.map(|x| format!("desk.code.{x}")));
    keys.extend(RecordKind::ALL.iter().map(|x| format!("desk.journal.kind.{}", x.word())));
    for family in ["outcome", "text"] {
        let outcomes = ErasureOutcome::ALL.iter();
        keys.extend(outcomes.map(|x| format!("desk.erasure.{family}.{}", x.word())));
    }
    keys.extend(pages());
    keys
}

/// Those of the pages that are no lists of posts.
fn pages() -> Vec<String> {
    use model::{NewsState, Role, StatementName};
    let mut keys = Vec::new();
    keys.extend(StatementName::ALL.iter().map(|x| format!("desk.statement.name.{}", x.word())));
    keys.extend(Lang::ALL.iter().map(|x| format!("desk.statement.in.{}", x.tag())));
    for family in ["desk.news.state", "desk.news.choice"] {
        keys.extend(NewsState::ALL.iter().map(|x| format!("{family}.{}", x.word())));
    }
    keys.extend(["draft", "published"].map(|x| format!("desk.news.read-choice.{x}")));
    keys.extend(super::hearing::families());
    for family in ["desk.journal.role", "desk.colleague.role"] {
        keys.extend(Role::ALL.iter().map(|x| format!("{family}.{}", x.word())));
    }
    keys
}
