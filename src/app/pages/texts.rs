//! Pages of plain text: the rules, and what else the site says of itself; and the page in place of one
//! that cannot be shown.

use model::{Code, DAY, HOUR, MINUTE, RULES, RulesUsed, Statement};

use super::frame::{Layout, frame, heading};
use super::title::statement_title;
use crate::citizen::App;
use crate::components;
use crate::i18n::{number, t_of, t_with, tn};
use crate::markup::{Html, all, html, none, raw};
use crate::when;

/// The rules for posts, and how they have been used.
pub fn rules(statement: &Statement, used: &RulesUsed) -> Html {
    let rules: Vec<Html> = RULES
        .iter()
        .enumerate()
        .map(|(at, (id, _))| {
            let (title, what) = (t_of("rule", id), t_of("rule-text", id));
            let (title, what) = (title.unwrap_or_default(), what.unwrap_or_default());
            let hidden = match used.hidden.get(at).copied().unwrap_or_default() {
                0 => none(),
                n => html!("<p class=hint>{}</p>", tn("rules.used.by", n)),
            };
            html!("<li id='{}'><strong>{}</strong><p>{}</p>{}</li>", *id, title, what, hidden)
        })
        .collect();
    let page = html!(
        "{}{}<ol class=rules>{}</ol>\
         <h2>[[rules.hidden]]</h2><p>[[rules.hidden.what]]</p><p>[[rules.hidden.marker]]</p>\
         <p>[[rules.hidden.answer]]</p>\
         <h2>[[rules.report]]</h2><p>[[rules.report.how]]</p>\
         <h2>[[rules.staff]]</h2><p>[[rules.staff.what]]</p>{}",
        heading(statement_title(statement.name)),
        words(statement),
        all(&rules),
        record(used)
    );
    frame(None, Layout::Text, &page)
}

/// What anybody may know of the moderators' record.
fn record(used: &RulesUsed) -> Html {
    let hidden = tn("rules.used.hidden", used.hidden.iter().sum());
    let restored = match used.restored {
        0 => none(),
        n => html!(" <span>{}</span>", tn("rules.used.restored", n)),
    };
    let redacted = match used.redacted.iter().sum() {
        0 => none(),
        n => html!(" <span>{}</span>", tn("rules.used.redacted", n)),
    };
    let [appeals, granted, refused] = used.appeals;
    let appeals = if appeals == 0 {
        none()
    } else {
        let n = [granted, refused].map(number);
        let answered = t_with("rules.used.appeals.answered", &[("yes", &n[0]), ("no", &n[1])]);
        html!("<p><span>{}</span> <span>{}</span></p>", tn("rules.used.appeals", appeals), answered)
    };
    let waited = used.median_wait.map_or_else(none, |waited| {
        let numbers = [("n", &*number(used.reported)), ("time", &*span(waited))];
        html!("<p>{}</p>", t_with("rules.used.waited", &numbers))
    });
    let seal = if used.seal.is_empty() {
        none()
    } else {
        html!("<p>[[rules.record.seal]] <code class=seal>{}</code></p>", used.seal)
    };
    html!(
        "<h2>[[rules.used]]</h2><p><span>{}</span>{}{}</p>{}{}<p>[[rules.record]] {}</p>{}",
        hidden,
        redacted,
        restored,
        appeals,
        waited,
        tn("rules.record.entries", used.entries),
        seal
    )
}

/// About how long something took: minutes, then hours, then days.
fn span(milliseconds: i64) -> String {
    let up = |unit: i64| (milliseconds + unit - 1).div_euclid(unit).max(1);
    if milliseconds <= HOUR {
        tn("span.minutes", up(MINUTE))
    } else if milliseconds <= DAY {
        tn("span.hours", up(HOUR))
    } else {
        tn("span.days", up(DAY))
    }
}

/// What else the site says of itself.
pub fn statement(statement: &Statement) -> Html {
    let page = html!("{}{}", heading(statement_title(statement.name)), words(statement));
    frame(None, Layout::Text, &page)
}

/// The words of a statement, and since when they are as they are.
fn words(statement: &Statement) -> Html {
    let spoken = App::get().here().lang.tag();
    let lang = match statement.lang.as_str() {
        lang if lang == spoken => none(),
        lang => html!(" lang='{}'", lang),
    };
    let changed = statement.changed.map_or_else(none, |changed| {
        html!(
            "<p class=hint><span>[[statement.changed]]</span> <span>{}</span></p>",
            when::date(changed)
        )
    });
    html!("<div class=text{}>{}</div>{}", lang, raw(&statement.html), changed)
}

/// In place of a page that cannot be shown.
pub fn refused(code: Option<Code>) -> Html {
    frame(None, Layout::Text, &components::refused(&App::get().here(), code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_in_the_unit_that_people_would_use() {
        for (waited, told) in [
            (0, "1 minut"),
            (47 * MINUTE - 1, "47 minutter"),
            (HOUR + 1, "2 timer"),
            (DAY, "24 timer"),
            (3 * DAY, "3 dage"),
        ] {
            assert_eq!(span(waited), told);
        }
    }
}
