//! News: the hearing's own blog, and what people say to it.

use tests::{App, StatusCode, json};

const NEWS: &str = "/api/consultations/park/news";

#[tokio::test]
async fn news_are_read_newest_first_page_by_page() {
    let app = App::start().await;
    for number in 1..=5 {
        app.publish_news(number, &format!("Nyt {number}"), "<p>Kom!</p>").await;
    }
    let mut titles = Vec::new();
    let mut next = String::new();
    loop {
        let page = app.read(&format!("{NEWS}?limit=2{next}")).await;
        assert_eq!(page["total"], 5);
        titles.extend(page["items"].as_array().unwrap().iter().map(|n| n["title"].clone()));
        match page["next"].as_str() {
            Some(after) => next = format!("&after={after}"),
            None => break,
        }
    }
    assert_eq!(titles, ["Nyt 5", "Nyt 4", "Nyt 3", "Nyt 2", "Nyt 1"]);
}

#[tokio::test]
async fn a_piece_of_news_tells_its_words_and_how_much_is_said_to_it() {
    let app = App::start().await;
    let id = app.publish_news(1, "Kom til møde", "<p>På torsdag.</p>").await;
    let thread = format!("/api/news/{id}/comments");
    let mona = app.participant("Mona").await;
    let post = mona.says(&thread, "Jeg kommer").await;
    assert_eq!((&post["news"], &post["section"]), (&json!(id), &json!(null)));
    let read = app.get(&format!("/api/news/{id}")).await;
    let expected = json!({
        "id": id, "consultation": "park", "title": "Kom til møde", "html": "<p>På torsdag.</p>",
        "created": read.1["created"], "comments": 1,
    });
    assert_eq!(read, (StatusCode::OK, expected));
    assert_eq!(app.read(&thread).await["items"][0]["body"], "Jeg kommer");
    assert_eq!(app.read("/api/consultations/park").await["counts"]["comments"], 1);
}

#[tokio::test]
async fn a_hearing_without_news_has_an_empty_list() {
    let app = App::start().await;
    let empty = json!({ "items": [], "next": null, "total": 0 });
    assert_eq!(app.get(NEWS).await, (StatusCode::OK, empty));
}
