//! Pictures: what staff put beside their words.

use std::time::Duration;

use tests::{App, Method, StatusCode, Value, in_a_moment, json, png, problem, unfit};

mod sweeping;

const PICTURES: &str = "/api/desk/consultations/park/pictures";

fn address(picture: &str) -> String {
    format!("/api/pictures/{picture}")
}

#[tokio::test]
async fn a_picture_is_kept_without_what_tells_of_its_maker_and_only_once() {
    let app = App::start().await;
    let editor = app.editor().await;
    let photo = png(640, 480, "DOTS", "55.6761N 12.5683E");
    let send = |bytes: Vec<u8>| {
        let editor = editor.clone();
        async move { editor.send_bytes(Method::POST, PICTURES, Some("image/png"), bytes).await }
    };
    let first = send(photo.clone()).await;
    let picture = first.json();
    let id = picture["id"].as_str().unwrap();
    let expected = json!({ "id": id, "media_type": "image/png", "width": 640, "height": 480 });
    assert_eq!((first.status, &picture), (StatusCode::CREATED, &expected));
    let again = send(photo).await;
    assert_eq!((again.status, again.json()), (StatusCode::OK, expected));
    let kept = editor.ask(Method::GET, &address(id), None).await;
    let text = String::from_utf8_lossy(&kept.body).into_owned();
    assert!(text.contains("DOTS") && !text.contains("55.6761N"), "{text}");
    let record = editor.read("/api/desk/record").await;
    let entries = record["items"].as_array().unwrap();
    let noted = entries.iter().filter(|entry| entry["kind"] == "picture-add");
    assert_eq!(noted.map(|entry| &entry["subject"]).collect::<Vec<_>>(), [&picture["id"]]);
}

#[tokio::test]
async fn a_picture_is_for_staff_until_it_stands_in_something_that_everybody_reads() {
    let app = App::start().await;
    let (editor, lene) = (app.editor().await, app.moderator().await);
    let picture = editor.sends_picture(png(3, 2, "DOTS", "x")).await;
    let address = address(&picture);
    let seen = |app: &App| {
        let (stranger, address) = (app.stranger(), address.clone());
        async move { stranger.ask(Method::GET, &address, None).await }
    };
    let nobody = seen(&app).await;
    assert_eq!((nobody.status, nobody.json()), problem(404, "not-found"));
    // As if there were none.
    let nothing = app.page("/api/pictures/018f0000000070008000000000000000").await;
    assert_eq!(nobody.body, nothing.body);
    let for_staff = lene.ask(Method::GET, &address, None).await;
    assert_eq!(for_staff.status, StatusCode::OK);
    assert_eq!(for_staff.header("cache-control"), "private, no-store");
    assert_eq!(for_staff.header("cross-origin-resource-policy"), "same-origin");
    let guess = app.stranger().with("cookie", "__Host-blanddig=guess");
    assert_eq!(guess.ask(Method::GET, &address, None).await.status, StatusCode::NOT_FOUND);

    let more = json!({ "picture": picture, "alt": "Et bord" });
    let mut news = editor.writes_news("Kom", "draft", more).await;
    let id = news["id"].as_str().unwrap().to_owned();
    let publish = in_a_moment(Duration::from_secs(600));
    for (state, status) in [
        ("draft", StatusCode::NOT_FOUND),
        ("planned", StatusCode::NOT_FOUND),
        ("published", StatusCode::OK),
        ("draft", StatusCode::NOT_FOUND),
        ("published", StatusCode::OK),
    ] {
        let change = json!({
            "title": "Kom", "markdown": "Nu.", "picture": picture, "alt": "Et bord",
            "state": state, "publish": publish, "number": news["number"],
        });
        news = editor.does(Method::PUT, &format!("/api/desk/news/{id}"), change).await;
        assert_eq!(seen(&app).await.status, status, "{state}");
    }
    for visitor in [app.stranger(), guess, lene] {
        let shown = visitor.ask(Method::GET, &address, None).await;
        let header = |name| shown.header(name).to_owned();
        assert_eq!(header("content-type"), "image/png");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header("cross-origin-resource-policy"), "cross-origin");
        assert!(header("content-security-policy").contains("default-src 'none'"));
        assert_eq!(header("content-encoding"), "");
    }
    let robots = app.page("/robots.txt").await.text();
    assert!(robots.contains("Allow: /api/pictures/\n"), "{robots}");
}

#[tokio::test]
async fn what_is_no_picture_of_ours_is_refused_and_nothing_is_kept() {
    let app = App::start().await;
    let editor = app.editor().await;
    let whole = png(3, 2, "DOTS", "x");
    let cut = whole[..whole.len() - 8].to_vec();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
    let large = png(3, 2, &"x".repeat(2 * 1024 * 1024), "x");
    for (bytes, refusal) in [
        (Vec::new(), problem(415, "unsupported-media-type")),
        (svg, problem(415, "unsupported-media-type")),
        (b"GIF89a\x01\0\x01\0".to_vec(), problem(415, "unsupported-media-type")),
        (
            b"<!doctype html><script>alert(1)</script>".to_vec(),
            problem(415, "unsupported-media-type"),
        ),
        (cut, unfit(&[("picture", "malformed")])),
        (png(0, 2, "DOTS", "x"), unfit(&[("picture", "malformed")])),
        (png(8_001, 2, "DOTS", "x"), unfit(&[("picture", "too-long")])),
        (png(u32::MAX, u32::MAX, "DOTS", "x"), unfit(&[("picture", "too-long")])),
        (large, problem(413, "too-large")),
    ] {
        let length = bytes.len();
        // Whatever it is called.
        for kind in [None, Some("image/png"), Some("application/json")] {
            let answer = editor.send_bytes(Method::POST, PICTURES, kind, bytes.clone()).await;
            assert_eq!((answer.status, answer.json()), refusal, "{length} as {kind:?}");
        }
    }
    let nowhere = "/api/desk/consultations/nowhere/pictures";
    let answer = editor.send_bytes(Method::POST, nowhere, Some("image/png"), whole).await;
    assert_eq!((answer.status, answer.json()), problem(404, "not-found"));
    let record = editor.read("/api/desk/record").await.to_string();
    assert!(!record.contains("picture-add"), "{record}");
}

#[tokio::test]
async fn two_megabytes_are_taken_there_and_nowhere_else() {
    let app = App::start().await;
    let editor = app.editor().await;
    let id = editor.sends_picture(png(3, 2, &"x".repeat(2 * 1024 * 1024 - 200), "x")).await;
    assert_eq!(editor.ask(Method::GET, &address(&id), None).await.status, StatusCode::OK);
    let long = json!({ "markdown": "x".repeat(600 * 1024) });
    let preview = "/api/desk/consultations/park/news/preview";
    assert_eq!(editor.send(Method::POST, preview, long).await, problem(413, "too-large"));
}

#[tokio::test]
async fn a_hearing_has_its_own_pictures() {
    let app = App::start().await;
    app.store.import("havn", "# En havn\n\nHavnen er byens bad.\n", &["--publish"]);
    let editor = app.editor().await;
    let picture = editor.sends_picture(png(3, 2, "DOTS", "x")).await;
    let new = json!({
        "title": "Kom", "markdown": "Nu.", "state": "published", "client_key": "key-of-harbour",
        "picture": picture, "alt": "Et bord",
    });
    let there = "/api/desk/consultations/havn/news";
    assert_eq!(editor.send(Method::POST, there, new).await, unfit(&[("picture", "unknown")]));
    let send = |to: &str| {
        let (editor, to) = (editor.clone(), format!("/api/desk/consultations/{to}/pictures"));
        async move { editor.send_bytes(Method::POST, &to, None, png(3, 2, "DOTS", "x")).await }
    };
    let (here, there): (Value, Value) = (send("park").await.json(), send("havn").await.json());
    assert_ne!(here["id"], there["id"]);
}
