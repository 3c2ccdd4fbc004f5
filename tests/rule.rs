//! The rules of a hearing: each has its own, with numbers that stay, and words that never change.

use tests::{App, Method, PARK, StatusCode, Value, Visitor, json, problem, together, unfit};

mod applied;
mod page;

const RULES: &str = "/api/desk/hearings/park/rules";

fn at(id: &str) -> String {
    format!("{RULES}/{id}")
}

async fn turns(editor: &Visitor) -> i64 {
    editor.read(RULES).await["turns"].as_i64().unwrap()
}

/// Tries to put up a rule.
async fn tries(editor: &Visitor, title: &str) -> (StatusCode, Value) {
    let new =
        json!({ "title": title, "text": "Så andre kan nå det.", "turns": turns(editor).await });
    editor.send(Method::POST, RULES, new).await
}

/// Puts up a rule; answers with its id.
async fn adds(editor: &Visitor, title: &str) -> String {
    let (status, rules) = tries(editor, title).await;
    assert_eq!(status, StatusCode::CREATED, "{rules}");
    rules["items"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
}

async fn sets(editor: &Visitor, id: &str, stands: bool) -> (StatusCode, Value) {
    let new = json!({ "stands": stands, "turns": turns(editor).await });
    editor.send(Method::PUT, &at(id), new).await
}

async fn retires(editor: &Visitor, id: &str) {
    let (status, answer) = sets(editor, id, false).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

/// Numbers and ids of the rules that the public reads.
async fn public(app: &App) -> Vec<(i64, String)> {
    let hearing = app.read("/api/consultations/park").await;
    let rules = hearing["rules"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    rules.map(|rule| (rule["number"].as_i64().unwrap(), text(&rule["id"]))).collect()
}

/// The numbers alone.
async fn numbers(app: &App) -> Vec<i64> {
    public(app).await.into_iter().map(|rule| rule.0).collect()
}

/// The same two hearings, the other one called `sti`.
async fn two_hearings() -> App {
    let app = App::start().await;
    app.store.import("sti", PARK, &["--publish"]);
    app
}

#[tokio::test]
async fn every_hearing_begins_with_the_same_six_rules_and_its_own_get_the_next_numbers() {
    let app = App::start().await;
    let editor = app.editor().await;
    let six = ["emnet", "tonen", "hetz", "privat", "reklame", "ulovligt"];
    let begun: Vec<_> = (1..).zip(six.map(str::to_owned)).collect();
    assert_eq!(public(&app).await, begun);
    let first = app.read("/api/consultations/park").await["rules"][0].clone();
    assert_eq!(
        (&first["title"], &first["own"]),
        (&json!("Hold dig til høringens emne"), &json!(false))
    );
    let seen = turns(&editor).await;
    let text = "Højst ti linjer.\n\nTak.";
    let new = json!({ "title": " Skriv\tkort ", "text": text, "turns": seen });
    let (status, rules) = editor.send(Method::POST, RULES, new).await;
    let own = json!({
        "id": "regel-7", "number": 7, "title": "Skriv kort", "text": text,
        "own": true,
    });
    assert_eq!(
        (status, &rules["items"][6], &rules["turns"]),
        (StatusCode::CREATED, &own, &json!(seen + 1))
    );
    assert_eq!(app.read("/api/consultations/park").await["rules"][6], own);
    // One that is made at the desk has rules before anybody can see it.
    let made = json!({ "title": "En sti", "slug": "sti" });
    editor.does(Method::POST, "/api/desk/hearings", made).await;
    let rules = editor.read("/api/desk/hearings/sti/rules").await;
    assert_eq!((rules["items"].as_array().unwrap().len(), &rules["turns"]), (6, &json!(0)));
}

#[tokio::test]
async fn a_number_is_never_given_twice_and_what_is_retired_leaves_a_gap() {
    let app = App::start().await;
    let editor = app.editor().await;
    let seven = adds(&editor, "Skriv kort").await;
    retires(&editor, &seven).await;
    retires(&editor, "hetz").await;
    assert_eq!(adds(&editor, "Skriv kort").await, "regel-8");
    assert_eq!(numbers(&app).await, [1, 2, 4, 5, 6, 8]);
    assert_eq!(sets(&editor, "hetz", true).await.0, StatusCode::OK);
    assert_eq!(numbers(&app).await, [1, 2, 3, 4, 5, 6, 8]);
    // The same words cannot stand twice.
    assert_eq!(sets(&editor, &seven, true).await, unfit(&[("title", "unchanged")]));
    let kept = editor.read(RULES).await["items"].clone();
    let retired: Vec<_> =
        kept.as_array().unwrap().iter().map(|one| one["retired"].is_string()).collect();
    assert_eq!(retired, [false, false, false, false, false, false, true, false]);
}

#[tokio::test]
async fn editors_and_admins_set_the_rules_and_moderators_do_not() {
    let app = App::start().await;
    let lene = app.moderator().await;
    for (method, path) in [
        (Method::GET, RULES.to_owned()),
        (Method::POST, RULES.to_owned()),
        (Method::PUT, at("tonen")),
    ] {
        let sent = json!({ "title": "x", "stands": false, "turns": 0 });
        let answer = lene.send(method.clone(), &path, sent).await;
        assert_eq!(answer, problem(403, "forbidden"), "{method} {path}");
    }
    app.store.add_staff("karen@example.dk", "admin");
    let admin = app.signed_in("karen@example.dk").await;
    retires(&admin, "tonen").await;
    assert_eq!(numbers(&app).await, [1, 3, 4, 5, 6]);
}

#[tokio::test]
async fn what_can_be_no_rule_is_refused_and_nothing_is_changed() {
    let app = App::start().await;
    let editor = app.editor().await;
    let seen = turns(&editor).await;
    let cases: [(Value, &[(&str, &str)]); 8] = [
        (json!({}), &[("title", "missing"), ("turns", "missing")]),
        (json!({ "title": " \u{200B}", "turns": seen }), &[("title", "missing")]),
        (json!({ "title": "x".repeat(81), "turns": seen }), &[("title", "too-long")]),
        (json!({ "title": "x", "text": "x".repeat(501), "turns": seen }), &[("text", "too-long")]),
        (json!({ "title": "x" }), &[("turns", "missing")]),
        (json!({ "title": "Intet ulovligt", "turns": seen }), &[("title", "unchanged")]),
        (json!({ "title": "  Intet\nulovligt ", "turns": seen }), &[("title", "unchanged")]),
        (json!({ "title": "\u{202E}", "turns": seen }), &[("title", "missing")]),
    ];
    for (sent, fields) in cases {
        let answer = editor.send(Method::POST, RULES, sent.clone()).await;
        assert_eq!(answer, unfit(fields), "{sent}");
    }
    let unread = editor.send(Method::POST, RULES, json!({ "title": 7, "turns": seen })).await;
    assert_eq!(unread, unfit(&[("title", "malformed")]));
    let old = json!({ "title": "Skriv kort", "turns": seen + 7 });
    assert_eq!(editor.send(Method::POST, RULES, old).await, problem(412, "changed"));
    let empty = editor.send(Method::PUT, &at("tonen"), json!({})).await;
    assert_eq!(empty, unfit(&[("stands", "missing"), ("turns", "missing")]));
    for (path, sent, answer) in [
        (at("smag"), json!({ "stands": false, "turns": seen }), problem(404, "not-found")),
        (at("tonen"), json!({ "stands": true, "turns": seen }), problem(409, "state")),
        (at("tonen"), json!({ "stands": false, "turns": seen + 1 }), problem(412, "changed")),
    ] {
        assert_eq!(editor.send(Method::PUT, &path, sent).await, answer, "{path}");
    }
    for (method, path) in [
        (Method::GET, "/api/desk/hearings/nowhere/rules"),
        (Method::POST, "/api/desk/hearings/nowhere/rules"),
        (Method::PUT, "/api/desk/hearings/nowhere/rules/tonen"),
    ] {
        let sent = json!({ "title": "x", "stands": false, "turns": seen });
        assert_eq!(editor.send(method, path, sent).await, problem(404, "not-found"), "{path}");
    }
    assert_eq!((turns(&editor).await, numbers(&app).await.len()), (seen, 6));
}

#[tokio::test]
async fn one_rule_at_least_stands_and_there_are_twenty_at_most() {
    let app = App::start().await;
    let editor = app.editor().await;
    for id in ["emnet", "tonen", "hetz", "privat", "reklame"] {
        retires(&editor, id).await;
    }
    assert_eq!(sets(&editor, "ulovligt", false).await, problem(409, "state"));
    assert_eq!(numbers(&app).await, [6]);
    for number in 7..=20 {
        adds(&editor, &format!("Nr. {number}")).await;
    }
    assert_eq!(tries(&editor, "Én til").await, unfit(&[("rules", "too-long")]));
    assert_eq!(sets(&editor, "tonen", true).await.0, StatusCode::OK);
    assert_eq!(numbers(&app).await.len(), 16);
}

#[tokio::test]
async fn of_eight_editors_at_once_one_changes_the_rules_and_the_others_are_told() {
    let app = App::start().await;
    let editor = app.editor().await;
    let seen = turns(&editor).await;
    let adding = (0..8).map(|number| {
        let editor = editor.clone();
        async move {
            let new = json!({ "title": format!("Nr. {number}"), "turns": seen });
            editor.send(Method::POST, RULES, new).await.0.as_u16()
        }
    });
    let mut statuses = together(adding).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 412, 412, 412, 412, 412, 412, 412]);
    // Nor can two retire the last two.
    for id in ["emnet", "tonen", "hetz", "privat", "reklame"] {
        retires(&editor, id).await;
    }
    let seen = turns(&editor).await;
    let retiring = ["ulovligt", "regel-7"].map(|id| {
        let editor = editor.clone();
        let new = json!({ "stands": false, "turns": seen });
        async move { editor.send(Method::PUT, &at(id), new).await.0.as_u16() }
    });
    let mut statuses = together(retiring).await;
    statuses.sort_unstable();
    assert_eq!((statuses, numbers(&app).await.len()), (vec![200, 412], 1));
}

#[tokio::test]
async fn what_is_done_to_a_rule_stands_in_the_record() {
    let app = App::start().await;
    let editor = app.editor().await;
    let id = adds(&editor, "Skriv kort").await;
    retires(&editor, &id).await;
    assert_eq!(sets(&editor, &id, true).await.0, StatusCode::OK);
    let page = editor.read("/api/desk/record").await;
    let entries: Vec<_> = page["items"].as_array().unwrap().iter().take(3).collect();
    let kinds: Vec<_> = entries.iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["rule-return", "rule-retire", "rule-add"]);
    for entry in entries {
        assert_eq!(
            [&entry["rule"], &entry["detail"], &entry["by"], &entry["consultation"]],
            [&json!("regel-7"), &json!("Skriv kort"), &json!("ebbe@example.dk"), &json!("park")]
        );
        let name = json!({ "number": 7, "title": "Skriv kort", "own": true });
        assert_eq!(entry["by_rule"], name);
    }
    assert!(app.store.run(&["audit", "verify"]).success);
}

#[tokio::test]
async fn a_backup_brings_the_rules_back() {
    let app = App::start().await;
    let editor = app.editor().await;
    adds(&editor, "Skriv kort").await;
    retires(&editor, "tonen").await;
    let rules = editor.read(RULES).await["items"].clone();
    let file = app.store.file("rules.db").display().to_string();
    assert!(app.store.run(&["backup", &file]).success);
    let other = tests::Store::new().await;
    let ended = other.run(&["restore", &file]);
    assert!(ended.success, "{}", ended.stderr);
    let back = other.serve();
    let editor = back.signed_in("ebbe@example.dk").await;
    assert_eq!(editor.read(RULES).await["items"], rules);
}
