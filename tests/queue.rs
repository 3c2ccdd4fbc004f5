//! The desk's queue: what stands in which view, in which order, how it is counted and heard of.

use tests::{App, Method, PROPOSALS, THREAD, Value, Visitor, client_key, json, unfit};

fn desk(post: &Value, what: &str) -> String {
    format!("/api/desk/comments/{}{what}", post["id"].as_str().unwrap())
}

fn public(post: &Value) -> String {
    format!("/api/comments/{}", post["id"].as_str().unwrap())
}

#[tokio::test]
async fn the_queue_lists_what_is_new_reported_or_hidden() {
    let app = App::start().await;
    let (mona, ali, lene) =
        (app.participant("Mona").await, app.participant("Ali").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    let fine = mona.says(THREAD, "Flere bøge").await;
    let lake = mona.post(PROPOSALS, json!({ "kind": "idea", "title": "Sø", "body": "!" })).await;
    let report = json!({ "reason": "tonen", "client_key": client_key() });
    ali.does(Method::POST, &format!("{}/reports", public(&post)), report).await;
    let view = |view: &'static str| {
        let lene = lene.clone();
        async move {
            let queue = lene.read(&format!("/api/desk/queue{view}")).await;
            let id = |item: &Value| {
                let post =
                    if item["comment"].is_null() { &item["proposal"] } else { &item["comment"] };
                post["id"].clone()
            };
            let ids: Vec<Value> = queue["items"].as_array().unwrap().iter().map(id).collect();
            (ids, queue["total"].clone(), queue["counts"].clone())
        }
    };
    let ids = |posts: &[&Value]| posts.iter().map(|post| post["id"].clone()).collect::<Vec<_>>();
    let counts = json!({ "reported": 1, "held": 0, "appealed": 0, "new": 3, "hidden": 0, "asked": 0, "measures": 0 });
    assert_eq!(view("").await, (ids(&[&post]), json!(1), counts.clone()));
    assert_eq!(view("?view=reported").await, (ids(&[&post]), json!(1), counts.clone()));
    assert_eq!(view("?view=new").await, (ids(&[&lake, &fine, &post]), json!(3), counts));
    lene.hides(&post).await;
    lene.does(Method::POST, &desk(&fine, "/approve"), json!({})).await;
    let counts = json!({ "reported": 0, "held": 0, "appealed": 0, "new": 1, "hidden": 1, "asked": 0, "measures": 0 });
    assert_eq!(view("").await, (vec![], json!(0), counts.clone()));
    assert_eq!(view("?view=new").await, (ids(&[&lake]), json!(1), counts.clone()));
    assert_eq!(view("?view=hidden").await, (ids(&[&post]), json!(1), counts));
    let answer = lene.get("/api/desk/queue?view=loud").await;
    assert_eq!(answer, unfit(&[("view", "unknown")]));
}

#[tokio::test]
async fn a_proposal_that_may_stay_leaves_the_queue() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let lake = mona.post(PROPOSALS, json!({ "kind": "idea", "title": "Sø", "body": "!" })).await;
    let desk = format!("/api/desk/proposals/{}", lake["id"].as_str().unwrap());
    let item = lene.does(Method::POST, &format!("{desk}/approve"), json!({})).await;
    assert_eq!((&item["proposal"]["id"], &item["comment"]), (&lake["id"], &Value::Null));
    assert_eq!(lene.read(&desk).await, item);
    assert_eq!(lene.read("/api/desk/queue?view=new").await["total"], 0);
    assert_eq!(app.read(PROPOSALS).await["total"], 1);
}

#[tokio::test]
async fn the_queue_is_read_page_by_page() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    for number in 0..12 {
        mona.says(THREAD, &number.to_string()).await;
        mona.post(PROPOSALS, json!({ "kind": "idea", "title": number.to_string(), "body": "!" }))
            .await;
    }
    let mut read = Vec::new();
    let mut next = String::new();
    loop {
        let page = lene.read(&format!("/api/desk/queue?view=new&limit=5{next}")).await;
        assert_eq!(page["total"], 24);
        for item in page["items"].as_array().unwrap() {
            read.push(
                item["comment"]["body"]
                    .as_str()
                    .or(item["proposal"]["title"].as_str())
                    .unwrap()
                    .to_owned(),
            );
        }
        match page["next"].as_str() {
            Some(after) => next = format!("&after={after}"),
            None => break,
        }
    }
    let expected: Vec<String> = (0..24).rev().map(|n: i32| (n / 2).to_string()).collect();
    assert_eq!(read, expected);
}

#[tokio::test]
async fn a_changed_post_is_new_to_the_desk_again_and_a_reply_shows_what_is_above_it() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Flere bøge").await;
    lene.does(Method::POST, &desk(&post, "/approve"), json!({})).await;
    mona.does(Method::PATCH, &public(&post), json!({ "body": "Idioter!" })).await;
    let reply = mona.answers(THREAD, &post, "Ja!").await;
    let deeper = mona.answers(THREAD, &reply, "Netop").await;
    let queue = lene.read("/api/desk/queue?view=new").await;
    let ids: Vec<_> =
        queue["items"].as_array().unwrap().iter().map(|i| &i["comment"]["id"]).collect();
    assert_eq!(ids, [&deeper["id"], &reply["id"], &post["id"]]);
    let above = queue["items"][0]["above"].as_array().unwrap();
    assert_eq!((&above[0]["body"], &above[1]["body"]), (&json!("Idioter!"), &json!("Ja!")));
}

#[tokio::test]
async fn the_queue_can_be_asked_for_one_hearing_and_one_section() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    mona.says(THREAD, "Her").await;
    mona.says(tests::GENERAL, "Dér").await;
    let idea = json!({ "kind": "idea", "title": "Sø", "body": "!", "section": "indsats-1" });
    let lake = mona.post(PROPOSALS, idea).await;
    // What stands under a proposal is about the section that the proposal is about.
    mona.says(&format!("/api/proposals/{}/comments", lake["id"].as_str().unwrap()), "Og her").await;
    for (filter, expected) in [
        ("", 4),
        ("&consultation=park", 4),
        ("&consultation=park&section=indsats-1", 3),
        ("&consultation=park&section=maal-1", 0),
        ("&consultation=nowhere", 0),
    ] {
        let queue = lene.read(&format!("/api/desk/queue?view=new{filter}")).await;
        assert_eq!(queue["total"], expected, "{filter}");
        assert_eq!(queue["items"].as_array().unwrap().len(), expected, "{filter}");
        assert_eq!(queue["counts"]["new"], expected, "{filter}");
    }
}

#[tokio::test]
async fn whoever_reported_a_post_is_told_what_came_of_it_also_after_it_was_approved() {
    let app = App::start().await;
    let (mona, ali, eva, lene) = (
        app.participant("Mona").await,
        app.participant("Ali").await,
        app.participant("Eva").await,
        app.moderator().await,
    );
    let post = mona.says(THREAD, "Idioter!").await;
    let reports = format!("{}/reports", public(&post));
    let report = || json!({ "reason": "tonen", "client_key": client_key() });
    ali.does(Method::POST, &reports, report()).await;
    let outcome = |who: Visitor| async move {
        who.read("/api/participants/me/reports").await["items"][0]["outcome"].clone()
    };
    assert_eq!(outcome(ali.clone()).await, Value::Null);
    lene.does(Method::POST, &desk(&post, "/approve"), json!({})).await;
    assert_eq!(outcome(ali.clone()).await, "kept");
    eva.does(Method::POST, &reports, report()).await;
    assert_eq!(lene.read("/api/desk/queue").await["total"], 1);
    lene.hides(&post).await;
    assert_eq!((outcome(ali).await, outcome(eva).await), (json!("kept"), json!("hidden")));
}

#[tokio::test]
async fn the_desk_hears_at_once_how_many_wait_and_the_public_does_not() {
    let app = App::start().await;
    let (mona, ali, lene) =
        (app.participant("Mona").await, app.participant("Ali").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    let mut listener = lene.listen("/api/desk/live").await;
    assert_eq!(listener.next().await.unwrap()["new"], 1);
    let public_listener = app.stranger().listen("/api/consultations/park/live").await;
    let report = json!({ "reason": "tonen", "client_key": client_key() });
    ali.does(Method::POST, &format!("{}/reports", public(&post)), report).await;
    assert_eq!(listener.next().await.unwrap()["reported"], 1);
    let heard = public_listener.hear_for(std::time::Duration::from_secs(2)).await;
    assert!(!heard.contains("desk"), "{heard}");
}

#[tokio::test]
async fn several_posts_are_decided_on_at_once_and_those_that_were_overtaken_are_told() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let mut posts = Vec::new();
    for number in 0..4 {
        posts.push(mona.says(THREAD, &format!("Nr. {number}")).await);
    }
    let lake = mona.post(PROPOSALS, json!({ "kind": "idea", "title": "Sø", "body": "!" })).await;
    mona.withdraws(&posts[3]).await;
    let mut named: Vec<Value> =
        posts.iter().map(|post| json!({ "kind": "comment", "id": post["id"] })).collect();
    named.push(json!({ "kind": "proposal", "id": lake["id"] }));
    let hide = json!({ "act": "hide", "posts": named, "rule": "reklame", "reason": "Reklame" });
    let decided = lene.does(Method::POST, "/api/desk/decisions", hide).await;
    let length = |list: &str| decided[list].as_array().unwrap().len();
    assert_eq!((length("items"), length("left")), (4, 1));
    assert_eq!(app.read(PROPOSALS).await["items"][0]["state"], "hidden");
    let undo = json!({ "act": "undo", "posts": named });
    let undone = lene.does(Method::POST, "/api/desk/decisions", undo).await;
    assert_eq!(undone["items"].as_array().unwrap().len(), 4);
    assert_eq!(app.read(PROPOSALS).await["items"][0]["state"], "visible");
    for (wrong, field, flaw) in [
        (json!({ "act": "redact", "posts": named }), "act", "unknown"),
        (json!({ "act": "hide", "posts": [] }), "posts", "missing"),
        (json!({ "act": "approve", "posts": [{ "kind": "news", "id": "x" }] }), "posts", "unknown"),
        (json!({ "act": "approve", "posts": vec![named[0].clone(); 101] }), "posts", "too-long"),
    ] {
        let answer = lene.send(Method::POST, "/api/desk/decisions", wrong).await;
        assert_eq!(answer, unfit(&[(field, flaw)]));
    }
}
