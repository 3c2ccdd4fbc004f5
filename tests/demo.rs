//! The demonstration hearing: there at once, marked as what it is, with something of everything.

use tests::{App, Value};

const HERE: &str = "/api/consultations/integrationspolitik";

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap()
}

/// Every comment of the demonstration: top-level ones with their replies.
async fn comments(app: &App) -> Vec<Value> {
    let outline = app.read(HERE).await["outline"].clone();
    let mut lists = vec![format!("{HERE}/comments")];
    for item in outline.as_array().unwrap().iter().filter(|item| number(&item["count"]) > 0) {
        lists.push(format!("{HERE}/sections/{}/comments", item["key"].as_str().unwrap()));
    }
    let proposals = app.read(&format!("{HERE}/proposals?limit=100")).await;
    for proposal in proposals["items"].as_array().unwrap() {
        lists.push(format!("/api/proposals/{}/comments", proposal["id"].as_str().unwrap()));
    }
    let mut all = Vec::new();
    for list in lists {
        for top in app.read(&format!("{list}?limit=100")).await["items"].as_array().unwrap() {
            let replies = format!("/api/comments/{}/replies", top["id"].as_str().unwrap());
            all.push(top.clone());
            all.extend(app.read(&replies).await["items"].as_array().unwrap().clone());
        }
    }
    all
}

#[tokio::test]
async fn the_demonstration_shows_something_of_everything_and_comes_once() {
    let app = App::demonstration().await;
    let hearing = app.read(HERE).await;
    assert_eq!(hearing["phase"], "open");
    assert!(hearing["notice"].as_str().is_some_and(|notice| notice.contains("demonstration")));
    let counts = &hearing["counts"];
    assert!((40..=60).contains(&number(&counts["comments"])), "{counts}");
    assert!(number(&counts["proposals"]) >= 12 && number(&counts["sections"]) > 20, "{counts}");
    let all = comments(&app).await;
    let readable = all.iter().filter(|post| post["body"].is_string()).count();
    assert_eq!(number(&counts["comments"]), i64::try_from(readable).unwrap());
    let states = |state: &str| all.iter().filter(|post| post["state"] == state).count();
    assert!(states("hidden") >= 1 && states("withdrawn") >= 1);
    assert!(all.iter().any(|post| post["author"]["staff"] == true), "a reply by staff");
    let arabic = |text: &str| text.chars().any(|c| ('\u{600}'..='\u{6FF}').contains(&c));
    assert!(all.iter().any(|post| post["body"].as_str().is_some_and(arabic)), "one in Arabic");
    for kind in ["idea", "wording", "partnership"] {
        let list = app.read(&format!("{HERE}/proposals?kind={kind}")).await;
        assert!(!list["items"].as_array().unwrap().is_empty(), "{kind}");
    }
    assert!(!app.read(&format!("{HERE}/news")).await["items"].as_array().unwrap().is_empty());
    let page = app.page("/integrationspolitik").await.text();
    assert!(page.contains("Dette er en demonstration"));
    app.store.import("park", "# En park\n\nParken.\n", &["--publish"]);
    let list = app.read("/api/consultations").await;
    assert_eq!(list["items"][0]["slug"], "integrationspolitik", "the demonstration stands first");
    let before = [app.read(HERE).await, list];
    assert!(app.store.run(&["demo"]).success);
    assert_eq!([app.read(HERE).await, app.read("/api/consultations").await], before);
}
