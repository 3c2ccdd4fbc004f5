//! How much anybody may do in ten minutes.

use tests::{
    App, Method, PASSWORD, PROPOSALS, StatusCode, THREAD, Value, Visitor, client_key, json,
    problem, together, unfit,
};

fn words() -> Value {
    json!({ "body": "Hej", "client_key": client_key() })
}

/// Asserts that this is too much, and that it says when it no longer is.
async fn assert_too_many(visitor: &Visitor, method: Method, path: &str, sent: Value) {
    let answer = visitor.ask(method, path, Some(sent.to_string())).await;
    assert_eq!((answer.status, answer.json()), problem(429, "too-many"));
    let wait: u32 = answer.header("retry-after").parse().unwrap();
    assert!((1..=600).contains(&wait), "{wait}");
}

#[tokio::test]
async fn a_person_posts_thirty_times_in_ten_minutes_and_no_more() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let others = ali.says(THREAD, "Idioter!").await;
    for _ in 0..28 {
        mona.says(THREAD, "Hej").await;
    }
    let lake = json!({ "kind": "idea", "title": "En sø", "body": "Grav." });
    mona.post(PROPOSALS, lake.clone()).await;
    let reports = format!("/api/comments/{}/reports", others["id"].as_str().unwrap());
    let report = json!({ "reason": "tonen", "client_key": client_key() });
    mona.does(Method::POST, &reports, report.clone()).await;
    assert_too_many(&mona, Method::POST, THREAD, words()).await;
    let mut lake = lake;
    lake["client_key"] = client_key().into();
    assert_too_many(&mona, Method::POST, PROPOSALS, lake).await;
    assert_eq!(mona.send(Method::POST, &reports, report.clone()).await.0, StatusCode::OK);
    let worse = ali.says(THREAD, "Tåber!").await;
    let reports = format!("/api/comments/{}/reports", worse["id"].as_str().unwrap());
    assert_too_many(&mona, Method::POST, &reports, report).await;
    assert_eq!(mona.agrees(&others).await["support"], 1);
    ali.says(THREAD, "Jeg må godt").await;
}

#[tokio::test]
async fn who_may_post_no_more_can_still_repeat_a_post() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let first = words();
    let (_, post) = mona.send(Method::POST, THREAD, first.clone()).await;
    for _ in 0..29 {
        assert_eq!(mona.send(Method::POST, THREAD, first.clone()).await.0, StatusCode::OK);
    }
    for _ in 0..29 {
        mona.says(THREAD, "Hej").await;
    }
    assert_too_many(&mona, Method::POST, THREAD, words()).await;
    let again = mona.send(Method::POST, THREAD, first).await;
    assert_eq!(again, (StatusCode::OK, post));
}

#[tokio::test]
async fn thirty_of_forty_posts_at_once_are_taken() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let posting = (0..40).map(|_| {
        let mona = mona.clone();
        async move { mona.send(Method::POST, THREAD, words()).await.0.as_u16() }
    });
    let statuses = together(posting).await;
    let taken = statuses.iter().filter(|status| **status == 201).count();
    let refused = statuses.iter().filter(|status| **status == 429).count();
    assert_eq!((taken, refused), (30, 10));
}

#[tokio::test]
async fn the_limits_can_be_lifted_for_measurements() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let mona = app.participant("Mona").await;
    for _ in 0..31 {
        mona.says(THREAD, "Hej").await;
    }
    assert!(app.log().contains("limits on posts are off"), "{}", app.log());
}

/// Lets 300 people join from the address that this visitor comes from.
async fn three_hundred_join(visitor: &Visitor) {
    let joining = (0..10).map(|_| {
        let visitor = visitor.clone();
        async move {
            for _ in 0..30 {
                let new = json!({ "name": "Mona" });
                assert_eq!(visitor.send(Method::POST, "/api/participants", new).await.0, 201);
            }
        }
    });
    together(joining).await;
}

#[tokio::test]
async fn three_hundred_people_join_from_one_address_and_a_forged_address_is_not_believed() {
    let app = App::start().await;
    let forger = app.stranger().with("x-forwarded-for", "198.51.100.1");
    three_hundred_join(&app.stranger()).await;
    let new = json!({ "name": "Mona" });
    assert_too_many(&app.stranger(), Method::POST, "/api/participants", new.clone()).await;
    assert_too_many(&forger, Method::POST, "/api/participants", new).await;
}

#[tokio::test]
async fn a_trusted_proxy_is_believed_about_whom_it_speaks_for() {
    let app = App::with(&[("BLANDDIG_TRUSTED_PROXIES", "127.0.0.0/8")]).await;
    let library = app.stranger().with("x-forwarded-for", "198.51.100.1");
    three_hundred_join(&library).await;
    let new = json!({ "name": "Mona" });
    assert_too_many(&library, Method::POST, "/api/participants", new.clone()).await;
    // A proxy that adds to what a client says.
    for said in ["203.0.113.9", "203.0.113.9, x", "x, , 203.0.113.9, \""] {
        let forger = app.stranger().with("x-forwarded-for", &format!("{said}, 198.51.100.1"));
        assert_too_many(&forger, Method::POST, "/api/participants", new.clone()).await;
    }
    let home = app.stranger().with("x-forwarded-for", "198.51.100.2");
    assert_eq!(home.send(Method::POST, "/api/participants", new).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_thousand_posts_come_from_one_address_and_no_more() {
    let app = App::with(&[("BLANDDIG_TRUSTED_PROXIES", "127.0.0.1")]).await;
    let mut people = Vec::new();
    for number in 0..34 {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    let last = people.pop().unwrap();
    // Counted, and then refused for want of what it answers: no need to store a thousand posts.
    let lost = || json!({ "body": "Hej", "client_key": client_key(), "parent": "nobody" });
    let posting = people.into_iter().map(|person| async move {
        for _ in 0..30 {
            let answer = person.send(Method::POST, THREAD, lost()).await;
            assert_eq!(answer, unfit(&[("parent", "unknown")]));
        }
    });
    together(posting).await;
    for _ in 0..10 {
        last.says(THREAD, "Hej").await;
    }
    assert_too_many(&last, Method::POST, THREAD, words()).await;
    last.with("x-forwarded-for", "198.51.100.2").says(THREAD, "Hjemmefra").await;
}

#[tokio::test]
async fn a_stranger_who_guesses_invitations_keeps_nobody_else_from_using_theirs() {
    let app = App::with(&[("BLANDDIG_TRUSTED_PROXIES", "127.0.0.1")]).await;
    let ended = app.store.run(&["staff", "add", "lene@example.dk", "--role", "moderator"]);
    let secret = ended.last_line().split_once('#').unwrap().1.to_owned();
    let guesser = app.stranger().with("x-forwarded-for", "198.51.100.1");
    for _ in 0..10 {
        let guess = json!({ "invitation": "gæt", "password": PASSWORD });
        guesser.send(Method::PUT, "/api/desk/session", guess).await;
    }
    let lene = app.stranger().with("x-forwarded-for", "198.51.100.2");
    let accept = json!({ "invitation": secret, "password": PASSWORD });
    let answer = lene.send(Method::PUT, "/api/desk/session", accept).await;
    assert_eq!(answer, (StatusCode::NO_CONTENT, Value::Null));
}
