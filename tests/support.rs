//! Support: one person agrees with one post, once.

mod burst;

use tests::{App, Method, PROPOSALS, StatusCode, THREAD, Value, json, problem, together};

/// The address of support for a new comment and for a new proposal by somebody else.
async fn posts(app: &App) -> [String; 2] {
    let eva = app.participant("Eva").await;
    let comment = eva.says(THREAD, "Flere bøge").await;
    let lake = json!({ "kind": "idea", "title": "En sø", "body": "Grav." });
    let proposal = eva.post(PROPOSALS, lake).await;
    let id = |post: &Value| post["id"].as_str().unwrap().to_owned();
    [format!("/api/comments/{}", id(&comment)), format!("/api/proposals/{}", id(&proposal))]
}

#[tokio::test]
async fn agreeing_twice_is_agreeing_once_and_so_is_taking_it_back() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for post in posts(&app).await {
        let support = format!("{post}/support");
        for (method, count, agrees) in [
            (Method::DELETE, 0, false),
            (Method::PUT, 1, true),
            (Method::PUT, 1, true),
            (Method::DELETE, 0, false),
            (Method::DELETE, 0, false),
            (Method::PUT, 1, true),
        ] {
            let answer = mona.send(method, &support, Value::Null).await;
            let expected = json!({ "support": count, "supported": agrees });
            assert_eq!(answer, (StatusCode::OK, expected), "{post}");
            assert_eq!(app.read(&post).await["support"], count, "{post}");
        }
    }
}

#[tokio::test]
async fn support_is_exact_when_sixteen_people_change_their_minds_at_once() {
    let app = App::start().await;
    let [post, _] = posts(&app).await;
    let mut people = Vec::new();
    for number in 0..16 {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    let agreeing = people.into_iter().enumerate().map(|(number, person)| {
        let support = format!("{post}/support");
        async move {
            for method in [Method::PUT, Method::PUT, Method::DELETE, Method::PUT] {
                person.does(method, &support, Value::Null).await;
            }
            if number % 4 == 0 {
                person.does(Method::DELETE, &support, Value::Null).await;
            }
        }
    });
    together(agreeing).await;
    assert_eq!(app.read(&post).await["support"], 12);
}

#[tokio::test]
async fn sixteen_taps_of_one_person_at_once_count_once() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for post in posts(&app).await {
        let tapping = (0..16).map(|_| {
            let (mona, support) = (mona.clone(), format!("{post}/support"));
            async move { mona.send(Method::PUT, &support, Value::Null).await.0 }
        });
        let statuses = together(tapping).await;
        assert!(statuses.iter().all(|status| *status == StatusCode::OK), "{statuses:?}");
        assert_eq!(app.read(&post).await["support"], 1, "{post}");
    }
}

#[tokio::test]
async fn a_hidden_post_takes_no_support_and_shows_none() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    for post in posts(&app).await {
        let support = format!("{post}/support");
        mona.does(Method::PUT, &support, Value::Null).await;
        let hide = post.replace("/api/", "/api/desk/") + "/hide";
        lene.does(Method::POST, &hide, json!({ "rule": "tonen", "reason": "Tal pænt." })).await;
        assert_eq!(mona.send(Method::PUT, &support, Value::Null).await, problem(409, "state"));
        assert_eq!(app.read(&post).await["support"], 0);
        let restore = post.replace("/api/", "/api/desk/") + "/restore";
        lene.does(Method::POST, &restore, json!({})).await;
        assert_eq!(app.read(&post).await["support"], 1);
    }
}

#[tokio::test]
async fn what_nobody_can_see_takes_no_support() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, app.participant("Eva").await);
    let private = json!({ "body": "Fortroligt", "visibility": "municipality" });
    let private = eva.post(THREAD, private).await;
    let gone = eva.says(THREAD, "Jeg fortryder").await;
    eva.withdraws(&gone).await;
    let nobody = "018f0000000070008000000000000000";
    for id in [private["id"].as_str().unwrap(), gone["id"].as_str().unwrap(), nobody, "x"] {
        for kind in ["comments", "proposals"] {
            for method in [Method::PUT, Method::DELETE] {
                let support = format!("/api/{kind}/{id}/support");
                let answer = mona.send(method, &support, Value::Null).await;
                assert_eq!(answer, problem(404, "not-found"), "{support}");
            }
        }
    }
}
