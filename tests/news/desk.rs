//! News at the desk: who writes them, what is taken, and what becomes of two who write at once.

use std::time::Duration;

use tests::{
    App, Method, StatusCode, Value, Visitor, client_key, in_a_moment, json, png, problem, together,
    unfit,
};

use super::{DESK, NEWS, as_it_is, changes, id, is_read};

const NOBODY: &str = "018f0000000070008000000000000000";

async fn record(editor: &Visitor) -> Vec<(String, String)> {
    let page = editor.read("/api/desk/record").await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let items = page["items"].as_array().unwrap().iter().rev();
    let news = items.filter(|entry| text(&entry["kind"]).starts_with("news"));
    news.map(|entry| (text(&entry["kind"]), text(&entry["detail"]))).collect()
}

#[tokio::test]
async fn news_can_be_taken_back_until_somebody_has_answered_it() {
    let app = App::start().await;
    let (editor, mona) = (app.editor().await, app.participant("Mona").await);
    let news = editor.writes_news("Kom til møde", "published", json!({})).await;
    let (_, draft) = changes(&editor, &news, json!({ "state": "draft" })).await;
    assert_eq!((&draft["state"], &draft["publish"]), (&json!("draft"), &Value::Null));
    assert!(!is_read(&app, &draft).await);
    let (_, news) = changes(&editor, &draft, json!({ "state": "published" })).await;
    let post = mona.says(&format!("/api/news/{}/comments", id(&news)), "Jeg kommer").await;
    mona.withdraws(&post).await;
    let later = json!({ "state": "planned", "publish": in_a_moment(Duration::from_secs(60)) });
    for back in [json!({ "state": "draft" }), later] {
        assert_eq!(changes(&editor, &news, back).await, problem(409, "state"));
    }
    assert!(is_read(&app, &news).await);
    // Its words can still be changed, and everybody sees that they were.
    let (_, changed) = changes(&editor, &news, json!({ "markdown": "Aflyst." })).await;
    let read = app.read(&format!("/api/news/{}", id(&news))).await;
    assert_eq!((&read["edited"], &read["created"]), (&changed["changed"], &news["publish"]));
    assert!(app.page(&format!("/park/nyt/{}", id(&news))).await.text().contains("rettet"));
    assert!(app.page("/park.atom").await.text().contains("Aflyst."));
}

#[tokio::test]
async fn only_drafts_are_deleted() {
    let app = App::start().await;
    let editor = app.editor().await;
    let draft = editor.writes_news("Udkast", "draft", json!({})).await;
    let path = format!("/api/desk/news/{}", id(&draft));
    let delete = |number: i64| {
        let (editor, path) = (editor.clone(), format!("{path}?number={number}"));
        async move { editor.send(Method::DELETE, &path, Value::Null).await }
    };
    assert_eq!(
        editor.send(Method::DELETE, &path, Value::Null).await,
        unfit(&[("number", "missing")])
    );
    assert_eq!(delete(2).await, problem(412, "changed"));
    changes(&editor, &draft, json!({ "state": "published" })).await;
    assert_eq!(delete(2).await, problem(409, "state"));
    let (_, draft) = changes(&editor, &draft, json!({ "state": "draft", "number": 2 })).await;
    assert_eq!(draft["number"], 3);
    assert_eq!(delete(3).await, (StatusCode::NO_CONTENT, Value::Null));
    assert_eq!(delete(3).await, problem(404, "not-found"));
    assert_eq!(editor.read(DESK).await["total"], 0);
    let last = record(&editor).await.pop().unwrap();
    assert_eq!(last, ("news-delete".to_owned(), "Udkast".to_owned()));
}

#[tokio::test]
async fn whoever_began_from_an_older_one_overwrites_nothing() {
    let app = App::start().await;
    let editor = app.editor().await;
    let news = editor.writes_news("Den første", "draft", json!({})).await;
    let (_, second) = changes(&editor, &news, json!({ "title": "Den anden" })).await;
    assert_eq!((&second["number"], &second["by"]), (&json!(2), &json!("ebbe@example.dk")));
    for number in [1, 0, 3, -1, i64::MAX] {
        let answer =
            changes(&editor, &news, json!({ "title": "Den tredje", "number": number })).await;
        assert_eq!(answer, problem(412, "changed"), "{number}");
    }
    // The answer was lost, and the same is sent again.
    let again = changes(&editor, &news, json!({ "title": "Den anden" })).await;
    assert_eq!(again, (StatusCode::OK, second));
    let writing = (0..8).map(|at| {
        let (editor, news) = (editor.clone(), news.clone());
        let what = json!({ "title": format!("Nr. {at}"), "number": 2 });
        async move { changes(&editor, &news, what).await.0.as_u16() }
    });
    let mut statuses = together(writing).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412, 412, 412, 412, 412]);
    assert_eq!(editor.read(&format!("/api/desk/news/{}", id(&news))).await["number"], 3);
}

#[tokio::test]
async fn the_same_client_key_is_the_same_piece_of_news() {
    let app = App::start().await;
    let editor = app.editor().await;
    let new = json!({
        "title": "Kom", "markdown": "Nu.", "state": "published", "client_key": client_key(),
    });
    let writing = (0..4).map(|_| {
        let (editor, new) = (editor.clone(), new.clone());
        async move { editor.send(Method::POST, DESK, new).await }
    });
    let answers = together(writing).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.0.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 200, 201]);
    assert!(answers.iter().all(|answer| answer.1["id"] == answers[0].1["id"]));
    assert_eq!(app.read(NEWS).await["total"], 1);
    assert_eq!(record(&editor).await.len(), 1);
}

#[tokio::test]
async fn editors_and_admins_write_news_and_moderators_do_not() {
    let app = App::start().await;
    let (editor, lene) = (app.editor().await, app.moderator().await);
    let draft = editor.writes_news("Udkast", "draft", json!({})).await;
    let one = format!("/api/desk/news/{}", id(&draft));
    let preview = format!("{DESK}/preview");
    for (method, path, body) in [
        (Method::GET, DESK, Value::Null),
        (Method::POST, DESK, as_it_is(&draft)),
        (Method::POST, &preview, as_it_is(&draft)),
        (Method::GET, &one, Value::Null),
        (Method::PUT, &one, as_it_is(&draft)),
        (Method::DELETE, &one, Value::Null),
        (Method::POST, "/api/desk/consultations/park/pictures", Value::Null),
    ] {
        let answer = lene.send(method.clone(), path, body).await;
        assert_eq!(answer, problem(403, "forbidden"), "{method} {path}");
    }
    app.store.add_staff("admin@example.dk", "admin");
    let admin = app.signed_in("admin@example.dk").await;
    let (status, news) = changes(&admin, &draft, json!({ "state": "published" })).await;
    assert_eq!((status, &news["by"]), (StatusCode::OK, &json!("admin@example.dk")));
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_by_field() {
    let app = App::start().await;
    let editor = app.editor().await;
    let good =
        json!({ "title": "Kom", "markdown": "Nu.", "state": "draft", "client_key": client_key() });
    let with = |more: Value| {
        let mut new = good.clone();
        for (field, value) in more.as_object().unwrap() {
            new[field] = value.clone();
        }
        new
    };
    let planned = |publish: &str| with(json!({ "state": "planned", "publish": publish }));
    let picture = editor.sends_picture(png(3, 2, "DOTS", "x")).await;
    for (new, flaws) in [
        (json!({}), &[("title", "missing"), ("markdown", "missing"), ("state", "missing")][..]),
        (with(json!({ "title": " \u{200B}\n" })), &[("title", "missing")]),
        (with(json!({ "title": "x".repeat(121) })), &[("title", "too-long")]),
        (with(json!({ "markdown": "x".repeat(10_001) })), &[("markdown", "too-long")]),
        (with(json!({ "markdown": "<script>alert(1)</script>" })), &[("markdown", "missing")]),
        (with(json!({ "title": 7 })), &[("title", "malformed")]),
        (with(json!({ "state": "hidden" })), &[("state", "unknown")]),
        (with(json!({ "client_key": "short" })), &[("client_key", "too-short")]),
        (with(json!({ "picture": picture })), &[("alt", "missing")]),
        (with(json!({ "picture": picture, "alt": " " })), &[("alt", "missing")]),
        (with(json!({ "picture": picture, "alt": "x".repeat(301) })), &[("alt", "too-long")]),
        (with(json!({ "picture": "../x", "alt": "x" })), &[("picture", "unknown")]),
        (with(json!({ "picture": NOBODY, "alt": "x" })), &[("picture", "unknown")]),
        (with(json!({ "state": "planned" })), &[("publish", "missing")]),
        (planned("i morgen"), &[("publish", "malformed")]),
        (planned("2010-08-17T12:00:00Z"), &[("publish", "unknown")]),
        (planned("9999-12-31T23:59:59Z"), &[("publish", "unknown")]),
        (planned(&in_a_moment(Duration::ZERO)), &[("publish", "unknown")]),
        (planned(&in_a_moment(Duration::from_secs(367 * 86_400))), &[("publish", "unknown")]),
    ] {
        assert_eq!(editor.send(Method::POST, DESK, new.clone()).await, unfit(flaws), "{new}");
    }
    let news = editor.writes_news("Kom", "draft", json!({})).await;
    let path = format!("/api/desk/news/{}", id(&news));
    assert_eq!(
        editor.send(Method::PUT, &path, good.clone()).await,
        unfit(&[("number", "missing")])
    );
    for path in ["/api/desk/consultations/nowhere/news", &format!("/api/desk/news/{NOBODY}")] {
        assert_eq!(editor.get(path).await, problem(404, "not-found"), "{path}");
    }
    let nowhere = editor.send(Method::POST, "/api/desk/consultations/nowhere/news", good).await;
    assert_eq!(nowhere, problem(404, "not-found"));
    assert_eq!(editor.read(DESK).await["total"], 1);
}

#[tokio::test]
async fn every_act_stands_in_the_record_once() {
    let app = App::start().await;
    let editor = app.editor().await;
    let news = editor.writes_news("Kom", "draft", json!({})).await;
    let publish = in_a_moment(Duration::from_secs(600));
    let plan = json!({ "state": "planned", "publish": publish });
    let (_, news) = changes(&editor, &news, plan).await;
    changes(&editor, &news, json!({})).await;
    let (_, news) = changes(&editor, &news, json!({ "markdown": "Snart." })).await;
    let (_, news) = changes(&editor, &news, json!({ "state": "published", "publish": null })).await;
    let (_, news) = changes(&editor, &news, json!({ "title": "Kom nu" })).await;
    changes(&editor, &news, json!({ "state": "draft" })).await;
    editor.writes_news("Straks", "published", json!({})).await;
    let record = record(&editor).await;
    let kinds: Vec<&str> = record.iter().map(|entry| &*entry.0).collect();
    let expected = [
        "news-add",
        "news-plan",
        "news-change",
        "news-publish",
        "news-change",
        "news-draft",
        "news-publish",
    ];
    assert_eq!(kinds, expected);
    assert!(record[1].1.ends_with("Z Kom") && record[1].1.starts_with("20"), "{record:?}");
    assert_eq!(record[4].1, "Kom nu");
    assert!(app.store.run(&["audit", "verify"]).success);
}
