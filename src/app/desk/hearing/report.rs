//! What would happen when a text comes in: why it cannot, or what becomes of each section, and how it
//! will be read.

use leptos::prelude::*;
use model::{TextFault, TextPreview, TextReport, TextSection};

use crate::components::drawn;
use crate::i18n::{number, t_of, t_with, tn};
use crate::markup::{Html, all, html, none, text};

/// The report.
pub(super) fn draw(report: &TextReport) -> AnyView {
    let said = match &report.refusal {
        Some(fault) => html!(
            "<h3 id=hvad-sker tabindex=-1>[[desk.hearing.report.refused]]</h3><p class=trouble>{}</p>",
            told(fault)
        ),
        None => lists(report),
    };
    let pages: Vec<AnyView> = report.preview.iter().map(page).collect();
    let unseen = (report.unseen > 0)
        .then(|| drawn(html!("<p class=hint>{}</p>", tn("desk.hearing.unseen", report.unseen))));
    let looks = report.refusal.is_none().then(|| {
        view! {
            <details>
                {summary()}
                {pages}
                {unseen}
            </details>
        }
    });
    view! { {drawn(said)} {looks} }.into_any()
}

fn summary() -> AnyView {
    view! { <summary class="act">{crate::i18n::t("desk.hearing.report.looks")}</summary> }
        .into_any()
}

fn page(one: &TextPreview) -> AnyView {
    let heading = html!("<h4>{}</h4>", one.heading);
    let short = one.plain_html.clone().map(|short| {
        view! {
            {drawn(html!("<p class=hint>[[desk.hearing.report.short]]</p>"))}
            <div class="text" inner_html=short></div>
            {drawn(html!("<p class=hint>[[desk.hearing.report.full]]</p>"))}
        }
    });
    view! {
        {drawn(heading)}
        {short}
        <div class="text" inner_html=one.html.clone()></div>
    }
    .into_any()
}

fn lists(report: &TextReport) -> Html {
    let remarks: Vec<Html> =
        report.remarks.iter().map(|fault| html!("<li>{}</li>", told(fault))).collect();
    let remarks = if remarks.is_empty() {
        none()
    } else {
        html!("<h4>[[desk.hearing.report.remarks]]</h4><ul>{}</ul>", all(&remarks))
    };
    let groups = [
        ("new", &report.new),
        ("renamed", &report.renamed),
        ("removed", &report.removed),
        ("matched", &report.matched),
    ];
    let groups: Vec<Html> = groups.iter().map(|(name, sections)| group(name, sections)).collect();
    html!(
        "<h3 id=hvad-sker tabindex=-1>[[desk.hearing.report.title]]</h3>{}{}",
        all(&groups),
        remarks
    )
}

/// The sections to which one thing happens, folded away; the count is in sight.
fn group(name: &str, sections: &[TextSection]) -> Html {
    if sections.is_empty() {
        return none();
    }
    let lines: Vec<Html> = sections
        .iter()
        .map(|one| {
            let was = one.was.as_ref().map_or_else(none, |was| {
                html!(
                    " <span class=hint>{}</span>",
                    t_with("desk.hearing.report.was", &[("title", was)])
                )
            });
            html!("<li>{} <span class=hint>{}</span>{}</li>", one.heading, one.key, was)
        })
        .collect();
    let count = i64::try_from(sections.len()).unwrap_or(i64::MAX);
    let family = t_of("desk.hearing.report", name).unwrap_or_default();
    html!(
        "<details><summary class=act>{} ({})</summary><ul>{}</ul></details>",
        text(family),
        number(count),
        all(&lines)
    )
}

/// "Linje 12: Her står et script. Fjern det."
fn told(fault: &TextFault) -> String {
    let what = t_of("desk.hearing.fault", fault.kind.word()).unwrap_or_default();
    let what = match &fault.word {
        Some(word) => t_with("desk.hearing.fault.at", &[("what", what), ("word", word)]),
        None => what.to_owned(),
    };
    match fault.line {
        Some(line) => t_with("desk.hearing.fault.line", &[("n", &number(line)), ("what", &what)]),
        None => what,
    }
}

#[cfg(test)]
mod tests {
    use model::TextFaultKind;

    use super::*;

    #[test]
    fn every_kind_of_fault_is_told_with_its_line_and_its_word() {
        for kind in TextFaultKind::ALL {
            let fault = TextFault { line: Some(12), kind: *kind, word: Some("<script".to_owned()) };
            let told = told(&fault);
            assert!(told.starts_with("Linje 12: ") && told.contains("<script"), "{told}");
            assert!(told.len() > "Linje 12: <script".len() + 20, "{told}");
        }
    }

    #[test]
    fn a_report_counts_and_names_the_sections() {
        let section = |heading: &str, was: Option<&str>| TextSection {
            key: "maal-1".to_owned(),
            heading: heading.to_owned(),
            was: was.map(str::to_owned),
        };
        let report = TextReport {
            new: vec![section("Mål <1>", None)],
            renamed: vec![section("Mål 2", Some("Mål to"))],
            ..TextReport::default()
        };
        let html = lists(&report).into_string();
        for said in ["Mål &lt;1&gt;", "Mål to", "(1)", "maal-1"] {
            assert!(html.contains(said), "{said}: {html}");
        }
    }
}
