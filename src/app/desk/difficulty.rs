//! The sections that readers found hard to understand, most marked first: where to write better.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Difficulty, Page};

use super::{Desk, load, words};
use crate::api::{self, Answer};
use crate::i18n::{number, t_with, tn};
use crate::markup::{Html, all, html, none};
use crate::route::{Address, Lang, Route};

/// A hearing and what is hard in it.
struct Hearing {
    slug: String,
    title: String,
    found: Page<Difficulty>,
}

async fn read() -> Answer<Vec<Hearing>> {
    let mut hearings = Vec::new();
    for one in api::consultation::list().await?.items {
        let found = api::desk::difficulty::list(&one.slug).await?;
        hearings.push(Hearing { slug: one.slug, title: one.title, found });
    }
    Ok(hearings)
}

/// The page.
pub fn page(desk: Desk) -> AnyView {
    let shown = RwSignal::new(html!("<p class=hint>[[desk.waiting]]</p>").into_string());
    spawn_local(async move {
        let html = match read().await {
            Ok(hearings) => all(&hearings.iter().map(hearing).collect::<Vec<_>>()),
            Err(refusal) => {
                load::heed(desk, &refusal);
                html!("<p class=trouble role=alert>{}</p>", words::not_loaded(&refusal))
            }
        };
        shown.try_set(html.into_string());
    });
    let head =
        html!("<h1>[[desk.difficulties]]</h1><p>[[desk.difficulties.lede]]</p>").into_string();
    view! {
        <main id="main" class="desk-page" tabindex="-1">
            <div inner_html=head></div>
            <div inner_html=move || shown.get()></div>
        </main>
    }
    .into_any()
}

fn hearing(hearing: &Hearing) -> Html {
    let lines: Vec<Html> = hearing.found.items.iter().map(|one| line(&hearing.slug, one)).collect();
    let list = if lines.is_empty() {
        html!("<p class=hint>[[desk.difficulties.none]]</p>")
    } else {
        html!("<ol>{}</ol>", all(&lines))
    };
    html!("<section><h2>{}</h2>{}</section>", hearing.title, list)
}

fn line(c: &str, one: &Difficulty) -> Html {
    let route = Route::Section { c: c.to_owned(), key: one.section.key.clone() };
    let label = one.section.label.as_ref();
    html!(
        "<li><a href='{}'>{}{}</a> <span class=hint>{}</span> <strong>{}</strong></li>",
        Address::new(Lang::Da, route).href(),
        label.map_or_else(none, |label| html!("{}: ", *label)),
        one.section.title,
        t_with("desk.difficulties.version", &[("n", &number(one.version))]),
        tn("desk.difficulties.count", one.count)
    )
}

#[cfg(test)]
mod tests {
    use model::OutlineLink;

    use super::*;

    #[test]
    fn a_line_leads_to_the_section_and_counts_its_readers() {
        let section = OutlineLink {
            key: "maal-1".to_owned(),
            label: Some("Mål 1".to_owned()),
            title: "Skole & <fritid>".to_owned(),
        };
        let html = line("park", &Difficulty { section, version: 2, count: 3 }).into_string();
        assert!(html.contains("<a href='/park/maal-1'>Mål 1: Skole &amp; &lt;fritid&gt;</a>"));
        assert!(html.contains("udgave 2") && html.contains("3 læsere"), "{html}");
    }
}
