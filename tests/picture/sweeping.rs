//! Pictures that nothing has any more: they go a day later, and what something has stays.

use std::time::Duration;

use tests::{App, Method, StatusCode, Value, Visitor, json, png, unfit};

use super::address;

const LOGO: &str = "/api/desk/hearings/park/logo";

/// As if all of it had been chosen more than a day ago.
async fn a_day_goes_by(app: &App) {
    app.store.database.execute("update picture set used = used - 86400001", None).await;
}

/// Whether staff, who can see every picture, still find one.
async fn is_kept(editor: &Visitor, picture: &str) -> bool {
    editor.ask(Method::GET, &address(picture), None).await.status == StatusCode::OK
}

/// Two more servers of the same store begin, and with that to sweep, until this picture is gone.
async fn sweep(app: &App, editor: &Visitor, gone: &str) {
    let _two = (app.beside(), app.beside());
    for _ in 0..200 {
        if !is_kept(editor, gone).await {
            // The other one may be about to.
            tokio::time::sleep(Duration::from_millis(300)).await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the picture {gone} is still there");
}

async fn chooses_logo(editor: &Visitor, picture: &str) -> (StatusCode, Value) {
    let turns = editor.read("/api/desk/hearings/park").await["turns"].clone();
    let new = json!({ "picture": picture, "alt": "Parken", "turns": turns });
    editor.send(Method::PUT, LOGO, new).await
}

/// The pictures that the record says were deleted, oldest first, and by whom.
async fn swept(editor: &Visitor) -> Vec<(String, String)> {
    let record = editor.read("/api/desk/record?limit=100").await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let entries = record["items"].as_array().unwrap().iter().rev();
    let swept = entries.filter(|entry| entry["kind"] == "picture-sweep");
    swept.map(|entry| (text(&entry["subject"]), text(&entry["by"]))).collect()
}

#[tokio::test]
async fn a_picture_that_nothing_has_goes_after_a_day_and_one_that_something_has_stays() {
    let app = App::start().await;
    let editor = app.editor().await;
    let send = |dots: &'static str| editor.sends_picture(png(3, 2, dots, "x"));
    let (draft, logo) = (send("a draft").await, send("a logo").await);
    let (never, again, new) = (send("never").await, send("again").await, "new");
    let with = json!({ "picture": draft, "alt": "Et bord" });
    let news = editor.writes_news("Kom", "draft", with).await;
    assert_eq!(chooses_logo(&editor, &logo).await.0, StatusCode::OK);
    a_day_goes_by(&app).await;
    // Sent once more, it is the same one, and somebody has something in mind for it.
    assert_eq!(send("again").await, again);
    let new = send(new).await;
    sweep(&app, &editor, &never).await;
    for kept in [&draft, &logo, &again, &new] {
        assert!(is_kept(&editor, kept).await, "{kept}");
    }
    let by_program = |picture: &String| (picture.clone(), "program".to_owned());
    assert_eq!(swept(&editor).await, [by_program(&never)]);

    // The draft is deleted, and the logo is another one.
    let path = format!("/api/desk/news/{}?number={}", news["id"].as_str().unwrap(), news["number"]);
    editor.does(Method::DELETE, &path, Value::Null).await;
    assert_eq!(chooses_logo(&editor, &new).await.0, StatusCode::OK);
    sweep(&app, &editor, &logo).await;
    assert!(!is_kept(&editor, &draft).await);
    for kept in [&again, &new] {
        assert!(is_kept(&editor, kept).await, "{kept}");
    }
    let mut expected = [never, draft, logo].map(|picture| by_program(&picture));
    let mut found = swept(&editor).await;
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "of two processes one deletes each");
    assert!(app.store.run(&["audit", "verify"]).success);
}

#[tokio::test]
async fn whoever_chooses_a_picture_that_is_gone_is_told_and_can_send_it_again() {
    let app = App::start().await;
    let editor = app.editor().await;
    let picture = editor.sends_picture(png(3, 2, "DOTS", "x")).await;
    a_day_goes_by(&app).await;
    sweep(&app, &editor, &picture).await;
    let gone = unfit(&[("picture", "unknown")]);
    assert_eq!(chooses_logo(&editor, &picture).await, gone);
    let new = json!({ "title": "Kom", "markdown": "Nu.", "state": "draft",
        "client_key": "key-of-a-picture", "picture": picture, "alt": "Et bord" });
    let path = "/api/desk/consultations/park/news";
    assert_eq!(editor.send(Method::POST, path, new).await, gone);
    let again = editor.sends_picture(png(3, 2, "DOTS", "x")).await;
    assert_ne!(again, picture);
    assert_eq!(chooses_logo(&editor, &again).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_picture_that_is_chosen_while_two_servers_sweep_is_kept_or_refused_and_never_half() {
    let app = App::start().await;
    let editor = app.editor().await;
    for round in 0..4 {
        let picture = editor.sends_picture(png(3, 2, &format!("round {round}"), "x")).await;
        a_day_goes_by(&app).await;
        let (_two, chosen) = ((app.beside(), app.beside()), chooses_logo(&editor, &picture).await);
        let kept = chosen.0 == StatusCode::OK;
        assert!(kept || chosen == unfit(&[("picture", "unknown")]), "{chosen:?}");
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(is_kept(&editor, &picture).await, kept, "round {round}");
    }
    assert!(app.store.run(&["audit", "verify"]).success);
}
