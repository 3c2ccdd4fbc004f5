//! The files of each hearing: what anybody may have, and what is for those at the desk alone.

use crate::api::consultation::Named;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Desk, load, words};
use crate::api;
use crate::markup::{Html, all, html};

/// The page.
pub fn page(desk: Desk) -> AnyView {
    let shown = RwSignal::new(html!("<p class=hint>[[desk.waiting]]</p>").into_string());
    spawn_local(async move {
        let html = match api::consultation::list().await {
            Ok(page) => hearings(&page.items),
            Err(refusal) => {
                load::heed(desk, &refusal);
                html!("<p class=trouble role=alert>{}</p>", words::not_loaded(&refusal))
            }
        };
        shown.try_set(html.into_string());
    });
    let head = html!("<h1>[[desk.export.title]]</h1><p>[[desk.export.lede]]</p>").into_string();
    let foot = html!(
        "<section><h2>[[desk.export.excel]]</h2><p>[[desk.export.excel.open]]</p>\
         <p>[[desk.export.excel.otherwise]]</p><p>[[desk.export.excel.formulas]]</p></section>"
    );
    view! {
        <main id="main" class="desk-page" tabindex="-1">
            <div inner_html=head></div>
            <div inner_html=move || shown.get()></div>
            <div inner_html=foot.into_string()></div>
        </main>
    }
    .into_any()
}

fn hearings(hearings: &[Named]) -> Html {
    if hearings.is_empty() {
        return html!("<p class=hint>[[desk.export.none]]</p>");
    }
    all(&hearings.iter().map(|one| hearing(&one.slug, &one.title)).collect::<Vec<_>>())
}

fn hearing(slug: &str, title: &str) -> Html {
    let (open, inside) =
        (format!("/api/consultations/{slug}"), format!("/api/desk/consultations/{slug}"));
    html!(
        "<section><h2>{}</h2>\
         <h3>[[desk.export.public]]</h3><p>[[desk.export.public.what]]</p>{}\
         <h3>[[desk.export.staff]]</h3><p>[[desk.export.staff.what]]</p>{}</section>",
        title,
        files(&open, title, &html!("[[desk.export.public]]")),
        files(&inside, title, &html!("[[desk.export.staff]]"))
    )
}

/// Both files of a part. Links that look alike say to those who hear them which part they are of.
fn files(of: &str, title: &str, part: &Html) -> Html {
    html!(
        "<p class=buttons>\
         <a class=button href='{}/export.csv' download>[[desk.export.table]]\
         <span class=vh>, {}, {}</span></a> \
         <a class=button href='{}/export.json' download>[[desk.export.json]]\
         <span class=vh>, {}, {}</span></a></p>",
        of,
        *part,
        title,
        of,
        *part,
        title
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_its_files() {
        let html = hearing("park", "Park & <by>").into_string();
        for part in ["", "/desk"] {
            for ending in ["csv", "json"] {
                let link = format!("href='/api{part}/consultations/park/export.{ending}' download");
                assert!(html.contains(&link), "{link}: {html}");
            }
        }
        assert!(html.contains("<h2>Park &amp; &lt;by&gt;</h2>"), "{html}");
        assert!(!html.contains("desk.export"), "{html}");
    }
}
