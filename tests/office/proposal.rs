//! The office under a proposal: the answer that stands before the others in its thread, and the questions
//! that are asked there.

use super::{desk, editor, id, public, questions};
use tests::{App, Method, PROPOSALS, StatusCode, Value, Visitor, json, problem, together};

async fn lake(by: &Visitor) -> Value {
    let idea = json!({ "kind": "idea", "title": "En sø", "body": "Grav.", "section": "indsats-1" });
    by.post(PROPOSALS, idea).await
}

fn thread(proposal: &Value) -> String {
    format!("/api/proposals/{}/comments", id(proposal))
}

async fn answers(eva: &Visitor, proposal: &Value, body: &str, pinned: bool) -> Value {
    let path = format!("/api/desk/proposals/{}/replies", id(proposal));
    eva.post(&path, json!({ "body": body, "pinned": pinned })).await
}

/// The ids of a whole thread, read so many at a time.
async fn read(app: &App, proposal: &Value, sort: &str, limit: usize) -> Vec<Value> {
    let (mut all, mut next) = (Vec::new(), String::new());
    loop {
        let path = format!("{}?sort={sort}&limit={limit}{next}", thread(proposal));
        let page = app.read(&path).await;
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= limit, "{page}");
        all.extend(items.iter().map(|one| one["id"].clone()));
        let Some(after) = page["next"].as_str() else {
            assert_eq!(page["total"], all.len());
            return all;
        };
        next = format!("&after={after}");
    }
}

async fn first(app: &App, proposal: &Value) -> Value {
    app.read(&thread(proposal)).await["items"][0].clone()
}

#[tokio::test]
async fn a_pinned_answer_to_a_proposal_stands_before_all_others_once_in_every_order() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let lake = lake(&mona).await;
    let mut said = vec![mona.says(&thread(&lake), "Nr. 0").await];
    said.push(mona.says(&thread(&lake), "Nr. 1").await);
    let answer = answers(&eva, &lake, "Vi graver til foråret.", true).await;
    assert_eq!(answer["mark"], "pinned");
    said.push(mona.says(&thread(&lake), "Nr. 2").await);
    said.push(mona.says(&thread(&lake), "Nr. 3").await);
    mona.agrees(&said[1]).await;
    let reply = mona.answers(&thread(&lake), &answer, "Tak.").await;
    for (sort, order) in
        [("newest", [3, 2, 1, 0]), ("oldest", [0, 1, 2, 3]), ("agreed", [1, 3, 2, 0])]
    {
        let mut expected = vec![answer["id"].clone()];
        expected.extend(order.map(|at| said[at]["id"].clone()));
        for limit in [1, 2, 4, 5, 20] {
            assert_eq!(read(&app, &lake, sort, limit).await, expected, "{sort}, {limit}");
        }
    }
    assert_eq!(first(&app, &lake).await["first_replies"][0]["id"], reply["id"]);
    // The page says so too, before any program runs.
    let page = app.page(&format!("/park/forslag/{}", id(&lake))).await.text();
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words}: {page}"));
    assert!(at("Vi graver til foråret.") < at("Nr. 3"));
    assert!(page.contains("fremhævet af kommunen"), "{page}");
    let item = eva.read(&format!("/api/desk/proposals/{}", id(&lake))).await;
    assert_eq!(item["office"][0]["mark"], "pinned");
}

#[tokio::test]
async fn one_answer_to_a_proposal_is_pinned_and_only_the_offices_own() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let (lake, other) = (lake(&mona).await, lake(&mona).await);
    let elsewhere = answers(&eva, &other, "Også her.", true).await;
    let one = answers(&eva, &lake, "En.", true).await;
    let two = answers(&eva, &lake, "To.", false).await;
    let citizen = mona.says(&thread(&lake), "Tre.").await;
    assert_eq!(first(&app, &lake).await["id"], one["id"]);
    let item = eva.does(Method::PUT, &desk(&two, "/pin"), Value::Null).await;
    assert_eq!(item["comment"]["mark"], "pinned");
    assert_eq!(first(&app, &lake).await["id"], two["id"]);
    assert_eq!(app.read(&public(&one, "")).await["mark"], Value::Null);
    // Neither another thread's nor one beneath a comment of the same thread gives way to it.
    let below = json!({ "body": "Fire.", "client_key": tests::client_key(), "pinned": true });
    let below = eva.does(Method::POST, &desk(&citizen, "/replies"), below).await;
    for pinned in [&elsewhere, &two, &below] {
        assert_eq!(app.read(&public(pinned, "")).await["mark"], "pinned", "{pinned}");
    }
    let theirs = eva.send(Method::PUT, &desk(&citizen, "/pin"), Value::Null).await;
    assert_eq!(theirs, problem(409, "state"));
    // What is hidden is pinned for nobody; what is taken back is pinned no more.
    eva.hides(&two).await;
    assert_eq!(first(&app, &lake).await["id"], citizen["id"]);
    assert_eq!(read(&app, &lake, "newest", 1).await.len(), 3);
    eva.restores(&two).await;
    assert_eq!(first(&app, &lake).await["id"], two["id"]);
    eva.does(Method::DELETE, &desk(&two, "/pin"), Value::Null).await;
    assert_eq!(first(&app, &lake).await["id"], citizen["id"]);
    eva.does(Method::PUT, &desk(&one, "/pin"), Value::Null).await;
    eva.does(Method::DELETE, &desk(&one, ""), Value::Null).await;
    assert_eq!(first(&app, &lake).await["id"], citizen["id"]);
}

#[tokio::test]
async fn of_eight_who_pin_at_once_one_answer_is_left_pinned() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let lake = lake(&mona).await;
    let mut all = Vec::new();
    for number in 0..8 {
        all.push(answers(&eva, &lake, &number.to_string(), false).await);
    }
    let pinning = all.iter().map(|answer| {
        let (eva, path) = (eva.clone(), desk(answer, "/pin"));
        async move { eva.send(Method::PUT, &path, Value::Null).await }
    });
    for (status, told) in together(pinning).await {
        let changed = (status, told.clone()) == problem(412, "changed");
        assert!(status == StatusCode::OK || changed, "{status}: {told}");
    }
    let page = app.read(&thread(&lake)).await;
    let pinned = page["items"].as_array().unwrap().iter().filter(|one| one["mark"] == "pinned");
    assert_eq!(pinned.count(), 1);
    assert_eq!(page["items"][0]["mark"], "pinned");
}

#[tokio::test]
async fn what_is_asked_under_a_proposal_waits_among_the_questions_with_its_place() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let lake = lake(&mona).await;
    let who = mona.says(&thread(&lake), "Hvem betaler?").await;
    let plain = mona.says(&thread(&lake), "Jeg vil gerne vide hvornår.").await;
    let open = json!({ "state": "open" });
    eva.does(Method::PUT, &desk(&plain, "/question"), open).await;
    assert_eq!(questions(&eva).await, [plain["id"].clone(), who["id"].clone()]);
    // Also where only the section is looked at that the proposal is about.
    for (section, total) in [("indsats-1", 2), ("maal-1", 0)] {
        let path = format!("/api/desk/queue?view=asked&consultation=park&section={section}");
        let queue = eva.read(&path).await;
        assert_eq!((&queue["total"], &queue["counts"]["asked"]), (&json!(total), &json!(total)));
        assert_eq!(queue["items"].as_array().unwrap().len(), total, "{section}");
    }
    let item = eva.read("/api/desk/queue?view=asked").await["items"][1].clone();
    assert_eq!((&item["comment"]["proposal"], &item["question"]), (&lake["id"], &json!("open")));
    let path = format!("/park/kommentar/{}", id(&who));
    assert!(app.page(&path).await.text().contains(&format!("/park/forslag/{}", id(&lake))));
    let sent =
        json!({ "body": "Det gør vi.", "answered": true, "client_key": tests::client_key() });
    eva.does(Method::POST, &desk(&who, "/replies"), sent).await;
    assert_eq!(questions(&eva).await, [plain["id"].clone()]);
}
