//! What waits for a moderator, because a hearing says so or because the program saw something, and what
//! was never for the public: as if it were not there.

use std::collections::BTreeMap;
use std::time::Duration;

use tests::{GENERAL, Method, PROPOSALS, THREAD, Value, Visitor, json};

use super::world::{World, secret_comment, secret_proposals};
use super::{SECRET, search};

/// Looks behind every door for the secret, as a stranger and as somebody else who takes part.
pub async fn search_all(world: &World) {
    let eva = world.app.participant("Eva").await;
    for door in world.api().await {
        search(&world.app.stranger(), &door).await;
        search(&eva, &door).await;
    }
    for page in world.pages() {
        search(&world.app.stranger(), &page).await;
        let asked = page.replace('?', "%3F").replace('&', "%26");
        search(&eva, &format!("/api/page?address={asked}")).await;
    }
    let folder = world.app.store.file("export");
    let ended = world.app.store.run(&["export", "park", &folder.to_string_lossy()]);
    assert!(ended.success, "{}", ended.stderr);
    for file in folder.read_dir().unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(!text.to_lowercase().contains(SECRET), "{text}");
    }
}

/// Sends what must wait; answers with the post.
async fn waits(by: &Visitor, path: &str, sent: Value) -> Value {
    let post = by.post(path, sent).await;
    assert_eq!(post["state"], "pending", "{path}: {post}");
    post
}

/// Why the posts wait that do, each cause once.
async fn causes(lene: &Visitor) -> Vec<String> {
    let queue = lene.read("/api/desk/queue?view=held&limit=100").await;
    let items = queue["items"].as_array().unwrap().iter();
    let mut causes: Vec<_> = items.map(|item| item["held"].as_str().unwrap().to_owned()).collect();
    causes.sort();
    causes.dedup();
    causes
}

async fn approves(lene: &Visitor, kind: &str, post: &Value) {
    let path = format!("/api/desk/{kind}/{}/approve", post["id"].as_str().unwrap());
    lene.does(Method::POST, &path, json!({})).await;
}

#[tokio::test]
async fn what_waits_in_a_hearing_that_is_read_first_leaves_through_no_door() {
    let mut world = World::new().await;
    let (author, ali) = (world.author.clone(), world.app.participant("Ali").await);
    let ebbe = world.app.editor().await;
    let before = json!({ "mode": "before" });
    ebbe.does(Method::PUT, "/api/desk/consultations/park/moderation", before).await;
    let idea = json!({ "kind": "idea", "title": "En sø", "body": "Grav." });
    let lake = waits(&ali, PROPOSALS, idea).await;
    approves(&ebbe, "proposals", &lake).await;
    let on_lake = format!("/api/proposals/{}/comments", lake["id"].as_str().unwrap());
    let news = format!("/api/news/{}/comments", world.news);
    for thread in [THREAD, GENERAL, &news, &on_lake] {
        let top = waits(&ali, thread, json!({ "body": "Noget offentligt" })).await;
        approves(&ebbe, "comments", &top).await;
        let mut answer = secret_comment();
        answer["parent"] = top["id"].clone();
        // What was approved waits again when it says something else, and so does what it said.
        let path = format!("/api/comments/{}", top["id"].as_str().unwrap());
        world.comments.push(waits(&author, thread, secret_comment()).await);
        world.comments.push(waits(&author, thread, answer).await);
        ali.does(Method::PATCH, &path, json!({ "body": format!("Nu {SECRET}") })).await;
        world.comments.push(top);
    }
    for sent in secret_proposals() {
        world.proposals.push(waits(&author, PROPOSALS, sent).await);
    }
    world.proposals.push(lake);
    let last = waits(&ali, THREAD, json!({ "body": "Sidste ord" })).await;
    approves(&ebbe, "comments", &last).await;
    // It was written last: when this is found, all the rest is in the index.
    world.app.finds("/api/consultations/park/search?q=sidste+ord", 1).await;
    search_all(&world).await;
    assert_eq!(causes(&ebbe).await, ["mode"]);
    let counts = world.app.read("/api/consultations/park").await["counts"].clone();
    assert_eq!((&counts["comments"], &counts["proposals"]), (&json!(1), &json!(1)));
    let me = author.read("/api/participants/me/comments").await.to_string();
    assert!(me.matches(SECRET).count() > 10, "the author's own view is the one other door");
    let heard = world.listener.hear_for(Duration::from_secs(3)).await;
    assert!(heard.contains("\"comments\"") && !heard.contains(SECRET), "{heard}");
}

#[tokio::test]
async fn what_the_program_holds_leaves_through_no_door() {
    let mut world = World::with(&[]).await;
    let (author, lene) = (world.author.clone(), world.app.moderator().await);
    let mut trapped = secret_comment();
    trapped["homepage"] = "https://spam.example".into();
    let news = format!("/api/news/{}/comments", world.news);
    for thread in [THREAD, GENERAL, &news] {
        world.comments.push(waits(&author, thread, trapped.clone()).await);
    }
    for mut sent in secret_proposals() {
        sent["homepage"] = "https://spam.example".into();
        world.proposals.push(waits(&author, PROPOSALS, sent).await);
    }
    let links =
        format!("{SECRET} https://a.example https://b.example http://c.example www.d.example");
    world.comments.push(waits(&author, THREAD, json!({ "body": links })).await);
    // The words are everybody's; whose they are nobody may see.
    let words = "Vi vil beholde de gamle træer i parken";
    for number in 0..20 {
        world.app.participant(&format!("Nr. {number}")).await.says(THREAD, words).await;
    }
    world.comments.push(waits(&author, THREAD, json!({ "body": words })).await);
    for number in 20..60 {
        let person = world.app.participant(&format!("Nr. {number}")).await;
        person.says(THREAD, &format!("Jeg er nummer {number}")).await;
    }
    world.comments.push(waits(&author, THREAD, secret_comment()).await);
    assert_eq!(causes(&lene).await, ["links", "newcomers", "repeated", "trap"]);
    world.app.finds("/api/consultations/park/search?q=nummer", 39).await;
    search_all(&world).await;
    assert_eq!(world.app.read("/api/consultations/park").await["counts"]["comments"], 59);
    let heard = world.listener.hear_for(Duration::from_secs(3)).await;
    for post in &world.comments {
        assert!(!heard.contains(post["id"].as_str().unwrap()), "{heard}");
    }
}

/// All that a stranger finds behind every door. What the server counts of itself is no door.
async fn all_that_is_public(world: &World) -> BTreeMap<String, String> {
    let mut doors = world.api().await;
    doors.extend(world.pages().into_iter().filter(|page| page != "/metrics"));
    let mut found = BTreeMap::new();
    for door in doors {
        found.insert(door.clone(), world.app.page(&door).await.text());
    }
    found
}

#[tokio::test]
async fn what_is_for_the_municipality_alone_changes_nothing_that_is_public() {
    let mut world = World::new().await;
    let (author, ali) = (world.author.clone(), world.app.participant("Ali").await);
    let idea = json!({ "kind": "idea", "title": "En sø", "body": "Grav." });
    let lake = ali.post(PROPOSALS, idea).await;
    let on_lake = format!("/api/proposals/{}/comments", lake["id"].as_str().unwrap());
    let news = format!("/api/news/{}/comments", world.news);
    let mut tops = Vec::new();
    for thread in [THREAD, GENERAL, &news, &on_lake] {
        tops.push((thread.to_owned(), ali.says(thread, "Noget offentligt").await));
    }
    world.proposals.push(lake);
    world.comments.extend(tops.iter().map(|(_, top)| top.clone()));
    world.app.finds("/api/consultations/park/search?q=noget+offentligt", 4).await;
    let before = all_that_is_public(&world).await;
    let mut private = Vec::new();
    for (thread, top) in &tops {
        for parent in [Value::Null, top["id"].clone()] {
            let mut sent = secret_comment();
            sent["visibility"] = "municipality".into();
            sent["parent"] = parent;
            let post = author.post(thread, sent).await;
            let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
            author.does(Method::PATCH, &path, json!({ "body": format!("Rettet {SECRET}") })).await;
            private.push(post);
        }
    }
    // The index follows a moment after what was written.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let after = all_that_is_public(&world).await;
    for (door, text) in &before {
        assert_eq!(after[door], *text, "{door}");
    }
    assert_eq!(before.len(), after.len());
    world.comments.extend(private.clone());
    search_all(&world).await;
    let lene = world.app.moderator().await;
    for post in &private {
        let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
        assert_eq!(author.read(&path).await["body"], format!("Rettet {SECRET}"));
        let item = lene.read(&format!("/api/desk{}", &path[4..])).await;
        assert_eq!(item["comment"]["visibility"], "municipality");
    }
    let heard = world.listener.hear_for(Duration::from_secs(3)).await;
    for post in &private {
        assert!(!heard.contains(post["id"].as_str().unwrap()), "{heard}");
    }
}

/// Agreements with a comment and with a proposal, from so many people who have just arrived.
async fn agree(world: &World, comment: &Value, proposal: &Value, many: usize) {
    for number in 0..many {
        let person = world.app.participant(&format!("Nr. {number}")).await;
        person.agrees(comment).await;
        let path = format!("/api/proposals/{}/support", proposal["id"].as_str().unwrap());
        person.does(Method::PUT, &path, Value::Null).await;
    }
}

#[tokio::test]
async fn supports_that_wait_change_nothing_that_is_public() {
    let mut world = World::with(&[]).await;
    let (ali, lene) = (world.app.participant("Ali").await, world.app.moderator().await);
    let idea = json!({ "kind": "idea", "title": "En sø", "body": "Grav." });
    let (comment, proposal) =
        (ali.says(THREAD, "Fuglekasser").await, ali.post(PROPOSALS, idea).await);
    world.comments.push(comment.clone());
    world.proposals.push(proposal.clone());
    world.app.finds("/api/consultations/park/search?q=fuglekasser", 1).await;
    agree(&world, &comment, &proposal, 30).await;
    let before = all_that_is_public(&world).await;
    agree(&world, &comment, &proposal, 3).await;
    let after = all_that_is_public(&world).await;
    for (door, text) in &before {
        // It tells how many entries the record has, and by how many it grew is all that one sees.
        if door != "/regler" {
            assert_eq!(after[door], *text, "{door}");
        }
    }
    assert_eq!(causes(&lene).await, ["supports"]);
    approves(&lene, "comments", &comment).await;
    approves(&lene, "proposals", &proposal).await;
    let counted = all_that_is_public(&world).await;
    for door in [THREAD, PROPOSALS, "/park/indsats-1", "/park/forslag"] {
        assert_ne!(counted[door], before[door], "{door}");
    }
}
