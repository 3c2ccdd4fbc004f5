//! The live stream: that something is new and how much there is, never what it says.

use std::time::Duration;

use tests::{
    App, GENERAL, Listener, Method, PROPOSALS, StatusCode, THREAD, Value, Visitor, json, problem,
};
use tokio::time::timeout;

const LIVE: &str = "/api/consultations/park/live";

/// The next event about this post.
async fn about(listener: &mut Listener, post: &Value) -> Value {
    loop {
        let event = listener.next().await.expect("the stream goes on");
        if event["post"] == post["id"] {
            return event;
        }
    }
}

/// Posts until the listener hears of one; answers with all of them.
async fn awake(listener: &mut Listener, writer: &Visitor) -> Vec<Value> {
    let mut posts = Vec::new();
    loop {
        posts.push(writer.says(THREAD, "Hej").await);
        if let Ok(event) = timeout(Duration::from_secs(2), listener.next()).await {
            event.expect("the stream goes on");
            return posts;
        }
    }
}

#[tokio::test]
async fn who_listens_hears_of_every_post_from_the_first_moment_on() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let mut listener = app.stranger().listen(LIVE).await;
    let post = mona.says(THREAD, "Flere bøge").await;
    let expected = json!({
        "kind": "comment", "post": post["id"], "section": "indsats-1", "proposal": null,
        "news": null, "paragraph": null, "root": null, "readable": true,
        "comments": 1,
    });
    assert_eq!(listener.next().await, Some(expected));
}

#[tokio::test]
async fn who_listens_on_hears_what_was_told_meanwhile() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let mut listener = app.stranger().listen(LIVE).await;
    awake(&mut listener, &mona).await;
    drop(listener);
    let post = mona.says(THREAD, "Mens ingen hørte det").await;
    let mut again = app.stranger().listen(&format!("{LIVE}?after=0")).await;
    about(&mut again, &post).await;
    app.stranger().listen(&format!("{LIVE}?after={}", i64::MIN)).await;
    let answer = app.get(&format!("{LIVE}?after=x")).await;
    assert_eq!(answer.0.as_u16(), 422, "{answer:?}");
}

#[tokio::test]
async fn an_event_says_at_which_paragraph_and_in_answer_to_what() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let mut listener = app.stranger().listen(LIVE).await;
    awake(&mut listener, &mona).await;
    let section = app.read("/api/consultations/park/sections/indsats-1").await;
    let html = section["html"].as_str().unwrap();
    let paragraph = html.split("<p id=\"").nth(1).unwrap().split('"').next().unwrap();
    let at = json!({ "body": "Her", "anchor": { "paragraph": paragraph } });
    let top = mona.post(THREAD, at).await;
    let answer = mona.post(THREAD, json!({ "body": "Ja", "parent": top["id"] })).await;
    let deeper = mona.post(THREAD, json!({ "body": "Nej", "parent": answer["id"] })).await;
    for (post, root) in [(&top, &Value::Null), (&answer, &top["id"]), (&deeper, &top["id"])] {
        let event = about(&mut listener, post).await;
        assert_eq!((&event["paragraph"], &event["root"]), (&json!(paragraph), root));
    }
    // What is told of once more later is told of as it stands by then.
    app.moderator().await.hides(&top).await;
    let mut again = app.stranger().listen(&format!("{LIVE}?after=0")).await;
    assert_eq!(about(&mut again, &top).await["readable"], false);
}

#[tokio::test]
async fn each_event_says_where_and_how_many() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let mut listener = app.stranger().listen(LIVE).await;
    let posts = awake(&mut listener, &mona).await;
    let told = |event: &Value| {
        ["kind", "section", "proposal", "news", "comments"].map(|field| event[field].clone())
    };
    let expected = |kind: &str, section: Value, proposal: Value, comments: usize| {
        [json!(kind), section, proposal, Value::Null, json!(comments)]
    };
    let none = || Value::Null;
    let post = mona.says(GENERAL, "God idé").await;
    let event = about(&mut listener, &post).await;
    assert_eq!(told(&event), expected("comment", none(), none(), 1));
    let lake = mona.post(PROPOSALS, json!({ "kind": "idea", "title": "Sø", "body": "!" })).await;
    let event = about(&mut listener, &lake).await;
    assert_eq!(told(&event), expected("proposal", none(), lake["id"].clone(), 1));
    let thread = format!("/api/proposals/{}/comments", lake["id"].as_str().unwrap());
    let post = mona.says(&thread, "Med ænder").await;
    let event = about(&mut listener, &post).await;
    assert_eq!(told(&event), expected("comment", none(), lake["id"].clone(), 1));
    lene.hides(&posts[0]).await;
    let event = about(&mut listener, &posts[0]).await;
    assert_eq!(told(&event), expected("comment", json!("indsats-1"), none(), posts.len() - 1));
}

#[tokio::test]
async fn what_is_said_elsewhere_or_to_the_municipality_alone_is_not_told() {
    let app = App::start().await;
    app.store.import("skole", "# En skole\n\nSkolen.\n", &["--publish"]);
    let mona = app.participant("Mona").await;
    let mut listener = app.stranger().listen(LIVE).await;
    let known = awake(&mut listener, &mona).await;
    mona.says("/api/consultations/skole/comments", "Hej").await;
    mona.post(THREAD, json!({ "body": "Fortroligt", "visibility": "municipality" })).await;
    let post = mona.says(THREAD, "Hej").await;
    loop {
        let event = listener.next().await.unwrap();
        if event["post"] == post["id"] {
            break;
        }
        assert!(known.iter().any(|post| post["id"] == event["post"]), "{event}");
    }
}

#[tokio::test]
async fn a_post_through_one_server_is_heard_at_the_other() {
    let app = App::start().await;
    let other = app.beside();
    let mona = app.participant("Mona").await;
    let mut here = app.stranger().listen(LIVE).await;
    let mut there = other.stranger().listen(LIVE).await;
    let known = awake(&mut here, &mona).await.len() + awake(&mut there, &mona).await.len();
    let post = mona.at(other.address).says(THREAD, "Og ege").await;
    assert_eq!(about(&mut here, &post).await["comments"], known + 1);
    let post = mona.says(THREAD, "Og lind").await;
    assert_eq!(about(&mut there, &post).await["comments"], known + 2);
    let read = other.read(&format!("/api/comments/{}", post["id"].as_str().unwrap())).await;
    assert_eq!(read["body"], "Og lind");
}

#[tokio::test]
async fn a_stream_is_a_stream_and_can_only_be_read() {
    let app = App::start().await;
    let answer = app.send(Method::POST, LIVE, Value::Null).await;
    assert_eq!(answer, problem(405, "method-not-allowed"));
    let answer = app.get("/api/consultations/nowhere/live").await;
    assert_eq!(answer, problem(404, "not-found"));
}

#[tokio::test]
async fn one_address_listens_three_hundred_times_and_then_asks_now_and_then() {
    let app = App::with(&[("BLANDDIG_TRUSTED_PROXIES", "127.0.0.1")]).await;
    let school = app.stranger().with("x-forwarded-for", "198.51.100.1");
    let mut listeners = Vec::new();
    for _ in 0..300 {
        listeners.push(school.listen(LIVE).await);
    }
    let refused = school.head_of(LIVE).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("retry-after"), "60");
    app.stranger().with("x-forwarded-for", "198.51.100.2").listen(LIVE).await;
    // Who looks elsewhere makes room.
    listeners.pop();
    while school.head_of(LIVE).await.status != StatusCode::OK {
        tokio::task::yield_now().await;
    }
}
