//! Appeals: from the author to another moderator than the one who decided, and back.

mod measure;

use tests::{App, Method, StatusCode, THREAD, Value, Visitor, json, problem, unfit};

fn appeal_of(post: &Value) -> String {
    format!("/api/comments/{}/appeal", post["id"].as_str().unwrap())
}

fn desk(post: &Value, what: &str) -> String {
    format!("/api/desk/comments/{}{what}", post["id"].as_str().unwrap())
}

async fn appealed(by: &Visitor) -> i64 {
    by.read("/api/desk/queue?view=appealed").await["total"].as_i64().unwrap()
}

async fn bodil(app: &App) -> Visitor {
    app.store.add_staff("bodil@example.dk", "moderator");
    app.signed_in("bodil@example.dk").await
}

#[tokio::test]
async fn an_appeal_goes_to_another_moderator_who_can_grant_it() {
    let app = App::start().await;
    let (mona, lene, bodil) =
        (app.participant("Mona").await, app.moderator().await, bodil(&app).await);
    let post = mona.says(THREAD, "Idioter!").await;
    lene.hides(&post).await;
    let text = json!({ "text": "Det var en sjov bemærkning." });
    assert_eq!(
        mona.send(Method::POST, &appeal_of(&post), text.clone()).await.0,
        StatusCode::CREATED
    );
    assert_eq!(mona.send(Method::POST, &appeal_of(&post), text).await.0, StatusCode::OK);
    assert_eq!((appealed(&lene).await, appealed(&bodil).await), (0, 1));
    let item = bodil.read("/api/desk/queue?view=appealed").await["items"][0].clone();
    assert_eq!(item["appeal"]["text"], "Det var en sjov bemærkning.");
    bodil.restores(&post).await;
    assert_eq!(appealed(&bodil).await, 0);
    assert_eq!(
        app.read(&format!("/api/comments/{}", post["id"].as_str().unwrap())).await["body"],
        "Idioter!"
    );
    let own = mona.read("/api/participants/me/comments").await["items"][0].clone();
    assert_eq!(own["appeal"]["granted"], true);
}

#[tokio::test]
async fn a_post_that_is_hidden_again_can_be_appealed_again() {
    let app = App::start().await;
    let (mona, lene, bodil) =
        (app.participant("Mona").await, app.moderator().await, bodil(&app).await);
    let post = mona.says(THREAD, "Idioter!").await;
    lene.hides(&post).await;
    mona.does(Method::POST, &appeal_of(&post), json!({ "text": "Nej." })).await;
    bodil.restores(&post).await;
    let mine = || async { mona.read("/api/participants/me/comments").await["items"][0].clone() };
    assert_eq!(mine().await["appeal"]["granted"], true);
    bodil.hides(&post).await;
    assert_eq!(mine().await["appeal"], Value::Null, "that was another decision");
    mona.does(Method::POST, &appeal_of(&post), json!({ "text": "Stadig nej." })).await;
    assert_eq!(mine().await["appeal"]["text"], "Stadig nej.");
    assert_eq!((appealed(&lene).await, appealed(&bodil).await), (1, 0));
}

#[tokio::test]
async fn an_appeal_is_against_the_decision_that_holds_and_not_against_one_that_was_undone() {
    let app = App::start().await;
    let (mona, lene, bodil) =
        (app.participant("Mona").await, app.moderator().await, bodil(&app).await);
    let post = mona.says(THREAD, "Bo er en idiot!").await;
    let strikes = json!({ "rule": "tonen", "reason": "Et navn.", "words": ["Bo"] });
    lene.does(Method::POST, &desk(&post, "/redact"), strikes).await;
    bodil.hides(&post).await;
    bodil.does(Method::POST, &desk(&post, "/undo"), json!({})).await;
    let mine = || async { mona.read("/api/participants/me/comments").await["items"][0].clone() };
    assert_eq!(mine().await["hidden_because"], "Et navn.");
    mona.does(Method::POST, &appeal_of(&post), json!({ "text": "Nej." })).await;
    assert_eq!((appealed(&lene).await, appealed(&bodil).await), (0, 1));
    let reason = json!({ "reason": "Jo." });
    let own = lene.send(Method::POST, &desk(&post, "/uphold"), reason.clone()).await;
    assert_eq!(own, problem(403, "forbidden"));
    bodil.does(Method::POST, &desk(&post, "/uphold"), reason).await;
    // Hidden and shown again, what was struck out is out by the same decision: it was appealed.
    lene.hides(&post).await;
    assert_eq!(mine().await["appeal"], Value::Null);
    mona.does(Method::POST, &appeal_of(&post), json!({ "text": "Også nej." })).await;
    bodil.restores(&post).await;
    assert_eq!(mine().await["appeal"]["answer"], "Jo.");
}

#[tokio::test]
async fn an_appeal_that_is_not_granted_is_answered_with_a_reason() {
    let app = App::start().await;
    let (mona, lene, bodil) =
        (app.participant("Mona").await, app.moderator().await, bodil(&app).await);
    let post = mona.says(THREAD, "Idioter!").await;
    lene.hides(&post).await;
    let reason = json!({ "reason": "Ordet går efter personer." });
    // Nobody has appealed yet.
    let answer = bodil.send(Method::POST, &desk(&post, "/uphold"), reason.clone()).await;
    assert_eq!(answer, problem(409, "state"));
    mona.does(Method::POST, &appeal_of(&post), json!({ "text": "Nej" })).await;
    let answer = lene.send(Method::POST, &desk(&post, "/uphold"), reason.clone()).await;
    assert_eq!(answer, problem(403, "forbidden"));
    let answer = bodil.send(Method::POST, &desk(&post, "/uphold"), json!({})).await;
    assert_eq!(answer, unfit(&[("reason", "missing")]));
    bodil.does(Method::POST, &desk(&post, "/uphold"), reason).await;
    let own = mona.read("/api/participants/me/comments").await["items"][0].clone();
    assert_eq!(own["state"], "hidden");
    assert_eq!(own["appeal"]["granted"], false);
    assert_eq!(own["appeal"]["answer"], "Ordet går efter personer.");
    // What the author reads is still why it was hidden.
    assert_eq!(own["hidden_because"], "Tal pænt.");
}

#[tokio::test]
async fn only_an_author_appeals_and_only_what_is_hidden() {
    let app = App::start().await;
    let (mona, ali, lene) =
        (app.participant("Mona").await, app.participant("Ali").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    let text = json!({ "text": "Hvorfor?" });
    let answer = mona.send(Method::POST, &appeal_of(&post), text.clone()).await;
    assert_eq!(answer, problem(409, "state"));
    lene.hides(&post).await;
    let answer = ali.send(Method::POST, &appeal_of(&post), text.clone()).await;
    assert_eq!(answer, problem(404, "not-found"));
    assert_eq!(app.send(Method::POST, &appeal_of(&post), text).await.0, StatusCode::UNAUTHORIZED);
    let answer = mona.send(Method::POST, &appeal_of(&post), json!({ "text": " " })).await;
    assert_eq!(answer, unfit(&[("text", "missing")]));
    let long = json!({ "text": "x".repeat(2_001) });
    let answer = mona.send(Method::POST, &appeal_of(&post), long).await;
    assert_eq!(answer, unfit(&[("text", "too-long")]));
}

#[tokio::test]
async fn an_appeal_is_open_again_when_its_answer_was_taken_back() {
    let app = App::start().await;
    let (mona, lene, bodil) =
        (app.participant("Mona").await, app.moderator().await, bodil(&app).await);
    let post = mona.says(THREAD, "Idioter!").await;
    lene.hides(&post).await;
    mona.does(Method::POST, &appeal_of(&post), json!({ "text": "Nej" })).await;
    bodil.does(Method::POST, &desk(&post, "/uphold"), json!({ "reason": "Jo" })).await;
    assert_eq!(appealed(&bodil).await, 0);
    bodil.does(Method::POST, &desk(&post, "/undo"), json!({})).await;
    assert_eq!(appealed(&bodil).await, 1);
}
