//! Erasure: who asks that what they wrote is deleted gets a reasoned answer within a month, and the
//! public reads what the answer says.

use tests::{
    App, Method, PROPOSALS, StatusCode, THREAD, Value, Visitor, json, problem, together, unfit,
};

const MINE: &str = "/api/participants/me/erasures";
const CASES: &str = "/api/desk/erasures";

async fn editor(app: &App) -> Visitor {
    app.store.add_staff("bodil@example.dk", "editor");
    app.signed_in("bodil@example.dk").await
}

fn id(of: &Value) -> &str {
    of["id"].as_str().unwrap()
}

async fn asks(who: &Visitor, what: Value) -> Value {
    who.does(Method::POST, MINE, what).await
}

fn answer_to(case: &Value) -> String {
    format!("{CASES}/{}/answer", id(case))
}

fn answer(outcome: &str) -> Value {
    json!({ "outcome": outcome, "reply": "Sagen er ikke slut." })
}

#[tokio::test]
async fn a_case_is_opened_waits_and_is_answered_with_a_reason() {
    let app = App::start().await;
    let (mona, bodil) = (app.participant("Mona").await, editor(&app).await);
    let post = mona.says(THREAD, "Flere bøge").await;
    let new = json!({ "post": post["id"], "reason": "Jeg fortryder" });
    let (status, case) = mona.send(Method::POST, MINE, new).await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(
        ["kind", "post", "consultation", "reason", "answered", "outcome", "reply"]
            .map(|name| case[name].clone()),
        [
            json!("comment"),
            post["id"].clone(),
            json!("park"),
            json!("Jeg fortryder"),
            Value::Null,
            Value::Null,
            Value::Null
        ]
    );
    // The last moment of a day in Denmark, 28 to 31 days on.
    let due = case["due"].as_str().unwrap();
    assert!(due.ends_with("T22:59:59.999Z") || due.ends_with("T21:59:59.999Z"), "{due}");
    assert_eq!(mona.read(MINE).await["items"], json!([case]));
    // Nothing else has changed.
    assert_eq!(app.read(THREAD).await["items"][0]["body"], "Flere bøge");

    let list = bodil.read(CASES).await;
    assert_eq!(
        (&list["total"], &list["open"], &list["overdue"]),
        (&json!(1), &json!(1), &json!(0))
    );
    let one = bodil.read(&format!("{CASES}/{}", id(&case))).await;
    assert_eq!((&one["author"]["name"], &one["overdue"]), (&json!("Mona"), &json!(false)));
    assert_eq!((&one["total"], &one["posts"][0]["words"]), (&json!(1), &json!("Flere bøge")));
    let done = bodil.does(Method::POST, &answer_to(&case), answer("refuse")).await;
    assert_eq!(
        (&done["case"]["outcome"], &done["by"]),
        (&json!("refuse"), &json!("bodil@example.dk"))
    );
    let told = mona.read(MINE).await["items"][0].clone();
    assert_eq!(
        (&told["outcome"], &told["reply"]),
        (&json!("refuse"), &json!("Sagen er ikke slut."))
    );
    assert!(told["answered"].is_string());
    assert_eq!(app.read(THREAD).await["items"][0]["body"], "Flere bøge");
    assert_eq!(bodil.read(CASES).await["total"], 0);
    assert_eq!(bodil.read(&format!("{CASES}?answered=true")).await["total"], 1);
    let data = mona.read("/api/participants/me/data").await;
    assert_eq!(data["erasures"][0]["id"], case["id"]);
    let record = bodil.read("/api/desk/record").await["items"][0].clone();
    assert_eq!(
        ["kind", "detail", "reason", "subject", "consultation"].map(|name| record[name].clone()),
        [
            json!("erasure"),
            json!("refuse"),
            json!("Sagen er ikke slut."),
            case["id"].clone(),
            json!("park")
        ]
    );
}

#[tokio::test]
async fn asking_again_is_the_same_case_until_it_is_answered() {
    let app = App::start().await;
    let (mona, bodil) = (app.participant("Mona").await, editor(&app).await);
    let post = mona.says(THREAD, "Hej").await;
    let new = json!({ "post": post["id"] });
    let (_, first) = mona.send(Method::POST, MINE, new.clone()).await;
    assert_eq!(mona.send(Method::POST, MINE, new.clone()).await, (StatusCode::OK, first.clone()));
    // All of it is another case.
    let (status, all) = mona.send(Method::POST, MINE, json!({})).await;
    assert_eq!((status, &all["post"]), (StatusCode::CREATED, &Value::Null));
    bodil.does(Method::POST, &answer_to(&first), answer("refuse")).await;
    let (status, second) = mona.send(Method::POST, MINE, new).await;
    assert_eq!(status, StatusCode::CREATED);
    assert_ne!(first["id"], second["id"]);
    assert_eq!(mona.read(MINE).await["total"], 3);
}

#[tokio::test]
async fn only_ones_own_can_be_asked_for_and_only_editors_answer() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, app.participant("Eva").await);
    let (lene, bodil) = (app.moderator().await, editor(&app).await);
    app.store.add_staff("admin@example.dk", "admin");
    let admin = app.signed_in("admin@example.dk").await;
    let post = mona.says(THREAD, "Hej").await;
    let private = json!({ "body": "Til jer", "visibility": "municipality" });
    let private = mona.post(THREAD, private).await;
    let others = |post: &Value| json!({ "post": post["id"] });
    assert_eq!(eva.send(Method::POST, MINE, others(&post)).await, problem(403, "forbidden"));
    assert_eq!(eva.send(Method::POST, MINE, others(&private)).await, problem(404, "not-found"));
    assert_eq!(app.send(Method::POST, MINE, json!({})).await, problem(401, "unauthorized"));
    let case = asks(&mona, others(&post)).await;
    assert_eq!(eva.read(MINE).await["items"], json!([]));
    let path = answer_to(&case);
    for who in [&lene, &mona, &app.stranger()] {
        let status = if std::ptr::eq(who, &lene) { 403 } else { 401 };
        for (method, path) in
            [(Method::GET, CASES), (Method::GET, path.trim_end_matches("/answer"))]
        {
            assert_eq!(who.send(method, path, Value::Null).await.0, status, "{path}");
        }
        assert_eq!(who.send(Method::POST, &path, answer("refuse")).await.0, status);
    }
    assert_eq!(bodil.get(CASES).await.0, StatusCode::OK);
    admin.does(Method::POST, &path, answer("refuse")).await;
}

#[tokio::test]
async fn what_cannot_be_taken_is_told_by_field_and_changes_nothing() {
    let app = App::start().await;
    let (mona, bodil) = (app.participant("Mona").await, editor(&app).await);
    let long = json!({ "reason": "x".repeat(2_001) });
    assert_eq!(mona.send(Method::POST, MINE, long).await, unfit(&[("reason", "too-long")]));
    let nobody = json!({ "post": "nobody" });
    assert_eq!(mona.send(Method::POST, MINE, nobody).await, unfit(&[("post", "unknown")]));
    let missing = json!({ "post": "018f0000000070008000000000000000" });
    assert_eq!(mona.send(Method::POST, MINE, missing).await, problem(404, "not-found"));
    let wrong = json!({ "reason": 7 });
    assert_eq!(mona.send(Method::POST, MINE, wrong).await, unfit(&[("reason", "malformed")]));
    assert_eq!(mona.read(MINE).await["total"], 0);
    assert_eq!(mona.get(&format!("{MINE}?after=nonsense")).await.0, 422);
    let case = asks(&mona, json!({ "reason": " " })).await;
    assert_eq!(case["reason"], Value::Null);
    let path = answer_to(&case);
    for (sent, fields) in [
        (json!({}), vec![("outcome", "missing"), ("reply", "missing")]),
        (json!({ "outcome": "delete", "reply": "x" }), vec![("outcome", "unknown")]),
        (json!({ "outcome": "refuse", "reply": " \u{200b}" }), vec![("reply", "missing")]),
        (json!({ "outcome": "refuse", "reply": "x".repeat(2_001) }), vec![("reply", "too-long")]),
    ] {
        assert_eq!(bodil.send(Method::POST, &path, sent).await, unfit(&fields));
    }
    for nothing in ["018f0000000070008000000000000000", "nothing"] {
        let path = format!("{CASES}/{nothing}/answer");
        let answer = bodil.send(Method::POST, &path, answer("refuse")).await;
        assert_eq!(answer, problem(404, "not-found"));
    }
    assert_eq!(bodil.read(CASES).await["open"], 1);
    assert_eq!(bodil.get(&format!("{CASES}?answered=perhaps")).await.0, 422);
}

#[tokio::test]
async fn a_case_is_answered_once_and_the_second_is_told_who_was_first() {
    let app = App::start().await;
    let (mona, bodil) = (app.participant("Mona").await, editor(&app).await);
    mona.says(THREAD, "Hej").await;
    let case = asks(&mona, json!({})).await;
    let answers = together((0..8).map(|number| {
        let (bodil, path) = (bodil.clone(), answer_to(&case));
        let outcome = if number % 2 == 0 { "refuse" } else { "pseudonymise" };
        async move { bodil.send(Method::POST, &path, answer(outcome)).await }
    }))
    .await;
    let taken: Vec<_> = answers.iter().filter(|answer| answer.0 == StatusCode::OK).collect();
    assert_eq!(taken.len(), 1);
    for refused in answers.iter().filter(|answer| answer.0 != StatusCode::OK) {
        assert_eq!(*refused, problem(409, "state"));
    }
    let one = bodil.read(&format!("{CASES}/{}", id(&case))).await;
    assert_eq!(one["by"], "bodil@example.dk");
    assert_eq!(one["case"]["outcome"], taken[0].1["case"]["outcome"]);
    let record = bodil.read("/api/desk/record").await;
    let noted = record["items"].as_array().unwrap().iter();
    assert_eq!(noted.filter(|entry| entry["kind"] == "erasure").count(), 1);
}

#[tokio::test]
async fn the_case_that_is_due_first_stands_first_and_what_is_late_is_marked() {
    let app = App::start().await;
    let bodil = editor(&app).await;
    for (name, due) in [("Mona", 9_999_999_999_999_i64), ("Ali", 1_000), ("Eva", 2_000)] {
        let who = app.participant(name).await;
        asks(&who, json!({})).await;
        let late = format!("update erasure set due = {due} where participant = $1");
        app.store.database.execute(&late, Some(&who.id)).await;
    }
    let mut found = Vec::new();
    let mut after = String::new();
    loop {
        let page = bodil.read(&format!("{CASES}?limit=1{after}")).await;
        assert_eq!(
            (&page["total"], &page["open"], &page["overdue"]),
            (&json!(3), &json!(3), &json!(2))
        );
        let one = &page["items"][0];
        found.push((one["author"]["name"].clone(), one["overdue"].clone()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    let expected = [("Ali", true), ("Eva", true), ("Mona", false)];
    assert_eq!(found, expected.map(|(name, late)| (json!(name), json!(late))));
}

#[tokio::test]
async fn what_is_unpublished_can_be_read_by_staff_alone_and_never_comes_back() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let (lene, bodil) = (app.moderator().await, editor(&app).await);
    let answered = mona.says(THREAD, "Med svar").await;
    ali.answers(THREAD, &answered, "Et svar").await;
    let alone = mona.says(THREAD, "Uden svar").await;
    let hidden = mona.says(THREAD, "Idioter!").await;
    lene.hides(&hidden).await;
    let appeal = format!("/api/comments/{}/appeal", id(&hidden));
    mona.does(Method::POST, &appeal, json!({ "text": "Nej" })).await;
    let idea = json!({ "kind": "idea", "title": "En sø", "body": "Grav." });
    let lake = mona.post(PROPOSALS, idea).await;
    let case = asks(&mona, json!({})).await;
    let done = bodil.does(Method::POST, &answer_to(&case), answer("unpublish")).await;
    assert_eq!(done["total"], 4);
    for post in done["posts"].as_array().unwrap() {
        assert_eq!(post["state"], "withdrawn", "{post}");
    }
    let items = app.read(THREAD).await["items"].clone();
    assert_eq!(items.as_array().unwrap().len(), 1, "a marker above the reply: {items}");
    assert_eq!((&items[0]["state"], &items[0]["body"]), (&json!("withdrawn"), &Value::Null));
    assert_eq!(app.get(&format!("/api/comments/{}", id(&alone))).await.0, 404);
    assert_eq!(app.get(&format!("/api/proposals/{}", id(&lake))).await.0, 404);
    let counts = app.read("/api/consultations/park").await["counts"].clone();
    assert_eq!((&counts["comments"], &counts["proposals"]), (&json!(1), &json!(0)));
    // Nobody brings it back, and nobody waits for an answer to the appeal.
    let restore = format!("/api/desk/comments/{}/restore", id(&hidden));
    assert_eq!(lene.send(Method::POST, &restore, json!({})).await, problem(409, "state"));
    assert_eq!(bodil.read("/api/desk/queue?view=appealed").await["total"], 0);
    let export = lene.read("/api/desk/consultations/park/export.json").await.to_string();
    for words in ["Med svar", "Uden svar", "Idioter!", "En sø", "Mona"] {
        assert!(export.contains(words), "{words}");
    }
    let public = app.read("/api/consultations/park/export.json").await.to_string();
    assert!(!public.contains("Med svar") && !public.contains("Mona"), "{public}");
}

#[tokio::test]
async fn one_post_can_lose_its_name_while_others_keep_theirs() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let (lene, bodil) = (app.moderator().await, editor(&app).await);
    let kept = mona.says(THREAD, "Med navn").await;
    let top = ali.says(THREAD, "Hvad siger I?").await;
    let reply = mona.answers(THREAD, &top, "Uden navn").await;
    ali.answers(THREAD, &reply, "Enig").await;
    let case = asks(&mona, json!({ "post": reply["id"] })).await;
    bodil.does(Method::POST, &answer_to(&case), answer("pseudonymise")).await;
    let replies = app.read(&format!("/api/comments/{}/replies", id(&top))).await;
    let one = &replies["items"][0];
    assert_eq!((&one["author"]["name"], &one["body"]), (&json!("Deltager"), &json!("Uden navn")));
    assert_eq!(replies["items"][1]["answers"], "Deltager");
    let other = app.read(&format!("/api/comments/{}", id(&kept))).await;
    assert_eq!(other["author"]["name"], "Mona");
    // Its author sees that it is done; staff see who it was.
    let own = mona.read(&format!("/api/comments/{}", id(&reply))).await;
    assert_eq!((&own["author"]["name"], &own["mine"]), (&json!("Deltager"), &json!(true)));
    let item = lene.read(&format!("/api/desk/comments/{}", id(&reply))).await;
    assert_eq!(item["author"]["name"], "Mona");
    assert_eq!(item["comment"]["author"]["name"], "Mona");
    // What they write later has their name.
    assert_eq!(mona.says(THREAD, "Igen").await["author"]["name"], "Mona");
}

#[tokio::test]
async fn everything_that_somebody_wrote_loses_its_name_in_public_and_keeps_it_for_staff() {
    let app = App::start().await;
    let mona = app.participant("Mona Zqxj").await;
    let (lene, bodil) = (app.moderator().await, editor(&app).await);
    mona.does(Method::PATCH, "/api/participants/me", json!({ "district": "Valby" })).await;
    mona.says(THREAD, "Flere bøge").await;
    let offer = json!({
        "kind": "partnership", "title": "Vi hjælper", "body": "Gerne.",
        "organisation": "Bøgens Venner", "contact": "12345678",
    });
    let offer = mona.post(PROPOSALS, offer).await;
    let case = asks(&mona, json!({})).await;
    bodil.does(Method::POST, &answer_to(&case), answer("pseudonymise")).await;
    app.finds("/api/consultations/park/search?q=bøge", 1).await;
    for door in [
        THREAD.to_owned(),
        PROPOSALS.to_owned(),
        format!("/api/proposals/{}", id(&offer)),
        "/api/consultations/park/search?q=bøge".to_owned(),
        "/api/consultations/park/export.json".to_owned(),
        "/api/consultations/park/export.csv".to_owned(),
        "/park/indsats-1".to_owned(),
        format!("/park/forslag/{}", id(&offer)),
        "/park.atom".to_owned(),
        "/embed/park/indsats-1".to_owned(),
    ] {
        let text = app.page(&door).await.text();
        for secret in ["Zqxj", "Valby", "Bøgens Venner"] {
            assert!(!text.contains(secret), "{door} tells {secret}");
        }
        assert!(text.contains("Deltager"), "{door}: {text}");
    }
    let export = lene.read("/api/desk/consultations/park/export.json").await.to_string();
    assert!(export.contains("Mona Zqxj") && export.contains("Bøgens Venner"), "{export}");
}

#[tokio::test]
async fn whoever_has_a_confirmed_address_gets_the_answer_by_mail() {
    let app = App::start().await;
    let (mona, eva) = (app.participant("Mona").await, app.participant("Eva").await);
    let bodil = editor(&app).await;
    let confirmed =
        "update participant set email = 'mona@example.dk', email_confirmed = created where id = $1";
    app.store.database.execute(confirmed, Some(&mona.id)).await;
    for who in [&eva, &mona] {
        who.says(THREAD, "Et hemmeligt ord").await;
        let case = asks(who, json!({})).await;
        let one = bodil.does(Method::POST, &answer_to(&case), answer("unpublish")).await;
        assert_eq!(one["mailed"], std::ptr::eq(who, &mona));
    }
    let mails = app.mails(1).await;
    assert_eq!(mails[0].header("To"), "mona@example.dk");
    assert!(mails[0].body.contains("Sagen er ikke slut."), "{}", mails[0].body);
    assert!(!mails[0].body.contains("hemmeligt"), "{}", mails[0].body);
}

#[tokio::test]
async fn somebody_who_was_forgotten_meanwhile_still_gets_their_case_answered() {
    let app = App::start().await;
    let (mona, bodil) = (app.participant("Mona").await, editor(&app).await);
    mona.says(THREAD, "Hej").await;
    let case = asks(&mona, json!({})).await;
    mona.does(Method::DELETE, "/api/participants/me", Value::Null).await;
    let one = bodil.read(&format!("{CASES}/{}", id(&case))).await;
    assert_eq!((&one["author"]["name"], &one["total"]), (&json!(""), &json!(1)));
    bodil.does(Method::POST, &answer_to(&case), answer("unpublish")).await;
}
