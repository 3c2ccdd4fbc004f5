//! What is decided by a rule: only by one that stands in that hearing, and named by it ever after.

use tests::{
    App, GENERAL, Method, StatusCode, THREAD, Value, Visitor, client_key, json, problem, unfit,
};

use super::{RULES, adds, retires, two_hearings};

const PATHS: &str = "/api/consultations/sti/sections/indsats-1/comments";

fn desk(post: &Value, what: &str) -> String {
    format!("/api/desk/comments/{}{what}", post["id"].as_str().unwrap())
}

fn public(post: &Value, what: &str) -> String {
    format!("/api/comments/{}{what}", post["id"].as_str().unwrap())
}

fn by(rule: &str) -> Value {
    json!({ "rule": rule, "reason": "Derfor.", "words": ["Idioter"] })
}

fn unknown() -> (StatusCode, Value) {
    unfit(&[("rule", "unknown")])
}

/// How many entries the record has.
async fn entries(staff: &Visitor) -> i64 {
    staff.read("/api/desk/record").await["total"].as_i64().unwrap()
}

#[tokio::test]
async fn a_post_is_hidden_by_a_rule_of_its_hearing_and_everybody_is_told_which() {
    let app = App::start().await;
    let (mona, lene, editor) =
        (app.participant("Mona").await, app.moderator().await, app.editor().await);
    let id = adds(&editor, "Skriv kort").await;
    let name = json!({ "number": 7, "title": "Skriv kort", "own": true });
    let post = mona.says(THREAD, "Idioter!").await;
    let report = json!({ "reason": id, "client_key": client_key() });
    let reader = app.participant("Ali").await;
    reader.does(Method::POST, &public(&post, "/reports"), report).await;
    let item = lene.read(&desk(&post, "")).await;
    assert_eq!(item["reports"], json!([{ "reason": id, "by_rule": name, "count": 1 }]));
    assert_eq!(item["rules"][6]["title"], "Skriv kort");
    let item = lene.does(Method::POST, &desk(&post, "/hide"), by(&id)).await;
    retires(&editor, &id).await;
    // Retired since, it is still told.
    for told in [
        app.read(&public(&post, "")).await,
        app.read(THREAD).await["items"][0].clone(),
        mona.read("/api/participants/me/comments").await["items"][0].clone(),
        item["decisions"][0].clone(),
        lene.read("/api/desk/queue?view=hidden").await["items"][0]["comment"].clone(),
    ] {
        assert_eq!((&told["rule"], &told["by_rule"]), (&json!(id), &name), "{told}");
    }
    let reported = reader.read("/api/participants/me/reports").await["items"][0].clone();
    assert_eq!((&reported["reason"], &reported["by_rule"]), (&json!(id), &name));
    let page = app.page("/park/indsats-1").await.text();
    let marker = "Skjult af moderator · regel 7: <bdi>Skriv kort</bdi>";
    assert!(page.contains(marker), "{page}");
    let english = app.page("/en/park/indsats-1").await.text();
    let marker = "Hidden by a moderator · rule 7: <bdi lang='da'>Skriv kort</bdi>";
    assert!(english.contains(marker), "{english}");
    // Of those that can be chosen it is none.
    let item = lene.read(&desk(&post, "")).await;
    assert_eq!(item["rules"].as_array().unwrap().len(), 6);
}

#[tokio::test]
async fn a_rule_that_is_retired_or_another_hearings_is_refused_and_nothing_is_changed() {
    let app = two_hearings().await;
    let (mona, lene, editor) =
        (app.participant("Mona").await, app.moderator().await, app.editor().await);
    let id = adds(&editor, "Skriv kort").await;
    let (post, path) = (mona.says(THREAD, "Idioter!").await, mona.says(PATHS, "Idioter!").await);
    retires(&editor, "tonen").await;
    let before = entries(&lene).await;
    let thread = lene.read(&desk(&post, "")).await["thread"].as_str().unwrap().to_owned();
    for (path, rule) in [
        (desk(&post, "/hide"), "tonen"),
        (desk(&post, "/redact"), "tonen"),
        (desk(&post, "/hide"), "smag"),
        (desk(&post, "/hide"), "TONEN"),
        (desk(&path, "/hide"), &*id),
        (format!("/api/desk/threads/{thread}/lock"), "tonen"),
        ("/api/desk/consultations/park/stop".to_owned(), "tonen"),
        ("/api/desk/consultations/sti/stop".to_owned(), &*id),
    ] {
        assert_eq!(lene.send(Method::POST, &path, by(rule)).await, unknown(), "{path} {rule}");
    }
    for rule in ["tonen", "smag"] {
        let report = json!({ "reason": rule, "client_key": client_key() });
        let answer = mona.send(Method::POST, &public(&post, "/reports"), report).await;
        assert_eq!(answer, unfit(&[("reason", "unknown")]), "{rule}");
    }
    assert_eq!(entries(&lene).await, before);
    for thread in [THREAD, PATHS] {
        assert_eq!(app.read(thread).await["items"][0]["body"], "Idioter!");
    }
    assert_eq!(lene.read("/api/desk/queue").await["total"], 0);
    mona.says(GENERAL, "Man kan stadig skrive.").await;
    // In the other hearing it stands.
    lene.does(Method::POST, &desk(&path, "/hide"), by("tonen")).await;
}

#[tokio::test]
async fn what_was_decided_by_a_rule_can_be_appealed_upheld_and_taken_back_when_it_is_retired() {
    let app = App::start().await;
    let (mona, lene, editor) =
        (app.participant("Mona").await, app.moderator().await, app.editor().await);
    app.store.add_staff("bodil@example.dk", "moderator");
    let bodil = app.signed_in("bodil@example.dk").await;
    let mut posts = Vec::new();
    for words in ["Idioter!", "Tåber!", "Fjolser!"] {
        let post = mona.says(THREAD, words).await;
        lene.hides(&post).await;
        posts.push(post);
    }
    retires(&editor, "tonen").await;
    for post in &posts[..2] {
        let appeal = json!({ "text": "Nej" });
        mona.does(Method::POST, &public(post, "/appeal"), appeal).await;
    }
    bodil.does(Method::POST, &desk(&posts[0], "/uphold"), json!({ "reason": "Jo." })).await;
    bodil.restores(&posts[1]).await;
    lene.does(Method::POST, &desk(&posts[2], "/undo"), json!({})).await;
    let mut states = Vec::new();
    for post in &posts {
        states.push(app.read(&public(post, "")).await["state"].clone());
    }
    assert_eq!(states, ["hidden", "visible", "visible"]);
    let still = json!({ "number": 2, "title": "Tal ordentligt om og til andre" });
    assert_eq!(app.read(&public(&posts[0], "")).await["by_rule"], still);
    // What was taken back cannot be done over by it.
    assert_eq!(lene.send(Method::POST, &desk(&posts[2], "/hide"), by("tonen")).await, unknown());
}

#[tokio::test]
async fn several_posts_are_hidden_by_a_rule_that_stands_in_all_their_hearings_or_not_at_all() {
    let app = two_hearings().await;
    let (mona, lene, editor) =
        (app.participant("Mona").await, app.moderator().await, app.editor().await);
    let id = adds(&editor, "Skriv kort").await;
    let (post, path) = (mona.says(THREAD, "Idioter!").await, mona.says(PATHS, "Idioter!").await);
    let named = [&post, &path].map(|post| json!({ "kind": "comment", "id": post["id"] }));
    let hiding = |rule: &str, posts: &[Value]| json!({ "act": "hide", "posts": posts, "rule": rule, "reason": "Derfor." });
    let before = entries(&lene).await;
    for rule in [&*id, "smag"] {
        let answer = lene.send(Method::POST, "/api/desk/decisions", hiding(rule, &named)).await;
        assert_eq!(answer, unknown());
    }
    let missing = lene.send(Method::POST, "/api/desk/decisions", hiding("", &named)).await;
    assert_eq!(missing, unfit(&[("rule", "missing")]));
    assert_eq!(entries(&lene).await, before);
    assert_eq!(app.read(&public(&post, "")).await["state"], "visible");
    let own = hiding(&id, &named[..1]);
    let decided = lene.does(Method::POST, "/api/desk/decisions", own).await;
    assert_eq!(decided["items"][0]["comment"]["by_rule"]["number"], 7);
    let both = hiding("tonen", &named);
    let decided = lene.does(Method::POST, "/api/desk/decisions", both).await;
    let length = |list: &str| decided[list].as_array().unwrap().len();
    assert_eq!((length("items"), length("left")), (1, 1));
}

#[tokio::test]
async fn a_participant_is_paused_by_a_rule_of_the_hearing_in_which_they_broke_it() {
    let app = two_hearings().await;
    let (mona, lene, editor) =
        (app.participant("Mona").await, app.moderator().await, app.editor().await);
    let id = adds(&editor, "Skriv kort").await;
    let pause = format!("/api/desk/participants/{}/pause", mona.id);
    // Who has written nowhere keeps to what every hearing begins with.
    assert_eq!(lene.send(Method::POST, &pause, by(&id)).await, unknown());
    mona.says(THREAD, "Idioter!").await;
    mona.says(PATHS, "Idioter!").await;
    // Without a name it is the one that she wrote in last.
    assert_eq!(lene.send(Method::POST, &pause, by(&id)).await, unknown());
    let mut there = by(&id);
    there["consultation"] = json!("nowhere");
    let answer = lene.send(Method::POST, &pause, there.clone()).await;
    assert_eq!(answer, unfit(&[("consultation", "unknown")]));
    assert_eq!(mona.read("/api/participants/me").await["restriction"], Value::Null);
    there["consultation"] = json!("park");
    lene.does(Method::POST, &pause, there).await;
    retires(&editor, &id).await;
    let restriction = mona.read("/api/participants/me").await["restriction"].clone();
    let name = json!({ "number": 7, "title": "Skriv kort", "own": true });
    assert_eq!((&restriction["rule"], &restriction["by_rule"]), (&json!(id), &name));
    let entry = lene.read("/api/desk/record?limit=2").await["items"][1].clone();
    assert_eq!((&entry["kind"], &entry["consultation"]), (&json!("pause"), &json!("park")));
}

#[tokio::test]
async fn the_office_and_what_it_takes_home_know_a_rule_by_its_id() {
    let app = App::start().await;
    let (mona, lene, editor) =
        (app.participant("Mona").await, app.moderator().await, app.editor().await);
    let id = adds(&editor, "Skriv kort").await;
    let post = mona.says(THREAD, "Idioter!").await;
    lene.does(Method::POST, &desk(&post, "/hide"), by(&id)).await;
    let rows =
        editor.ask(Method::GET, "/api/desk/consultations/park/export.csv", None).await.text();
    assert!(rows.contains("regel-7"), "{rows}");
    let entries = editor.ask(Method::GET, "/api/desk/record.csv", None).await.text();
    let hidden = entries.lines().find(|line| line.contains(";hide;")).unwrap();
    assert!(hidden.contains(";regel-7;Derfor.;"), "{hidden}");
    let unread = lene.send(Method::GET, RULES, Value::Null).await;
    assert_eq!(unread, problem(403, "forbidden"));
}
