//! The store is away for a while: reads go on where they can, posts are refused so that the phone
//! keeps them, and it recovers by itself.

use std::time::{Duration, Instant};

use tests::{
    App, Cluster, Disk, Method, PARK, StatusCode, Store, THREAD, Visitor, client_key, json, problem,
};

/// A store that can be taken away.
enum Fate {
    Full(Disk),
    Stopped(Box<Cluster>),
}

impl Fate {
    /// A server of `park`, and what can happen to its store.
    async fn new(settings: &[(&str, &str)]) -> (App, Self) {
        let (store, fate) = match Cluster::start() {
            Some(cluster) => {
                let store = Store::on_postgres(&cluster.url()).await;
                (store, Self::Stopped(Box::new(cluster)))
            }
            None => {
                let disk = Disk::new();
                (Store::at(disk.folder()), Self::Full(disk))
            }
        };
        store.import("park", PARK, &["--publish"]);
        (store.serve_with(settings), fate)
    }

    fn strike(&mut self, app: &App) {
        match self {
            Self::Full(disk) => disk.fill(app),
            Self::Stopped(cluster) => cluster.stop(),
        }
    }

    fn relent(&mut self, app: &App) {
        match self {
            Self::Full(disk) => disk.make_room(app),
            Self::Stopped(cluster) => cluster.resume(),
        }
    }

    /// Whether it can be read while it cannot be written.
    fn can_be_read(&self) -> bool {
        matches!(self, Self::Full(_))
    }
}

/// Asserts that this is refused for now, and that it says when to come again.
async fn assert_unavailable(visitor: &Visitor, method: Method, path: &str, sent: Option<String>) {
    let answer = visitor.ask(method.clone(), path, sent).await;
    let expected = problem(503, "unavailable");
    assert_eq!((answer.status, answer.json()), expected, "{method} {path}");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let wait: u32 = answer.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
}

/// The same for what writes. A full disk may find room for a little in between: then it is filled
/// up, and this tried again.
async fn assert_cannot_write(
    mona: &Visitor,
    visitor: &Visitor,
    method: Method,
    path: &str,
    sent: &str,
) {
    let sent = Some(sent.to_owned()).filter(|sent| !sent.is_empty());
    for _ in 0..20 {
        posts_until_refused(mona).await;
        let answer = visitor.ask(method.clone(), path, sent.clone()).await;
        if answer.status == StatusCode::SERVICE_UNAVAILABLE {
            return assert_unavailable(visitor, method, path, sent).await;
        }
    }
    panic!("{method} {path} can still be done");
}

/// Sends it until it is taken.
async fn sent_until_taken(visitor: &Visitor, post: &str) -> StatusCode {
    let since = Instant::now();
    loop {
        let answer = visitor.ask(Method::POST, THREAD, Some(post.to_owned())).await;
        if answer.status.is_success() {
            return answer.status;
        }
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.text());
        assert!(since.elapsed() < Duration::from_secs(30), "it does not recover");
    }
}

/// Posts until one is refused; answers with that one.
async fn posts_until_refused(mona: &Visitor) -> String {
    for _ in 0..1_000 {
        let post = json!({ "body": "x".repeat(10_000), "client_key": client_key() }).to_string();
        let answer = mona.ask(Method::POST, THREAD, Some(post.clone())).await;
        if answer.status == StatusCode::SERVICE_UNAVAILABLE {
            return post;
        }
        assert_eq!(answer.status, StatusCode::CREATED);
    }
    panic!("the store can still be written");
}

#[tokio::test]
async fn a_store_that_is_away_for_a_while_costs_no_post() {
    let (app, mut fate) = Fate::new(&[("BLANDDIG_LIMITS", "off")]).await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let kept = mona.says(THREAD, "Før").await;
    let support = format!("/api/comments/{}/support", kept["id"].as_str().unwrap());
    let desk = format!("/api/desk/comments/{}/hide", kept["id"].as_str().unwrap());
    let hide = json!({ "rule": "tonen", "reason": "Tal pænt." }).to_string();
    let new = json!({ "name": "Ali" }).to_string();
    fate.strike(&app);
    assert_cannot_write(&mona, &mona, Method::PUT, &support, "").await;
    assert_cannot_write(&mona, &app.stranger(), Method::POST, "/api/participants", &new).await;
    if !fate.can_be_read() {
        assert_cannot_write(&mona, &lene, Method::POST, &desk, &hide).await;
    }
    let post = posts_until_refused(&mona).await;
    assert_eq!(app.page("/healthz").await.status, StatusCode::OK);
    if fate.can_be_read() {
        let list = app.read(&format!("{THREAD}?sort=oldest")).await;
        assert_eq!(list["items"][0]["body"], "Før");
        assert_eq!(app.page("/park/indsats-1").await.status, StatusCode::OK);
    } else {
        assert_unavailable(&app.stranger(), Method::GET, THREAD, None).await;
        assert_unavailable(&app.stranger(), Method::GET, "/readyz", None).await;
        let page = app.page("/park").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    }
    fate.relent(&app);
    assert_eq!(sent_until_taken(&mona, &post).await, StatusCode::CREATED);
    let again = mona.ask(Method::POST, THREAD, Some(post)).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(app.page("/readyz").await.status, StatusCode::OK);
    let total = app.read(THREAD).await["total"].clone();
    assert_eq!(app.read("/api/consultations/park").await["counts"]["comments"], total);
    assert_eq!(mona.agrees(&kept).await["support"], 1);
}

#[tokio::test]
async fn a_store_that_comes_and_goes_has_every_acknowledged_post_once() {
    let (app, mut fate) = Fate::new(&[("BLANDDIG_LIMITS", "off")]).await;
    let mut people = Vec::new();
    for number in 0..4 {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    let writing: Vec<_> = people
        .into_iter()
        .map(|person| {
            tokio::spawn(async move {
                for _ in 0..20 {
                    let post = json!({ "body": "y".repeat(500), "client_key": client_key() });
                    sent_until_taken(&person, &post.to_string()).await;
                }
            })
        })
        .collect();
    for _ in 0..2 {
        fate.strike(&app);
        // A while, as far as those who write can tell: some refusals each.
        tokio::time::sleep(Duration::from_secs(1)).await;
        fate.relent(&app);
    }
    for writer in writing {
        writer.await.unwrap();
    }
    assert_eq!(app.read(THREAD).await["total"], 80);
    assert_eq!(app.read("/api/consultations/park").await["counts"]["comments"], 80);
}

#[tokio::test]
async fn what_the_store_could_not_take_is_not_held_against_the_person() {
    let (app, mut fate) = Fate::new(&[]).await;
    let mona = app.participant("Mona").await;
    fate.strike(&app);
    let post = posts_until_refused(&mona).await;
    // One post, sent again and again. A full disk may find room for it in between.
    // One after the other: at once they would hold all the places that are left.
    for _ in 0..31 {
        let status = mona.ask(Method::POST, THREAD, Some(post.clone())).await.status;
        assert_ne!(status.as_u16(), 429);
    }
    fate.relent(&app);
    sent_until_taken(&mona, &post).await;
}
