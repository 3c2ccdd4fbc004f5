//! What the desk says about refusals, posts and decisions.

use model::{Code, Decision, DecisionKind, FieldFlaw, Flaw, PostState, QueueItem, RuleName};

use crate::api::Refusal;
use crate::components;
use crate::i18n::{t, t_of, t_with, tn};
use crate::text::beginning;

/// What a refusal says to the one whose act was refused.
#[must_use]
pub fn told(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoAnswer => t("desk.code.none").to_owned(),
        Refusal::Told { problem, retry_after } if problem.code == Code::TooMany => {
            tn("desk.wait", minutes(retry_after.unwrap_or(600)))
        }
        Refusal::Told { problem, .. } => t_of("desk.code", problem.code.word())
            .map_or_else(|| components::told(refusal), str::to_owned),
    }
}

fn minutes(seconds: u32) -> i64 {
    i64::from(seconds.div_ceil(60)).max(1)
}

/// Why something could not be fetched.
#[must_use]
pub fn not_loaded(refusal: &Refusal) -> String {
    let text = match refusal {
        Refusal::NoAnswer => t("desk.load.none"),
        Refusal::Told { .. } => t("desk.load.unavailable"),
    };
    text.to_owned()
}

/// "Regel 3: Ingen nedsættende ord om grupper af mennesker"; "Andet" for what no rule names.
#[must_use]
pub fn rule_line(rule: Option<&RuleName>) -> String {
    rule.map_or_else(
        || t("desk.rule.other").to_owned(),
        |rule| t_with("desk.rule", &[("n", &rule.number.to_string()), ("rule", &rule.title)]),
    )
}

/// "regel 3", to stand within a sentence.
#[must_use]
pub fn rule_short(rule: &RuleName) -> String {
    t_with("desk.rule.short", &[("n", &rule.number.to_string())])
}

/// Why a rule was refused: none was chosen, or the hearing has it no more. Nothing when none was.
#[must_use]
pub fn rule_trouble(flaws: &[FieldFlaw]) -> &'static str {
    match flaws.iter().find(|flaw| flaw.field == "rule").map(|flaw| flaw.flaw) {
        None => "",
        Some(Flaw::Missing) => t("desk.rule.missing"),
        Some(_) => t("desk.rule.gone"),
    }
}

/// What a decision did: "Skjult", "Godkendt" …
#[must_use]
pub fn decided(kind: DecisionKind) -> &'static str {
    t_of("desk.decided", kind.word()).unwrap_or_default()
}

/// A decision as a sentence begins it: "Skjult efter regel 3".
#[must_use]
pub fn decision_line(decision: &Decision) -> String {
    match &decision.by_rule {
        Some(rule) => t_with(
            "desk.decided.by-rule",
            &[("what", decided(decision.kind)), ("rule", &rule_short(rule))],
        ),
        None => decided(decision.kind).to_owned(),
    }
}

/// Whether an appeal waits for somebody.
#[must_use]
pub fn is_appealed(item: &QueueItem) -> bool {
    item.appeal.as_ref().is_some_and(|appeal| appeal.granted.is_none())
}

/// Who was quicker and what they did, or that the author changed the post; `None` when nothing of that
/// can be seen.
#[must_use]
pub fn overtaken_by(now: &QueueItem, before: Option<&QueueItem>) -> Option<String> {
    let seen = before.map_or(0, |before| before.decisions.len());
    match now.decisions.last().filter(|_| now.decisions.len() > seen) {
        Some(last) => {
            let what = decision_line(last);
            Some(t_with("desk.overtaken", &[("name", &last.by), ("what", &what)]))
        }
        None if before.is_some_and(|before| before.stand != now.stand) => {
            Some(t("desk.overtaken.author").to_owned())
        }
        None => None,
    }
}

/// Whether supports of it wait for a moderator.
#[must_use]
pub fn has_burst(item: &QueueItem) -> bool {
    item.waiting_supports > 0 && state(item).is_readable()
}

/// How far a post has come.
#[must_use]
pub fn state(item: &QueueItem) -> PostState {
    let comment = item.comment.as_ref().map(|comment| comment.state);
    comment
        .or_else(|| item.proposal.as_ref().map(|proposal| proposal.state))
        .unwrap_or(PostState::Withdrawn)
}

/// How many readers reported a post.
#[must_use]
pub fn reports(item: &QueueItem) -> i64 {
    item.reports.iter().map(|report| report.count).sum()
}

/// The rule that most readers named, to begin with when the post is hidden.
#[must_use]
pub fn likely_rule(item: &QueueItem) -> Option<&str> {
    let named = item.reports.iter().filter_map(|report| {
        let rule = item.rules.iter().find(|rule| rule.id == report.reason)?;
        Some((report.count, rule.id.as_str()))
    });
    // The first of equals: the server lists the most named one first.
    named.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|best| best.1)
}

/// The first words of a post, on one line.
#[must_use]
pub fn first_words(item: &QueueItem, max: usize) -> String {
    let text = match (&item.comment, &item.proposal) {
        (Some(comment), _) => comment.body.clone(),
        (_, Some(proposal)) => {
            proposal.title.clone().filter(|title| !title.is_empty()).or_else(|| {
                let parts = [&proposal.replacement, &proposal.body, &proposal.reason];
                parts.into_iter().flatten().find(|part| !part.is_empty()).cloned()
            })
        }
        _ => None,
    };
    let text = text.unwrap_or_default();
    beginning(&text.split_whitespace().collect::<Vec<_>>().join(" "), max)
}

/// "Kommentar fra Bent", "Forslag fra Kasper".
#[must_use]
pub fn name(item: &QueueItem) -> String {
    let name = [("name", item.author.name.as_str())];
    if item.proposal.is_some() {
        t_with("desk.proposal.by", &name)
    } else {
        t_with("desk.comment.by", &name)
    }
}

#[cfg(test)]
mod tests {
    use model::{Author, ParticipantKind, ReportCount, Rule};

    use super::*;

    fn item(reports: &[(&str, i64)]) -> QueueItem {
        QueueItem {
            comment: None,
            proposal: None,
            author: Author {
                name: "Bent".to_owned(),
                kind: ParticipantKind::Citizen,
                district: None,
                staff: false,
            },
            consultation: "x".to_owned(),
            place: None,
            above: Vec::new(),
            reports: reports
                .iter()
                .map(|(reason, count)| ReportCount {
                    reason: (*reason).to_owned(),
                    by_rule: None,
                    count: *count,
                })
                .collect(),
            report_texts: Vec::new(),
            decisions: Vec::new(),
            held: None,
            waiting_supports: 0,
            original: Vec::new(),
            appeal: None,
            stand: String::new(),
            thread: String::new(),
            locked: false,
            standing: None,
            author_posts: 0,
            author_hidden: 0,
            question: None,
            office: Vec::new(),
            sender: None,
            rules: ["emnet", "tonen", "regel-7"].map(standing).to_vec(),
        }
    }

    fn standing(id: &str) -> Rule {
        Rule {
            id: id.to_owned(),
            number: 1,
            title: String::new(),
            text: None,
            own: false,
            retired: None,
        }
    }

    #[test]
    fn the_form_begins_with_the_rule_that_most_readers_named() {
        let likely = |reports| likely_rule(&item(reports)).map(str::to_owned).unwrap_or_default();
        assert_eq!(likely(&[("regel-7", 3), ("emnet", 3), ("tonen", 1)]), "regel-7");
        assert_eq!(likely(&[("andet", 9), ("tonen", 1)]), "tonen");
        // It was retired since.
        assert_eq!(likely(&[("hetz", 9), ("tonen", 1)]), "tonen");
        assert_eq!(likely(&[("andet", 9)]), "");
        assert_eq!(reports(&item(&[("andet", 9), ("tonen", 1)])), 10);
    }

    #[test]
    fn one_waits_for_whole_minutes() {
        assert_eq!(minutes(598), 10);
        assert_eq!(minutes(60), 1);
        assert_eq!(minutes(0), 1);
    }

    #[test]
    fn a_rule_is_named_by_its_number() {
        let rule = RuleName { number: 7, title: "Skriv kort".to_owned(), own: true };
        assert_eq!(rule_line(Some(&rule)), "Regel 7: Skriv kort");
        assert_eq!((rule_short(&rule).as_str(), &*rule_line(None)), ("regel 7", "Andet"));
    }
}
