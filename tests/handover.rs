//! Handing over: a link that works once makes another device the same person.

use tests::{
    App, Method, StatusCode, Store, THREAD, Value, Visitor, client_key, json, problem, together,
    unfit,
};

const HANDOVER: &str = "/api/participants/me/handover";
const TAKE: &str = "/api/participants/handover";
const ME: &str = "/api/participants/me";

/// The secret of a new link.
async fn link(of: &Visitor) -> String {
    let (status, handover) = of.send(Method::POST, HANDOVER, Value::Null).await;
    assert_eq!(status, StatusCode::CREATED, "{handover}");
    handover["secret"].as_str().unwrap().to_owned()
}

fn taking(secret: &str, key: &str) -> Value {
    json!({ "secret": secret, "client_key": key })
}

/// Another device, handed over to by this link.
async fn taken(app: &App, secret: &str) -> Visitor {
    let (status, welcome) = app.send(Method::POST, TAKE, taking(secret, &client_key())).await;
    assert_eq!(status, StatusCode::CREATED, "{welcome}");
    app.holder_of(welcome["id"].as_str().unwrap(), welcome["token"].as_str().unwrap())
}

#[tokio::test]
async fn a_link_makes_another_device_the_same_person_with_a_token_of_its_own() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Flere bøge").await;
    let (status, handover) = mona.send(Method::POST, HANDOVER, Value::Null).await;
    assert_eq!(status, StatusCode::CREATED);
    let (secret, expires) = (&handover["secret"], &handover["expires"]);
    assert_eq!(handover, json!({ "secret": secret, "expires": expires }));
    assert!(secret.as_str().unwrap().len() >= 43);
    let phone = taken(&app, secret.as_str().unwrap()).await;
    assert_eq!(phone.id, mona.id);
    assert_ne!(phone.token, mona.token);
    assert_eq!(phone.read(ME).await, mona.read(ME).await);
    phone.withdraws(&post).await;
    phone.says(THREAD, "Skrevet på telefonen").await;
    assert_eq!(mona.read(ME).await["comments"][0]["body"], "Skrevet på telefonen");
}

#[tokio::test]
async fn a_link_works_once_and_says_so_to_the_next_device() {
    let app = App::start().await;
    let secret = link(&app.participant("Mona").await).await;
    taken(&app, &secret).await;
    let next = app.send(Method::POST, TAKE, taking(&secret, &client_key())).await;
    assert_eq!(next, problem(409, "link-spent"));
    let never = app.send(Method::POST, TAKE, taking(&"x".repeat(43), &client_key())).await;
    assert_eq!(never, problem(409, "link-spent"));
}

#[tokio::test]
async fn a_device_that_never_heard_the_answer_asks_again_and_gets_the_same_token() {
    let mut app = App::start().await;
    let mona = app.participant("Mona").await;
    let (secret, key) = (link(&mona).await, client_key());
    let first = app.send(Method::POST, TAKE, taking(&secret, &key)).await;
    assert_eq!(first.0, StatusCode::CREATED);
    assert_eq!(app.send(Method::POST, TAKE, taking(&secret, &key)).await, first);
    let late = "update handover set expires = expires - 1000000 where participant = $1";
    app.store.database.execute(late, Some(&mona.id)).await;
    app.kill_and_restart();
    assert_eq!(app.send(Method::POST, TAKE, taking(&secret, &key)).await, first);
    let phone = app.holder_of(&mona.id, first.1["token"].as_str().unwrap());
    assert_eq!(phone.read(ME).await["name"], "Mona");
}

#[tokio::test]
async fn of_sixteen_devices_at_once_one_takes_over_and_asked_twice_it_is_one() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let (one, same) = (link(&mona).await, client_key());
    let asking = (0..16).map(|_| {
        let (stranger, sent) = (app.stranger(), taking(&one, &same));
        async move { stranger.send(Method::POST, TAKE, sent).await }
    });
    let answers = together(asking).await;
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(answers[0].0, StatusCode::CREATED);
    let other = link(&mona).await;
    let asking = (0..16).map(|_| {
        let (stranger, sent) = (app.stranger(), taking(&other, &client_key()));
        async move { stranger.send(Method::POST, TAKE, sent).await }
    });
    let answers = together(asking).await;
    let refused = answers.iter().filter(|answer| **answer == problem(409, "link-spent")).count();
    assert_eq!(refused, 15, "{answers:?}");
}

#[tokio::test]
async fn a_link_is_too_old_after_a_quarter_of_an_hour_and_when_there_is_a_newer_one() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let old = link(&mona).await;
    let age = "update handover set expires = expires - 900000 where participant = $1";
    assert_eq!(app.store.database.execute(age, Some(&mona.id)).await, 1);
    let answer = app.send(Method::POST, TAKE, taking(&old, &client_key())).await;
    assert_eq!(answer, problem(409, "link-spent"));
    let (first, second) = (link(&mona).await, link(&mona).await);
    let answer = app.send(Method::POST, TAKE, taking(&first, &client_key())).await;
    assert_eq!(answer, problem(409, "link-spent"));
    taken(&app, &second).await;
}

#[tokio::test]
async fn who_is_forgotten_is_forgotten_on_every_device() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let (secret, key) = (link(&mona).await, client_key());
    let (_, welcome) = app.send(Method::POST, TAKE, taking(&secret, &key)).await;
    let phone = app.holder_of(&mona.id, welcome["token"].as_str().unwrap());
    let tablet = taken(&app, &link(&phone).await).await;
    let open = link(&mona).await;
    tablet.does(Method::DELETE, ME, Value::Null).await;
    for device in [&mona, &phone, &tablet] {
        assert_eq!(device.get(ME).await, problem(401, "unauthorized"));
        let post = json!({ "body": "Hej", "client_key": client_key() });
        assert_eq!(device.send(Method::POST, THREAD, post).await.0, StatusCode::UNAUTHORIZED);
    }
    for sent in [taking(&open, &client_key()), taking(&secret, &key)] {
        assert_eq!(app.send(Method::POST, TAKE, sent).await, problem(409, "link-spent"));
    }
}

#[tokio::test]
async fn what_is_sent_to_take_over_is_named_when_it_cannot_be_taken() {
    let app = App::start().await;
    let cases: [(Value, &[(&str, &str)]); 4] = [
        (json!({}), &[("secret", "missing"), ("client_key", "missing")]),
        (
            json!({ "secret": "x".repeat(101), "client_key": client_key() }),
            &[("secret", "too-long")],
        ),
        (json!({ "secret": "x", "client_key": "short" }), &[("client_key", "too-short")]),
        (json!({ "secret": 7, "client_key": client_key() }), &[("secret", "malformed")]),
    ];
    for (sent, fields) in cases {
        let answer = app.send(Method::POST, TAKE, sent.clone()).await;
        assert_eq!(answer, unfit(fields), "{sent}");
    }
}

#[tokio::test]
async fn a_stranger_who_guesses_is_stopped_and_keeps_nobody_else_from_taking_over() {
    let app = App::with(&[("BLANDDIG_TRUSTED_PROXIES", "127.0.0.1")]).await;
    let guesser = app.stranger().with("x-forwarded-for", "198.51.100.1");
    let guess = || taking("gæt", &client_key());
    for _ in 0..50 {
        assert_eq!(guesser.send(Method::POST, TAKE, guess()).await, problem(409, "link-spent"));
    }
    assert_eq!(guesser.send(Method::POST, TAKE, guess()).await, problem(429, "too-many"));
    let secret = link(&app.participant("Mona").await).await;
    taken(&app, &secret).await;
}

#[tokio::test]
async fn a_person_makes_thirty_links_in_ten_minutes_and_no_more() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for _ in 0..30 {
        link(&mona).await;
    }
    assert_eq!(mona.send(Method::POST, HANDOVER, Value::Null).await, problem(429, "too-many"));
}

#[tokio::test]
async fn a_backup_holds_no_secret_and_every_device_goes_on_after_a_restore() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let (secret, key) = (link(&mona).await, client_key());
    let first = app.send(Method::POST, TAKE, taking(&secret, &key)).await;
    let phone = app.holder_of(&mona.id, first.1["token"].as_str().unwrap());
    let open = link(&mona).await;
    let file = app.store.file("backup");
    let ended = app.store.run(&["backup", &file.to_string_lossy()]);
    assert!(ended.success, "{}", ended.stderr);
    let bytes = std::fs::read(&file).unwrap();
    for word in [&secret, &open, &phone.token, &mona.token] {
        assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()));
    }
    let store = Store::new().await;
    let ended = store.run(&["restore", &file.to_string_lossy()]);
    assert!(ended.success, "{}", ended.stderr);
    let copy = store.serve();
    assert_eq!(phone.at(copy.address).read(ME).await["name"], "Mona");
    assert_eq!(copy.send(Method::POST, TAKE, taking(&secret, &key)).await, first);
    taken(&copy, &open).await;
}
