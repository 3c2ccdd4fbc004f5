//! Refusals: every one is a problem that a client can read, the framework's own included.

use tests::{
    Answer, App, Method, PROPOSALS, StatusCode, THREAD, Value, Visitor, Wire, client_key, json,
    problem, unfit,
};

/// Asserts that this is a refusal as the contract has it, and nothing else.
fn assert_problem(answer: &Answer, status: u16, code: &str) {
    let json = answer.text().get(..200).map_or_else(|| answer.json(), |text| text.into());
    assert_eq!((answer.status, json), problem(status, code));
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn an_unknown_address_of_the_api_is_not_found_whatever_is_done_to_it() {
    let app = App::start().await;
    let stranger = app.stranger();
    for path in
        ["/api/nothing", "/api/consultations/park/nothing/at/all", "/api/desk/nothing", "/api/"]
    {
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let answer = stranger.ask(method.clone(), path, None).await;
            assert_problem(&answer, 404, "not-found");
        }
    }
}

#[tokio::test]
async fn a_verb_that_an_address_does_not_know_is_refused_and_the_right_ones_are_named() {
    let app = App::start().await;
    let document = app.read("/api/openapi.json").await;
    let verbs = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    for (template, methods) in document["paths"].as_object().unwrap() {
        let path = template.replace("{c}", "park").replace("{key}", "indsats-1");
        let path = path.replace("{id}", "018f0000000070008000000000000000");
        for verb in &verbs {
            if methods.get(verb.as_str().to_lowercase()).is_some() {
                continue;
            }
            let answer = app.stranger().ask(verb.clone(), &path, None).await;
            assert_problem(&answer, 405, "method-not-allowed");
            for known in methods.as_object().unwrap().keys() {
                let allowed = answer.header("allow");
                assert!(allowed.contains(&known.to_uppercase()), "{verb} {path}: `{allowed}`");
            }
        }
    }
}

#[tokio::test]
async fn a_page_can_only_be_read() {
    let app = App::start().await;
    for path in ["/", "/park", "/park/indsats-1", "/desk", "/nowhere/at/all"] {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let answer = app.stranger().ask(method, path, None).await;
            assert_problem(&answer, 405, "method-not-allowed");
        }
    }
}

/// Everybody who sends JSON, with where to.
async fn senders(app: &App) -> Vec<(Visitor, Method, String)> {
    let (mona, lene) = (app.participant("Mona").await, app.moderator().await);
    let post = mona.says(THREAD, "Hej").await;
    let comment = format!("/api/comments/{}", post["id"].as_str().unwrap());
    let desk = comment.replace("/api/", "/api/desk/");
    vec![
        (app.stranger(), Method::POST, "/api/participants".to_owned()),
        (app.stranger(), Method::POST, "/api/participants/handover".to_owned()),
        (mona.clone(), Method::PATCH, "/api/participants/me".to_owned()),
        (mona.clone(), Method::POST, THREAD.to_owned()),
        (mona.clone(), Method::POST, PROPOSALS.to_owned()),
        (mona.clone(), Method::PATCH, comment.clone()),
        (mona, Method::POST, format!("{comment}/reports")),
        (app.stranger(), Method::POST, "/api/desk/session".to_owned()),
        (app.stranger(), Method::PUT, "/api/desk/session".to_owned()),
        (lene.clone(), Method::POST, format!("{desk}/hide")),
        (lene.clone(), Method::POST, format!("{desk}/restore")),
        (lene, Method::POST, format!("{desk}/approve")),
    ]
}

#[tokio::test]
async fn what_is_not_json_cannot_be_read() {
    let app = App::start().await;
    let json = Some("application/json");
    for (sender, method, path) in senders(&app).await {
        for broken in [&b""[..], b"{", b"{\"body\": \"Hej\"", b"{'a': 1}", b"\"\xFF\""] {
            let answer = sender.send_bytes(method.clone(), &path, json, broken.to_vec()).await;
            let sent = String::from_utf8_lossy(broken);
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{method} {path} {sent}");
            assert_problem(&answer, 400, "malformed");
        }
    }
}

#[tokio::test]
async fn nothing_stands_after_the_json() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let sent = json!({ "body": "Hej", "client_key": client_key() });
    for after in ["{}", "x", "]"] {
        let answer = mona.ask(Method::POST, THREAD, Some(format!("{sent} {after}"))).await;
        assert_eq!((answer.status, answer.json()), problem(400, "malformed"), "{after}");
    }
}

#[tokio::test]
async fn a_nul_is_refused_wherever_it_stands() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for path in [
        "/api/consultations/park%00",
        "/api/consultations/park/sections/%00",
        "/api/consultations/%00/comments",
        "/api/consultations/park/comments?paragraph=%00",
        "/api/consultations/park/proposals?section=%00",
        "/park/%00",
        "/%00",
        "/park?efter=%00",
    ] {
        let status = app.page(path).await.status.as_u16();
        assert!((200..500).contains(&status), "{path}: {status}");
    }
    let idea = json!({ "kind": "idea", "title": "a", "body": "b", "client_key": "12345678" });
    let with = |mut json: Value, field: &str| {
        json[field] = "1234567\0".into();
        json
    };
    let post = json!({ "body": "Hej", "client_key": "12345678" });
    for (path, sent) in [
        (THREAD, with(post, "client_key")),
        (PROPOSALS, with(idea.clone(), "client_key")),
        (PROPOSALS, with(idea, "section")),
        ("/api/desk/session", with(json!({ "password": "x" }), "email")),
        ("/api/participants", with(json!({ "name": "x" }), "client_key")),
    ] {
        let (status, answer) = mona.send(Method::POST, path, sent.clone()).await;
        assert!(status.as_u16() < 500, "{path} {sent}: {answer}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_say_that_it_is_json_is_refused() {
    let app = App::start().await;
    for (sender, method, path) in senders(&app).await {
        for kind in [
            None,
            Some("text/plain"),
            Some("application/x-www-form-urlencoded"),
            Some("multipart/form-data"),
            Some("application/jsonp"),
        ] {
            let answer = sender.send_bytes(method.clone(), &path, kind, "{}").await;
            assert_problem(&answer, 415, "unsupported-media-type");
        }
    }
}

#[tokio::test]
async fn json_may_name_its_charset_and_its_dialect() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for kind in ["application/json; charset=utf-8", "Application/JSON", "application/vnd.x+json"] {
        let sent = json!({ "body": "Hej", "client_key": client_key() }).to_string();
        let answer = mona.send_bytes(Method::POST, THREAD, Some(kind), sent).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{kind}");
    }
}

#[tokio::test]
async fn a_field_of_the_wrong_type_is_named() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for (sent, field) in [
        (json!({ "body": ["Hej"] }), "body"),
        (json!({ "anchor": { "paragraph": 7 } }), "anchor.paragraph"),
        (json!({ "anchor": { "paragraph": "p-1", "version": "1" } }), "anchor.version"),
        (
            json!({ "anchor": { "paragraph": "p-1", "version": 99_999_999_999_999_999_999.0 } }),
            "anchor.version",
        ),
    ] {
        let answer = mona.send(Method::POST, THREAD, sent).await;
        assert_eq!(answer, unfit(&[(field, "malformed")]));
    }
}

#[tokio::test]
async fn json_that_is_no_object_names_no_field_that_there_is_not() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    for sent in ["7", "\"Hej\"", "[]", "[\"Hej\", \"12345678\"]", "null"] {
        let answer = mona.ask(Method::POST, THREAD, Some(sent.to_owned())).await;
        assert_eq!((answer.status, answer.json()), problem(400, "malformed"), "{sent}");
    }
}

#[tokio::test]
async fn more_than_is_taken_at_once_is_refused() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let sent = json!({ "body": "x".repeat(300_000), "client_key": client_key() }).to_string();
    let answer = mona.ask(Method::POST, THREAD, Some(sent)).await;
    assert_problem(&answer, 413, "too-large");
}

#[tokio::test]
async fn a_flood_that_does_not_say_how_much_it_is_is_cut() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let mut wire = Wire::open(app.address).await;
    let head = format!(
        "POST {THREAD} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n",
        mona.token
    );
    wire.send(head).await;
    let chunk = format!("8000\r\n{}\r\n", "x".repeat(0x8000));
    for _ in 0..10 {
        wire.send(&chunk).await;
    }
    assert_eq!(wire.status().await, "HTTP/1.1 413 Payload Too Large");
}

#[tokio::test]
async fn the_longest_proposal_that_the_fields_allow_is_taken() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let long = |letter: &str| letter.repeat(10_000);
    let escaped = json!({
        "kind": "wording", "section": "indsats-1", "original": long("æ"), "replacement": long("ø"),
        "reason": long("å"), "client_key": client_key(),
    });
    let escaped = escaped.to_string().replace('æ', "\\u00e6").replace('ø', "\\u00f8");
    let escaped = escaped.replace('å', "\\u00e5");
    let answer = mona.ask(Method::POST, PROPOSALS, Some(escaped)).await;
    assert_eq!(answer.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_query_that_cannot_be_read_names_its_field() {
    let app = App::start().await;
    for (path, field) in [
        ("/api/consultations/park?version=x", "version"),
        ("/api/consultations/park/sections/indsats-1?version=1.5", "version"),
        ("/api/consultations/park/comments?limit=", "limit"),
        ("/api/consultations/park/comments?limit=1&limit=2", "limit"),
        ("/api/consultations/park/proposals?limit=99999999999", "limit"),
        ("/api/consultations/park/news?limit=%FF", "limit"),
    ] {
        assert_eq!(app.get(path).await, unfit(&[(field, "malformed")]), "{path}");
    }
}

#[tokio::test]
async fn strange_addresses_are_not_found() {
    let app = App::start().await;
    for path in [
        "/api/consultations/PARK",
        "/api/consultations/park%2Fcomments",
        "/api/consultations/%FF",
        "/api/consultations/park'%20or%201=1--",
        "/api/consultations/../participants/me",
        "/api/comments/00000000-0000-0000-0000-000000000000",
    ] {
        let answer = app.page(path).await;
        assert_eq!((answer.status, answer.json()), problem(404, "not-found"), "{path}");
    }
}
