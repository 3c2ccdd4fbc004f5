//! What the public may not see leaves through no door. A secret word stands in posts of every
//! state; every public route, page, stream and file is searched for it.

use std::time::Duration;

use tests::{App, Method, THREAD, Value, Visitor, client_key, json};

mod held;
mod office;
mod world;

use world::{World, secret_comment};

/// Stands in every text that nobody may see.
const SECRET: &str = "zqxj";

/// Reads a door and, if it is a list, the rest of it in every order.
async fn search(reader: &Visitor, door: &str) {
    let mut doors = vec![door.to_owned()];
    if !door.contains("/me/") && (door.ends_with("/comments") || door.ends_with("/proposals")) {
        for query in [
            "sort=oldest&limit=100",
            "sort=agreed&limit=3",
            "paragraph=p-1&sort=agreed",
            "kind=idea",
            "kind=wording&limit=100",
            "section=indsats-1",
        ] {
            doors.push(format!("{door}?{query}"));
        }
    }
    while let Some(door) = doors.pop() {
        let answer = reader.ask(Method::GET, &door, None).await;
        assert!(answer.status.as_u16() < 500, "{door}: {}", answer.status);
        let text = answer.text();
        if let Some(at) = text.to_lowercase().find(SECRET) {
            let from = text.floor_char_boundary(at.saturating_sub(120));
            panic!("{door} tells a secret: …{}", &text[from..at + SECRET.len()]);
        }
        if let Some(next) = answer.json()["next"].as_str() {
            let bare = door.split("&after=").next().unwrap();
            let sign = if bare.contains('?') { '&' } else { '?' };
            doors.push(format!("{}{sign}after={next}", bare.split("?after=").next().unwrap()));
        }
    }
}

#[tokio::test]
#[should_panic(expected = "tells a secret")]
async fn the_search_finds_what_stands_there() {
    let app = App::start().await;
    app.participant("Mona").await.says(THREAD, &format!("Dette er {SECRET}.")).await;
    search(&app.stranger(), THREAD).await;
}

#[tokio::test]
async fn no_public_door_tells_a_secret() {
    let mut world = World::new().await;
    world.tell().await;
    let eva = world.app.participant("Eva").await;
    // It was written last: when this is found, all the rest is in the index.
    world.app.finds("/api/consultations/park/search?q=skjult+vist+igen", 1).await;
    for door in world.api().await {
        search(&world.app.stranger(), &door).await;
        search(&eva, &door).await;
    }
    for page in world.pages() {
        search(&world.app.stranger(), &page).await;
        let asked = page.replace('?', "%3F").replace('&', "%26");
        search(&eva, &format!("/api/page?address={asked}")).await;
    }
    for own in ["", "/comments", "/proposals", "/data"] {
        search(&eva, &format!("/api/participants/me{own}")).await;
    }
    let heard = world.listener.hear_for(Duration::from_secs(3)).await;
    assert!(heard.contains("\"comments\"") && !heard.contains(SECRET), "{heard}");
    for own in ["", "/comments?limit=100", "/data"] {
        let me = world.author.read(&format!("/api/participants/me{own}")).await.to_string();
        assert!(me.matches(SECRET).count() > 50, "the author's own view is the one other door");
    }
}

#[tokio::test]
async fn what_is_done_to_a_hidden_post_tells_nothing_of_it() {
    let app = App::start().await;
    let (author, eva) = (app.participant("Mona").await, app.participant("Eva").await);
    let lene = app.moderator().await;
    let hidden = author.post(THREAD, secret_comment()).await;
    lene.hides(&hidden).await;
    let mut private = secret_comment();
    private["visibility"] = "municipality".into();
    let private = author.post(THREAD, private).await;
    for post in [&hidden, &private] {
        let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
        let report = json!({ "reason": "tonen", "client_key": client_key() });
        let reply = json!({ "body": "Hej", "client_key": client_key(), "parent": post["id"] });
        for (method, path, sent) in [
            (Method::PUT, format!("{path}/support"), Value::Null),
            (Method::DELETE, format!("{path}/support"), Value::Null),
            (Method::POST, format!("{path}/reports"), report),
            (Method::PATCH, path.clone(), json!({ "body": "Hej" })),
            (Method::DELETE, path, Value::Null),
            (Method::POST, THREAD.to_owned(), reply),
        ] {
            let (status, answer) = eva.send(method.clone(), &path, sent).await;
            assert!(status.is_client_error(), "{method} {path}: {status}");
            assert!(!answer.to_string().contains(SECRET), "{method} {path}: {answer}");
        }
    }
}

#[tokio::test]
async fn a_post_to_the_municipality_alone_is_as_if_it_were_not_there() {
    let app = App::start().await;
    let (author, eva) = (app.participant("Mona").await, app.participant("Eva").await);
    let before = [app.read(THREAD).await, app.read("/api/consultations/park").await];
    let mut private = secret_comment();
    private["visibility"] = "municipality".into();
    let private = author.post(THREAD, private).await;
    assert_eq!([app.read(THREAD).await, app.read("/api/consultations/park").await], before);
    let nobody = "018f0000000070008000000000000000";
    let id = private["id"].as_str().unwrap();
    for (method, what) in [
        (Method::GET, ""),
        (Method::GET, "/replies"),
        (Method::PUT, "/support"),
        (Method::PATCH, ""),
        (Method::DELETE, ""),
    ] {
        let sent = if method == Method::PATCH { json!({ "body": "Hej" }) } else { Value::Null };
        let path = |id: &str| format!("/api/comments/{id}{what}");
        let there = eva.send(method.clone(), &path(id), sent.clone()).await;
        let nothing = eva.send(method.clone(), &path(nobody), sent).await;
        assert_eq!(there, nothing, "{method} {what}");
    }
}

/// Waits until nothing that was written in `park` can be read.
async fn has_left(app: &App) {
    for _ in 0..100 {
        if app.read("/api/consultations/park").await["counts"]["comments"] == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("what was written is still there");
}

#[tokio::test]
async fn what_has_left_the_site_leaves_through_no_door() {
    let mut world = World::new().await;
    let (author, ali) = (world.author.clone(), world.app.participant("Ali").await);
    let news = format!("/api/news/{}/comments", world.news);
    for thread in [THREAD, tests::GENERAL, &news] {
        let post = author.post(thread, secret_comment()).await;
        let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
        author.does(Method::PATCH, &path, json!({ "body": format!("Rettet {SECRET}") })).await;
        world.comments.push(ali.answers(thread, &post, &format!("Et svar {SECRET}")).await);
        world.comments.push(post);
    }
    for sent in world::secret_proposals() {
        let post = author.post(tests::PROPOSALS, sent).await;
        let thread = format!("/api/proposals/{}/comments", post["id"].as_str().unwrap());
        world.comments.push(ali.says(&thread, &format!("Godt {SECRET}")).await);
        world.proposals.push(post);
    }
    world.app.finds("/api/consultations/park/search?q=zqxj&kind=proposal", 3).await;
    let over = "update consultation set opens = 1, closes = 1000, leaves = 2000";
    world.app.store.database.execute(over, None).await;
    has_left(&world.app).await;
    for reader in [world.app.stranger(), world.app.participant("Eva").await] {
        for door in world.api().await {
            search(&reader, &door).await;
        }
        for page in world.pages() {
            search(&reader, &page).await;
            let asked = page.replace('?', "%3F").replace('&', "%26");
            search(&reader, &format!("/api/page?address={asked}")).await;
        }
    }
    let folder = world.app.store.file("export");
    let ended = world.app.store.run(&["export", "park", &folder.to_string_lossy()]);
    assert!(ended.success, "{}", ended.stderr);
    for file in folder.read_dir().unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(!text.to_lowercase().contains(SECRET), "{text}");
    }
    let me = author.read("/api/participants/me/comments").await.to_string();
    assert!(me.matches(SECRET).count() > 10, "the author's own view is the one other door");
}

#[tokio::test]
async fn the_public_export_holds_what_the_public_sees_and_no_secret() {
    let mut world = World::new().await;
    world.tell().await;
    let folder = world.app.store.file("export");
    let ended = world.app.store.run(&["export", "park", &folder.to_string_lossy()]);
    assert!(ended.success, "{}", ended.stderr);
    let mut all = String::new();
    for file in folder.read_dir().unwrap() {
        all.push_str(&std::fs::read_to_string(file.unwrap().path()).unwrap());
    }
    assert!(all.contains("Noget offentligt") && all.contains("Godt forslag"));
    assert!(all.contains("Vi hjælper") && all.contains("Der skal plantes"));
    assert!(!all.to_lowercase().contains(SECRET));
}
