//! Sections as they are read, also when the text has gone on without them.

use tests::{App, PARK, json};

#[tokio::test]
async fn a_section_tells_its_text_its_place_and_its_neighbours() {
    let app = App::start().await;
    let read = app.read("/api/consultations/park/sections/lindetraeer").await;
    let expected = json!({
        "key": "lindetraeer", "kind": "measure", "label": null,
        "title": "Det gør vi: Hundrede lindetræer", "depth": 4, "position": 4, "sections": 5,
        "html": read["html"], "plain_html": null, "responsible": null, "funding": "funded",
        "serves": { "key": "maal-1", "label": "Mål 1", "title": "Skygge om sommeren" },
        "version": 1,
        "previous": { "key": "maal-1", "label": "Mål 1", "title": "Skygge om sommeren" },
        "next": { "key": "indsats-2", "label": "Indsats 2", "title": "Mere lys" },
        "count": 0, "paragraphs": [], "words": read["words"],
    });
    assert_eq!(read, expected);
    let html = read["html"].as_str().unwrap();
    assert!(html.starts_with("<p id=\"p-") && html.contains("Vi planter lindetræer"), "{html}");
}

#[tokio::test]
async fn a_section_has_a_short_and_a_full_edition_when_the_text_has() {
    let app = App::start().await;
    let read = app.read("/api/consultations/park/sections/indsats-1").await;
    let (full, short) = (read["html"].as_str().unwrap(), read["plain_html"].as_str().unwrap());
    assert!(full.contains("Der skal plantes") && !full.contains("Vi planter"), "{full}");
    assert!(short.contains("Vi planter hundrede træer") && !short.contains("Der skal"), "{short}");
    let goal = app.read("/api/consultations/park/sections/maal-1").await;
    assert_eq!(goal["responsible"], "Teknik- og Miljøudvalget");
}

#[tokio::test]
async fn a_section_that_was_taken_out_keeps_its_page_and_its_conversation() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let thread = "/api/consultations/park/sections/lindetraeer/comments";
    mona.says(thread, "Behold træerne").await;
    let (kept, _) = PARK.split_once("#### Det gør vi").unwrap();
    let (_, after) = PARK.split_once("## Indsats 2").unwrap();
    let counts = app.store.import("park", format!("{kept}## Indsats 2{after}"), &[]);
    assert!(counts.contains("removed 1"), "{counts}");
    let read = app.read("/api/consultations/park/sections/lindetraeer").await;
    assert_eq!((&read["version"], &read["count"]), (&json!(1), &json!(1)));
    assert_eq!(app.read(thread).await["items"][0]["body"], "Behold træerne");
    mona.says(thread, "Hører I?").await;
    assert_eq!(app.read(thread).await["total"], 2);
    let page = app.page("/park/lindetraeer").await.text();
    assert!(page.contains("ikke med i den nyeste udgave"), "{page}");
    assert!(!app.page("/park/indsats-1").await.text().contains("ikke med i den nyeste udgave"));
    let folder = app.store.file("export");
    assert!(app.store.run(&["export", "park", &folder.to_string_lossy()]).success);
    for (file, words) in [("comments.json", "Behold træerne"), ("sections.json", "lindetraeer")] {
        assert!(std::fs::read_to_string(folder.join(file)).unwrap().contains(words), "{file}");
    }
}

#[tokio::test]
async fn both_editions_stand_in_the_page_and_one_of_them_is_shown() {
    let app = App::start().await;
    let section = app.read("/api/consultations/park/sections/indsats-1").await;
    let first = |html: &str| {
        let html = section[html].as_str().unwrap();
        html.split('"').nth(1).unwrap().to_owned()
    };
    let (short, full) = (first("plain_html"), first("html"));
    for (path, shown) in [
        ("/park/indsats-1".to_owned(), "kort"),
        ("/park/indsats-1?udgave=fuld".to_owned(), "fuld"),
        (format!("/park/indsats-1?afsnit={full}"), "fuld"),
        (format!("/park/indsats-1?udgave=kort&afsnit={full}"), "fuld"),
        (format!("/park/indsats-1?udgave=fuld&afsnit={short}"), "kort"),
    ] {
        let page = app.page(&path).await.text();
        assert!(
            page.contains("Vi planter hundrede") && page.contains("Der skal plantes"),
            "{path}"
        );
        for edition in ["kort", "fuld"] {
            let hidden = format!("<div class=text data-edition={edition} hidden");
            assert_eq!(page.contains(&hidden), edition != shown, "{path}");
            let current = page.split(&format!("<a data-edition={edition} ")).nth(1).unwrap();
            let current = current.split('>').next().unwrap().contains("aria-current");
            assert_eq!(current, edition == shown, "{path}");
        }
        // Whoever reads the full edition reads on in it.
        let next = page.contains("href='/park/maal-1?udgave=fuld'");
        assert_eq!(next, shown == "fuld", "{path}");
    }
    assert!(!app.page("/park/maal-1").await.text().contains("data-edition"));
}

#[tokio::test]
async fn a_printed_section_tells_where_it_is_from() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://hoering.example.dk")]).await;
    let page = app.page("/park/indsats-1").await.text();
    let printed = page.split("<p class=print>").nth(1).unwrap().split("</p>").next().unwrap();
    for words in [
        "En park for alle",
        "Frist for svar: ",
        "Udgave 1 (høringsudkast, ",
        "<span data-edition=kort> Kort udgave: https://hoering.example.dk/park/indsats-1</span>",
        "hidden> Fuld udgave: https://hoering.example.dk/park/indsats-1?udgave=fuld</span>",
        "Hentet den ",
    ] {
        assert!(printed.contains(words), "{words}: {printed}");
    }
}
