//! Counts: wherever one is told, it is exact.

use tests::{App, GENERAL, Method, PROPOSALS, THREAD, Value, Visitor, client_key, json, together};

const OTHER: &str = "/api/consultations/park/sections/maal-1/comments";

/// Everything that is counted in `park`.
#[derive(Debug, PartialEq, Eq)]
struct Counts {
    /// Comments of the consultation, as its page says and as the list of consultations says.
    all: [i64; 2],
    /// Comments on the whole.
    general: i64,
    /// Comments on `indsats-1`, as the outline says and as the section says.
    section: [i64; 2],
    /// Top-level posts of its thread.
    threads: i64,
    /// Comments at its paragraphs.
    paragraphs: Vec<(String, i64)>,
}

async fn counts(app: &App) -> Counts {
    let number = |value: &Value| value.as_i64().unwrap();
    let consultation = app.read("/api/consultations/park").await;
    let list = app.read("/api/consultations").await;
    let section = app.read("/api/consultations/park/sections/indsats-1").await;
    let outline = consultation["outline"].as_array().unwrap();
    let line = outline.iter().find(|item| item["key"] == "indsats-1").unwrap();
    let mut paragraphs: Vec<(String, i64)> = section["paragraphs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["paragraph"].as_str().unwrap().to_owned(), number(&p["count"])))
        .collect();
    paragraphs.sort();
    Counts {
        all: [
            number(&consultation["counts"]["comments"]),
            number(&list["items"][0]["counts"]["comments"]),
        ],
        general: number(&consultation["general"]),
        section: [number(&line["count"]), number(&section["count"])],
        threads: number(&app.read(THREAD).await["total"]),
        paragraphs,
    }
}

fn expected(all: i64, general: i64, section: i64, threads: i64, at_p1: i64) -> Counts {
    let paragraphs = if at_p1 == 0 { Vec::new() } else { vec![("p-1".to_owned(), at_p1)] };
    Counts { all: [all, all], general, section: [section, section], threads, paragraphs }
}

#[tokio::test]
async fn every_count_follows_every_act() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let lene = app.moderator().await;
    assert_eq!(counts(&app).await, expected(0, 0, 0, 0, 0));
    mona.says(GENERAL, "God idé").await;
    mona.says(OTHER, "Skygge!").await;
    let anchor = json!({ "body": "Flere bøge", "anchor": { "paragraph": "p-1" } });
    let post = mona.post(THREAD, anchor).await;
    assert_eq!(counts(&app).await, expected(3, 1, 1, 1, 1));
    let reply = ali.answers(THREAD, &post, "Ege").await;
    let deeper = mona.answers(THREAD, &reply, "Begge").await;
    assert_eq!(counts(&app).await, expected(5, 1, 3, 1, 3));
    lene.hides(&reply).await;
    assert_eq!(counts(&app).await, expected(4, 1, 2, 1, 2));
    lene.hides(&post).await;
    assert_eq!(counts(&app).await, expected(3, 1, 1, 1, 1));
    lene.restores(&reply).await;
    lene.restores(&post).await;
    assert_eq!(counts(&app).await, expected(5, 1, 3, 1, 3));
    mona.withdraws(&post).await;
    assert_eq!(counts(&app).await, expected(4, 1, 2, 1, 2));
    mona.withdraws(&deeper).await;
    assert_eq!(counts(&app).await, expected(3, 1, 1, 1, 1));
    ali.withdraws(&reply).await;
    assert_eq!(counts(&app).await, expected(2, 1, 0, 0, 0));
}

#[tokio::test]
async fn a_post_for_the_municipality_alone_is_not_counted() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = json!({ "body": "Fortroligt", "visibility": "municipality" });
    mona.post(THREAD, post.clone()).await;
    mona.post(GENERAL, post).await;
    assert_eq!(counts(&app).await, expected(0, 0, 0, 0, 0));
}

#[tokio::test]
async fn who_is_forgotten_is_no_longer_counted() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let post = mona.says(THREAD, "Flere bøge").await;
    ali.answers(THREAD, &post, "Ege").await;
    mona.says(THREAD, "Og lys").await;
    mona.post(PROPOSALS, json!({ "kind": "idea", "title": "Sø", "body": "Grav." })).await;
    mona.does(Method::DELETE, "/api/participants/me", Value::Null).await;
    assert_eq!(counts(&app).await, expected(1, 0, 1, 1, 0));
    assert_eq!(app.read("/api/consultations/park").await["counts"]["proposals"], 0);
}

#[tokio::test]
async fn the_replies_of_a_comment_are_those_that_can_be_read() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Flere bøge").await;
    let first = mona.answers(THREAD, &post, "1").await;
    let second = mona.answers(THREAD, &first, "2").await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    assert_eq!(app.read(&path).await["replies"], 2);
    lene.hides(&first).await;
    assert_eq!(app.read(&path).await["replies"], 1);
    mona.withdraws(&second).await;
    assert_eq!(app.read(&path).await["replies"], 0);
    lene.restores(&first).await;
    assert_eq!(app.read(&path).await["replies"], 1);
}

/// One of sixteen: posts, answers, is hidden and restored, withdraws; two posts remain.
async fn acts(person: Visitor, lene: Visitor, top: Value) {
    let kept = person.post(THREAD, json!({ "body": "a", "anchor": { "paragraph": "p-1" } })).await;
    let gone = person.says(THREAD, "b").await;
    person.answers(THREAD, &top, "c").await;
    let reply = person.answers(THREAD, &gone, "d").await;
    lene.hides(&kept).await;
    person.withdraws(&gone).await;
    lene.restores(&kept).await;
    person.withdraws(&reply).await;
}

#[tokio::test]
async fn counts_are_exact_after_sixteen_people_have_done_everything_at_once() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let top = mona.says(THREAD, "Flere bøge").await;
    let mut people = Vec::new();
    for number in 0..16 {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    together(people.into_iter().map(|person| acts(person, lene.clone(), top.clone()))).await;
    assert_eq!(counts(&app).await, expected(33, 0, 33, 17, 16));
    let path = format!("/api/comments/{}", top["id"].as_str().unwrap());
    assert_eq!(app.read(&path).await["replies"], 16);
}

#[tokio::test]
async fn counts_are_exact_when_a_hide_meets_sixteen_replies() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let top = mona.says(THREAD, "Idioter!").await;
    let mut people = Vec::new();
    for number in 0..16 {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    let parent = top["id"].clone();
    let replying = people.into_iter().map(|person| {
        let reply = json!({ "body": "Ro på", "client_key": client_key(), "parent": parent });
        async move { person.send(Method::POST, THREAD, reply).await.0.as_u16() }
    });
    let (statuses, _) = tokio::join!(together(replying), lene.hides(&top));
    let taken = statuses.iter().filter(|status| **status == 201).count();
    let refused = statuses.iter().filter(|status| **status == 422).count();
    assert_eq!(taken + refused, 16);
    let taken = i64::try_from(taken).unwrap();
    assert_eq!(counts(&app).await, expected(taken, 0, taken, 1, 0));
}
