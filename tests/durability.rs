//! A post that was acknowledged is on disk.

use std::collections::HashMap;

use tests::{App, Method, StatusCode, THREAD, Visitor, client_key, json, together};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

/// What became of a post: who sent it, its client key, which is also its body, and its id if it was
/// acknowledged.
struct Sent {
    by: Visitor,
    key: String,
    id: Option<String>,
}

async fn send(person: &Visitor, key: &str) -> Option<(StatusCode, String)> {
    let post = json!({ "body": key, "client_key": key }).to_string();
    let answer = person.try_ask(Method::POST, THREAD, Some(post)).await.ok()?;
    Some((answer.status, answer.json()["id"].as_str()?.to_owned()))
}

/// Posts until the server is gone.
async fn post_until_it_dies(by: Visitor, told: UnboundedSender<Sent>) {
    loop {
        let key = client_key();
        let (by, id) = match send(&by, &key).await {
            Some((StatusCode::CREATED, id)) => (by.clone(), Some(id)),
            Some((status, _)) => panic!("{status}"),
            None => (by.clone(), None),
        };
        let died = id.is_none();
        told.send(Sent { by, key, id }).unwrap();
        if died {
            return;
        }
    }
}

/// Every post of the thread by its body: how often it stands there, and under which id.
async fn posts(reader: &Visitor) -> HashMap<String, Vec<String>> {
    let mut all: HashMap<String, Vec<String>> = HashMap::new();
    let mut next = String::new();
    loop {
        let page = reader.read(&format!("{THREAD}?sort=oldest&limit=100{next}")).await;
        for post in page["items"].as_array().unwrap() {
            let text = |field: &str| post[field].as_str().unwrap().to_owned();
            all.entry(text("body")).or_default().push(text("id"));
        }
        match page["next"].as_str() {
            Some(after) => next = format!("&after={after}"),
            None => return all,
        }
    }
}

#[tokio::test]
async fn killed_twenty_times_while_sixteen_people_post_it_has_every_acknowledged_post_once() {
    let mut app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let mut people = Vec::new();
    for number in 0..16 {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    let mut sent: Vec<Sent> = Vec::new();
    for round in 0..20 {
        let (told, mut heard) = unbounded_channel();
        let posting: Vec<_> = people
            .iter()
            .map(|person| person.at(app.address))
            .map(|person| tokio::spawn(post_until_it_dies(person, told.clone())))
            .collect();
        drop(told);
        for _ in 0..10 + 2 * round {
            sent.push(heard.recv().await.unwrap());
        }
        app.kill_and_restart();
        for person in posting {
            person.await.unwrap();
        }
        while let Some(post) = heard.recv().await {
            sent.push(post);
        }
    }
    let found = posts(&app.stranger()).await;
    for Sent { key, id, .. } in &sent {
        let there = found.get(key).map_or(&[][..], Vec::as_slice);
        match id {
            Some(id) => assert_eq!(there, std::slice::from_ref(id), "an acknowledged post"),
            None => assert!(there.len() <= 1, "a post that was not acknowledged"),
        }
    }
    let total = i64::try_from(found.len()).unwrap();
    assert_eq!(app.read(THREAD).await["total"], total);
    assert_eq!(app.read("/api/consultations/park").await["counts"]["comments"], total);
    repeat_what_was_lost(&app, &sent).await;
}

/// The phones send again what was not acknowledged; then everything stands there once.
async fn repeat_what_was_lost(app: &App, sent: &[Sent]) {
    let lost: Vec<&Sent> = sent.iter().filter(|post| post.id.is_none()).collect();
    for lost in lost.chunks(16) {
        let repeating = lost.iter().map(|Sent { by, key, .. }| {
            let (by, key) = (by.at(app.address), key.clone());
            async move { send(&by, &key).await.unwrap().0 }
        });
        let statuses = together(repeating).await;
        assert!(statuses.iter().all(StatusCode::is_success), "{statuses:?}");
    }
    let found = posts(&app.stranger()).await;
    assert_eq!(found.len(), sent.len());
    assert!(found.values().all(|ids| ids.len() == 1));
}
