//! Answers that many get alike are kept, and nobody notices: what was written is read at once.

use tests::{App, Method, PARK, StatusCode, THREAD, json};

#[tokio::test]
async fn whatever_is_written_is_in_the_next_answer() {
    let app = App::start().await;
    let other = app.beside();
    let (mona, moderator) = (app.participant("Mona").await, app.moderator().await);
    // Both processes have the answer before each change, and tell the change after it.
    let count = async || {
        let here = app.read(THREAD).await["total"].clone();
        assert_eq!(other.read(THREAD).await["total"], here);
        here
    };
    assert_eq!(count().await, json!(0));
    for number in 1..=20 {
        mona.says(THREAD, &format!("Nummer {number}")).await;
        assert_eq!(count().await, json!(number));
    }
    let post = app.read(THREAD).await["items"][0].clone();
    let read = async || other.read(THREAD).await["items"][0].clone();
    assert_eq!(read().await["support"], 0);
    app.participant("Ali").await.agrees(&post).await;
    assert_eq!(read().await["support"], 1);
    let address = format!("/api/comments/{}", post["id"].as_str().unwrap());
    mona.does(Method::PATCH, &address, json!({ "body": "Anderledes" })).await;
    assert_eq!(read().await["body"], "Anderledes");
    moderator.hides(&post).await;
    assert_eq!((&read().await["state"], &read().await["body"]), (&json!("hidden"), &json!(null)));
    let page = other.page("/park/indsats-1").await.text();
    assert!(!page.contains("Anderledes") && page.contains("Nummer 19"), "{page}");
}

#[tokio::test]
async fn a_text_that_another_program_brings_in_is_read_at_once() {
    let app = App::start().await;
    assert_eq!(app.read("/api/consultations/park").await["version"], 1);
    assert!(app.page("/park/indsats-1").await.text().contains("Vi planter hundrede træer."));
    app.store.import("park", PARK.replace("hundrede", "tusind"), &[]);
    assert!(app.page("/park/indsats-1").await.text().contains("Vi planter tusind træer."));
    assert_eq!(app.read("/api/consultations/park").await["version"], 2);
}

#[tokio::test]
async fn what_belongs_to_one_reader_is_not_told_to_another() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let post = mona.says(THREAD, "Min").await;
    mona.agrees(&post).await;
    for (reader, mine) in [(&mona, json!(true)), (&ali, json!(false)), (&mona, json!(true))] {
        assert_eq!(reader.read(THREAD).await["items"][0]["mine"], mine);
        assert_eq!(app.read(THREAD).await["items"][0]["mine"], json!(null));
    }
}

#[tokio::test]
async fn whoever_has_an_answer_is_told_so_until_it_changes() {
    let app = App::start().await;
    let reader = app.stranger();
    let first = reader.ask(Method::GET, THREAD, None).await;
    let again = reader.with("if-none-match", first.header("etag"));
    for _ in 0..2 {
        let answer = again.ask(Method::GET, THREAD, None).await;
        assert_eq!((answer.status, answer.body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(answer.header("etag"), first.header("etag"));
        assert_eq!(answer.header("cache-control"), first.header("cache-control"));
    }
    app.participant("Mona").await.says(THREAD, "Nyt").await;
    let answer = again.ask(Method::GET, THREAD, None).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_ne!(answer.header("etag"), first.header("etag"));
}
