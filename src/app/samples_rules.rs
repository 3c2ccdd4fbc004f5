//! Rules of the sample hearing, one of its own among them, and how they were used.

use model::{MINUTE, Rule, RuleName, RuleUse, RulesUsed, StatementName};

use super::{NOW, consultation, statement};
use crate::i18n::standard_rule;
use crate::page_data::PageData;

/// A standard rule, or one that has a title of its own.
fn rule(number: i64, id: &str, own: Option<&str>) -> Rule {
    let [title, text] = standard_rule(id);
    Rule {
        id: id.to_owned(),
        number,
        title: own.unwrap_or(title).to_owned(),
        text: Some(own.map_or(text, |_| "Højst to linjer,\n<b>tak</b>.").to_owned()),
        own: own.is_some(),
        retired: None,
    }
}

/// The rules that stand.
pub fn standing() -> Vec<Rule> {
    vec![rule(1, "emnet", None), rule(2, "tonen", None), rule(7, "regel-7", Some("Skriv kort"))]
}

/// All rules, one of which is retired.
fn in_use() -> Vec<RuleUse> {
    let retired = Rule { retired: Some(NOW), ..rule(3, "hetz", None) };
    let all = standing().into_iter().chain([retired]);
    all.map(|rule| RuleUse { hidden: rule.number - 1, redacted: 1, rule }).collect()
}

/// How a standard rule is named where it was applied.
pub fn name(id: &str) -> RuleName {
    RuleName { number: 2, title: standard_rule(id)[0].to_owned(), own: false }
}

/// The pages of rules: the site's, and the hearing's.
pub fn pages() -> [(&'static str, &'static str, PageData); 2] {
    let site = PageData::Rules {
        statement: statement(StatementName::Rules),
        used: used(),
        consultations: vec![consultation().summary],
    };
    let hearing = PageData::HearingRules { consultation: consultation(), rules: in_use() };
    [("rules", "/regler", site), ("conduct", "/x/regler", hearing)]
}

/// How the rules of all hearings were used.
fn used() -> RulesUsed {
    RulesUsed {
        by_standard: vec![0, 3, 1, 0, 0, 0],
        hidden: 4,
        redacted: 2,
        appeals: [2, 1, 0],
        restored: 1,
        reported: 5,
        median_wait: Some(47 * MINUTE),
        entries: 12,
        seal: "0f".repeat(32),
    }
}
