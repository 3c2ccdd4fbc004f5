//! A repeated post is the same post: the answer got lost, the phone sends it again.

use tests::{
    App, GENERAL, Method, PROPOSALS, StatusCode, THREAD, Value, Visitor, client_key, json, problem,
    together,
};

async fn posted(by: &Visitor, path: &str, json: Value) -> (StatusCode, Value) {
    by.send(Method::POST, path, json).await
}

#[tokio::test]
async fn the_same_key_is_the_same_comment_whatever_is_said() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let key = client_key();
    let first = posted(&mona, THREAD, json!({ "body": "Flere bøge", "client_key": key })).await;
    assert_eq!(first.0, StatusCode::CREATED);
    let again = (StatusCode::OK, first.1);
    for sent in [
        json!({ "body": "Flere bøge", "client_key": key }),
        json!({ "body": "Noget andet", "client_key": key }),
        json!({ "body": "", "client_key": key, "visibility": "nonsense", "parent": "x" }),
        json!({ "client_key": key }),
        json!({ "body": "x".repeat(10_001), "client_key": key }),
        json!({ "body": "Hej", "client_key": key, "anchor": { "paragraph": "P P" } }),
    ] {
        assert_eq!(posted(&mona, THREAD, sent.clone()).await, again, "{sent}");
    }
    assert_eq!(app.read(THREAD).await["total"], 1);
}

#[tokio::test]
async fn the_same_key_is_the_same_comment_whatever_is_of_the_wrong_type() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let key = client_key();
    let first = posted(&mona, THREAD, json!({ "body": "Flere bøge", "client_key": key })).await;
    let sent = json!({ "body": 7, "client_key": key });
    assert_eq!(posted(&mona, THREAD, sent).await, (StatusCode::OK, first.1));
}

#[tokio::test]
async fn the_same_key_in_another_place_is_still_the_same_comment() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let sent = json!({ "body": "Flere bøge", "client_key": client_key() });
    let first = posted(&mona, THREAD, sent.clone()).await;
    assert_eq!(posted(&mona, GENERAL, sent).await, (StatusCode::OK, first.1));
    assert_eq!(app.read(GENERAL).await["total"], 0);
}

#[tokio::test]
async fn a_post_can_be_repeated_after_the_hearing_is_over() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let sent = json!({ "body": "I sidste øjeblik", "client_key": client_key() });
    let first = posted(&mona, THREAD, sent.clone()).await;
    app.store.database.execute("update consultation set closes = 1000", None).await;
    assert_eq!(posted(&mona, THREAD, sent).await, (StatusCode::OK, first.1));
}

#[tokio::test]
async fn a_repeated_post_of_two_people_is_two_posts() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let sent = json!({ "body": "Flere bøge", "client_key": client_key() });
    let (first, second) =
        (posted(&mona, THREAD, sent.clone()).await, posted(&ali, THREAD, sent).await);
    assert_eq!((first.0, second.0), (StatusCode::CREATED, StatusCode::CREATED));
    assert_ne!(first.1["id"], second.1["id"]);
}

#[tokio::test]
async fn sixteen_repeats_at_once_are_one_comment() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let key = client_key();
    let sending = (0..16).map(|number| {
        let (mona, key) = (mona.clone(), key.clone());
        let sent = json!({ "body": format!("Nr. {number}"), "client_key": key });
        async move { posted(&mona, THREAD, sent).await }
    });
    let answers = together(sending).await;
    let new = answers.iter().filter(|(status, _)| *status == StatusCode::CREATED).count();
    let known = answers.iter().filter(|(status, _)| *status == StatusCode::OK).count();
    assert_eq!((new, known), (1, 15), "{answers:?}");
    assert!(answers.iter().all(|(_, post)| post["id"] == answers[0].1["id"]));
    assert_eq!(app.read(THREAD).await["total"], 1);
    assert_eq!(app.read("/api/consultations/park").await["counts"]["comments"], 1);
}

#[tokio::test]
async fn sixteen_repeats_at_once_are_one_proposal() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let sent =
        json!({ "kind": "idea", "title": "En sø", "body": "Grav.", "client_key": client_key() });
    let sending = (0..16).map(|_| {
        let (mona, sent) = (mona.clone(), sent.clone());
        async move { posted(&mona, PROPOSALS, sent).await }
    });
    let answers = together(sending).await;
    let new = answers.iter().filter(|(status, _)| *status == StatusCode::CREATED).count();
    assert_eq!(new, 1, "{answers:?}");
    assert!(answers.iter().all(|(_, post)| post["id"] == answers[0].1["id"]), "{answers:?}");
    let next = mona.post(PROPOSALS, json!({ "kind": "idea", "title": "To", "body": "To." })).await;
    assert_eq!((&app.read(PROPOSALS).await["total"], &next["number"]), (&json!(2), &json!(2)));
}

#[tokio::test]
async fn the_same_key_is_the_same_proposal_whatever_is_said() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let key = client_key();
    let sent = json!({ "kind": "idea", "title": "En sø", "body": "Grav.", "client_key": key });
    let first = posted(&mona, PROPOSALS, sent).await;
    assert_eq!(first.0, StatusCode::CREATED);
    let again = (StatusCode::OK, first.1);
    for sent in [
        json!({ "client_key": key }),
        json!({ "kind": "nonsense", "client_key": key }),
        json!({ "kind": "wording", "section": "nowhere", "client_key": key }),
    ] {
        assert_eq!(posted(&mona, PROPOSALS, sent).await, again);
    }
}

#[tokio::test]
async fn a_repeated_post_says_how_the_post_stands_now() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let sent = json!({ "body": "Idioter!", "client_key": client_key() });
    let (_, post) = posted(&mona, THREAD, sent.clone()).await;
    lene.hides(&post).await;
    let (status, again) = posted(&mona, THREAD, sent).await;
    let told = [&again["id"], &again["state"], &again["body"]];
    assert_eq!(
        (status, told),
        (StatusCode::OK, [&post["id"], &json!("hidden"), &json!("Idioter!")])
    );
}

#[tokio::test]
async fn a_repeated_post_tells_nobody_elses_secrets() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let key = client_key();
    let private = json!({ "body": "Fortroligt", "visibility": "municipality", "client_key": key });
    posted(&mona, THREAD, private).await;
    let other = posted(&ali, THREAD, json!({ "body": "", "client_key": key })).await;
    assert_eq!(other.0, StatusCode::UNPROCESSABLE_ENTITY);
    let nobody = app.send(Method::POST, THREAD, json!({ "client_key": key })).await;
    assert_eq!(nobody, problem(401, "unauthorized"));
}
