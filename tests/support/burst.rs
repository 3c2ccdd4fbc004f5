//! Supports of one post that come in a burst from people who have just arrived: kept, and counted when a
//! moderator has looked.

use tests::{App, Method, PROPOSALS, THREAD, Value, Visitor, json, problem, together, unfit};

/// More than so many at once are a burst.
const MOST: usize = 30;

async fn newcomers(app: &App, many: usize) -> Vec<Visitor> {
    let mut people = Vec::new();
    for number in 0..many {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    people
}

fn public(post: &Value) -> String {
    format!("/api/comments/{}", post["id"].as_str().unwrap())
}

fn desk(post: &Value, act: &str) -> String {
    format!("/api/desk/comments/{}{act}", post["id"].as_str().unwrap())
}

/// What is told of a post's supports, at each door the same.
async fn support(app: &App, post: &Value) -> i64 {
    let read = app.read(&public(post)).await["support"].as_i64().unwrap();
    let listed = app.read(&format!("{THREAD}?sort=agreed")).await["items"][0].clone();
    assert_eq!((&listed["id"], &listed["support"]), (&post["id"], &json!(read)));
    read
}

/// The past, as far as the program asks: everything here was so many milliseconds earlier.
async fn earlier(app: &App, millis: i64) {
    for column in ["support set created = created", "participant set created = created"] {
        app.store.database.execute(&format!("update {column} - {millis}"), None).await;
    }
}

/// Why posts are held, and how many of their supports wait.
async fn held(lene: &Visitor) -> Vec<(Value, Value)> {
    let queue = lene.read("/api/desk/queue?view=held").await;
    let items = queue["items"].as_array().unwrap();
    assert_eq!((&queue["total"], &queue["counts"]["held"]), (&json!(items.len()), &queue["total"]));
    items.iter().map(|item| (item["held"].clone(), item["waiting_supports"].clone())).collect()
}

fn why() -> Value {
    json!({ "rule": "reklame", "reason": "De kommer fra samme sted." })
}

/// A post with a burst: thirty supports are counted and three wait.
async fn burst(app: &App) -> (Value, Vec<Visitor>) {
    let post = app.participant("Mona").await.says(THREAD, "Flere bøge").await;
    let people = newcomers(app, MOST + 3).await;
    for (number, person) in people.iter().enumerate() {
        let told = person.agrees(&post).await;
        assert_eq!(told, json!({ "support": (number + 1).min(MOST), "supported": true }));
    }
    (post, people)
}

#[tokio::test]
async fn a_burst_is_kept_and_counted_when_a_moderator_has_looked() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let (post, people) = burst(&app).await;
    assert_eq!(support(&app, &post).await, 30);
    // The post itself can be read, and whoever agreed sees that they did.
    assert_eq!(people[32].read(&public(&post)).await["supported"], true);
    assert_eq!(app.read(&public(&post)).await["state"], "visible");
    assert_eq!(held(&lene).await, [(json!("supports"), json!(3))]);
    let record = lene.read("/api/desk/record.json").await;
    let noted = record.as_array().unwrap().iter().filter(|entry| entry["detail"] == "supports");
    assert_eq!(noted.count(), 1);
    // Who has been here for a while is counted at once.
    let old = app.participant("Ali").await;
    let earlier = "update participant set created = created - 86400000 where id = $1";
    app.store.database.execute(earlier, Some(&old.id)).await;
    assert_eq!(old.agrees(&post).await["support"], 31);
    // One who waits takes it back, and twice is the same as once.
    people[32].does(Method::DELETE, &format!("{}/support", public(&post)), Value::Null).await;
    people[31].agrees(&post).await;
    assert_eq!((support(&app, &post).await, held(&lene).await[0].1.clone()), (31, json!(2)));
    lene.does(Method::POST, &desk(&post, "/approve"), json!({})).await;
    assert_eq!((support(&app, &post).await, held(&lene).await), (33, vec![]));
    lene.does(Method::POST, &desk(&post, "/undo"), json!({})).await;
    assert_eq!(support(&app, &post).await, 31);
    assert_eq!(held(&lene).await, [(json!("supports"), json!(2))]);
    lene.does(Method::POST, &desk(&post, "/approve"), json!({})).await;
    // A moderator has looked: those who come now are no part of what came before.
    assert_eq!(people[32].agrees(&post).await["support"], 34);
    assert!(held(&lene).await.is_empty());
    assert!(app.store.run(&["audit", "verify"]).success);
}

#[tokio::test]
async fn a_burst_that_is_refused_stays_uncounted_and_whoever_agreed_sees_it() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let (post, people) = burst(&app).await;
    // A report is about the post, and waits on.
    let report = json!({ "reason": "tonen" });
    app.participant("Eva").await.post(&format!("{}/reports", public(&post)), report).await;
    let path = desk(&post, "/discount");
    let answer = lene.send(Method::POST, &path, json!({})).await;
    assert_eq!(answer, unfit(&[("rule", "missing"), ("reason", "missing")]));
    let item = lene.does(Method::POST, &path, why()).await;
    assert_eq!((&item["waiting_supports"], &item["held"]), (&json!(0), &Value::Null));
    assert_eq!(item["decisions"][0]["kind"], "discount");
    assert_eq!(
        (&item["reports"][0]["reason"], &item["reports"][0]["count"]),
        (&json!("tonen"), &json!(1))
    );
    assert_eq!(lene.read("/api/desk/queue").await["counts"]["reported"], 1);
    assert_eq!((support(&app, &post).await, held(&lene).await), (30, vec![]));
    let mine = people[30].read(&public(&post)).await;
    assert_eq!((&mine["supported"], &mine["support"]), (&json!(true), &json!(30)));
    // The post is as it was.
    assert_eq!((&mine["state"], &mine["rule"]), (&json!("visible"), &Value::Null));
    assert_eq!(lene.send(Method::POST, &path, why()).await, problem(409, "state"));
    let taken = format!("{}/support", public(&post));
    let told = people[30].does(Method::DELETE, &taken, Value::Null).await;
    assert_eq!(told, json!({ "support": 30, "supported": false }));
    let data = people[30].read("/api/participants/me/data").await;
    assert_eq!((&data["supports"], &data["supports_left_out"]), (&json!([]), &json!([post["id"]])));
    // Given again it is what it was: uncounted, and nobody has to look at it anew.
    let told = people[30].agrees(&post).await;
    assert_eq!(told, json!({ "support": 30, "supported": true }));
    assert_eq!((support(&app, &post).await, held(&lene).await), (30, vec![]));
    people[30].does(Method::DELETE, &taken, Value::Null).await;
    lene.does(Method::POST, &desk(&post, "/undo"), json!({})).await;
    assert_eq!(held(&lene).await, [(json!("supports"), json!(2))]);
    // With the decision it is forgotten that theirs was left out: while others wait, so does it.
    assert_eq!(people[30].agrees(&post).await, json!({ "support": 30, "supported": true }));
    assert_eq!(held(&lene).await, [(json!("supports"), json!(3))]);
    lene.does(Method::POST, &desk(&post, "/approve"), json!({})).await;
    assert_eq!(support(&app, &post).await, 33);
    let kinds: Vec<Value> = lene.read(&desk(&post, "")).await["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|decision| decision["kind"].clone())
        .collect();
    assert_eq!(kinds, ["discount", "undo", "approve"]);
}

#[tokio::test]
async fn waiting_ten_minutes_leads_past_nobody_who_has_not_looked() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let (post, _) = burst(&app).await;
    let patient = newcomers(&app, 2).await;
    earlier(&app, 11 * 60_000).await;
    // Others wait since then, so do they; and a new burst of those who came before is one.
    assert_eq!(patient[0].agrees(&post).await["support"], 30);
    assert_eq!(held(&lene).await, [(json!("supports"), json!(4))]);
    lene.does(Method::POST, &desk(&post, "/approve"), json!({})).await;
    let crowd = newcomers(&app, MOST + 1).await;
    earlier(&app, 11 * 60_000).await;
    for person in &crowd {
        person.agrees(&post).await;
    }
    assert_eq!(support(&app, &post).await, 34 + 30);
    assert_eq!(held(&lene).await, [(json!("supports"), json!(1))]);
    earlier(&app, 24 * 60 * 60_000).await;
    assert_eq!(patient[1].agrees(&post).await["support"], 65);
}

#[tokio::test]
async fn a_post_that_is_hidden_meanwhile_is_held_again_when_it_is_back() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let (post, _) = burst(&app).await;
    lene.hides(&post).await;
    assert!(held(&lene).await.is_empty());
    assert_eq!(lene.send(Method::POST, &desk(&post, "/discount"), why()).await.0, 409);
    lene.restores(&post).await;
    assert_eq!(held(&lene).await, [(json!("supports"), json!(3))]);
    // So it is when its words change, and no more when its author takes it back.
    let lake = json!({ "kind": "idea", "title": "En sø", "body": "Grav." });
    let mona = app.participant("Mona").await;
    let lake = mona.post(PROPOSALS, lake).await;
    let path = format!("/api/proposals/{}", lake["id"].as_str().unwrap());
    for person in newcomers(&app, MOST + 1).await {
        person.does(Method::PUT, &format!("{path}/support"), Value::Null).await;
    }
    assert_eq!(app.read(&path).await["support"], 30);
    assert_eq!(held(&lene).await, [(json!("supports"), json!(1)), (json!("supports"), json!(3))]);
    mona.does(Method::DELETE, &path, Value::Null).await;
    assert_eq!(held(&lene).await, [(json!("supports"), json!(3))]);
}

#[tokio::test]
async fn two_servers_of_one_store_hold_alike() {
    let app = App::start().await;
    let post = app.participant("Mona").await.says(THREAD, "Flere bøge").await;
    let people = newcomers(&app, MOST + 4).await;
    if !app.store.database.url.starts_with("postgres") {
        // SQLite serves one.
        return;
    }
    let other = app.beside();
    for (number, person) in people.iter().enumerate() {
        let person = if number % 2 == 0 { person.clone() } else { person.at(other.address) };
        person.agrees(&post).await;
    }
    assert_eq!(support(&app, &post).await, 30);
}

#[tokio::test]
async fn counts_are_exact_when_many_agree_and_moderators_look_at_once() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let post = app.participant("Mona").await.says(THREAD, "Flere bøge").await;
    let people = newcomers(&app, 80).await;
    let agreeing = people.iter().enumerate().map(|(number, person)| {
        let (person, lene, post) = (person.clone(), lene.clone(), post.clone());
        async move {
            person.agrees(&post).await;
            if number % 3 == 0 {
                person
                    .does(Method::DELETE, &format!("{}/support", public(&post)), Value::Null)
                    .await;
            }
            if number % 8 == 0 {
                // Another one may be quicker.
                lene.send(Method::POST, &desk(&post, "/approve"), json!({})).await;
            }
        }
    });
    together(agreeing).await;
    let item = lene.read(&desk(&post, "")).await;
    let waiting = item["waiting_supports"].as_i64().unwrap();
    assert_eq!(support(&app, &post).await + waiting, 53, "{waiting}");
    lene.does(Method::POST, &desk(&post, "/approve"), json!({})).await;
    assert_eq!(support(&app, &post).await, 53);
    assert!(held(&lene).await.is_empty());
}

#[tokio::test]
async fn nothing_waits_where_the_program_may_not_hold() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let post = app.participant("Mona").await.says(THREAD, "Flere bøge").await;
    for person in newcomers(&app, MOST + 2).await {
        person.agrees(&post).await;
    }
    assert_eq!(support(&app, &post).await, 32);
    let app = App::start().await;
    let by_hand = "update consultation set automatic = false";
    app.store.database.execute(by_hand, None).await;
    let post = app.participant("Mona").await.says(THREAD, "Flere bøge").await;
    for person in newcomers(&app, MOST + 2).await {
        person.agrees(&post).await;
    }
    assert_eq!(support(&app, &post).await, 32);
}
