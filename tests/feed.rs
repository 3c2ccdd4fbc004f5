//! Atom feeds: what is new, and nothing that the public may not read.

use tests::{App, GENERAL, PROPOSALS, StatusCode, THREAD, json};

#[tokio::test]
async fn a_hearing_and_a_section_have_a_feed_of_what_is_new() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", "https://hoering.example.dk")]).await;
    let mona = app.participant("Mona & <b>Co</b>").await;
    let post = mona.says(THREAD, "Plant bøge \u{1f333} & <i>ege</i>").await;
    mona.answers(THREAD, &post, "Og elme").await;
    mona.says(GENERAL, "Tak for høringen").await;
    mona.post(PROPOSALS, json!({ "kind": "idea", "title": "En sø", "body": "Grav en sø." })).await;
    let site = "https://hoering.example.dk";

    let section = app.page("/park/indsats-1.atom").await;
    assert_eq!(section.header("content-type"), "application/atom+xml; charset=utf-8");
    let text = section.text();
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"), "{text}");
    assert!(text.contains(&format!("<id>{site}/park/indsats-1</id>")), "{text}");
    assert!(text.contains("Plant bøge \u{1f333} &amp; &lt;i&gt;ege&lt;/i&gt;"), "{text}");
    assert!(text.contains("<name>Mona &amp; &lt;b&gt;Co&lt;/b&gt;</name>"), "{text}");
    let link = format!("<link href=\"{site}/park/kommentar/{}\"/>", post["id"].as_str().unwrap());
    assert!(text.contains(&link) && text.contains("Og elme"), "{text}");
    assert!(!text.contains("Tak for høringen") && !text.contains("En sø"), "{text}");
    assert_eq!(text.matches("<entry>").count(), 2);

    let hearing = app.page("/park.atom").await.text();
    for part in ["Plant bøge", "Og elme", "Tak for høringen", "Nyt forslag: En sø"] {
        assert!(hearing.contains(part), "{part} is not in {hearing}");
    }
    let newest = hearing.split("<entry>").nth(1).unwrap();
    assert!(newest.contains("En sø"), "{newest}");

    let page = app.page("/park/indsats-1").await;
    let told = page.attribute(&["rel=\"alternate\"", "application/atom+xml"], "href");
    assert_eq!(told, Some(format!("{site}/park/indsats-1.atom")));
}

#[tokio::test]
async fn what_is_hidden_or_taken_back_leaves_the_feed() {
    let app = App::start().await;
    let (mona, moderator) = (app.participant("Mona").await, app.moderator().await);
    let hidden = mona.says(THREAD, "Skjules").await;
    let withdrawn = mona.says(THREAD, "Fortrydes").await;
    let quiet = json!({ "body": "Kun for kommunen", "visibility": "municipality" });
    mona.post(THREAD, quiet).await;
    moderator.hides(&hidden).await;
    mona.withdraws(&withdrawn).await;
    for feed in ["/park.atom", "/park/indsats-1.atom"] {
        let answer = app.page(feed).await;
        assert_eq!((answer.status, answer.text().matches("<entry>").count()), (StatusCode::OK, 0));
    }
    for nothing in ["/nej.atom", "/park/nej.atom", "/park/forslag.atom", "/.atom", "/mine.atom"] {
        assert_eq!(app.page(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}
