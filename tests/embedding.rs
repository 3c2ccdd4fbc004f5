//! Which sites may show a hearing in a frame and read its open data: those that staff name, and no others.

use tests::{App, Method, StatusCode, THREAD, Value, Visitor, json, problem, unfit};

const SITES: &str = "/api/desk/hearings/park/sites";
const OPEN: [&str; 4] = [
    "/api/consultations/park",
    "/api/consultations/park/sections/indsats-1",
    THREAD,
    "/api/consultations/park/export.json",
];

async fn says(editor: &Visitor, sites: &[&str]) -> (StatusCode, Value) {
    let turns = editor.read("/api/desk/hearings/park").await["turns"].clone();
    editor.send(Method::PUT, SITES, json!({ "sites": sites, "turns": turns })).await
}

/// Who may frame a page, as its policy says.
async fn ancestors(app: &App, path: &str) -> String {
    let page = app.page(path).await;
    let policy = page.header("content-security-policy");
    let said = policy.split("frame-ancestors ").nth(1).expect("an answer to who may frame it");
    said.split(';').next().unwrap_or_default().trim().to_owned()
}

/// Which site a browser would let read an answer, for a page at this origin.
async fn lent(app: &App, origin: &str, path: &str) -> (String, String) {
    let visitor = app.stranger().with("origin", origin);
    let answer = visitor.ask(Method::GET, path, None).await;
    let vary: Vec<&str> =
        answer.headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
    (answer.header("access-control-allow-origin").to_owned(), vary.join(", "))
}

#[tokio::test]
async fn only_the_sites_that_an_editor_names_may_frame_the_hearing_and_never_anything_else() {
    let app = App::start().await;
    let editor = app.editor().await;
    for page in ["/embed/park", "/embed/park/indsats-1"] {
        assert_eq!(ancestors(&app, page).await, "'self'");
    }
    let named =
        ["https://Blanddigibyen.dk/hoering", "https://blanddigibyen.dk", " ", "https://a.dk:444"];
    let (status, hearing) = says(&editor, &named).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(hearing["sites"], json!(["https://blanddigibyen.dk", "https://a.dk:444"]));
    for page in ["/embed/park", "/embed/park/indsats-1", "/en/embed/park"] {
        assert_eq!(ancestors(&app, page).await, "'self' https://blanddigibyen.dk https://a.dk:444");
    }
    for page in ["/park", "/park/indsats-1", "/mine", "/desk", "/desk/ko", "/regler"] {
        assert_eq!(ancestors(&app, page).await, "'none'", "{page}");
    }
    app.store.add_staff("ada@example.dk", "admin");
    let record = app.signed_in("ada@example.dk").await.read("/api/desk/record").await;
    let named = "https://blanddigibyen.dk https://a.dk:444";
    let entries = record["items"].as_array().unwrap();
    assert!(entries.iter().any(|one| one["kind"] == "hearing-sites" && one["detail"] == named));
    says(&editor, &[]).await;
    assert_eq!(ancestors(&app, "/embed/park").await, "'self'");
    assert!(app.store.run(&["audit", "verify"]).success);
}

#[tokio::test]
async fn what_is_no_site_is_refused_and_nothing_is_changed() {
    let app = App::start().await;
    let editor = app.editor().await;
    says(&editor, &["https://a.dk"]).await;
    for bad in ["http://a.dk", "a.dk", "*", "https://*.dk", "https://a.dk; script-src *", "null"] {
        assert_eq!(
            says(&editor, &["https://b.dk", bad]).await,
            unfit(&[("sites", "malformed")]),
            "{bad}"
        );
    }
    let many: Vec<String> = (0..21).map(|number| format!("https://nr{number}.dk")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(says(&editor, &many).await, unfit(&[("sites", "too-long")]));
    let none = editor.send(Method::PUT, SITES, json!({ "sites": [] })).await;
    assert_eq!(none, unfit(&[("turns", "missing")]));
    let older = editor.send(Method::PUT, SITES, json!({ "sites": [], "turns": 0 })).await;
    assert_eq!(older, problem(412, "changed"));
    let nowhere = SITES.replace("park", "nowhere");
    let answer = editor.send(Method::PUT, &nowhere, json!({ "sites": [], "turns": 0 })).await;
    assert_eq!(answer, problem(404, "not-found"));
    assert_eq!(ancestors(&app, "/embed/park").await, "'self' https://a.dk");
}

#[tokio::test]
async fn a_site_that_may_show_it_reads_the_open_data_and_a_stranger_does_not() {
    let app = App::start().await;
    let editor = app.editor().await;
    app.participant("Mona").await.says(THREAD, "Hej").await;
    for path in OPEN {
        let (allowed, vary) = lent(&app, "https://a.dk", path).await;
        assert_eq!(allowed, "", "{path}");
        assert!(vary.ends_with("Origin"), "{path}: {vary}");
    }
    says(&editor, &["https://a.dk"]).await;
    for path in OPEN {
        // The one is not kept for the other.
        for (origin, told) in [
            ("https://a.dk", "https://a.dk"),
            ("https://b.dk", ""),
            ("https://a.dk.b.dk", ""),
            ("https://a.dk:444", ""),
            ("http://a.dk", ""),
            ("null", ""),
            ("https://a.dk", "https://a.dk"),
        ] {
            assert_eq!(lent(&app, origin, path).await.0, told, "{origin} {path}");
        }
        let plain = app.stranger().ask(Method::GET, path, None).await;
        assert_eq!(plain.header("access-control-allow-origin"), "", "{path}");
        assert!(!plain.header("vary").contains("Origin"), "{path}");
    }
}

#[tokio::test]
async fn nothing_personal_nothing_of_the_desk_and_no_writing_is_lent() {
    let app = App::start().await;
    let editor = app.editor().await;
    says(&editor, &["https://a.dk"]).await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Hej").await;
    let comment = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let desk = "/api/desk/hearings/park";
    for (who, method, path) in [
        (&mona, Method::GET, THREAD),
        (&mona, Method::GET, "/api/participants/me"),
        (&mona, Method::GET, comment.as_str()),
        (&mona, Method::POST, THREAD),
        (&editor, Method::GET, desk),
        (&editor, Method::GET, "/api/desk/queue"),
        (&app.stranger(), Method::OPTIONS, THREAD),
        (&app.stranger(), Method::POST, "/api/participants"),
        (&app.stranger(), Method::GET, "/park"),
    ] {
        let answer = who.with("origin", "https://a.dk").ask(method.clone(), path, None).await;
        let headers = ["origin", "headers", "methods", "credentials"];
        for name in headers.map(|name| format!("access-control-allow-{name}")) {
            assert_eq!(answer.header(&name), "", "{method} {path} {name}");
        }
    }
}
