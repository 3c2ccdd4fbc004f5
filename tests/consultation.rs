//! Consultations as they are read.

use tests::{App, PARK, StatusCode, Store, Value, json, problem};

const HERE: &str = "/api/consultations/park";

#[tokio::test]
async fn a_consultation_tells_all_that_its_text_says_of_it() {
    let app = App::start().await;
    let read = app.read(HERE).await;
    let line = |key: &str, kind: &str, label: Value, title: &str, depth: u8| {
        json!({
            "key": key, "kind": kind, "label": label, "title": title, "depth": depth, "count": 0
        })
    };
    let expected = json!({
        "slug": "park", "title": "En park for alle", "phase": "open", "opens": read["opens"],
        "closes": read["closes"], "counts": { "comments": 0, "proposals": 0, "sections": 5 },
        "lede": "Hvad skal der ske med parken?", "notice": null, "case_number": "2026-17",
        "committee": "Teknik- og Miljøudvalget", "lang": "da", "mail": "park@example.dk",
        "letter": "Parken, Eksempelvej 1, 0000 Eksempelby", "locked": false,
        "outline": [
            line("forord", "text", Value::Null, "En park for alle", 1),
            line("indsats-1", "initiative", "Indsats 1".into(), "Flere træer", 2),
            line("maal-1", "goal", "Mål 1".into(), "Skygge om sommeren", 3),
            line("lindetraeer", "measure", Value::Null, "Det gør vi: Hundrede lindetræer", 4),
            line("indsats-2", "initiative", "Indsats 2".into(), "Mere lys", 2),
        ],
        "rules": read["rules"],
        "versions": [{ "number": 1, "state": "draft", "created": read["versions"][0]["created"] }],
        "version": 1, "general": 0, "leaves": read["leaves"], "announced": null,
        "districts": [], "accent": null, "logo": null,
    });
    assert_eq!(read, expected);
    assert!(read["rules"].as_array().unwrap().iter().all(|rule| {
        rule["id"].is_string() && rule["title"].as_str().is_some_and(|title| title.len() > 5)
    }));
}

#[tokio::test]
async fn the_list_tells_what_is_open_and_how_much_there_is() {
    let app = App::start().await;
    let park = app.read(HERE).await;
    let expected = json!({
        "items": [{
            "slug": "park", "title": "En park for alle", "phase": "open",
            "opens": park["opens"], "closes": park["closes"], "lang": "da",
            "counts": { "comments": 0, "proposals": 0, "sections": 5 },
        }],
        "next": null, "total": 1,
    });
    assert_eq!(app.get("/api/consultations").await, (StatusCode::OK, expected));
}

#[tokio::test]
async fn a_hearing_lasts_eight_weeks_from_its_publication() {
    let app = App::start().await;
    let read = app.read(HERE).await;
    let time = |field: &str| read[field].as_str().unwrap().split('T').nth(1).unwrap().to_owned();
    assert_eq!(time("opens"), time("closes"));
    let database = &app.store.database;
    let exact = "update consultation set title = 'x' where closes - opens = 4838400000";
    assert_eq!(database.execute(exact, None).await, 1);
}

#[tokio::test]
async fn every_version_can_be_read_and_the_newest_comes_unasked() {
    let app = App::start().await;
    let revised = PARK
        .replace("hundrede træer", "tusind træer")
        .replace("## Indsats 2: Mere lys", "## Indsats 3: Fred");
    app.store.import("park", &revised, &[]);
    let html = |path: &'static str| {
        let stranger = app.stranger();
        async move { stranger.read(path).await["html"].as_str().unwrap().to_owned() }
    };
    let here = "/api/consultations/park/sections/indsats-1";
    assert!(html(here).await.contains("tusind"));
    assert!(html("/api/consultations/park/sections/indsats-1?version=2").await.contains("tusind"));
    assert!(
        html("/api/consultations/park/sections/indsats-1?version=1").await.contains("hundrede")
    );
    let park = app.read(HERE).await;
    assert_eq!((&park["version"], park["versions"].as_array().unwrap().len()), (&json!(2), 2));
    let before = app.read("/api/consultations/park?version=1").await;
    assert_eq!(
        (&before["version"], &before["outline"][4]["title"]),
        (&json!(1), &json!("Mere lys"))
    );
}

#[tokio::test]
async fn what_does_not_exist_cannot_be_read() {
    let app = App::start().await;
    for path in [
        "/api/consultations/nowhere",
        "/api/consultations/park?version=2",
        "/api/consultations/park?version=0",
        "/api/consultations/park?version=-1",
        "/api/consultations/park/sections/nothing",
        "/api/consultations/nowhere/sections/indsats-1",
        "/api/consultations/park/sections/indsats-1?version=2",
        "/api/consultations/nowhere/news",
        "/api/consultations/nowhere/proposals",
        "/api/consultations/nowhere/live",
        "/api/news/018f0000000070008000000000000000",
    ] {
        assert_eq!(app.get(path).await, problem(404, "not-found"), "{path}");
    }
}

#[tokio::test]
async fn a_consultation_that_is_not_published_is_not_there() {
    let store = Store::new().await;
    store.import("park", PARK, &[]);
    let app = store.serve();
    assert_eq!(app.read("/api/consultations").await["total"], 0);
    for path in [
        HERE,
        "/api/consultations/park/sections/indsats-1",
        "/api/consultations/park/sections/indsats-1/comments",
        "/api/consultations/park/comments",
        "/api/consultations/park/proposals",
        "/api/consultations/park/news",
        "/api/consultations/park/live",
    ] {
        assert_eq!(app.get(path).await, problem(404, "not-found"), "{path}");
    }
    for page in ["/park", "/park/indsats-1", "/park/forslag", "/park/nyt", "/embed/park"] {
        assert_eq!(app.page(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    app.store.import("park", PARK, &["--publish"]);
    assert_eq!(app.read(HERE).await["phase"], "open");
}

#[tokio::test]
async fn the_newest_hearing_stands_first_in_the_list() {
    let app = App::start().await;
    app.store.import("skole", "# En skole for alle\n\nSkolen.\n", &["--publish"]);
    let list = app.read("/api/consultations").await;
    let slugs: Vec<_> = list["items"].as_array().unwrap().iter().map(|c| &c["slug"]).collect();
    assert_eq!(slugs, ["skole", "park"]);
}
