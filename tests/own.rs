//! What is one's own: every post, whatever became of it, and all data as a file.

mod moderated;

use tests::{App, GENERAL, Method, PROPOSALS, StatusCode, THREAD, Value, Visitor, json, problem};

const COMMENTS: &str = "/api/participants/me/comments";
const MY_PROPOSALS: &str = "/api/participants/me/proposals";
const DATA: &str = "/api/participants/me/data";

/// All pages of a list, in pieces of this size.
async fn all(reader: &Visitor, list: &str, limit: usize) -> Vec<Value> {
    let mut items = Vec::new();
    let mut after = String::new();
    loop {
        let page = reader.read(&format!("{list}?limit={limit}{after}")).await;
        assert!(page["items"].as_array().unwrap().len() <= limit);
        items.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => {
                assert_eq!(page["total"], items.len());
                return items;
            }
        }
    }
}

fn idea(title: &str) -> Value {
    json!({ "kind": "idea", "title": title, "body": "Grav." })
}

#[tokio::test]
async fn everything_that_somebody_wrote_is_listed_newest_first_and_in_pages() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    for number in 0..105 {
        mona.says(THREAD, &format!("Nr. {number}")).await;
        if number % 4 == 0 {
            ali.says(THREAD, "Ikke Monas").await;
            mona.post(PROPOSALS, idea(&format!("Sø {number}"))).await;
        }
    }
    let expected: Vec<String> = (0..105).rev().map(|number| format!("Nr. {number}")).collect();
    for limit in [1, 20, 35, 100] {
        let items = all(&mona, COMMENTS, limit).await;
        let bodies: Vec<&str> = items.iter().map(|item| item["body"].as_str().unwrap()).collect();
        assert_eq!(bodies, expected, "{limit}");
    }
    let proposals = all(&mona, MY_PROPOSALS, 10).await;
    assert_eq!((proposals.len(), &proposals[0]["title"]), (27, &json!("Sø 104")));
    assert_eq!(mona.read("/api/participants/me").await["comments"].as_array().unwrap().len(), 100);
}

#[tokio::test]
async fn each_post_says_where_it_stands() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let news = app.publish_news(1, "Kom til møde", "<p>På torsdag.</p>").await;
    let lake = ali.post(PROPOSALS, idea("En sø")).await;
    let on_lake = format!("/api/proposals/{}/comments", lake["id"].as_str().unwrap());
    for thread in [THREAD, GENERAL, &on_lake, &format!("/api/news/{news}/comments")] {
        mona.says(thread, "Hej").await;
    }
    let about =
        json!({ "kind": "idea", "title": "Bøge", "body": "Plant.", "section": "indsats-1" });
    mona.post(PROPOSALS, about).await;
    mona.post(PROPOSALS, idea("Bænke")).await;
    let place = |label: Value, title: Value, number: Value| {
        json!({
            "consultation": "park", "hearing": "En park for alle", "label": label, "title": title,
            "number": number, "gone": false,
        })
    };
    let nothing = || Value::Null;
    let items = all(&mona, COMMENTS, 20).await;
    let places: Vec<Value> = items.iter().map(|item| item["place"].clone()).collect();
    let expected = [
        place(nothing(), "Kom til møde".into(), nothing()),
        place(nothing(), "En sø".into(), 1.into()),
        place(nothing(), nothing(), nothing()),
        place("Indsats 1".into(), "Flere træer".into(), nothing()),
    ];
    assert_eq!(places, expected);
    let proposals = all(&mona, MY_PROPOSALS, 20).await;
    assert_eq!(proposals[0]["place"], place(nothing(), nothing(), nothing()));
    let on = place("Indsats 1".into(), "Flere træer".into(), nothing());
    assert_eq!(proposals[1]["place"], on);
    // What a moderator hides has no title for others any more, wherever it is named.
    let hide = format!("/api/desk/proposals/{}/hide", lake["id"].as_str().unwrap());
    let why = json!({ "rule": "tonen", "reason": "Tal pænt." });
    app.moderator().await.does(Method::POST, &hide, why).await;
    let items = all(&mona, COMMENTS, 20).await;
    assert_eq!(items[1]["place"], place(nothing(), nothing(), 1.into()));
}

#[tokio::test]
async fn the_state_of_each_post_is_told_with_rule_and_reason() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let visible = mona.says(THREAD, "Pænt").await;
    let hidden = mona.says(THREAD, "Grimt").await;
    lene.hides(&hidden).await;
    let withdrawn = mona.says(THREAD, "Fortrudt").await;
    mona.withdraws(&withdrawn).await;
    let private = json!({ "body": "Kun til jer", "visibility": "municipality" });
    mona.post(THREAD, private).await;
    let items = all(&mona, COMMENTS, 20).await;
    let told = |item: &Value| {
        ["state", "visibility", "rule", "hidden_because", "body"].map(|name| item[name].clone())
    };
    let expected = [
        json!(["visible", "municipality", null, null, "Kun til jer"]),
        json!(["withdrawn", "public", null, null, "Fortrudt"]),
        json!(["hidden", "public", "tonen", "Tal pænt.", "Grimt"]),
        json!(["visible", "public", null, null, "Pænt"]),
    ];
    for (item, expected) in items.iter().zip(expected) {
        assert_eq!(json!(told(item)), expected);
    }
    assert_eq!(items[3]["id"], visible["id"]);
}

#[tokio::test]
async fn what_is_ones_own_is_nobody_elses() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    mona.says(THREAD, "Hej").await;
    let eva = app.participant("Eva").await;
    for list in [COMMENTS, MY_PROPOSALS, DATA] {
        assert_eq!(app.get(list).await, problem(401, "unauthorized"), "{list}");
    }
    for list in [COMMENTS, MY_PROPOSALS] {
        let empty = json!({ "items": [], "next": null, "total": 0 });
        assert_eq!(eva.read(list).await, empty, "{list}");
        let (status, _) = eva.get(&format!("{list}?after=nonsense")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{list}");
        let (status, _) = eva.get(&format!("{list}?limit=101")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{list}");
    }
}

#[tokio::test]
async fn whoever_asks_for_their_data_gets_a_file_with_all_of_it() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let about = json!({ "district": "Valby", "email": "mona@example.dk" });
    mona.does(Method::PATCH, "/api/participants/me", about).await;
    let anchor = json!({ "paragraph": "p-1", "quote": "hundrede træer" });
    let post = mona.post(THREAD, json!({ "body": "Flere bøg", "anchor": anchor })).await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    mona.does(Method::PATCH, &path, json!({ "body": "Flere bøge" })).await;
    let lake = mona.post(PROPOSALS, idea("En sø")).await;
    let others = ali.says(THREAD, "Idioter!").await;
    let others_path = format!("/api/comments/{}", others["id"].as_str().unwrap());
    mona.agrees(&others).await;
    let report = json!({ "reason": "andet", "text": "Se her", "client_key": "12345678" });
    mona.does(Method::POST, &format!("{others_path}/reports"), report).await;
    mona.does(Method::POST, "/api/participants/me/handover", Value::Null).await;
    let answer = mona.ask(Method::GET, DATA, None).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/json");
    let file = "attachment; filename=\"bland-dig-mine-data.json\"";
    assert_eq!(answer.header("content-disposition"), file);
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let data = answer.json();
    assert_eq!(
        (&data["profile"]["name"], &data["profile"]["email"]),
        (&json!("Mona"), &json!("mona@example.dk"))
    );
    assert_eq!((&data["profile"]["district"], &data["devices"]), (&json!("Valby"), &json!([])));
    let comment = &data["comments"][0];
    assert_eq!(
        (&comment["body"], &comment["anchor"]["quote"]),
        (&json!("Flere bøge"), &json!("hundrede træer"))
    );
    let earlier = comment["earlier"].as_array().unwrap();
    assert_eq!((earlier.len(), &earlier[0]["body"]), (1, &json!("Flere bøg")));
    assert_eq!(data["proposals"][0]["id"], lake["id"]);
    assert_eq!(data["supports"][0]["post"], others["id"]);
    assert_eq!(
        (&data["reports"][0]["post"], &data["reports"][0]["text"]),
        (&others["id"], &json!("Se her"))
    );
    let text = data.to_string();
    assert!(!text.contains("Idioter") && !text.contains("Ali") && !text.contains(&mona.token));
}

#[tokio::test]
async fn somebodys_data_is_whole_however_much_it_is() {
    let app = App::with(&[("BLANDDIG_LIMITS", "off")]).await;
    let mona = app.participant("Mona").await;
    for number in 0..230 {
        let post = mona.says(THREAD, &format!("Nr. {number} {}", "ord ".repeat(200))).await;
        mona.agrees(&post).await;
    }
    let data = mona.read(DATA).await;
    for list in ["comments", "supports"] {
        assert_eq!(data[list].as_array().unwrap().len(), 230, "{list}");
    }
    let empty = app.participant("Eva").await.read(DATA).await;
    let lists = [
        "devices",
        "comments",
        "proposals",
        "supports",
        "erasures",
        "reports",
        "measures",
        "appeals",
    ];
    assert!(lists.iter().all(|list| empty[list] == json!([])), "{empty}");
}
