//! Proposals: ideas, wordings, partnerships.

use tests::{
    App, Method, PROPOSALS, StatusCode, THREAD, Value, client_key, json, problem, together, unfit,
};

fn idea(title: &str) -> Value {
    json!({ "kind": "idea", "title": title, "body": "Det er en god idé." })
}

fn wording() -> Value {
    json!({
        "kind": "wording", "section": "indsats-1", "original": "hundrede træer",
        "replacement": "tusind træer", "reason": "Hundrede er for få.",
    })
}

fn partnership() -> Value {
    json!({
        "kind": "partnership", "title": "Vi passer træerne", "body": "Hver lørdag.",
        "organisation": "Træets Venner", "contact": "venner@example.dk",
    })
}

fn titles(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_idea_comes_back_as_it_was_sent() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let sent = json!({
        "kind": "idea", "title": " En  sø ", "body": " Grav en sø. ", "section": "indsats-1",
    });
    let post = mona.post(PROPOSALS, sent).await;
    let expected = json!({
        "id": post["id"], "number": 1, "consultation": "park", "kind": "idea",
        "section": { "key": "indsats-1", "label": "Indsats 1", "title": "Flere træer" },
        "title": "En sø", "body": "Grav en sø.", "original": null, "replacement": null,
        "reason": null, "organisation": null,
        "author": { "name": "Mona", "kind": "citizen", "district": null, "staff": false },
        "state": "visible", "rule": null, "created": post["created"], "edited": null,
        "support": 0, "comments": 0, "mine": true,
    });
    assert_eq!(post, expected);
}

#[tokio::test]
async fn a_wording_says_what_goes_what_comes_and_why() {
    let app = App::start().await;
    let post = app.participant("Mona").await.post(PROPOSALS, wording()).await;
    let told = ["original", "replacement", "reason", "body"].map(|field| post[field].clone());
    assert_eq!(
        told,
        [json!("hundrede træer"), json!("tusind træer"), json!("Hundrede er for få."), json!("")]
    );
}

#[tokio::test]
async fn how_to_reach_a_partner_is_for_staff_and_the_author_alone() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let post = mona.post(PROPOSALS, partnership()).await;
    assert_eq!(post["contact"], "venner@example.dk");
    let id = post["id"].as_str().unwrap();
    let path = format!("/api/proposals/{id}");
    assert_eq!(mona.read(&path).await["contact"], "venner@example.dk");
    let lene = app.moderator().await;
    let at_the_desk = lene.read(&format!("/api/desk/proposals/{id}")).await;
    assert_eq!(at_the_desk["proposal"]["contact"], "venner@example.dk");
    // Found by its title, so the index has it by now.
    let found = "/api/consultations/park/search?q=passer+venner";
    for _ in 0..100 {
        let hits = app.read("/api/consultations/park/search?q=passer").await;
        if hits["total"] == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let page = format!("/park/forslag/{id}");
    for reader in [app.stranger(), ali] {
        assert_eq!(reader.read(&path).await["organisation"], "Træets Venner");
        for door in [
            path.as_str(),
            PROPOSALS,
            "/api/consultations/park/proposals?kind=partnership&sort=agreed",
            "/api/consultations/park/search?q=passer&kind=proposal",
            "/api/consultations/park/search?q=venner+example&kind=proposal&similar=true",
            found,
            page.as_str(),
            "/park/forslag?slags=partnerskab",
            "/park?soeg=passer",
            "/park.atom",
        ] {
            let answer = reader.ask(Method::GET, door, None).await;
            assert!(answer.status.is_success(), "{door}: {}", answer.status);
            let read = answer.text();
            assert!(!read.contains("venner@"), "{door}: {read}");
        }
    }
    assert_eq!(app.read(found).await["total"], 0, "nobody finds it by how to reach them");
}

#[tokio::test]
async fn each_kind_needs_its_own_fields() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let key = |mut sent: Value| {
        sent["client_key"] = client_key().into();
        sent
    };
    let with = |mut sent: Value, field: &str, value: Value| {
        sent[field] = value;
        key(sent)
    };
    let long = Value::from("x".repeat(10_001));
    let cases: [(Value, &[(&str, &str)]); 15] = [
        (json!({}), &[("client_key", "missing"), ("kind", "missing")]),
        (key(json!({ "kind": "dream" })), &[("kind", "unknown")]),
        (key(json!({ "kind": "idea" })), &[("title", "missing"), ("body", "missing")]),
        (with(idea("En sø"), "title", "x".repeat(121).into()), &[("title", "too-long")]),
        (with(idea("En sø"), "body", long.clone()), &[("body", "too-long")]),
        (with(idea("En sø"), "section", "nowhere".into()), &[("section", "unknown")]),
        (
            key(json!({ "kind": "wording" })),
            &[("section", "missing"), ("original", "missing"), ("reason", "missing")],
        ),
        (with(wording(), "section", "nowhere".into()), &[("section", "unknown")]),
        (
            with(wording(), "replacement", " hundrede træer ".into()),
            &[("replacement", "unchanged")],
        ),
        (with(wording(), "original", long.clone()), &[("original", "too-long")]),
        (with(wording(), "replacement", long.clone()), &[("replacement", "too-long")]),
        (with(wording(), "reason", long), &[("reason", "too-long")]),
        (with(partnership(), "organisation", Value::Null), &[("organisation", "missing")]),
        (
            with(partnership(), "organisation", "x".repeat(201).into()),
            &[("organisation", "too-long")],
        ),
        (with(partnership(), "contact", "x".repeat(201).into()), &[("contact", "too-long")]),
    ];
    for (sent, fields) in cases {
        let answer = mona.send(Method::POST, PROPOSALS, sent.clone()).await;
        assert_eq!(answer, unfit(fields), "{}", sent.to_string().get(..120).unwrap_or_default());
    }
    assert_eq!(app.read(PROPOSALS).await["total"], 0);
}

#[tokio::test]
async fn a_wording_without_a_replacement_strikes_the_words() {
    let app = App::start().await;
    let mut strike = wording();
    strike["replacement"] = Value::Null;
    let post = app.participant("Mona").await.post(PROPOSALS, strike).await;
    assert_eq!(post["replacement"], "");
}

#[tokio::test]
async fn proposals_are_listed_by_kind_by_section_and_in_every_order() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let lake = mona.post(PROPOSALS, idea("En sø")).await;
    mona.post(PROPOSALS, partnership()).await;
    let mut about = idea("Et hegn");
    about["section"] = "maal-1".into();
    mona.post(PROPOSALS, about).await;
    let support = format!("/api/proposals/{}/support", lake["id"].as_str().unwrap());
    mona.does(Method::PUT, &support, Value::Null).await;
    for (query, order) in [
        ("", vec!["Et hegn", "Vi passer træerne", "En sø"]),
        ("?sort=newest", vec!["Et hegn", "Vi passer træerne", "En sø"]),
        ("?sort=oldest", vec!["En sø", "Vi passer træerne", "Et hegn"]),
        ("?sort=agreed", vec!["En sø", "Et hegn", "Vi passer træerne"]),
        ("?kind=idea", vec!["Et hegn", "En sø"]),
        ("?kind=partnership", vec!["Vi passer træerne"]),
        ("?kind=wording", vec![]),
        ("?section=maal-1", vec!["Et hegn"]),
    ] {
        assert_eq!(titles(&app.read(&format!("{PROPOSALS}{query}")).await), order, "{query}");
    }
}

#[tokio::test]
async fn the_total_of_a_list_is_that_of_the_list_which_was_asked_for() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    mona.post(PROPOSALS, idea("En sø")).await;
    mona.post(PROPOSALS, partnership()).await;
    for (query, total) in [("", 2), ("?kind=idea", 1), ("?kind=wording", 0), ("?section=maal-1", 0)]
    {
        let list = app.read(&format!("{PROPOSALS}{query}")).await;
        assert_eq!(list["total"], total, "{query}");
    }
}

#[tokio::test]
async fn two_filters_are_both_kept() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let mut about = idea("Et hegn");
    about["section"] = "maal-1".into();
    mona.post(PROPOSALS, about).await;
    mona.post(PROPOSALS, idea("En sø")).await;
    let list = app.read(&format!("{PROPOSALS}?kind=idea&section=maal-1")).await;
    assert_eq!(titles(&list), ["Et hegn"]);
    let list = app.read(&format!("{PROPOSALS}?kind=idea&sort=oldest")).await;
    assert_eq!(titles(&list), ["Et hegn", "En sø"]);
}

#[tokio::test]
async fn a_list_of_proposals_is_read_page_by_page() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for number in 1..=25 {
        mona.post(PROPOSALS, idea(&number.to_string())).await;
    }
    for query in ["sort=newest", "sort=oldest", "sort=agreed", "kind=idea"] {
        let mut read: Vec<String> = Vec::new();
        let mut next = String::new();
        loop {
            let page = app.read(&format!("{PROPOSALS}?{query}&limit=10{next}")).await;
            read.extend(titles(&page).into_iter().map(str::to_owned));
            match page["next"].as_str() {
                Some(after) => next = format!("&after={after}"),
                None => break,
            }
        }
        let rising = (1..=25).map(|number| number.to_string());
        let expected: Vec<String> =
            if query == "sort=oldest" { rising.collect() } else { rising.rev().collect() };
        assert_eq!(read, expected, "{query}");
    }
}

#[tokio::test]
async fn a_list_refuses_an_order_or_a_kind_that_there_is_not() {
    let app = App::start().await;
    for field in ["sort", "kind"] {
        let answer = app.get(&format!("{PROPOSALS}?{field}=nonsense")).await;
        assert_eq!(answer, unfit(&[(field, "unknown")]));
    }
}

#[tokio::test]
async fn sixteen_proposals_sent_at_once_get_sixteen_numbers() {
    let app = App::start().await;
    let mut people = Vec::new();
    for number in 0..16 {
        people.push(app.participant(&format!("Nr. {number}")).await);
    }
    let posting = people.into_iter().map(|person| async move {
        person.post(PROPOSALS, idea("En sø")).await["number"].as_i64().unwrap()
    });
    let mut numbers = together(posting).await;
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=16).collect::<Vec<i64>>());
    assert_eq!(app.read("/api/consultations/park").await["counts"]["proposals"], 16);
}

#[tokio::test]
async fn a_proposal_tells_how_many_comments_it_has() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let lake = mona.post(PROPOSALS, idea("En sø")).await;
    let path = format!("/api/proposals/{}", lake["id"].as_str().unwrap());
    let thread = format!("{path}/comments");
    let post = mona.says(&thread, "Med ænder").await;
    mona.answers(&thread, &post, "Og svaner").await;
    assert_eq!(app.read(&path).await["comments"], 2);
    lene.hides(&post).await;
    assert_eq!(app.read(&path).await["comments"], 1);
    assert_eq!(app.read("/api/consultations/park").await["counts"]["comments"], 1);
}

#[tokio::test]
async fn a_withdrawn_proposal_is_gone_for_all_but_its_author() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let lake = mona.post(PROPOSALS, idea("En sø")).await;
    let path = format!("/api/proposals/{}", lake["id"].as_str().unwrap());
    let others = ali.send(Method::DELETE, &path, Value::Null).await;
    assert_eq!(others, problem(403, "forbidden"));
    for _ in 0..2 {
        let own = mona.send(Method::DELETE, &path, Value::Null).await;
        assert_eq!(own, (StatusCode::NO_CONTENT, Value::Null));
    }
    assert_eq!(app.get(&path).await, problem(404, "not-found"));
    assert_eq!(app.get(&format!("{path}/comments")).await, problem(404, "not-found"));
    assert_eq!(app.read(PROPOSALS).await, json!({ "items": [], "next": null, "total": 0 }));
    assert_eq!(mona.read(&path).await["state"], "withdrawn");
    assert_eq!(app.read("/api/consultations/park").await["counts"]["proposals"], 0);
}

#[tokio::test]
async fn a_withdrawn_proposal_with_comments_leaves_a_marker_above_them() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let lake = mona.post(PROPOSALS, idea("En sø")).await;
    let path = format!("/api/proposals/{}", lake["id"].as_str().unwrap());
    let thread = format!("{path}/comments");
    let post = ali.says(&thread, "Med ænder").await;
    mona.does(Method::DELETE, &path, Value::Null).await;
    let marker = app.read(&path).await;
    assert_eq!((&marker["state"], &marker["title"]), (&json!("withdrawn"), &Value::Null));
    assert_eq!(app.read(&thread).await["items"][0]["body"], "Med ænder");
    ali.withdraws(&post).await;
    assert_eq!(app.get(&path).await, problem(404, "not-found"));
}

#[tokio::test]
async fn a_hearing_that_is_over_takes_no_proposal() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    app.store.database.execute("update consultation set closes = 1000", None).await;
    let mut late = idea("En sø");
    late["client_key"] = client_key().into();
    assert_eq!(mona.send(Method::POST, PROPOSALS, late).await, problem(409, "closed"));
}

#[tokio::test]
async fn what_does_not_exist_takes_no_proposal_and_has_none() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let nowhere = "/api/consultations/nowhere/proposals";
    let mut sent = idea("En sø");
    sent["client_key"] = client_key().into();
    assert_eq!(mona.send(Method::POST, nowhere, sent).await, problem(404, "not-found"));
    assert_eq!(app.get(nowhere).await, problem(404, "not-found"));
    let comment = mona.says(THREAD, "Hej").await;
    for id in ["018f0000000070008000000000000000", "x", comment["id"].as_str().unwrap()] {
        let path = format!("/api/proposals/{id}");
        assert_eq!(app.get(&path).await, problem(404, "not-found"));
        let withdrawn = mona.send(Method::DELETE, &path, Value::Null).await;
        assert_eq!(withdrawn, problem(404, "not-found"));
    }
}
