//! Words that are struck out: gone for the public in every wording, kept for staff, and back when the
//! decision was wrong.

use tests::{App, Method, PROPOSALS, StatusCode, THREAD, Value, json, problem, unfit};

fn striking(words: &[&str]) -> Value {
    json!({ "rule": "privat", "reason": "Det er et navn på en anden.", "words": words })
}

fn desk(post: &Value, what: &str) -> String {
    format!("/api/desk/comments/{}{what}", post["id"].as_str().unwrap())
}

fn public(post: &Value, what: &str) -> String {
    format!("/api/comments/{}{what}", post["id"].as_str().unwrap())
}

#[tokio::test]
async fn struck_words_are_gone_in_every_wording_and_the_rest_can_be_read() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Bo Hansen fra nr. 4 larmer").await;
    let change = json!({ "body": "Min nabo Bo Hansen larmer, Bo Hansen!" });
    mona.does(Method::PATCH, &public(&post, ""), change).await;
    let item = lene.does(Method::POST, &desk(&post, "/redact"), striking(&["Bo Hansen"])).await;
    assert_eq!(
        item["original"],
        json!(["Bo Hansen fra nr. 4 larmer", "Min nabo Bo Hansen larmer, Bo Hansen!"])
    );
    let now = app.read(&public(&post, "")).await;
    let left = "Min nabo [fjernet af moderator] larmer, [fjernet af moderator]!";
    assert_eq!((&now["state"], &now["body"]), (&json!("redacted"), &json!(left)));
    assert_eq!((&now["rule"], &now["author"]["name"]), (&json!("privat"), &json!("Mona")));
    let earlier = app.read(&public(&post, "/history")).await;
    assert_eq!(earlier["items"][0]["body"], "[fjernet af moderator] fra nr. 4 larmer");
    assert_eq!(app.read(THREAD).await["total"], 1);
    let own = mona.read("/api/participants/me").await["comments"][0].clone();
    assert_eq!(own["hidden_because"], "Det er et navn på en anden.");
    assert_eq!(app.read("/api/consultations/park/search?q=Hansen").await["total"], 0);
}

#[tokio::test]
async fn an_earlier_wording_that_spells_them_another_way_is_gone_as_a_whole_and_comes_back() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Ring 12345678").await;
    let change = json!({ "body": "Ring 12 34 56 78, tak" });
    mona.does(Method::PATCH, &public(&post, ""), change).await;
    let earlier =
        || async { app.read(&public(&post, "/history")).await["items"][0]["body"].clone() };
    lene.does(Method::POST, &desk(&post, "/redact"), striking(&["12 34 56 78"])).await;
    assert_eq!(earlier().await, "[fjernet af moderator]");
    lene.does(Method::POST, &desk(&post, "/redact"), striking(&["tak"])).await;
    assert_eq!(earlier().await, "[fjernet af moderator]");
    let item = lene.read(&desk(&post, "")).await;
    assert_eq!(item["original"], json!(["Ring 12345678", "Ring 12 34 56 78, tak"]));
    lene.restores(&post).await;
    assert_eq!(earlier().await, "Ring 12345678");
}

#[tokio::test]
async fn struck_words_come_back_with_the_post() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Bo og Ib larmer").await;
    lene.does(Method::POST, &desk(&post, "/redact"), striking(&["Bo"])).await;
    lene.does(Method::POST, &desk(&post, "/redact"), striking(&["Ib"])).await;
    let both = "[fjernet af moderator] og [fjernet af moderator] larmer";
    assert_eq!(app.read(&public(&post, "")).await["body"], both);
    lene.does(Method::POST, &desk(&post, "/undo"), json!({})).await;
    assert_eq!(app.read(&public(&post, "")).await["body"], "[fjernet af moderator] og Ib larmer");
    lene.hides(&post).await;
    lene.restores(&post).await;
    // What was struck out before it was hidden stays out.
    let now = app.read(&public(&post, "")).await;
    assert_eq!((&now["state"], &now["rule"]), (&json!("redacted"), &json!("privat")));
    lene.restores(&post).await;
    let now = app.read(&public(&post, "")).await;
    assert_eq!((&now["state"], &now["body"]), (&json!("visible"), &json!("Bo og Ib larmer")));
}

#[tokio::test]
async fn all_texts_of_a_proposal_are_covered() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let sent = json!({
        "kind": "wording", "section": "indsats-1", "original": "Der skal plantes, siger Bo",
        "replacement": "Bo planter", "reason": "Fordi Bo kan",
    });
    let post = mona.post(PROPOSALS, sent).await;
    let id = post["id"].as_str().unwrap();
    lene.does(Method::POST, &format!("/api/desk/proposals/{id}/redact"), striking(&["Bo"])).await;
    let now = app.read(&format!("/api/proposals/{id}")).await;
    for field in ["original", "replacement", "reason"] {
        let text = now[field].as_str().unwrap();
        assert!(!text.contains("Bo") && text.contains("[fjernet af moderator]"), "{now}");
    }
}

#[tokio::test]
async fn only_words_that_stand_there_are_struck_out_and_only_with_a_reason() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Bo larmer").await;
    let path = desk(&post, "/redact");
    let answer = lene.send(Method::POST, &path, striking(&["Ib"])).await;
    assert_eq!(answer, unfit(&[("words", "unknown")]));
    let answer = lene.send(Method::POST, &path, striking(&[])).await;
    assert_eq!(answer, unfit(&[("words", "missing")]));
    let answer = lene.send(Method::POST, &path, json!({ "words": ["Bo"] })).await;
    assert_eq!(answer, unfit(&[("rule", "missing"), ("reason", "missing")]));
    assert_eq!(app.read(&public(&post, "")).await["body"], "Bo larmer");
    mona.withdraws(&post).await;
    let answer = lene.send(Method::POST, &path, striking(&["Bo"])).await;
    assert_eq!(answer, problem(409, "state"));
}

#[tokio::test]
async fn an_author_can_take_back_what_words_were_struck_out_of_but_not_change_it() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Bo larmer").await;
    lene.does(Method::POST, &desk(&post, "/redact"), striking(&["Bo"])).await;
    let change = json!({ "body": "Jo, Bo larmer" });
    let answer = mona.send(Method::PATCH, &public(&post, ""), change).await;
    assert_eq!(answer, problem(409, "state"));
    mona.withdraws(&post).await;
    assert_eq!(app.get(&public(&post, "")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn words_that_came_back_by_mistake_are_out_again_when_that_is_taken_back() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Bo Hansen larmer").await;
    lene.does(Method::POST, &desk(&post, "/redact"), striking(&["Bo Hansen"])).await;
    lene.restores(&post).await;
    assert_eq!(app.read(&public(&post, "")).await["body"], "Bo Hansen larmer");
    let item = lene.does(Method::POST, &desk(&post, "/undo"), json!({})).await;
    assert_eq!(item["original"], json!(["Bo Hansen larmer"]));
    let now = app.read(&public(&post, "")).await;
    assert_eq!(
        (&now["state"], &now["body"]),
        (&json!("redacted"), &json!("[fjernet af moderator] larmer"))
    );
    lene.restores(&post).await;
    let change = json!({ "body": "Bo Hansen larmer hver nat" });
    mona.does(Method::PATCH, &public(&post, ""), change).await;
    // Her newest words are no part of what is taken back.
    let answer = lene.send(Method::POST, &desk(&post, "/undo"), json!({})).await;
    assert_eq!(answer, problem(412, "changed"));
    assert_eq!(app.read(&public(&post, "")).await["body"], "Bo Hansen larmer hver nat");
}
