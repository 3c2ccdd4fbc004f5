//! Posts that wait: by the mode of a hearing or a section, by what a moderator said of their author, or
//! because of what the program saw.

use tests::{App, GENERAL, Method, PROPOSALS, THREAD, Value, Visitor, json, problem};

const MODERATION: &str = "/api/desk/consultations/park/moderation";

fn desk(post: &Value, what: &str) -> String {
    format!("/api/desk/comments/{}{what}", post["id"].as_str().unwrap())
}

async fn editor(app: &App) -> Visitor {
    app.store.add_staff("eva@example.dk", "editor");
    app.signed_in("eva@example.dk").await
}

async fn held(by: &Visitor) -> Vec<Value> {
    let queue = by.read("/api/desk/queue?view=held").await;
    assert_eq!(queue["total"], queue["items"].as_array().unwrap().len());
    let held = |item: &Value| item["held"].clone();
    queue["items"].as_array().unwrap().iter().map(held).collect()
}

#[tokio::test]
async fn where_posts_wait_a_moderator_reads_them_first() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    eva.does(Method::PUT, MODERATION, json!({ "mode": "before" })).await;
    let post = mona.says(THREAD, "Flere bøge").await;
    assert_eq!((&post["state"], &post["body"]), (&json!("pending"), &json!("Flere bøge")));
    let idea = json!({ "kind": "idea", "title": "En sø", "body": "Grav" });
    assert_eq!(mona.post(PROPOSALS, idea).await["state"], "pending");
    assert_eq!(app.read(THREAD).await["total"], 0);
    assert_eq!(app.read(PROPOSALS).await["total"], 0);
    assert_eq!(mona.read("/api/participants/me").await["comments"][0]["state"], "pending");
    assert_eq!(held(&eva).await, [json!("mode"), json!("mode")]);
    eva.does(Method::POST, &desk(&post, "/approve"), json!({})).await;
    assert_eq!(app.read(THREAD).await["total"], 1);
    // Nobody gets past a moderator by changing what was approved.
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let changed = mona.does(Method::PATCH, &path, json!({ "body": "Idioter" })).await;
    assert_eq!(changed["state"], "pending");
    assert_eq!(app.read(THREAD).await["total"], 0);
    eva.does(Method::POST, &desk(&post, "/hide"), json!({ "rule": "tonen", "reason": "Nej" }))
        .await;
    assert_eq!(app.read(THREAD).await["items"][0]["state"], "hidden");
}

#[tokio::test]
async fn a_section_can_have_a_mode_of_its_own_and_lose_it_again() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let mode = json!({ "section": "indsats-1", "mode": "before" });
    let moderation = eva.does(Method::PUT, MODERATION, mode).await;
    assert_eq!(moderation["sections"], json!([{ "section": "indsats-1", "mode": "before" }]));
    assert_eq!(mona.says(THREAD, "Her").await["state"], "pending");
    assert_eq!(mona.says(GENERAL, "Dér").await["state"], "visible");
    eva.does(Method::PUT, MODERATION, json!({ "section": "indsats-1" })).await;
    assert_eq!(mona.says(THREAD, "Her igen").await["state"], "visible");
    let answer = eva.send(Method::PUT, MODERATION, json!({ "section": "nothing" })).await;
    assert_eq!(answer, problem(404, "not-found"));
}

#[tokio::test]
async fn newcomers_wait_until_a_post_of_theirs_was_approved() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    eva.does(Method::PUT, MODERATION, json!({ "mode": "newcomers" })).await;
    let post = mona.says(THREAD, "Flere bøge").await;
    assert_eq!(post["state"], "pending");
    assert_eq!(held(&eva).await, [json!("newcomer")]);
    eva.does(Method::POST, &desk(&post, "/approve"), json!({})).await;
    assert_eq!(mona.says(THREAD, "Og flere ege").await["state"], "visible");
    // A slip of the hand: whoever was approved by it alone waits again.
    eva.does(Method::POST, &desk(&post, "/undo"), json!({})).await;
    assert_eq!(mona.says(THREAD, "Og elme").await["state"], "pending");
}

#[tokio::test]
async fn what_only_the_municipality_reads_waits_for_nobody() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    eva.does(Method::PUT, MODERATION, json!({ "mode": "before" })).await;
    let private = json!({ "body": "Kun til jer", "visibility": "municipality" });
    let private = mona.post(THREAD, private).await;
    assert_eq!(private["state"], "visible");
    let path = format!("/api/comments/{}", private["id"].as_str().unwrap());
    let changed = mona.does(Method::PATCH, &path, json!({ "body": "Kun til jer, tak" })).await;
    assert_eq!(changed["state"], "visible");
    assert!(held(&eva).await.is_empty());
}

#[tokio::test]
async fn what_waits_in_a_section_waits_in_proposals_about_it_and_in_their_threads() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, editor(&app).await);
    let about = |title: &str, section: Option<&str>| json!({ "kind": "idea", "title": title, "body": "!", "section": section });
    let early = mona.post(PROPOSALS, about("Sø", Some("indsats-1"))).await;
    assert_eq!(early["state"], "visible");
    let only = json!({ "section": "indsats-1", "mode": "before" });
    eva.does(Method::PUT, MODERATION, only).await;
    assert_eq!(mona.post(PROPOSALS, about("Skov", Some("indsats-1"))).await["state"], "pending");
    assert_eq!(mona.post(PROPOSALS, about("Bænk", None)).await["state"], "visible");
    let thread = format!("/api/proposals/{}/comments", early["id"].as_str().unwrap());
    assert_eq!(mona.says(&thread, "Ja tak").await["state"], "pending");
    let nowhere = mona.send(Method::POST, PROPOSALS, about("Å", Some("nowhere"))).await;
    assert_eq!(nowhere.0, 422);
}

#[tokio::test]
async fn what_a_program_sends_is_held_with_its_cause_and_stands_in_the_record() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let trapped = json!({ "body": "Hej", "homepage": "https://spam.example" });
    let post = mona.post(THREAD, trapped).await;
    assert_eq!(post["state"], "pending");
    let links = "https://a.example https://b.example https://c.example www.d.example";
    assert_eq!(mona.says(THREAD, links).await["state"], "pending");
    assert_eq!(mona.says(THREAD, "https://a.example").await["state"], "visible");
    let idea = json!({ "kind": "idea", "title": "x", "body": "y", "homepage": "z" });
    assert_eq!(mona.post(PROPOSALS, idea).await["state"], "pending");
    let mut causes: Vec<String> =
        held(&lene).await.iter().map(|cause| cause.as_str().unwrap().to_owned()).collect();
    causes.sort();
    assert_eq!(causes, ["links", "trap", "trap"]);
    let record = lene.read("/api/desk/record").await;
    let held = record["items"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "held");
    let held: Vec<_> = held.map(|entry| (entry["by"].clone(), entry["detail"].clone())).collect();
    assert_eq!(held.len(), 3);
    assert!(held.iter().all(|entry| entry.0 == "program"), "{held:?}");
    assert!(app.store.run(&["audit", "verify"]).success);
}

#[tokio::test]
async fn the_same_text_again_and_again_is_held() {
    let app = App::start().await;
    let lene = app.moderator().await;
    let text = "Køb billige ure på min side, de er gode";
    for number in 0..20 {
        let person = app.participant(&format!("Nr. {number}")).await;
        assert_eq!(person.says(THREAD, text).await["state"], "visible");
    }
    let last = app.participant("Den sidste").await;
    assert_eq!(last.says(THREAD, &text.to_uppercase()).await["state"], "pending");
    assert_eq!(held(&lene).await, [json!("repeated")]);
}

#[tokio::test]
async fn the_demonstration_holds_nothing_of_itself() {
    let app = App::demonstration().await;
    let mona = app.participant("Mona").await;
    let hearing =
        app.read("/api/consultations").await["items"][0]["slug"].as_str().unwrap().to_owned();
    let thread = format!("/api/consultations/{hearing}/comments");
    let trapped = json!({ "body": "Hej", "homepage": "https://spam.example" });
    assert_eq!(mona.post(&thread, trapped).await["state"], "visible");
}
