//! News of a hearing that is not public yet: they can be ready, and nobody reads them before it is.

use std::time::Duration;

use tests::{
    App, Method, PARK, StatusCode, Value, Visitor, client_key, in_a_moment, json, moment, png,
    problem,
};

use super::{at, drafted, publish, staff};

const DESK: &str = "/api/desk/consultations/sti/news";

fn id(news: &Value) -> &str {
    news["id"].as_str().unwrap()
}

/// Writes a piece of news for the hearing `sti`.
async fn writes(editor: &Visitor, title: &str, state: &str, more: Value) -> Value {
    let mut new = json!({ "title": title, "markdown": "Kom *nu*.", "state": state });
    for (field, value) in more.as_object().unwrap() {
        new[field] = value.clone();
    }
    editor.post(DESK, new).await
}

/// Everywhere that a piece of news of the hearing `sti` can be read.
fn doors(news: &Value) -> Vec<String> {
    let id = id(news);
    let mut doors: Vec<String> = [
        "/",
        "/sti",
        "/en/sti",
        "/sti/nyt",
        "/sti.atom",
        "/api/consultations",
        "/api/consultations/sti/news",
        "/api/page?address=/sti",
        "/api/page?address=/sti/nyt",
    ]
    .map(str::to_owned)
    .to_vec();
    doors.extend([
        format!("/api/news/{id}"),
        format!("/sti/nyt/{id}"),
        format!("/en/sti/nyt/{id}"),
        format!("/api/page?address=/sti/nyt/{id}"),
    ]);
    doors
}

/// How many of the doors tell of it.
async fn tell(app: &App, news: &Value) -> usize {
    let mut telling = 0;
    for door in doors(news) {
        let told = app.page(&door).await.text().contains(news["title"].as_str().unwrap());
        telling += usize::from(told);
    }
    telling
}

#[tokio::test]
async fn news_written_before_the_hearing_is_public_are_read_from_then_on() {
    let app = App::start().await;
    let (editor, mona) = (staff(&app, "editor").await, app.participant("Mona").await);
    drafted(&editor, "sti").await;
    let picture = editor.sends_picture_for("sti", png(3, 2, "DOTS", "x")).await;
    let more = json!({ "picture": picture, "alt": "En sti" });
    let news = writes(&editor, "Velkommen til stien", "published", more.clone()).await;
    assert_eq!((&news["state"], &news["public"]), (&json!("published"), &json!(false)));
    let draft = writes(&editor, "Endnu et udkast", "draft", json!({})).await;
    let later = json!({ "publish": in_a_moment(Duration::from_secs(600)) });
    let planned = writes(&editor, "Kommer senere", "planned", later).await;
    assert_eq!(editor.read(DESK).await["total"], 3);

    let thread = format!("/api/news/{}/comments", id(&news));
    let said = || json!({ "body": "Hej", "client_key": client_key() });
    let link = editor.does(Method::PUT, &at("sti", "/preview"), Value::Null).await;
    let preview = format!("/udkast/{}/nyt", link["secret"].as_str().unwrap());
    for one in [&news, &draft, &planned] {
        assert_eq!(tell(&app, one).await, 0, "{one}");
        assert!(!app.page(&preview).await.text().contains(one["title"].as_str().unwrap()));
    }
    assert_eq!(app.get(&thread).await, problem(404, "not-found"));
    assert_eq!(mona.send(Method::POST, &thread, said()).await, problem(404, "not-found"));
    let address = format!("/api/pictures/{picture}");
    assert_eq!(app.page(&address).await.status, StatusCode::NOT_FOUND);

    // It can be changed, and taken back: nobody has read it.
    let mut change = json!({ "title": "Velkommen", "markdown": "Kom.", "state": "draft",
        "number": news["number"], "picture": picture, "alt": "En sti" });
    let path = format!("/api/desk/news/{}", id(&news));
    let back = editor.does(Method::PUT, &path, change.clone()).await;
    change["state"] = json!("published");
    change["number"] = back["number"].clone();
    let news = editor.does(Method::PUT, &path, change).await;
    assert_eq!(tell(&app, &news).await, 0);

    let before = app.read("/api/consultations/park").await;
    assert!(before["slug"] == "park", "the other hearing is as it was");
    publish(&editor, "sti", "open").await;
    assert_eq!(
        tell(&app, &news).await,
        doors(&news).len() - 2,
        "all but the two lists of hearings"
    );
    let read = app.read(&format!("/api/news/{}", id(&news))).await;
    // It is as old as the hearing is public, and was never another one to anybody.
    let opened = moment(&app.read("/api/consultations/sti").await["opens"]);
    assert!(moment(&read["created"]) >= opened, "{read}");
    assert_eq!(read["edited"], Value::Null);
    assert_eq!(app.page(&address).await.status, StatusCode::OK);
    assert_eq!(mona.send(Method::POST, &thread, said()).await.0, StatusCode::CREATED);
    for one in [&draft, &planned] {
        assert_eq!(tell(&app, one).await, 0, "{one}");
    }
    let held = editor.read(&path).await;
    assert_eq!((&held["public"], &held["publish"]), (&json!(true), &read["created"]));
    let plan = editor.read(&format!("/api/desk/news/{}", id(&planned))).await;
    assert_eq!(plan["publish"], planned["publish"]);
}

#[tokio::test]
async fn a_hearing_that_publishes_itself_brings_its_news_along() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    drafted(&editor, "sti").await;
    let news = writes(&editor, "Velkommen til stien", "published", json!({})).await;
    // As if its moment had come.
    let due = "update consultation set publish_at = 1000 where slug = 'sti'";
    app.store.database.execute(due, None).await;
    for _ in 0..100 {
        if app.get("/api/consultations/sti").await.0 == StatusCode::OK {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let read = app.read(&format!("/api/news/{}", id(&news))).await;
    assert!(moment(&read["created"]) > moment(&news["publish"]), "{read}");
}

#[tokio::test]
async fn publishing_again_from_the_command_line_makes_no_news_newer() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    let text = PARK.replace("title: En park for alle\n", "");
    app.store.import("sti", &text, &[]);
    let news = writes(&editor, "Velkommen til stien", "published", json!({})).await;
    assert_eq!(tell(&app, &news).await, 0);
    app.store.import("sti", &text, &["--publish"]);
    let read = app.read(&format!("/api/news/{}", id(&news))).await;
    assert!(moment(&read["created"]) > moment(&news["publish"]), "{read}");
    app.store.import("sti", &text, &["--publish"]);
    assert_eq!(app.read(&format!("/api/news/{}", id(&news))).await, read);
}
