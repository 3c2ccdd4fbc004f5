//! What is said of a hearing beside its text: its title, its sender, its districts, its colour.

use tests::{App, Method, StatusCode, Value, client_key, json, problem, unfit};

use super::{at, staff, turns};

#[tokio::test]
async fn what_is_said_of_a_hearing_is_checked_and_the_public_sees_it() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    let path = at("park", "");
    let look = |more: Value, turns: i64| {
        let mut look = json!({ "title": "En park for alle", "turns": turns });
        look.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        look
    };
    let seen = turns(&editor, "park").await;
    for (more, field, flaw) in [
        (json!({ "title": " " }), "title", "missing"),
        (json!({ "accent": "rød" }), "accent", "malformed"),
        (json!({ "accent": "#fff}</style><script>" }), "accent", "malformed"),
        (json!({ "districts": ["x".repeat(61)] }), "districts", "too-long"),
        (
            json!({ "districts": (0..101).map(|n| n.to_string()).collect::<Vec<_>>() }),
            "districts",
            "too-long",
        ),
    ] {
        let answer = editor.send(Method::PUT, &path, look(more, seen)).await;
        assert_eq!(answer, unfit(&[(field, flaw)]), "{field}");
    }
    let stale = editor.send(Method::PUT, &path, look(json!({}), seen - 1)).await;
    assert_eq!(stale, problem(412, "changed"));

    let plain = app.page("/park").await;
    assert!(!plain.text().contains("datalist") && !plain.text().contains("<style>:root{--blue"));
    let more = json!({ "accent": "#FFDD00", "districts": ["Nørrebro", "Amager", "Nørrebro", ""], "sender": "Teknik" });
    let saved = editor.does(Method::PUT, &path, look(more, seen)).await;
    assert_eq!(saved["districts"], json!(["Nørrebro", "Amager"]));
    assert_eq!((&saved["accent"], &saved["sender"]), (&json!("#ffdd00"), &json!("Teknik")));
    let page = app.page("/park/indsats-1").await;
    let text = page.text();
    assert!(text.contains("<datalist id=bydele><option value='Nørrebro'><option value='Amager'>"));
    let style = text.split("<style>").find(|style| style.starts_with(":root{--blue:#")).unwrap();
    let style = style.split("</style>").next().unwrap();
    assert!(style.contains("--blue:#ffdd00"), "in dark surroundings as it is: {style}");
    assert!(!style.starts_with(":root{--blue:#ffdd00"), "in light ones it could not be read");
    let policy = page.header("content-security-policy");
    assert!(
        policy.matches("'sha256-").count()
            > plain.header("content-security-policy").matches("'sha256-").count()
    );
    // Who lives elsewhere says so: the list only suggests.
    let new = json!({ "name": "Ida", "district": "Vanløse", "client_key": client_key() });
    assert_eq!(app.send(Method::POST, "/api/participants", new).await.0, StatusCode::CREATED);
}
