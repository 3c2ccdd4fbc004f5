//! Connections: slow ones, overloaded ones, and how they end when the server does.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use tests::{App, StatusCode, Store, THREAD, Visitor, Wire, client_key, json};

/// The head of a post by this person, with so many bytes to come.
fn head(person: &Visitor, length: usize) -> String {
    format!(
        "POST {THREAD} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n",
        person.token
    )
}

#[tokio::test]
async fn who_is_too_slow_with_the_headers_is_cut_off() {
    let app = App::start().await;
    let since = Instant::now();
    let silent = async {
        let mut wire = Wire::open(app.address).await;
        wire.send("GET / HTTP/1.1\r\nhost: x\r\n").await;
        wire.to_the_end().await
    };
    let trickling = async {
        let mut wire = Wire::open(app.address).await;
        wire.send("GET / HTTP/1.1\r\nhost: x\r\n").await;
        for _ in 0..14 {
            wire.send("x: y\r\n").await;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        wire.to_the_end().await
    };
    let (silent, trickling) = tokio::join!(silent, trickling);
    for answer in [silent, trickling] {
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    }
    assert!(since.elapsed() < Duration::from_secs(20), "{:?}", since.elapsed());
    assert_eq!(app.page("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_is_too_slow_with_the_body_is_told() {
    let app = App::start().await;
    let mona = app.participant("Mona").await;
    let mut wire = Wire::open(app.address).await;
    wire.send(head(&mona, 1_000)).await;
    wire.send("{\"body\": \"Jeg skal").await;
    let answer = wire.hear(|heard| heard.contains("timeout")).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("application/problem+json"), "{answer}");
}

#[tokio::test]
async fn a_connection_on_which_nothing_more_is_asked_is_closed() {
    let app = App::start().await;
    let mut wire = Wire::open(app.address).await;
    wire.send("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert_eq!(wire.status().await, "HTTP/1.1 200 OK");
    let since = Instant::now();
    wire.to_the_end().await;
    let took = since.elapsed().as_secs();
    assert!((5..20).contains(&took), "{took} s");
}

#[tokio::test]
async fn who_takes_nothing_of_what_they_asked_for_is_cut_off() {
    let app = App::start().await;
    let page = "GET /embed.js HTTP/1.1\r\nhost: x\r\naccept-encoding: identity\r\n\r\n";
    let one = app.stranger().with("accept-encoding", "identity").head_of("/embed.js").await;
    let one: usize = one.header("content-length").parse().unwrap();
    let since = Instant::now();
    let mut wire = Wire::open(app.address).await;
    // Far more than the system keeps for somebody who does not read.
    wire.send(page.repeat(32 * 1024 * 1024 / one)).await;
    wire.broken_off().await;
    let took = since.elapsed().as_secs();
    assert!(took >= 25, "{took} s");
}

#[tokio::test]
async fn one_address_holds_six_hundred_connections_and_others_still_come_in() {
    let app = App::start().await;
    let many = IpAddr::from([127, 0, 0, 2]);
    let mut held = Vec::new();
    for _ in 0..600 {
        held.push(Wire::open_from(many, app.address).await);
    }
    let ask = "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    let mut more = Wire::open_from(many, app.address).await;
    more.send(ask).await;
    assert_eq!(more.status().await, "");
    let mut last = held.pop().unwrap();
    last.send(ask).await;
    assert_eq!(last.status().await, "HTTP/1.1 200 OK");
    assert_eq!(app.page("/healthz").await.status, StatusCode::OK);
    // The others never said anything, and are closed in the end: then there is room again.
    for mut wire in held {
        wire.to_the_end().await;
    }
    let mut again = Wire::open_from(many, app.address).await;
    again.send(ask).await;
    assert_eq!(again.status().await, "HTTP/1.1 200 OK");
}

#[tokio::test]
async fn a_flood_of_headers_is_refused() {
    let app = App::start().await;
    let long = "x".repeat(100_000);
    let many: String = (0..500).map(|number| format!("x-{number}: y\r\n")).collect();
    let get = "GET / HTTP/1.1\r\nhost: x\r\n";
    for (what, request) in [
        ("a long one", format!("{get}x: {long}\r\n\r\n")),
        ("a long address", format!("GET /{long} HTTP/1.1\r\nhost: x\r\n\r\n")),
        ("many", format!("{get}{many}\r\n")),
        ("a long token", format!("{get}authorization: Bearer {long}\r\n\r\n")),
    ] {
        let mut wire = Wire::open(app.address).await;
        wire.send(request).await;
        let status = wire.status().await;
        let refused = ["400", "414", "431"].iter().any(|code| status.contains(code));
        assert!(refused, "{what}: {status}");
    }
    assert_eq!(app.page("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_no_http_is_refused_and_harms_nobody() {
    let app = App::start().await;
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"HELO example.dk\r\n\r\n",
        b"GET / HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n",
        b"\x00\x00\x00\x00\r\n\r\n",
    ] {
        let mut wire = Wire::open(app.address).await;
        wire.send(bytes).await;
        let status = wire.status().await;
        assert!(status.is_empty() || status.starts_with("HTTP/1.1 4"), "{status}");
    }
    assert_eq!(app.page("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_server_that_is_asked_to_stop_lets_a_request_end_and_the_streams_too() {
    let mut app = App::start().await;
    let mona = app.participant("Mona").await;
    let mut listener = app.stranger().listen("/api/consultations/park/live").await;
    let post = json!({ "body": "I sidste øjeblik", "client_key": client_key() }).to_string();
    let mut wire = Wire::open(app.address).await;
    wire.send(head(&mona, post.len())).await;
    wire.send(&post[..10]).await;
    // Answered after the head has arrived there: it reads one connection after the other.
    assert_eq!(app.page("/healthz").await.status, StatusCode::OK);
    app.ask_to_stop();
    assert_eq!(listener.next().await, None);
    wire.send(&post[10..]).await;
    assert_eq!(wire.status().await, "HTTP/1.1 201 Created");
    assert!(app.ended().await.success());
    app.kill_and_restart();
    assert_eq!(app.read(THREAD).await["items"][0]["body"], "I sidste øjeblik");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_server_whose_log_nobody_takes_stops_when_it_is_asked_to() {
    let store = Store::new().await;
    std::os::unix::fs::symlink("/dev/full", store.file("log")).unwrap();
    let mut app = store.serve();
    assert_eq!(app.page("/healthz").await.status, StatusCode::OK);
    app.ask_to_stop();
    let ended = tokio::time::timeout(Duration::from_secs(30), app.ended()).await;
    assert!(ended.expect("it stops").success());
}

#[tokio::test]
async fn a_server_with_nothing_to_do_stops_at_once() {
    let mut app = App::start().await;
    app.read("/api/consultations").await;
    let since = Instant::now();
    app.ask_to_stop();
    assert!(app.ended().await.success());
    assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
}
