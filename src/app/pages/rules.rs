//! The rules of conversations: those of a hearing, and those that every hearing begins with; and how
//! they have been used.

use model::{
    Consultation, ConsultationSummary, DAY, HOUR, MINUTE, REPORT_OTHER, Rule, RuleUse, RulesUsed,
    STANDARD_RULES, Statement,
};

use super::frame::{Layout, frame, heading};
use super::texts::words;
use super::title::statement_title;
use crate::citizen::App;
use crate::components::theirs;
use crate::i18n::{number, rule_title, t, t_of, t_with, tn};
use crate::markup::{Html, all, html, none};
use crate::route::Route;
use crate::when;

/// The rules that hearings begin with, the way to those of each hearing, and how all have been used.
pub fn site(statement: &Statement, used: &RulesUsed, hearings: &[ConsultationSummary]) -> Html {
    let rules = STANDARD_RULES.iter().zip(&used.by_standard).map(|(id, hidden)| {
        let (title, what) = (t_of("rule", id), t_of("rule-text", id));
        let (title, what) = (title.unwrap_or_default(), what.unwrap_or_default());
        html!("<li id='{}'><strong>{}</strong><p>{}</p>{}</li>", *id, title, what, hid(*hidden))
    });
    let page = html!(
        "{}{}<p>[[rules.begin]]</p><ol class=rules>{}</ol>{}{}{}",
        heading(statement_title(statement.name)),
        words(statement),
        all(&rules.collect::<Vec<_>>()),
        of_each(hearings),
        conduct(),
        record(used)
    );
    frame(None, Layout::Text, &page)
}

/// The way to the rules of each hearing.
fn of_each(hearings: &[ConsultationSummary]) -> Html {
    if hearings.is_empty() {
        return none();
    }
    let here = App::get().here();
    let line = |one: &ConsultationSummary| {
        let href = here.to(Route::Rules { c: one.slug.clone() }).href();
        let spoken = here.lang.tag();
        let lang = if one.lang == spoken { none() } else { html!(" lang='{}'", one.lang) };
        html!("<li><a href='{}' dir=auto{}>{}</a></li>", href, lang, one.title)
    };
    let lines: Vec<Html> = hearings.iter().map(line).collect();
    html!("<h2>[[rules.of-each]]</h2><ul class=plain>{}</ul>", all(&lines))
}

/// The rules of a hearing, with how often each was used. Numbers stay: what is retired leaves a gap.
pub fn hearing(consultation: &Consultation, rules: &[RuleUse]) -> Html {
    let list = |retired: bool| {
        let some = rules.iter().filter(|used| used.rule.retired.is_some() == retired);
        all(&some.map(line).collect::<Vec<_>>())
    };
    let retired = if rules.iter().any(|used| used.rule.retired.is_some()) {
        html!(
            "<h2>[[rules.retired]]</h2><p>[[rules.retired.what]]</p><ol class=rules>{}</ol>",
            list(true)
        )
    } else {
        none()
    };
    let page = html!(
        "{}<p>[[rules.hearing.what]]</p><ol class=rules>{}</ol>{}{}\
         <p><a href='{}'>[[rules.all]]</a></p>",
        heading(t("rules.hearing")),
        list(false),
        retired,
        conduct(),
        App::get().here().to(Route::Statement(model::StatementName::Rules)).href()
    );
    frame(Some(consultation), Layout::Text, &page)
}

/// What a post can be reported for. The app takes it from here when somebody reports one: so no rule of
/// the page's hearing has to be known to it.
pub fn reasons(consultation: &Consultation) -> Html {
    let choice = |id: &str, lang: Html, title: &str| {
        html!(
            "<label class=choice><input type=radio name=grund value={}><span{}>{}</span></label>",
            id,
            lang,
            title
        )
    };
    let rules = consultation.rules.iter().map(|rule| {
        let lang = if rule.own { theirs() } else { none() };
        choice(&rule.id, lang, rule_title(&rule.id, &rule.title))
    });
    let choices: Vec<Html> =
        rules.chain([choice(REPORT_OTHER, none(), t("report.other"))]).collect();
    html!("<template id=grunde><legend>[[report.why]]</legend>{}</template>", all(&choices))
}

fn line(used: &RuleUse) -> Html {
    let rule = &used.rule;
    let lang = || if rule.own { theirs() } else { none() };
    let text = said(rule).unwrap_or_default().lines().filter(|line| !line.is_empty());
    let text: Vec<Html> = text.map(|line| html!("<p dir=auto{}>{}</p>", lang(), line)).collect();
    let struck = match used.redacted {
        0 => none(),
        n => html!("<p class=hint>{}</p>", tn("rules.used.redacted", n)),
    };
    let until = rule.retired.map_or_else(none, |at| {
        html!("<p class=hint>{}</p>", t_with("rules.until", &[("date", &when::date(at))]))
    });
    html!(
        "<li value={} id='{}'><strong dir=auto{}>{}</strong>{}{}{}{}</li>",
        rule.number.to_string(),
        rule.id,
        lang(),
        rule_title(&rule.id, &rule.title),
        all(&text),
        hid(used.hidden),
        struck,
        until
    )
}

/// What is said about a rule, in the page's language where it is a standard one.
fn said(rule: &Rule) -> Option<&str> {
    t_of("rule-text", &rule.id).or(rule.text.as_deref())
}

/// How many posts were hidden by a rule.
fn hid(n: i64) -> Html {
    if n == 0 { none() } else { html!("<p class=hint>{}</p>", tn("rules.used.by", n)) }
}

/// What moderators do, and how to report.
fn conduct() -> Html {
    html!(
        "<h2>[[rules.hidden]]</h2><p>[[rules.hidden.what]]</p><p>[[rules.hidden.marker]]</p>\
         <p>[[rules.hidden.answer]]</p>\
         <h2>[[rules.report]]</h2><p>[[rules.report.how]]</p>\
         <h2>[[rules.staff]]</h2><p>[[rules.staff.what]]</p>"
    )
}

/// What anybody may know of the moderators' record.
fn record(used: &RulesUsed) -> Html {
    let hidden = tn("rules.used.hidden", used.hidden);
    let restored = match used.restored {
        0 => none(),
        n => html!(" <span>{}</span>", tn("rules.used.restored", n)),
    };
    let redacted = match used.redacted {
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
