//! The rules of a hearing's conversation: which stand, which are retired, and a form for a new one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Code, FieldFlaw, HearingRules, NewRule, RULES_MAX, Rule, RuleStanding};

use super::{Page, field, told, wrong};
use crate::api::{self, Answer};
use crate::citizen::focus;
use crate::components::{Entry, Live, drawn, flaws, labelled, part_if, when};
use crate::desk::navigation;
use crate::i18n::{t, t_with};
use crate::markup::{Html, all, html, none};
use crate::when as words;

#[derive(Clone, Copy)]
struct Part {
    page: Page,
    /// The rules as far as this page knows them.
    rules: RwSignal<Option<Vec<Rule>>>,
    title: RwSignal<String>,
    text: RwSignal<String>,
    flaws: RwSignal<Vec<FieldFlaw>>,
    trouble: RwSignal<String>,
}

/// The part of the page.
pub(super) fn part(page: Page) -> AnyView {
    let part = Part {
        page,
        rules: RwSignal::new(None),
        title: RwSignal::new(String::new()),
        text: RwSignal::new(String::new()),
        flaws: RwSignal::new(Vec::new()),
        trouble: RwSignal::new(String::new()),
    };
    part.fetch();
    part.draw()
}

impl Part {
    fn fetch(self) {
        let slug = self.page.slug();
        spawn_local(async move {
            match api::desk::rule::list(&slug).await {
                Ok(rules) => self.take(rules),
                Err(refusal) => drop(self.trouble.try_set(told(self.page.desk, &refusal, true))),
            }
        });
    }

    /// What the server says is what the page knows, the count of the hearing's changes too.
    fn take(self, rules: HearingRules) {
        self.rules.try_set(Some(rules.items));
        self.page.held.try_update(|held| {
            if let Some(one) = held {
                one.turns = rules.turns;
            }
        });
    }

    /// Does something to the rules, unless something is on its way; then says that it is done.
    fn does<F>(self, done: &'static str, act: F, then: fn(Self))
    where
        F: Future<Output = Answer<HearingRules>> + 'static,
    {
        let page = self.page;
        if page.busy.get_untracked() {
            return;
        }
        page.busy.set(true);
        for text in [page.trouble, page.done, self.trouble] {
            text.set(String::new());
        }
        self.flaws.set(Vec::new());
        spawn_local(async move {
            let answer = act.await;
            page.busy.try_set(false);
            match answer {
                Ok(rules) => {
                    self.take(rules);
                    then(self);
                    page.tell(done);
                }
                Err(refusal) if refusal.code() == Some(Code::Changed) => {
                    page.trouble.try_set(t("desk.hearing.overtaken").to_owned());
                    focus("main");
                    page.fetch();
                    self.fetch();
                }
                Err(refusal) => {
                    let wrong = flaws(&refusal);
                    let many = wrong.iter().any(|flaw| flaw.field == "rules");
                    self.trouble.try_set(if many {
                        t("desk.rules.full").to_owned()
                    } else {
                        told(page.desk, &refusal, false)
                    });
                    self.flaws.try_set(wrong);
                    navigation::focus_first(&["#regler [aria-invalid]", "#regler"]);
                }
            }
        });
    }

    fn add(self) {
        let (slug, text) = (self.page.slug(), self.text.get_untracked());
        let new = NewRule {
            title: self.title.get_untracked(),
            text: Some(text),
            turns: Some(self.page.turns()),
        };
        let emptied = |part: Self| {
            part.title.try_set(String::new());
            part.text.try_set(String::new());
        };
        let act = async move { api::desk::rule::add(&slug, &new).await };
        self.does(t("desk.rules.added"), act, emptied);
    }

    fn set(self, id: String, stands: bool) {
        let slug = self.page.slug();
        let new = RuleStanding { stands: Some(stands), turns: Some(self.page.turns()) };
        let done = if stands { t("desk.rules.returned") } else { t("desk.rules.retired") };
        let act = async move { api::desk::rule::change(&slug, &id, &new).await };
        self.does(done, act, |_| {});
    }

    fn draw(self) -> AnyView {
        let list = move || {
            let rules = self.rules.get().unwrap_or_default();
            let alone = rules.iter().filter(|rule| rule.retired.is_none()).count() < 2;
            rules.into_iter().map(|rule| self.line(rule, alone)).collect::<Vec<_>>()
        };
        let waiting = part_if(move || {
            let nothing = self.rules.with(Option::is_none) && self.trouble.with(String::is_empty);
            nothing.then(|| drawn(html!("<p class=hint>[[desk.waiting]]</p>")))
        });
        // As long as nobody knows which rules there are, none is added.
        let full = Memo::new(move |_| {
            self.rules.with(|rules| rules.as_ref().map(|rules| rules.len() >= RULES_MAX))
        });
        let form = part_if(move || {
            Some(if full.get()? {
                drawn(html!("<p class=hint>[[desk.rules.full]]</p>"))
            } else {
                self.form()
            })
        });
        view! {
            <section class="panel" id="regler" tabindex="-1" aria-labelledby="regler-navn">
                {drawn(html!("<h2 id=regler-navn>[[desk.rules]]</h2><p>[[desk.rules.how]]</p>"))}
                {waiting}
                <ol class="plain-list record">{list}</ol>
                <p class="trouble" role="alert"><Live text=self.trouble.into()/></p>
                {form}
            </section>
        }
        .into_any()
    }

    /// A rule with what can be done with it. The last one that stands stays.
    fn line(self, rule: Rule, alone: bool) -> AnyView {
        let (stands, number) = (rule.retired.is_none(), rule.number.to_string());
        let number = [("n", number.as_str())];
        let name = if stands {
            t_with("desk.rules.retire", &number)
        } else {
            t_with("desk.rules.return", &number)
        };
        let said = drawn(said(&rule));
        let id = rule.id;
        let act = if stands && alone {
            drawn(html!("<p class=hint>[[desk.rules.last]]</p>"))
        } else {
            let press = move |_| self.set(id.clone(), !stands);
            view! {
                <div class="buttons">
                    <button type="button" class="button" on:click=press>{name}</button>
                </div>
            }
            .into_any()
        };
        view! { <li>{said} {act}</li> }.into_any()
    }

    fn form(self) -> AnyView {
        let submit = move |ev: leptos::ev::SubmitEvent| {
            ev.prevent_default();
            self.add();
        };
        let bad = move || wrong(self.flaws, "text");
        let text = Entry {
            rows: Some("3"),
            invalid: when(move || !bad().is_empty()),
            ..Entry::of("regel-forklaring".to_owned(), self.text)
        };
        let bad = move || match bad() {
            "" => t("desk.rules.text.how"),
            told => told,
        };
        let title = move || wrong(self.flaws, "title").to_owned();
        view! {
            <form class="entrance__form" novalidate on:submit=submit>
                {drawn(html!("<h3>[[desk.rules.new]]</h3><p class=hint>[[desk.rules.new.how]]</p>"))}
                {field("text", "regel-titel", t("desk.rules.title"), self.title, title)}
                {labelled(t("desk.rules.text"), text, "hint", bad)}
                <button type="submit" class="button">{t("desk.rules.add")}</button>
            </form>
        }
        .into_any()
    }
}

/// "Regel 3: Ingen nedsættende ord om grupper af mennesker", and what is said about it.
fn said(rule: &Rule) -> Html {
    let number = rule.number.to_string();
    let name = t_with("desk.rule", &[("n", &number), ("rule", &rule.title)]);
    let text = rule.text.as_deref().unwrap_or_default().lines().filter(|line| !line.is_empty());
    let text: Vec<Html> = text.map(|line| html!("<p dir=auto>{}</p>", line)).collect();
    let since = rule.retired.map_or_else(none, |at| {
        let since = t_with("desk.rules.since", &[("date", &words::date_and_time(at))]);
        html!("<p class=sign>{}</p>", since)
    });
    html!("<p dir=auto><strong>{}</strong></p>{}{}", name, all(&text), since)
}

#[cfg(test)]
mod tests {
    use model::Moment;

    use super::*;

    #[test]
    fn a_rule_is_told_with_its_number_and_since_when_it_does_not_stand() {
        let rule = Rule {
            id: "regel-7".to_owned(),
            number: 7,
            title: "Skriv <kort>".to_owned(),
            text: None,
            own: true,
            retired: Some(Moment(1_796_300_000_000)),
        };
        let html = said(&rule).into_string();
        assert!(html.contains("Regel 7: Skriv &lt;kort&gt;") && html.contains("Udgået"), "{html}");
        let stands = Rule { retired: None, text: Some("To linjer.".to_owned()), ..rule };
        let html = said(&stands).into_string();
        assert!(html.contains("To linjer.") && !html.contains("Udgået"), "{html}");
    }
}
