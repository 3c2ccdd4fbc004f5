//! The record: who did what and why, newest first, and the way to all of it as a file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{RecordEntry, RecordKind};

use super::{Desk, hearing, load, news, statement, words};
use crate::api;
use crate::components::{Live, body};
use crate::i18n::{number, t, t_of};
use crate::markup::{Html, all, html, none};
use crate::when;

/// The page.
pub fn page(desk: Desk) -> AnyView {
    let shown = Shown {
        entries: RwSignal::new(Vec::new()),
        next: RwSignal::new(None),
        trouble: RwSignal::new(String::new()),
        waiting: RwSignal::new(false),
    };
    shown.more(desk);
    let head = html!(
        "<h1>[[desk.journal.title]]</h1><p>[[desk.journal.lede]]</p>\
         <p class=buttons><a class=button href=/api/desk/record.csv download>[[desk.journal.table]]</a> \
         <a class=button href=/api/desk/record.json download>[[desk.journal.json]]</a></p>"
    );
    let lines = move || {
        let lines: Vec<Html> = shown.entries.with(|all| all.iter().map(line).collect());
        all(&lines).into_string()
    };
    let trouble = Signal::derive(move || shown.trouble.get());
    let more = move || {
        let more = (!shown.waiting.get()).then(|| shown.next.get()).flatten();
        more.map(|_| {
            view! {
                <button type="button" class="button" on:click=move |_| shown.more(desk)>
                    {t("desk.more")}
                </button>
            }
        })
    };
    view! {
        <main id="main" class="desk-page" tabindex="-1">
            <div inner_html=head.into_string()></div>
            <ol class="plain-list record" inner_html=lines></ol>
            <p class="trouble" role="alert"><Live text=trouble/></p>
            {more}
        </main>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Shown {
    entries: RwSignal<Vec<RecordEntry>>,
    next: RwSignal<Option<String>>,
    trouble: RwSignal<String>,
    waiting: RwSignal<bool>,
}

impl Shown {
    /// The first page, or the one behind what is shown.
    fn more(self, desk: Desk) {
        self.waiting.set(true);
        let after = self.next.get_untracked();
        spawn_local(async move {
            let answer = api::desk::record::list(after.as_deref()).await;
            self.waiting.try_set(false);
            match answer {
                Ok(page) => {
                    self.trouble.try_set(String::new());
                    self.next.try_set(page.next);
                    self.entries.try_update(|entries| entries.extend(page.items));
                }
                Err(refusal) => {
                    load::heed(desk, &refusal);
                    self.trouble.try_set(words::not_loaded(&refusal));
                    // To be tried again.
                    self.next.try_update(|next| *next = next.take().or(Some(String::new())));
                }
            }
        });
    }
}

fn line(entry: &RecordEntry) -> Html {
    let by = match entry.by.as_str() {
        "operator" => html!("<span>[[desk.journal.operator]]</span>"),
        "program" => html!("<span>[[desk.journal.program]]</span>"),
        email => html!("<bdi>{}</bdi>", email),
    };
    let rule = entry.by_rule.as_ref();
    let rule = rule.map_or_else(none, |rule| html!(" · {}", words::rule_line(Some(rule))));
    let reason = entry.reason.as_deref();
    let reason =
        reason.map_or_else(none, |reason| html!("<div class=theirs>{}</div>", body(reason, false)));
    html!(
        "<li><p><strong>{}</strong>{}</p>{}<p class=hint>[[desk.journal.number]]&nbsp;{} · {} · {}{}</p></li>",
        what(entry),
        rule,
        reason,
        number(entry.number),
        when::date_and_time(entry.at),
        by,
        entry.consultation.as_deref().map_or_else(none, |slug| html!(" · <bdi>{}</bdi>", slug))
    )
}

/// "Skjulte et indlæg".
fn what(entry: &RecordEntry) -> String {
    let detail = entry.detail.as_deref().unwrap_or_default();
    let detail = match entry.kind {
        RecordKind::StaffAdd | RecordKind::StaffChange => {
            t_of("desk.journal.role", detail).unwrap_or(detail)
        }
        RecordKind::Question => t_of("desk.journal.question", detail).unwrap_or(detail),
        RecordKind::Erasure => t_of("desk.erasure.outcome", detail).unwrap_or(detail),
        RecordKind::NewsPlan => &*news::planned(detail),
        RecordKind::Statement | RecordKind::StatementStandard => &*statement::said(detail),
        RecordKind::HearingDates
        | RecordKind::HearingPublish
        | RecordKind::HearingExtend
        | RecordKind::HearingClose => &*hearing::said(detail),
        _ => detail,
    };
    let said = t_of("desk.journal.kind", entry.kind.word()).unwrap_or_default();
    said.replace("{what}", detail)
}

#[cfg(test)]
mod tests {
    use model::{Moment, RuleName};

    use super::*;

    fn entry(kind: RecordKind) -> RecordEntry {
        RecordEntry {
            number: 1_204,
            at: Moment(1_796_300_000_000),
            by: "lene@example.dk".to_owned(),
            kind,
            consultation: Some("park".to_owned()),
            subject: None,
            rule: None,
            by_rule: None,
            reason: None,
            detail: None,
            waited: None,
            hash: "00".to_owned(),
        }
    }

    #[test]
    fn every_kind_of_entry_has_a_sentence() {
        for kind in RecordKind::ALL {
            assert_ne!(what(&entry(*kind)), "", "{}", kind.word());
        }
    }

    #[test]
    fn an_entry_tells_who_did_what_and_why() {
        let reason = Some("Tal <pænt>.".to_owned());
        let rule = RuleName { number: 2, title: "Tal ordentligt".to_owned(), own: false };
        let hidden = RecordEntry { by_rule: Some(rule), reason, ..entry(RecordKind::Hide) };
        let html = line(&hidden).into_string();
        for said in [
            "Skjulte et indlæg",
            "Regel 2",
            "Tal &lt;pænt&gt;.",
            "lene@example.dk",
            "1.204",
            "park",
        ] {
            assert!(html.contains(said), "{said}: {html}");
        }
    }
}
