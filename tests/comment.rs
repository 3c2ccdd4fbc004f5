//! Comments: posted, read, changed, taken back.

use tests::{
    App, GENERAL, Method, PROPOSALS, StatusCode, THREAD, Value, client_key, json, problem, unfit,
};

#[tokio::test]
async fn mona_comments_on_a_section_and_reads_her_post_as_it_was_sent() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.post(THREAD, json!({ "body": "  Plant flere bøge.\r\nTak!  " })).await;
    let expected = json!({
        "id": post["id"], "section": "indsats-1", "proposal": null, "news": null,
        "parent": null, "root": null, "answers": null,
        "author": { "name": "Mona", "kind": "citizen", "district": null, "staff": false },
        "body": "Plant flere bøge.\nTak!", "state": "visible", "visibility": "public",
        "rule": null, "anchor": null, "created": post["created"], "edited": null,
        "support": 0, "replies": 0, "first_replies": [], "mine": true,
    });
    assert_eq!(post, expected);
}

#[tokio::test]
async fn a_stranger_reads_a_comment_without_what_only_its_author_is_told() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let mut post = mona.says(THREAD, "Plant flere bøge.").await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    post.as_object_mut().unwrap().remove("mine");
    assert_eq!(app.get(&path).await, (StatusCode::OK, post));
}

#[tokio::test]
async fn a_participant_is_told_which_comments_are_hers_and_which_she_agrees_with() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let post = mona.says(THREAD, "Plant flere bøge.").await;
    ali.agrees(&post).await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let told = |post: Value| (post["mine"].clone(), post["supported"].clone());
    assert_eq!(told(mona.read(&path).await), (json!(true), json!(false)));
    assert_eq!(told(ali.read(&path).await), (json!(false), json!(true)));
    let list = ali.read(THREAD).await;
    assert_eq!(told(list["items"][0].clone()), (json!(false), json!(true)));
}

#[tokio::test]
async fn times_are_told_in_utc_and_ids_are_words() {
    let app = App::start().await;
    let post = app.participant("Mona").await.says(THREAD, "Hej").await;
    let created = post["created"].as_str().unwrap();
    assert!(created.len() >= 20 && created.ends_with('Z') && created.contains('T'), "{created}");
    assert!(post["id"].as_str().unwrap().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
}

#[tokio::test]
async fn a_comment_on_the_whole_stands_on_no_section() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(GENERAL, "God idé med en høring.").await;
    let list = app.read(GENERAL).await;
    assert_eq!((&post["section"], &list["items"][0]["id"]), (&Value::Null, &post["id"]));
    assert_eq!(list["total"], 1);
}

#[tokio::test]
async fn a_comment_on_a_proposal_names_the_proposal() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let idea = json!({ "kind": "idea", "title": "En sø", "body": "Grav en sø." });
    let proposal = mona.post(PROPOSALS, idea).await;
    let thread = format!("/api/proposals/{}/comments", proposal["id"].as_str().unwrap());
    let post = mona.says(&thread, "Med ænder!").await;
    assert_eq!((&post["proposal"], &post["section"]), (&proposal["id"], &Value::Null));
    assert_eq!(app.read(&thread).await["items"][0]["body"], "Med ænder!");
}

#[tokio::test]
async fn a_comment_at_a_paragraph_keeps_its_quote() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let mut anchor = json!({
        "paragraph": "p-1a2b3c4d", "quote": "hundrede træer", "prefix": "Der skal plantes",
        "suffix": ".", "version": 1,
    });
    let post = mona.post(THREAD, json!({ "body": "Kun hundrede?", "anchor": anchor })).await;
    anchor["found"] = "earlier".into();
    assert_eq!(post["anchor"], anchor);
}

#[tokio::test]
async fn fields_that_nobody_knows_are_ignored() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.post(THREAD, json!({ "body": "Hej", "state": "hidden", "colour": 7 })).await;
    assert_eq!(post["state"], "visible");
}

#[tokio::test]
async fn every_field_that_cannot_be_taken_is_named() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let long = "å".repeat(10_001);
    let anchor =
        |anchor: Value| json!({ "body": "Hej", "client_key": "12345678", "anchor": anchor });
    let cases: [(Value, &[(&str, &str)]); 12] = [
        (json!({}), &[("body", "missing"), ("client_key", "missing")]),
        (
            json!({ "body": " \n ", "client_key": "1234567" }),
            &[("body", "missing"), ("client_key", "too-short")],
        ),
        (
            json!({ "body": long, "client_key": "k".repeat(65) }),
            &[("body", "too-long"), ("client_key", "too-long")],
        ),
        (
            json!({ "body": "Hej", "client_key": "12345678", "visibility": "staff" }),
            &[("visibility", "unknown")],
        ),
        (
            json!({ "body": "Hej", "client_key": "12345678", "parent": "nobody" }),
            &[("parent", "unknown")],
        ),
        (json!({ "body": 7, "client_key": "12345678" }), &[("body", "malformed")]),
        (json!({ "body": "Hej", "client_key": null }), &[("client_key", "malformed")]),
        (anchor(json!({})), &[("anchor", "malformed")]),
        (anchor(json!({ "paragraph": "P 1" })), &[("anchor.paragraph", "malformed")]),
        (
            anchor(json!({ "paragraph": "p-1", "quote": "x".repeat(501) })),
            &[("anchor.quote", "too-long")],
        ),
        (
            anchor(json!({ "paragraph": "p-1", "prefix": "x".repeat(65) })),
            &[("anchor.prefix", "too-long")],
        ),
        (
            anchor(json!({ "paragraph": "p-1", "suffix": "x".repeat(65) })),
            &[("anchor.suffix", "too-long")],
        ),
    ];
    for (sent, fields) in cases {
        let answer = mona.send(Method::POST, THREAD, sent.clone()).await;
        assert_eq!(answer, unfit(fields), "{}", sent.to_string().get(..80).unwrap_or_default());
    }
    assert_eq!(app.read(THREAD).await["total"], 0);
}

#[tokio::test]
async fn a_comment_of_10_000_characters_is_taken() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let long = "😀".repeat(10_000);
    assert_eq!(mona.says(THREAD, &long).await["body"], long);
}

#[tokio::test]
async fn what_does_not_exist_takes_no_comment_and_has_none() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let nobody = "018f0000000070008000000000000000";
    for path in [
        "/api/consultations/nowhere/comments".to_owned(),
        "/api/consultations/park/sections/nowhere/comments".to_owned(),
        format!("/api/proposals/{nobody}/comments"),
        format!("/api/news/{nobody}/comments"),
        "/api/proposals/not-an-id/comments".to_owned(),
    ] {
        let post = json!({ "body": "Hej", "client_key": client_key() });
        assert_eq!(mona.send(Method::POST, &path, post).await, problem(404, "not-found"), "{path}");
        assert_eq!(app.get(&path).await, problem(404, "not-found"), "{path}");
    }
    for path in [format!("/api/comments/{nobody}"), "/api/comments/not-an-id".to_owned()] {
        assert_eq!(app.get(&path).await, problem(404, "not-found"));
        assert_eq!(app.get(&format!("{path}/replies")).await, problem(404, "not-found"));
        let change = json!({ "body": "Hej" });
        let changed = mona.send(Method::PATCH, &path, change).await;
        assert_eq!(changed, problem(404, "not-found"));
        let withdrawn = mona.send(Method::DELETE, &path, Value::Null).await;
        assert_eq!(withdrawn, problem(404, "not-found"));
    }
}

#[tokio::test]
async fn a_hearing_that_is_over_takes_no_comment_and_can_still_be_read() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    mona.says(THREAD, "I tide").await;
    app.store.database.execute("update consultation set closes = 1000", None).await;
    let late = json!({ "body": "For sent", "client_key": client_key() });
    for path in [THREAD, GENERAL] {
        let answer = mona.send(Method::POST, path, late.clone()).await;
        assert_eq!(answer, problem(409, "closed"));
    }
    assert_eq!(app.read(THREAD).await["total"], 1);
    assert_eq!(app.read("/api/consultations/park").await["phase"], "closed");
}

#[tokio::test]
async fn a_hearing_that_has_not_begun_takes_no_comment() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let later = "update consultation set opens = 32503680000000, closes = 32503680001000";
    app.store.database.execute(later, None).await;
    let early = json!({ "body": "For tidligt", "client_key": client_key() });
    assert_eq!(mona.send(Method::POST, THREAD, early).await, problem(409, "not-open"));
    assert_eq!(app.read("/api/consultations/park").await["phase"], "upcoming");
}

#[tokio::test]
async fn an_author_corrects_a_comment_and_everybody_sees_that_it_was_changed() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Flere bøger").await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let changed = mona.does(Method::PATCH, &path, json!({ "body": " Flere bøge " })).await;
    assert_eq!(changed["body"], "Flere bøge");
    let read = app.read(&path).await;
    assert_eq!(read["body"], "Flere bøge");
    // A zero at the end of a fraction is not written: without the Z the shorter is the earlier.
    let moment = |name: &str| read[name].as_str().unwrap().trim_end_matches('Z').to_owned();
    assert!(moment("edited") >= moment("created"), "{read}");
}

#[tokio::test]
async fn the_same_words_again_are_no_change() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Flere bøge").await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let same = mona.does(Method::PATCH, &path, json!({ "body": "Flere bøge" })).await;
    assert_eq!(same["edited"], Value::Null);
}

#[tokio::test]
async fn nobody_changes_or_withdraws_somebody_elses_comment() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let post = mona.says(THREAD, "Flere bøge").await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let change = json!({ "body": "Færre bøge" });
    assert_eq!(ali.send(Method::PATCH, &path, change).await, problem(403, "forbidden"));
    assert_eq!(ali.send(Method::DELETE, &path, Value::Null).await, problem(403, "forbidden"));
    assert_eq!(app.read(&path).await["body"], "Flere bøge");
}

#[tokio::test]
async fn a_comment_of_a_quarter_of_an_hour_ago_can_be_withdrawn_and_not_changed() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Flere bøge").await;
    let age = "update comment set created = created - 900000 where id = $1";
    app.store.database.execute(age, post["id"].as_str()).await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let change = json!({ "body": "Færre bøge" });
    assert_eq!(mona.send(Method::PATCH, &path, change).await, problem(409, "edit-window"));
    mona.withdraws(&post).await;
    assert_eq!(app.get(&path).await, problem(404, "not-found"));
}

#[tokio::test]
async fn where_nobody_can_write_nobody_changes_what_stands_there() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "ok").await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let change = || json!({ "body": "Noget helt andet" });
    let open = |sql: &'static str| app.store.database.execute(sql, None);
    for (sql, code, back) in [
        ("update thread set locked = true", "locked", "update thread set locked = false"),
        (
            "update consultation set stopped = true",
            "locked",
            "update consultation set stopped = false",
        ),
        ("update consultation set closes = 1000", "closed", "select 1"),
    ] {
        open(sql).await;
        assert_eq!(mona.send(Method::PATCH, &path, change()).await, problem(409, code));
        assert_eq!(mona.read(&path).await["body"], "ok");
        open(back).await;
    }
    // It can still be taken back.
    mona.withdraws(&post).await;
}

#[tokio::test]
async fn a_change_needs_words() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Flere bøge").await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let empty = mona.send(Method::PATCH, &path, json!({ "body": "  " })).await;
    assert_eq!(empty, unfit(&[("body", "missing")]));
    let long = mona.send(Method::PATCH, &path, json!({ "body": "x".repeat(10_001) })).await;
    assert_eq!(long, unfit(&[("body", "too-long")]));
}

#[tokio::test]
async fn a_withdrawn_comment_leaves_no_trace_and_withdrawing_twice_is_once() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let post = mona.says(THREAD, "Jeg fortryder").await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let once = mona.send(Method::DELETE, &path, Value::Null).await;
    assert_eq!(once, (StatusCode::NO_CONTENT, Value::Null));
    assert_eq!(mona.send(Method::DELETE, &path, Value::Null).await, once);
    assert_eq!(app.get(&path).await, problem(404, "not-found"));
    assert_eq!(app.read(THREAD).await, json!({ "items": [], "next": null, "total": 0 }));
    assert_eq!(mona.read(&path).await["state"], "withdrawn");
}

#[tokio::test]
async fn a_withdrawn_comment_with_replies_leaves_a_marker_until_the_last_reply_goes() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let post = mona.says(THREAD, "Jeg fortryder").await;
    let reply = ali.answers(THREAD, &post, "Hvorfor?").await;
    mona.withdraws(&post).await;
    let list = app.read(THREAD).await;
    let marker = &list["items"][0];
    assert_eq!((&marker["state"], &marker["body"]), (&json!("withdrawn"), &Value::Null));
    assert_eq!((&marker["author"], &marker["rule"]), (&Value::Null, &Value::Null));
    assert_eq!(marker["first_replies"][0]["body"], "Hvorfor?");
    ali.withdraws(&reply).await;
    assert_eq!(app.read(THREAD).await, json!({ "items": [], "next": null, "total": 0 }));
}

#[tokio::test]
async fn a_withdrawn_comment_can_neither_be_changed_nor_answered() {
    let app = App::start().await;
    let (mona, ali) = (app.participant("Mona").await, app.participant("Ali").await);
    let post = mona.says(THREAD, "Jeg fortryder").await;
    ali.answers(THREAD, &post, "Hvorfor?").await;
    mona.withdraws(&post).await;
    let path = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let change = json!({ "body": "Dog ikke" });
    assert_eq!(mona.send(Method::PATCH, &path, change).await, problem(409, "state"));
    let answer = json!({ "body": "Øv", "client_key": client_key(), "parent": post["id"] });
    assert_eq!(ali.send(Method::POST, THREAD, answer).await, unfit(&[("parent", "unknown")]));
}
