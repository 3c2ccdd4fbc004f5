//! Looking for words: what is found, how it is shown, and that nothing hidden is.

use std::time::Duration;

use tests::{App, GENERAL, Method, PROPOSALS, StatusCode, THREAD, Value, json};

const SEARCH: &str = "/api/consultations/park/search";

/// What is found, once there are so many: the index follows a moment after what was written.
async fn found(app: &App, question: &str, many: usize) -> Value {
    let question: String = question.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for _ in 0..100 {
        let hits = app.read(&format!("{SEARCH}?q={question}")).await;
        if hits["items"].as_array().unwrap().len() == many {
            return hits;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!(
        "{question} does not find {many}: {}",
        app.read(&format!("{SEARCH}?q={question}")).await
    );
}

#[tokio::test]
async fn words_are_found_in_every_form_and_as_parts_of_others() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Mentorordninger og høringssvar hører sammen.").await;
    mona.says(GENERAL, "Ålens café skal blive.").await;
    let lake = json!({ "kind": "idea", "title": "En svømmesø", "body": "Grav den." });
    let lake = mona.post(PROPOSALS, lake).await;
    for question in
        ["mentorordning", "ordning", "ORDNINGER", "hoeringssvaret", "høringssvar mentor"]
    {
        let hits = found(&app, question, 1).await;
        assert_eq!(hits["items"][0]["name"], post["id"], "{question}");
    }
    let hit = &found(&app, "ordning", 1).await["items"][0];
    assert_eq!((&hit["kind"], &hit["title"]), (&json!("comment"), &json!("Mona")));
    assert_eq!(hit["place"], "Indsats 1: Flere træer");
    assert_eq!(hit["excerpt"][0], json!({ "text": "Mentorordninger", "found": true }));
    let hit = &found(&app, "svoemmesoe", 1).await["items"][0];
    assert_eq!((&hit["kind"], &hit["name"]), (&json!("proposal"), &lake["id"]));
    found(&app, "aal cafe", 1).await;
    // The text itself, and it comes first.
    mona.says(THREAD, "Skygge, skygge, skygge").await;
    let hits = found(&app, "skygge", 2).await;
    assert_eq!(hits["items"][0]["kind"], "section");
    assert_eq!(hits["items"][0]["name"], "maal-1");
    assert_eq!(hits["total"], 2);
    for nothing in ["", "   ", "ordblind", "træ ordblind", "\u{202e}", "%_'\"\\"] {
        found(&app, nothing, 0).await;
    }
}

#[tokio::test]
async fn only_what_the_public_may_see_is_found() {
    let app = App::start().await;
    let (mona, moderator) = (app.participant("Mona").await, app.moderator().await);
    let hidden = mona.says(THREAD, "En hemmelighed").await;
    let withdrawn = mona.says(THREAD, "Endnu en hemmelighed").await;
    let changed = mona.says(THREAD, "Den sidste hemmelighed").await;
    let quiet = json!({ "body": "Hemmelighed for kommunen", "visibility": "municipality" });
    mona.post(THREAD, quiet).await;
    found(&app, "hemmelighed", 3).await;
    moderator.hides(&hidden).await;
    found(&app, "hemmelighed", 2).await;
    mona.withdraws(&withdrawn).await;
    found(&app, "hemmelighed", 1).await;
    let address = format!("/api/comments/{}", changed["id"].as_str().unwrap());
    mona.does(Method::PATCH, &address, json!({ "body": "Noget ganske andet" })).await;
    found(&app, "hemmelighed", 0).await;
    found(&app, "ganske", 1).await;
    moderator.restores(&hidden).await;
    found(&app, "hemmelighed", 1).await;
}

#[tokio::test]
async fn much_is_found_a_page_at_a_time() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let mona = app.participant("Mona").await;
    for number in 0..45 {
        mona.says(GENERAL, &format!("Bænk nummer {number}, og bænke nok")).await;
    }
    // "Alle bænke skal have skygge" stands in the text.
    for _ in 0..100 {
        if app.read(&format!("{SEARCH}?q=b%C3%A6nk")).await["total"] == 46 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let mut after = String::new();
    let mut names = Vec::new();
    loop {
        let page = app.read(&format!("{SEARCH}?q=b%C3%A6nk&limit=20{after}")).await;
        assert_eq!(page["total"], 46);
        let items = page["items"].as_array().unwrap();
        names.extend(items.iter().map(|hit| hit["name"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(names.len(), 46);
    assert_eq!(names[0], "maal-1");
    assert!(names[1..].is_sorted_by(|a, b| a > b), "{names:?}");
    names.dedup();
    assert_eq!(names.len(), 46);
    let (status, _) = app.get(&format!("{SEARCH}?q=a&after=x")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.get("/api/consultations/nej/search?q=a").await.0, StatusCode::NOT_FOUND);
    assert_eq!(app.get(SEARCH).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_page_shows_what_was_found_and_marks_it() {
    let app = App::start().await;
    app.participant("Mona <b>").await.says(THREAD, "Plant <i>bøge</i> & ege").await;
    found(&app, "bøg", 1).await;
    let page = app.page("/park?soeg=b%C3%B8g").await;
    let html = page.text();
    for part in [
        "<mark>bøge</mark>",
        "Mona &lt;b&gt;",
        "&lt;i&gt;",
        "1 sted",
        "noindex",
        "<title>Søgning: bøg",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    let nothing = app.page("/park?soeg=%3Cscript%3E").await.text();
    assert!(nothing.contains("Vi fandt ikke noget.") && !nothing.contains("<script>script"));
    assert!(nothing.contains("value='&lt;script&gt;'"), "{nothing}");
}
