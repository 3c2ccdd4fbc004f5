//! Leaving: from its day on, what people wrote in a hearing can be read by staff and by them alone.

use std::time::Duration;

use tests::{
    App, GENERAL, Method, PROPOSALS, StatusCode, THREAD, Value, Visitor, json, problem, unfit,
};

const PARK: &str = "/api/consultations/park";
const LEAVING: &str = "/api/desk/consultations/park/leaving";

async fn admin(app: &App) -> Visitor {
    app.store.add_staff("admin@example.dk", "admin");
    app.signed_in("admin@example.dk").await
}

fn on(day: &str) -> Value {
    json!({ "day": day })
}

/// The hearing is over, and its day has come.
async fn lets_the_day_come(app: &App) {
    let over = "update consultation set opens = 1, closes = 1000, leaves = 2000";
    app.store.database.execute(over, None).await;
    for _ in 0..100 {
        if app.read(PARK).await["counts"]["comments"] == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("what was written is still there");
}

#[tokio::test]
async fn replies_stay_for_five_years_unless_an_admin_chooses_a_day() {
    let app = App::start().await;
    let (lene, admin) = (app.moderator().await, admin(&app).await);
    let usual = lene.read(LEAVING).await;
    assert_eq!((&usual["chosen"], &usual["gone"]), (&json!(false), &json!(false)));
    let park = app.read(PARK).await;
    assert_eq!(park["leaves"], usual["leaves"]);
    let year = |moment: &Value| moment.as_str().unwrap()[..4].parse::<i32>().unwrap();
    assert_eq!(year(&park["leaves"]) - year(&park["closes"]), 5);
    assert!(
        app.page("/park").await.text().contains("Kommentarer og forslag kan læses her til og med")
    );
    let chosen = admin.does(Method::PUT, LEAVING, on("2040-01-01")).await;
    assert_eq!(
        (&chosen["leaves"], &chosen["chosen"]),
        (&json!("2039-12-31T23:00:00Z"), &json!(true))
    );
    assert_eq!(app.read(PARK).await["leaves"], "2039-12-31T23:00:00Z");
    assert!(app.page("/park/indsats-1").await.text().contains("31. december 2039"));
    let record = admin.read("/api/desk/record").await["items"][0].clone();
    assert_eq!((&record["kind"], &record["detail"]), (&json!("leaving"), &json!("2040-01-01")));
    assert_eq!(admin.does(Method::PUT, LEAVING, json!({})).await, usual);
}

#[tokio::test]
async fn only_admins_choose_and_only_a_day_to_come() {
    let app = App::start().await;
    let (lene, admin) = (app.moderator().await, admin(&app).await);
    app.store.add_staff("bodil@example.dk", "editor");
    let bodil = app.signed_in("bodil@example.dk").await;
    for who in [&lene, &bodil] {
        let answer = who.send(Method::PUT, LEAVING, on("2040-01-01")).await;
        assert_eq!(answer, problem(403, "forbidden"));
    }
    let closes = app.read(PARK).await["closes"].as_str().unwrap()[..10].to_owned();
    let before = format!("{}-01-01", &closes[..4]);
    for (day, flaw) in [
        ("2040-02-30", "malformed"),
        ("i morgen", "malformed"),
        ("2020-01-01", "unknown"),
        (&before, "unknown"),
    ] {
        let answer = admin.send(Method::PUT, LEAVING, on(day)).await;
        assert_eq!(answer, unfit(&[("day", flaw)]), "{day}");
    }
    let answer = admin.send(Method::PUT, LEAVING, json!({ "day": 7 })).await;
    assert_eq!(answer, unfit(&[("day", "malformed")]));
    let nowhere = LEAVING.replace("park", "nowhere");
    assert_eq!(admin.send(Method::PUT, &nowhere, on("2040-01-01")).await.0, 404);
    assert_eq!(lene.get(&nowhere).await.0, 404);
    assert_eq!(admin.read(LEAVING).await["chosen"], false);
}

#[tokio::test]
async fn when_the_day_comes_everything_is_gone_but_the_text() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let (lene, admin) = (app.moderator().await, admin(&app).await);
    let top = mona.says(THREAD, "Flere bøge").await;
    ali.answers(THREAD, &top, "Enig").await;
    ali.agrees(&top).await;
    ali.says(GENERAL, "Det hele").await;
    let idea = json!({ "kind": "idea", "title": "En sø", "body": "Grav.", "section": "indsats-1" });
    let lake = mona.post(PROPOSALS, idea).await;
    let on_lake = format!("/api/proposals/{}/comments", lake["id"].as_str().unwrap());
    ali.says(&on_lake, "God sø").await;
    let hidden = ali.says(THREAD, "Idioter!").await;
    lene.hides(&hidden).await;
    lets_the_day_come(&app).await;

    let park = app.read(PARK).await;
    assert_eq!(
        (&park["counts"]["comments"], &park["counts"]["proposals"], &park["general"]),
        (&json!(0), &json!(0), &json!(0))
    );
    assert!(park["outline"].as_array().unwrap().iter().all(|section| section["count"] == 0));
    for list in [THREAD, GENERAL, PROPOSALS] {
        let page = app.read(list).await;
        assert_eq!((&page["items"], &page["total"]), (&json!([]), &json!(0)), "{list}");
    }
    let comment = format!("/api/comments/{}", top["id"].as_str().unwrap());
    for gone in [&comment, &format!("{comment}/replies"), &format!("{comment}/history"), &on_lake] {
        assert_eq!(app.get(gone).await.0, StatusCode::NOT_FOUND, "{gone}");
    }
    // The text is there and says what is not.
    let page = app.page("/park/indsats-1").await;
    let text = page.text();
    assert!(text.contains("Vi planter hundrede træer.") && !text.contains("Flere bøge"));
    assert!(text.contains("blev fjernet fra siden"), "{text}");
    assert!(!text.contains("Ingen har skrevet her endnu"), "{text}");
    for path in ["/park", "/park/forslag", "/embed/park/indsats-1", "/park/indsats-1?afsnit=p-1"] {
        assert!(app.page(path).await.text().contains("blev fjernet fra siden"), "{path}");
    }
    // Staff and their authors still read them, and nothing that is done to them shows them again.
    let item = lene.read(&format!("/api/desk/comments/{}", top["id"].as_str().unwrap())).await;
    assert_eq!(item["comment"]["body"], "Flere bøge");
    assert_eq!(mona.read("/api/participants/me/comments").await["items"][0]["body"], "Flere bøge");
    assert_eq!(mona.read("/api/participants/me/comments").await["items"][0]["place"]["gone"], true);
    lene.restores(&hidden).await;
    lene.hides(&top).await;
    lene.restores(&top).await;
    assert_eq!(app.read(THREAD).await["items"], json!([]));
    assert_eq!(ali.send(Method::PUT, &format!("{comment}/support"), Value::Null).await.0, 404);
    let export = lene.read("/api/desk/consultations/park/export.json").await.to_string();
    assert!(export.contains("Flere bøge") && export.contains("En sø"));
    assert_eq!(app.read(&format!("{PARK}/export.json")).await, json!([]));
    let left = admin.read("/api/desk/record").await;
    let left = left["items"].as_array().unwrap().iter().find(|entry| entry["kind"] == "left");
    assert_eq!(left.unwrap()["by"], "program");
    // So it was promised.
    let answer = admin.send(Method::PUT, LEAVING, on("2040-01-01")).await;
    assert_eq!(answer, problem(409, "state"));
    assert_eq!(admin.read(LEAVING).await["gone"], true);
    assert!(app.store.run(&["audit", "verify"]).success);
}

/// Somebody may have kept the address under which its talk was open.
#[tokio::test]
async fn a_paragraph_that_is_opened_later_says_that_its_comments_have_left() {
    let app = App::start().await;
    app.participant("Mona").await.says(THREAD, "Flere bøge").await;
    lets_the_day_come(&app).await;
    let html = app.read(&format!("{PARK}/sections/indsats-1")).await["html"].clone();
    let open = format!("?udgave=fuld&afsnit={}", html.as_str().unwrap().split('"').nth(1).unwrap());
    for (page, told) in [
        ("/park/indsats-1", "Kommentarerne til stedet her er ikke på siden mere."),
        ("/en/park/indsats-1", "The comments on this part are no longer on this site."),
    ] {
        let text = app.page(&format!("{page}{open}")).await.text();
        assert!(text.contains(told) && !text.contains("empty empty--posts"), "{text}");
    }
}

#[tokio::test]
async fn what_left_because_a_year_was_mistyped_is_back_when_it_is_corrected() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let lene = app.moderator().await;
    let top = mona.says(THREAD, "Flere bøge").await;
    ali.answers(THREAD, &top, "Enig").await;
    let hidden = mona.answers(THREAD, &top, "Idioter!").await;
    lene.hides(&hidden).await;
    let taken = ali.says(THREAD, "Fortrudt").await;
    mona.answers(THREAD, &taken, "Øv").await;
    ali.withdraws(&taken).await;
    let private = json!({ "body": "Til jer", "visibility": "municipality" });
    ali.post(THREAD, private).await;
    let idea = json!({ "kind": "idea", "title": "En sø", "body": "Grav." });
    let lake = mona.post(PROPOSALS, idea).await;
    let on_lake = format!("/api/proposals/{}/comments", lake["id"].as_str().unwrap());
    ali.says(&on_lake, "God sø").await;
    let doors = [PARK, THREAD, PROPOSALS, &on_lake];
    let mut before = Vec::new();
    for door in doors {
        before.push(app.read(door).await);
    }
    let closes = before[0]["closes"].clone();
    app.store.database.execute("update consultation set leaves = closes", None).await;
    lets_the_day_come(&app).await;
    let right = "update consultation set closes = 9999999999000, opens = 1, leaves = null";
    app.store.database.execute(right, None).await;
    app.finds(THREAD, 2).await;
    assert_ne!(closes, app.read(PARK).await["closes"]);
    for (door, before) in doors.into_iter().zip(before).skip(1) {
        assert_eq!(app.read(door).await, before, "{door}");
    }
    assert_eq!(app.read(PARK).await["counts"]["proposals"], 1);
    let record = lene.read("/api/desk/record").await["items"][0].clone();
    assert_eq!((&record["kind"], &record["by"]), (&json!("back"), &json!("program")));
}

#[tokio::test]
async fn what_left_while_no_server_ran_is_gone_from_the_first_answer_on() {
    let mut app = App::start().await;
    app.participant("Mona").await.says(THREAD, "Flere bøge").await;
    app.kill();
    let over = "update consultation set opens = 1, closes = 1000, leaves = 2000";
    app.store.database.execute(over, None).await;
    app.kill_and_restart();
    assert_eq!(app.read(THREAD).await["items"], json!([]));
}
