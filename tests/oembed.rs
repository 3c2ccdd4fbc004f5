//! oEmbed: what another site shows for the bare address of a page of ours.

use tests::{App, StatusCode, json};

const SITE: &str = "https://park.dk";

async fn asks(app: &App, query: &str) -> (StatusCode, String) {
    let answer = app.page(&format!("/oembed?{query}")).await;
    (answer.status, answer.text())
}

#[tokio::test]
async fn a_pages_address_gives_its_card_in_a_frame_and_the_page_says_where_to_ask() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", SITE)]).await;
    for (page, frame, title) in [
        ("/park", "/embed/park?som=kort", "En park for alle"),
        ("/en/park", "/en/embed/park?som=kort", "En park for alle"),
        ("/park/indsats-1", "/embed/park/indsats-1?som=kort", ""),
        ("/park/indsats-1?sortering=enige#svar", "/embed/park/indsats-1?som=kort", ""),
    ] {
        let url = format!("{SITE}{page}").replace('?', "%3F").replace('#', "%23");
        let shown = app.read(&format!("/oembed?url={url}&format=json")).await;
        for (name, value) in [
            ("version", "1.0"),
            ("type", "rich"),
            ("provider_name", "Bland dig"),
            ("provider_url", SITE),
        ] {
            assert_eq!(shown[name], value, "{page}");
        }
        if !title.is_empty() {
            assert_eq!(shown["title"], title);
        }
        let html = shown["html"].as_str().unwrap();
        assert!(html.contains(&format!("<iframe src=\"{SITE}{frame}\"")), "{html}");
        // What stands in the frame is there.
        assert_eq!(app.page(frame).await.status, StatusCode::OK, "{frame}");
    }
    for page in ["/park", "/park/indsats-1"] {
        let html = app.page(page).await.text();
        let named = html.split("application/json+oembed\" href=\"").nth(1).expect(page);
        let named = named.split('"').next().unwrap().strip_prefix(SITE).unwrap();
        let shown = app.read(named).await;
        assert!(shown["html"].as_str().unwrap().contains(&format!("/embed{page}?som=kort")));
    }
}

#[tokio::test]
async fn it_is_no_larger_than_there_is_room() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", SITE)]).await;
    for (room, width, height) in [
        ("", 640, 480),
        ("&maxwidth=300&maxheight=200", 300, 200),
        ("&maxwidth=9999&maxheight=9999", 640, 480),
    ] {
        let shown = app.read(&format!("/oembed?url={SITE}/park{room}")).await;
        assert_eq!((&shown["width"], &shown["height"]), (&json!(width), &json!(height)));
        let sized = format!("width=\"{width}\" height=\"{height}\"");
        assert!(shown["html"].as_str().unwrap().contains(&sized), "{shown}");
    }
}

#[tokio::test]
async fn what_is_no_page_of_ours_shows_nothing() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", SITE)]).await;
    for url in [
        "",
        "park",
        "https://park.dk.evil.dk/park",
        "https://evil.dk/park",
        "http://park.dk/park",
        "https://park.dk/nowhere",
        "https://park.dk/park/nothing",
        "https://park.dk/desk",
        "https://park.dk/mine",
        "javascript:alert(1)",
        "https://park.dk@evil.dk/park",
    ] {
        let (status, text) = asks(&app, &format!("url={url}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{url}: {text}");
    }
    assert_eq!(asks(&app, "").await.0, StatusCode::NOT_FOUND);
    assert_eq!(asks(&app, &format!("url={SITE}/park&format=xml")).await.0, 501);
    assert_eq!(asks(&app, &format!("url={SITE}/park&maxwidth=x")).await.0, 422);
}

#[tokio::test]
async fn a_title_is_words_and_no_tags() {
    let app = App::with(&[("BLANDDIG_PUBLIC_URL", SITE)]).await;
    let editor = app.editor().await;
    let turns = editor.read("/api/desk/hearings/park").await["turns"].clone();
    let look = json!({ "title": "\"><script>alert(1)</script>", "turns": turns });
    editor.does(tests::Method::PUT, "/api/desk/hearings/park", look).await;
    let shown = app.read(&format!("/oembed?url={SITE}/park")).await;
    let html = shown["html"].as_str().unwrap();
    assert!(!html.contains("<script") && html.matches("<iframe").count() == 1, "{html}");
}
