//! Statements: what the site says of itself, and how staff put their own words in its place.

use tests::{App, Method, StatusCode, Store, Value, Visitor, json, problem, together, unfit};

const LIST: &str = "/api/desk/statements";
const PRIVACY: &str = "/api/desk/statements/privacy/da";
const PAGES: [(&str, &str); 5] = [
    ("rules", "/regler"),
    ("privacy", "/privatliv"),
    ("cookies", "/cookies"),
    ("accessibility", "/tilgaengelighed"),
    ("contact", "/kontakt"),
];

async fn staff(app: &App, role: &str) -> Visitor {
    let email = format!("{role}@example.dk");
    app.store.add_staff(&email, role);
    app.signed_in(&email).await
}

fn text(markdown: &str, number: i64) -> Value {
    json!({ "markdown": markdown, "number": number })
}

async fn writes(editor: &Visitor, path: &str, markdown: &str, number: i64) -> Value {
    editor.does(Method::PUT, path, text(markdown, number)).await
}

#[tokio::test]
async fn each_page_that_the_law_expects_is_there_from_the_start_in_both_languages() {
    let app = App::start().await;
    let front = app.page("/").await.text();
    let english = app.page("/en").await.text();
    for (name, path) in PAGES {
        let page = app.page(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let there = app.page(&format!("/en{path}")).await;
        assert_eq!(there.attribute(&["html "], "lang").as_deref(), Some("en"), "{path}");
        assert!(page.text().contains("<div class=text>"), "{name} is in the page's own language");
        assert!(there.text().contains("<div class=text>"), "{name} is in the page's own language");
        assert_eq!(page.text().matches("<h1").count(), 1, "{path}");
        assert!(front.contains(&format!("<a href='{path}'>")), "the foot leads to {path}");
        assert!(english.contains(&format!("<a href='/en{path}'>")), "the foot leads to /en{path}");
    }
    for (path, said) in [
        ("/regler", "Tal ordentligt"),
        ("/privatliv", "Datatilsynet"),
        ("/privatliv", "artikel 6, stk. 1, litra e"),
        ("/cookies", "__Host-blanddig"),
        ("/cookies", "<code>blanddig.me</code>"),
        ("/tilgaengelighed", "https://was.digst.dk/"),
        ("/en/tilgaengelighed", "conforms partially"),
        ("/en/kontakt", "data protection officer"),
    ] {
        assert!(app.page(path).await.text().contains(said), "{path}: {said}");
    }
}

#[tokio::test]
async fn editors_and_admins_write_and_moderators_do_not() {
    let app = App::start().await;
    let lene = app.moderator().await;
    for (method, path, body) in [
        (Method::GET, LIST, Value::Null),
        (Method::GET, PRIVACY, Value::Null),
        (Method::PUT, PRIVACY, text("Hej", 0)),
        (Method::DELETE, "/api/desk/statements/privacy/da?number=0", Value::Null),
        (Method::GET, "/api/desk/statements/privacy/da/history", Value::Null),
        (Method::POST, "/api/desk/statements/privacy/da/preview", text("Hej", 0)),
    ] {
        let answer = lene.send(method.clone(), path, body).await;
        assert_eq!(answer, problem(403, "forbidden"), "{method} {path}");
    }
    let list = staff(&app, "admin").await.read(LIST).await;
    assert_eq!(list["total"], 10);
    let first = &list["items"][0];
    assert_eq!((&first["name"], &first["lang"]), (&json!("rules"), &json!("da")));
    for (number, role) in (0..).zip(["editor", "admin"]) {
        let saved = writes(&staff(&app, role).await, PRIVACY, &format!("Af {role}"), number).await;
        assert_eq!(saved["number"], number + 1);
        assert_eq!(saved["by"], format!("{role}@example.dk"));
        assert!(app.page("/privatliv").await.text().contains(&format!("<p>Af {role}</p>")));
    }
}

#[tokio::test]
async fn what_an_editor_writes_is_read_at_once_with_the_day_of_the_change() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    let before = editor.read(PRIVACY).await;
    assert_eq!((&before["number"], &before["standard"]), (&json!(0), &json!(true)));
    assert_eq!((&before["changed"], &before["by"]), (&Value::Null, &Value::Null));
    assert!(!app.page("/privatliv").await.text().contains("Sidst ændret"));
    let saved = writes(&editor, PRIVACY, "Først.\n\n# Hvem\n\nHjørring Kommune & co.\n", 0).await;
    assert_eq!(saved, editor.read(PRIVACY).await);
    let html = "<p>Først.</p>\n<h2>Hvem</h2>\n<p>Hjørring Kommune &amp; co.</p>\n";
    assert_eq!((&saved["html"], &saved["standard"]), (&json!(html), &json!(false)));
    let page = app.page("/privatliv").await;
    assert!(page.text().contains(html) && page.text().contains("Sidst ændret"));
    let screen = app.read("/api/page?address=/privatliv").await;
    assert!(screen["html"].as_str().unwrap().contains(html));
}

#[tokio::test]
async fn a_danish_text_of_the_citys_own_stands_in_for_an_english_one_and_says_so() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    writes(&editor, "/api/desk/statements/contact/da", "Ring på 12 34.", 0).await;
    let page = app.page("/en/kontakt").await.text();
    assert!(page.contains("<div class=text lang='da'><p>Ring på 12 34.</p>"), "{page}");
    assert!(app.page("/en/privatliv").await.text().contains("<div class=text>"));
    writes(&editor, "/api/desk/statements/contact/en", "Call 12 34.", 0).await;
    assert!(app.page("/en/kontakt").await.text().contains("<div class=text><p>Call 12 34.</p>"));
    assert!(app.page("/kontakt").await.text().contains("Ring på"));
}

#[tokio::test]
async fn what_an_editor_writes_above_the_rules_leaves_the_numbered_rules_alone() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    writes(&editor, "/api/desk/statements/rules/da", "Tal pænt i Hjørring.", 0).await;
    let page = app.page("/regler").await.text();
    assert!(page.contains("Tal pænt i Hjørring.") && page.contains("<li id='tonen'>"), "{page}");
}

#[tokio::test]
async fn whoever_began_from_an_older_text_overwrites_nothing() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    writes(&editor, PRIVACY, "Den første", 0).await;
    for number in [0, 2, -1, i64::MAX] {
        let answer = editor.send(Method::PUT, PRIVACY, text("En anden", number)).await;
        assert_eq!(answer, problem(412, "changed"), "{number}");
        let reset = format!("{PRIVACY}?number={number}");
        let answer = editor.send(Method::DELETE, &reset, Value::Null).await;
        assert_eq!(answer, problem(412, "changed"), "{number}");
    }
    assert_eq!(editor.read(PRIVACY).await["markdown"], "Den første");
    // The answer was lost, and the same is sent again.
    assert_eq!(writes(&editor, PRIVACY, "Den første", 0).await["number"], 1);
}

#[tokio::test]
async fn of_eight_editors_at_once_one_is_first_and_the_others_are_told() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    let writing = (0..8).map(|at| {
        let (editor, text) = (editor.clone(), text(&format!("Nummer {at}"), 0));
        async move { editor.send(Method::PUT, PRIVACY, text).await.0.as_u16() }
    });
    let mut statuses = together(writing).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412, 412, 412, 412, 412]);
    assert_eq!(editor.read(PRIVACY).await["number"], 1);
}

#[tokio::test]
async fn every_earlier_text_stays_and_the_standard_text_can_come_back() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    let standard = editor.read(PRIVACY).await;
    for number in 0..3 {
        writes(&editor, PRIVACY, &format!("Nummer {number}"), number).await;
    }
    let reset = format!("{PRIVACY}?number=3");
    let back = editor.does(Method::DELETE, &reset, Value::Null).await;
    assert_eq!((&back["number"], &back["standard"]), (&json!(4), &json!(true)));
    assert_eq!((&back["markdown"], &back["html"]), (&standard["markdown"], &standard["html"]));
    assert!(app.page("/privatliv").await.text().contains("Datatilsynet"));
    let first = editor.read(&format!("{PRIVACY}/history?limit=3")).await;
    let numbers = |page: &Value| -> Vec<i64> {
        page["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["number"].as_i64().unwrap())
            .collect()
    };
    assert_eq!((numbers(&first), &first["total"]), (vec![4, 3, 2], &json!(4)));
    let after = first["next"].as_str().unwrap();
    let rest = editor.read(&format!("{PRIVACY}/history?limit=3&after={after}")).await;
    assert_eq!((numbers(&rest), &rest["next"]), (vec![1], &Value::Null));
    assert_eq!(rest["items"][0]["markdown"], "Nummer 0");
    let untouched = editor.read("/api/desk/statements/privacy/en/history").await;
    assert_eq!((&untouched["items"], &untouched["total"]), (&json!([]), &json!(0)));
}

#[tokio::test]
async fn a_text_that_cannot_be_taken_is_refused_by_field() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    let put = |body: Value| {
        let editor = editor.clone();
        async move { editor.send(Method::PUT, PRIVACY, body).await }
    };
    for (body, flaws) in [
        (json!({}), &[("markdown", "missing"), ("number", "missing")][..]),
        (text(" \n\u{200B}", 0), &[("markdown", "missing")]),
        (text("<script>alert(1)</script>", 0), &[("markdown", "missing")]),
        (text(&"x".repeat(30_001), 0), &[("markdown", "too-long")]),
        (json!({ "markdown": 7, "number": 0 }), &[("markdown", "malformed")]),
        (json!({ "markdown": "x", "number": "0" }), &[("number", "malformed")]),
    ] {
        assert_eq!(put(body).await, unfit(flaws));
    }
    let preview = format!("{PRIVACY}/preview");
    let empty = editor.send(Method::POST, &preview, json!({})).await;
    assert_eq!(empty, unfit(&[("markdown", "missing")]));
    let reset = editor.send(Method::DELETE, PRIVACY, Value::Null).await;
    assert_eq!(reset, unfit(&[("number", "missing")]));
    let history = editor.get(&format!("{PRIVACY}/history?after=x")).await;
    assert_eq!(history, unfit(&[("after", "unknown")]));
    for path in ["privacy/de", "privacy/DA", "imprint/da", "nowhere/nothing"] {
        let path = format!("{LIST}/{path}");
        assert_eq!(editor.get(&path).await, problem(404, "not-found"), "{path}");
        let answer = editor.send(Method::PUT, &path, text("x", 0)).await;
        assert_eq!(answer, problem(404, "not-found"), "{path}");
    }
    assert_eq!(editor.read(PRIVACY).await["number"], 0);
}

#[tokio::test]
async fn nothing_that_loads_runs_or_looks_comes_onto_the_page() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    let attack = "# Hej <img src=x onerror=alert(1)>\n\n<script>alert(2)</script>\n\n\
        <p style=\"color:red\" onclick=\"alert(3)\" id=\"main\">a</p>\n\n[b](javascript:alert(4)) \
        [c](data:text/html,x) <svg onload=alert(5)> <iframe src=https://x.dk></iframe>\n\n\
        ![d](https://x.dk/d.png)\n\n</div></main><h1>e</h1>\n";
    let preview = editor.does(Method::POST, &format!("{PRIVACY}/preview"), text(attack, 0)).await;
    let saved = writes(&editor, PRIVACY, attack, 0).await;
    assert_eq!(preview, json!({ "html": saved["html"] }));
    let (plain, page) = (app.page("/en/privatliv").await, app.page("/privatliv").await);
    let html = page.text();
    assert!(html.contains("<h2>Hej</h2>"), "{html}");
    for bad in
        ["alert(", "onerror", "onclick", "javascript:", "data:text", "<iframe", "<img", "style="]
    {
        assert!(!html.contains(bad), "{bad}: {html}");
    }
    for mark in ["<h1", "</main>", "id=main", "<script"] {
        let times = |html: &str| html.matches(mark).count();
        assert_eq!(times(&html), times(&plain.text()), "{mark}");
    }
    assert_eq!(page.header("content-security-policy"), plain.header("content-security-policy"));
}

#[tokio::test]
async fn every_change_stands_in_the_record_once() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    writes(&editor, PRIVACY, "Ny", 0).await;
    writes(&editor, PRIVACY, "Ny", 1).await;
    editor.send(Method::PUT, PRIVACY, text("Anden", 0)).await;
    editor.does(Method::DELETE, &format!("{PRIVACY}?number=1"), Value::Null).await;
    editor.does(Method::DELETE, &format!("{PRIVACY}?number=2"), Value::Null).await;
    let record = editor.read("/api/desk/record").await;
    let entries: Vec<_> = record["items"].as_array().unwrap().iter().take(3).collect();
    assert_eq!(entries[0]["kind"], "statement-standard");
    assert_eq!(
        (&entries[1]["kind"], &entries[1]["detail"]),
        (&json!("statement"), &json!("privacy/da"))
    );
    assert_eq!(
        (&entries[1]["by"], &entries[1]["subject"]),
        (&json!("editor@example.dk"), &Value::Null)
    );
    assert_eq!(entries[2]["kind"], "sign-in");
    assert!(app.store.run(&["audit", "verify"]).success);
}

#[tokio::test]
async fn the_accessibility_statement_stands_where_the_law_wants_it() {
    let app = App::start().await;
    let was = || async {
        let answer = app.page("/was").await;
        assert!(answer.status.is_redirection());
        answer.header("location").to_owned()
    };
    assert_eq!(was().await, "/tilgaengelighed");
    let editor = staff(&app, "editor").await;
    let path = "/api/desk/statements/accessibility/da";
    writes(&editor, path, "Se [vores](https://was.digst.dk/bland-dig-kk-dk).", 0).await;
    assert_eq!(was().await, "https://was.digst.dk/bland-dig-kk-dk");
    writes(&editor, path, "Se [vores](https://was.digst.dk.example.dk/x).", 1).await;
    assert_eq!(was().await, "/tilgaengelighed");
}

#[tokio::test]
async fn no_hearing_takes_the_address_of_a_statement() {
    let store = Store::new().await;
    for (_, path) in PAGES {
        let ended = store.try_import(path.trim_start_matches('/'), "# En park\n\nEn park.\n", &[]);
        assert!(!ended.success, "{path}");
    }
}

#[tokio::test]
async fn a_backup_keeps_what_the_city_wrote() {
    let app = App::start().await;
    let editor = staff(&app, "editor").await;
    writes(&editor, PRIVACY, "Vores egen tekst", 0).await;
    let file = app.store.file("backup.db");
    assert!(app.store.run(&["backup", file.to_str().unwrap()]).success);
    let target = Store::in_a_file();
    assert!(target.run(&["restore", file.to_str().unwrap()]).success);
    assert!(target.serve().page("/privatliv").await.text().contains("Vores egen tekst"));
}
