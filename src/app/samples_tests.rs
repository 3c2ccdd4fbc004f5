//! What holds for every page, on the samples.

use super::*;

#[test]
fn painted_pages_hold_no_style_no_script_and_no_markup_of_strangers() {
    for (name, href, data) in pages() {
        let page = painted(href, &data);
        let (body, json) = (page.body(), page.json());
        assert!(!body.contains("style=") && !body.contains("<script"), "{name}");
        assert!(!body.contains("<b>") && !json.contains('<'), "{name}");
        assert_eq!(body.matches("<h1").count(), 1, "{name}");
        assert!(body.contains("id=main"), "{name}");
        let again = painted(href, &data);
        assert_eq!(
            (page.head, body, json),
            (again.head.clone(), again.body(), again.json()),
            "{name}"
        );
    }
}

#[test]
fn the_text_of_a_section_travels_once() {
    let page = painted("/x/indsats-1?udgave=fuld", &reading(false));
    assert!(page.page.contains("Sprog er nøglen") && !page.json().contains("Sprog er nøglen"));
}

#[test]
fn ids_on_a_page_are_unique() {
    for (name, href, data) in pages() {
        let page = painted(href, &data).body();
        let end = |c: char| matches!(c, '"' | '\'' | ' ' | '>');
        let mut ids: Vec<&str> = page
            .split(" id=")
            .skip(1)
            .filter_map(|rest| rest.trim_start_matches(['"', '\'']).split(end).next())
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name}");
    }
}

#[test]
fn samples_can_be_looked_at() {
    let Ok(folder) = std::env::var("BLANDDIG_SAMPLES") else { return };
    let style = ["tokens", "base", "components", "pages"].map(|name| {
        let path = format!("{}/../../style/{name}.css", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    });
    for (name, href, data) in pages() {
        let page = painted(href, &data);
        let html = format!(
            "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
             content=\"width=device-width\">{}<style>{}</style><div id=\"app\">{}</div>\
             <script type=\"application/json\" id=\"data\">{}</script>",
            page.lang,
            page.head,
            style.concat(),
            page.body(),
            page.json()
        );
        std::fs::write(format!("{folder}/{name}.html"), html).unwrap();
    }
}
