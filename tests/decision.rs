//! What a moderator does to a post, and what the author, the public and the record show of it.

use tests::{
    App, Method, PROPOSALS, StatusCode, THREAD, Value, Visitor, client_key, json, problem,
    together, unfit,
};

fn hiding() -> Value {
    json!({ "rule": "tonen", "reason": "Tal pænt." })
}

fn desk(post: &Value, what: &str) -> String {
    format!("/api/desk/comments/{}{what}", post["id"].as_str().unwrap())
}

fn public(post: &Value) -> String {
    format!("/api/comments/{}", post["id"].as_str().unwrap())
}

#[tokio::test]
async fn the_public_sees_a_marker_with_the_rule_and_the_author_sees_her_words() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let anchor = json!({ "paragraph": "p-1", "quote": "idiotiske træer" });
    let post = mona.post(THREAD, json!({ "body": "Idioter!", "anchor": anchor })).await;
    mona.agrees(&post).await;
    lene.hides(&post).await;
    let expected = json!({
        "id": post["id"], "section": "indsats-1", "proposal": null, "news": null,
        "parent": null, "root": null, "answers": null, "author": null, "body": null,
        "state": "hidden", "visibility": "public", "rule": "tonen", "anchor": null,
        "by_rule": { "number": 2, "title": "Tal ordentligt om og til andre" },
        "created": post["created"], "edited": null, "support": 0, "replies": 0,
        "first_replies": [],
    });
    assert_eq!(app.get(&public(&post)).await, (StatusCode::OK, expected));
    let own = mona.read(&public(&post)).await;
    let me = mona.read("/api/participants/me").await["comments"][0].clone();
    for own in [own, me] {
        assert_eq!((&own["body"], &own["rule"]), (&json!("Idioter!"), &json!("tonen")));
        assert_eq!(own["hidden_because"], "Tal pænt.");
    }
}

#[tokio::test]
async fn a_decision_answers_with_the_post_and_its_record() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    let mut comment = app.read(&public(&post)).await;
    let item = lene.hides(&post).await;
    comment["state"] = "hidden".into();
    comment["rule"] = "tonen".into();
    let name = json!({ "number": 2, "title": "Tal ordentligt om og til andre" });
    comment["by_rule"] = name.clone();
    let expected = json!({
        "comment": comment, "proposal": null,
        "author": { "name": "Mona", "kind": "citizen", "district": null, "staff": false },
        "consultation": "park",
        "place": { "key": "indsats-1", "label": "Indsats 1", "title": "Flere træer" },
        "above": [], "reports": [], "report_texts": [],
        "decisions": [{
            "kind": "hide", "rule": "tonen", "by_rule": name, "reason": "Tal pænt.", "by": "lene@example.dk",
            "at": item["decisions"][0]["at"],
        }],
        "held": null, "waiting_supports": 0, "original": [], "question": null, "office": [], "sender": null, "appeal": null, "stand": "1-0", "locked": false,
        "thread": item["thread"], "standing": {
            "id": item["standing"]["id"], "since": item["standing"]["since"],
            "paused_until": null, "held": false, "earlier": [], "neighbours": 0,
        },
        "author_posts": 1, "author_hidden": 1, "rules": item["rules"],
    });
    assert_eq!(item, expected);
}

#[tokio::test]
async fn hiding_needs_a_rule_that_there_is_and_a_reason() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    let cases: [(Value, &[(&str, &str)]); 4] = [
        (json!({}), &[("rule", "missing"), ("reason", "missing")]),
        (json!({ "rule": "", "reason": "  " }), &[("rule", "missing"), ("reason", "missing")]),
        (json!({ "rule": "smag", "reason": "Nej." }), &[("rule", "unknown")]),
        (json!({ "rule": "tonen", "reason": "x".repeat(2_001) }), &[("reason", "too-long")]),
    ];
    for (sent, fields) in cases {
        assert_eq!(lene.send(Method::POST, &desk(&post, "/hide"), sent).await, unfit(fields));
    }
    assert_eq!(app.read(&public(&post)).await["state"], "visible");
}

#[tokio::test]
async fn every_rule_of_the_hearing_can_be_given() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let rules = app.read("/api/consultations/park").await["rules"].clone();
    assert!(rules.as_array().unwrap().len() >= 3);
    for rule in rules.as_array().unwrap() {
        let post = mona.says(THREAD, "Idioter!").await;
        let why = json!({ "rule": rule["id"], "reason": rule["title"] });
        lene.does(Method::POST, &desk(&post, "/hide"), why).await;
        assert_eq!(app.read(&public(&post)).await["rule"], rule["id"]);
    }
}

#[tokio::test]
async fn a_restored_post_is_as_it_was_and_the_record_keeps_both_decisions() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    let before = app.read(&public(&post)).await;
    lene.hides(&post).await;
    let item = lene.restores(&post).await;
    assert_eq!(app.read(&public(&post)).await, before);
    let record: Vec<_> = item["decisions"].as_array().unwrap().iter().map(|d| &d["kind"]).collect();
    assert_eq!(record, ["hide", "restore"]);
    assert_eq!(item["author_hidden"], 0);
}

#[tokio::test]
async fn what_cannot_be_done_to_a_post_any_more_is_refused() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    let refused = problem(409, "state");
    let tries = |what: &'static str| {
        let (lene, path) = (lene.clone(), desk(&post, what));
        async move { lene.send(Method::POST, &path, hiding()).await }
    };
    assert_eq!(tries("/restore").await, refused);
    lene.hides(&post).await;
    assert_eq!(tries("/hide").await, refused);
    assert_eq!(tries("/approve").await, refused);
    lene.restores(&post).await;
    assert_eq!(tries("/restore").await, refused);
    mona.withdraws(&post).await;
    for what in ["/hide", "/restore", "/approve"] {
        assert_eq!(tries(what).await, refused, "{what}");
    }
}

#[tokio::test]
async fn of_sixteen_who_hide_at_once_one_decides() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    let hiding = (0..16).map(|_| {
        let (lene, path) = (lene.clone(), desk(&post, "/hide"));
        async move { lene.send(Method::POST, &path, hiding()).await.0.as_u16() }
    });
    let mut statuses = together(hiding).await;
    statuses.sort_unstable();
    assert_eq!((statuses[0], &statuses[1..]), (200, &[409; 15][..]));
    let item = lene.read(&desk(&post, "")).await;
    assert_eq!(item["decisions"].as_array().unwrap().len(), 1);
    assert_eq!((&item["author_posts"], &item["author_hidden"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn of_hiding_and_withdrawing_at_once_one_happens() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let mut posts = Vec::new();
    for _ in 0..16 {
        posts.push(mona.says(THREAD, "Idioter!").await);
    }
    let both = posts.iter().map(|post| {
        let (mona, lene, post) = (mona.clone(), lene.clone(), post.clone());
        async move {
            let (hide, own) = (desk(&post, "/hide"), public(&post));
            let (hidden, withdrawn) = tokio::join!(
                lene.send(Method::POST, &hide, hiding()),
                mona.send(Method::DELETE, &own, Value::Null)
            );
            [hidden.0.as_u16(), withdrawn.0.as_u16()]
        }
    });
    let answers = together(both).await;
    assert!(answers.iter().all(|both| [[200, 409], [409, 204]].contains(both)), "{answers:?}");
    let hidden = answers.iter().filter(|both| both[0] == 200).count();
    assert_eq!(app.read(THREAD).await["total"], hidden);
}

#[tokio::test]
async fn an_author_can_neither_withdraw_nor_change_what_was_hidden() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    lene.hides(&post).await;
    let change = mona.send(Method::PATCH, &public(&post), json!({ "body": "Venner!" })).await;
    assert_eq!(change, problem(409, "state"));
    let withdrawn = mona.send(Method::DELETE, &public(&post), Value::Null).await;
    assert_eq!(withdrawn, problem(409, "state"));
}

#[tokio::test]
async fn a_reply_to_a_hidden_answer_no_longer_names_whom_it_answers() {
    let app = App::start().await;
    let (mona, ali, lene) =
        (app.participant("Mona").await, app.participant("Ali").await, app.moderator().await);
    let top = mona.says(THREAD, "Flere bøge").await;
    let middle = ali.answers(THREAD, &top, "Idioter!").await;
    let last = mona.answers(THREAD, &middle, "Rolig").await;
    assert_eq!(app.read(&public(&last)).await["answers"], "Ali");
    lene.hides(&middle).await;
    assert_eq!(app.read(&public(&last)).await["answers"], Value::Null);
}

#[tokio::test]
async fn a_hidden_proposal_shows_a_marker_and_its_comments_stay() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let ad = json!({ "kind": "idea", "title": "Køb min sæbe", "body": "Nu!" });
    let ad = mona.post(PROPOSALS, ad).await;
    let id = ad["id"].as_str().unwrap();
    let thread = format!("/api/proposals/{id}/comments");
    mona.says(&thread, "Billigt!").await;
    lene.does(Method::POST, &format!("/api/desk/proposals/{id}/hide"), hiding()).await;
    let marker = app.read(&format!("/api/proposals/{id}")).await;
    let told = ["state", "rule", "title", "body", "author"].map(|field| marker[field].clone());
    assert_eq!(told, [json!("hidden"), json!("tonen"), Value::Null, Value::Null, Value::Null]);
    assert_eq!(app.read(&thread).await["items"][0]["body"], "Billigt!");
    assert_eq!(mona.read(&format!("/api/proposals/{id}")).await["title"], "Køb min sæbe");
    lene.does(Method::POST, &format!("/api/desk/proposals/{id}/restore"), json!({})).await;
    assert_eq!(app.read(&format!("/api/proposals/{id}")).await["title"], "Køb min sæbe");
}

#[tokio::test]
async fn nobody_comments_on_a_hidden_proposal() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let ad = json!({ "kind": "idea", "title": "Køb min sæbe", "body": "Nu!" });
    let ad = mona.post(PROPOSALS, ad).await;
    let id = ad["id"].as_str().unwrap();
    lene.does(Method::POST, &format!("/api/desk/proposals/{id}/hide"), hiding()).await;
    let more = json!({ "body": "Billigt!", "client_key": client_key() });
    let answer = mona.send(Method::POST, &format!("/api/proposals/{id}/comments"), more).await;
    assert_eq!(answer, problem(409, "state"));
}

#[tokio::test]
async fn the_desk_reads_what_was_written_to_the_municipality_alone() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let private = json!({ "body": "Fortroligt", "visibility": "municipality" });
    let post = mona.post(THREAD, private).await;
    assert_eq!(app.get(&public(&post)).await, problem(404, "not-found"));
    assert_eq!(mona.read(&public(&post)).await["visibility"], "municipality");
    let item = lene.read(&desk(&post, "")).await;
    assert_eq!(item["comment"]["body"], "Fortroligt");
    lene.hides(&post).await;
    assert_eq!(app.get(&public(&post)).await, problem(404, "not-found"));
}

#[tokio::test]
async fn what_does_not_exist_cannot_be_decided_on() {
    let app = App::start().await;
    let lene = app.moderator().await;
    for kind in ["comments", "proposals"] {
        for id in ["018f0000000070008000000000000000", "x"] {
            let path = format!("/api/desk/{kind}/{id}");
            assert_eq!(lene.get(&path).await, problem(404, "not-found"));
            for what in ["hide", "restore", "approve"] {
                let answer = lene.send(Method::POST, &format!("{path}/{what}"), hiding()).await;
                assert_eq!(answer, problem(404, "not-found"), "{path}/{what}");
            }
        }
    }
}

#[tokio::test]
async fn whoever_looked_before_somebody_else_decided_is_told_and_overwrites_nothing() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    app.store.add_staff("bodil@example.dk", "moderator");
    let bodil = app.signed_in("bodil@example.dk").await;
    let post = mona.says(THREAD, "Idioter!").await;
    let stand = bodil.read(&desk(&post, "")).await["stand"].clone();
    lene.does(Method::POST, &desk(&post, "/approve"), json!({ "stand": stand })).await;
    let mut hide = hiding();
    hide["stand"] = stand;
    let answer = bodil.send(Method::POST, &desk(&post, "/hide"), hide.clone()).await;
    assert_eq!(answer, problem(412, "changed"));
    let now = bodil.read(&desk(&post, "")).await;
    assert_eq!(now["decisions"][0]["by"], "lene@example.dk");
    assert_eq!(now["comment"]["state"], "visible");
    // An author's change is one, too.
    let stand = now["stand"].clone();
    mona.does(Method::PATCH, &public(&post), json!({ "body": "Venner!" })).await;
    hide["stand"] = stand;
    let answer = bodil.send(Method::POST, &desk(&post, "/hide"), hide).await;
    assert_eq!(answer, problem(412, "changed"));
}

#[tokio::test]
async fn a_decision_is_taken_back_by_who_made_it_with_all_that_it_did() {
    let app = App::start().await;
    let (mona, ali, lene) =
        (app.participant("Mona").await, app.participant("Ali").await, app.moderator().await);
    app.store.add_staff("bodil@example.dk", "moderator");
    let bodil = app.signed_in("bodil@example.dk").await;
    let post = mona.says(THREAD, "Idioter!").await;
    let report = json!({ "reason": "tonen", "client_key": client_key() });
    ali.does(Method::POST, &format!("{}/reports", public(&post)), report).await;
    let counts =
        |lene: Visitor| async move { lene.read("/api/desk/queue").await["counts"].clone() };
    let before = counts(lene.clone()).await;
    for act in ["approve", "hide"] {
        lene.does(Method::POST, &desk(&post, &format!("/{act}")), hiding()).await;
        assert_eq!(counts(lene.clone()).await["reported"], 0);
        let answer = bodil.send(Method::POST, &desk(&post, "/undo"), json!({})).await;
        assert_eq!(answer, problem(409, "state"));
        let item = lene.does(Method::POST, &desk(&post, "/undo"), json!({})).await;
        assert_eq!(item["comment"]["state"], "visible");
        let report = &item["reports"][0];
        assert_eq!((&report["reason"], &report["count"]), (&json!("tonen"), &json!(1)));
        assert_eq!(counts(lene.clone()).await, before);
        assert_eq!(item["author_hidden"], 0);
    }
    let answer = lene.send(Method::POST, &desk(&post, "/undo"), json!({})).await;
    assert_eq!(answer, problem(409, "state"));
}

#[tokio::test]
async fn a_note_is_for_staff_alone_and_changes_nothing() {
    let app = App::start().await;
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Idioter!").await;
    lene.hides(&post).await;
    let note = json!({ "reason": "Ring til hende" });
    let item = lene.does(Method::POST, &desk(&post, "/note"), note).await;
    assert_eq!(item["decisions"][1]["reason"], "Ring til hende");
    assert_eq!((&item["comment"]["state"], &item["stand"]), (&json!("hidden"), &json!("1-0")));
    let own = mona.read(&public(&post)).await;
    assert_eq!(own["hidden_because"], "Tal pænt.");
    let data = mona.ask(Method::GET, "/api/participants/me/data", None).await;
    assert!(!data.text().contains("Ring til hende"));
    let answer = lene.send(Method::POST, &desk(&post, "/note"), json!({})).await;
    assert_eq!(answer, unfit(&[("reason", "missing")]));
}
