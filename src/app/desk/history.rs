//! What is known of a post: why readers reported it, what was decided, and who its author is.

use model::{Decision, QueueItem};

use super::Desk;
use super::post::time;
use super::words::{decision_line, rule_line};
use crate::citizen::clock;
use crate::components::body;
use crate::i18n::{number, t, t_with, tn};
use crate::markup::{Html, all, leaf, none, tag, text};

/// All that is known.
pub fn known(_: Desk, item: &QueueItem) -> Html {
    all(&[reported(item), decisions(item), author(item)])
}

/// "Regel 3: Ingen nedsættende ord (3)", and what readers wrote.
fn reported(item: &QueueItem) -> Html {
    if item.reports.is_empty() {
        return none();
    }
    let lines: Vec<Html> = item
        .reports
        .iter()
        .map(|report| {
            let count = format!(" ({})", number(report.count));
            tag("li", &[], &[leaf("span", "", &rule_line(&report.reason)), leaf("b", "", &count)])
        })
        .collect();
    let texts: Vec<Html> = item
        .report_texts
        .iter()
        .map(|words| tag("li", &[("class", "said")], &[body(words, false)]))
        .collect();
    let texts = if texts.is_empty() {
        none()
    } else {
        all(&[
            leaf("h4", "label", t("desk.reported.texts")),
            tag("ul", &[("class", "plain-list")], &texts),
        ])
    };
    all(&[
        leaf("h3", "label", t("desk.reported.for")),
        tag("ul", &[("class", "plain-list")], &lines),
        texts,
    ])
}

fn decisions(item: &QueueItem) -> Html {
    if item.decisions.is_empty() {
        return none();
    }
    // The latest first: it is the one that holds.
    let lines: Vec<Html> = item.decisions.iter().rev().map(decision).collect();
    all(&[leaf("h3", "label", t("desk.decisions")), tag("ol", &[("class", "plain-list")], &lines)])
}

fn decision(decision: &Decision) -> Html {
    let head = [
        leaf("span", "", &decision_line(decision)),
        text(" · "),
        time(decision.at, clock()),
        text(" · "),
        leaf("bdi", "", &decision.by),
    ];
    let reason = decision
        .reason
        .as_deref()
        .map_or_else(none, |reason| tag("div", &[("class", "said")], &[body(reason, false)]));
    tag("li", &[], &[tag("p", &[("class", "decision")], &head), reason])
}

/// "Bent: 5 indlæg, 1 skjult".
fn author(item: &QueueItem) -> Html {
    if item.author.staff {
        return none();
    }
    let hidden = match item.author_hidden {
        0 => t("desk.record.none").to_owned(),
        n => t_with("desk.record.hidden", &[("n", &number(n))]),
    };
    let record = format!("{}, {hidden}", tn("desk.record", item.author_posts));
    all(&[
        leaf("h3", "label", t("desk.author")),
        tag(
            "p",
            &[],
            &[leaf("bdi", "", &item.author.name), text(" · "), leaf("span", "", &record)],
        ),
    ])
}
