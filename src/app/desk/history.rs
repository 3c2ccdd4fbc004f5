//! What is known of a post: why readers reported it, what was decided, and who its author is.

use model::{Decision, EarlierPost, PostState, QueueItem, QueueView};

use super::Desk;
use super::post::time;
use super::route::{PostId, Route};
use super::words::{self, decision_line, rule_line, rule_short};
use crate::api::support::Post;
use crate::citizen::clock;
use crate::components::body;
use crate::i18n::{number, t, t_of, t_with, tn};
use crate::markup::{Html, all, leaf, none, tag, text};
use crate::text::beginning;

/// Most characters of an earlier post.
const SHOWN: usize = 110;

/// All that is known.
pub fn known(_: Desk, item: &QueueItem) -> Html {
    all(&[held(item), appeal(item), reported(item), original(item), decisions(item), author(item)])
}

/// Why it waits.
fn held(item: &QueueItem) -> Html {
    let why = item.held.and_then(|held| t_of("desk.held", held.word()));
    let why = why
        .map_or_else(none, |why| all(&[leaf("h3", "label", t("desk.held")), leaf("p", "", why)]));
    if !words::has_burst(item) {
        return why;
    }
    all(&[why, leaf("p", "", &tn("desk.supports", item.waiting_supports))])
}

/// What its author says against the decision, and what came of that.
fn appeal(item: &QueueItem) -> Html {
    let Some(appeal) = &item.appeal else { return none() };
    let state = match appeal.granted {
        None => t("desk.appeal.open"),
        Some(true) => t("desk.appeal.granted"),
        Some(false) => t("desk.appeal.refused"),
    };
    let answer = appeal.answer.as_deref().map_or_else(none, |answer| body(answer, false));
    all(&[
        leaf("h3", "label", t("desk.appeal")),
        tag("div", &[("class", "theirs")], &[body(&appeal.text, false)]),
        tag(
            "p",
            &[("class", "decision")],
            &[time(appeal.created, clock()), text(" · "), leaf("span", "", state)],
        ),
        answer,
    ])
}

/// What it said before words were struck out.
fn original(item: &QueueItem) -> Html {
    if item.original.is_empty() {
        return none();
    }
    let texts: Vec<Html> = item
        .original
        .iter()
        .map(|words| tag("li", &[("class", "theirs")], &[body(words, false)]))
        .collect();
    all(&[leaf("h3", "label", t("desk.original")), tag("ul", &[("class", "plain-list")], &texts)])
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
            tag(
                "li",
                &[],
                &[leaf("span", "", &rule_line(report.by_rule.as_ref())), leaf("b", "", &count)],
            )
        })
        .collect();
    let texts: Vec<Html> = item
        .report_texts
        .iter()
        .map(|words| tag("li", &[("class", "theirs")], &[body(words, false)]))
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
        .map_or_else(none, |reason| tag("div", &[("class", "theirs")], &[body(reason, false)]));
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
        neighbours(item),
        earlier(item),
    ])
}

/// That others come from the same network address: a home, a library, or one person under many names.
fn neighbours(item: &QueueItem) -> Html {
    match item.standing.as_ref().map(|standing| standing.neighbours) {
        None | Some(0) => none(),
        Some(n) => leaf("p", "hint", &tn("desk.neighbours", n)),
    }
}

/// The person's other posts, with what became of them: at the desk alone.
fn earlier(item: &QueueItem) -> Html {
    let Some(standing) = &item.standing else { return none() };
    let lines: Vec<Html> = standing.earlier.iter().map(earlier_post).collect();
    if lines.is_empty() { none() } else { tag("ul", &[("class", "plain-list")], &lines) }
}

fn earlier_post(post: &EarlierPost) -> Html {
    let kind = if post.kind == "proposal" { Post::Proposal } else { Post::Comment };
    let id = PostId { kind, id: post.id.clone() };
    let href = Route::Queue { view: QueueView::New, post: Some(id) }.href();
    let state = match (post.state, &post.by_rule) {
        (PostState::Visible, _) => none(),
        (state, rule) => {
            let state = t_of("desk.state", state.word()).unwrap_or_default();
            let rule = rule.as_ref().map(|rule| format!(", {}", rule_short(rule)));
            leaf("span", "hint", &format!(" · {state}{}", rule.unwrap_or_default()))
        }
    };
    let words = post.beginning.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = beginning(&words, SHOWN);
    let link = tag("a", &[("href", href.as_str())], &[leaf("bdi", "", &words)]);
    tag("li", &[], &[link, text(" · "), time(post.created, clock()), state])
}
