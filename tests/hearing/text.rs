//! The text of a hearing: looked at, brought in, refused.

use tests::{App, Method, PARK, Value, json, problem, unfit};

use super::{at, done, staff, write};

#[tokio::test]
async fn a_text_is_looked_at_before_it_comes_in_and_tells_what_becomes_of_each_section() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    let changed =
        PARK.replace("## Indsats 2: Mere lys", "## Indsats 2: Meget mere lys {#indsats-2}");
    let changed = format!("{changed}\n## Indsats 3: Bænke\n\n![En bænk](b.png) Sæt dig.\n");
    let new = json!({ "markdown": changed, "number": 1 });
    let look = at("park", "/text/preview");
    let before = app.read("/api/consultations/park").await;
    let report = editor.does(Method::POST, &look, new.clone()).await;
    let keys = |group: &str| {
        let all = report[group].as_array().unwrap().iter();
        all.map(|one| one["key"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (keys("renamed"), keys("new")),
        (vec!["indsats-2".into()], vec!["indsats-3".into()])
    );
    assert_eq!((keys("matched").len(), keys("removed").len()), (4, 0));
    assert_eq!(report["renamed"][0]["was"], "Indsats 2: Mere lys");
    assert_eq!(report["remarks"][0]["kind"], "picture");
    assert!(report["preview"].to_string().contains("Sæt dig."), "{report}");
    assert_eq!((&report["number"], &report["unseen"]), (&json!(1), &json!(0)));
    assert_eq!(app.read("/api/consultations/park").await, before, "looking changes nothing");
    let saved = editor.does(Method::PUT, &at("park", "/text"), new).await;
    assert_eq!((&saved["number"], &saved["new"]), (&json!(2), &report["new"]));
    let section = app.read("/api/consultations/park/sections/indsats-2").await;
    assert_eq!(section["title"], "Meget mere lys");
    assert_eq!(editor.read(&at("park", "/text")).await["markdown"], changed);
    let admin = staff(&app, "admin").await;
    assert!(done(&admin).await.contains(&("import".to_owned(), Some("2".to_owned()))));
}

#[tokio::test]
async fn a_text_that_cannot_come_in_is_refused_with_its_line_and_nothing_changes() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    for (text, kind, line) in [
        ("", "no-heading", Value::Null),
        ("bare ord", "no-heading", Value::Null),
        ("# A\n\n<script>alert(1)</script>\n", "script", json!(3)),
        ("# A\n\n[x](javascript:alert(1))\n", "address", json!(3)),
        ("# A\n\n:::kort\nb\n", "short-edition", json!(3)),
        ("# A {#a}\n\n# B {#a}\n", "key-twice", json!(3)),
        ("---\ntitel: [a]\n---\n# A\n", "front", json!(2)),
        ("# A\0", "not-text", json!(1)),
    ] {
        let new = json!({ "markdown": text, "number": 1 });
        let report = editor.does(Method::POST, &at("park", "/text/preview"), new.clone()).await;
        let refusal = &report["refusal"];
        assert_eq!((&refusal["kind"], &refusal["line"]), (&json!(kind), &line), "{text}: {report}");
        let answer = editor.send(Method::PUT, &at("park", "/text"), new).await;
        assert_eq!(answer, unfit(&[("markdown", "malformed")]), "{text}");
    }
    let nowhere = json!({ "markdown": "# A", "number": 0 });
    for (method, what) in [(Method::POST, "/text/preview"), (Method::PUT, "/text")] {
        let answer = editor.send(method, &at("nowhere", what), nowhere.clone()).await;
        assert_eq!(answer, problem(404, "not-found"));
    }
    assert_eq!(editor.read(&at("park", "/text")).await["number"], 1);
}

#[tokio::test]
async fn a_text_larger_than_any_may_be_is_refused_before_it_is_read() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    let huge =
        json!({ "markdown": format!("# A\n\n{}", "x ".repeat(12 * 1024 * 1024)), "number": 1 });
    let answer = editor.send(Method::PUT, &at("park", "/text"), huge).await;
    assert_eq!(answer, problem(413, "too-large"));
    // As a request it is small enough, as a text it is not.
    let large =
        json!({ "markdown": format!("# A\n\n{}", "x ".repeat(6 * 1024 * 1024)), "number": 1 });
    let report = editor.does(Method::POST, &at("park", "/text/preview"), large.clone()).await;
    assert_eq!(report["refusal"]["kind"], "too-large");
    let answer = editor.send(Method::PUT, &at("park", "/text"), large).await;
    assert_eq!(answer, unfit(&[("markdown", "malformed")]));
    // Elsewhere nobody may send as much.
    let path = at("park", "");
    let answer = editor.send(Method::PUT, &path, json!({ "title": "x".repeat(300_000) })).await;
    assert_eq!(answer, problem(413, "too-large"));
}

#[tokio::test]
async fn whoever_began_from_an_older_text_overwrites_nothing() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    write(&editor, "park", &format!("{PARK}\nEn linje mere.\n")).await;
    for number in [0, 1, 3, i64::MAX - 1] {
        let new = json!({ "markdown": PARK, "number": number });
        let answer = editor.send(Method::PUT, &at("park", "/text"), new).await;
        assert_eq!(answer, problem(412, "changed"), "{number}");
    }
    let answer = editor.send(Method::PUT, &at("park", "/text"), json!({ "markdown": PARK })).await;
    assert_eq!(answer, unfit(&[("number", "missing")]));
    assert_eq!(editor.read(&at("park", "/text")).await["number"], 2);
}
