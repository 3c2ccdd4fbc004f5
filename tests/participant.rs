//! Participants: who they are, and how they stop being it.

use tests::{
    App, Method, PROPOSALS, StatusCode, THREAD, Value, client_key, json, problem, together, unfit,
};

const PARTICIPANTS: &str = "/api/participants";
const ME: &str = "/api/participants/me";

#[tokio::test]
async fn who_tells_a_name_gets_an_id_and_a_token() {
    let app = App::start().await;
    let (status, welcome) = app.send(Method::POST, PARTICIPANTS, json!({ "name": "Mona" })).await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(welcome, json!({ "id": welcome["id"], "token": welcome["token"] }));
    assert!(welcome["token"].as_str().unwrap().len() >= 32);
}

#[tokio::test]
async fn a_participant_sees_herself_with_all_that_she_wrote() {
    let app = App::start().await;
    let new = json!({
        "name": " Mona ", "kind": "organisation", "district": "Nørrebro",
        "email": "mona@example.dk", "client_key": client_key(),
    });
    let (_, welcome) = app.send(Method::POST, PARTICIPANTS, new).await;
    let (id, token) = (welcome["id"].as_str().unwrap(), welcome["token"].as_str().unwrap());
    let mona = app.holder_of(id, token);
    let post = mona.says(THREAD, "Flere bøge").await;
    let lake = json!({ "kind": "idea", "title": "En sø", "body": "Grav." });
    let lake = mona.post(PROPOSALS, lake).await;
    let me = mona.read(ME).await;
    let expected = json!({
        "id": id, "name": "Mona", "kind": "organisation", "district": "Nørrebro",
        "email": "mona@example.dk", "email_confirmed": false, "created": me["created"],
        "comments": [post], "proposals": [lake], "restriction": null,
    });
    assert_eq!(me, expected);
    let shown = json!({
        "name": "Mona", "kind": "organisation", "district": "Nørrebro", "staff": false
    });
    assert_eq!(app.read(THREAD).await["items"][0]["author"], shown);
}

#[tokio::test]
async fn every_field_about_a_participant_that_cannot_be_taken_is_named() {
    let app = App::start().await;
    let cases: [(Value, &[(&str, &str)]); 9] = [
        (json!({}), &[("name", "missing")]),
        (json!({ "name": " \n" }), &[("name", "missing")]),
        (json!({ "name": "x".repeat(61) }), &[("name", "too-long")]),
        (json!({ "name": "M", "kind": "staff" }), &[("kind", "unknown")]),
        (json!({ "name": "M", "district": "x".repeat(61) }), &[("district", "too-long")]),
        (json!({ "name": "M", "email": "mona" }), &[("email", "malformed")]),
        (
            json!({ "name": "M", "email": format!("a@{}.dk", "x".repeat(254)) }),
            &[("email", "too-long")],
        ),
        (json!({ "name": "M", "client_key": "short" }), &[("client_key", "too-short")]),
        (json!({ "name": ["M"] }), &[("name", "malformed")]),
    ];
    for (sent, fields) in cases {
        let answer = app.send(Method::POST, PARTICIPANTS, sent.clone()).await;
        assert_eq!(answer, unfit(fields), "{sent}");
    }
}

#[tokio::test]
async fn a_name_of_60_characters_is_taken_and_two_people_may_share_it() {
    let app = App::start().await;
    let name = "ø".repeat(60);
    let (one, other) = (app.participant(&name).await, app.participant(&name).await);
    assert_ne!((&one.id, &one.token), (&other.id, &other.token));
    assert_eq!(one.read(ME).await["name"], name);
}

#[tokio::test]
async fn the_same_request_again_is_the_same_participant() {
    let app = App::start().await;
    let new = json!({ "name": "Mona", "client_key": client_key() });
    let (_, first) = app.send(Method::POST, PARTICIPANTS, new.clone()).await;
    let (_, again) = app.send(Method::POST, PARTICIPANTS, new).await;
    assert_eq!(again, first);
    let mona = app.holder_of(first["id"].as_str().unwrap(), first["token"].as_str().unwrap());
    assert_eq!(mona.read(ME).await["name"], "Mona");
}

#[tokio::test]
async fn the_same_request_sixteen_times_at_once_is_one_participant() {
    let app = App::start().await;
    let new = json!({ "name": "Mona", "client_key": client_key() });
    let asking = (0..16).map(|_| {
        let (stranger, new) = (app.stranger(), new.clone());
        async move { stranger.send(Method::POST, PARTICIPANTS, new).await }
    });
    let answers = together(asking).await;
    assert!(answers.iter().all(|(status, _)| status.is_success()), "{answers:?}");
    assert!(answers.iter().all(|(_, welcome)| *welcome == answers[0].1), "{answers:?}");
}

#[tokio::test]
async fn the_same_request_after_a_restart_is_the_same_participant() {
    let mut app = App::start().await;
    let new = json!({ "name": "Mona", "client_key": client_key() });
    let (_, first) = app.send(Method::POST, PARTICIPANTS, new.clone()).await;
    app.kill_and_restart();
    let (_, again) = app.send(Method::POST, PARTICIPANTS, new).await;
    assert_eq!(again, first);
}

#[tokio::test]
async fn what_a_participant_changes_shows_on_all_her_posts() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    mona.says(THREAD, "Flere bøge").await;
    let change = json!({ "name": "Mona fra Nørrebro", "email": "mona@example.dk" });
    let me = mona.does(Method::PATCH, ME, change).await;
    assert_eq!(
        (&me["name"], &me["email"]),
        (&json!("Mona fra Nørrebro"), &json!("mona@example.dk"))
    );
    let author = app.read(THREAD).await["items"][0]["author"].clone();
    assert_eq!(author["name"], "Mona fra Nørrebro");
}

#[tokio::test]
async fn what_a_change_leaves_out_stays_and_what_it_empties_goes() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    mona.does(Method::PATCH, ME, json!({ "district": "Valby", "email": "mona@example.dk" })).await;
    let me = mona.does(Method::PATCH, ME, json!({ "district": "" })).await;
    let told = ["name", "district", "email"].map(|field| me[field].clone());
    assert_eq!(told, [json!("Mona"), Value::Null, json!("mona@example.dk")]);
}

#[tokio::test]
async fn a_change_that_cannot_be_taken_changes_nothing() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let change = json!({ "name": "", "email": "x" });
    let answer = mona.send(Method::PATCH, ME, change).await;
    assert_eq!(answer, unfit(&[("email", "malformed"), ("name", "missing")]));
    assert_eq!(mona.read(ME).await["name"], "Mona");
}

#[tokio::test]
async fn who_asks_to_be_forgotten_is_gone_with_all_posts_and_the_token_opens_nothing() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let post = mona.says(THREAD, "Flere bøge").await;
    mona.says(THREAD, "Og lys").await;
    ali.answers(THREAD, &post, "Ege!").await;
    let gone = mona.send(Method::DELETE, ME, Value::Null).await;
    assert_eq!(gone, (StatusCode::NO_CONTENT, Value::Null));
    assert_eq!(mona.get(ME).await, problem(401, "unauthorized"));
    let more = json!({ "body": "Hej", "client_key": client_key() });
    let posted = mona.send(Method::POST, THREAD, more).await;
    assert_eq!(posted, problem(401, "unauthorized"));
    let list = app.read(THREAD).await;
    assert_eq!((&list["total"], &list["items"][0]["state"]), (&json!(1), &json!("withdrawn")));
    let text = list.to_string();
    assert!(!text.contains("Mona") && !text.contains("bøge"), "{text}");
}

#[tokio::test]
async fn the_key_of_a_forgotten_participant_makes_a_new_one() {
    let app = App::start().await;
    let new = json!({ "name": "Mona", "client_key": client_key() });
    let (_, first) = app.send(Method::POST, PARTICIPANTS, new.clone()).await;
    let mona = app.holder_of(first["id"].as_str().unwrap(), first["token"].as_str().unwrap());
    mona.does(Method::DELETE, ME, Value::Null).await;
    let (status, again) = app.send(Method::POST, PARTICIPANTS, new).await;
    assert_eq!(status, StatusCode::CREATED);
    assert_ne!((&again["id"], &again["token"]), (&first["id"], &first["token"]));
}

#[tokio::test]
async fn a_hidden_post_stays_hidden_when_its_author_is_forgotten() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    lene.hides(&post).await;
    mona.does(Method::DELETE, ME, Value::Null).await;
    let marker = app.read(THREAD).await["items"][0].clone();
    assert_eq!((&marker["state"], &marker["rule"]), (&json!("hidden"), &json!("tonen")));
}

#[tokio::test]
async fn a_token_that_nobody_has_is_told_apart_from_none() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let wrong = app.holder_of("", "nobody");
    for path in [THREAD, PROPOSALS, ME] {
        assert_eq!(wrong.get(path).await, problem(401, "unauthorized"), "{path}");
    }
    for value in ["Bearer", "Bearer ", "Basic bW9uYTptb25h", "nonsense"] {
        let reader = app.stranger().with("authorization", value);
        assert_eq!(reader.get(ME).await, problem(401, "unauthorized"), "{value}");
    }
    let shouted = app.stranger().with("authorization", &format!("BEARER {}", mona.token));
    assert_eq!(shouted.read(ME).await["name"], "Mona");
}
