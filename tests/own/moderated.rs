//! What moderators did about somebody, and what they said against it, in their own data.

use super::{DATA, idea};
use tests::{App, Method, PROPOSALS, THREAD, Value, Visitor, json, moment};

async fn takes(by: &Visitor, act: &str, about: &Visitor, why: Value) {
    by.does(Method::POST, &format!("/api/desk/participants/{}/{act}", about.id), why).await;
}

fn path(kind: &str, post: &Value, what: &str) -> String {
    format!("/api/{kind}/{}/{what}", post["id"].as_str().unwrap())
}

async fn appeals(by: &Visitor, kind: &str, post: &Value, text: &str) {
    by.does(Method::POST, &path(kind, post, "appeal"), json!({ "text": text })).await;
}

async fn bodil(app: &App) -> Visitor {
    app.store.add_staff("bodil@example.dk", "moderator");
    app.signed_in("bodil@example.dk").await
}

#[tokio::test]
async fn every_restriction_that_somebody_had_is_in_their_data() {
    let app = App::start().await;
    let (mona, lene, bodil) =
        (app.participant("Mona").await, app.moderator().await, bodil(&app).await);
    let ali = app.participant("Ali").await;
    mona.says(THREAD, "Idioter!").await;
    let why =
        |reason: &str, hours: Value| json!({ "rule": "tonen", "reason": reason, "hours": hours });
    takes(&lene, "pause", &mona, why("Et døgn.", json!(24))).await;
    takes(&lene, "resume", &mona, json!({ "reason": "Nok nu." })).await;
    takes(&lene, "pause", &mona, why("For altid.", Value::Null)).await;
    mona.does(Method::POST, "/api/participants/me/appeal", json!({ "text": "For længe." })).await;
    let appeal = bodil.read("/api/desk/appeals").await["items"][0]["id"].clone();
    let answer = format!("/api/desk/appeals/{}/answer", appeal.as_str().unwrap());
    let stands = json!({ "granted": false, "reason": "Det var groft." });
    bodil.does(Method::POST, &answer, stands).await;
    takes(&bodil, "resume", &mona, json!({})).await;
    takes(&lene, "hold", &mona, why("Vi ser på det.", Value::Null)).await;
    takes(&lene, "pause", &ali, why("En anden.", json!(1))).await;

    let data = mona.read(DATA).await;
    let all = data["measures"].as_array().unwrap();
    let told: Vec<Value> = all
        .iter()
        .map(|one| json!([one["measure"], one["rule"], one["by_rule"]["number"], one["reason"]]))
        .collect();
    let expected = [
        json!(["pause", "tonen", 2, "Et døgn."]),
        json!(["resume", null, null, "Nok nu."]),
        json!(["pause", "tonen", 2, "For altid."]),
        json!(["resume", null, null, null]),
        json!(["hold", "tonen", 2, "Vi ser på det."]),
    ];
    assert_eq!(told, expected);
    assert!(all.iter().all(|one| one["consultation"] == "park"), "{data}");
    assert_eq!((moment(&all[0]["until"]) - moment(&all[0]["at"])).whole_hours(), 24);
    assert!(all[1..].iter().all(|one| one["until"].is_null()), "{data}");
    let against = &all[2]["appeal"];
    assert_eq!((&against["text"], &against["granted"]), (&json!("For længe."), &json!(false)));
    assert_eq!(against["answer"], "Det var groft.");
    assert!([0, 1, 3, 4].iter().all(|at| all[*at]["appeal"].is_null()), "{data}");
    // What holds now is told as before; who decided is told nowhere.
    assert_eq!(data["restriction"]["reason"], "Vi ser på det.");
    let text = data.to_string();
    assert!(!text.contains("lene@") && !text.contains("bodil@"), "{text}");
    assert!(all.iter().all(|one| one.get("by").is_none() && one.get("staff").is_none()));
}

#[tokio::test]
async fn every_appeal_about_a_post_is_in_its_authors_data() {
    let app = App::start().await;
    let (mona, lene, bodil) =
        (app.participant("Mona").await, app.moderator().await, bodil(&app).await);
    let post = mona.says(THREAD, "Bo er en idiot!").await;
    lene.hides(&post).await;
    appeals(&mona, "comments", &post, "Nej.").await;
    bodil.restores(&post).await;
    let strikes = json!({ "rule": "privat", "reason": "Et navn.", "words": ["Bo"] });
    lene.does(Method::POST, &path("desk/comments", &post, "redact"), strikes).await;
    appeals(&mona, "comments", &post, "Stadig nej.").await;
    let jo = json!({ "reason": "Jo." });
    bodil.does(Method::POST, &path("desk/comments", &post, "uphold"), jo).await;
    let lake = mona.post(PROPOSALS, idea("En sø")).await;
    let why = json!({ "rule": "emnet", "reason": "Ikke her." });
    lene.does(Method::POST, &path("desk/proposals", &lake, "hide"), why).await;
    appeals(&mona, "proposals", &lake, "Jo, her.").await;

    let data = mona.read(DATA).await;
    let told: Vec<Value> = data["appeals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let of = |name: &str| one[name].clone();
            let names = ["post", "proposal", "decision", "rule", "reason", "text", "granted"];
            let told: Vec<Value> = names.into_iter().map(of).collect();
            assert!(one["decided"].is_string() && one["created"].is_string(), "{one}");
            json!([told, one["answer"]])
        })
        .collect();
    let (comment, proposal) = (&post["id"], &lake["id"]);
    let expected = [
        json!([[comment, false, "hide", "tonen", "Tal pænt.", "Nej.", true], null]),
        json!([[comment, false, "redact", "privat", "Et navn.", "Stadig nej.", false], "Jo."]),
        json!([[proposal, true, "hide", "emnet", "Ikke her.", "Jo, her.", null], null]),
    ];
    assert_eq!(told, expected);
    assert!(!data.to_string().contains("lene@") && !data.to_string().contains("bodil@"));
    assert_eq!(app.participant("Ali").await.read(DATA).await["appeals"], json!([]));
}

#[tokio::test]
async fn a_hundred_and_five_restrictions_and_appeals_come_whole_and_once() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    for number in 0..105 {
        let post = mona.says(THREAD, &format!("Idioter nr. {number}!")).await;
        lene.hides(&post).await;
        appeals(&mona, "comments", &post, &number.to_string()).await;
        takes(&lene, "hold", &mona, json!({ "rule": "tonen", "reason": number.to_string() })).await;
        takes(&lene, "release", &mona, json!({})).await;
    }
    let data = mona.read(DATA).await;
    let reasons = data["measures"].as_array().unwrap().iter().step_by(2);
    let texts = data["appeals"].as_array().unwrap().iter();
    let numbers: Vec<Value> = (0..105).map(|number| number.to_string().into()).collect();
    assert_eq!(reasons.map(|one| one["reason"].clone()).collect::<Vec<_>>(), numbers);
    assert_eq!(texts.map(|one| one["text"].clone()).collect::<Vec<_>>(), numbers);
}
