//! Measures about people, threads and whole hearings: what they keep somebody from, what is told, and
//! how they end.

use tests::{
    App, GENERAL, Method, PROPOSALS, StatusCode, THREAD, Value, Visitor, json, problem, unfit,
};

const ME: &str = "/api/participants/me";

fn why() -> Value {
    json!({ "rule": "tonen", "reason": "Tag en pause." })
}

fn measure(of: &Visitor, act: &str) -> String {
    format!("/api/desk/participants/{}/{act}", of.id)
}

async fn tries(who: &Visitor, thread: &str) -> (StatusCode, Value) {
    who.send(Method::POST, thread, json!({ "body": "Hej", "client_key": tests::client_key() }))
        .await
}

#[tokio::test]
async fn whoever_is_paused_can_read_why_and_cannot_post_until_it_is_over() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    let mut pause = why();
    pause["hours"] = json!(24);
    lene.does(Method::POST, &measure(&mona, "pause"), pause).await;
    assert_eq!(tries(&mona, THREAD).await, problem(409, "paused"));
    let idea =
        json!({ "kind": "idea", "title": "x", "body": "y", "client_key": tests::client_key() });
    assert_eq!(mona.send(Method::POST, PROPOSALS, idea).await, problem(409, "paused"));
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let change = mona.send(Method::PATCH, &path, json!({ "body": "x" })).await;
    assert_eq!(change, problem(409, "paused"));
    let restriction = mona.read(ME).await["restriction"].clone();
    assert!(restriction["paused_until"].is_string(), "{restriction}");
    assert_eq!(
        (&restriction["rule"], &restriction["reason"]),
        (&json!("tonen"), &json!("Tag en pause."))
    );
    // One's own post can be taken back at any time.
    mona.withdraws(&post).await;
    lene.does(Method::POST, &measure(&mona, "resume"), json!({})).await;
    assert_eq!(tries(&mona, THREAD).await.0, StatusCode::CREATED);
    assert_eq!(mona.read(ME).await["restriction"], Value::Null);
}

#[tokio::test]
async fn a_pause_without_hours_lasts_until_it_is_lifted() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    lene.does(Method::POST, &measure(&mona, "pause"), why()).await;
    let restriction = mona.read(ME).await["restriction"].clone();
    assert_eq!(
        (&restriction["paused_until"], &restriction["until_lifted"]),
        (&Value::Null, &json!(true))
    );
    assert_eq!(tries(&mona, THREAD).await, problem(409, "paused"));
}

#[tokio::test]
async fn the_posts_of_somebody_who_is_held_wait() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    lene.does(Method::POST, &measure(&mona, "hold"), why()).await;
    let post = mona.says(THREAD, "Nu pænt").await;
    assert_eq!(post["state"], "pending");
    let item = lene.read("/api/desk/queue?view=held").await["items"][0].clone();
    assert_eq!((&item["held"], &item["standing"]["held"]), (&json!("participant"), &json!(true)));
    lene.does(Method::POST, &measure(&mona, "release"), json!({})).await;
    assert_eq!(mona.says(THREAD, "Og nu").await["state"], "visible");
}

#[tokio::test]
async fn nobody_answers_in_a_thread_that_is_locked_and_others_go_on() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Flere bøge").await;
    let id = post["id"].as_str().unwrap();
    let item = lene.read(&format!("/api/desk/comments/{id}")).await;
    let thread = format!("/api/desk/threads/{}", item["thread"].as_str().unwrap());
    lene.does(Method::POST, &format!("{thread}/lock"), why()).await;
    assert_eq!(tries(&mona, THREAD).await, problem(409, "locked"));
    assert_eq!(tries(&mona, GENERAL).await.0, StatusCode::CREATED);
    assert_eq!(app.read(THREAD).await["total"], 1);
    assert_eq!(lene.read(&format!("/api/desk/comments/{id}")).await["locked"], true);
    lene.does(Method::POST, &format!("{thread}/unlock"), json!({})).await;
    assert_eq!(tries(&mona, THREAD).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_whole_hearing_can_take_no_posts_for_now() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    lene.does(Method::POST, "/api/desk/consultations/park/stop", why()).await;
    for thread in [THREAD, GENERAL] {
        assert_eq!(tries(&mona, thread).await, problem(409, "locked"));
    }
    assert_eq!(app.page("/park/indsats-1").await.status, StatusCode::OK);
    lene.does(Method::POST, "/api/desk/consultations/park/reopen", json!({})).await;
    assert_eq!(tries(&mona, THREAD).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_measure_needs_a_rule_a_reason_and_something_that_it_is_about() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let answer = lene.send(Method::POST, &measure(&mona, "pause"), json!({})).await;
    assert_eq!(answer, unfit(&[("rule", "missing"), ("reason", "missing")]));
    let gone = json!({ "rule": "smag", "reason": "x" });
    let answer = lene.send(Method::POST, &measure(&mona, "hold"), gone).await;
    assert_eq!(answer, unfit(&[("rule", "unknown")]));
    let mut long = why();
    long["hours"] = json!(0);
    let answer = lene.send(Method::POST, &measure(&mona, "pause"), long).await;
    assert_eq!(answer, unfit(&[("hours", "unknown")]));
    for path in [
        measure(&mona, "lock"),
        "/api/desk/participants/nobody/pause".to_owned(),
        "/api/desk/threads/01a2195bd5687717a1564de58d441d48/lock".to_owned(),
        "/api/desk/consultations/nowhere/stop".to_owned(),
    ] {
        let answer = lene.send(Method::POST, &path, why()).await;
        assert_eq!(answer, problem(404, "not-found"), "{path}");
    }
    assert_eq!(tries(&mona, THREAD).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_moderator_cannot_say_how_a_hearing_is_moderated() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let path = "/api/desk/consultations/park/moderation";
    assert_eq!(lene.read(path).await["mode"], "after");
    let answer = lene.send(Method::PUT, path, json!({ "mode": "before" })).await;
    assert_eq!(answer, problem(403, "forbidden"));
}

async fn neighbours(lene: &Visitor, post: &Value) -> Value {
    let path = format!("/api/desk/comments/{}", post["id"].as_str().unwrap());
    lene.read(&path).await["standing"]["neighbours"].clone()
}

#[tokio::test]
async fn moderators_see_how_many_came_from_the_same_address_and_nobody_sees_which() {
    let app = App::with(&[("BLANDDIG_TRUSTED_PROXIES", "127.0.0.1")]).await;
    let lene = app.moderator().await;
    let mut posts = Vec::new();
    for (name, address) in [
        ("Mona", "192.0.2.7"),
        ("Ali", "192.0.2.7"),
        ("Eva", "192.0.2.8"),
        // One home is one network of the sixth version.
        ("Bo", "2001:db8:1:2::1"),
        ("Ida", "2001:db8:1:2:ffff::9"),
    ] {
        let new = json!({ "name": name, "client_key": tests::client_key() });
        let from = app.stranger().with("x-forwarded-for", address);
        let (_, welcome) = from.send(Method::POST, "/api/participants", new).await;
        let text = |field: &str| welcome[field].as_str().unwrap().to_owned();
        posts.push(app.holder_of(&text("id"), &text("token")).says(THREAD, name).await);
    }
    let mut counts = Vec::new();
    for post in &posts {
        counts.push(neighbours(&lene, post).await);
    }
    assert_eq!(counts, [1, 1, 0, 1, 1].map(Value::from));
    let kept = "update origin set created = created where length(address_hash) = 32";
    assert_eq!(app.store.database.execute(kept, None).await, 5);
    // No copy of the store holds it.
    let file = app.store.file("backup");
    assert!(app.store.run(&["backup", &file.to_string_lossy()]).success);
    let copy = tests::Store::new().await;
    assert!(copy.run(&["restore", &file.to_string_lossy()]).success);
    assert_eq!(copy.database.execute(kept, None).await, 0);
}

#[tokio::test]
async fn where_people_came_from_is_forgotten_after_the_days_that_are_set() {
    let mut app = App::with(&[("BLANDDIG_ADDRESS_DAYS", "2")]).await;
    let (mona, ali, eva) =
        (app.participant("Mona").await, app.participant("Ali").await, app.participant("Eva").await);
    let days = |days: i64| {
        format!(
            "update origin set created = created - {} where participant = $1",
            days * 86_400_000
        )
    };
    app.store.database.execute(&days(3), Some(&mona.id)).await;
    app.store.database.execute(&days(1), Some(&ali.id)).await;
    eva.does(Method::DELETE, ME, Value::Null).await;
    app.kill_and_restart();
    let kept = "update origin set created = created where participant = $1";
    for _ in 0..50 {
        if app.store.database.execute(kept, Some(&mona.id)).await == 0 {
            assert_eq!(app.store.database.execute(kept, Some(&ali.id)).await, 1);
            assert_eq!(app.store.database.execute(kept, Some(&eva.id)).await, 0);
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("it is still kept where Mona came from");
}

#[tokio::test]
async fn nothing_is_kept_of_addresses_when_no_days_are_set() {
    let app = App::with(&[("BLANDDIG_ADDRESS_DAYS", "0")]).await;
    app.participant("Mona").await;
    let kept = "update origin set created = created";
    assert_eq!(app.store.database.execute(kept, None).await, 0);
}
